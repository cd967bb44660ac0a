import Calendars
import Engine
import Entries
import EventLog
package import Wire
import Workflows

extension AuditAnswers {
    /// Holds what was at `from` against what is at `to`, for one agreement or all.
    ///
    /// An edge is a position, which is a bare number, or a time, of which the end counts. Throws
    /// `Problem` for what is neither.
    package func diff(
        from: String,
        to: String,
        mode: String?,
        agreement: String?
    ) throws -> DiffAnswer {
        let mode = try self.mode(mode)
        var comparison = Comparison(
            from: try edge(from, mode),
            to: try edge(to, mode),
            mode: mode
        )
        for edge in [comparison.from, comparison.to] {
            guard case .position(let position) = edge else { continue }
            comparison.recorded[position] = try instant(edge)
        }
        let compared = try agreements(agreement)
        var differing: [AgreementDiff] = []
        for id in compared {
            let found = try comparison.changes(of: id, in: log, circumstances)
            let passed = try passed(between: comparison, of: id)
            guard let state = found.state, !found.changes.isEmpty || !passed.isEmpty else {
                continue
            }
            let causes = found.causes ?? found.changes.map { _ in [] }
            differing.append(
                AgreementDiff(
                    id: id,
                    title: state.title,
                    synthetic: isSynthetic(state),
                    changes: zip(found.changes, causes).map { change, causes in
                        var notice = notice(change, of: state)
                        if !causes.isEmpty { notice.params["causes"] = .array(causes.map(json)) }
                        return notice
                    } + passed
                )
            )
        }
        return DiffAnswer(
            from: answer(comparison.from, from),
            to: answer(comparison.to, to),
            mode: mode.rawValue,
            agreements: differing,
            compared: compared.count,
            rehearsal: isRehearsal,
            backwards: try looksBack(comparison) ? true : nil
        )
    }

    private func mode(_ text: String?) throws(Problem) -> Comparison.Mode {
        guard let text else { return .recorded }
        guard let mode = Comparison.Mode(rawValue: text) else {
            throw Problem(
                .badField,
                [
                    "field": "mode", "value": .string(text), "expected": "choice",
                    "allowed": .array(Comparison.Mode.allCases.map { .string($0.rawValue) }),
                ]
            )
        }
        return mode
    }

    private func edge(
        _ text: String,
        _ mode: Comparison.Mode
    ) throws(Problem) -> Comparison.Edge {
        // A year alone would look like a position: it is one.
        guard let position = Int64(text), String(position) == text else {
            guard let time = try end(text) else { throw Problem(.badTime, ["value": ""]) }
            return .time(time)
        }
        guard mode == .recorded else {
            throw Problem(
                .badField,
                ["field": "position", "value": .string(text), "expected": "date"]
            )
        }
        guard (-1..<log.head.size).contains(position) else {
            throw Problem(
                .badField,
                [
                    "field": "position", "value": .string(text), "expected": "position",
                    "last": .integer(Int(log.head.size - 1)),
                ]
            )
        }
        return .position(position)
    }

    /// Whether the second edge lies before the first: then everything reads as undone.
    private func looksBack(_ comparison: Comparison) throws -> Bool {
        if case .position(let from) = comparison.from, case .position(let to) = comparison.to {
            return to < from
        }
        guard let from = try instant(comparison.from), let to = try instant(comparison.to) else {
            return false
        }
        return to < from
    }

    /// The time of an edge; of an entry, when it was recorded.
    private func instant(_ edge: Comparison.Edge) throws -> Timestamp? {
        switch edge {
        case .time(let time): time
        case .position(let position):
            try log.entry(at: position).map { try HistoryReader.entry($0, in: log).recorded }
        }
    }

    private func answer(_ edge: Comparison.Edge, _ text: String) -> DiffEdge {
        switch edge {
        case .time: DiffEdge(time: text)
        case .position(let position): DiffEdge(position: position)
        }
    }

