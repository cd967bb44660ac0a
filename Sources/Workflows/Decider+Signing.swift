import Calendars
import Entries

extension Decider {
    /// Puts one signature for every party that has not signed into the event.
    ///
    /// The list is written out, so that the entry says for ever who signed by it, whatever is
    /// entered late or corrected. Its time is that of the latest signature.
    func gatherSignatures(
        of event: Event,
        _ agreement: Agreement,
        _ citation: RuleCitation,
        _ command: Command,
        _ history: History
    ) throws(Rejection) -> Event {
        let missing = agreement.unsigned
        var gathered = event
        gathered.data = event.data.filter { !Self.ofOneSignature.contains($0.key) }
        let blank = missing.map { party -> JSONValue in ["party": .string(party)] }
        gathered.data["signatures"] = .array(
            try completed(blank, with: event.data, agreement, citation)
        )
        let latest = agreement.signatures.filter { $0.voidedBy == nil }
            .max { $0.at.effective < $1.at.effective }
        guard let latest else { return gathered }
        if event.moment.end <= latest.at.effective {
            // The paper's time is that of the latest signature; those given before keep their own.
            guard let first = history.placed().first, event.moment.end > first.effective else {
                throw Rejection(.notBeginning(event: event.type), rule: citation)
            }
            gathered.data["signatures"] = .array(
                (gathered.data["signatures"]?.array ?? []).map { signature in
                    var members = signature.object ?? [:]
                    members["at"] = .string(event.moment.text)
                    return .object(members)
                }
            )
        }
        return place(gathered, notBefore: latest.at, after: [], command, history)
    }

    /// The fields that say something of every signature and stand in the list for that.
    static let ofOneSignature = ["number", "numbers", "place", "capacity", "draft"]

    /// Returns the signatures with what `data` says of them: the shared fields, the numbers by party.
    func completed(
        _ signatures: [JSONValue],
        with data: [String: JSONValue],
        _ agreement: Agreement,
        _ citation: RuleCitation?
    ) throws(Rejection) -> [JSONValue] {
        let signers = signatures.compactMap { $0["party"]?.string }
        let numbers = try documentNumbers(data, agreement, signers, citation)
        let shared = data.filter { ["place", "capacity", "draft"].contains($0.key) }
        return signatures.map { signature in
            var members = signature.object ?? [:]
            members.merge(shared) { _, new in new }
            if let number = signature["party"]?.string.flatMap({ numbers[$0] }) {
                members["number"] = number
            }
            return .object(members.filter { $0.value != .null })
        }
    }

    private func documentNumbers(
        _ data: [String: JSONValue],
        _ agreement: Agreement,
        _ signers: [String],
        _ citation: RuleCitation?
    ) throws(Rejection) -> [String: JSONValue] {
        var numbers = data["numbers"]?.object ?? [:]
        if data["numbers"] == .null { for party in signers { numbers[party] = .null } }
        if let number = data["number"] {
            // A number without a party is the own office's, or else the only thing left to number.
            let own = circumstances.offices.own.code
            guard signers.contains(own) || signers.count < 2 else {
                throw Rejection(
                    .badField(
                        "number",
                        value: number.string ?? number.canonicalText,
                        expected: "numbers",
                        allowed: signers
                    )
                )
            }
            numbers[signers.contains(own) ? own : signers.first ?? own] = number
        }
        for party in numbers.keys.sorted() where !signers.contains(party) {
            let standing = agreement.signatures.first { $0.party == party && $0.voidedBy == nil }
            throw Rejection(
                standing.map(Rejection.Reason.alreadySigned)
                    ?? .notAParty(party, parties: agreement.parties),
                rule: citation
            )
        }
        return numbers
    }
}

extension Decider {
    /// The event that the last signature brings about, if `event` makes the signatures complete.
    ///
    /// Looked for over the whole new order: the signature that was recorded last need not be the
    /// one that was given last, and what came after the last one is judged against its consequence.
    func completion(
        of event: Event,
        _ rule: EventRule,
        _ workflow: Workflow,
        _ command: Command,
        _ history: History
    ) -> Event? {
        guard let name = rule.completes, let completing = workflow.event(named: name) else {
            return nil
        }
        let steps = fold.judged(command.agreement, history.adding([event], of: command))
        let complete = steps.first { step in
            guard let after = step.after, after.closed == nil else { return false }
            return !after.signatures.isEmpty && after.unsigned.isEmpty
        }
        guard let after = complete?.after,
            let latest = after.signatures.filter({ $0.voidedBy == nil })
                .max(by: { $0.at.effective < $1.at.effective })
        else { return nil }
        var data: [String: JSONValue] = ["signatures": []]
        // What the signatures say of the paper as a whole belongs to the completed paper too.
        let signed = Set(after.signatures.filter { $0.voidedBy == nil }.map(\.at.position))
        for step in steps where signed.contains(step.placed.fact.position) {
            for field in Self.ofThePaper where completing.field(named: field) != nil {
                data[field] = step.placed.fact.data[field] ?? data[field]
            }
        }
        let completion = Event(
            type: name,
            moment: latest.at.moment,
            data: data,
            isConsequence: true
        )
        return place(completion, notBefore: latest.at, after: [event], command, history)
    }

    private static let ofThePaper = ["from", "until"]

    /// Returns `event` with a time that does not sort before `point`: its own, the point's, or at
    /// last the instant to which an imprecise time of the point was given.
    private func place(
        _ event: Event,
        notBefore point: Agreement.Point,
        after earlier: [Event],
        _ command: Command,
        _ history: History
    ) -> Event {
        let instant = Moment(instant: point.effective, offsetMinutes: point.moment.offsetMinutes)
        let position = command.position + Int64(earlier.count)
        let candidates = [event.moment, point.moment, instant].map { moment in
            var candidate = event
            candidate.moment = moment
            return candidate
        }
        return candidates.first { candidate in
            history.adding(earlier + [candidate], of: command).placed().contains {
                $0.fact.position == position && $0.effective >= point.effective
            }
        } ?? event
    }
}

extension EventRule {
    /// The event that the last of its signatures brings about.
    var completes: String? {
        for case .signs(let completes) in effects { return completes }
        return nil
    }
}
