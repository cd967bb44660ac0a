import Calendars
package import Entries

extension Workflow {
    /// Returns `agreement` after `placed`.
    ///
    /// Total: what happened cannot be refused. An event that this workflow does not know changes
    /// nothing; whether it should have been possible is `refusal`'s question.
    package func evolve(_ agreement: Agreement?, _ placed: PlacedFact, id: String) -> Agreement? {
        let fact = placed.fact
        guard let rule = event(named: fact.type) else {
            return agreement.map { evolve($0, engineWide: placed) }
        }
        var next: Agreement
        if let agreement {
            next = agreement
        } else {
            guard rule.begins, let stage = rule.enters else { return nil }
            next = beginning(id: id, placed, at: stage)
        }
        let wasWaiting = !next.waits.isEmpty
        for effect in rule.effects { apply(effect, of: rule, placed, to: &next) }
        keepDocuments(of: rule, placed, in: &next)
        if wasWaiting && next.waits.isEmpty { next.free = Agreement.Point(placed) }
        if rule.hasVersions { next.versions[rule.name, default: []].append(fact.position) }
        if rule.enters != nil {
            for (name, value) in fact.data where !Self.isKeptElsewhere(name) {
                next.fields[name] = value
            }
        }
        return next
    }

    private func beginning(id: String, _ placed: PlacedFact, at stage: String) -> Agreement {
        let data = placed.fact.data
        return Agreement(
            id: id, title: data["title"]?.string ?? id,
            workflow: WorkflowVersion(json: data["workflow"]) ?? reference,
            parties: Self.parties(in: data), stage: stage, since: Agreement.Point(placed))
    }

    /// The parties that a beginning names.
    static func parties(in data: [String: JSONValue]) -> [Agreement.Party] {
        (data["parties"]?.array ?? []).compactMap { party in
            guard let code = party["code"]?.string else { return nil }
            return Agreement.Party(code: code, name: party["name"]?.string ?? code)
        }
    }

    /// Fields that the state keeps under a name of its own.
    private static func isKeptElsewhere(_ name: String) -> Bool {
        ["title", "parties", "workflow", "source", "document", "signatures", "office", "for",
            "promised"].contains(name)
    }

    private func apply(
        _ effect: Effect, of rule: EventRule, _ placed: PlacedFact, to next: inout Agreement
    ) {
        let data = placed.fact.data
        switch effect {
        case .enters(let stage, let restarts):
            // Leaving a stage clears a hold: something moved.
            if next.stage != stage { endHold(by: placed, in: &next) }
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
            next.term = Agreement.Term(from: from, until: data["until"]?.string)
        case .endsTerm: next.term?.ended = Agreement.Point(placed)
        case .closes:
            next.closed = Agreement.Closing(
                event: rule.name, label: rule.label, at: Agreement.Point(placed),
                party: data["party"]?.string, reason: data["reason"]?.string)
            next.waits = []
            endHold(by: placed, in: &next)
        case .requires, .limits: break
        }
    }

    private func evolve(_ agreement: Agreement, engineWide placed: PlacedFact) -> Agreement {
        var next = agreement
        let data = placed.fact.data
        switch EngineEvent(rawValue: placed.fact.type) {
        case .held:
            endHold(by: placed, in: &next)
            next.held = Agreement.Hold(
                at: Agreement.Point(placed), until: data["until"]?.string,
                reason: data["reason"]?.string)
        case .resumed: endHold(by: placed, in: &next)
        case .workflowMoved:
            next.workflow = WorkflowVersion(json: data["workflow"]) ?? next.workflow
        default: break
        }
        return next
    }
}

extension Workflow {
    private func wait(_ placed: PlacedFact, limits: [String]) -> Agreement.Wait {
        let data = placed.fact.data
        return Agreement.Wait(
            office: data["office"]?.string ?? "", purpose: data["for"]?.string ?? "",
            since: Agreement.Point(placed), source: placed.fact.source,
            promised: data["promised"]?.string.flatMap {
                try? Moment($0, in: placed.fact.moment.zone)  // Checked when it was recorded.
            },
            limits: limits)
    }

    /// A wait for the same thing from the same office goes on; only its promise and word are new.
    private func open(_ wait: Agreement.Wait, in next: inout Agreement) {
        let running = next.waits.firstIndex {
            $0.office == wait.office && $0.purpose == wait.purpose
        }
        if let running {
            next.waits[running].promised = wait.promised ?? next.waits[running].promised
            next.waits[running].source = wait.source ?? next.waits[running].source
        } else {
            next.waits.append(wait)
        }
    }

    private func sign(
        _ placed: PlacedFact, signatures: [JSONValue], in next: inout Agreement
    ) {
        for json in signatures {
            guard let party = json["party"]?.string else { continue }
            next.signatures.append(
                Agreement.Signature(
                    party: party, at: Agreement.Point(placed), number: json["number"]?.string,
                    place: json["place"]?.string, capacity: json["capacity"]?.string,
                    draft: json["draft"]?.integer.map(Int64.init) ?? next.draft))
            next.waits.removeAll { $0.office == party }
        }
        // From the first signature on, every missing one is waited for, opened by that first one.
        for party in next.unsigned {
            let isAwaited = next.waits.contains { $0.office == party && $0.isSignature }
            guard !isAwaited else { continue }
            let first = next.signatures.first { $0.voidedBy == nil }?.at
            next.waits.append(
                Agreement.Wait(
                    office: party, purpose: nil, since: first ?? Agreement.Point(placed),
                    source: nil, promised: nil, limits: []))
        }
    }

    private func endHold(by placed: PlacedFact, in next: inout Agreement) {
        guard var hold = next.held else { return }
        hold.ended = Agreement.Point(placed)
        next.pastHolds.append(hold)
        next.held = nil
    }

    private func voidSignatures(by placed: PlacedFact, in next: inout Agreement) {
        for index in next.signatures.indices where next.signatures[index].voidedBy == nil {
            next.signatures[index].voidedBy = placed.fact.position
        }
        next.waits.removeAll(where: \.isSignature)
    }

    /// Keeps the files that came with an event: the drafts with their version, others as they are.
    private func keepDocuments(
        of rule: EventRule, _ placed: PlacedFact, in next: inout Agreement
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
                    name: name, size: size, sha256: sha256, position: placed.fact.position,
                    version: rule.effects.contains(.attaches) ? version : nil))
        }
    }
}

extension EventRule {
    /// Whether each of its events is a version that others may follow.
    var hasVersions: Bool { enters != nil || effects.contains(.attaches) }

    /// The limits that its waits may be under.
    var limitNames: [String] {
        for case .limits(let names) in effects { return names }
        return []
    }
}

extension Agreement.Wait {
    func isAnswered(office: JSONValue?, purpose: JSONValue?) -> Bool {
        guard self.office == office?.string else { return false }
        guard let purpose = purpose?.string else { return true }
        return self.purpose == purpose
    }
}

extension WorkflowVersion {
    init?(json: JSONValue?) {
        guard let name = json?["name"]?.string, let version = json?["version"]?.integer else {
            return nil
        }
        self.init(name: name, version: version)
    }

    /// As an entry holds it.
    package var json: JSONValue { ["name": .string(name), "version": .integer(version)] }
}
