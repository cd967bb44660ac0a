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
            id: id,
            title: data["title"]?.string ?? id,
            workflow: WorkflowVersion(json: data["workflow"]) ?? reference,
            parties: Self.parties(in: data),
            stage: stage,
            since: Agreement.Point(placed)
        )
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
        [
            "title", "parties", "workflow", "source", "document", "signatures", "office", "for",
            "promised",
        ].contains(name)
    }

    private func evolve(_ agreement: Agreement, engineWide placed: PlacedFact) -> Agreement {
        var next = agreement
        let data = placed.fact.data
        switch EngineEvent(rawValue: placed.fact.type) {
        case .held:
            endHold(by: placed, in: &next)
            next.held = Agreement.Hold(
                at: Agreement.Point(placed),
                until: data["until"]?.string,
                reason: data["reason"]?.string
            )
        case .resumed: endHold(by: placed, in: &next)
        case .postponed:
            next.postponements.append(
                Agreement.Postponement(
                    at: Agreement.Point(placed),
                    until: data["until"]?.string ?? "",
                    note: data["note"]?.string
                )
            )
        case .workflowMoved:
            next.workflow = WorkflowVersion(json: data["workflow"]) ?? next.workflow
        default: break
        }
        return next
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
