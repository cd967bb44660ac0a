import Audit
import Calendars
import Contacts
import Daemon
import Delivery
import Engine
import EventLog
import Foundation
import Logging
import TestSupport

/// A regency over some years, drawn by lot from a seed: people who record, late and wrongly too; rules
/// that change; a daemon that dies between any two of its effects; clocks that jump; a disk that is
/// full; a relay that refuses, is silent, or accepts and then dies.
///
/// Nothing here sleeps and nothing asks the machine's clock: the same seed is the same world.
final class HostileWorld {
    let seed: UInt64
    var random: SeededGenerator
    let place: Life.Place
    let relay: WorldRelay
    var life: Life
    var inspector: Inspector
    var tally: Tally = [:]
    /// Every agreement that was ever begun.
    var agreements: [String] = []
    var variation: WorldRules.Variation
    /// Whether what goes abroad needs the council's word here, which only some worlds try.
    let hasCouncil: Bool
    /// Whether the sabotage, if there is one, has happened.
    var isSabotaged = false
    private var keys = 0
    private var people = 0

    static let roles = ["petugas", "kabag", "sekda"]

    var time: WorldClock { place.clock }
    var faults: FaultPlan { place.faults }
    var sabotage: Sabotage? { place.sabotage }

    private init(
        seed: UInt64,
        place: Life.Place,
        _ variation: WorldRules.Variation
    ) async throws {
        self.seed = seed
        self.place = place
        self.variation = variation
        hasCouncil = seed % 3 == 2 || place.sabotage == .forgetsTheLimit
        random = SeededGenerator(seed: seed)
        relay = WorldRelay(seed: seed ^ 0x2E1A)
        inspector = Inspector(seed: seed, place: place, relay: relay)
        life = try await Life.begin(place)
        for role in Self.roles { try employ(role) }
    }

    /// Lets one world of that many years run; throws `Broken` at the first thing that must never be.
    static func run(seed: UInt64, years: Int, sabotage: Sabotage? = nil) async throws -> WorldEnd {
        // In memory where there is such a place: the disk itself is not what is tried here.
        let parent = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/kembar-world.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        let folder = String(cString: made)
        // What can't be removed stays for the system to clean.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let faults = FaultPlan()
        let place = Life.Place(
            folder: folder,
            clock: WorldClock(),
            faults: faults,
            journal: WorldJournal(faults: faults),
            identity: CountingIdentity(),
            rules: KnownRules(sabotage: sabotage),
            // Every fourth office has no mail.
            isCarried: seed % 4 != 0
        )
        let first = 2018 + Int(seed % 6)
        let start = LocalDate(year: first, month: 1, day: 5) ?? .earliest
        place.clock.pass(to: Zone.bali.instant(start, minuteOfDay: 8 * 60))
        // The weekly report reads the whole log again: in every world it would be most of the work.
        let isWeekly = seed % 10 == 0 || sabotage?.isOfReports == true
        let variation = WorldRules.Variation(isWeekly: isWeekly)
        try await Life.found(
            place,
            WorldRules.founding(years: first - 1...first + years + 1, variation)
        )
        let world = try await HostileWorld(seed: seed, place: place, variation)
        do {
            try await world.live(years: years)
        } catch {
            await world.life.log.close()
            throw error
        }
        let root = world.life.log.head.root.hex
        await world.life.log.close()
        return WorldEnd(
            years: years,
            tally: world.tally.merging(world.inspector.tally, uniquingKeysWith: +),
            root: root
        )
    }

    /// Ends the daemon's life wherever it stands, and begins another.
    func restart() async throws {
        faults.forget()
        await life.log.close()
        // Where mail is carried, what was written is kept beside it.
        if !place.isCarried { place.journal.forget() }
        life = try await Life.begin(place)
        count(.restart)
    }

    /// Somebody takes over a role; whoever had it leaves.
    func employ(_ role: String) throws {
        let today = Zone.bali.date(of: time.truth)
        for person in try life.contacts.people(holding: role, on: today) {
            _ = try life.contacts.erase(person.number)
        }
        // Now and then nobody follows.
        guard !random.chance(oneIn: 4) else { return }
        people += 1
        _ = try life.contacts.set(
            PersonChange(
                role: role,
                name: "Orang \(people)",
                mail: "\(role)\(people)@contoh.invalid"
            ),
            usual: people % 2 == 0 ? "en" : "id",
            on: today
        )
    }

    func count(_ kind: Kind) { tally[kind, default: 0] += 1 }

    func nextKey() -> String {
        keys += 1
        return "k\(keys)"
    }

    func broken(_ promise: Promise, _ what: String) -> Broken {
        Broken(seed: seed, at: time.truth, promise: promise, what: what)
    }

    /// The deliverer as it ships, between the daemon's desk and the world's relay.
    var deliverer: Deliverer {
        Deliverer(
            door: WorldDoor(
                desk: life.wakeUp.desk,
                views: life.views,
                relay: relay,
                identity: place.identity,
                sabotage: sabotage
            ),
            carriers: ["mail": relay],
            logger: Logger(label: "world") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}

extension Zone {
    static let bali = Zone(name: "Asia/Makassar", abbreviation: "WITA", offsetMinutes: 480)
}
