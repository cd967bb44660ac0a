import Calendars
import Entries
import FoundationEssentials
import Synchronization
import Wire

/// When the log was last copied, and when a copy was last proved; kept beside the log.
///
/// The daemon does not see where copies go. Who makes one says so afterwards, and the daemon believes
/// it only if the copy's root is that of its own log at that size.
final class BackupRecord: Sendable {
    private let path: String
    private let kept: Mutex<BackupStatus>

    /// After this many days without a copy somebody has to be told.
    static let daysMax: Int64 = 3
    static let millisecondsPerDay: Int64 = 86_400_000

    /// Reads what is kept; a file that is missing or can't be read says that there was no copy.
    init(path: String) {
        self.path = path
        let data = FileManager.default.contents(atPath: path)
        // At worst somebody is told to make a copy that was made.
        let read = data.flatMap { try? JSONDecoder().decode(BackupStatus.self, from: $0) }
        kept = Mutex(read ?? BackupStatus())
    }

    var status: BackupStatus { kept.withLock(\.self) }

    /// Keeps durably that a copy of so many entries was made at `now`.
    func noteCopy(size: Int64, at now: String) throws {
        try change { $0.copy = BackupMark(at: now, size: size) }
    }

    /// Keeps durably that a copy was proved at `now`.
    ///
    /// What failed before is over, unless the copy has less than the last one that was made: that an old one
    /// is whole says nothing of it.
    func noteDrill(size: Int64, at now: String) throws {
        try change { status in
            status.drill = BackupMark(at: now, size: size)
            if size >= status.copy?.size ?? 0 { status.failure = nil }
        }
    }

    /// Keeps durably that a copy was found not to be whole.
    func noteFailure(_ fault: String, at now: String) throws {
        try change { $0.failure = BackupFailure(at: now, fault: fault) }
    }

    private func change(_ change: (inout BackupStatus) -> Void) throws {
        try kept.withLock { status in
            var changed = status
            change(&changed)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            try DurableFile.write(Array(try encoder.encode(changed)), to: path, mode: 0o640)
            status = changed
        }
    }

    /// Remarks on copies that are missing or old, for a log that is `since` that long in use.
    ///
    /// A copy is as old as the first entry that it lacks, however lately it was made or proved; `recorded`
    /// says when the entry at a position was recorded, nil if there is none.
    func problems(
        now: Timestamp,
        since: Timestamp,
        recorded: (_ position: Int64) -> Timestamp? = { _ in nil }
    ) -> [Notice] {
        let status = status
        let failed = status.failure.map { failure in
            Notice(
                code: "drill-failed",
                params: ["at": .string(failure.at), "fault": .string(failure.fault)]
            )
        }
        let old: [Notice] = [("backup-old", status.copy), ("drill-old", status.drill)].compactMap {
            code,
            mark in
            let done = mark.flatMap { Timestamp(rfc3339: $0.at) }
            let lacking = mark.flatMap { recorded($0.size) }
            let last = [done, lacking].compactMap(\.self).min { $0.milliseconds < $1.milliseconds }
            let days = (now.milliseconds - (last ?? since).milliseconds) / Self.millisecondsPerDay
            guard days >= Self.daysMax else { return nil }
            var params: [String: JSONValue] = ["days": .integer(Int(days))]
            params["at"] = mark.map { .string($0.at) }
            if let mark, let lacking, let done, lacking.milliseconds < done.milliseconds {
                params["lacking"] = .integer(Int(mark.size))
            }
            return Notice(code: code, params: params)
        }
        return [failed].compactMap(\.self) + old
    }
}
