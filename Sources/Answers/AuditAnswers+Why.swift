import Calendars
import Engine
import Entries
import EventLog
package import Wire
import Workflows

extension AuditAnswers {
    /// The entries that made a field of an agreement what it is; `stage` is where it stands.
    ///
    /// Throws `Problem` for an agreement that there is not, and for a field that no entry ever set.
    package func why(_ agreement: String, _ field: String) throws -> WhyAnswer {
        guard let replay = try Replay(agreement, in: log, rulesOfDay) else {
            throw Problem(.unknownAgreement, ["id": .string(agreement)])
        }
        var stage: String?
        var last: JSONValue?
        var known: Set<String> = ["stage"]
        let entries = replay.steps.compactMap { step -> WhyEntry? in
            let recorded = step.entry.data.object ?? [:]
            // What corrects, redacts, reminds or is a message sets nothing of its own.
            guard step.workflow != nil || step.placed != nil || step.voidedBy != nil else {
                return nil
            }
            known.formUnion(recorded.keys)
            guard field != "stage" else {
                guard let entered = step.after?.stage, step.placed != nil, entered != stage else {
                    return nil
                }
                stage = entered
                last = .string(entered)
                return cite(step, of: replay, value: .string(entered))
            }
            let value = step.placed?.fact.data[field]
            guard value != nil || recorded[field] != nil else { return nil }
            if let value { last = value }
            return cite(step, of: replay, value: value)
        }
        guard !entries.isEmpty else {
            throw Problem(
                .unknownField,
                [
                    "field": .string(field),
                    "eventLabel": [
                        "id": .string("Naskah \(agreement)"),
                        "en": .string("Agreement \(agreement)"),
                    ],
                    "allowed": .array(known.sorted().map(JSONValue.string)),
                ]
            )
        }
        return WhyAnswer(
            id: agreement,
            title: replay.state.title,
            field: field,
            value: last,
            entries: entries,
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal
        )
    }

    /// When each agreement, or the one that is named, first had a value, given as `name=value`; with the
    /// name `stage`, first was in that stage.
    package func first(_ field: String, agreement: String? = nil) throws -> FirstAnswer {
        let wanted = try Wanted(field)
        let matches = try agreements(agreement).compactMap { id -> FirstMatch? in
            guard let replay = try Replay(id, in: log, rulesOfDay),
                let step = replay.steps.first(where: { $0.placed != nil && wanted.isMet(by: $0) })
            else { return nil }
            return FirstMatch(
                id: id,
                title: replay.state.title,
                entry: cite(step, of: replay, value: wanted.value(in: step))
            )
        }
        return FirstAnswer(
            matches: matches,
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal
        )
    }

    private func cite(_ step: Replay.Step, of replay: Replay, value: JSONValue?) -> WhyEntry {
        let entry = step.entry
        return WhyEntry(
            position: entry.position,
            type: entry.type,
            label: label(of: entry.type, step.workflow ?? replay.state.workflow),
            time: (step.placed?.fact.moment ?? entry.moment).text,
            recorded: entry.recorded.rfc3339(offsetMinutes: zone.offsetMinutes),
            actor: entry.actor.name,
            source: step.placed?.fact.source ?? entry.data["source"]?.string,
            value: value,
            correctedBy: step.placed?.correctedBy ?? [],
            voidedBy: step.voidedBy
        )
    }
}

/// What somebody looks for the first time of.
private struct Wanted {
    private let name: String
    private let text: String

    /// Reads `name=value`; throws `Problem` unless it is that.
    init(_ field: String) throws(Problem) {
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw Problem(
                .badField,
                ["field": "field", "value": .string(field), "expected": "field=value"]
            )
        }
        name = String(parts[0])
        text = String(parts[1])
    }

    func isMet(by step: Replay.Step) -> Bool {
        guard let value = value(in: step) else { return false }
        return ([value] + (value.array ?? [])).contains { element in
            (element.string ?? element["code"]?.string ?? element.canonicalText) == text
        }
    }

    func value(in step: Replay.Step) -> JSONValue? {
        name == "stage"
            ? step.after.map { .string($0.stage) } : step.placed?.fact.data[name]
    }
}
