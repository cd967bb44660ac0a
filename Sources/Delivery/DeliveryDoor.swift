package import Wire

/// What a deliverer asks and tells: the daemon over its socket, or the desk itself in a simulation.
package protocol DeliveryDoor: Sendable {
    /// Returns what waits to be carried now, oldest first.
    func list() async throws -> DeliveryList

    /// Returns one message with its addresses; throws `DeliveryFailure.refused` with status 409 where it
    /// is not to be carried any more.
    func take(_ position: Int64) async throws -> Parcel

    /// Tells what became of a message for one recipient, durably when it returns.
    ///
    /// Whoever does not get the answer doesn't know whether it was heard, and carries the message again.
    func note(
        _ outcome: DeliveryOutcomeRequest,
        of position: Int64
    ) async throws -> DeliveryStanding
}

/// The daemon did not do what was asked.
package enum DeliveryFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody answered: why, in words for the operator.
    case unreachable(String)
    /// It said no: the code of its problem.
    case refused(status: Int, code: String)

    /// The cause, in words for the operator.
    package var description: String {
        switch self {
        case .unreachable(let cause): cause
        case .refused(let status, let code): code.isEmpty ? "HTTP \(status)" : "\(code) (\(status))"
        }
    }

    /// Whether another message may fare better.
    var isOfOneMessage: Bool {
        switch self {
        case .unreachable: false
        case .refused: true
        }
    }
}

/// A way by which a message leaves the house.
package protocol Carrier: Sendable {
    /// Hands a message over for one recipient, once; an error counts as `later`.
    func carry(_ parcel: Parcel, to recipient: Parcel.Recipient) async throws -> CarryOutcome
}
