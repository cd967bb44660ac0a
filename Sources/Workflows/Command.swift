package import Calendars
package import Entries

/// What somebody wants recorded, stamped at the door: nothing in it is looked up later.
package struct Command: Hashable, Sendable {
    /// The agreement; for a beginning, the id that it will have.
    package var agreement: String
    /// The event wanted, by name or by verb.
    package var intent: Intent
    /// When it happened.
    package var moment: Moment
    /// On whose word, which letter.
    package var source: String?
    /// The fields as they came in.
    package var fields: [String: JSONValue]
    /// The position that the first entry of this command will have.
    package var position: Int64
    /// The clock at the door.
    package var now: Timestamp

    /// How the event was named.
    package enum Intent: Hashable, Sendable {
        case event(String)
        case verb(String)
    }

    /// Takes over what was stamped; nothing is judged before it is decided.
    package init(
        agreement: String,
        intent: Intent,
        moment: Moment,
        source: String?,
        fields: [String: JSONValue],
        position: Int64,
        now: Timestamp
    ) {
        self.agreement = agreement
        self.intent = intent
        self.moment = moment
        self.source = source
        self.fields = fields
        self.position = position
        self.now = now
    }
}

/// What follows from a command: an entry without its stamps.
package struct Event: Hashable, Sendable {
    /// The event's name, of the workflow or of the engine.
    package var type: String
    /// When it happened.
    package var moment: Moment
    /// The fields as the entry will hold them: parties with names, versions as positions.
    package var data: [String: JSONValue]
    /// Whether the command's first event caused it, rather than the command itself.
    package var isConsequence: Bool

    /// Describes an entry to come; a consequence is recorded in the same transaction as its cause.
    package init(
        type: String,
        moment: Moment,
        data: [String: JSONValue],
        isConsequence: Bool = false
    ) {
        self.type = type
        self.moment = moment
        self.data = data
        self.isConsequence = isConsequence
    }
}
