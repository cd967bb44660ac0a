package import Entries

/// `GET /v1/audit/verify`: what a full re-reading of the log found.
package struct VerifyAnswer: Codable, Hashable, Sendable {
    /// `whole`, `damaged`, `unverified`.
    package var result: String
    package var origin: String
    package var size: Int64
    /// Root over all re-read bytes, hex.
    package var root: String
    package var redacted: Int
    package var agreements: Int
    /// `verified`, `not-checked`, `failed`.
    package var signer: String
    /// The key that the signature was checked with.
    package var vkey: String?
    /// The first thing wrong.
    package var fault: VerifyFault?
    /// Codes of what was checked, in order: bytes, columns, positions, versions, tree, recorded-time, checkpoint, views.
    package var checked: [String]
    package var rehearsal: Bool

    package init(
        result: String,
        origin: String,
        size: Int64,
        root: String,
        redacted: Int,
        agreements: Int,
        signer: String,
        vkey: String? = nil,
        fault: VerifyFault? = nil,
        checked: [String],
        rehearsal: Bool
    ) {
        self.result = result
        self.origin = origin
        self.size = size
        self.root = root
        self.redacted = redacted
        self.agreements = agreements
        self.signer = signer
        self.vkey = vkey
        self.fault = fault
        self.checked = checked
        self.rehearsal = rehearsal
    }
}

/// The first wrong position and what is wrong there.
package struct VerifyFault: Codable, Hashable, Sendable {
    package var position: Int64
    package var code: String
    package var params: [String: JSONValue]

    package init(
        position: Int64,
        code: String,
        params: [String: JSONValue]
    ) {
        self.position = position
        self.code = code
        self.params = params
    }
}
