import Calendars
package import Entries

extension Workflow {
    /// Makes of `agreement` what it is after `placed`.
    ///
    /// Total: what happened cannot be refused. An event that this workflow does not know changes
    /// nothing; whether it should have been possible is `refusal`'s question.
    package func evolve(_ agreement: inout Agreement?, _ placed: PlacedFact, id: String) {
        guard let index = place(ofEventNamed: placed.fact.type) else {
            agreement?.evolve(engineWide: placed)
            return
        }
        if agreement == nil { agreement = beginning(id: id, placed, events[index]) }
        agreement?.evolve(events[index], placed, in: self)
    }

    /// Nil if the event begins nothing.
    private func beginning(id: String, _ placed: PlacedFact, _ rule: EventRule) -> Agreement? {
        guard rule.begins, let stage = rule.enters else { return nil }
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
}

extension Agreement {
    /// Whether the state keeps a field under a name of its own.
    private static func isKeptElsewhere(_ name: String) -> Bool {
        // Compared, not looked up: hashing a name takes longer than nine short comparisons.
        switch name {
        case "title", "parties", "workflow", "source", "document", "signatures", "office", "for",
            "promised":
            true
        default: false
        }
    }

    fileprivate mutating func evolve(
        _ rule: EventRule,
        _ placed: PlacedFact,
        in workflow: Workflow
    ) {
        let wasWaiting = !waits.isEmpty
        for effect in rule.effects { workflow.apply(effect, of: rule, placed, to: &self) }
        workflow.keepDocuments(of: rule, placed, in: &self)
        if wasWaiting && waits.isEmpty { free = Point(placed) }
        if rule.hasVersions { versions[rule.name, default: []].append(placed.fact.position) }
        guard rule.enters != nil else { return }
        for (name, value) in placed.fact.data where !Self.isKeptElsewhere(name) {
            fields[name] = value
        }
    }

    fileprivate mutating func evolve(engineWide placed: PlacedFact) {
        let data = placed.fact.data
        switch EngineEvent(rawValue: placed.fact.type) {
        case .held:
            endHold(by: placed)
            held = Hold(
                at: Point(placed),
                until: data["until"]?.string,
                reason: data["reason"]?.string
            )
        case .resumed: endHold(by: placed)
        case .postponed:
            postponements.append(
                Postponement(
                    at: Point(placed),
                    until: data["until"]?.string ?? "",
                    note: data["note"]?.string
                )
            )
        case .workflowMoved: workflow = WorkflowVersion(json: data["workflow"]) ?? workflow
        default: break
        }
    }

    /// Ends the hold that was recorded last; one that had run out keeps the end it had.
    mutating func endHold(by placed: PlacedFact) {
        guard var hold = held else { return }
        hold.ended = Point(placed)
        pastHolds.append(hold)
        held = nil
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
