import Foundation
import Mail
import Testing

/// A mail as it is sent.
@Suite struct MailMessageTests {
    static let note =
        "test.invalid/kembar\n43\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n"
        + "\u{2014} test.invalid/kembar "
        + String(repeating: "abcd", count: 26) + "\n"

    static func mail(
        subject: String = "Pengingat kerja sama daerah",
        lines: [String] = ["Yth. Petugas", "", "Mohon segera ditindaklanjuti."]
    ) -> MailMessage {
        MailMessage(
            from: .init(name: "kembar (SINTETIS)", address: "kembar@contoh.invalid"),
            to: [.init(name: "Pegawai Contoh", address: "petugas@contoh.invalid")],
            group: "Petugas",
            subject: subject,
            date: "2018-11-22T08:00:05.000+08:00",
            id: MessageID(origin: "test.invalid/kembar", position: 42).description,
            thread: MessageID(origin: "test.invalid/kembar", thread: "digest-petugas").description,
            language: "id",
            lines: lines
                + note.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init),
            html: "<p>Yth. Petugas &amp; \u{2014}</p>",
            attachments: [.checkpoint(note)]
        )
    }

    static func text(_ mail: MailMessage) -> String { String(decoding: mail.bytes, as: UTF8.self) }

    @Test func `a message has one name, made of origin and position`() {
        func id(_ origin: String) -> String {
            MessageID(origin: origin, position: 42).description
        }
        #expect(id("test.invalid/kembar") == "<kembar.42@test.invalid>")
        #expect(id("test.invalid") == "<42@test.invalid>")
        #expect(id("test.invalid/a b/\u{e9}") == "<a.b.42@test.invalid>")
        #expect(
            MessageID(origin: "test.invalid/k", thread: "agreement-2018-0001").description
                == "<k.thread.agreement-2018-0001@test.invalid>"
        )
    }

    @Test func `the header says what mail programs need, and is ASCII`() {
        let text = Self.text(Self.mail())
        for line in [
            "From: \"kembar (SINTETIS)\" <kembar@contoh.invalid>",
            "To: Pegawai Contoh <petugas@contoh.invalid>",
            "Subject: Pengingat kerja sama daerah", "Date: Thu, 22 Nov 2018 08:00:05 +0800",
            "Message-ID: <kembar.42@test.invalid>",
            "References: <kembar.thread.digest-petugas@test.invalid>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
        ] {
            #expect(text.contains(line + "\r\n"), "\(line) in \(text)")
        }
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(!text.replacing("\r\n", with: "").contains("\n"))
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    }

    @Test func `a subject that is not ASCII is encoded, within lines and characters`() {
        let subject = String(repeating: "Peringatan \u{2014} tenggat \u{e9}\u{1F600} ", count: 6)
        let lines = Self.text(Self.mail(subject: subject)).split(separator: "\r\n")
        let start = lines.firstIndex { $0.hasPrefix("Subject:") } ?? 0
        let folded = lines[start...].prefix { $0 == lines[start] || $0.hasPrefix(" ") }
        #expect(folded.count > 2)
        #expect(folded.allSatisfy { $0.utf8.count <= 78 && $0.contains("=?UTF-8?B?") })
    }

    @Test func `a text can't add a header or end the mail`() {
        let text = Self.text(
            Self.mail(
                subject: "x\r\nBcc: lain@contoh.invalid",
                lines: [".", "..", "From sini", "--=_kembar_m", "akhir "]
            )
        )
        #expect(!text.contains("\r\nBcc:"))
        #expect(text.contains("\r\n=2E\r\n=2E.\r\n=46rom sini\r\n"))
        #expect(text.contains("--=3D_kembar_m\r\nakhir=20\r\n"))
    }

    @Test(arguments: [".", "From "])
    func `a line that begins unsafely behind a soft break is no longer than any other`(
        start: String
    ) throws {
        let line = String(repeating: "a", count: 75) + start + String(repeating: "b", count: 150)
        let text = Self.text(Self.mail(lines: [line]))
        let pieces = text.components(separatedBy: "\r\n").filter {
            $0.contains("aaa") || $0.contains("bbb")
        }
        #expect(pieces.count > 2)
        for piece in pieces {
            #expect(piece.utf8.count <= 76, "\(piece)")
            #expect(!piece.hasPrefix(start))
        }
        #expect(text.contains("a=\r\n=\(start == "." ? "2E" : "46rom ")b"))
    }

    @Test func `the same content gives the same bytes`() {
        #expect(Self.mail().bytes == Self.mail().bytes)
    }

    @Test func `without an address the role is an empty group`() {
        var mail = Self.mail()
        mail.to = []
        #expect(Self.text(mail).contains("\r\nTo: Petugas:;\r\n"))
    }

    @Test(arguments: [
        ("a@b.invalid", true), ("a.b-c+d@b.invalid", true), ("", false), ("a", false),
        ("a@", false), ("@b", false), ("a b@c", false), ("a@b@c", false), ("a@b\r\nX: y", false),
        ("a@b,c@d", false), ("<a@b>", false), ("\u{e9}@b.invalid", false), ("a..b@c", false),
    ])
    func `an address is one that can stand in an envelope`(text: String, isOne: Bool) {
        #expect(MailMessage.Mailbox.isAddress(text) == isOne)
    }
}

