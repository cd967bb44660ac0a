import Calendars
import Engine
import Entries
import EventLog
package import Wire
package import Workflows

extension AuditAnswers {
    /// When each agreement, or the one that is named, first had a value, given as `name=value`; with the
    /// name `stage`, first was in that stage, given by its name or its label.
    ///
    /// A value that was recorded and later corrected or voided is told too, before the one that counts.
    /// Throws `Problem` for a stage or a field that there is not.
    package func first(_ field: String, agreement: String? = nil) throws -> FirstAnswer {
        let wanted = try Wanted(field, circumstances.rules)
        var known = Self.fieldNames(circumstances.rules)
        let matches = try agreements(agreement).flatMap { id -> [FirstMatch] in
            guard let replay = try Replay(id, in: log, rulesOfDay) else { return [] }
            for step in replay.steps where step.corrected != nil || step.voidedBy != nil {
                known.formUnion((step.entry.data.object ?? [:]).keys)
            }
            return self.matches(wanted, in: replay)
        }
        if matches.isEmpty, wanted.stages == nil, !known.contains(wanted.name) {
            throw Self.unknown(field: wanted.name, known)
        }
        var answer = FirstAnswer(
            matches: matches,
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal
        )
        answer.carried = carried
        return answer
    }

    /// The first entry that still counts, behind an earlier one that counts no more.
    private func matches(_ wanted: Wanted, in replay: Replay) -> [FirstMatch] {
        var former: FirstMatch?
        for step in replay.steps {
            if let entry = entry(wanted, by: step, in: replay) {
                let match = match(told(entry, wanted.name, by: step, in: replay), replay)
                return [former, match].compactMap(\.self)
            }
            if former == nil, let entry = formerEntry(wanted, by: step, in: replay) {
                former = match(told(entry, wanted.name, by: step, in: replay), replay)
                former?.former = true
            }
        }
        return [former].compactMap(\.self)
    }

    private func match(_ entry: WhyEntry, _ replay: Replay) -> FirstMatch {
        FirstMatch(
            id: replay.agreement,
            title: replay.state.title,
            synthetic: isSynthetic(replay.state, [entry]),
            entry: entry
        )
    }

    /// The entry that made it true, if it is true after the step.
    private func entry(_ wanted: Wanted, by step: Replay.Step, in replay: Replay) -> WhyEntry? {
        guard step.corrected != nil else { return nil }
        if let stages = wanted.stages {
            guard step.placed != nil, let stage = step.after?.stage, stages.contains(stage) else {
                return nil
            }
            return cite(step, of: replay, value: .string(stage))
        }
        // A later correction that leaves it as it was did not make it true.
        let values = values(of: wanted.name, in: step, of: replay)
        guard let value = values.reversed().prefix(while: wanted.isMet).last else { return nil }
        return cite(value, of: step, in: replay)
    }

    /// The entry that made it true for a while: until it was corrected, or made void.
    private func formerEntry(
        _ wanted: Wanted,
        by step: Replay.Step,
        in replay: Replay
    ) -> WhyEntry? {
        guard step.corrected != nil || step.voidedBy != nil else { return nil }
        if let stages = wanted.stages {
            let event = circumstances.rules[replay.state.workflow]?.event(named: step.entry.type)
            guard step.voidedBy != nil, let stage = event?.enters, stages.contains(stage) else {
                return nil
            }
            return cite(step, of: replay, value: .string(stage))
        }
        guard
            let value = values(of: wanted.name, in: step, of: replay).first(where: wanted.isMet)
        else { return nil }
        var entry = cite(value, of: step, in: replay)
        entry.value = value.value
        return entry
    }

    private static func fieldNames(_ rules: Rulebook) -> Set<String> {
        let everywhere: Set = ["source", "stage", "signatures"]
        return everywhere.union(rules.all.flatMap(\.events).flatMap(\.fields).map(\.name))
            .union(EngineEvent.allCases.flatMap(\.fields).map(\.name))
    }

    private static func unknown(field: String, _ known: Set<String>) -> Problem {
        var params: [String: JSONValue] = [
            "field": .string(field), "eventLabel": ["id": "Log ini", "en": "This log"],
            "allowed": .array(known.sorted().map(JSONValue.string)),
        ]
        params["nearest"] = Spelling.nearest(to: field, in: known.sorted()).map(JSONValue.string)
        return Problem(.unknownField, params)
    }
}

/// What somebody looks for the first time of.
private struct Wanted {
    let name: String
    /// The stages that are meant; nil if a field is.
    let stages: Set<String>?
    private let text: String

    /// Reads `name=value`; throws `Problem` unless it is that, and for a stage that there is not.
    init(_ field: String, _ rules: Rulebook) throws(Problem) {
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw Problem(
                .badField,
                ["field": "field", "value": .string(field), "expected": "field=value"]
            )
        }
        name = String(parts[0])
        text = String(parts[1])
        stages = name == "stage" ? try rules.stages(meaning: text) : nil
    }

    func isMet(by value: FieldValue) -> Bool {
        value.value.map(says) ?? false
    }

    /// Whether the value is that text, or holds it: in a list, as an office's name or code, as a file's
    /// name or hash, or in what is said of a signature.
    private func says(_ value: JSONValue) -> Bool {
        if (value.string ?? value.canonicalText) == text { return true }
        return (value.array ?? []).contains(where: says)
            || (value.object ?? [:]).values.contains(where: says)
    }
}

extension Rulebook {
    /// Returns the stages that a text means, by name or by label in either language.
    ///
    /// Throws `Problem` with the names that there are, if it means none.
    package func stages(meaning text: String) throws(Problem) -> Set<String> {
        let stages = all.flatMap(\.stages)
        let meant = stages.filter { stage in
            [stage.name, stage.label.id, stage.label.en].contains {
                $0.lowercased() == text.lowercased()
            }
        }
        guard meant.isEmpty else { return Set(meant.map(\.name)) }
        var names: [String] = []
        for stage in stages where !names.contains(stage.name) { names.append(stage.name) }
        throw Problem(
            .badField,
            [
                "field": "stage", "value": .string(text), "expected": "choice",
                "allowed": .array(names.map(JSONValue.string)),
            ]
        )
    }
}
