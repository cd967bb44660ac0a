import Calendars
package import RuleFiles

/// Reads what an event brings about, in the order in which effects are applied.
struct EffectReader {
    var node: RuleNode
    var keys: [String: RuleNode]
    /// Nil if some could not be read: then none is missed.
    var fields: [FieldRule]?

    /// `begins` is what `from` says; nil if that could not be read.
    mutating func read(
        begins: Bool?,
        stages: [String],
        limits: [String],
        _ faults: inout FileFaults
    ) -> [Effect] {
        var effects: [Effect] = []
        for requirement in keys["requires"]?.list(&faults) ?? [] {
            let words = Requirement.allCases.map(\.rawValue)
            guard let word = requirement.choice(of: words, &faults) else { continue }
            effects += Requirement(rawValue: word).map { [.requires($0)] } ?? []
        }
        if keys["voids"]?.choice(of: ["signatures"], &faults) != nil {
            effects.append(.voidsSignatures)
        }
        if keys["attaches"]?.choice(of: ["draft"], &faults) != nil {
            need("document", .document, for: "attaches", &faults)
            effects.append(.attaches)
        }
        if flag("awaits", &faults) {
            need("office", .office, for: "awaits", &faults)
            need("for", .text, for: "awaits", &faults)
            needIfAny("promised", .date, for: "awaits", &faults)
            effects.append(.awaits)
        }
        readLimits(limits, into: &effects, &faults)
        if flag("answers", &faults) {
            need("office", .office, for: "answers", &faults)
            effects.append(.answers)
        }
        if flag("lapses", &faults) {
            need("office", .office, for: "lapses", &faults)
            effects.append(.lapses)
        }
        readSignatures(into: &effects, &faults)
        readStage(stages, begins: begins, into: &effects, &faults)
        if flag("opens-term", &faults) {
            needIfAny("from", .date, for: "opens-term", &faults)
            needIfAny("until", .date, for: "opens-term", &faults)
            effects.append(.opensTerm)
        }
        if flag("ends-term", &faults) { effects.append(.endsTerm) }
        if flag("closes", &faults) { effects.append(.closes) }
        return effects
    }

    private func flag(_ key: String, _ faults: inout FileFaults) -> Bool {
        keys[key]?.boolean(&faults) ?? false
    }

    private func need(
        _ name: String,
        _ form: FieldRule.Form,
        for effect: String,
        _ faults: inout FileFaults
    ) {
        guard let fields, fields.first(where: { $0.name == name })?.form.word != form.word else {
            return
        }
        faults.object(
            to: node.fault(.fieldNeeded, ["effect": effect, "field": name, "form": form.word])
        )
    }

    private func needIfAny(
        _ name: String,
        _ form: FieldRule.Form,
        for effect: String,
        _ faults: inout FileFaults
    ) {
        guard fields?.contains(where: { $0.name == name }) == true else { return }
        need(name, form, for: effect, &faults)
    }

    private func readLimits(
        _ known: [String],
        into effects: inout [Effect],
        _ faults: inout FileFaults
    ) {
        guard let nodes = keys["limits"]?.list(&faults) else { return }
        if !effects.contains(.awaits), let node = keys["limits"] {
            faults.object(to: node.fault(.contradiction, ["value": "limits", "other": "awaits"]))
        }
        var names: [String] = []
        for node in nodes {
            guard let name = node.name(&faults) else { continue }
            if !known.contains(name) { faults.object(to: node.unknown(name, among: known)) }
            names.append(name)
        }
        effects.append(.limits(names))
    }

    private func readSignatures(into effects: inout [Effect], _ faults: inout FileFaults) {
        let completes = keys["completes"]?.name(&faults)
        switch keys["signs"]?.choice(of: ["party", "missing"], &faults) {
        case "party":
            need("party", .party, for: "signs", &faults)
            effects.append(.signs(completes: completes))
        case "missing": effects.append(.signsAll)
        default:
            if let node = keys["completes"] {
                faults.object(
                    to: node.fault(.contradiction, ["value": "completes", "other": "signs"])
                )
            }
        }
    }

    private func readStage(
        _ stages: [String],
        begins: Bool?,
        into effects: inout [Effect],
        _ faults: inout FileFaults
    ) {
        let isBeginning = flag("begins", &faults)
        if let begins, isBeginning != begins {
            faults.object(to: node.fault(.contradiction, ["value": "begins", "other": "from"]))
        }
        if isBeginning {
            need("title", .text, for: "begins", &faults)
            need("parties", .offices, for: "begins", &faults)
            if keys["enters"] == nil { faults.add(node.fault(.missingKey, ["key": "enters"])) }
        }
        let again = keys["again"]?.choice(of: ["restarts", "keeps"], &faults) ?? "restarts"
        guard let target = keys["enters"], let stage = target.name(&faults) else { return }
        if !stages.contains(stage) { faults.object(to: target.unknown(stage, among: stages)) }
        effects.append(.enters(stage: stage, restarts: again == "restarts"))
    }
}

extension RuleNode {
    /// Reads where a rule comes from and how sure that is.
    package func ruleSource(_ faults: inout FileFaults) -> RuleSource? {
        guard let keys = mapping(required: ["text", "mark"], &faults) else { return nil }
        let text = keys["text"]?.text(&faults)
        let mark = keys["mark"]?.choice(of: Mark.allCases.map(\.rawValue), &faults)
        guard let text, let mark = mark.flatMap(Mark.init(rawValue:)) else { return nil }
        return RuleSource(text: text, mark: mark)
    }

    func fieldRule(_ faults: inout FileFaults) -> FieldRule? {
        let keys = mapping(
            required: ["name", "form", "label"],
            optional: ["required", "choices", "of"],
            &faults
        )
        guard let keys else { return nil }
        let name = keys["name"]?.name(&faults)
        let label = keys["label"]?.bilingual(&faults)
        let isRequired = keys["required"]?.boolean(&faults) ?? false
        let form = keys["form"].flatMap { $0.fieldForm(keys, &faults) }
        guard let name, let label, let form else { return nil }
        if ["at", "source", "workflow", "signatures", "position", "set", "void"].contains(name) {
            faults.object(to: fault(.duplicate, ["value": name]))
        }
        return FieldRule(name: name, form: form, isRequired: isRequired, label: label)
    }

    private func fieldForm(
        _ keys: [String: RuleNode],
        _ faults: inout FileFaults
    ) -> FieldRule.Form? {
        let simple: [FieldRule.Form] = [
            .text, .texts, .integer, .boolean, .date, .office, .offices, .party, .numbers,
            .agreement, .agreements, .document,
        ]
        let words = simple.map(\.word) + ["choice", "version"]
        guard let word = choice(of: words, &faults) else { return nil }
        switch word {
        case "choice":
            guard let node = keys["choices"] else {
                faults.add(fault(.missingKey, ["key": "choices"]))
                return nil
            }
            let choices = (node.list(count: 1...100, &faults) ?? []).compactMap { $0.text(&faults) }
            return .choice(choices)
        case "version":
            guard let event = keys["of"] else {
                faults.add(fault(.missingKey, ["key": "of"]))
                return nil
            }
            return event.name(&faults).map(FieldRule.Form.version(of:))
        default: return simple.first { $0.word == word }
        }
    }
}
