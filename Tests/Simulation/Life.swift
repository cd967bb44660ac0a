import Audit
import Calendars
import Contacts
import Daemon
import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Projections
import RuleFiles
import TestSupport

/// One life of a daemon: its parts, put together on the folder that all its lives share.
struct Life: Sendable {
    let log: SQLiteLog
    let submitter: Submitter
    let views: Views
    let contacts: Contacts
    let wakeUp: WakeUp

    static let origin = "world.invalid/kembar"

    /// What all lives of one world share.
    struct Place: Sendable {
        var folder: String
        var clock: WorldClock
        var faults: FaultPlan
        var journal: WorldJournal
        var identity: CountingIdentity
        var rules: KnownRules
        /// Whether mail is carried; else the journal is all there is.
        var isCarried: Bool

        var door: Door {
            let identity = identity
            let steady = sabotage == .trustsTheClock ? nil : clock.steady
            return Door(clock: clock, steady: steady) { identity.next() }
        }
        var sabotage: Sabotage? { rules.sabotage }
        var viewsPath: String { folder + "/views.db" }
    }

    /// Founds the log of a new world with these rules.
    static func found(_ place: Place, _ files: [RuleFile]) async throws {
        let log = try SQLiteLog.open(folder: place.folder)
        do {
            try await Founding(origin: origin, key: key(), isRehearsal: false, files: files)
                .found(log, place.door)
        } catch {
            await log.close()
            throw error
        }
        await log.close()
    }

    /// Begins a life as every daemon begins one: with what the log says, and nothing else.
    static func begin(_ place: Place) async throws -> Life {
        let log = try SQLiteLog.open(folder: place.folder, faults: place.faults.logFaults)
        do {
            guard let rules = try place.rules.inForce(log) else { throw NoRules() }
            let submitter = Submitter(
                log: log,
                door: place.door,
                origin: origin,
                rules: rules,
                lastRecorded: try lastRecorded(in: log) ?? place.clock.now()
            )
            let views = try Views(
                path: place.viewsPath,
                log: log,
                recent: submitter.recent,
                // Spoilt rules are the planner's alone: the views read their own.
                known: place.sabotage == nil ? rules : nil
            )
            let contacts = try Contacts(path: place.folder + "/contacts.db")
            let journal = place.journal
            let wakeUp = WakeUp(
                submitter: submitter,
                views: views,
                contacts: contacts,
                signedBy: try key(),
                checkpointPath: place.folder + "/checkpoint",
                carried: place.isCarried ? [MessageChannel.mail] : [],
                journal: { position, _ in journal.take(position) }
            )
            await views.catchUp()
            return Life(
                log: log,
                submitter: submitter,
                views: views,
                contacts: contacts,
                wakeUp: wakeUp
            )
        } catch {
            await log.close()
            throw error
        }
    }

    /// Takes the views' file away, as somebody may at any time while no daemon lives.
    static func removeViews(_ place: Place) throws {
        for suffix in ["", "-wal", "-shm"] {
            let path = place.viewsPath + suffix
            guard FileManager.default.fileExists(atPath: path) else { continue }
            try FileManager.default.removeItem(atPath: path)
        }
    }

    /// Writes into the views' file what the log does not say.
    static func spoilViews(_ place: Place) throws {
        try DatabaseQueue(path: place.viewsPath).write { db in
            try db.execute(sql: "UPDATE agreement SET nextdue = coalesce(nextdue, 0) + 1")
        }
    }

    /// A log without rules: no world begins so.
    struct NoRules: Error {}

    private static func key() throws -> SigningKey {
        try SigningKey(name: origin, seed: Array(repeating: 7, count: SigningKey.seedByteCount))
    }

    static func lastRecorded(in log: SQLiteLog) throws -> Timestamp? {
        try log.entry(at: log.head.size - 1).map { try HistoryReader.entry($0, in: log).recorded }
    }
}
