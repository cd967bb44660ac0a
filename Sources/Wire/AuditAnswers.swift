package import Entries

/// `GET /v1/audit/verify`, also of a copied folder: what a full re-reading of the log found.
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
    /// How many entries the newest checkpoint that was met covers; absent if none was there.
    package var signed: Int64?
    /// Of a copied folder: `same`, `differ`, `other-log`, `unusable`, `none`; the views are disposable.
    package var views: String?
    /// How many rows of the views are not what the log says.
    package var viewsRows: Int?

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
        rehearsal: Bool,
        signed: Int64? = nil,
        views: String? = nil,
        viewsRows: Int? = nil
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
        self.signed = signed
        self.views = views
        self.viewsRows = viewsRows
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

/// The signed checkpoint as a document: what `audit checkpoint --json` prints.
package struct CheckpointDocument: Codable, Hashable, Sendable {
    /// The note, with its signature lines.
    package var checkpoint: String

    package init(checkpoint: String) { self.checkpoint = checkpoint }
}

/// The log's public key as a document: what `audit key --json` prints.
package struct KeyDocument: Codable, Hashable, Sendable {
    package var vkey: String

    package init(vkey: String) { self.vkey = vkey }
}
