import Calendars
import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Logging
import Synchronization
import Testing
import Wire
import Workflows

@testable import Daemon
@testable import Projections

/// The loops of the daemon, driven by a clock that stands still until it is moved.
@Suite(.timeLimit(.minutes(5))) struct LoopTests {
    private static func loop(
        _ house: House,
        _ clock: ManualClock,
        _ journal: Journal = Journal(),
        telling systemd: NotifyInbox? = nil
    ) -> ReminderLoop {
        ReminderLoop(
            wakeUp: house.wakeUp,
            checkpoints: house.checkpoints,
            reserve: house.reserve,
            mirror: house.mirror,
            notifier: SystemdNotifier(
                environment: systemd.map { ["NOTIFY_SOCKET": $0.path] } ?? [:]
            ),
            logger: Logger(label: "test") { _ in journal.handler },
            heartbeat: house.heartbeat,
            isRehearsal: false,
            clock: clock
        )
    }

    @Test func `the nag wakes at once and then once a minute, and stops when it is told to`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            let clock = ManualClock()
            let loop = Self.loop(house, clock)
            let running = Task { try await loop.run() }
            await clock.sleepers(1)
            #expect(house.heartbeat.last() == Household.start)
            let later = Household.start.adding(milliseconds: 600_000)
            house.rehearsal?.move(to: later)
            clock.advance(by: .seconds(ReminderLoop.intervalSeconds - 1))
            #expect(house.heartbeat.last() == Household.start)
            clock.advance(by: .seconds(1))
            await clock.sleepers(1)
            #expect(house.heartbeat.last() == later)
            running.cancel()
            try await running.value
        }
    }

    @Test func `a mirror that was taken away is begun anew within the minute`() async throws {
        try await Household.with { household in
            let folder = household.folder + "/mirror"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false
            )
            var house = household.house
            let mirror = Mirror(
                folder,
                of: house.log,
                dataPath: house.folder.path,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            house.mirror = mirror
            mirror.follow(house.log.head)
            let file = MirrorFolder.file(in: folder)
            let lines = try String(contentsOfFile: file, encoding: .utf8)
            #expect(!lines.isEmpty)
            try FileManager.default.removeItem(atPath: file)
            // When the loop has gone one round
            let clock = ManualClock()
            let loop = Self.loop(house, clock)
            let running = Task { try await loop.run() }
            await clock.sleepers(1)
            // Once for the look, once for what it has begun
            mirror.waitForAttempt()
            mirror.waitForAttempt()
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix(lines))
            running.cancel()
            try await running.value
        }
    }

    @Test func `what was recorded is signed within the minute`() async throws {
        try await Household.with { household in
            let house = household.house
            let clock = ManualClock()
            let running = Task { try await Self.loop(house, clock).run() }
            await clock.sleepers(1)
            try await household.propose()
            let size = house.log.head.size
            clock.advance(by: .seconds(ReminderLoop.intervalSeconds))
            await clock.sleepers(1)
            let kept = try String(contentsOfFile: house.folder.checkpointPath, encoding: .utf8)
            #expect(kept.contains("\n\(size)\n"), "\(kept)")
            running.cancel()
            try await running.value
        }
    }

    @Test func `views that a full disk drove out of their file are back within the minute`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            let clock = ManualClock()
            let running = Task { try await Self.loop(house, clock).run() }
            await clock.sleepers(1)
            try await house.views.store.pool.writeWithoutTransaction { database in
                let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                try database.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
            for number in 0..<60 { try await household.propose("many-\(number)") }
            await house.views.catchUp()
            #expect(house.views.state.lastError?.hasPrefix("in memory: ") == true)
            clock.advance(by: .seconds(ReminderLoop.intervalSeconds))
            await clock.sleepers(1)
            #expect(house.views.state.lastError == nil)
            running.cancel()
            try await running.value
        }
    }

    /// A disk that takes nothing is as full after a restart.
    @Test
    func `a log that refuses to be written keeps the watchdog fed, and the heart does not beat`()
        async throws
    {
        let isFull = Mutex(false)
        let faults = LogFaults(beforeCommit: {
            if isFull.withLock(\.self) { throw POSIXError(.ENOSPC) }
        })
        try await Household.with(faults: faults) { household in
            let house = household.house
            try await household.propose()
            let systemd = try NotifyInbox(in: household.folder)
            let clock = ManualClock()
            let loop = Self.loop(house, clock, telling: systemd)
            let running = Task { try await loop.run() }
            await clock.sleepers(1)
            #expect(systemd.said() == ["WATCHDOG=1"])
            let due = try #require(try house.views.firstDue())
            house.rehearsal?.move(to: due)
            isFull.withLock { $0 = true }
            for _ in 1...2 {
                clock.advance(by: .seconds(ReminderLoop.intervalSeconds))
                await clock.sleepers(1)
                #expect(systemd.said() == ["WATCHDOG=1"])
                #expect(house.heartbeat.last() == Household.start)
                #expect(house.wakeUp.troubles.failed?.since == due)
                house.rehearsal?.move(to: due.adding(milliseconds: 60_000))
            }
            let cause = try #require(house.wakeUp.troubles.failed?.cause)
            #expect(cause.contains("outcomeUnknown"), "\(cause)")
            #expect(try MetricsRoutes(house: house).text().contains("kembar_wake_up_failing 1\n"))
            // Room again is enough.
            isFull.withLock { $0 = false }
            clock.advance(by: .seconds(ReminderLoop.intervalSeconds))
            await clock.sleepers(1)
            #expect(systemd.said() == ["WATCHDOG=1"])
            #expect(house.heartbeat.last() == due.adding(milliseconds: 60_000))
            #expect(house.wakeUp.troubles.failed == nil)
            #expect(try MetricsRoutes(house: house).text().contains("kembar_wake_up_failing 0\n"))
            #expect(try house.views.reminderCount() > 0)
            running.cancel()
            try await running.value
        }
    }

    @Test func `a log that answers no more starves the watchdog, until a new life has tried`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            let systemd = try NotifyInbox(in: household.folder)
            let clock = ManualClock()
            let loop = Self.loop(house, clock, telling: systemd)
            let running = Task { try await loop.run() }
            await clock.sleepers(1)
            #expect(systemd.said() == ["WATCHDOG=1"])
            #expect(house.heartbeat.last() == Household.start)
            await house.log.close()
            house.rehearsal?.move(to: Household.start.adding(milliseconds: 60_000))
            for _ in 1...3 {
                clock.advance(by: .seconds(ReminderLoop.intervalSeconds))
                await clock.sleepers(1)
                #expect(systemd.said() == [])
            }
            #expect(house.heartbeat.last() == Household.start)
            #expect(house.wakeUp.troubles.failed != nil)
            running.cancel()
            try await running.value
            // The next life finds the same: another one would find it too.
            let next = Self.loop(house, clock, telling: systemd)
            let living = Task { try await next.run() }
            await clock.sleepers(1)
            #expect(systemd.said() == ["WATCHDOG=1"])
            #expect(house.heartbeat.last() == Household.start)
            living.cancel()
            try await living.value
        }
    }

    @Test(
        arguments: [
            (SubmissionFailure.unreadable(position: 7) as any Error, ReminderLoop.Round.refused),
            (
                WakeUp.ViewsBehind(position: 6, cause: SubmissionFailure.unreadable(position: 7)),
                .refused
            ),
            (SubmissionFailure.clockNotAhead, .failed),
            (WakeUp.ViewsBehind(position: 6, cause: POSIXError(.EIO)), .failed),
            (POSIXError(.EIO), .failed),
        ] as [(any Error, ReminderLoop.Round)]
    )
    func `a damaged place is as damaged for the next life, anything else may not be`(
        error: any Error,
        round: ReminderLoop.Round
    ) {
        #expect(ReminderLoop.Round(error, isAnswering: true) == round)
        #expect(ReminderLoop.Round(error, isAnswering: false) == .failed)
    }

    @Test func `an entry that only a newer program reads keeps the watchdog fed`() async throws {
        try await Household.with { household in
            let house = household.house
            let loop = Self.loop(house, ManualClock())
            #expect(await loop.wake() == .ended)
            try await Self.append(to: house.log) { $0.dataVersion = 2 }
            #expect(await loop.wake() == .refused)
            #expect(house.views.newerEntry != nil)
            #expect(house.wakeUp.troubles.failed != nil)
        }
    }

    /// They answer as well as others, and a command that came just now is the next round's.
    @Test func `views with a damaged entry that lag for a moment are no failure`() async throws {
        try await Household.with { household in
            let house = household.house
            let damaged = try await Self.append(to: house.log, bytes: [0x7B])
            await house.views.catchUp()
            #expect(house.views.state.lastError == "entry \(damaged) is damaged")
            try await house.submitter.record(.daemonStarted, key: "just now", [:])
            #expect(house.views.state.position < house.log.head.size - 1)
            try house.wakeUp.look()
            #expect(await Self.loop(house, ManualClock()).wake() == .ended)
        }
    }

    /// Appends one more beginning of a daemon, changed as wished, or `bytes` in its place.
    @discardableResult
    static func append(
        to log: SQLiteLog,
        bytes: [UInt8]? = nil,
        _ change: (inout Entry) -> Void = { _ in }
    ) async throws -> Int64 {
        let position = log.head.size
        let last = try #require(try log.entry(at: position - 1)?.bytes)
        var entry = try Entry(bytes: last)
        entry.position = position
        entry.id = "6f1e2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b"
        entry.type = EngineEvent.daemonStarted.rawValue
        entry.command.id = "appended"
        change(&entry)
        let whole = try NewEntry(entry)
        let new = NewEntry(
            bytes: bytes ?? whole.bytes,
            subject: nil,
            subjectVersion: nil,
            type: whole.type,
            command: whole.command,
            part: whole.part
        )
        _ = try await log.write { try $0.append(new) }
        return position
    }

    /// A copy that was put back, a long outage, an import: batch by batch takes several times as long.
    @Test func `views that miss most of a long log are made anew`() {
        let isRebuilding = Views.isRebuilding
        #expect(!isRebuilding(-1, Views.rebuildMin - 2))
        #expect(isRebuilding(-1, Views.rebuildMin - 1))
        #expect(isRebuilding(6, 2_000_000))
        #expect(isRebuilding(Views.rebuildMin - 1, 2 * Views.rebuildMin - 1))
        #expect(!isRebuilding(Views.rebuildMin, 2 * Views.rebuildMin))
        #expect(!isRebuilding(1_000_000, 1_100_000))
    }

    @Test func `the views rest before they follow`() async throws {
        try await Household.with { household in
            let house = household.house
            let clock = ManualClock()
            let running = Task { await house.views.run(clock) }
            await clock.sleepers(1)
            let before = house.views.state.position
            try await house.submitter.record(.daemonStarted, key: "uji", [:])
            #expect(house.views.state.position == before)
            clock.advance(by: .milliseconds(Views.restMilliseconds))
            await clock.sleepers(1)
            #expect(house.views.state.position == before + 1)
            running.cancel()
            await running.value
        }
    }

    @Test func `what was said is made searchable once the views have followed`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            #expect(try house.views.unsearchedCount() == 1)
            let clock = ManualClock()
            let running = Task { await house.views.run(clock) }
            await clock.sleepers(1)
            // With one more entry the loop rests again when its first round is over.
            try await house.submitter.record(.daemonStarted, key: "uji", [:])
            clock.advance(by: .milliseconds(Views.restMilliseconds))
            await clock.sleepers(1)
            #expect(try house.views.unsearchedCount() == 0)
            running.cancel()
            await running.value
        }
    }

    @Test func `a stop in the middle of a wake-up is no failure`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            let due = try #require(try house.views.firstDue())
            house.rehearsal?.move(to: due)
            let journal = Journal()
            let loop = Self.loop(house, ManualClock(), journal)
            let stopped = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                await #expect(throws: CancellationError.self) { try await house.wakeUp.run() }
                await loop.wake()
            }
            await stopped.value
            #expect(journal.lines == [])
            // What was owed still is.
            await loop.wake()
            #expect(journal.lines == ["reminders issued"])
        }
    }
}

/// The messages of a logger.
private final class Journal: Sendable {
    private let messages = Mutex<[String]>([])

    var lines: [String] { messages.withLock { $0 } }

    var handler: any LogHandler { Handler(journal: self) }

    private struct Handler: LogHandler {
        let journal: Journal
        var logLevel = Logger.Level.debug
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            journal.messages.withLock { $0.append(event.message.description) }
        }
    }
}
