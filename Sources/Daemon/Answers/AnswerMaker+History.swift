import Answers
import Calendars
import Engine
import Entries
import EventLog
import Wire
import Workflows

extension AnswerMaker {
    /// Answers every entry of an agreement in the order in which it happened.
    ///
    /// Corrected facts, notes and documents stand with their corrected time and fields; the
    /// corrections themselves, reminders and voided entries stand where they were recorded.
    func history(_ id: String, _ span: TimeSpanQuery) throws -> HistoryAnswer? {
        let kept = try house.log.entries(ofSubject: id)
        let redacted = Set(kept.filter { $0.bytes == nil }.map(\.position))
        let entries = try HistoryReader.entries(kept, in: house.log)
            .filter { entry in span.knownAt.map { entry.recorded <= $0 } ?? true }
        let history = History(entries)
        let fold = Fold(circumstances)
        guard let agreement = fold.agreement(id, history) else { return nil }
        let steps = Dictionary(
            uniqueKeysWithValues: fold.judged(id, history).map { ($0.placed.fact.position, $0) }
        )
        let supplements = Dictionary(
            uniqueKeysWithValues: history.supplements().map { ($0.fact.position, $0) }
        )
        let voided = history.voided
        var rows: [(effective: Timestamp, row: HistoryEntry)] = []
        var stage: [Int64: String] = [:]
        var last: String?
        for step in steps.values.sorted(by: { $0.placed < $1.placed }) {
            if let after = step.after?.stage, after != last {
                stage[step.placed.fact.position] = after
                last = after
            }
        }
        for entry in entries {
            let step = steps[entry.position]
            let placed = step?.placed ?? supplements[entry.position]
            let effective = placed?.effective ?? entry.moment.start
            if let limit = span.happenedBy, effective > limit { continue }
            let row = HistoryEntry(
                position: entry.position,
                type: entry.type,
                label: label(of: entry.type, step?.workflow ?? agreement.workflow),
                time: (placed?.fact.moment ?? entry.moment).text,
                recorded: local(entry.recorded),
                actor: entry.actor.name,
                source: placed.map(\.fact.source) ?? entry.data["source"]?.string,
                data: placed.map { .object($0.fact.data) } ?? entry.data,
                stage: stage[entry.position],
                correctedBy: placed?.correctedBy ?? [],
                voidedBy: voided[entry.position],
                late: isLate(entry),
                redacted: redacted.contains(entry.position),
                fields: fields(of: entry.type, step?.workflow ?? agreement.workflow)
            )
            rows.append((effective, row))
        }
        for row in try adoptions(moving: id, span) {
            let effective = Timestamp(rfc3339: row.recorded) ?? .earliest
            rows.append((effective, row))
        }
        rows.sort { ($0.effective, $0.row.position) < ($1.effective, $1.row.position) }
        return HistoryAnswer(
            id: id,
            title: agreement.title,
            entries: rows.map(\.row),
            rehearsal: house.folder.identity.isRehearsal,
            synthetic: isSynthetic(agreement),
            offsetMinutes: offices.own.zone.offsetMinutes
        )
    }

    /// Recorded on a later day than it happened.
    private func isLate(_ entry: Entry) -> Bool {
        offices.own.zone.date(of: entry.recorded)
            > offices.own.zone.date(of: entry.moment.end.adding(milliseconds: -1))
    }

    private func label(of type: String, _ version: WorkflowVersion) -> Label {
        if let label = circumstances.rules[version]?.event(named: type)?.label {
            return label.answer
        }
        return EngineEvent(rawValue: type).map(EngineLabels.label) ?? Label(id: type, en: type)
    }

    /// What the fields of an event are called: nil where it has none of its own.
    private func fields(
        of type: String,
        _ version: WorkflowVersion
    ) -> [String: FieldAnswer]? {
        let rules =
            circumstances.rules[version]?.event(named: type)?.fields
            ?? EngineEvent(rawValue: type)?.fields ?? []
        guard !rules.isEmpty else { return nil }
        return Dictionary(
            rules.map { ($0.name, FieldAnswer(label: $0.label.answer, form: $0.form.word)) }
        ) { first, _ in first }
    }

    /// What the caller should know although the command was done.
    func warnings(of entry: Entry, in agreement: String) -> [Notice]? {
        var codes = (entry.data["parties"]?.array ?? []).compactMap { $0["code"]?.string }
        codes += [entry.data["office"]?.string].compactMap(\.self)
        let unknown = codes.filter { !offices.office($0).known }
        guard !unknown.isEmpty else { return nil }
        return unknown.map { code in
            var params: [String: JSONValue] = ["office": .string(code)]
            if let nearest = offices.nearest(to: code).first {
                params["nearest"] = ["code": .string(nearest.code), "name": .string(nearest.name)]
            }
            return Notice(code: "office-unknown", params: params)
        }
    }
}

extension PlacedFact {
    fileprivate static func < (left: PlacedFact, right: PlacedFact) -> Bool {
        (left.effective, left.fact.position) < (right.effective, right.fact.position)
    }
}
