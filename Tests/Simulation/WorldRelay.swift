import Delivery
import Synchronization
import TestSupport
import Wire

/// The mail relay of a world: takes mail, refuses it, says later; or takes it and dies before it says so.
final class WorldRelay: Carrier {
    /// What became of one message for one recipient, as only the relay knows.
    struct Ledger: Sendable {
        /// How often the mail was taken.
        var accepted = 0
        /// How often it was taken and nobody was told, or who was told died of it.
        var untold = 0
        var refused = 0
        var isTold = false
    }

    struct Address: Hashable, Sendable {
        var message: Int64
        var recipient: String
    }

    private struct State {
        var random: SeededGenerator
        var ledgers: [Address: Ledger] = [:]
        var names: [Int64: String] = [:]
        var isDown = false
        var isGood = false
        var tally: Tally = [:]
        var fault: String?
        var delivererDies = false
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(random: SeededGenerator(seed: seed))) }

    /// Nobody answers there, for days.
    var isDown: Bool {
        get { state.withLock { $0.isDown } }
        set { state.withLock { $0.isDown = newValue } }
    }

    /// Takes everything from now on, and tells of it.
    func behave() {
        state.withLock {
            $0.isDown = false
            $0.isGood = true
        }
    }

    var ledgers: [Address: Ledger] { state.withLock { $0.ledgers } }

    func ledger(_ message: Int64, _ recipient: String) -> Ledger {
        state.withLock { $0.ledgers[Address(message: message, recipient: recipient)] ?? Ledger() }
    }

    /// What must never be, if it was seen here.
    var fault: String? { state.withLock { $0.fault } }

    /// Hands over what was counted since the last time.
    func takeTally() -> Tally {
        state.withLock { state in
            defer { state.tally = [:] }
            return state.tally
        }
    }

    /// Whether the deliverer died over the last mail; asking brings it back to life.
    func takeDeath() -> Bool {
        state.withLock { state in
            defer { state.delivererDies = false }
            return state.delivererDies
        }
    }

    /// The daemon has said that it keeps what was told; or it did not live to say so.
    func tell(_ message: Int64, _ recipient: String, isHeard: Bool, isDelivered: Bool) {
        state.withLock { state in
            let address = Address(message: message, recipient: recipient)
            if isHeard {
                state.ledgers[address, default: Ledger()].isTold = true
            } else if isDelivered {
                state.ledgers[address, default: Ledger()].untold += 1
            }
        }
    }

    func carry(_ parcel: Parcel, to recipient: Parcel.Recipient) async throws -> CarryOutcome {
        state.withLock { state in
            let address = Address(message: parcel.position, recipient: recipient.id)
            if state.names.updateValue(parcel.messageID, forKey: parcel.position)
                ?? parcel.messageID != parcel.messageID
            {
                state.fault = "message \(parcel.position) left under two Message-IDs"
            }
            if recipient.mail == nil || recipient.subject.isEmpty || parcel.checkpoint == nil {
                state.fault = "message \(parcel.position) left without address, subject or proof"
            }
            guard !state.isDown else { return .later(reason: "nobody answers") }
            let lot = state.isGood ? 99 : Int.random(in: 0..<20, using: &state.random)
            switch lot {
            case 0, 1:
                state.tally[.laterMail, default: 0] += 1
                return .later(reason: "421 too busy")
            case 2:
                state.tally[.refusedForGood, default: 0] += 1
                state.ledgers[address, default: Ledger()].refused += 1
                return .refused(reason: "550 no such user")
            case 3, 4:
                state.tally[.acceptedAndDied, default: 0] += 1
                state.ledgers[address, default: Ledger()].accepted += 1
                state.ledgers[address, default: Ledger()].untold += 1
                return .later(reason: "the connection broke")
            case 5:
                // Who died tells nothing: `takeDeath` keeps it from the daemon.
                state.tally[.delivererDied, default: 0] += 1
                state.ledgers[address, default: Ledger()].accepted += 1
                state.delivererDies = true
                return .delivered
            default:
                state.tally[.mail, default: 0] += 1
                state.ledgers[address, default: Ledger()].accepted += 1
                return .delivered
            }
        }
    }
}
