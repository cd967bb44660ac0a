import Calendars
import Engine
import Entries
import EventLog
import Logging
import Projections
import ServiceLifecycle
import Synchronization
import Wire
import Workflows

/// Wakes once a minute and looks at what is due; a lost wake-up costs a minute, nothing else.
///
/// What it tells of itself is what it did: a round that failed writes no heartbeat.
struct ReminderLoop: Service {
    let wakeUp: WakeUp
    let checkpoints: Checkpoints
    let reserve: DiskReserve
    /// The log's entries on a second disk; nil if there is none.
    let mirror: Mirror?
    let notifier: SystemdNotifier
    let logger: Logger
    let heartbeat: Heartbeat
    /// Whether time moves by itself; in a rehearsal only the request to move it wakes the nag.
    let isRehearsal: Bool
    /// By which it sleeps; what is due is the door's clock's to say.
    let clock: any Clock<Duration>

    /// Nobody sleeps to a distant deadline: a suspended machine would sleep through it.
    static let intervalSeconds = 60

    /// How one round ended.
    enum Round: Sendable {
        /// Everything that was due is done, and log and views answer.
        case ended
        /// The log did not take what was due, or has a damaged place; it answers who reads.
        case refused
        /// Something else was in the way, or nothing answers.
        case failed
        /// The daemon was told to stop.
        case cut
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var watchdog = Watchdog()
            while !Task.isCancelled {
                let round = isRehearsal ? .ended : await wake()
                if round == .ended, !isRehearsal {
                    heartbeat.beat(at: wakeUp.submitter.door.clock.now())
                }
                if watchdog.isFed(after: round) { notifier.send("WATCHDOG=1") }
                if !isRehearsal { checkpoints.keepUp(telling: logger) }
                mirror?.look()
                // Where a disk was full there may be room again: nobody has to start the daemon anew for that.
                if let bytes = wakeUp.views.bytesInMemory,
                    (try? reserve.check(needing: 2 * bytes)) != nil
                {
                    await wakeUp.views.returnToFile()
                }
                // Ends early only by cancellation, and the loop's condition sees that.
                try? await clock.sleep(for: .seconds(Self.intervalSeconds))
            }
        }
    }

    /// Goes one round.
    @discardableResult
    func wake() async -> Round {
        do {
            let outcome = try await wakeUp.run()
            tell(outcome)
            try wakeUp.look()
            wakeUp.troubles.noteEnd()
            return .ended
        } catch is CancellationError {
            // Its next life finds the same things owed.
            return .cut
        } catch {
            // The next wake-up finds the same things owed: nothing is lost by this failure.
            logger.error("wake-up failed", metadata: ["error": "\(error)"])
            wakeUp.troubles.note(error, at: wakeUp.submitter.door.clock.now())
            return Round(error, isAnswering: (try? wakeUp.read()) != nil)
        }
    }

    private func tell(_ outcome: WakeUp.Outcome) {
        if !outcome.reminders.isEmpty {
            logger.notice("reminders issued", metadata: ["count": "\(outcome.reminders.count)"])
        }
        guard let failure = outcome.failure else { return }
        logger.error(
            "a message could not be written",
            metadata: [
                "position": "\(failure.position)", "to": "\(failure.place)",
                "cause": "\(failure.cause)",
            ]
        )
    }
}

extension ReminderLoop.Round {
    /// How a round ended that threw `error`, while log and views answered who reads, or did not.
    init(_ error: any Error, isAnswering: Bool) {
        self = isAnswering && Self.isOfLog(error) ? .refused : .failed
    }

    private static func isOfLog(_ error: any Error) -> Bool {
        switch error {
        case is LogFailure: true
        // Only damage: from anything else a new life may save the views.
        case let behind as WakeUp.ViewsBehind: isDamage(behind.cause)
        default: isDamage(error)
        }
    }

    /// Whether it is an entry that can't be read, by this program or at all: the next life meets it too.
    private static func isDamage(_ error: any Error) -> Bool {
        switch error {
        case is NewerEntry, SubmissionFailure.unreadable: true
        case let failure as LogFailure: failure.code == .damaged
        default: false
        }
    }
}

/// Whether systemd is told that the loop lives, or left to start the daemon anew (decision 0133).
struct Watchdog: Sendable {
    /// Whether a round of this life has ended: if none did, a start anew has just not helped.
    private var hasEnded = false

    /// Says whether to feed it after a round.
    mutating func isFed(after round: ReminderLoop.Round) -> Bool {
        switch round {
        case .ended:
            hasEnded = true
            return true
        // A full disk is as full for the next life, and reading must not suffer from it.
        case .refused: return true
        case .failed: return !hasEnded
        case .cut: return false
        }
    }
}

/// What the last wake-up could not do.
final class Troubles: Sendable {
    private struct State {
        var unreadable: Int64?
        var unwritten: JournalFailure?
        var failed: Failed?
    }

    /// Rounds that came to no end.
    struct Failed: Sendable {
        /// What was in the way of the last one.
        var cause: String
        /// When the first of them failed.
        var since: Timestamp
    }

    private let last = Mutex(State())

    func note(_ outcome: WakeUp.Outcome) {
        last.withLock {
            ($0.unreadable, $0.unwritten) = (outcome.unreadable.min(), outcome.failure)
        }
    }

    /// Says that a round failed at `now`.
    func note(_ error: any Error, at now: Timestamp) {
        last.withLock {
            $0.failed = Failed(cause: "\(error)", since: $0.failed?.since ?? now)
        }
    }

    /// Says that a round ended.
    func noteEnd() { last.withLock { $0.failed = nil } }

    /// The first entry that could not be read, and where and why a message could not be written.
    var now: (unreadable: Int64?, unwritten: JournalFailure?) {
        last.withLock { ($0.unreadable, $0.unwritten) }
    }

    /// Since when no round ends, and why; nil when the last one did.
    var failed: Failed? { last.withLock(\.failed) }
}