/// The checkpoint comes out of a mail as it went in, whatever happened to the mail.
@Suite struct MailReaderTests {
    private var note: String { MailMessageTests.note }

    private func found(_ text: String) -> String? { MailReader(Array(text.utf8)).checkpoint }

    @Test func `it is found in the mail as it was sent, and with the line ends of a mailbox`() {
        let text = MailMessageTests.text(MailMessageTests.mail())
        #expect(found(text) == note)
        #expect(found(text.replacing("\r\n", with: "\n")) == note)
        #expect(found("From kembar Thu Nov 22 08:00:05 2018\n" + text) == note)
    }

    @Test func `it is found in the body when the attachment is lost`() {
        var mail = MailMessageTests.mail()
        mail.attachments = []
        #expect(found(MailMessageTests.text(mail)) == note)
    }

    @Test(arguments: ["<pre>", "<pre>\n"])
    func `in a mail's HTML it is the same one, as older versions wrote it too`(tag: String) {
        let html =
            "Content-Type: text/html; charset=utf-8\n\n<p>Salam</p>\n" + tag + note + "</pre>\n"
        let text =
            "Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\n"
            + "Content-Type: text/plain\n\n" + note + "\n--b\n" + html + "\n--b--\n"
        #expect(all(text) == [note])
        #expect(all(html) == [note])
    }

    @Test func `it is found in a forwarded mail`() {
        let inner = MailMessageTests.text(MailMessageTests.mail())
        let outer =
            "Subject: Fwd\nContent-Type: multipart/mixed;\n boundary=luar\n\n--luar\n\nlihat\n"
            + "--luar\nContent-Type: message/rfc822\n\n\(inner)\n--luar--\n"
        #expect(found(outer) == note)
    }

    @Test(arguments: ["plain", "8bit", "base64", "flowed", "quoted", "trimmed"])
    func `it survives what mailboxes do to a body`(way: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let head = "Subject: x\nContent-Type: text/plain; charset=UTF-8"
        let text: String =
            switch way {
            case "plain": note
            case "8bit": head + "\nContent-Transfer-Encoding: 8bit\n\nSalam\n\n" + note
            case "base64":
                head + "\nContent-Transfer-Encoding: BASE64\n\n"
                    + Self.base64("Salam\r\n\r\n" + note.replacing("\n", with: "\r\n"))
            case "flowed":
                head + "; format=flowed\n\nSalam \nsemua\n\n"
                    + lines.map { line in
                        line.hasPrefix("\u{2014} ")
                            ? line.replacing("kembar ", with: "kembar \n") : line
                    }.joined(separator: "\n")
            case "quoted":
                head + "\n\nMenjawab:\n" + lines.map { "> " + $0 }.joined(separator: "\n")
            default: head + "\n\n" + lines.map { $0 + "  " }.joined(separator: "\n")
            }
        #expect(found(text) == note)
    }

    /// The note of a log with so many entries.
    private func note(_ size: Int) -> String { note.replacing("\n43\n", with: "\n\(size)\n") }

    private func all(_ text: String) -> [String] { MailReader(Array(text.utf8)).checkpoints }

