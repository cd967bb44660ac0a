/// What became of one message for one recipient.
package enum CarryOutcome: Hashable, Sendable {
    /// The other side has taken it.
    case delivered
    /// The other side will never take it.
    case refused(reason: String)
    /// Something is in the way for now.
    case later(reason: String)

    /// As the daemon is told.
    var word: String {
        switch self {
        case .delivered: "delivered"
        case .refused: "refused"
        case .later: "later"
        }
    }

    /// What the other side said; nil when it took the message.
    var reason: String? {
        switch self {
        case .delivered: nil
        case .refused(let reason), .later(let reason): reason
        }
    }
}
