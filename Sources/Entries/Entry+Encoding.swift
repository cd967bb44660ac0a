import Calendars

extension Entry {
    /// The bytes that are hashed, stored, served and exported.
    ///
    /// Members stand in one fixed order, absent ones are left out. Throws `.tooLong` past
    /// `bytesMax`; nothing is cut off silently.
    package func encoded() throws(EntryFault) -> [UInt8] {
        var text = JSONText(capacity: 640)
        text.write(raw: "{\"specversion\":\"1.0\"")
        text.member("id", id)
        text.member("source", source)
        text.member("type", type)
        text.member("subject", subject?.agreement)
        text.member("time", moment.time)
        text.member("timeprecision", moment.precision.rawValue)
        text.member("recordedtime", recorded.utc)
        text.member("sequence", Self.sequence(position))
        text.member("subjectversion", subject?.version)
        text.member("dataversion", dataVersion)
        text.member("commandid", command.id)
        text.member("commandpart", "\(command.part)/\(command.parts)")
        text.member("commanddigest", command.digest)
        switch actor {
        case .user(let id, let role):
            text.member("authtype", "user")
            text.member("authid", id)
            text.member("authrole", role)
        case .system:
            text.member("authtype", "system")
        }
        text.member("onbehalfof", onBehalfOf)
        text.member("causationid", causation)
        text.write(raw: ",\"data\":")
        text.write(data)
        text.write(raw: "}")
        guard text.bytes.count <= Self.bytesMax else {
            throw .tooLong(bytes: text.bytes.count, limit: Self.bytesMax)
        }
        return text.bytes
    }

    /// A position as `sequence` writes it: ten digits, so that texts sort as numbers do.
    package static func sequence(_ position: Int64) -> String {
        let digits = String(position)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }
}

extension JSONText {
    fileprivate mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        write(raw: ",\"")
        write(raw: name)
        write(raw: "\":")
        write(text: value)
    }

    fileprivate mutating func member(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        write(raw: ",\"")
        write(raw: name)
        write(raw: "\":")
        write(.integer(value))
    }
}
