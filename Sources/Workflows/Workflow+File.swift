import Calendars
package import RuleFiles

extension Workflow {
    /// Reads a workflow file and proves what can be proved of it before anybody relies on it.
    ///
    /// Every stage can be reached and left towards an ending, every event has a way in and the
    /// fields that its effects read, every open stage names a ladder. All faults are reported at once.
    package static func parse(
        _ text: String,
        version: Int = 0,
        for purpose: FileFaults.Purpose = .proving
    ) throws(FileFaults) -> Workflow {
        var faults = FileFaults(purpose)
        guard let root = RuleNode.parse(text, &faults) else { throw faults }
        return try read(root, version: version, faults)
    }

    /// Reads a workflow file whose text was taken apart already; as `parse` otherwise.
    package static func read(
        _ root: RuleNode,
        version: Int,
        _ faults: FileFaults
    ) throws(FileFaults) -> Workflow {
        var faults = faults
        let reader = WorkflowReader.read(root, &faults)
        try faults.throwIfAny()
        guard var workflow = reader?.workflow else { throw faults }
        workflow.version = version
        return workflow
    }
}

/// The parts of a workflow file with their places, so that proofs can point at them.
struct WorkflowReader {
    var workflow: Workflow
    var stageNodes: [String: RuleNode] = [:]
    var eventNodes: [String: RuleNode] = [:]
    var limitNodes: [String: RuleNode] = [:]

    static func read(_ root: RuleNode, _ faults: inout FileFaults) -> WorkflowReader? {
        let keys = root.mapping(
            required: ["workflow", "label", "stages", "events"],
            optional: ["limits"],
            &faults
        )
        guard let keys else { return nil }
        let name = keys["workflow"]?.name(&faults)
        let label = keys["label"]?.bilingual(&faults)
        var reader = WorkflowReader(
            workflow: Workflow(
                name: name ?? "",
                version: 0,
                label: label ?? Bilingual(id: "", en: ""),
                stages: [],
                events: [],
                limits: []
            )
        )
        for node in keys["stages"]?.list(count: 1...100, &faults) ?? [] {
            reader.addStage(node, &faults)
        }
        for node in keys["limits"]?.list(count: 0...100, &faults) ?? [] {
            reader.addLimit(node, &faults)
        }
        for node in keys["events"]?.list(count: 1...200, &faults) ?? [] {
            reader.addEvent(node, &faults)
        }
        reader.markOpenStages()
        // References and proofs over half a file would only repeat what is wrong with it.
        guard faults.purpose == .proving else { return reader }
        if faults.isEmpty { reader.checkReferences(&faults) }
        if faults.isEmpty { reader.prove(root, &faults) }
        return reader
    }

    private mutating func addStage(_ node: RuleNode, _ faults: inout FileFaults) {
        guard
            let keys = node.mapping(
                required: ["name", "label"],
                optional: ["ladder"],
                &faults
            ),
            let name = keys["name"]?.name(&faults), let label = keys["label"]?.bilingual(&faults)
        else { return }
        if stageNodes.updateValue(node, forKey: name) != nil {
            faults.object(to: node.fault(.duplicate, ["value": name]))
        }
        workflow.stages.append(
            Stage(name: name, label: label, ladder: keys["ladder"]?.name(&faults), isOpen: true)
        )
    }

    private mutating func addLimit(_ node: RuleNode, _ faults: inout FileFaults) {
        guard
            let keys = node.mapping(
                required: ["name", "label", "body", "working-days", "calendar", "source"],
                optional: ["when"],
                &faults
            )
        else { return }
        let name = keys["name"]?.name(&faults)
        if let name, limitNodes.updateValue(node, forKey: name) != nil {
            faults.object(to: node.fault(.duplicate, ["value": name]))
        }
        let label = keys["label"]?.bilingual(&faults)
        let body = keys["body"]?.name(&faults)
        let days = keys["working-days"]?.integer(in: 1...1_000, &faults)
        let calendar = keys["calendar"]?.name(&faults)
        let source = keys["source"]?.ruleSource(&faults)
        var when: [String: [String]] = [:]
        for (field, values) in keys["when"]?.entries(&faults) ?? [] {
            when[field] = (values.list(&faults) ?? []).compactMap { $0.text(&faults) }
        }
        guard let name, let label, let body, let days, let calendar, let source else { return }
        workflow.limits.append(
            LimitRule(
                name: name,
                label: label,
                body: body,
                when: when,
                workingDays: days,
                calendar: calendar,
                source: source
            )
        )
    }

