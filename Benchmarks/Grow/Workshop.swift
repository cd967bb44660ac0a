import Calendars
import Engine
import Entries
import EventLog
import Synchronization
import TestSupport

/// A data folder's log with its one door, as the daemon has it.
struct Workshop {
    let log: SQLiteLog
    let origin: String
    let submitter: Submitter

    /// Opens the folder; a rehearsal's log goes on under a clock that moves by itself, or stands still.
    init(folder: String, seed: UInt64, isStanding: Bool = false) async throws {
        log = try SQLiteLog.open(folder: folder)
        do {
            (origin, submitter) = try Self.open(log, seed, isStanding)
        } catch {
            await log.close()
            throw error
        }
    }

    private static func open(
        _ log: SQLiteLog,
        _ seed: UInt64,
        _ isStanding: Bool
    ) throws -> (String, Submitter) {
        let size = log.head.size
        guard let first = try log.entry(at: 0)?.bytes,
            let newest = try log.entry(at: size - 1)?.bytes,
            let identity = LogIdentity(try Entry(bytes: first)),
            let rules = try RulesInForce.adopted(in: log)
        else { throw GrowFailure.notALog }
        let recorded = try Entry(bytes: newest).recorded
        let identities = Mutex(SeededGenerator(seed: ~seed &+ UInt64(size)))
        let clock: any WallClock =
            if isStanding { StandingClock(at: recorded) } else if identity.isRehearsal {
                SteppingClock(after: recorded)
            } else { SystemClock() }
        let submitter = Submitter(
            log: log,
            door: Door(clock: clock) { identities.withLock { $0.uuid() } },
            origin: identity.origin,
            rules: rules,
            lastRecorded: recorded
        )
        return (identity.origin, submitter)
    }

    /// Submits commands at once, and returns the agreements that began.
    ///
    /// The main actor takes them one after another up to the writer's queue, so that their order,
    /// and with it every byte, is the same in every run.
    @MainActor
    func submit(_ round: [Office.Turn]) async throws -> [Office.Begun] {
        // Tasks, not a group: only these begin in the order in which they are made.
        let tasks = round.map { turn in
            Task { try await Self.submit(turn, to: submitter) }
        }
        var begun: [Office.Begun] = []
        for task in tasks {
            if let one = try await task.value { begun.append(one) }
        }
        return begun
    }

    @MainActor
    private static func submit(
        _ turn: Office.Turn,
        to submitter: Submitter
    ) async throws -> Office.Begun? {
        let receipt = try await submitter.submit(turn.submission)
        guard case .begin = turn.submission.request, let id = receipt.agreement else { return nil }
        return Office.Begun(place: turn.place, agreement: id)
    }
}

/// A clock for growing: every look at it finds a few minutes gone.
final class SteppingClock: WallClock {
    /// A million entries in seven years of an office.
    static let stepMilliseconds: Int64 = 220_000

    private let time: Mutex<Timestamp>

    init(after start: Timestamp) { time = Mutex(start) }

    func now() -> Timestamp {
        time.withLock { time in
            time = time.adding(milliseconds: Self.stepMilliseconds)
            return time
        }
    }
}

/// Why nothing can be grown.
enum GrowFailure: Error {
    case notALog
}