    @Test func `every mail of a mailbox gives its checkpoint, each once`() {
        let mails = [7, 43, 9].map { size in
            MailMessageTests.text(MailMessageTests.mail()).replacing("\r\n", with: "\n")
                .replacing("\n43\n", with: "\n\(size)\n")
        }
        let reply =
            "Subject: Re\nContent-Transfer-Encoding: base64\n\n"
            + Self.base64("Salam\n" + note(11)) + "\n"
        let box = (mails + [reply]).map { "From kembar Thu Nov 22 08:00:05 2018\n" + $0 + "\n" }
        // The attachment is base64: it says 43 in each, whatever the text says.
        #expect(all(box.joined()) == [note, note(7), note(9), note(11)])
        #expect(all(note(7) + note(9) + note(7)) == [note(7), note(9)])
    }

    @Test func `what says more entries than a log can have is no checkpoint, and hides none`() {
        let most = 9_007_199_254_740_991
        #expect(all(note(7) + note(most)) == [note(7), note(most)])
        for size in [most + 1, Int.max] {
            #expect(all(note(size) + note(7)) == [note(7)])
            #expect(all(note(size)).isEmpty)
        }
    }

    @Test(arguments: ["journal", "quoted-twice", "indented", "wrapped", "windows", "unended"])
    func `what was printed, typed off or copied is read to the same bytes`(way: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func each(_ start: String) -> String { lines.map { start + $0 }.joined(separator: "\n") }
        let text: String =
            switch way {
            case "journal":
                each("Nov 22 08:00:05 server kembard[812]: ")
                    + "\nNov 22 08:00:06 server cron[9]: x"
            case "quoted-twice": "Subject: Re: Re\n\n" + each("> > ")
            case "indented": "Checkpoint:\n\n" + each("    ") + "\nSalam\n"
            case "wrapped": note.replacing("kembar abcd", with: "kembar\nabcd")
            case "windows": note.replacing("\n", with: "\r\n")
            default: String(note.dropLast())
            }
        #expect(all(text) == [note])
    }

    /// A note whose signatures are as long as those of a log and of a witness.
    private var signed: String {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func signature(_ letter: String, _ count: Int) -> String {
            Self.base64(String(repeating: letter, count: count)).replacing("\n", with: "")
        }
        return lines[..<4].map { $0 + "\n" }.joined()
            + "\u{2014} kembar.invalid/log \(signature("k", 68))\n"
            + "\u{2014} saksi.invalid \(signature("s", 76))\n"
    }

    @Test(arguments: [
        "-", "--", "---", "\u{2013}", "\u{2015}", "?", "\u{FFFD}", "\u{E2}\u{20AC}\u{201D}",
    ])
    func `a dash that stands for a signature's em dash is taken for it`(dash: String) {
        let changed = signed.replacing("\u{2014}", with: dash)
        #expect(found(changed) == signed)
        #expect(found("Subject: Fwd\n\n> " + changed.replacing("\n", with: "\n> ")) == signed)
        #expect(found(changed.replacing("log ", with: "log\n")) == signed)
        #expect(found(signed.replacing("\u{2014} s", with: dash + " s")) == signed)
        // Off a paper on which the empty line can't be seen.
        #expect(found(changed.replacing("\n\n", with: "\n")) == signed)
        let greeting = "\(dash) Sekretaris Daerah Kota\n\(dash) Kota\n"
        #expect(found("Salam\n" + changed + greeting) == signed)
    }

    @Test func `the em dash of another character set is taken for it`() {
        let (before, after) = (
            Array("Content-Type: text/plain; charset=windows-1252\n\n".utf8), signed
        )
        let bytes =
            before + after.replacing("\u{2014}", with: "\u{1}").utf8.map { $0 == 1 ? 0x97 : $0 }
        #expect(MailReader(bytes).checkpoint == signed)
    }

    @Test(arguments: ["application/octet-stream", "application/x-checkpoint", "text/plain"])
    func `an attachment is read whatever type it was given`(type: String) {
        let mail =
            "Subject: Fwd\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nSalam\n--x\n"
            + "Content-Type: \(type); name=checkpoint.txt\nContent-Disposition: attachment\n"
            + "Content-Transfer-Encoding: base64\n\n\(Self.base64(note))\n--x--\n"
        #expect(found(mail) == note)
    }

