package import Entries
package import EventLog
import Synchronization
package import Workflows

/// Reads kept entries back into what they say, in the newest version of each event.
package enum HistoryReader {
    /// How older versions are read.
    ///
    /// Tests put steps of their own there; a program never does.
    package static var upcasts: Upcasts {
        get { table.withLock(\.self) }
        set { table.withLock { $0 = newValue } }
    }

    private static let table = Mutex(Upcasts.shipped)

    /// Decodes entries in the order of their positions; a redacted one is read from its restatement,
    /// wherever in `log` that stands.
    ///
    /// Those in `recent` are not decoded again. Throws `SubmissionFailure.unreadable` for the first
    /// that can't be read, and `NewerEntry` for one that only a newer program can read.
    package static func entries(
        _ kept: [KeptEntry],
        in log: some RedactionSource,
        recent: RecentEntries? = nil
    ) throws -> [Entry] {
        let reader = CanonicalReader()
        let upcasts = upcasts
        var entries: [Entry] = []
        entries.reserveCapacity(kept.count)
        var taken: Set<Int64> = []
        // Mostly they are in order, and sorting would copy every one.
        var isOrdered = true
        var last = Int64.min
        for one in kept {
            let entry = try entry(one, in: log, recent: recent, upcasts, reader)
            if let position = entry.redacts { taken.insert(position) }
            isOrdered = isOrdered && entry.position > last
            last = entry.position
            entries.append(entry)
        }
        // Bytes that somebody put back in the place of redacted ones are shown to nobody.
        if !taken.isEmpty,
            let back = kept.first(where: { $0.bytes != nil && taken.contains($0.position) })
        {
            throw SubmissionFailure.unreadable(position: back.position)
        }
        return isOrdered ? entries : entries.sorted { $0.position < $1.position }
    }

    /// Decodes one entry; a redacted one is read from its restatement.
    ///
    /// Throws as `entries` does.
    package static func entry(
        _ kept: KeptEntry,
        in log: some RedactionSource,
        recent: RecentEntries? = nil
    ) throws -> Entry {
        try entry(kept, in: log, recent: recent, upcasts, CanonicalReader())
    }

    private static func entry(
        _ kept: KeptEntry,
        in log: some RedactionSource,
        recent: RecentEntries?,
        _ upcasts: Upcasts,
        _ reader: borrowing CanonicalReader
    ) throws -> Entry {
        if let bytes = kept.bytes {
            // Nobody is shown what was changed behind our back: it is damage, and it says where.
            guard kept.isIntact else {
                throw SubmissionFailure.unreadable(position: kept.position)
            }
            if let known = recent?.entry(under: kept.leaf) {
                try check(known, against: kept)
                return known
            }
            var read = try reader.entry(bytes) ?? entry(bytes, at: kept.position)
            try check(read, against: kept)
            try upcasts.bringUp(&read)
            recent?.keep(read, under: kept.leaf)
            return read
        }
        guard let cause = try log.redaction(of: kept.position), let bytes = cause.bytes,
            var restated = try entry(bytes, at: cause.position).restatement(of: kept)
        else { throw SubmissionFailure.unreadable(position: kept.position) }
        try upcasts.bringUp(&restated)
        return restated
    }

    /// Lets through the entry of a row that says of itself that it stands there.
    ///
    /// Bytes and leaf of another entry fit each other too: shown twice, or as another agreement's, they
    /// would be damage that nobody sees.
    private static func check(_ entry: Entry, against kept: KeptEntry) throws {
        guard entry.position == kept.position, entry.type == kept.type,
            entry.subject?.agreement == kept.subject,
            entry.subject?.version == kept.subjectVersion
        else { throw SubmissionFailure.unreadable(position: kept.position) }
    }

    /// Decodes one entry's bytes, in the version in which they stand.
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
    package init(_ entries: [Entry]) {
        // By index: a closure would be given a copy of each.
        self.init(entries.indices.map { Fact(entries[$0]) })
    }
}
