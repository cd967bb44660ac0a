package import Audit

/// An entry as the log holds it.
package struct KeptEntry: Hashable, Sendable {
    /// Its place in the log and its leaf's in the tree: from 0, without a gap.
    package let position: Int64
    /// The exact bytes that were appended; nil once they were redacted.
    package let bytes: [UInt8]?
    /// The leaf hash of the bytes; it stays when the bytes go.
    package let leaf: TreeHash
    /// The agreement's id, or nil for an entry of the engine.
    package let subject: String?
    /// The number of the entry within its agreement, from 1.
    package let subjectVersion: Int?
    /// The event's name.
    package let type: String
    /// The command that brought it.
    package let command: CommandKey
    /// Its number within that command, from 1.
    package let part: Int

    /// Puts together an entry that was kept elsewhere: in a bundle.
    package init(
        position: Int64,
        bytes: [UInt8]?,
        leaf: TreeHash,
        subject: String?,
        subjectVersion: Int?,
        type: String,
        command: CommandKey,
        part: Int
    ) {
        self.position = position
        self.bytes = bytes
        self.leaf = leaf
        self.subject = subject
        self.subjectVersion = subjectVersion
        self.type = type
        self.command = command
        self.part = part
    }

    /// The entry's own bytes, or what stands for redacted ones: as a line of the log is served.
    package var line: [UInt8] { bytes ?? Array("{\"redacted\":\"\(leaf.hex)\"}".utf8) }

    /// Whether the bytes are still those whose hash is the leaf; redacted bytes cannot disagree.
    ///
    /// What a transaction of the log hands out is intact. A plain reader gets what the file holds,
    /// so that an auditor can be shown the damage.
    package var isIntact: Bool {
        bytes.map { MerkleTree.leafHash($0) == leaf } ?? true
    }
}

extension KeptEntry {
    init(_ entry: NewEntry, at position: Int64, leaf: TreeHash) {
        self.init(
            position: position,
            bytes: entry.bytes,
            leaf: leaf,
            subject: entry.subject,
            subjectVersion: entry.subjectVersion,
            type: entry.type,
            command: entry.command,
            part: entry.part
        )
    }

    /// The same entry without its bytes.
    var redacted: KeptEntry {
        KeptEntry(
            position: position,
            bytes: nil,
            leaf: leaf,
            subject: subject,
            subjectVersion: subjectVersion,
            type: type,
            command: command,
            part: part
        )
    }

    /// Returns the entry, or throws `LogFailure` with code `damaged` if it is not intact.
    func intact(in path: String) throws -> KeptEntry {
        guard isIntact else { throw LogFailure.changedBytes(at: position, in: path) }
        return self
    }
}
