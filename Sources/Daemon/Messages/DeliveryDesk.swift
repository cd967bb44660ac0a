import Answers
import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Language
import Mail
import Projections
import Reminders
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
        outbox.noteAsked()
        guard outbox.isCarried, try outbox.isTimeTrusted() else {
            return DeliveryList(messages: [])
        }
        let now = submitter.door.clock.now()
        var messages: [Int64] = []
        var next: Timestamp?
        for position in try views.outstanding() where outbox.isWritten(position) {
            guard let entry = try readable(position), let role = entry.data["role"]?.string else {
                continue
            }
            let opening = opening(for: entry, now)
            if opening <= now, try !outbox.due(position, role: role).isEmpty {
                messages.append(position)
            }
            let again = max(try outbox.nextTry(position, role: role) ?? opening, opening)
            if again > now { next = min(next ?? again, again) }
        }
        return DeliveryList(
            messages: messages,
            retryAfterSeconds: next.map {
                Int(($0.milliseconds - now.milliseconds + 999) / 1_000)
            }
        )
    }

    /// From when on a message may leave: people are written to in the hours in which they are reminded;
    /// who asks for a message on trial is waiting for it.
    private func opening(for message: Entry, _ now: Timestamp) -> Timestamp {
        guard message.data["trial"]?.bool != true, let planner = submitter.rulesInForce.planner
        else { return now }
        return planner.windowOpening(onOrAfter: now)
    }

    /// Hands a message out with those to whom it is still to go; asked about once more, immediately
    /// before it leaves: roles, and whether it still stands.
    ///
    /// Throws `Problem` with `notOutstanding` where it is not to be carried now, or not any more.
    package func take(_ position: Int64) async throws -> Parcel {
        let entry = try outstanding(position)
        guard try outbox.isTimeTrusted() else { throw notOutstanding(position, "clock") }
        guard outbox.isWritten(position) else { throw notOutstanding(position, "notWritten") }
        let now = submitter.door.clock.now()
        guard opening(for: entry, now) <= now else { throw notOutstanding(position, "window") }
        if let outcome = try await outbox.askOnceMore(position) {
            throw notOutstanding(position, outcome.data["reason"]?.string ?? "noLongerStands")
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
    /// Throws `Problem`: `notOutstanding`, or `unknownContact` for one who was erased, or was given
    /// another role, since the message was taken.
    package func note(
        _ request: DeliveryOutcomeRequest,
        of position: Int64
    ) async throws -> DeliveryStanding {
        let role = try outstanding(position).data["role"]?.string ?? ""
        guard let recipient = try outbox.recipient(request.recipient, of: role) else {
            throw Problem(.unknownContact, ["id": .string(request.recipient)])
        }
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

    /// The entry of a message; nil also where it can't be read: it holds up no other, and `status` tells
    /// of it.
    private func readable(_ position: Int64) throws -> Entry? {
        do {
            return try message(at: position)
        } catch SubmissionFailure.unreadable {
            return nil
        }
    }

    /// The message at that position, if it waits to be carried.
    private func outstanding(_ position: Int64) throws -> Entry {
        guard outbox.isCarried, try views.outstanding().contains(position),
            let entry = try message(at: position)
        else { throw notOutstanding(position) }
        return entry
    }

    private func notOutstanding(_ position: Int64, _ reason: String? = nil) -> Problem {
        var params: [String: JSONValue] = ["position": .integer(Int(position))]
        params["reason"] = reason.map(JSONValue.string)
        return Problem(.notOutstanding, params)
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
        let reason = (reason ?? outcome).prefix(Self.reasonMax).map(\.printable).joined()
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

extension Character {
    /// The same, or `?` where a screen must not show it: a relay's words may hold anything, and what
    /// became of the mail counts all the same.
    fileprivate var printable: String {
        PlainText.disturbing(String(self)) == nil ? String(self) : "?"
    }
}
