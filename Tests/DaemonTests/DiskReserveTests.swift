import Engine
import Entries
import Synchronization
import Testing
import Wire
import Workflows

@testable import Daemon

/// Room on the disk that people's commands leave to reminders.
@Suite struct DiskReserveTests {
    private static let mebibyte = DiskReserve.mebibyte

    private static func reserve(
        free: Int64,
        total: Int64 = 100_000 * mebibyte
    ) -> DiskReserve {
        DiskReserve(path: "/var/lib/kembar", mebibytes: 64) {
            DiskReserve.Room(free: free, total: total)
        }
    }

    @Test func `at the reserve all goes on, one byte below it commands are refused`() throws {
        let enough = Self.reserve(free: 64 * Self.mebibyte)
        try enough.check()
        #expect(enough.notice == nil)
        let low = Self.reserve(free: 64 * Self.mebibyte - 1)
        let problem = #expect(throws: Problem.self) { try low.check() }
        #expect(problem?.code == .diskReserve)
        #expect(problem?.params["freeMebibytes"] == 63)
        #expect(problem?.params["reserveMebibytes"] == 64)
        #expect(low.notice?.code == "disk-reserve")
    }

    @Test func `what takes much is refused before it takes it`() throws {
        let reserve = Self.reserve(free: 100 * Self.mebibyte)
        try reserve.check(needing: 36 * Self.mebibyte)
        #expect(throws: Problem.self) { try reserve.check(needing: 36 * Self.mebibyte + 1) }
    }

    @Test func `on a small disk the reserve is a sixteenth of it`() throws {
        let total = 160 * Self.mebibyte
        try Self.reserve(free: 10 * Self.mebibyte, total: total).check()
        #expect(throws: Problem.self) {
            try Self.reserve(free: 10 * Self.mebibyte - 1, total: total).check()
        }
    }

    @Test func `a disk that can't be asked refuses nothing`() throws {
        let unknown = DiskReserve(path: "/nowhere", mebibytes: 64) { nil }
        try unknown.check(needing: .max)
        #expect(unknown.notice == nil)
        #expect(DiskReserve(of: "/nowhere", mebibytes: 64).now == nil)
        let real = try #require(DiskReserve(of: "/", mebibytes: 64).now)
        #expect(real.free >= 0 && real.reserve > 0)
    }

    @Test func `what was done already gets its answer again, a reminder is issued, room is enough`()
        async throws
    {
        try await Household.with { household in
            try await household.propose()
            var house = household.house
            let meter = Meter()
            house.reserve = DiskReserve(path: "/d", mebibytes: 64) { meter.room }
            meter.room = DiskReserve.Room(free: 1, total: .max)
            let actor = Actor.user(id: "a-0001", role: "kembar")
            // `propose` was kept under this key.
            try house.checkRoom(for: actor, key: "propose")
            #expect(throws: Problem.self) { try house.checkRoom(for: actor, key: "other") }
            try await house.submitter.record(.clockSetBack, key: "clock:1", [:])
            meter.room = DiskReserve.Room(free: .max, total: .max)
            try house.checkRoom(for: actor, key: "other")
        }
    }
}

/// A disk whose room the test decides.
private final class Meter: Sendable {
    private let now = Mutex(DiskReserve.Room(free: .max, total: .max))

    var room: DiskReserve.Room {
        get { now.withLock(\.self) }
        set { now.withLock { $0 = newValue } }
    }
}
