import Calendars
import Entries
import Mail
import Reminders
import RuleFiles
import TestSupport
import Testing
import Wire
import Workflows

@testable import kembar

/// What people and other programs hand in: rule files, holidays, mails, bodies of requests.
@Suite(.timeLimit(.minutes(5))) struct TextFuzzTests {
    /// Parses of a few kilobytes of YAML take milliseconds.
    private static let yamlRounds = 500

    private static let words = [
        "name:", "label: {id: a, en: b}", "- ", "  ", "stages:", "events:", "from: [open]",
        "brings:",
        "enters: ", "fields:", "form: text", "required: true", "{", "}", "[", "]", ": ", "# ", "\t",
        "\"",
        "'", "---\n", "...\n", "? ", "<<: *a", "&a ", "!!binary ", "days:", "date: 2026-02-30",
        "years: [1, 9999]",
        "rungs:", "after: 10", "before: 0", "repeat: {every: 0, times: 9999999, roles: []}",
    ]

    private static func file(_ path: String) throws -> [UInt8] {
        Array(try Shipped.text(path).utf8)
    }

    /// A file that is refused says where and why; one that is taken is taken again, the same.
    private static func rule<Value: Equatable & SendableMetatype>(
        _ name: String,
        _ paths: [String],
        _ parse: @escaping @Sendable (String) throws -> Value
    ) throws -> Fuzzed {
        Fuzzed(name: name, inputs: try paths.map(file), words: words, rounds: yamlRounds) { input in
            let text = try input.text()
            do {
                let value = try parse(text)
                return try parse(text) == value ? .sound : .wrong("read twice, two values")
            } catch let faults as FileFaults {
                return faults.all.isEmpty ? .wrong("refused without a word") : .refused
            }
        }
    }

    private static func rules() throws -> [Fuzzed] {
        let regions = try Shipped.text("config/regions.csv")
        let offices = try Shipped.text("config/examples/synthetic/offices.yaml")
        return [
            try rule("workflow", ["config/examples/permintaan-data/workflow.yaml"]) {
                try Workflow.parse($0)
            },
            try rule("policy", ["config/reminders.yaml"]) { try Policy.parse($0) },
            try rule("calendar", ["config/calendars/id-public.yaml"]) {
                try HolidayCalendar.parse($0)
            },
            try rule("offices", ["config/examples/synthetic/offices.yaml"]) {
                try Offices.parse(offices: $0, regions: regions)
            },
            try rule("regions", ["config/regions.csv"]) {
                try Offices.parse(offices: offices, regions: $0)
            },
        ]
    }

    @Test(arguments: try rules())
    func `a faulty rule file says what is wrong with it, whatever was done to it`(fuzzed: Fuzzed)
        throws
    {
        try fuzzed.run()
    }

    @Test func `a day is written into any calendar that is one, and stands in it then`() throws {
        let day = CalendarText.Day(
            date: try #require(LocalDate("2031-03-04")),
            kind: "uji",
            name: Bilingual(id: "Hari uji", en: "Test day"),
            source: "SE 1/2031",
            isEstimated: false
        )
        let small = """
            calendar: a
            label: { id: Kalender a, en: Calendar a }
            source: { id: Uji, en: Test }
            years: [2026, 2031]
            days:
              - { date: 2027-01-02, kind: x, name: { id: Dua, en: Two }, source: SE 1/2027 }
              - { date: 2026-01-01, kind: y, name: { id: Satu, en: One } }
            workdays:
              - { date: 2027-01-04, name: { id: Masuk, en: At work }, source: SE 2/2027 }

            """
        try Fuzzed(
            name: "calendar text",
            inputs: [Array(small.utf8)],
            words: Self.words,
            rounds: 3_000
        ) { input in
            let text = try input.text()
            _ = try HolidayCalendar.parse(text)
            let longer = try CalendarText(text).adding(day)
            guard let calendar = try? HolidayCalendar.parse(longer) else {
                return .wrong("no calendar any more: \(longer)")
            }
            return calendar.days.contains { $0.date == day.date }
                ? .sound : .wrong("the day is not in it")
        }.run()
    }

    @Test func `a file of holidays is read or refused, whatever it is`() throws {
        let file = """
            BEGIN:VCALENDAR
            VERSION:2.0
            BEGIN:VEVENT
            UID:1@contoh.invalid
            DTSTART;VALUE=DATE:20280101
            DTEND;VALUE=DATE:20280103
            SUMMARY:Tahun Baru\\, dua
              hari
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20280817
            SUMMARY;LANGUAGE=id:Hari Kemerdekaan
            END:VEVENT
            END:VCALENDAR

            """
        let words = [
            "BEGIN:VEVENT", "END:VEVENT", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:99991231",
            "SUMMARY:",
            "RRULE:FREQ=YEARLY", ";TZID=\"", "\r\n ", "\n\t", "\\n", "\\", "00000000", "20280230",
        ]
        let lines = file.replacing("\n", with: "\r\n")
        try Fuzzed(
            name: "ics",
            inputs: [Array(file.utf8), Array(lines.utf8)],
            words: words
        ) { input in
            let days = try HolidayFile(try input.text(), path: "x.ics").days
            // Whatever is read, each day is a day.
            return days.keys.allSatisfy { LocalDate($0) != nil } ? .sound : .wrong("\(days)")
        }.run()
    }

    @Test func `a mail is read as far as it goes, and what it finds is a checkpoint's text`() throws
    {
        let note = """
            test.invalid/kembar
            5
            5nZXaIxdXI84NpZdNCVvbEDfoKdfTGLu8OL5lUlbn5o=

            \u{2014} test.invalid/kembar 22cqtSDzRymo3tYK4zDzToMmmbYPjtoUqvrNaBeNxyWIa/nlKb9gPWuwU0WpkcC1lZ4k4FCr+vwdk8bPJEJ3qPJccgA=

            """
        let mail = MailMessage(
            from: .init(name: "Pengingat", address: "kembar@test.invalid"),
            to: [.init(address: "petugas@test.invalid")],
            group: "Petugas",
            subject: "Pengingat \u{2014} naskah 2026-0001",
            date: "Wed, 06 May 2026 08:00:00 +0800",
            id: "<kembar.7@test.invalid>",
            thread: nil,
            language: "id",
            lines: ["Isi \u{2014} surat.", "", note],
            html: "<p>Isi</p>",
            attachments: [.checkpoint(note), .calendar("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")]
        )
        let words = [
            "Content-Type: multipart/mixed; boundary=\"a\"\r\n",
            "Content-Type: message/rfc822\r\n\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n", "--a\r\n",
            "--a--\r\n", "=E2=80=94", "=\r\n", "\r\n\r\n", "format=flowed", "> ", "From ",
            "charset=utf-16",
            "Content-Disposition: attachment\r\n",
        ]
        try Fuzzed(
            name: "mail",
            inputs: [mail.bytes, Array(note.utf8)],
            words: words,
            rounds: 1_500
        ) { input in
            guard let found = MailReader(input).checkpoint else { return .refused }
            return found.contains("\n\n") && found.hasSuffix("\n") && found.contains("\u{2014} ")
                ? .sound : .wrong("no checkpoint: \(found)")
        }.run()
    }

    @Test func `the body of a request is one JSON value in one reading, or refused`() throws {
        let body = """
            {"event":"NoteAdded","at":"2026-05-06","data":{"text":"satu \\u2014 \\"dua\\"","n":[1,-2,9007199254740991],"b":true}}
            """
        let words = [
            "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud83d", "\\ude00", "\\/", "true",
            "null", "-", "1e5",
            "0.5", "\"a\":1,\"a\":2",
        ]
        try Fuzzed(name: "request", inputs: [Array(body.utf8)], words: words, rounds: 10_000) {
            input in
            let value = try RequestJSON.value(of: input)
            let again = try RequestJSON.value(of: Array(value.canonicalText.utf8))
            return again == value ? .sound : .wrong("written and read it is another value")
        }.run()
    }
}