    private func notice(_ change: AgreementChange, of agreement: Agreement) -> Notice {
        switch change {
        case .begun(let begun):
            Notice(
                code: "begun",
                params: [
                    "stage": .string(begun.stage),
                    "stageLabel": label(stageLabel(begun.stage, begun.workflow)),
                    "time": .string(begun.since.moment.text),
                ]
            )
        case .gone: Notice(code: "gone", params: [:])
        case .stage(let from, let to, let point):
            Notice(
                code: "stage",
                params: [
                    "from": .string(from), "to": .string(to),
                    "fromLabel": label(stageLabel(from, agreement.workflow)),
                    "toLabel": label(stageLabel(to, agreement.workflow)),
                    "time": .string(point.moment.text), "position": json(point.position),
                ]
            )
        case .closed(let closing): notice("closed", closing, agreement)
        case .reopened(let closing): notice("reopened", closing, agreement)
        case .waitBegan(let wait): notice("wait-began", wait, nil, agreement)
        case .waitEnded(let wait): notice("wait-ended", wait, nil, agreement)
        case .waitChanged(let old, let new): notice("wait-changed", new, old, agreement)
        case .signed(let signature): notice("signed", signature, agreement)
        case .signatureLost(let signature): notice("signature-lost", signature, agreement)
        case .documentAdded(let document): notice("document-added", document)
        case .documentRemoved(let document): notice("document-removed", document)
        case .held(let hold): notice("held", hold)
        case .holdEnded(let hold): notice("hold-ended", hold, over: agreement)
        case .field(let name, let old, let new): fieldNotice(name, old, new, agreement)
        case .recorded(let fact): notice("recorded", fact, agreement)
        case .unrecorded(let fact): notice("unrecorded", fact, agreement)
        case .restated(let fact, let values):
            notice("restated", fact, agreement, values)
        }
    }

    private func notice(
        _ code: String,
        _ closing: Agreement.Closing,
        _ agreement: Agreement
    ) -> Notice {
        var params: [String: JSONValue] = [
            "event": .string(closing.event), "label": closing.label.json,
            "time": .string(closing.at.moment.text), "position": json(closing.at.position),
        ]
        params["party"] = closing.party.map { json(office($0, in: agreement)) }
        params["reason"] = closing.reason.map(JSONValue.string)
        return Notice(code: code, params: params)
    }

    private func notice(
        _ code: String,
        _ wait: Agreement.Wait,
        _ before: Agreement.Wait?,
        _ agreement: Agreement
    ) -> Notice {
        var params: [String: JSONValue] = [
            "office": json(office(wait.office, in: agreement)),
            "signature": .bool(wait.isSignature), "since": .string(wait.since.moment.text),
            "position": json(wait.since.position),
        ]
        params["for"] = wait.purpose.map(JSONValue.string)
        params["promised"] = wait.promised.map { .string($0.text) }
        params["source"] = wait.source.map(JSONValue.string)
        params["promisedBefore"] = before?.promised.map { .string($0.text) }
        params["sourceBefore"] = before?.source.map(JSONValue.string)
        params["sinceBefore"] = before.map { .string($0.since.moment.text) }
        return Notice(code: code, params: params)
    }

    private func notice(
        _ code: String,
        _ signature: Agreement.Signature,
        _ agreement: Agreement
    ) -> Notice {
        var params: [String: JSONValue] = [
            "office": json(office(signature.party, in: agreement)),
            "time": .string(signature.at.moment.text), "position": json(signature.at.position),
        ]
        params["number"] = signature.number.map(JSONValue.string)
        params["place"] = signature.place.map(JSONValue.string)
        return Notice(code: code, params: params)
    }

    private func notice(_ code: String, _ document: Agreement.Document) -> Notice {
        var params: [String: JSONValue] = [
            "document": [
                "name": .string(document.name), "size": .integer(document.size),
                "sha256": .string(document.sha256),
            ], "position": json(document.position),
        ]
        params["version"] = document.version.map(JSONValue.string)
        return Notice(code: code, params: params)
    }