    @Test func `an attachment of mere bytes is passed over`() {
        let picture = "Content-Type: application/octet-stream\n\n\u{FFFD}"
        let bytes = Array(picture.utf8.dropLast(3)) + [0xFF, 0xFE] + Array("\n\(note)".utf8)
        let mail =
            Array("Content-Type: multipart/mixed; boundary=x\n\n--x\n".utf8) + bytes
            + Array("\n--x\n\n\(note)--x--\n".utf8)
        #expect(MailReader(mail).found.count == 1)
    }

    @Test func `a text of one long flowed line is read in the time of its length`() {
        func seconds(_ count: Int) -> Duration {
            let text =
                "Content-Type: text/plain; format=flowed\n\n"
                + String(repeating: "panjang sekali \n", count: count) + "\n\n" + note
            return ContinuousClock().measure { #expect(found(text) == note) }
        }
        _ = seconds(100)
        // Eight times the text: 64 times the time if every line copied all before it.
        #expect(seconds(80_000) < seconds(10_000) * 32)
    }

    @Test func `a witness's request is found whole, with its proof`() {
        let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        let request = "old 3\n\(hash)\n\(hash)\n\n" + note
        let mail = "Subject: permintaan\r\n\r\nSalam,\r\n\r\n"
        let found = MailReader(
            Array((mail + request.replacing("\n", with: "\r\n") + "-- \r\nSekretaris").utf8)
        ).found
        #expect(found == [.init(note: note, request: request)])
        #expect(MailReader(Array(note.utf8)).found == [.init(note: note)])
    }

    @Test(arguments: ["", "Subject: x\n\nSalam\n", "a\n1\nb\n\n\u{2014} a b\n"])
    func `what has none has none`(text: String) {
        #expect(found(text) == nil)
    }

    private static func base64(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = Array(text.utf8)
        var written = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                written.append(
                    place <= group.count ? alphabet[value >> (18 - 6 * place) & 63] : "="
                )
            }
            if start % 57 == 54 { written += "\n" }
        }
        return written
    }
}

/// Deadlines as a calendar program reads them.
@Suite struct CalendarFileTests {
    @Test func `an event has its UID, its day and folded lines`() {
        let file = CalendarFile(
            product: "kembar",
            stamp: "2018-11-22T00:00:00.000Z",
            events: [
                CalendarFile.Event(
                    uid: "2018-0001-4-promise@test.invalid",
                    day: "2018-11-30",
                    dayAfter: "2018-12-01",
                    sequence: 2,
                    summary: "Janji Kota Contoh; kesiapan, "
                        + String(repeating: "panjang ", count: 12),
                    details: ["baris \\ satu", "baris dua"]
                )
            ]
        )
        let lines = file.text.components(separatedBy: "\r\n")
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        for line in [
            "UID:2018-0001-4-promise@test.invalid", "DTSTAMP:20181122T000000Z",
            "DTSTART;VALUE=DATE:20181130", "DTEND;VALUE=DATE:20181201", "SEQUENCE:2",
            "DESCRIPTION:baris \\\\ satu\\nbaris dua",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(file.text.contains("SUMMARY:Janji Kota Contoh\\; kesiapan\\, panjang"))
    }

    @Test func `marks that join their neighbours hide nothing from it`() {
        let marks = String(repeating: "\u{301}", count: 60)
        let file = CalendarFile(
            product: "kembar",
            stamp: "2018-11-22T00:00:00.000Z",
            events: [
                CalendarFile.Event(
                    uid: "x@test.invalid",
                    day: "2018-11-30",
                    dayAfter: "2018-12-01",
                    sequence: 1,
                    summary: "a,\u{301}b;\u{301}c",
                    details: ["d\u{600};e\r\nX-F:g", "h\(marks)"]
                )
            ]
        )
        let scalars = file.text.unicodeScalars.filter { $0.isASCII }
        let plain = String(String.UnicodeScalarView(scalars))
        #expect(plain.contains("SUMMARY:a\\,b\\;c\r\n"))
        #expect(plain.contains("DESCRIPTION:d\\;e\\nX-F:g\\nh\r\n"))
        #expect(file.text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    }
}
