import Calendars
import Entries

/// What stands against moving an agreement to another version of its workflow.
package enum MoveObstacle: Hashable, Sendable {
    /// Its stage is not there.
    case stage(Stage)
    /// Its stage is there, but is the end of the way in one version and not in the other.
    case ending(Stage)
    /// Nothing could answer that wait any more.
    case wait(Agreement.Wait)
    /// A limit that runs on that wait is not there.
    case limit(String, Agreement.Wait)
    /// The reminder policy in force has no such ladder for its stage.
    case ladder(String)
}

extension Workflow {
    /// Returns what keeps an agreement in its present state from living under this version.
    ///
    /// Looks at the state only: the stage, the waits and the limits that run on them, under the
    /// version that it has, must exist.
    package func obstacle(to agreement: Agreement, under old: Workflow?) -> MoveObstacle? {
        guard let stage = stage(named: agreement.stage) else {
            // What it is called stands in the version that has it.
            let known = old?.stage(named: agreement.stage)
            return .stage(
                known
                    ?? Stage(
                        name: agreement.stage,
                        label: .init(id: agreement.stage, en: agreement.stage),
                        ladder: nil,
                        isOpen: agreement.closed == nil
                    )
            )
        }
        // A closed agreement may have ended in an open stage: withdrawn from where it stood.
        if agreement.closed == nil, !stage.isOpen { return .ending(stage) }
        for wait in agreement.waits {
            if !canEnd(wait, in: stage) { return .wait(wait) }
            let running = old?.limits.filter { $0.runs(on: wait, in: agreement) } ?? []
            let known = Set(limits.map(\.name))
            if let missing = running.first(where: { !known.contains($0.name) }) {
                return .limit(missing.name, wait)
            }
        }
        return nil
    }

    private func canEnd(_ wait: Agreement.Wait, in stage: Stage) -> Bool {
        events.contains { event in
            guard event.from.includes(stage) else { return false }
            return wait.isSignature ? event.isSigning : event.effects.contains(.answers)
        }
    }

    /// Whether people may record that event on an agreement in its present state, by stage and end alone.
    package func isPossible(_ event: EventRule, in agreement: Agreement) -> Bool {
        guard let stage = stage(named: agreement.stage), !event.byDaemon else { return false }
        switch event.from {
        case .nothing: return false
        case .any: return true
        case .open: return agreement.closed == nil
        case .stages(let names):
            return names.contains(stage.name) && (agreement.closed == nil || !stage.isOpen)
        }
    }

    /// Why a recorded move is not possible at its place in time.
    func movingRefusal(
        of placed: PlacedFact,
        in agreement: Agreement,
        _ circumstances: Circumstances
    ) -> Rejection? {
        let data = placed.fact.data
        guard let version = WorkflowVersion(json: data["workflow"]), version.name == name,
            let target = circumstances.rules[version]
        else {
            let version = WorkflowVersion(json: data["workflow"]) ?? reference
            let newest = circumstances.rules.newest(name)?.version ?? 0
            return Rejection(.unknownWorkflowVersion(version, newest: newest))
        }
        guard version != agreement.workflow else {
            return Rejection(.sameWorkflowVersion(agreement: agreement.id, version))
        }
        return target.obstacle(to: agreement, under: self).map { obstacle in
            Rejection(.moveImpossible(agreement: agreement.id, to: version, obstacle))
        }
    }
}

extension EventRule {
    fileprivate var isSigning: Bool {
        effects.contains { effect in
            switch effect {
            case .signs, .signsAll: true
            default: false
            }
        }
    }
}

extension EventRule.Origin {
    fileprivate func includes(_ stage: Stage) -> Bool {
        switch self {
        case .nothing: false
        case .any: true
        case .open: stage.isOpen
        case .stages(let names): names.contains(stage.name)
        }
    }
}

extension Decider {
    /// Decides that an agreement lives under another version of its workflow from now on.
    ///
    /// Judged over the whole history: what was recorded stays judged by the rules of its day.
    package func move(
        _ command: Command,
        to version: Int,
        _ history: History
    ) throws(Rejection) -> [Event] {
        guard let agreement = fold.agreement(command.agreement, history) else {
            throw Rejection(.unknownAgreement(command.agreement))
        }
        let target = WorkflowVersion(name: agreement.workflow.name, version: version)
        let event = try stamped(
            command,
            EngineEvent.workflowMoved.rawValue,
            ["workflow": target.json, "from": agreement.workflow.json]
        )
        try judge([event], command, history)
        return [event]
    }
}