    /// A hold; with its end where `agreement` has it among those that are over.
    private func notice(
        _ code: String,
        _ hold: Agreement.Hold,
        over agreement: Agreement? = nil
    ) -> Notice {
        var params: [String: JSONValue] = [
            "since": .string(hold.at.moment.text), "position": json(hold.at.position),
        ]
        params["until"] = hold.until.map(JSONValue.string)
        params["reason"] = hold.reason.map(JSONValue.string)
        if let over = agreement?.pastHolds.last(where: { $0.at.position == hold.at.position }) {
            let end = over.hasRunOut(in: zone) ? over.until : over.ended?.moment.text
            params["ended"] = end.map(JSONValue.string)
        }
        return Notice(code: code, params: params)
    }

    private func fieldNotice(
        _ name: String,
        _ old: JSONValue?,
        _ new: JSONValue?,
        _ agreement: Agreement
    ) -> Notice {
        var params: [String: JSONValue] = ["field": .string(name)]
        params["from"] = old
        params["to"] = new
        // Several events may have it: they call it the same, or the first one's word is as good.
        let rule = circumstances.rules[agreement.workflow]?.events
            .flatMap(\.fields).first { $0.name == name }
        let fields = rule.map { [name: FieldAnswer(label: $0.label.answer, form: $0.form.word)] }
        params.merge(names(fields, [old, new].map { (name, $0) }, agreement)) { own, _ in own }
        return Notice(code: "field", params: params)
    }

    /// What the fields of an event are called, their forms, and the names of the offices in the values.
    private func names(
        _ fields: [String: FieldAnswer]?,
        _ values: [(field: String, value: JSONValue?)],
        _ agreement: Agreement
    ) -> [String: JSONValue] {
        let fields = (fields ?? [:]).filter { name, _ in values.contains { $0.field == name } }
        var codes: Set<String> = []
        for case (let name, let value?) in values {
            Self.gather([name: value], into: &codes)
            guard ["office", "offices", "party"].contains(fields[name]?.form) else { continue }
            codes.formUnion(([value] + (value.array ?? [])).compactMap(\.string))
        }
        var params: [String: JSONValue] = [:]
        if !fields.isEmpty {
            params["fieldLabels"] = .object(fields.mapValues { label($0.label) })
            params["fieldForms"] = .object(fields.mapValues { .string($0.form) })
        }
        if !codes.isEmpty {
            params["offices"] = .object(
                codes.reduce(into: [:]) { $0[$1] = .string(office($1, in: agreement).name) }
            )
        }
        return params
    }

    /// An entry with what it says, or with what it says now and said before.
    private func notice(
        _ code: String,
        _ fact: Fact,
        _ agreement: Agreement,
        _ values: [AgreementChange.Restated] = []
    ) -> Notice {
        var params: [String: JSONValue] = [
            "type": .string(fact.type), "label": label(label(of: fact.type, agreement.workflow)),
            "time": .string(fact.moment.text), "position": json(fact.position),
        ]
        let said: [(String, JSONValue?)] =
            values.isEmpty
            ? fact.data.map { ($0.key, $0.value) }
            : values.flatMap { [($0.field, $0.from), ($0.field, $0.to)] }
        let fields = fields(of: fact.type, agreement.workflow)
        params.merge(names(fields, said, agreement)) { own, _ in own }
        guard !values.isEmpty else {
            params["data"] = .object(fact.data)
            return Notice(code: code, params: params)
        }
        params["fields"] = .array(
            values.map { value in
                var members: [String: JSONValue] = ["field": .string(value.field)]
                members["from"] = value.from
                members["to"] = value.to
                return .object(members)
            }
        )
        return Notice(code: code, params: params)
    }

    private func json(_ office: OfficeAnswer) -> JSONValue {
        ["code": .string(office.code), "name": .string(office.name)]
    }

    private func json(_ position: Int64) -> JSONValue { .integer(Int(position)) }

    private func label(_ label: Label) -> JSONValue {
        ["id": .string(label.id), "en": .string(label.en)]
    }
}
