import Calendars
import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Logging
import Projections
import Synchronization
import TestSupport
import Testing
import Wire
import Workflows

@testable import Daemon

/// The figures for a monitoring system are those of the log, the views and the daemon's life.
@Suite(.timeLimit(.minutes(5))) struct MetricsTests {
    /// The figures without labels, by name.
    private static func figures(_ house: House) throws -> [String: Double] {
        let lines = try MetricsRoutes(house: house).text().split(separator: "\n")
        let pairs = lines.filter { !$0.hasPrefix("#") && !$0.contains("{") }.map {
            $0.split(separator: " ")
        }
        return Dictionary(
            uniqueKeysWithValues: pairs.map { (String($0[0]), Double($0[1]) ?? .nan) }
        )
    }

    @Test func `each batch of entries is counted, and its commit is a part of it`() async throws {
        try await Household.with { household in
            let before = try Self.figures(household.house)
            try await household.propose()
            let after = try Self.figures(household.house)
            for name in ["kembar_append_duration_seconds", "kembar_commit_duration_seconds"] {
                let (old, new) = (before["\(name)_count"] ?? -1, after["\(name)_count"] ?? -1)
                #expect(new == old + 1, "\(name)")
                #expect((after["\(name)_sum"] ?? 0) > (before["\(name)_sum"] ?? 0), "\(name)")
            }
            let (batch, commit) = (
                after["kembar_append_duration_seconds_sum"] ?? 0,
                after["kembar_commit_duration_seconds_sum"] ?? 0
            )
            #expect(batch >= commit)
        }
    }

    @Test func `a reminder is owed until it is issued`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            #expect(try Self.figures(house)["kembar_reminders_owed"] == 0)
            house.rehearsal?.move(to: try #require(try house.views.firstDue()))
            #expect(try Self.figures(house)["kembar_reminders_owed"] == 1)
            let issued = try Self.figures(house)["kembar_reminders_issued"] ?? -1
            _ = try await house.wakeUp.run()
            await house.views.catchUp()
            let after = try Self.figures(house)
            #expect(after["kembar_reminders_owed"] == 0)
            #expect((after["kembar_reminders_issued"] ?? -1) > issued)
            #expect(after["kembar_messages_failed"] == 0)
        }
    }

    @Test func `the newest signature has a time once there is one`() async throws {
        try await Household.with { household in
            let house = household.house
            // Never: a figure that is missing raises no alarm.
            #expect(try Self.figures(house)["kembar_checkpoint_timestamp_seconds"] == 0)
            _ = try house.checkpoints.signed(ofSize: house.log.head.size)
            let signed = try #require(
                try Self.figures(house)["kembar_checkpoint_timestamp_seconds"]
            )
            // The file's own time, which is the machine's.
            #expect(signed > 1_700_000_000)
        }
    }

    @Test func `a backup and its proof have the time 0 until there is one`() async throws {
        try await Household.with { household in
            let house = household.house
            func times() throws -> [Double?] {
                let figures = try Self.figures(house)
                return ["copy", "drill"].map { figures["kembar_backup_\($0)_timestamp_seconds"] }
            }
            // Given a machine whose backup never worked, then a rule about its age has what it needs
            #expect(try times() == [0, 0])
            let start = Double(Household.start.milliseconds / 1_000)
            try house.backups.noteCopy(size: 1, at: Household.start.utc)
            #expect(try times() == [start, 0])
            try house.backups.noteDrill(size: 1, at: Household.start.utc)
            #expect(try times() == [start, start])
        }
    }

    @Test func `where no message can be written has a figure of its own`() async throws {
        func refusing(_ house: House) throws -> Set<String> {
            let lines = try MetricsRoutes(house: house).text().split(separator: "\n")
                .filter { $0.hasPrefix("kembar_messages_unwritten{") }
            #expect(lines.count == 2)
            return Set(lines.filter { $0.hasSuffix(" 1") }.map { String($0.dropLast(2)) })
        }
        let (journal, spool) = (
            #"kembar_messages_unwritten{to="journal"}"#, #"kembar_messages_unwritten{to="spool"}"#
        )
        try await Household.with { household in
            let house = household.house
            let before = try refusing(house)
            #expect(before.isEmpty)
            for (place, figure) in [
                (MessageChannel.journal, journal), (MessageChannel.spool, spool),
            ] {
                // Given a wake-up in which that place took no message
                var outcome = WakeUp.Outcome()
                outcome.failure = JournalFailure(position: 1, place: place, cause: "disk full")
                house.wakeUp.troubles.note(outcome)
                let during = try refusing(house)
                #expect(during == [figure])
            }
            // And one in which nothing was in the way
            house.wakeUp.troubles.note(WakeUp.Outcome())
            let after = try refusing(house)
            #expect(after.isEmpty)
        }
        // Given a spool folder that would take none, before there is a message
        try await Household.with(channels: Channels(spool: "/dev/null/spool")) { household in
            let unwritable = try refusing(household.house)
            #expect(unwritable == [spool])
        }
    }

    @Test func `the log's bytes are those of its files`() async throws {
        try await Household.with { household in
            let house = household.house
            func bytes() throws -> Double {
                try ["", "-wal"].reduce(0) { sum, end in
                    let path = house.folder.logPath + end
                    let facts = try FileManager.default.attributesOfItem(atPath: path)
                    return sum + Double(try #require(facts[.size] as? Int))
                }
            }
            let before = try #require(try Self.figures(house)["kembar_log_bytes"])
            #expect(try before == bytes())
            try await household.propose()
            let after = try #require(try Self.figures(house)["kembar_log_bytes"])
            #expect(try after == bytes() && after > before)
        }
    }

    @Test func `views that have not read an entry lag by it`() async throws {
        try await Household.with { household in
            let house = household.house
            #expect(try Self.figures(house)["kembar_views_lag_entries"] == 0)
            for number in 1...3 {
                try await house.submitter.record(.clockSetBack, key: "clock:\(number)", [:])
            }
            #expect(try Self.figures(house)["kembar_views_lag_entries"] == 3)
            await house.views.catchUp()
            #expect(try Self.figures(house)["kembar_views_lag_entries"] == 0)
        }
    }

    @Test func `a log that refused an entry is not writable until it takes one`() async throws {
        let isFull = Mutex(false)
        let faults = LogFaults(beforeCommit: {
            if isFull.withLock(\.self) { throw DatabaseError(resultCode: .SQLITE_FULL) }
        })
        try await Household.with(faults: faults) { household in
            let house = household.house
            #expect(try Self.figures(house)["kembar_log_writable"] == 1)
            isFull.withLock { $0 = true }
            await #expect(throws: (any Error).self) { try await household.propose() }
            #expect(try Self.figures(house)["kembar_log_writable"] == 0)
            isFull.withLock { $0 = false }
            try await household.propose("again")
            #expect(try Self.figures(house)["kembar_log_writable"] == 1)
        }
    }

    @Test(arguments: [true, false])
    func `after an outcome that nobody knows the log is not writable until it takes an entry`(
        isKept: Bool
    ) async throws {
        let isBroken = Mutex(false)
        let strike: @Sendable () throws -> Void = {
            if isBroken.withLock(\.self) { throw POSIXError(.EIO) }
        }
        let faults = isKept ? LogFaults(afterCommit: strike) : LogFaults(beforeCommit: strike)
        try await Household.with(faults: faults) { household in
            let house = household.house
            func told() async throws -> (figure: Double?, status: StatusAnswer) {
                let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
                return (try Self.figures(house)["kembar_log_writable"], status)
            }
            // Given a commit that fails, after which the file can be opened again
            isBroken.withLock { $0 = true }
            for key in ["first", "second"] {
                await #expect(throws: (any Error).self) { try await household.propose(key) }
                // When they are asked, then the figure and the status say the same
                let (figure, status) = try await told()
                #expect(figure == 0)
                #expect(!status.log.writable && status.log.lastError == "outcomeUnknown")
                let notice = status.problems.first { $0.code == "log-not-writable" }
                #expect(notice?.params["reason"]?.string == "outcomeUnknown")
            }
            // And an entry that is kept ends it
            isBroken.withLock { $0 = false }
            try await household.propose("third")
            let (figure, status) = try await told()
            #expect(figure == 1)
            #expect(status.log.writable && status.log.lastError == nil)
        }
    }

    @Test func `a message is outstanding until it has an outcome, and failed if it reached nobody`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            func counted() throws -> [Double?] {
                let figures = try Self.figures(house)
                return ["kembar_messages_outstanding", "kembar_messages_failed"].map { figures[$0] }
            }
            #expect(try counted() == [0, 0])
            let message = try await house.submitter.issueTrial(
                to: "petugas",
                on: #require(LocalDate("2018-11-08")),
                channel: "mail",
                actor: .user(id: "a-0001", role: "kembar"),
                key: "coba",
                digest: "0123456789abcdef"
            )
            await house.views.catchUp()
            #expect(try counted() == [1, 0])
            let report = Submitter.DeliveryReport(channel: "mail", unreached: 1)
            try await house.submitter.recordFailure(of: message, .gaveUp, report)
            await house.views.catchUp()
            #expect(try counted() == [0, 1])
        }
    }

    @Test func `the next reminder has its time, and a ladder that has said its last is counted`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            let next = "kembar_next_reminder_timestamp_seconds"
            #expect(try Self.figures(house)[next] == nil)
            try await household.propose()
            // Ten working days on, 2018-11-23, at eight in Bali.
            #expect(try Self.figures(house)[next] == 1_542_931_200)
            #expect(try Self.figures(house)["kembar_ladders_exhausted"] == 0)
            while let due = try house.views.firstDue() {
                clock.move(to: due)
                _ = try await house.wakeUp.run()
            }
            #expect(try Self.figures(house)["kembar_ladders_exhausted"] == 1)
        }
    }

    @Test func `docs/running.md names every figure, and none that is not there`() async throws {
        let page = try Shipped.text("docs/running.md")
        let table = page.split(separator: "\n").filter { $0.hasPrefix("| `kembar_") }
        let documented = table.flatMap { row in
            row.split(separator: "|")[0].split(separator: "`").filter { $0.hasPrefix("kembar_") }
                .map { String($0.prefix { $0 != "{" }) }
        }
        try await Household.with { household in
            var house = household.house
            // What is only there once it has happened, or with a setting.
            try await household.propose()
            _ = try house.checkpoints.signed(ofSize: house.log.head.size)
            try house.backups.noteCopy(size: 1, at: Household.start.utc)
            try house.backups.noteDrill(size: 1, at: Household.start.utc)
            house.mirror = Mirror(
                household.folder + "/mirror.jsonl",
                of: house.log,
                dataPath: house.folder.path,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            let text = try MetricsRoutes(house: house).text()
            let named = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
                .map { String($0.split(separator: " ")[2]) }
            #expect(Set(named).count == named.count)
            #expect(Set(documented).count == documented.count)
            #expect(named.sorted() == documented.sorted())
        }
    }
}
