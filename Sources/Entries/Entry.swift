package import Calendars

/// One line of the history: a CloudEvents 1.0 object whose bytes never change again.
///
/// Time when it happened and time when it was recorded are two things; so are the person who
/// recorded it and the word on which it was recorded. See docs/entry.md for the golden entry.
package struct Entry: Hashable, Sendable {
    /// The most bytes of one entry: an entry bundle writes its length into 16 bits (C2SP tlog-tiles).
    package static let bytesMax = 65_535

    /// Random UUID, lower case; makes the leaf hash tell nothing of the content.
    package var id: String
    /// `https://` and the log's origin.
    package var source: String
    /// The event's plain name, such as `VisitProposed`.
    package var type: String
    /// The agreement and the gapless number of this entry within it; nil for engine entries.
    package var subject: Subject?
    /// When it happened, as exactly as is known.
    package var moment: Moment
    /// When it was recorded; never decreases along the log.
    package var recorded: Timestamp
    /// The position in the log, from 0 without a gap: the leaf index.
    package var position: Int64
    /// The version of the shape of `data`, from 1.
    package var dataVersion: Int
    /// The command that brought it about.
    package var command: CommandStamp
    /// Who recorded it.
    package var actor: Actor
    /// For whom, as the caller claims.
    package var onBehalfOf: String?
    /// The `id` of the entry that caused it.
    package var causation: String?
    /// What happened: an object.
    package var data: JSONValue

    /// Which agreement, and the how-manieth entry of it this is.
    package struct Subject: Hashable, Sendable {
        /// The agreement's id, year and number: `2018-0001`.
        package var agreement: String
        /// This entry's number within the agreement, from 1 without a gap: an omission shows.
        package var version: Int

        /// Names an entry's place within its agreement.
        package init(agreement: String, version: Int) {
            self.agreement = agreement
            self.version = version
        }
    }

    /// Puts an entry together, stamps included; its text is not judged here, see `InputText`.
    package init(
        id: String,
        source: String,
        type: String,
        subject: Subject?,
        moment: Moment,
        recorded: Timestamp,
        position: Int64,
        dataVersion: Int = 1,
        command: CommandStamp,
        actor: Actor,
        onBehalfOf: String? = nil,
        causation: String? = nil,
        data: JSONValue
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.moment = moment
        self.recorded = recorded
        self.position = position
        self.dataVersion = dataVersion
        self.command = command
        self.actor = actor
        self.onBehalfOf = onBehalfOf
        self.causation = causation
        self.data = data
    }
}

/// The command that an entry came from: idempotency key, part and digest.
package struct CommandStamp: Hashable, Sendable {
    /// The idempotency key, as its actor gave it.
    package var id: String
    /// This entry is the `part`-th of `parts`, from 1.
    package var part: Int
    /// How many entries the command brought, in one transaction.
    package var parts: Int
    /// The first 16 hex digits of the SHA-256 of the request.
    package var digest: String

    /// Stamps one part of a command.
    package init(id: String, part: Int, parts: Int, digest: String) {
        self.id = id
        self.part = part
        self.parts = parts
        self.digest = digest
    }
}

/// Who recorded an entry.
package enum Actor: Hashable, Sendable {
    /// A Unix user under an opaque name such as `a-0007`, and the right under which it was let in.
    case user(id: String, role: String)
    /// The daemon itself.
    case system

    /// The name that owns idempotency keys: `a-0007` or `system`.
    package var name: String {
        switch self {
        case .user(let id, _): id
        case .system: "system"
        }
    }
}
