import Calendars
import Contacts
import Entries
import Language
import Mail

/// A message as a file of the spool folder: a mail that any mail program can send or show.
struct SpooledMail {
    private let mail: MailMessage
    private let position: Int64

    /// Who reads the folder may not read the data folder; the file may name people.
    private static let mode: UInt32 = 0o640

    init(_ message: JournalMessage, to people: [Person], origin: String) {
        position = message.entry.position
        let host = origin.split(separator: "/").first.map(String.init) ?? "kembar.invalid"
        mail = MailMessage(
            // Whoever sends the file on puts its own sender in this place.
            from: MailMessage.Mailbox(name: "kembar", address: "kembar@\(host)"),
            to: people.map { MailMessage.Mailbox(name: $0.name, address: $0.mail ?? "") },
            group: message.language.say(Phrase(message.roleLabel.id, message.roleLabel.en)),
            subject: message.text.subject,
            date: message.entry.recorded.rfc3339(offsetMinutes: 0),
            id: MessageID(origin: origin, position: position).description,
            thread: message.thread(origin: origin),
            language: message.language.rawValue,
            lines: message.text.lines,
            html: message.text.html,
            attachments: [
                message.proof.map(MailMessage.Attachment.checkpoint),
                message.calendar(origin: origin).map(MailMessage.Attachment.calendar),
            ].compactMap(\.self)
        )
    }

    /// Writes the file whole or not at all; written again it is the same file.
    func write(to folder: String) throws(SpoolFailure) {
        let digits = String(position)
        let name = String(repeating: "0", count: max(0, 10 - digits.count)) + digits + ".eml"
        do {
            try DurableFile.write(mail.bytes, to: folder + "/" + name, mode: Self.mode)
        } catch {
            guard case .folder(let path, let cause, _) = error else {
                throw SpoolFailure(cause: folder)
            }
            throw SpoolFailure(cause: "\(path): \(cause)")
        }
    }
}

/// The spool folder took no file.
struct SpoolFailure: Error {
    var cause: String
}

extension JournalMessage {
    /// What its mails answer to: the agreement that it is about, or the role's digests.
    func thread(origin: String) -> String? {
        guard !isTrial else { return nil }
        let name = agreements.count == 1 ? "agreement-\(agreements[0])" : "digest-\(role)"
        return Mail.MessageID(origin: origin, thread: name).description
    }

    /// The deadlines that it speaks of, as an iCalendar file; nil if there are none.
    func calendar(origin: String) -> String? {
        guard !deadlines.isEmpty else { return nil }
        return CalendarFile(
            product: "kembar",
            stamp: entry.recorded.utc,
            events: deadlines.map {
                $0.event(origin: origin, rehearsal: isRehearsal, in: language)
            }
        ).text
    }
}
