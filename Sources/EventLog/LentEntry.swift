package import Audit

/// An entry as the log holds it, lent where it lies: good only until the call that got it returns.
///
/// For reading a whole log, where copying each entry costs more than looking at it. Whoever keeps
/// anything of it takes `kept`.
package struct LentEntry {
    /// Its place in the log.
    package let position: Int64
    /// The exact bytes; nil once they were redacted.
    package let bytes: UnsafeBufferPointer<UInt8>?
    /// The leaf hash that is kept beside the bytes.
    package let leaf: TreeHash
    /// The agreement's id in UTF-8; nil for an entry of the engine.
    package let subject: UnsafeBufferPointer<UInt8>?
    /// The number of the entry within its agreement.
    package let subjectVersion: Int?
    /// The event's name in UTF-8.
    package let type: UnsafeBufferPointer<UInt8>
    /// The 16 bytes of the command's key.
    package let command: UnsafeBufferPointer<UInt8>
    /// Its number within that command.
    package let part: Int
    /// The entry beside it, if reading finds that and looking for its number does not.
    let unfound: Int64?

    /// A copy that may be kept.
    package var kept: KeptEntry {
        guard let command = CommandKey(bytes: command) else {
            preconditionFailure("a key has \(CommandKey.byteCount) bytes")
        }
        return KeptEntry(
            position: position,
            bytes: bytes.map { Array($0) },
            leaf: leaf,
            subject: subject.map { String(decoding: $0, as: UTF8.self) },
            subjectVersion: subjectVersion,
            type: String(decoding: type, as: UTF8.self),
            command: command,
            part: part
        )
    }
}

extension KeptEntry {
    /// Lends the entry to `body` as a log that lies in a file would.
    func lend<Answer>(to body: (LentEntry) -> Answer) -> Answer {
        var (subject, type) = (subject ?? "", type)
        return subject.withUTF8 { subject in
            type.withUTF8 { type in
                command.bytes.withUnsafeBufferPointer { command in
                    (bytes ?? []).withUnsafeBufferPointer { bytes in
                        body(
                            LentEntry(
                                position: position,
                                bytes: self.bytes == nil ? nil : bytes,
                                leaf: leaf,
                                subject: self.subject == nil ? nil : subject,
                                subjectVersion: subjectVersion,
                                type: type,
                                command: command,
                                part: part,
                                unfound: nil
                            )
                        )
                    }
                }
            }
        }
    }
}

extension EntryLog {
    /// Lends entries that were read into memory; for logs that have them there anyway.
    package func lendRead(
        _ positions: Range<Int64>,
        to body: (LentEntry) -> Bool
    ) throws {
        var next = positions.lowerBound
        while next < positions.upperBound {
            let limit = min(positions.upperBound - next, lendingMax)
            let kept = try read(after: next - 1, limit: Int(limit))
            for one in kept {
                guard one.position < positions.upperBound, one.lend(to: body) else { return }
            }
            guard let last = kept.last else { return }
            next = last.position + 1
        }
    }
}

/// Entries that are copied in one go to be lent.
private let lendingMax: Int64 = 1_024
