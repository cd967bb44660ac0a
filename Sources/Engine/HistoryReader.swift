package import Entries
package import EventLog
package import Workflows

/// Reads kept entries back into what they say.
package enum HistoryReader {
    /// Decodes entries of one agreement or of the engine; a redacted one is read from its restatement.
    ///
    /// Throws `SubmissionFailure.unreadable` for the first that can't be read.
    package static func entries(_ kept: [KeptEntry]) throws -> [Entry] {
        var restated: [Int64: Entry] = [:]
        var decoded: [Entry] = []
        var missing: [Int64] = []
        for one in kept {
            guard let bytes = one.bytes else {
                missing.append(one.position)
                continue
            }
            let entry = try entry(bytes, at: one.position)
            decoded.append(entry)
            if entry.type == EngineEvent.redacted.rawValue, let original = entry.restatement {
                restated[original.position] = original
            }
        }
        for position in missing {
            guard let entry = restated[position] else {
                throw SubmissionFailure.unreadable(position: position)
            }
            decoded.append(entry)
        }
        return decoded.sorted { $0.position < $1.position }
    }

    /// Decodes one entry's bytes.
    package static func entry(_ bytes: [UInt8], at position: Int64) throws -> Entry {
        do {
            return try Entry(bytes: bytes)
        } catch {
            throw SubmissionFailure.unreadable(position: position)
        }
    }
}

extension History {
    /// The history that these entries tell.
    package init(_ entries: [Entry]) { self.init(entries.map { Fact($0) }) }
}

extension Entry {
    /// The entry without its personal part that a `Redacted` entry puts in the place of the old bytes.
    var restatement: Entry? {
        guard let members = data["entry"] else { return nil }
        return try? Entry(bytes: Array(members.canonicalText.utf8))  // Nil reads as unreadable.
    }
}
