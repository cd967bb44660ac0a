import Answers
import Calendars
import Engine
import Entries
import EventLog
import Projections
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
        let types = Dictionary(
            entries.map { ($0.position, $0.type) },
            uniquingKeysWith: { first, _ in first }
        )
        let voidings = Dictionary(
            grouping: agreement.signatures.filter { $0.voidedBy != nil },
            by: { $0.voidedBy ?? -1 }
        ).mapValues { $0.map(\.party) }
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
            let version = step?.workflow ?? agreement.workflow
            let rules = rules(of: entry.type, version)
            let row = HistoryEntry(
                position: entry.position,
                type: entry.type,
                label: label(of: entry.type, version),
                time: (placed?.fact.moment ?? entry.moment).text,
                recorded: local(entry.recorded),
                actor: entry.actor.name,
                source: placed.map(\.fact.source) ?? entry.data["source"]?.string,
                data: .object(
                    numbered(
                        numbered(placed?.fact.data ?? entry.data.object ?? [:], rules, agreement),
                        correctionsOf: types,
                        version,
                        agreement
                    )
                ),
                stage: stage[entry.position],
                correctedBy: placed?.correctedBy ?? [],
                voidedBy: voided[entry.position],
                late: isLate(entry),
                redacted: redacted.contains(entry.position),
                fields: fields(rules),
                original: placed.flatMap { original(entry, $0, rules, agreement) },
                onBehalfOf: entry.onBehalfOf,
                voidsSignatures: voidings[entry.position]
            )
            rows.append((effective, row))
        }
        for row in try adoptions(moving: id, span) {
            let effective = Timestamp(rfc3339: row.recorded) ?? .earliest
            rows.append((effective, row))
        }
        // It had not begun by then, whatever was recorded of it.
        guard !rows.isEmpty else { return nil }
        rows.sort { ($0.effective, $0.row.position) < ($1.effective, $1.row.position) }
        return HistoryAnswer(
            id: id,
            title: agreement.title,
            entries: rows.map(\.row),
            rehearsal: house.folder.identity.isRehearsal,
            synthetic: isSynthetic(agreement),
            offsetMinutes: offices.own.zone.offsetMinutes,
            offices: names(in: rows.map(\.row), agreement),
            roles: roles(in: rows.map(\.row)),
            limits: limits(in: rows.map(\.row), agreement)
        )
    }

    /// What a corrected entry said at first, as far as it differs; nil if it was not corrected.
    private func original(
        _ entry: Entry,
        _ placed: PlacedFact,
        _ rules: [FieldRule],
        _ agreement: Agreement
    ) -> OriginalEntry? {
        guard !placed.correctedBy.isEmpty else { return nil }
        let old = numbered(entry.data.object ?? [:], rules, agreement)
        let new = numbered(placed.fact.data, rules, agreement)
        let names = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
        return OriginalEntry(
            time: entry.moment == placed.fact.moment ? nil : entry.moment.text,
            data: names.reduce(into: [:]) { data, name in data[name] = old[name] ?? .null }
        )
    }

    /// The fields of a `Corrected` entry with the numbers of versions; others as they are.
    private func numbered(
        _ data: [String: JSONValue],
        correctionsOf types: [Int64: String],
        _ version: WorkflowVersion,
        _ agreement: Agreement
    ) -> [String: JSONValue] {
        guard let corrections = data["corrections"]?.array else { return data }
        var data = data
        data["corrections"] = .array(
            corrections.map { correction in
                guard var members = correction.object, let set = members["set"]?.object,
                    let position = members["position"]?.integer, let type = types[Int64(position)]
                else { return correction }
                members["set"] = .object(numbered(set, rules(of: type, version), agreement))
                return .object(members)
            }
        )
        return data
    }

    /// The names of all offices whose codes stand in the rows.
    private func names(in rows: [HistoryEntry], _ agreement: Agreement) -> [String: String] {
        var codes: Set<String> = []
        for row in rows {
            let forms = (row.fields ?? [:]).mapValues(\.form)
            Self.gather(row.data, forms, into: &codes)
            codes.formUnion(row.voidsSignatures ?? [])
            if let original = row.original {
                Self.gather(.object(original.data), forms, into: &codes)
            }
        }
        return codes.reduce(into: [:]) { names, code in
            names[code] = office(code, named: name(of: code, in: agreement)).name
        }
    }

    /// What the limits and ladders are called of which an adoption moved dates, and the limits that reminders
    /// are about; nil where there are none.
    private func limits(in rows: [HistoryEntry], _ agreement: Agreement) -> [String: Label]? {
        let names = Set(
            rows.flatMap { row in
                let moves = row.data["moves"]?.array ?? []
                let named = moves.flatMap { [$0["limit"], $0["rule"]] } + [row.data["limit"]]
                return named.compactMap { $0?.string }
            }
        )
        let labels = ruleLabels(agreement).filter { names.contains($0.key) }
        return labels.isEmpty ? nil : labels
    }

    /// What the policy in force calls the recipients of the reminders; nil where there are none.
    private func roles(in rows: [HistoryEntry]) -> [String: Label]? {
        guard let planner = rules.planner else { return nil }
        let reminders = rows.filter { $0.type == EngineEvent.reminderIssued.rawValue }
        let roles = Set(reminders.compactMap { $0.data["role"]?.string })
        guard !roles.isEmpty else { return nil }
        return roles.reduce(into: [:]) { labels, role in labels[role] = label(of: role, planner) }
    }

    /// Collects codes: by the form of a field, else by its name, as the engine's own entries have it.
    private static func gather(
        _ value: JSONValue,
        _ forms: [String: String],
        into codes: inout Set<String>
    ) {
        for element in value.array ?? [] { gather(element, forms, into: &codes) }
        for (name, member) in value.object ?? [:] {
            switch (forms[name], name) {
            case ("office", _), ("party", _), (nil, "office"), (nil, "party"), (nil, "code"):
                if let code = member.string { codes.insert(code) }
            case ("numbers", _), (nil, "numbers"): codes.formUnion((member.object ?? [:]).keys)
            default: break
            }
            // Below a field the form of another one of that name says nothing.
            gather(member, [:], into: &codes)
        }
    }

    /// Recorded on a later day than it happened.
    private func isLate(_ entry: Entry) -> Bool {
        offices.own.zone.date(of: entry.recorded)
            > offices.own.zone.date(of: entry.moment.end.adding(milliseconds: -1))
    }

    func label(of type: String, _ version: WorkflowVersion) -> Label {
        if let label = circumstances.rules[version]?.event(named: type)?.label {
            return label.answer
        }
        return EngineEvent(rawValue: type).map(EngineLabels.label) ?? Label(id: type, en: type)
    }

    /// The fields that an event has, of a workflow or of the engine.
    private func rules(of type: String, _ version: WorkflowVersion) -> [FieldRule] {
        circumstances.rules[version]?.event(named: type)?.fields
            ?? EngineEvent(rawValue: type)?.fields ?? []
    }

    /// What the fields of an event are called: nil where it has none of its own.
    private func fields(_ rules: [FieldRule]) -> [String: FieldAnswer]? {
        guard !rules.isEmpty else { return nil }
        return Dictionary(
            rules.map { ($0.name, FieldAnswer(label: $0.label.answer, form: $0.form.word)) }
        ) { first, _ in first }
    }

    func json(_ office: OfficeAnswer) -> JSONValue {
        ["code": .string(office.code), "name": .string(office.name)]
    }

    /// One entry that was just recorded: what it is called and which office it is about.
    func reference(to entry: Entry, in agreement: String?) throws -> EntryReference {
        let state = try agreement.flatMap { try self.state(of: $0) }
        let begun = WorkflowReference(json: entry.data["workflow"])
        let version =
            state?.workflow ?? WorkflowVersion(name: begun.name, version: begun.version)
        let code = ["office", "party"].lazy.compactMap { entry.data[$0]?.string }.first
        return EntryReference(
            position: entry.position,
            id: entry.id,
            type: entry.type,
            label: label(of: entry.type, version),
            office: code.map { code in
                office(code, named: state.flatMap { name(of: code, in: $0) })
            }
        )
    }

    /// What a redaction would take from an entry of an agreement.
    func redaction(_ loss: Receipt.Loss, of agreement: String) throws -> RedactionAnswer {
        let version = try state(of: agreement)?.workflow
        let rules = version.map { self.rules(of: loss.entry.type, $0) } ?? []
        return RedactionAnswer(
            entry: try reference(to: loss.entry, in: agreement),
            fields: loss.fields.map { field in
                RedactionAnswer.Field(
                    name: field.name,
                    label: rules.first { $0.name == field.name }?.label.answer,
                    was: field.was,
                    instead: field.instead
                )
            }
        )
    }
}

extension PlacedFact {
    fileprivate static func < (left: PlacedFact, right: PlacedFact) -> Bool {
        (left.effective, left.fact.position) < (right.effective, right.fact.position)
    }
}
