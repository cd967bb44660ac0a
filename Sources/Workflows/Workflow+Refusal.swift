import Calendars
import Entries

extension Workflow {
    /// Returns why `placed` is not possible in `agreement`, or nil if it is.
    ///
    /// Looks at the state only; the form of the fields was checked when the command came in.
    package func refusal(
        of placed: PlacedFact,
        in agreement: Agreement?,
        _ circumstances: Circumstances
    ) -> Rejection? {
        guard let rule = event(named: placed.fact.type) else {
            return engineRefusal(of: placed, in: agreement, circumstances)
        }
        guard let reason = reason(against: rule, placed, in: agreement, circumstances) else {
            return nil
        }
        return Rejection(reason, rule: citation(of: rule))
    }

    /// The rule that `event` is judged by.
    package func citation(of event: EventRule) -> RuleCitation {
        RuleCitation(workflow: reference, event: event.name, source: event.source)
    }

    private func engineRefusal(
        of placed: PlacedFact,
        in agreement: Agreement?,
        _ circumstances: Circumstances
    ) -> Rejection? {
        guard let agreement else { return Rejection(.notBeginning(event: placed.fact.type)) }
        // A hold that has run out is none: it can't be resumed, and another may follow.
        let zone = circumstances.offices.own.zone
        let running = agreement.held.flatMap { $0.holds(at: placed.effective, in: zone) ? $0 : nil }
        switch EngineEvent(rawValue: placed.fact.type) {
        case .held:
            if let closed = agreement.closed { return Rejection(.closed(closed)) }
            return running.map { Rejection(.alreadyHeld($0)) }
                ?? holdReason(placed, zone).map { Rejection($0) }
        case .postponed:
            // A closed agreement may still be reminded of the end of its term.
            if let closed = agreement.closed, !agreement.hasRunningTerm {
                return Rejection(.closed(closed))
            }
            return holdReason(placed, zone).map { Rejection($0) }
        case .workflowMoved: return movingRefusal(of: placed, in: agreement, circumstances)
        case .resumed: return running == nil ? Rejection(.notHeld) : nil
        default: return nil
        }
    }

    private func reason(
        against rule: EventRule,
        _ placed: PlacedFact,
        in agreement: Agreement?,
        _ circumstances: Circumstances
    ) -> Rejection.Reason? {
        let data = placed.fact.data
        guard let agreement else {
            guard rule.begins else { return .notBeginning(event: rule.name) }
            return partyReason(rule, data, among: Self.parties(in: data))
                ?? termReason(rule, placed)
        }
        if let reason = placeReason(rule, in: agreement) { return reason }
        for effect in rule.effects {
            let reason: Rejection.Reason?
            switch effect {
            case .awaits: reason = awaitReason(data, in: agreement)
            case .answers: reason = answerReason(placed, in: agreement)
            case .signs: reason = signReason([data["party"]?.string ?? ""], in: agreement)
            case .signsAll: reason = signReason(Self.signers(data), in: agreement)
            case .requires(let requirement):
                reason = missing(requirement, data, in: agreement)
            case .lapses: reason = lapseReason(placed, in: agreement, circumstances)
            case .endsTerm:
                // That a last day has passed stays true, also if somebody ended the term before.
                reason =
                    rule.byDaemon ? nil : agreement.term?.ended.map(Rejection.Reason.termEnded)
            default: reason = nil
            }
            if let reason { return reason }
        }
        return partyReason(rule, data, among: agreement.parties)
            ?? versionReason(rule, data, in: agreement) ?? termReason(rule, placed)
    }

    /// Whether the stage allows the event, and the end of the agreement does.
    private func placeReason(_ rule: EventRule, in agreement: Agreement) -> Rejection.Reason? {
        guard let stage = stage(named: agreement.stage) else { return nil }
        let from: [Stage]
        switch rule.from {
        case .any: return nil
        case .nothing:
            return .notFromHere(event: rule, stage: stage, from: [])
        case .open:
            if let closed = agreement.closed { return .closed(closed) }
            return nil
        case .stages(let names):
            from = names.compactMap { self.stage(named: $0) }
        }
        // After an ending only that goes on which starts from the stage that the ending entered.
        if let closed = agreement.closed, stage.isOpen || !from.contains(stage) {
            return .closed(closed)
        }
        return from.contains(stage) ? nil : .notFromHere(event: rule, stage: stage, from: from)
    }

    private func awaitReason(
        _ data: [String: JSONValue],
        in agreement: Agreement
    ) -> Rejection.Reason? {
        let running = agreement.waits.first {
            $0.office == data["office"]?.string && $0.purpose == data["for"]?.string
        }
        guard let running else { return nil }
        // The same wait again is news only if it brings another promise.
        guard let promised = data["promised"]?.string, promised != running.promised?.text else {
            return .alreadyAwaited(running)
        }
        return nil
    }

    private func answerReason(
        _ placed: PlacedFact,
        in agreement: Agreement
    ) -> Rejection.Reason? {
        let data = placed.fact.data
        let isAwaited = agreement.waits.contains {
            $0.isAnswered(office: data["office"], purpose: data["for"]) && !$0.isSignature
        }
        guard !isAwaited else { return nil }
        return .notAwaited(
            office: data["office"]?.string ?? "",
            purpose: data["for"]?.string,
            awaited: agreement.waits,
            at: placed.fact.moment
        )
    }

    private func signReason(_ signers: [String], in agreement: Agreement) -> Rejection.Reason? {
        for party in signers {
            guard agreement.hasParty(party) else {
                return .notAParty(party, parties: agreement.parties)
            }
            let standing = agreement.signatures.first {
                $0.party == party && $0.voidedBy == nil
            }
            if let standing { return .alreadySigned(standing) }
        }
        return nil
    }

    private func missing(
        _ requirement: Requirement,
        _ data: [String: JSONValue],
        in agreement: Agreement
    ) -> Rejection.Reason? {
        let signers = Set(Self.signers(data))
        switch requirement {
        case .nobodyElseAwaited:
            let others = agreement.waits.filter { !signers.contains($0.office) }
            return others.isEmpty ? nil : .stillAwaited(others)
        case .everySignature:
            let missing = agreement.unsigned.filter { !signers.contains($0) }
            return missing.isEmpty ? nil : .signaturesMissing(missing)
        case .draft:
            return agreement.draft == nil ? .draftMissing : nil
        }
    }

    /// Who signs by this entry: its `party`, or everybody in its list.
    static func signers(_ data: [String: JSONValue]) -> [String] {
        if let list = data["signatures"]?.array { return list.compactMap { $0["party"]?.string } }
        return data["party"]?.string.map { [$0] } ?? []
    }
}
