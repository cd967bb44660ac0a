import Calendars
import Entries
import Workflows

extension Differences {
    /// What changes from one version of a workflow to another.
    mutating func compare(_ before: Workflow, _ after: Workflow) {
        compare(.workflow, "", "label", before.label.json, after.label.json)
        match(.stage, before.stages, after.stages, name: \.name, label: \.label.json) {
            $0.compare($1, $2)
        }
        match(.event, before.events, after.events, name: \.name, label: \.label.json) {
            $0.compare($1, $2)
        }
        match(.limit, before.limits, after.limits, name: \.name, label: \.label.json) {
            $0.compare($1, $2)
        }
    }

    private mutating func compare(_ before: Stage, _ after: Stage) {
        let name = after.name
        compare(.stage, name, "label", before.label.json, after.label.json)
        compare(
            .stage,
            name,
            "ladder",
            before.ladder.map(JSONValue.string),
            after.ladder.map(JSONValue.string)
        )
        compare(.stage, name, "open", .bool(before.isOpen), .bool(after.isOpen))
    }

    private mutating func compare(_ before: EventRule, _ after: EventRule) {
        let name = after.name
        compare(.event, name, "label", before.label.json, after.label.json)
        compare(.event, name, "verb", .string(before.verb), .string(after.verb))
        compare(
            .event,
            name,
            "marked-by",
            before.markedBy.map(JSONValue.string),
            after.markedBy.map(JSONValue.string)
        )
        compare(.event, name, "from", before.from.json, after.from.json)
        compare(.event, name, "brings", before.effects.json, after.effects.json)
        compare(.event, name, "by-daemon", .bool(before.byDaemon), .bool(after.byDaemon))
        compare(.event, name, "cited", before.cited?.json, after.cited?.json)
        compare(.event, name, source: before.source, after.source)
        match(
            .field,
            of: name,
            before.fields,
            after.fields,
            name: \.name,
            label: \.label.json
        ) { differences, before, after in
            differences.compare(before, after, of: name)
        }
    }

    private mutating func compare(_ before: FieldRule, _ after: FieldRule, of event: String) {
        let name = after.name
        compare(.field, name, of: event, "label", before.label.json, after.label.json)
        compare(.field, name, of: event, "form", before.form.json, after.form.json)
        compare(
            .field,
            name,
            of: event,
            "required",
            .bool(before.isRequired),
            .bool(after.isRequired)
        )
    }

    private mutating func compare(_ before: LimitRule, _ after: LimitRule) {
        let name = after.name
        compare(.limit, name, "label", before.label.json, after.label.json)
        compare(.limit, name, "body", .string(before.body), .string(after.body))
        compare(.limit, name, "when", before.conditions, after.conditions)
        compare(
            .limit,
            name,
            "working-days",
            .integer(before.workingDays),
            .integer(after.workingDays)
        )
        compare(.limit, name, "calendar", .string(before.calendar), .string(after.calendar))
        compare(.limit, name, source: before.source, after.source)
    }

    mutating func compare(
        _ part: RuleChange.Part,
        _ name: String,
        source before: RuleSource,
        _ after: RuleSource
    ) {
        compare(part, name, "source", .string(before.text), .string(after.text))
        compare(part, name, "mark", .string(before.mark.rawValue), .string(after.mark.rawValue))
    }
}

extension Bilingual {
    /// As the entry holds a label.
    var json: JSONValue { ["id": .string(id), "en": .string(en)] }
}

extension [String: Bilingual] {
    /// As the entry holds what names are called.
    var json: JSONValue { .object(mapValues(\.json)) }
}

extension EventRule.Origin {
    /// As the workflow file writes it.
    var json: JSONValue {
        switch self {
        case .nothing: []
        case .open: ["open"]
        case .any: ["any"]
        case .stages(let names): .array(names.map(JSONValue.string))
        }
    }
}

extension EventRule.Citation {
    /// As the workflow file writes it: the kind, or what the meeting is called.
    fileprivate var json: JSONValue {
        switch self {
        case .meeting(let words): words.json
        case .letter: "letter"
        case .reply: "reply"
        }
    }
}

extension [Effect] {
    /// The effects as the workflow file writes them, `key: value`, one text each.
    var json: JSONValue { .array(flatMap(\.words).map(JSONValue.string)) }
}

extension Effect {
    fileprivate var words: [String] {
        switch self {
        case .enters(let stage, let restarts):
            ["enters: \(stage)"] + (restarts ? [] : ["again: keeps"])
        case .awaits: ["awaits: true"]
        case .answers: ["answers: true"]
        case .signs(let completes):
            ["signs: party"] + (completes.map { ["completes: \($0)"] } ?? [])
        case .signsAll: ["signs: missing"]
        case .voidsSignatures: ["voids: signatures"]
        case .attaches: ["attaches: draft"]
        case .requires(let requirement): ["requires: \(requirement.rawValue)"]
        case .limits(let names): ["limits: \(names.joined(separator: ", "))"]
        case .lapses: ["lapses: true"]
        case .opensTerm: ["opens-term: true"]
        case .endsTerm: ["ends-term: true"]
        case .closes: ["closes: true"]
        }
    }
}

extension FieldRule.Form {
    fileprivate var json: JSONValue {
        switch self {
        case .choice(let choices): .string("\(word): \(choices.joined(separator: ", "))")
        case .version(let event): .string("\(word): \(event)")
        default: .string(word)
        }
    }
}

extension LimitRule {
    fileprivate var conditions: JSONValue {
        .object(when.mapValues { .array($0.map(JSONValue.string)) })
    }
}
