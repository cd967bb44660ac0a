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
        let known = try known(kept, recent)
        let entries = try zip(kept, known).map {
            try $1.map(placing($0)) ?? entry($0, in: log, recent: recent)
        }
        // Bytes that somebody put back in the place of redacted ones are shown to nobody.
        let taken = Set(entries.compactMap(\.redacts))
        if let back = kept.first(where: { $0.bytes != nil && taken.contains($0.position) }) {
            throw SubmissionFailure.unreadable(position: back.position)
        }
        return entries.sorted { $0.position < $1.position }
    }

    /// The entries that were read lately, and those whose bytes are plain, decoded all at once.
    private static func known(
        _ kept: [KeptEntry],
        _ recent: RecentEntries?
    ) throws(NewerEntry) -> [Entry?] {
        var known = [Entry?](repeating: nil, count: kept.count)
        var wanted: [Int] = []
        // Bytes that are gone stay so, and changed ones are nobody's, whatever was read lately.
        for (index, one) in kept.enumerated() where one.bytes != nil && one.isIntact {
            known[index] = recent?.entry(under: one.leaf)
            if known[index] == nil { wanted.append(index) }
        }
        let read = Entry.canonical(wanted.compactMap { kept[$0].bytes })
        let upcasts = upcasts
        for (index, entry) in zip(wanted, read) {
            guard let entry else { continue }
            let newest = try upcasts.newest(entry)
            recent?.keep(newest, under: kept[index].leaf)
            known[index] = newest
        }
        return known
    }

    /// Decodes one entry; a redacted one is read from its restatement.
    ///
    /// Throws as `entries` does.
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
            if let known = recent?.entry(under: kept.leaf) { return try placing(kept)(known) }
            let decoded = try upcasts.newest(placing(kept)(entry(bytes, at: kept.position)))
            recent?.keep(decoded, under: kept.leaf)
            return decoded
        }
        guard let cause = try log.redaction(of: kept.position), let bytes = cause.bytes,
            let restated = try entry(bytes, at: cause.position).restatement(of: kept)
        else { throw SubmissionFailure.unreadable(position: kept.position) }
        return try upcasts.newest(restated)
    }

    /// Lets through the entry of a row that says of itself that it stands there.
    ///
    /// Bytes and leaf of another entry fit each other too: shown twice, or as another agreement's, they
    /// would be damage that nobody sees.
    private static func placing(_ kept: KeptEntry) -> (Entry) throws -> Entry {
        { entry in
            guard entry.position == kept.position, entry.type == kept.type,
                entry.subject?.agreement == kept.subject,
                entry.subject?.version == kept.subjectVersion
            else { throw SubmissionFailure.unreadable(position: kept.position) }
            return entry
        }
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
    package init(_ entries: [Entry]) { self.init(entries.map { Fact($0) }) }
}
