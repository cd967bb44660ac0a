import Calendars
import Entries

extension Decider {
    /// Decides what the data of an entry are without their personal part.
    ///
    /// A correction that set one of the fields holds the text as well, so it is restated along. The
    /// whole history is judged again; `redactedBy` answers which entry took the bytes of another.
    package func redact(
        _ redaction: Redaction,
        of agreement: String,
        _ history: History,
        redactedBy: (Int64) -> Int64?
    ) throws(Rejection) -> RestatedEntries {
        guard let fact = history.facts.first(where: { $0.position == redaction.position }) else {
            throw Rejection(.notOfThisAgreement(position: redaction.position))
        }
        let event = EngineEvent.redacted.rawValue
        guard fact.type != event, fact.type != EngineEvent.logStarted.rawValue else {
            throw Rejection(.notRedactable(position: fact.position, type: fact.type))
        }
        if let cause = redactedBy(fact.position) {
            throw Rejection(.alreadyRedacted(position: fact.position, by: cause))
        }
        guard !redaction.authority.isEmpty else {
            throw Rejection(.missingField("authority", event: event, label: nil))
        }
        let changes = try changes(redaction, fact, agreement, history)
        var restated = [
            RestatedEntry(
                position: fact.position,
                data: fact.redacting(changes),
                dropsOnBehalfOf: redaction.removed.contains(Redaction.onBehalfOf)
            )
        ]
        restated += history.corrections(of: fact.position, redacting: changes)
        if let stuck = restated.compactMap({ redactedBy($0.position) }).first {
            throw Rejection(.textRemains(positions: [stuck]))
        }
        let texts = history.texts(changedBy: restated)
        try refuseRemaining(texts, redaction, restated)
        try judge(restated, of: agreement, history)
        return RestatedEntries(
            entries: restated,
            elsewhere: history.positions(holding: texts, except: restated.map(\.position))
        )
    }

    /// The new values by field, nil where a field goes; each in the form that the event asks for.
    private func changes(
        _ redaction: Redaction,
        _ fact: Fact,
        _ id: String,
        _ history: History
    ) throws(Rejection) -> [String: JSONValue?] {
        let rules = redactableFields(of: fact, id, history).filter { fact.holds($0.name) }
        let names = redaction.removed.filter { $0 != Redaction.onBehalfOf }
        for name in (names + redaction.set.keys).sorted()
        where !rules.contains(where: { $0.name == name }) {
            throw Rejection(.unknownField(name, event: fact.type, allowed: rules.map(\.name)))
        }
        var changes: [String: JSONValue?] = [:]
        for rule in rules where names.contains(rule.name) {
            guard !rule.isRequired else {
                throw Rejection(.fieldRequired(rule.name, event: fact.type, label: rule.label))
            }
            changes[rule.name] = .some(nil)
        }
        let reader = FieldReader(
            event: fact.type,
            rules: rules,
            agreement: fold.agreement(id, history),
            offices: circumstances.offices,
            exists: exists,
            citation: nil
        )
        for (name, value) in try reader.read(redaction.set, requiringAll: false) {
            changes[name] = value
        }
        let isOther = fact.redacting(changes) != fact.data
        guard isOther || redaction.removed.contains(Redaction.onBehalfOf) else {
            throw Rejection(.nothingChanged)
        }
        return changes
    }

    /// The fields that can hold a person's data: those of words.
    ///
    /// Codes, dates and references are corrected, never redacted, lest a redaction rewrite what
    /// happened.
    private func redactableFields(
        of fact: Fact,
        _ id: String,
        _ history: History
    ) -> [FieldRule] {
        var fields = fields(of: fact, id, history)
        if fact.type == EngineEvent.corrected.rawValue {
            fields = [.reason]
            for correction in Correction.all(in: fact) {
                let target = history.facts.first { $0.position == correction.position }
                fields += target.map { self.fields(of: $0, id, history) } ?? []
            }
        }
        var seen: Set<String> = []
        return (fields + [.source]).filter { $0.form.isWords && seen.insert($0.name).inserted }
    }

    private func fields(of fact: Fact, _ id: String, _ history: History) -> [FieldRule] {
        let step = fold.judged(id, history).first { $0.placed.fact.position == fact.position }
        let version = step?.workflow ?? fold.agreement(id, history)?.workflow
        let workflow = version.flatMap { circumstances.rules[$0] }
        return workflow?.event(named: fact.type)?.fields
            ?? EngineEvent(rawValue: fact.type)?.fields ?? []
    }

    /// A removed text must not come back in what is said instead, nor in the authority.
    private func refuseRemaining(
        _ texts: Set<String>,
        _ redaction: Redaction,
        _ restated: [RestatedEntry]
    ) throws(Rejection) {
        let holders = restated.filter { JSONValue.object($0.data).holds(anyOf: texts) }
        if let holder = holders.first {
            throw Rejection(.textRemains(positions: [holder.position]))
        }
        if JSONValue.string(redaction.authority).holds(anyOf: texts) {
            throw Rejection(.textRemains(positions: [redaction.position]))
        }
    }

