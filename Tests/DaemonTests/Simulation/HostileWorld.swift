import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Foundation
import Projections
import Reminders
import Synchronization
import TestSupport
import Workflows

@testable import Daemon

/// A regency over some years, drawn by lot from a seed: people who record, late and wrongly too; rules
/// that change; a daemon that dies between any two of its effects; clocks that jump; a relay that
/// refuses, is silent, or accepts and then dies.
///
/// Nothing here sleeps and nothing asks the machine's clock: the same seed is the same world.
final class HostileWorld {
    /// Something that must never be, and where.
    struct Broken: Error, CustomStringConvertible {
        var seed: UInt64
        var at: Timestamp
        var what: String

        var description: String { "seed \(seed), \(at.utc): \(what)" }
    }

    let seed: UInt64
    var random: SeededGenerator
    let time = WorldClock()
    let faults = FaultPlan()
    let relay = WorldRelay()
    let sink: JournalSink
    let folder: String
    private(set) var house: House
    private var keys = 0
    /// How often something of each kind happened: a world in which nothing happens proves nothing.
    private(set) var tally: [String: Int] = [:]

    private init(seed: UInt64, folder: String, sink: JournalSink, house: House) {
        self.seed = seed
        self.folder = folder
        self.sink = sink
        self.house = house
        random = SeededGenerator(seed: seed)
    }

    /// Lets one world of that many years run; throws `Broken` at the first thing that must never be.
    static func run(seed: UInt64, years: Int) async throws -> [String: Int] {
        // In memory where there is such a place: the disk itself is not what is tried here.
        let place = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        var template = Array("\(place)/kembar-world.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        let folder = String(cString: made)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sink = try JournalSink(path: folder + "/journal")
        defer { sink.close() }
        var random = SeededGenerator(seed: seed ^ 0xD1CE)
        let start = LocalDate(
            year: 2018 + Int.random(in: 0...4, using: &random),
            month: 1,
            day: 5
        )
        let world = try await make(seed, folder, sink, at: start ?? .earliest)
        do {
            try await world.live(years: years)
            await world.house.log.close()
            return world.tally
        } catch {
            await world.house.log.close()
            throw error
        }
    }

    private static func make(
        _ seed: UInt64,
        _ folder: String,
        _ sink: JournalSink,
        at start: LocalDate
    ) async throws -> HostileWorld {
        let probe = WorldClock()
        probe.set(to: Zone.bali.instant(start, minuteOfDay: 8 * 60))
        let house = try await open(folder, sink, probe, FaultPlan())
        await house.log.close()
        let world = HostileWorld(seed: seed, folder: folder, sink: sink, house: house)
        world.time.set(to: probe.now())
        try await world.restart()
        for (index, role) in ["petugas", "kabag", "sekda"].enumerated() {
            _ = try world.house.contacts.set(
                PersonChange(role: role, name: "Orang \(index)", mail: "\(role)@contoh.invalid"),
                usual: "id",
                on: start
            )
        }
        return world
    }

    private static func open(
        _ folder: String,
        _ sink: JournalSink,
        _ clock: WorldClock,
        _ faults: FaultPlan
    ) async throws -> House {
        var settings = try Settings.find(config: Household.shipped + "/kembard.yaml")
        settings.channels.carried = [MessageChannel.mail]
        var data = try await DataFolder.open(
            folder + "/data",
            DataFolder.Wish(
                origin: "world.invalid/kembar",
                isRehearsal: false,
                settings: settings,
                door: { _ in Door.real(clock: clock, steady: clock.steady) }
            )
        )
        await data.log.close()
        data.log = try SQLiteLog.open(folder: data.path, faults: faults.logFaults)
        let daemon = Daemon(options: DaemonOptions(), environment: [:])
        var house = try await daemon.build(data, settings, [])
        let outbox = house.wakeUp.outbox
        var journal = outbox.journal
        journal.journal = Journal(socketPath: sink.path)
        house.wakeUp = WakeUp(
            submitter: house.submitter,
            views: house.views,
            outbox: Outbox(
                submitter: house.submitter,
                views: house.views,
                journal: journal,
                contacts: house.contacts,
                channels: settings.channels,
                isRehearsal: false
            )
        )
        return house
    }

    /// Ends the daemon's life wherever it stands, and begins another.
    func restart() async throws {
        faults.forget()
        await house.log.close()
        house = try await Self.open(folder, sink, time, faults)
        await house.views.catchUp()
    }

    func count(_ what: String) { tally[what, default: 0] += 1 }

    func nextKey() -> String {
        keys += 1
        return "k\(keys)"
    }

    func broken(_ what: String) -> Broken { Broken(seed: seed, at: time.now(), what: what) }
}

extension Zone {
    static let bali = Zone(name: "Asia/Makassar", abbreviation: "WITA", offsetMinutes: 480)
}

/// A clock that people can set, and the time that really passes beside it.
final class WorldClock: WallClock {
    private let state = Mutex((true: Timestamp(milliseconds: 0), offset: Int64(0)))

