package import Entries
package import EventLog
package import Workflows

/// Reads kept entries back into what they say.
package enum HistoryReader {
    /// Decodes entries in the order of their positions; a redacted one is read from its restatement,
    /// wherever in `log` that stands.
    ///
    /// Those in `recent` are not decoded again. Throws `SubmissionFailure.unreadable` for the first
    /// that can't be read.
    package static func entries(
        _ kept: [KeptEntry],
        in log: some RedactionSource,
        recent: RecentEntries? = nil
    ) throws -> [Entry] {
        let entries = try kept.map { try entry($0, in: log, recent: recent) }
        // Bytes that somebody put back in the place of redacted ones are shown to nobody.
        let taken = Set(entries.compactMap(\.redacts))
        if let back = kept.first(where: { $0.bytes != nil && taken.contains($0.position) }) {
            throw SubmissionFailure.unreadable(position: back.position)
        }
        return entries.sorted { $0.position < $1.position }
    }

    /// Decodes one entry; a redacted one is read from its restatement.
    package static func entry(
        _ kept: KeptEntry,
        in log: some RedactionSource,
        recent: RecentEntries? = nil
    ) throws -> Entry {
        if let bytes = kept.bytes {
            // Nobody is shown what was changed behind our back: it is damage, and it says where.
            guard kept.isIntact else {
                throw SubmissionFailure.unreadable(position: kept.position)
            }
            if let known = recent?.entry(under: kept.leaf) { return known }
            let decoded = try entry(bytes, at: kept.position)
            recent?.keep(decoded, under: kept.leaf)
            return decoded
        }
        guard let cause = try log.redaction(of: kept.position), let bytes = cause.bytes,
            let restated = try entry(bytes, at: cause.position).restatement(of: kept)
        else { throw SubmissionFailure.unreadable(position: kept.position) }
        return restated
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
