import Calendars
import Entries
import TestSupport
import Testing
import Workflows

/// Where an agreement between Buleleng and Kota Blitar may stand, and how it came there.
enum Situation: String, CaseIterable, CustomTestStringConvertible {
    case visitProposed, scopeDiscussed, drafted, awaited
    case signed, registered, withdrawn, declined, terminated

    var acts: [Act] {
        switch self {
        case .visitProposed: [.propose("35.72", at: "2026-01-05")]
        case .scopeDiscussed:
            Self.visitProposed.acts + [.discuss("pariwisata", at: "2026-01-12")]
        case .drafted: Self.scopeDiscussed.acts + [.draft(at: "2026-01-19")]
        case .awaited:
            Self.drafted.acts + [.awaiting("35.72", for: "kesiapan", at: "2026-01-26")]
        case .signed: Self.drafted.acts + [.sign(at: "2026-02-02")]
        case .registered: [.register("35.72", at: "2026-01-05")]
        case .withdrawn:
            Self.drafted.acts + [.withdraw("35.72", because: "anggaran", at: "2026-02-02")]
        case .declined:
            Self.visitProposed.acts + [.decline("35.72", because: "bukan urusan", at: "2026-02-02")]
        case .terminated:
            Self.signed.acts + [
                .record("Terminated", at: "2026-02-09", ["reason": "Tujuan tercapai"])
            ]
        }
    }

    func story() throws -> Story { try Story.buleleng().given(acts) }

    var testDescription: String { rawValue }

    static let open: [Situation] = [.visitProposed, .scopeDiscussed, .drafted, .awaited]
    static let ended: [Situation] = [.signed, .registered, .withdrawn, .declined, .terminated]
}

extension Story {
    /// The offices awaited for something, as `office: purpose`; a missing signature has no purpose.
    var awaited: [String] {
        agreement?.waits.map { "\($0.office): \($0.purpose ?? "-")" } ?? []
    }

    /// The positions of the facts in the order of what happened.
    var order: [Int64] { history.placed().map(\.fact.position) }
}

extension Outcome {
    /// The reason in one word; `accepted` if there is none.
    var word: String { rejection?.reason.word ?? "accepted" }

    /// The later step that would become impossible, and why, in words; nil if it is not that.
    var laterStep: String? {
        guard case .laterStepImpossible(let fact, _, let because, _)? = rejection?.reason else {
            return nil
        }
        return "\(fact.type)@\(fact.position): \(because.word)"
    }

    /// The positions of every later step that would become impossible; nil if it is not that.
    var laterSteps: [Int64]? {
        guard case .laterStepImpossible(_, _, _, let positions)? = rejection?.reason else {
            return nil
        }
        return positions
    }
}

/// Circumstances under which one more workflow is in force.
func circumstances(with text: String) throws -> Circumstances {
    var circumstances = try Shipped.buleleng()
    circumstances.rules.adopt(try Workflow.parse(text, version: 1))
    return circumstances
}