    /// What the wall clock shows.
    func now() -> Timestamp {
        state.withLock { $0.true.adding(milliseconds: $0.offset) }
    }

    /// What time it really is.
    var truth: Timestamp { state.withLock { $0.true } }

    /// Lets time pass until `instant`; never backwards.
    func pass(to instant: Timestamp) {
        state.withLock { $0.true = max($0.true, instant) }
    }

    func set(to instant: Timestamp) { state.withLock { $0.true = instant } }

    /// Sets the wall clock wrong by so much; 0 makes it right again.
    func shift(byMilliseconds offset: Int64) { state.withLock { $0.offset = offset } }

    var steady: any SteadyClock { Steady(clock: self) }

    private struct Steady: SteadyClock {
        let clock: WorldClock

        func elapsedMilliseconds() -> Int64 { clock.truth.milliseconds }
    }
}

/// At which of the next commits the daemon dies, and on which side of it.
final class FaultPlan: Sendable {
    struct Crash: Error {}

    private let plan = Mutex<(commits: Int, isAfter: Bool)?>(nil)

    func crash(inCommits commits: Int, after isAfter: Bool) {
        plan.withLock { $0 = (commits, isAfter) }
    }

    func forget() { plan.withLock { $0 = nil } }

    /// Whether the daemon is to die and has not.
    var isPlanned: Bool { plan.withLock { $0 != nil } }

    var logFaults: LogFaults {
        LogFaults(
            beforeCommit: { [self] in try strike(after: false) },
            afterCommit: { [self] in try strike(after: true) }
        )
    }

    private func strike(after isAfter: Bool) throws {
        let isHit = plan.withLock { plan in
            guard let next = plan, next.isAfter == isAfter else { return false }
            guard next.commits <= 1 else {
                plan = (next.commits - 1, isAfter)
                return false
            }
            // Whoever has died writes nothing more.
            return true
        }
        if isHit { throw Crash() }
    }
}

/// The journal's socket: takes what is written to it until it is closed.
final class JournalSink: Sendable {
    let path: String
    private let descriptor: CInt

    init(path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw POSIXError(.EADDRINUSE) }
        let reading = descriptor
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            // Ends when the socket is shut down.
            while recv(reading, &buffer, buffer.count, 0) > 0 {}
        }
    }

    func close() {
        shutdown(descriptor, CInt(SHUT_RDWR))
        Glibc.close(descriptor)
    }
}

/// What the world's mail relay has taken.
final class WorldRelay {
    /// Per message and recipient: how often it was accepted, and under which Message-IDs.
    private(set) var accepted: [Int64: [String: Int]] = [:]

    func accept(_ position: Int64, _ recipient: String) {
        accepted[position, default: [:]][recipient, default: 0] += 1
    }
}
