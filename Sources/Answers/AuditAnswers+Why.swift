import Calendars
import Engine
import Entries
import EventLog
package import Wire
import Workflows

extension AuditAnswers {
    /// The entries that made a field of an agreement what it is; `stage` is where it stands.
    ///
    /// What is said of signatures is told by party, of those that stand. What a note, a document or a
    /// follow-up says makes the value only where no step says anything.
    ///
    /// Throws `Problem` for an agreement that there is not, and for a field that it does not have. One that it has
    /// and no entry set has no value, and no entries.
    package func why(_ agreement: String, _ field: String) throws -> WhyAnswer {
        guard let replay = try Replay(agreement, in: log, rulesOfDay) else {
            throw noAgreement(agreement)
        }
        var stage: String?
        var last: JSONValue?
        var supplemented: JSONValue?
        var known: Set<String> = ["stage"]
        var entries: [WhyEntry] = []
        for step in replay.steps {
            let recorded = step.entry.data.object ?? [:]
            // What corrects, redacts, reminds or is a message sets nothing of its own.
            guard step.workflow != nil || step.corrected != nil || step.voidedBy != nil else {
                continue
            }
            known.formUnion(recorded.keys)
            guard field != "stage" else {
                guard let entered = step.after?.stage, step.placed != nil, entered != stage else {
                    continue
                }
                stage = entered
                last = .string(entered)
                let entry = cite(step, of: replay, value: .string(entered))
                entries.append(told(entry, field, by: step, in: replay))
                continue
            }
            let values = values(of: field, in: step, of: replay)
            known.formUnion(values.isEmpty ? [] : [field])
            if step.supplement != nil {
                supplemented = values.last?.value ?? supplemented
            } else if step.voidedBy == nil, let value = values.last,
                !reading(field, of: step, in: replay).isOfSignatures(recorded)
            {
                last = value.value ?? last
            }
            entries += values.map {
                told(cite($0, of: step, in: replay), field, by: step, in: replay)
            }
        }
        if !replay.state.signatures.isEmpty { known.formUnion(FieldReading.ofSignatures) }
        guard !entries.isEmpty || known.contains(field) else {
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
            value: FieldReading.standing(field, replay.state) ?? last ?? supplemented,
            entries: entries,
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal,
            synthetic: isSynthetic(replay.state, entries)
        )
    }

    /// The entry with the words for what it sets: the field's label, the stage's, the names of offices.
    func told(
        _ entry: WhyEntry,
        _ field: String,
        by step: Replay.Step,
        in replay: Replay
    ) -> WhyEntry {
        var entry = entry
        let workflow = step.workflow ?? replay.state.workflow
        guard field != "stage" else {
            entry.stageLabel = entry.value?.string.map { stageLabel($0, workflow) }
            return entry
        }
        entry.field = fields(of: step.entry.type, workflow)?[field]
        let isOffice = ["office", "offices", "party"].contains(entry.field?.form ?? field)
        var codes: Set<String> = []
        for value in [entry.value, entry.was].compactMap(\.self) {
            Self.gather([field: value], into: &codes)
            if FieldReading.isByParty(field) { codes.formUnion((value.object ?? [:]).keys) }
            guard isOffice else { continue }
            codes.formUnion(([value] + (value.array ?? [])).compactMap(\.string))
        }
        guard !codes.isEmpty else { return entry }
        entry.offices = codes.reduce(into: [:]) { names, code in
            names[code] = office(code, in: replay.state).name
        }
        return entry
    }

    func cite(_ step: Replay.Step, of replay: Replay, value: JSONValue?) -> WhyEntry {
        let entry = step.entry
        return WhyEntry(
            position: entry.position,
            type: entry.type,
            label: label(of: entry.type, step.workflow ?? replay.state.workflow),
            time: (step.corrected?.fact.moment ?? entry.moment).text,
            recorded: entry.recorded.rfc3339(offsetMinutes: zone.offsetMinutes),
            actor: entry.actor.name,
            source: entry.data["source"]?.string ?? step.corrected?.fact.source,
            value: value,
            correctedBy: step.corrected?.correctedBy ?? [],
            voidedBy: step.voidedBy
        )
    }

    /// The entry by which a field got that value: the step's own, or the correction that set it.
    func cite(_ value: FieldValue, of step: Replay.Step, in replay: Replay) -> WhyEntry {
        guard let correction = value.correction else {
            // What was voided set nothing that counts.
            let isVoid = step.voidedBy != nil
            return cite(step, of: replay, value: isVoid ? nil : value.value)
        }
        var entry = WhyEntry(
            position: correction.position,
            type: correction.type,
            label: label(of: correction.type, step.workflow ?? replay.state.workflow),
            time: correction.moment.text,
            recorded: correction.recorded.rfc3339(offsetMinutes: zone.offsetMinutes),
            actor: correction.actor.name,
            source: correction.data["source"]?.string,
            value: value.value,
            correctedBy: [],
            voidedBy: nil
        )
        entry.corrects = step.entry.position
        entry.was = value.before
        entry.reason = correction.data["reason"]?.string
        return entry
    }
}
