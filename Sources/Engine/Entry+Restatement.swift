import Calendars
import Entries
import EventLog
import Workflows

// What a `Redacted` entry says in the place of the bytes that it takes away. Two members of the old
// entry are never said again: its `id` and the digest of its request. Both were hashed together
// with the removed text, so whoever has them could try out guesses against the hashes that stay.
extension Entry {
    /// The position whose bytes this entry takes away, if it is a `Redacted` one.
    var redacts: Int64? {
        guard type == EngineEvent.redacted.rawValue else { return nil }
        return data["position"]?.integer.map(Int64.init)
    }

    /// The members of this entry, with other data, as a `Redacted` entry holds them.
    func restated(_ restated: RestatedEntry) -> JSONValue {
        var members: [String: JSONValue] = [
            "type": .string(type), "time": .string(moment.time),
            "timeprecision": .string(moment.precision.rawValue),
            "recordedtime": .string(recorded.utc), "dataversion": .integer(dataVersion),
            "commandid": .string(command.id),
            "commandpart": .string("\(command.part)/\(command.parts)"),
            "data": .object(restated.data),
        ]
        if case .user(let id, let role) = actor {
            members["authid"] = .string(id)
            members["authrole"] = .string(role)
        }
        if !restated.dropsOnBehalfOf {
            members["onbehalfof"] = onBehalfOf.map(JSONValue.string)
        }
        members["causationid"] = causation.map(JSONValue.string)
        return .object(members)
    }

    /// Reads what this `Redacted` entry says in the place of `kept`; nil if it says nothing of it, or
    /// nothing that fits its columns.
    ///
    /// Its `id` is that of this entry, and its digest is empty: the old ones are gone.
    func restatement(of kept: KeptEntry) -> Entry? {
        guard redacts == kept.position, let members = data["entry"],
            let entry = entry(members, kept),
            entry.type == kept.type, entry.command.part == kept.part,
            CommandKey(actor: entry.actor, id: entry.command.id) == kept.command
        else { return nil }
        return entry
    }

    private func entry(_ members: JSONValue, _ kept: KeptEntry) -> Entry? {
        guard let type = members["type"]?.string, let data = members["data"], data.object != nil,
            let time = members["time"]?.string,
            let precision = members["timeprecision"]?.string.flatMap(Precision.init(rawValue:)),
            let moment = Moment(time: time, precision: precision),
            let recorded = members["recordedtime"]?.string.flatMap(Timestamp.init(rfc3339:)),
            let command = members["commandid"]?.string,
            let parts = members["commandpart"]?.string?.split(separator: "/"), parts.count == 2,
            let part = Int(parts[0]), let count = Int(parts[1])
        else { return nil }
        let actor: Actor =
            if let id = members["authid"]?.string, let role = members["authrole"]?.string {
                .user(id: id, role: role)
            } else {
                .system
            }
        return Entry(
            id: id,
            source: source,
            type: type,
            subject: kept.subject.flatMap { subject in
                kept.subjectVersion.map { Subject(agreement: subject, version: $0) }
            },
            moment: moment,
            recorded: recorded,
            position: kept.position,
            dataVersion: members["dataversion"]?.integer ?? 1,
            command: CommandStamp(id: command, part: part, parts: count, digest: ""),
            actor: actor,
            onBehalfOf: members["onbehalfof"]?.string,
            causation: members["causationid"]?.string,
            data: data
        )
    }
}
