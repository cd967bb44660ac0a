import Answers
import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Language
import Mail
import Projections
package import Wire
import Workflows

/// Where kembar-deliver asks and tells: which messages wait, one of them with its addresses, and what
/// became of it.
///
/// The routes put a socket before it. The views have to be at the log's head; whoever asks sees to
/// that.
package struct DeliveryDesk: Sendable {
    let outbox: Outbox

    private var submitter: Submitter { outbox.submitter }
    private var views: Views { outbox.views }
    private var origin: String { outbox.journal.checkpoints.origin }

    /// Returns the messages that are to be carried now, and when the next one is to be tried again.
    package func list() throws -> DeliveryList {
        guard outbox.isCarried else { return DeliveryList(messages: []) }
        let now = submitter.door.clock.now()
        var messages: [Int64] = []
        var next: Timestamp?
        for position in try views.outstanding() {
            guard let role = try message(at: position)?.data["role"]?.string else { continue }
            if try !outbox.due(position, role: role).isEmpty { messages.append(position) }
            guard let again = try outbox.nextTry(position, role: role), again > now else {
                continue
            }
            next = min(next ?? again, again)
        }
        return DeliveryList(
            messages: messages,
            retryAfterSeconds: next.map {
                Int(($0.milliseconds - now.milliseconds + 999) / 1_000)
            }
        )
    }

    /// Hands a message out with those to whom it is still to go; asked about once more, immediately
    /// before it leaves: roles, and whether it still stands.
    ///
    /// Throws `Problem` with `notOutstanding` where it is not to be carried any more.
    package func take(_ position: Int64) async throws -> Parcel {
        let entry = try outstanding(position)
        if let failed = try await outbox.askOnceMore(position) {
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
        return parcel(message, recipients)
    }

    /// Keeps what became of a message for one recipient, and answers how it stands.
    ///
    /// Throws `Problem`: `notOutstanding`, or `unknownContact` for one who was erased, or is no longer
    /// in that role, since the message was taken.
    package func note(
        _ request: DeliveryOutcomeRequest,
        of position: Int64
    ) async throws -> DeliveryStanding {
        let role = try outstanding(position).data["role"]?.string ?? ""
        guard
            let recipient = try outbox.recipients(of: role).first(where: {
                $0.id == request.recipient
            })
        else { throw Problem(.unknownContact, ["id": .string(request.recipient)]) }
        let (standing, seconds) = try await outbox.note(
            try request.read(),
            of: position,
            for: recipient
        )
        return DeliveryStanding(
            position: position,
            state: standing.rawValue,
            retryAfterSeconds: seconds
        )
    }

    /// The entry of a message; nil where it says no more whose it was.
    private func message(at position: Int64) throws -> Entry? {
        let log = outbox.journal.log
        return try log.entry(at: position).map {
            try HistoryReader.entry($0, in: log, recent: submitter.recent)
        }
    }

    /// The message at that position, if it waits to be carried.
    private func outstanding(_ position: Int64) throws -> Entry {
        guard outbox.isCarried, try views.outstanding().contains(position),
            let entry = try message(at: position)
        else { throw notOutstanding(position) }
        return entry
    }

    private func notOutstanding(_ position: Int64) -> Problem {
        Problem(.notOutstanding, ["position": .integer(Int(position))])
    }
}

extension DeliveryDesk {
    private func text(
        _ position: Int64,
        _ language: Language,
        _ texts: inout [Language: JournalMessage]
    ) throws -> JournalMessage? {
        if let known = texts[language] { return known }
        texts[language] = try outbox.journal.message(at: position, in: language)
        return texts[language]
    }

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
        let offices = submitter.rulesInForce.circumstances.offices
        let offset = offices.own.zone.offsetMinutes
        return Parcel(
            position: message.entry.position,
            messageID: MessageID(origin: origin, position: message.entry.position).description,
            thread: message.thread(origin: origin),
            issued: message.entry.recorded.rfc3339(offsetMinutes: offset),
            source: "https://" + origin,
            role: message.role,
            roleLabel: message.roleLabel.answer,
            office: offices.answer(message.office),
            date: message.day,
            agreements: message.agreements,
            checkpoint: message.proof,
            recipients: recipients
        )
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
