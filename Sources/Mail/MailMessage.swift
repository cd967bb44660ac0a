import Calendars

/// A mail: text and HTML of the same content, and what goes with them.
///
/// The same content gives the same bytes, the boundaries between its parts included.
package struct MailMessage: Hashable, Sendable {
    /// Whom it comes from.
    package var from: Mailbox
    /// Whom it goes to; nobody is written as an empty group under `group`.
    package var to: [Mailbox]
    /// What the group of recipients is called where none is named.
    package var group: String
    /// The one line that mailboxes list.
    package var subject: String
    /// When the message was written, RFC 3339 with an offset.
    package var date: String
    /// Its name, for ever.
    package var id: String
    /// The name that all messages of its thread refer to; nil if it belongs to none.
    package var thread: String?
    /// In which language it is, `id` or `en`.
    package var language: String
    /// The body, one element a line.
    package var lines: [String]
    /// The same as HTML; nil leaves it out.
    package var html: String?
    /// Files that go with it.
    package var attachments: [Attachment]

    /// An address and whose it is.
    package struct Mailbox: Hashable, Sendable {
        /// The name that is shown.
        package var name: String?
        /// `local@domain`.
        package var address: String

        /// Names an address.
        package init(name: String? = nil, address: String) {
            self.name = name
            self.address = address
        }

        /// Whether a text is an address that can stand in an envelope and in a header: `local@domain` in
        /// ASCII, without blanks, quotes and control characters.
        package static func isAddress(_ text: String) -> Bool {
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            let isPlain = text.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && !"\"(),:;<>[\\]".utf8.contains(byte)
            }
            guard parts.count == 2, isPlain, text.utf8.count <= 254 else { return false }
            return parts.allSatisfy { part in
                !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".")
                    && !part.contains("..")
            }
        }
    }

    /// A file in the mail, always in base64: nothing on the way may change it.
    package struct Attachment: Hashable, Sendable {
        /// Its file name, in ASCII.
        package var name: String
        /// Its type with parameters, such as `text/plain; charset=UTF-8`.
        package var type: String
        /// Its content.
        package var bytes: [UInt8]

        /// Names a file.
        package init(name: String, type: String, bytes: [UInt8]) {
            self.name = name
            self.type = type
            self.bytes = bytes
        }

        /// The signed checkpoint of the log up to the message.
        package static func checkpoint(_ note: String) -> Attachment {
            Attachment(
                name: "checkpoint.txt",
                type: "text/plain; charset=UTF-8",
                bytes: Array(note.utf8)
            )
        }

        /// The deadlines that the message speaks of.
        package static func calendar(_ text: String) -> Attachment {
            Attachment(
                name: "tenggat.ics",
                type: "text/calendar; charset=UTF-8; method=PUBLISH",
                bytes: Array(text.utf8)
            )
        }
    }

    /// Gathers a mail.
    package init(
        from: Mailbox,
        to: [Mailbox],
        group: String,
        subject: String,
        date: String,
        id: String,
        thread: String?,
        language: String,
        lines: [String],
        html: String?,
        attachments: [Attachment]
    ) {
        self.from = from
        self.to = to
        self.group = group
        self.subject = subject
        self.date = date
        self.id = id
        self.thread = thread
        self.language = language
        self.lines = lines
        self.html = html
        self.attachments = attachments
    }

    /// The mail as it is sent: ASCII, lines that end in CR LF.
    package var bytes: [UInt8] {
        let lines = header + [""] + body
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    private var header: [String] {
        var lines = HeaderField.parts(
            "From",
            [HeaderField.mailbox(name: from.name, address: from.address)]
        )
        let recipients =
            to.isEmpty
            ? [HeaderField.phrase(group) + ":;"]
            : to.map { HeaderField.mailbox(name: $0.name, address: $0.address) }
        lines += HeaderField.parts("To", recipients, separator: ",")
        lines += HeaderField.text("Subject", subject)
        lines += HeaderField.parts("Date", [Self.date(date)])
        lines += HeaderField.parts("Message-ID", [id])
        if let thread {
            lines += HeaderField.parts("In-Reply-To", [thread])
            lines += HeaderField.parts("References", [thread])
        }
        // RFC 3834: nobody's holiday notice is to answer, and no list server.
        lines += [
            "Auto-Submitted: auto-generated", "Precedence: bulk", "Content-Language: \(language)",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=\"\(boundary("m"))\"",
        ]
        return lines
    }

    private var body: [String] {
        var parts = [alternatives]
        parts += attachments.map { attachment in
            [
                "Content-Type: \(attachment.type)",
                "Content-Disposition: attachment; filename=\"\(attachment.name)\"",
                "Content-Transfer-Encoding: base64", "",
            ] + TransferEncoding.base64Lines(attachment.bytes)
        }
        return Self.multipart(parts, boundary("m"))
    }

    private var alternatives: [String] {
        var parts = [text("plain", lines)]
        if let html {
            let split = html.split(separator: "\n", omittingEmptySubsequences: false)
            parts.append(text("html", split.map(String.init)))
        }
        return ["Content-Type: multipart/alternative; boundary=\"\(boundary("a"))\"", ""]
            + Self.multipart(parts, boundary("a"))
    }

    private func text(_ subtype: String, _ lines: [String]) -> [String] {
        [
            "Content-Type: text/\(subtype); charset=UTF-8",
            "Content-Transfer-Encoding: quoted-printable", "",
        ] + lines.flatMap(TransferEncoding.quotedPrintable)
    }

    /// `=_` occurs in no quoted-printable and no base64, so no part can hold its own boundary.
    private func boundary(_ level: String) -> String { "=_kembar_\(level)" }

    private static func multipart(_ parts: [[String]], _ boundary: String) -> [String] {
        parts.flatMap { ["--" + boundary] + $0 } + ["--\(boundary)--"]
    }

    /// A date as RFC 5322 has it: `Thu, 22 Nov 2018 08:00:00 +0800`.
    static func date(_ text: String) -> String {
        guard let instant = Timestamp(rfc3339: text) else { return text }
        let offset = text.hasSuffix("Z") ? "+00:00" : String(text.suffix(6))
        let zone = Zone(
            name: "",
            abbreviation: "",
            offsetMinutes: Zone.offsetMinutes(offset) ?? 0
        )
        let local = zone.date(of: instant)
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let minute = zone.minuteOfDay(of: instant)
        // A day number 0 is a Thursday.
        let weekday = ((local.dayNumber + 3) % 7 + 7) % 7
        let second = (instant.milliseconds / 1_000 % 60 + 60) % 60
        let time = [minute / 60, minute % 60, Int(second)].map(twoDigits).joined(separator: ":")
        return
            "\(names[weekday]), \(twoDigits(local.day)) \(months[local.month - 1]) \(local.year) "
            + time + " " + offset.filter { $0 != ":" }
    }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
