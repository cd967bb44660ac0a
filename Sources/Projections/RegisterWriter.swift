import Calendars
import Engine
import Entries
import EventLog
import GRDB
import Workflows

/// Writes the rows of a register.
struct RegisterWriter {
    let db: Database
    let rules: RulesInForce
    let version: Int
    let label: @Sendable (EngineEvent) -> Bilingual

    private var circumstances: Circumstances { rules.circumstances }

    /// What the tables are made of.
    func about(_ log: any EntryLog, size: Int64, agreement: String?) throws {
        let first = try log.entry(at: 0).map { try HistoryReader.entry($0, in: log) }
        let own = circumstances.offices.own
        var values: [(String, String)] = [
            ("origin", first?.data["origin"]?.string ?? ""), ("size", String(size)),
            ("version", String(version)), ("zone", own.zone.name),
            ("rehearsal", first?.data["rehearsal"]?.bool == true ? "true" : "false"),
        ]
        if let agreement { values.append(("agreement", agreement)) }
        for (name, value) in values {
            try RegisterTable.about.insert([name, SpreadsheetText.safe(value)], into: db, version)
        }
    }

    /// The rows of one agreement: of itself, and of all that belongs to it.
    func agreement(_ id: String, _ entries: [Entry], _ carried: [String: Int64]) throws {
        let history = History(entries)
        let state = Fold(circumstances).agreement(id, history)
        let workflow = state.flatMap { circumstances.rules[$0.workflow] }
        if let state { try row(state, workflow, entries) }
        let voided = history.voided
        let placed = (history.placed() + history.supplements()).filter { !$0.correctedBy.isEmpty }
        let corrections = Dictionary(placed.map { ($0.fact.position, $0) }) { first, _ in first }
        for entry in entries {
            let names = name(of: entry, workflow)
            let corrected = corrections[entry.position]
            try RegisterTable.steps.insert(
                [
                    entry.position, id, entry.subject?.version, entry.type, safe(names.id),
                    safe(names.en), entry.moment.text, entry.moment.precision.rawValue,
                    local(entry.recorded), entry.actor.name, safe(entry.data["source"]?.string),
                    voided[entry.position], entry.data.canonicalText,
                    corrected?.correctedBy.map { String($0) }.joined(separator: ", "),
                    (corrected?.fact.data).map { JSONValue.object($0).canonicalText },
                ],
                into: db,
                version
            )
            for document in RecordedDocument.named(in: entry) {
                try RegisterTable.documents.insert(
                    [
                        document.position, id, safe(document.name), document.sha256,
                        voided[document.position],
                    ],
                    into: db,
                    version
                )
            }
            if entry.type == EngineEvent.reminderIssued.rawValue {
                try reminder(entry, id, carried[entry.command.id])
            }
        }
    }

    /// A message and what became of it.
    func message(_ entry: Entry, outcome: Entry?) throws {
        try RegisterTable.messages.insert(
            [
                entry.position, safe(entry.data["role"]?.string),
                safe(entry.data["office"]?.string), entry.data["day"]?.string,
                local(entry.recorded), entry.data["reminders"]?.array?.count ?? 0, outcome?.type,
                outcome.map { local($0.recorded) },
            ],
            into: db,
            version
        )
    }

    private func row(_ state: Agreement, _ workflow: Workflow?, _ entries: [Entry]) throws {
        let stage = workflow?.stage(named: state.stage)?.label
        try RegisterTable.agreements.insert(
            [
                state.id, safe(state.title),
                safe(state.parties.map(\.name).joined(separator: "; ")), state.stage,
                safe(stage?.id), safe(stage?.en), state.since.moment.text,
                safe(state.waits.map { words($0, of: state) }.joined(separator: "; ")),
                state.closed?.at.moment.text, state.closed?.event, state.term?.from,
                state.term?.until, state.term?.ended?.moment.text,
                "\(state.workflow.name)@\(state.workflow.version)", entries.count,
                entries.first?.position, entries.last?.position,
                safe(state.fields["scope"].map(Self.words)),
            ],
            into: db,
            version
        )
        for party in state.parties {
            let signature = state.signatures.last { $0.party == party.code && $0.voidedBy == nil }
            try RegisterTable.parties.insert(
                [
                    state.id, party.code, safe(party.name), signature?.at.moment.text,
                    safe(signature?.number), safe(signature?.place), safe(signature?.capacity),
                    signature?.at.position,
                ],
                into: db,
                version
            )
        }
    }

    /// A field's value as people write it: texts as they are, a list with semicolons.
    private static func words(_ value: JSONValue) -> String {
        if let list = value.array { return list.map(words).joined(separator: "; ") }
        return value.string ?? value.canonicalText
    }

    private func words(_ wait: Agreement.Wait, of state: Agreement) -> String {
        // An office that no list has; until version 4 it went by its code.
        let named = version < 5 ? nil : state.parties.first { $0.code == wait.office }?.name
        let name = circumstances.offices.office(wait.office, named: named).name
        return wait.purpose.map { "\(name): \($0)" } ?? name
    }

    private func reminder(_ entry: Entry, _ id: String, _ message: Int64?) throws {
        let due = entry.data["due"]?.string.flatMap { Timestamp(rfc3339: $0) }
        try RegisterTable.reminders.insert(
            [
                entry.position, id, safe(entry.data["rule"]?.string),
                safe(entry.data["office"]?.string), safe(entry.data["role"]?.string),
                due.map(local), local(entry.recorded), message,
            ],
            into: db,
            version
        )
    }

    /// What the workflow, or the engine, calls the event.
    private func name(of entry: Entry, _ workflow: Workflow?) -> Bilingual {
        workflow?.event(named: entry.type)?.label
            ?? EngineEvent(rawValue: entry.type).map(label)
            ?? Bilingual(id: entry.type, en: entry.type)
    }

    private func local(_ time: Timestamp) -> String {
        time.rfc3339(offsetMinutes: circumstances.offices.own.zone.offsetMinutes)
    }

    private func safe(_ text: String?) -> String? { text.map(SpreadsheetText.safe) }
}
