import Answers
import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Hummingbird
import Language
import Mail
import Projections
import Wire
import Workflows

/// What kembar-deliver asks and tells: the messages that wait, one of them with its addresses, and what
/// became of it.
///
/// Nothing else is answered on its socket.
struct DeliveryRoutes: Sendable {
    let house: House

    /// What the deliverer's socket answers begins so.
    static let path = "/v1/deliveries"

    func add(to router: Router<KembarContext>) {
        router.get("/v1/deliveries") { try await list($0, $1) }
        router.post("/v1/deliveries/:position/take") { try await take($0, $1) }
        router.post("/v1/deliveries/:position/outcomes") { try await note($0, $1) }
        addWitnesses(to: router)
    }

    private var outbox: Outbox { house.wakeUp.outbox }

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        try await house.reachHead()
        guard outbox.isCarried else { return try Answer.json(DeliveryList(messages: [])) }
        let now = house.submitter.door.clock.now()
        var messages: [Int64] = []
        var next: Timestamp?
        for position in try house.views.outstanding() {
            guard let role = try message(at: position)?.data["role"]?.string else { continue }
            if try !outbox.due(position, role: role).isEmpty { messages.append(position) }
            guard let again = try outbox.nextTry(position, role: role), again > now else {
                continue
            }
            next = min(next ?? again, again)
        }
        return try Answer.json(
            DeliveryList(
                messages: messages,
                retryAfterSeconds: next.map {
                    Int(($0.milliseconds - now.milliseconds + 999) / 1_000)
                }
            )
        )
    }

    /// The entry of a message; nil where it says no more whose it was.
    private func message(at position: Int64) throws -> Entry? {
        try house.log.entry(at: position).map { try HistoryReader.entry($0, in: house.log) }
    }

    private func take(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        let (position, entry) = try await outstanding(context)
        // Once more, immediately before it leaves: roles, and whether it still stands.
        if let failed = try await house.submitter.askOnceMore(message: position) {
            throw Problem(
                .notOutstanding,
                [
                    "position": .integer(Int(position)),
                    "reason": failed.data["reason"] ?? "failed",
                ]
            )
        }
        guard let role = entry.data["role"]?.string,
            let message = try outbox.journal.message(at: position)
        else { throw notOutstanding(position) }
        var texts: [Language: JournalMessage] = [message.language: message]
        let recipients = try outbox.due(position, role: role).compactMap { recipient in
            let language = recipient.person.flatMap { Language(rawValue: $0.language) }
            let text = try text(position, language ?? message.language, &texts)
            return text.map { self.recipient(recipient, $0) }
        }
        return try Answer.json(parcel(message, recipients))
    }

    private func text(
        _ position: Int64,
        _ language: Language,
        _ texts: inout [Language: JournalMessage]
    ) throws -> JournalMessage? {
        if let known = texts[language] { return known }
        texts[language] = try outbox.journal.message(at: position, in: language)
        return texts[language]
    }

    private var origin: String { house.folder.identity.origin }

    private func recipient(
        _ recipient: Outbox.Recipient,
        _ message: JournalMessage
    ) -> Parcel.Recipient {
        Parcel.Recipient(
            id: recipient.id,
            channel: recipient.channel,
            name: recipient.person?.name,
            mail: recipient.person?.mail,
            language: message.language.rawValue,
            subject: message.text.subject,
            lines: message.text.lines,
            html: message.text.html,
            calendar: message.calendar(origin: origin)
        )
    }

    private func parcel(_ message: JournalMessage, _ recipients: [Parcel.Recipient]) -> Parcel {
        let rules = house.submitter.rulesInForce
        let maker = AnswerMaker(house, rules)
        return Parcel(
            position: message.entry.position,
            messageID: MessageID(origin: origin, position: message.entry.position).description,
            thread: message.thread(origin: origin),
            issued: maker.local(message.entry.recorded),
            source: "https://" + origin,
            role: message.role,
            roleLabel: message.roleLabel.answer,
            office: maker.office(message.office),
            date: message.day,
            agreements: message.agreements,
            checkpoint: message.proof,
            recipients: recipients
        )
    }

    private func note(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        let (body, _) = try await request.decoded(DeliveryOutcomeRequest.self)
        let (position, entry) = try await outstanding(context)
        let role = entry.data["role"]?.string ?? ""
        guard
            let recipient = try outbox.recipients(of: role).first(where: {
                $0.id == body.recipient
            })
        else {
            // Erased, or no longer in that role, since the message was taken.
            throw Problem(.unknownContact, ["id": .string(body.recipient)])
        }
        let (standing, seconds) = try await outbox.note(
            try body.read(),
            of: position,
            for: recipient
        )
        return try Answer.json(
            DeliveryStanding(
                position: position,
                state: standing.rawValue,
                retryAfterSeconds: seconds
            )
        )
    }

    /// The message of the path, if it waits to be carried.
    private func outstanding(_ context: KembarContext) async throws -> (Int64, Entry) {
        let text = try context.parameters.require("position")
        guard let position = Int64(text), String(position) == text else {
            throw Problem(
                .badField,
                ["field": "position", "value": .string(text), "expected": "integer"]
            )
        }
        try await house.reachHead()
        guard outbox.isCarried, try house.views.outstanding().contains(position),
            let entry = try message(at: position)
        else { throw notOutstanding(position) }
        return (position, entry)
    }

    private func notOutstanding(_ position: Int64) -> Problem {
        Problem(.notOutstanding, ["position": .integer(Int(position))])
    }
}

extension DeliveryOutcomeRequest {
    /// The longest word of the other side that is kept.
    private static let reasonMax = 500

    fileprivate func read() throws(Problem) -> Outbox.Outcome {
        if let reason, let fault = InputText.fault(in: reason) {
            throw ProblemMaker.problem(of: fault, "reason")
        }
        let reason = String((reason ?? outcome).prefix(Self.reasonMax))
        switch outcome {
        case "delivered": return .delivered
        case "refused": return .refused(reason: reason)
        case "later": return .later(reason: reason)
        default:
            throw Problem(
                .badField,
                [
                    "field": "outcome", "value": .string(outcome), "expected": "choice",
                    "allowed": ["delivered", "refused", "later"],
                ]
            )
        }
    }
}
