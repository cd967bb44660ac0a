import Calendars
import FoundationEssentials

extension Entry {
    /// Reads an entry from its bytes.
    ///
    /// With `strictly`, the bytes must also be exactly those that `encoded()` would write: a
    /// duplicate member, white space or another spelling shows as `.notCanonical`. A daily read
    /// does without; verification asks for it.
    package init(bytes: [UInt8], strictly: Bool = false) throws(EntryFault) {
        if let entry = Entry(canonical: bytes) {
            self = entry
        } else {
            try self.init(decoding: bytes, strictly: strictly)
        }
    }

    /// Reads an entry by the decoder alone, which takes every spelling and tells what is wrong.
    package init(decoding bytes: [UInt8], strictly: Bool) throws(EntryFault) {
        guard bytes.count <= Self.bytesMax else {
            throw .tooLong(bytes: bytes.count, limit: Self.bytesMax)
        }
        let members: EntryMembers
        do {
            members = try JSONDecoder().decode(EntryMembers.self, from: Data(bytes))
        } catch {
            throw .malformed(String(describing: error))
        }
        self = try members.entry()
        if strictly { guard try encoded() == bytes else { throw .notCanonical } }
    }
}

/// The members as JSON has them, before their forms are looked at.
private struct EntryMembers: Decodable {
    var specversion: String
    var id: String
    var source: String
    var type: String
    var subject: String?
    var time: String
    var timeprecision: String
    var recordedtime: String
    var sequence: String
    var subjectversion: Int?
    var dataversion: Int
    var commandid: String
    var commandpart: String
    var commanddigest: String
    var authtype: String
    var authid: String?
    var authrole: String?
    var onbehalfof: String?
    var causationid: String?
    var data: DataMember

    func entry() throws(EntryFault) -> Entry {
        guard specversion == "1.0" else { throw .member("specversion", found: specversion) }
        // CloudEvents 1.0 knows no empty identifier, and an idempotency key can't be one.
        try refuseEmpty("id", id)
        try refuseEmpty("source", source)
        try refuseEmpty("type", type)
        try refuseEmpty("commandid", commandid)
        guard dataversion > 0 else { throw .member("dataversion", found: String(dataversion)) }
        guard data.value.object != nil else {
            throw .member("data", found: data.value.canonicalText)
        }
        guard let precision = Precision(rawValue: timeprecision) else {
            throw .member("timeprecision", found: timeprecision)
        }
        guard let moment = Moment(time: time, precision: precision) else {
            throw .member("time", found: time)
        }
        guard let recorded = Timestamp(rfc3339: recordedtime), recorded.utc == recordedtime else {
            throw .member("recordedtime", found: recordedtime)
        }
        guard let position = Int64(sequence), Entry.sequence(position) == sequence else {
            throw .member("sequence", found: sequence)
        }
        return Entry(
            id: id,
            source: source,
            type: type,
            subject: try subjectMember(),
            moment: moment,
            recorded: recorded,
            position: position,
            dataVersion: dataversion,
            command: try commandMember(),
            actor: try actorMember(),
            onBehalfOf: onbehalfof,
            causation: causationid,
            data: data.value
        )
    }

    private func subjectMember() throws(EntryFault) -> Entry.Subject? {
        switch (subject, subjectversion) {
        case (nil, nil): return nil
        case (let agreement?, let version?) where version > 0:
            try refuseEmpty("subject", agreement)
            return Entry.Subject(agreement: agreement, version: version)
        default:
            throw .member("subjectversion", found: subjectversion.map(String.init) ?? "nothing")
        }
    }

    private func commandMember() throws(EntryFault) -> CommandStamp {
        let halves = commandpart.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let part = Int(halves[0]), let parts = Int(halves[1]),
            part >= 1, part <= parts, "\(part)/\(parts)" == commandpart
        else { throw .member("commandpart", found: commandpart) }
        guard commanddigest.utf8.count == 16, commanddigest.utf8.allSatisfy(\.isLowerHexDigit)
        else { throw .member("commanddigest", found: commanddigest) }
        return CommandStamp(id: commandid, part: part, parts: parts, digest: commanddigest)
    }

    private func actorMember() throws(EntryFault) -> Actor {
        switch (authtype, authid, authrole) {
        case ("user", let id?, let role?):
            try refuseEmpty("authid", id)
            try refuseEmpty("authrole", role)
            return .user(id: id, role: role)
        case ("system", nil, nil): return .system
        default: throw .member("authtype", found: authtype)
        }
    }

    private func refuseEmpty(_ name: String, _ value: String) throws(EntryFault) {
        guard !value.isEmpty else { throw .member(name, found: value) }
    }
}

/// The member `data`: nearly always an object, so that is tried first.
private struct DataMember: Decodable {
    var value: JSONValue

    init(from decoder: any Decoder) throws {
        // What is wrong inside is found again, and told, by the second way.
        if let members = try? [String: JSONValue](from: decoder) {
            value = .object(members)
        } else {
            value = try JSONValue(from: decoder)
        }
    }
}
