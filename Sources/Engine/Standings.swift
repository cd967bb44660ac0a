import Audit
import Synchronization
import Workflows

/// Agreements as commands left them, so that the next command on one costs a step and no fold.
///
/// What is kept is the outcome of entries and rules that are named beside it: of an agreement that has
/// these very entries, judged under these very rules, it is what folding would give, whatever became
/// of the transaction that brought them. Two generations, so that what is asked for stays.
final class Standings: Sendable {
    private struct Kept: Sendable {
        var leaves: [TreeHash]
        var rules: String
        var standing: Standing
    }

    private struct Generations {
        var young: [String: Kept] = [:]
        var old: [String: Kept] = [:]
    }

    /// The most agreements of one generation: those that are worked on at the same time; some megabytes.
    private static let generationMax = 256

    private let generations = Mutex(Generations())

    /// Returns how the agreement stands if it has these entries, under the rules of that adoption.
    func standing(of agreement: String, _ leaves: [TreeHash], under rules: String) -> Standing? {
        let kept = generations.withLock { $0.young[agreement] ?? $0.old[agreement] }
        guard let kept, kept.leaves == leaves, kept.rules == rules else { return nil }
        return kept.standing
    }

    /// Keeps how an agreement stands after these entries.
    func keep(_ standing: Standing, after leaves: [TreeHash], under rules: String) {
        generations.withLock { generations in
            if generations.young.count >= Self.generationMax {
                generations.old = generations.young
                generations.young = [:]
            }
            generations.young[standing.id] = Kept(
                leaves: leaves,
                rules: rules,
                standing: standing
            )
        }
    }

    /// Forgets everything: what was redacted is to be nowhere.
    func forget() { generations.withLock { $0 = Generations() } }
}
