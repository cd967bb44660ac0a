/// `GET /v1/deliveries`, on the deliverer's socket: which messages wait to be carried now.
package struct DeliveryList: Codable, Hashable, Sendable {
    /// The positions of their `MessageIssued` entries, oldest first.
    package var messages: [Int64]
    /// In how many seconds the next one that had to wait may be tried again; absent if none waits.
    package var retryAfterSeconds: Int?

    /// Makes the answer.
    package init(messages: [Int64], retryAfterSeconds: Int? = nil) {
        self.messages = messages
        self.retryAfterSeconds = retryAfterSeconds
    }
}

/// `POST /v1/deliveries/{position}/take`: one message, asked about once more, with its addresses.
package struct Parcel: Codable, Hashable, Sendable {
    /// The position of its `MessageIssued` entry.
    package var position: Int64
    /// Its name, for ever: made of the log's origin and the position.
    package var messageID: String
    /// The name that all messages of its thread refer to; absent if it belongs to none.
    package var thread: String?
    /// When it was issued, an instant with the own office's offset.
    package var issued: String
    /// The log that it comes from, as a URL.
    package var source: String
    /// The recipient's role in the policy.
    package var role: String
    /// What the policy calls that role.
    package var roleLabel: Label
    /// The office whose role it is.
    package var office: OfficeAnswer
    /// The local date of the recipient.
    package var date: String
    /// The agreements that it speaks of.
    package var agreements: [String]
    /// The signed checkpoint of the log up to the message; absent where none could be signed.
    package var checkpoint: String?
    /// To whom it is still to go now.
    package var recipients: [Recipient]

    /// Makes the answer.
    package init(
        position: Int64,
        messageID: String,
        thread: String? = nil,
        issued: String,
        source: String,
        role: String,
        roleLabel: Label,
        office: OfficeAnswer,
        date: String,
        agreements: [String],
        checkpoint: String? = nil,
        recipients: [Recipient]
    ) {
        self.position = position
        self.messageID = messageID
        self.thread = thread
        self.issued = issued
        self.source = source
        self.role = role
        self.roleLabel = roleLabel
        self.office = office
        self.date = date
        self.agreements = agreements
        self.checkpoint = checkpoint
        self.recipients = recipients
    }

    /// One who gets the message, and the text in that one's language.
    package struct Recipient: Codable, Hashable, Sendable {
        /// The opaque number of a person, such as `c-0003`, or `webhook`.
        package var id: String
        /// `mail` or `webhook`.
        package var channel: String
        /// The person's name; absent for a webhook.
        package var name: String?
        /// The person's address; absent for a webhook.
        package var mail: String?
        /// The language of the text, `id` or `en`.
        package var language: String
        /// One line.
        package var subject: String
        /// The body, one element a line.
        package var lines: [String]
        /// The body as HTML.
        package var html: String
        /// The deadlines that it speaks of, as an iCalendar file; absent if there are none.
        package var calendar: String?

        /// Makes the answer.
        package init(
            id: String,
            channel: String,
            name: String? = nil,
            mail: String? = nil,
            language: String,
            subject: String,
            lines: [String],
            html: String,
            calendar: String? = nil
        ) {
            self.id = id
            self.channel = channel
            self.name = name
            self.mail = mail
            self.language = language
            self.subject = subject
            self.lines = lines
            self.html = html
            self.calendar = calendar
        }
    }
}

/// Says by `POST /v1/deliveries/{position}/outcomes` what became of a message for one recipient.
package struct DeliveryOutcomeRequest: RequestForm, Codable, Hashable, Sendable {
    /// The recipient's id in the parcel.
    package var recipient: String
    /// `delivered`, `refused` for good, or `later`.
    package var outcome: String
    /// What the other side said, in its own words; shown to the operator, never in the log.
    package var reason: String?

    /// Makes the body.
    package init(recipient: String, outcome: String, reason: String? = nil) {
        self.recipient = recipient
        self.outcome = outcome
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case recipient, outcome, reason
    }

    /// All members of the type: the form takes each of them.
    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// The answer to an outcome: how the whole message stands.
package struct DeliveryStanding: Codable, Hashable, Sendable {
    /// The position of the `MessageIssued` entry.
    package var position: Int64
    /// `outstanding`, `delivered` or `failed`.
    package var state: String
    /// When the recipient may be tried again, in seconds; absent if never.
    package var retryAfterSeconds: Int?

    /// Makes the answer.
    package init(position: Int64, state: String, retryAfterSeconds: Int? = nil) {
        self.position = position
        self.state = state
        self.retryAfterSeconds = retryAfterSeconds
    }
}
