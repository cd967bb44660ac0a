import Calendars
import Entries

extension Workflow {
    /// Brings about one effect of an event.
    func apply(
        _ effect: Effect,
        of rule: EventRule,
        _ placed: PlacedFact,
        to next: inout Agreement
    ) {
        let data = placed.fact.data
        switch effect {
        case .enters(let stage, let restarts):
            // Leaving a stage clears a hold: something moved.
            if next.stage != stage { next.endHold(by: placed) }
            if next.stage != stage || restarts {
                next.stage = stage
                next.since = Agreement.Point(placed)
                next.free = nil
            }
        case .awaits: open(wait(placed, limits: rule.limitNames), in: &next)
        case .answers, .lapses:
            // A word is no signature: that wait ends by signing alone.
            next.waits.removeAll {
                !$0.isSignature && $0.isAnswered(office: data["office"], purpose: data["for"])
            }
        case .signs: sign(placed, signatures: [.object(data)], in: &next)
        case .signsAll:
            sign(placed, signatures: data["signatures"]?.array ?? [], in: &next)
        case .voidsSignatures: voidSignatures(by: placed, in: &next)
        case .attaches: next.draft = placed.fact.position
        case .opensTerm:
            let from = data["from"]?.string ?? placed.fact.moment.text
            next.term = Agreement.Term(
                from: from,
                until: data["until"]?.string,
                at: Agreement.Point(placed)
            )
        case .endsTerm: endTerm(by: placed, rule, in: &next)
        case .closes:
            next.closed = Agreement.Closing(
                event: rule.name,
                label: rule.label,
                at: Agreement.Point(placed),
                party: data["party"]?.string,
                reason: data["reason"]?.string
            )
            next.waits = []
            next.endHold(by: placed)
        case .requires, .limits: break
        }
    }
}

extension Workflow {
    /// Ends the term, unless something ended it before.
    ///
    /// What the daemon said of a last day counts only while the term has that last day: after a
    /// correction of the date it is as if it had not been said.
    private func endTerm(by placed: PlacedFact, _ rule: EventRule, in next: inout Agreement) {
        guard let term = next.term, term.ended == nil else { return }
        if rule.byDaemon, let until = placed.fact.data["until"]?.string, until != term.until {
            return
        }
        next.term?.ended = Agreement.Point(placed)
        next.term?.isExpired = rule.byDaemon
    }

    private func wait(_ placed: PlacedFact, limits: [String]) -> Agreement.Wait {
        let data = placed.fact.data
        let promised = data["promised"]?.string.flatMap {
            try? Moment($0, in: placed.fact.moment.zone)  // Checked when it was recorded.
        }
        return Agreement.Wait(
            office: data["office"]?.string ?? "",
            purpose: data["for"]?.string ?? "",
            since: Agreement.Point(placed),
            source: placed.fact.source,
            promised: promised,
            promisedBy: promised.map { _ in Agreement.Point(placed) },
            promiseCount: promised == nil ? 0 : 1,
            limits: limits
        )
    }

    /// A wait for the same thing from the same office goes on; only its promise and word are new.
    private func open(_ wait: Agreement.Wait, in next: inout Agreement) {
        let running = next.waits.firstIndex {
            $0.office == wait.office && $0.purpose == wait.purpose
        }
        if let running {
            next.waits[running].source = wait.source ?? next.waits[running].source
            guard wait.promised != nil else { return }
            next.waits[running].promised = wait.promised
            next.waits[running].promisedBy = wait.promisedBy
            next.waits[running].promiseCount += 1
        } else {
            next.waits.append(wait)
        }
    }

    private func sign(
        _ placed: PlacedFact,
        signatures: [JSONValue],
        in next: inout Agreement
    ) {
        for json in signatures {
            guard let party = json["party"]?.string else { continue }
            var at = Agreement.Point(placed)
            // Given before the signature whose time the paper has; checked when it was recorded.
            if let own = json["at"]?.string,
                let moment = try? Moment(own, in: placed.fact.moment.zone)
            {
                at.moment = moment
                at.effective = moment.start
            }
            next.signatures.append(
                Agreement.Signature(
                    party: party,
                    at: at,
                    number: json["number"]?.string,
                    place: json["place"]?.string,
                    capacity: json["capacity"]?.string,
                    draft: json["draft"]?.integer.map(Int64.init) ?? next.draft
                )
            )
            next.waits.removeAll { $0.office == party }
        }
        // From the first signature on, every missing one is waited for, opened by that first one.
        for party in next.unsigned {
            let isAwaited = next.waits.contains { $0.office == party && $0.isSignature }
            guard !isAwaited else { continue }
            let first = next.signatures.first { $0.voidedBy == nil }?.at
            next.waits.append(
                Agreement.Wait(
                    office: party,
                    purpose: nil,
                    since: first ?? Agreement.Point(placed),
                    source: nil,
                    promised: nil,
                    promisedBy: nil,
                    promiseCount: 0,
                    limits: []
                )
            )
        }
    }

    private func voidSignatures(by placed: PlacedFact, in next: inout Agreement) {
        for index in next.signatures.indices where next.signatures[index].voidedBy == nil {
            next.signatures[index].voidedBy = placed.fact.position
        }
        next.waits.removeAll(where: \.isSignature)
    }

    /// Keeps the files that came with an event: the drafts with their version, others as they are.
    func keepDocuments(
        of rule: EventRule,
        _ placed: PlacedFact,
        in next: inout Agreement
    ) {
        let data = placed.fact.data
        for field in rule.fields where field.form == .document {
            guard let document = data[field.name], let name = document["name"]?.string,
                let size = document["size"]?.integer, let sha256 = document["sha256"]?.string
            else { continue }
            let number = String((next.versions[rule.name]?.count ?? 0) + 1)
            let version = data["version"]?.string ?? number
            next.documents.append(
                Agreement.Document(
                    name: name,
                    size: size,
                    sha256: sha256,
                    position: placed.fact.position,
                    version: rule.effects.contains(.attaches) ? version : nil
                )
            )
        }
    }
}

extension Agreement.Wait {
    /// Whether a word from that office, for that purpose or for all, answers this wait.
    func isAnswered(office: JSONValue?, purpose: JSONValue?) -> Bool {
        guard self.office == office?.string else { return false }
        guard let purpose = purpose?.string else { return true }
        return self.purpose == purpose
    }
}
