import Calendars
import Entries

extension Decider {
    /// Decides `position` with `set` or `void`, or several in `corrections`, and a `reason`.
    func correct(
        _ command: Command,
        _ agreement: Agreement,
        _ history: History
    ) throws(Rejection) -> Event {
        var fields = command.fields
        let reason = fields.removeValue(forKey: "reason")
        guard let reason = reason?.string, !reason.isEmpty else { throw missing("reason") }
        let requests = fields["corrections"]?.array ?? [.object(fields)]
        guard !requests.isEmpty else { throw missing("position") }
        let steps = fold.judged(command.agreement, history)
        var corrections: [JSONValue] = []
        for request in requests {
            let step = try step(named: request, among: steps, history)
            corrections.append(try correction(request, of: step, agreement, command).json)
        }
        let event = try stamped(
            command,
            EngineEvent.corrected.rawValue,
            ["reason": .string(reason), "corrections": .array(corrections)]
        )
        try judge([event], command, history)
        guard fold.agreement(command.agreement, history.adding([event], of: command)) != nil
        else {
            // Without its beginning an agreement would be no more.
            let first = history.facts.first
            throw Rejection(
                .notCorrectable(position: first?.position ?? 0, type: first?.type ?? "")
            )
        }
        return event
    }

    private func missing(_ field: String) -> Rejection {
        Rejection(.missingField(field, event: EngineEvent.corrected.rawValue, label: nil))
    }

    private func step(
        named request: JSONValue,
        among steps: [JudgedStep],
        _ history: History
    ) throws(Rejection) -> JudgedStep {
        guard let number = request["position"]?.wholeNumber else { throw missing("position") }
        let position = Int64(number)
        guard let target = history.facts.first(where: { $0.position == position }) else {
            throw Rejection(.notOfThisAgreement(position: position))
        }
        if let step = steps.first(where: { $0.placed.fact.position == position }) { return step }
        // A note, a document or a follow-up: there is no state after it that could be judged.
        guard let placed = history.supplements().first(where: { $0.fact.position == position })
        else {
            throw Rejection(
                .notCorrectable(
                    position: position,
                    type: target.type,
                    by: history.voided[position]
                )
            )
        }
        return JudgedStep(placed: placed)
    }

    private func correction(
        _ request: JSONValue,
        of step: JudgedStep,
        _ agreement: Agreement,
        _ command: Command
    ) throws(Rejection) -> Correction {
        let current = step.placed.fact
        var correction = Correction(position: current.position)
        if request["void"]?.bool == true {
            correction.isVoid = true
            return correction
        }
        var set = request["set"]?.object ?? [:]
        if let at = set.removeValue(forKey: "at") {
            correction.moment = try moment(at, command)
        }
        correction.set = try corrected(set, of: step, agreement)
        let changes = correction.set.contains { current.data[$0.key] ?? .null != $0.value }
        let moves = correction.moment.map { $0 != current.moment } ?? false
        guard changes || moves else { throw Rejection(.nothingChanged) }
        return correction
    }

    private func moment(_ at: JSONValue, _ command: Command) throws(Rejection) -> Moment {
        let text = at.string ?? at.canonicalText
        guard let moment = try? Moment(text, in: circumstances.offices.own.zone) else {
            throw Rejection(.badTime(text))
        }
        try check(moment, command)
        return moment
    }

    /// The new values, in the form that the event's fields ask for; `null` takes an optional one away.
    private func corrected(
        _ set: [String: JSONValue],
        of step: JudgedStep,
        _ agreement: Agreement
    ) throws(Rejection) -> [String: JSONValue] {
        let type = step.placed.fact.type
        let workflow = step.workflow.flatMap { circumstances.rules[$0] }
        let rule = workflow?.event(named: type)
        var fields = rule?.fields ?? EngineEvent(rawValue: type)?.fields ?? []
        fields.append(.source)
        let removed = set.filter { $0.value == .null }
        for name in removed.keys.sorted() {
            guard let field = fields.first(where: { $0.name == name }) else {
                throw Rejection(.unknownField(name, event: type, allowed: fields.map(\.name)))
            }
            guard !field.isRequired else {
                throw Rejection(.missingField(name, event: type, label: field.label))
            }
        }
        let reader = FieldReader(
            event: type,
            rules: fields,
            agreement: agreement,
            offices: circumstances.offices,
            exists: exists,
            citation: nil
        )
        let given = set.filter { $0.value != .null }
        let values = try reader.read(given, requiringAll: false).merging(removed) { $1 }
        guard rule?.effects.contains(.signsAll) == true else { return values }
        return try restated(values, of: step.placed.fact, agreement)
    }

    /// What is said of every signature stands in the event's list of signatures, so it is corrected there.
    private func restated(
        _ values: [String: JSONValue],
        of fact: Fact,
        _ agreement: Agreement
    ) throws(Rejection) -> [String: JSONValue] {
        let ofSignatures = values.filter { Self.ofOneSignature.contains($0.key) }
        guard !ofSignatures.isEmpty else { return values }
        var restated = values.filter { !Self.ofOneSignature.contains($0.key) }
        restated["signatures"] = .array(
            try completed(fact.data["signatures"]?.array ?? [], with: ofSignatures, agreement, nil)
        )
        return restated
    }
}
