import Synchronization
import Workflows

/// The states that were decoded last, by agreement: each message asks for the state of its agreement several times,
/// and decoding takes longer than all else of a row.
///
/// They go with the `ViewStore` that they were read from, so what is redacted is in none of them.
final class KeptStates: Sendable {
    /// More than agreements are looked at by turns; a state takes some kilobytes.
    private static let countMax = 64

    private let states = Mutex<[String: (text: String, agreement: Agreement)]>([:])

    /// Returns the state that `text`, what the row of the agreement `id` has now, tells.
    func state(of id: String, in text: String) throws -> Agreement {
        if let kept = states.withLock({ $0[id] }), kept.text == text { return kept.agreement }
        let agreement = try StateText.decode(text)
        states.withLock {
            if $0.count >= Self.countMax { $0.removeAll(keepingCapacity: true) }
            $0[id] = (text, agreement)
        }
        return agreement
    }
}
