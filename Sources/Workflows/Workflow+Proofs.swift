import Calendars
import RuleFiles

extension WorkflowReader {
    /// Looks up what one part of the file says of another: all parts have to be read for that.
    func checkReferences(_ faults: inout FileFaults) {
        let names = workflow.events.map(\.name)
        for event in workflow.events {
            guard let node = eventNodes[event.name] else { continue }
            for case .signs(let name?) in event.effects where !names.contains(name) {
                let place = node.child("brings")?.child("completes") ?? node
                faults.add(place.unknown(name, among: names))
            }
            for (index, field) in event.fields.enumerated() {
                guard case .version(let name) = field.form else { continue }
                guard workflow.event(named: name)?.hasVersions != true else { continue }
                let versioned = workflow.events.filter(\.hasVersions).map(\.name)
                let place = node.child("fields")?.child(index)?.child("of") ?? node
                faults.add(place.unknown(name, among: versioned))
            }
        }
        checkVerbs(&faults)
        checkLimits(&faults)
    }

    /// Two events of one verb need marks to tell them apart; only `record` always comes with a name.
    private func checkVerbs(_ faults: inout FileFaults) {
        var seen: Set<[String]> = []
        for event in workflow.events where event.verb != EventRule.namedVerb && !event.byDaemon {
            guard let node = eventNodes[event.name] else { continue }
            guard !seen.insert([event.verb, event.markedBy ?? ""]).inserted else { continue }
            faults.add((node.child("verb") ?? node).fault(.duplicate, ["value": event.verb]))
        }
    }

    /// A limit that asks for a value which no event ever gives would never run, and nobody would notice.
    private func checkLimits(_ faults: inout FileFaults) {
        let fields = workflow.events.filter { $0.enters != nil }.flatMap(\.fields)
        for limit in workflow.limits {
            guard let node = limitNodes[limit.name] else { continue }
            for (name, values) in limit.when.sorted(by: { $0.key < $1.key }) {
                let place = node.child("when")?.child(name) ?? node
                guard let field = fields.first(where: { $0.name == name }) else {
                    faults.add(place.unknown(name, among: fields.map(\.name).unique))
                    continue
                }
                guard case .choice(let choices) = field.form else { continue }
                for value in values where !choices.contains(value) {
                    faults.add(place.unknown(value, among: choices))
                }
            }
        }
    }
}

extension WorkflowReader {
    /// Walks the stages forwards from the beginnings and backwards from the endings.
    func prove(_ root: RuleNode, _ faults: inout FileFaults) {
        let reached = workflow.stagesReached()
        let ending = workflow.stagesThatEnd()
        for stage in workflow.stages {
            guard let node = stageNodes[stage.name] else { continue }
            if !reached.contains(stage.name) {
                faults.add(node.fault(.unreachable, ["value": stage.name]))
            }
            if stage.isOpen && !ending.contains(stage.name) {
                faults.add(node.fault(.deadEnd, ["value": stage.name]))
            }
            if stage.isOpen && stage.ladder == nil {
                faults.add(node.fault(.noLadder, ["value": stage.name]))
            }
        }
        for event in workflow.events {
            guard let node = eventNodes[event.name] else { continue }
            if case .stages(let names) = event.from, !names.contains(where: reached.contains) {
                faults.add(node.fault(.noWayIn, ["value": event.name]))
            }
        }
        if !workflow.events.contains(where: \.begins) {
            faults.add(root.fault(.noWayIn, ["value": workflow.name]))
        }
    }
}

extension Workflow {
    /// The stages to which a way leads from some beginning.
    func stagesReached() -> Set<String> {
        var reached = Set(events.filter(\.begins).compactMap(\.enters))
        var size = -1
        while size != reached.count {
            size = reached.count
            for event in events {
                guard let stage = event.enters, event.isPossible(fromAnyOf: reached, self) else {
                    continue
                }
                reached.insert(stage)
            }
        }
        return reached
    }

    /// The stages from which some way leads to an ending.
    func stagesThatEnd() -> Set<String> {
        var ending = Set(stages.filter { !$0.isOpen }.map(\.name))
        var size = -1
        while size != ending.count {
            size = ending.count
            for stage in stages where !ending.contains(stage.name) {
                let leads = events.contains { event in
                    guard event.isPossible(fromAnyOf: [stage.name], self) else { return false }
                    return event.closes || event.enters.map(ending.contains) ?? false
                }
                if leads { ending.insert(stage.name) }
            }
        }
        return ending
    }
}

extension EventRule {
    fileprivate func isPossible(fromAnyOf stages: Set<String>, _ workflow: Workflow) -> Bool {
        switch from {
        case .nothing: false
        case .any: !stages.isEmpty
        case .open: stages.contains { workflow.stage(named: $0)?.isOpen == true }
        case .stages(let names): names.contains(where: stages.contains)
        }
    }
}
