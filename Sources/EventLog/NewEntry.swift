package import Audit

/// An entry that has its bytes but is not kept yet.
///
/// The log does not look into the bytes. The other fields are what it finds entries by; the caller
/// takes care that each agrees with the bytes, and `verify` checks that it does.
package struct NewEntry: Hashable, Sendable {
    /// How many bytes an entry may have at most.
    package static let byteCountMax = 65_535
    /// The type of an entry that may take the bytes of an earlier one away.
    package static let redactionType = "Redacted"

    /// The exact bytes to hash, keep and serve: 1 to 65,535 of them.
    package let bytes: [UInt8]
    /// The leaf hash of these bytes.
    package let leaf: TreeHash
    /// The agreement's id in ASCII, or nil for an entry of the engine.
    package let subject: String?
    /// The number of this entry within its agreement, from 1 without a gap; nil without a subject.
    package let subjectVersion: Int?
    /// The event's name.
    package let type: String
    /// The command that brings the entry.
    package let command: CommandKey
    /// The number of this entry within its command, from 1.
    package let part: Int
    /// The position whose bytes this entry takes away; only an entry of type `Redacted` may name one.
    package let redacts: Int64?

    /// Makes an entry to append.
    package init(
        bytes: [UInt8],
        subject: String?,
        subjectVersion: Int?,
        type: String,
        command: CommandKey,
        part: Int,
        redacts: Int64? = nil
    ) {
        self.bytes = bytes
        leaf = MerkleTree.leafHash(bytes)
        self.subject = subject
        self.subjectVersion = subjectVersion
        self.type = type
        self.command = command
        self.part = part
        self.redacts = redacts
    }

    /// Keeps the place of an entry whose bytes were taken away, in a log that is made anew from its lines.
    ///
    /// A single zero byte stands in their place until the entry comes that took them, and goes with it:
    /// no other way leads there. An entry that is never redacted again shows as damaged.
    package init(takenAway kept: KeptEntry) {
        bytes = [0]
        leaf = kept.leaf
        subject = kept.subject
        subjectVersion = kept.subjectVersion
        type = kept.type
        command = kept.command
        part = kept.part
        redacts = nil
    }
}