    /// Refuses if a step that was possible is no longer.
    private func judge(
        _ restated: [RestatedEntry],
        of agreement: String,
        _ history: History
    ) throws(Rejection) {
        try refuseImpossible(in: history.restating(restated), of: agreement, after: history) {
            $0 == restated.first?.position
        }
    }
}

extension FieldRule {
    /// Why something was corrected.
    fileprivate static let reason = FieldRule(
        name: "reason",
        form: .text,
        isRequired: true,
        label: Bilingual(id: "Alasan", en: "Reason")
    )
}

extension FieldRule.Form {
    /// Whether it holds words of somebody's own.
    fileprivate var isWords: Bool {
        switch self {
        case .text, .texts, .offices, .numbers, .document: true
        default: false
        }
    }
}

extension Fact {
    /// Whether the entry says something under that name: itself, in its list of signatures, or for
    /// the entries that it corrects.
    fileprivate func holds(_ field: String) -> Bool {
        data.holds(field) || corrections.contains { $0["set"]?.object?.holds(field) ?? false }
    }

    fileprivate var corrections: [JSONValue] {
        guard type == EngineEvent.corrected.rawValue else { return [] }
        return data["corrections"]?.array ?? []
    }

    /// The data with other values in the fields; nil takes a field away.
    fileprivate func redacting(_ changes: [String: JSONValue?]) -> [String: JSONValue] {
        redacting(changes, ofCorrection: { _ in true }, andItself: true)
    }

    fileprivate func redacting(
        _ changes: [String: JSONValue?],
        ofCorrection isMeant: (JSONValue) -> Bool,
        andItself: Bool
    ) -> [String: JSONValue] {
        var data = andItself ? self.data.redacting(changes) : self.data
        guard !corrections.isEmpty else { return data }
        data["corrections"] = .array(
            corrections.map { correction in
                guard isMeant(correction), var members = correction.object,
                    let set = members["set"]?.object
                else { return correction }
                let redacted = set.redacting(changes)
                members["set"] = redacted.isEmpty ? nil : .object(redacted)
                return .object(members)
            }
        )
        return data
    }
}

extension History {
    /// The corrections that set one of the fields of the entry at `position`, restated.
    fileprivate func corrections(
        of position: Int64,
        redacting changes: [String: JSONValue?]
    ) -> [RestatedEntry] {
        facts.compactMap { fact in
            guard fact.position != position, fact.type == EngineEvent.corrected.rawValue else {
                return nil
            }
            let data = fact.redacting(
                changes,
                ofCorrection: { $0["position"]?.integer.map(Int64.init) == position },
                andItself: false
            )
            guard data != fact.data else { return nil }
            return RestatedEntry(position: fact.position, data: data, dropsOnBehalfOf: false)
        }
    }

    /// This history with the restated data in place of the old ones.
    fileprivate func restating(_ restated: [RestatedEntry]) -> History {
        History(
            facts.map { fact in
                var fact = fact
                fact.data = restated.first { $0.position == fact.position }?.data ?? fact.data
                return fact
            }
        )
    }

    /// The texts that stand in the entries now and will not.
    fileprivate func texts(changedBy restated: [RestatedEntry]) -> Set<String> {
        var texts: Set<String> = []
        for entry in restated {
            guard let fact = facts.first(where: { $0.position == entry.position }) else { continue }
            let stay = Set(JSONValue.object(entry.data).texts)
            texts.formUnion(JSONValue.object(fact.data).texts.filter { !stay.contains($0) })
        }
        // Shorter than this, a text is found in every other word and says nothing about anybody.
        return texts.filter { $0.count >= Self.tellingLengthMin }
    }

    private static var tellingLengthMin: Int { 4 }

    fileprivate func positions(holding texts: Set<String>, except: [Int64]) -> [Int64] {
        facts.filter {
            !except.contains($0.position) && JSONValue.object($0.data).holds(anyOf: texts)
        }.map(\.position)
    }
}

extension [String: JSONValue] {
    /// Fields of one signature stand in the list of signatures of an event that has one.
    private static var list: String { "signatures" }

    fileprivate func holds(_ field: String) -> Bool {
        // A null says that a field was taken away: there is no text in it.
        if let value = self[field] { return value != .null }
        return self[Self.list]?.array?.contains { $0[field] != nil } ?? false
    }

    fileprivate func redacting(_ changes: [String: JSONValue?]) -> [String: JSONValue] {
        var data = self
        for (field, value) in changes where holds(field) {
            guard data[field] == nil else {
                data[field] = value
                continue
            }
            data[Self.list] = .array(
                (data[Self.list]?.array ?? []).map { element in
                    guard var members = element.object, members[field] != nil else {
                        return element
                    }
                    members[field] = value
                    return .object(members)
                }
            )
        }
        return data
    }
}

extension JSONValue {
    /// Every text inside, without the names of members.
    fileprivate var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.texts)
        case .object(let members): members.values.flatMap(\.texts)
        default: []
        }
    }

    fileprivate func holds(anyOf texts: Set<String>) -> Bool {
        self.texts.contains { text in texts.contains { text.contains($0) } }
    }
}