    private mutating func addEvent(_ node: RuleNode, _ faults: inout FileFaults) {
        guard
            let keys = node.mapping(
                required: ["name", "verb", "label", "from", "source"],
                optional: ["fields", "brings", "marked-by", "by-daemon", "cited"],
                &faults
            )
        else { return }
        let name = keys["name"]?.name(&faults)
        let verb = keys["verb"]?.name(&faults)
        let label = keys["label"]?.bilingual(&faults)
        let source = keys["source"]?.ruleSource(&faults)
        let from = keys["from"].flatMap { origin($0, &faults) }
        var fields: [FieldRule] = []
        let faultCount = faults.count
        for field in keys["fields"]?.list(count: 0...100, &faults) ?? [] {
            guard let rule = field.fieldRule(&faults) else { continue }
            if fields.contains(where: { $0.name == rule.name }) {
                faults.object(to: field.fault(.duplicate, ["value": rule.name]))
            }
            fields.append(rule)
        }
        // What an effect misses among fields that could not be read may well be one of those.
        let known = faults.count == faultCount ? fields : nil
        let effects = keys["brings"].map { self.effects($0, known, from, &faults) } ?? []
        if keys["brings"] == nil, from == .nothing {
            faults.object(to: node.fault(.contradiction, ["value": "begins", "other": "from"]))
        }
        let markedBy = keys["marked-by"]?.name(&faults)
        let byDaemon = keys["by-daemon"]?.boolean(&faults) ?? false
        let cited = keys["cited"].flatMap { citation($0, known, &faults) }
        guard let name, let verb, let label, let source, let from else { return }
        if let markedBy, !fields.contains(where: { $0.name == markedBy }) {
            let place = keys["marked-by"] ?? node
            faults.object(to: place.unknown(markedBy, among: fields.map(\.name)))
        }
        if eventNodes.updateValue(node, forKey: name) != nil || EngineEvent(rawValue: name) != nil {
            faults.object(to: node.fault(.duplicate, ["value": name]))
        }
        workflow.events.append(
            EventRule(
                name: name,
                verb: verb,
                markedBy: markedBy,
                label: label,
                from: from,
                fields: fields,
                effects: effects,
                source: source,
                byDaemon: byDaemon,
                cited: cited
            )
        )
    }

    /// Reads `{as: meeting, words: {...}}`, `{as: letter}` or `{as: reply}`; letters need the fields that
    /// are cited.
    private func citation(
        _ node: RuleNode,
        _ fields: [FieldRule]?,
        _ faults: inout FileFaults
    ) -> EventRule.Citation? {
        guard let keys = node.mapping(required: ["as"], optional: ["words"], &faults),
            let kind = keys["as"]?.choice(of: ["meeting", "letter", "reply"], &faults)
        else { return nil }
        if kind == "meeting" {
            guard let words = keys["words"] else {
                faults.add(node.fault(.missingKey, ["key": "words"]))
                return nil
            }
            return words.bilingual(&faults).map(EventRule.Citation.meeting)
        }
        if let words = keys["words"] {
            faults.add(words.keyFault(.contradiction, ["value": "words", "other": "as: \(kind)"]))
        }
        let needed: [(String, FieldRule.Form)] = [
            ("number", .text), ("date", .date), (kind == "letter" ? "to" : "from", .office),
        ]
        for (name, form) in needed {
            guard let fields, !fields.contains(where: { $0.name == name && $0.form == form })
            else { continue }
            faults.object(
                to: node.fault(
                    .fieldNeeded,
                    ["effect": "cited", "field": name, "form": form.word]
                )
            )
        }
        return kind == "letter" ? .letter : .reply
    }

    private func origin(_ node: RuleNode, _ faults: inout FileFaults) -> EventRule.Origin? {
        guard let nodes = node.list(count: 0...100, &faults) else { return nil }
        let names = nodes.compactMap { $0.name(&faults) }
        if names.isEmpty { return .nothing }
        if names == ["open"] { return .open }
        if names == ["any"] { return .any }
        for (name, node) in zip(names, nodes) where stageNodes[name] == nil {
            faults.object(to: node.unknown(name, among: workflow.stages.map(\.name)))
        }
        return .stages(names)
    }

    /// A stage is open unless an event that closes enters it.
    private mutating func markOpenStages() {
        let closing = workflow.events.filter(\.closes).compactMap(\.enters)
        for index in workflow.stages.indices {
            let name = workflow.stages[index].name
            workflow.stages[index].isOpen = !closing.contains(name)
        }
    }

    private func effects(
        _ node: RuleNode,
        _ fields: [FieldRule]?,
        _ from: EventRule.Origin?,
        _ faults: inout FileFaults
    ) -> [Effect] {
        let keys = node.mapping(
            required: [],
            optional: [
                "begins", "enters", "again", "awaits", "answers", "signs", "completes", "voids",
                "attaches", "requires", "limits", "lapses", "opens-term", "ends-term", "closes",
            ],
            &faults
        )
        guard let keys else { return [] }
        var reader = EffectReader(node: node, keys: keys, fields: fields)
        return reader.read(
            begins: from.map { $0 == .nothing },
            stages: workflow.stages.map(\.name),
            limits: limitNodes.keys.sorted(),
            &faults
        )
    }
}
