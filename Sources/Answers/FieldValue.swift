import Calendars
import Engine
import Entries
import Workflows

/// A value that an entry's field had for a while: as it was recorded, or as a correction set it.
struct FieldValue {
    /// The value; nil where a correction took it away.
    var value: JSONValue?
    /// The value that a correction put an end to; nil if there was none.
    var before: JSONValue?
    /// The correction that set it; nil for what was recorded at first.
    var correction: Entry?
}

/// The fields of an entry as an inquiry reads them.
///
/// What is said of a signature stands in the event's own fields where one party signs, and in its list of
/// signatures where all do: here both are read the same way, by the party.
struct FieldReading {
    /// The field that is asked for.
    let field: String
    /// Whether the event is one party's signature.
    let isOneSignature: Bool
    /// The draft that is signed by a signature which names none.
    let draft: Int64?

    /// Fields that say something of one signature.
    static let ofSignatures: Set = ["number", "numbers", "place", "capacity", "draft"]
    private static let members: Set = ["party", "at", "number", "place", "capacity", "draft"]

    /// Whether the value of such a field is each party's own.
    static func isByParty(_ field: String) -> Bool { ofSignatures.contains(field) }

    /// What the field holds in that data; nil if nothing.
    func value(in data: [String: JSONValue]) -> JSONValue? {
        let own = data[field].flatMap { $0 == .null ? nil : $0 }
        let signatures = signatures(in: data)
        switch field {
        case "signatures": return signatures.isEmpty ? nil : .array(signatures)
        case "party" where own == nil && !signatures.isEmpty:
            return .array(signatures.compactMap { $0["party"] })
        default:
            guard Self.isByParty(field) else { return own }
            return Self.byParty(field, signatures) ?? own
        }
    }

    /// Whether what the field holds in that data is said of signatures.
    func isOfSignatures(_ data: [String: JSONValue]) -> Bool {
        switch field {
        case "signatures": !signatures(in: data).isEmpty
        // Withdrawing and terminating have a party too, and are no signatures.
        case "party" where !isOneSignature && data["party"] != nil: false
        case "party": !signatures(in: data).isEmpty
        default: Self.isByParty(field) && !signatures(in: data).isEmpty
        }
    }

    private func signatures(in data: [String: JSONValue]) -> [JSONValue] {
        let signatures =
            isOneSignature
            ? [.object(data.filter { Self.members.contains($0.key) && $0.value != .null })]
            : data["signatures"]?.array ?? []
        guard field == "draft", let draft else { return signatures }
        return signatures.map { signature in
            .object(
                (signature.object ?? [:])
                    .merging(["draft": .integer(Int(draft))]) { own, _ in own }
            )
        }
    }

    /// What the signatures that stand say, for `party` whose they are; nil for another field, and where
    /// none says it.
    static func standing(_ field: String, _ agreement: Agreement) -> JSONValue? {
        let signatures = agreement.signatures.filter { $0.voidedBy == nil }
            .map { signature -> JSONValue in
                var members: [String: JSONValue] = [
                    "party": .string(signature.party), "at": .string(signature.at.moment.text),
                ]
                members["number"] = signature.number.map(JSONValue.string)
                members["place"] = signature.place.map(JSONValue.string)
                members["capacity"] = signature.capacity.map(JSONValue.string)
                if field == "draft" { members["draft"] = signature.draft.map { .integer(Int($0)) } }
                return .object(members)
            }
        guard !signatures.isEmpty else { return nil }
        switch field {
        case "signatures": return .array(signatures)
        case "party": return .array(signatures.compactMap { $0["party"] })
        default: return isByParty(field) ? byParty(field, signatures) : nil
        }
    }

    private static func byParty(_ field: String, _ signatures: [JSONValue]) -> JSONValue? {
        let member = field == "numbers" ? "number" : field
        let said = signatures.reduce(into: [String: JSONValue]()) { said, signature in
            guard let party = signature["party"]?.string, let value = signature[member] else {
                return
            }
            said[party] = value
        }
        return said.isEmpty ? nil : .object(said)
    }
}

extension AuditAnswers {
    /// How a field of that step is read.
    func reading(_ field: String, of step: Replay.Step, in replay: Replay) -> FieldReading {
        let event = circumstances.rules[step.workflow ?? replay.state.workflow]?
            .event(named: step.entry.type)
        let signs = event?.effects.contains { effect in
            if case .signs = effect { true } else { false }
        }
        return FieldReading(
            field: field,
            isOneSignature: signs ?? false,
            draft: step.after?.draft
        )
    }

    /// The values of one step's field, oldest first; none where nothing ever set it.
    func values(of field: String, in step: Replay.Step, of replay: Replay) -> [FieldValue] {
        let reading = reading(field, of: step, in: replay)
        var data = step.entry.data.object ?? [:]
        var value = reading.value(in: data)
        var values = value.map { [FieldValue(value: $0)] } ?? []
        // In the order of recording: of two corrections the later one counts.
        let corrections = replay.steps.lazy.map(\.entry)
            .filter { $0.type == EngineEvent.corrected.rawValue }
            .sorted { $0.position < $1.position }
        for entry in corrections {
            for correction in Correction.all(in: Fact(entry))
            where correction.position == step.entry.position {
                data.merge(correction.set) { $1 }
                let before = value
                value = reading.value(in: data)
                guard correction.set[field] != nil || value != before else { continue }
                values.append(FieldValue(value: value, before: before, correction: entry))
            }
        }
        return values
    }
}
