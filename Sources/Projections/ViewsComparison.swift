package import EventLog
import GRDB

/// What kept views are worth beside a fresh replay of the log.
package enum ViewsComparison: Hashable, Sendable {
    /// Every row is what the log says.
    case same
    /// They claim to be of this log, and so many rows are not what it says.
    case differ(rows: Int)
    /// They are of another log, or of a state that this one never had: kembard would make them anew.
    case ofAnotherLog
    /// No views of this version's shape: kembard would make them anew.
    case unusable
}

extension Views {
    /// Compares the views in the file `kept` with new ones, made from `log` in the file `fresh`.
    ///
    /// Both files are written to: give it copies. Views that lag behind the log are brought up first.
    package static func compare(
        kept: String,
        fresh: String,
        _ log: any EntryLog
    ) async throws -> ViewsComparison {
        // Whatever is wrong with the file, it is one that would be made anew.
        guard let store = try? ViewStore(path: kept), (try? store.isUsable()) == true else {
            return .unusable
        }
        let isOfLog = try store.matches(log)
        try store.pool.close()
        guard isOfLog else { return .ofAnotherLog }
        let rows = try await rows(kept, log)
        let expected = try await self.rows(fresh, log)
        let differing = rows.symmetricDifference(expected)
        return differing.isEmpty ? .same : .differ(rows: differing.count)
    }

    private static func rows(_ path: String, _ log: any EntryLog) async throws -> Set<Substring> {
        let views = try Views(path: path, log: log)
        await views.catchUp()
        if let newer = views.newerEntry { throw newer }
        let dump = try views.canonicalDump()
        try views.store.pool.close()
        return Set(dump.split(separator: "\n"))
    }
}
