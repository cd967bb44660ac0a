import Language
import Testing

@testable import kembar

/// Days off out of an iCalendar file, as somebody published it.
@Suite struct HolidayFileTests {
    private static func calendar(_ events: String...) -> String {
        let body = events.map { "BEGIN:VEVENT\r\n\($0)\r\nEND:VEVENT\r\n" }.joined()
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\(body)END:VCALENDAR\r\n"
    }

    private static func days(_ events: String...) throws -> [String: String] {
        let body = events.map { "BEGIN:VEVENT\r\n\($0)\r\nEND:VEVENT\r\n" }.joined()
        return try HolidayFile("BEGIN:VCALENDAR\r\n\(body)END:VCALENDAR\r\n", path: "x").days
    }

    @Test func `a whole day is taken under its name, the end is the day after`() throws {
        let days = try Self.days(
            "DTSTART;VALUE=DATE:20280101\r\nDTEND;VALUE=DATE:20280102\r\nSUMMARY:Tahun Baru",
            "SUMMARY:Idulfitri\r\nDTSTART;VALUE=DATE:20280228\r\nDTEND;VALUE=DATE:20280302"
        )
        #expect(
            days == [
                "2028-01-01": "Tahun Baru", "2028-02-28": "Idulfitri", "2028-02-29": "Idulfitri",
                "2028-03-01": "Idulfitri",
            ]
        )
    }

    @Test func `lines are unfolded, escapes undone, quoted colons belong to parameters`() throws {
        let days = try Self.days(
            "DTSTART;VALUE=DATE;X=\"a:b\":20280817\r\nSUMMARY;LANGUAGE=id:Hari\\, Kemer\r\n dekaan\\nRI"
        )
        #expect(days == ["2028-08-17": "Hari, Kemerdekaan RI"])
    }

    @Test func `times and impossible dates are no whole days; two names of one day are both kept`()
        throws
    {
        let days = try Self.days(
            "DTSTART:20280101T090000Z\r\nSUMMARY:Rapat",
            "DTSTART:20280230\r\nSUMMARY:Salah",
            "DTSTART:20280510\r\nSUMMARY:A",
            "DTSTART:20280510\r\nSUMMARY:B",
            "DTSTART:20280511\r\nDTEND:20280511\r\nSUMMARY:C"
        )
        #expect(days == ["2028-05-10": "A / B", "2028-05-11": "C"])
    }

    @Test func `lines that end with LF alone are read as well`() throws {
        let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20280101\nSUMMARY:A\nEND:VEVENT\n"
        #expect(try HolidayFile(text, path: "x").days == ["2028-01-01": "A"])
    }

    @Test func `what is no calendar, or was cut off within an event, is refused`() {
        let cut = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20280101\r\nSUMMARY:A\r\n"
        for text in ["<html>", cut, cut + "BEGIN:VEVENT\r\nEND:VEVENT\r\n"] {
            #expect(throws: Failure.notACalendar(path: "x")) { try HolidayFile(text, path: "x") }
        }
    }

    @Test(arguments: [
        ("DURATION:P3D", ["2028-01-01", "2028-01-02", "2028-01-03"]),
        ("DURATION:+P1D", ["2028-01-01"]),
        ("DURATION:P1W", (1...7).map { "2028-01-0\($0)" }),
        ("DTEND:20280101", ["2028-01-01"]),
        ("X-NOTHING:", ["2028-01-01"]),
    ])
    func `an event lasts as long as it says`(end: String, dates: [String]) throws {
        let days = try Self.days("DTSTART;VALUE=DATE:20280101\r\n\(end)\r\nSUMMARY:A")
        #expect(days.keys.sorted() == dates)
    }

    @Test(arguments: [
        ("RRULE:FREQ=YEARLY", HolidayFile.Fault.repeats),
        ("DTEND:20271231", .endsBeforeItBegins),
        ("DTEND:20280202", .tooLong(days: 32)),
        ("DURATION:P5W", .tooLong(days: 35)),
        ("DURATION:P999999W", .tooLong(days: 6_999_993)),
        ("DURATION:-P1D", .unreadableEnd("DURATION:-P1D")),
        ("DURATION:PT24H", .unreadableEnd("DURATION:PT24H")),
        ("DURATION:PD", .unreadableEnd("DURATION:PD")),
        ("DTEND:20280102T090000", .unreadableEnd("DTEND:20280102T090000")),
        (
            "DTEND:20280102\r\nDURATION:P1D",
            .unreadableEnd("DTEND:20280102, DURATION:P1D")
        ),
    ])
    func `an event that may mean other days is refused by its name`(
        more: String,
        fault: HolidayFile.Fault
    ) {
        let event = HolidayFile.Event(summary: "A", date: "2028-01-01")
        #expect(throws: Failure.unfitEvent(path: "x", event, fault)) {
            try Self.days("DTSTART:20280101\r\n\(more)\r\nSUMMARY:A")
        }
    }

    @Test(arguments: ["", "\r\nSUMMARY:", "\r\nSUMMARY:  "])
    func `an event without a name is refused by its day`(summary: String) {
        #expect {
            try Self.days("DTSTART:20280101\(summary)")
        } throws: { error in
            guard let failure = error as? Failure,
                case .unfitEvent(_, _, .nameless) = failure
            else { return false }
            return failure.text(Page(language: .en), json: false).contains(
                "x: the event Saturday, 1 January 2028 has no name. Write its SUMMARY"
            )
        }
    }

    @Test func `a month too much is refused with its days, in both languages`() throws {
        let event = HolidayFile.Event(summary: "Libur sekolah", date: "2028-06-01")
        let failure = Failure.unfitEvent(path: "x", event, .tooLong(days: 45))
        let id = failure.text(Page(language: .id), json: false).replacing("\n", with: " ")
        #expect(
            id.hasPrefix("x: kejadian “Libur sekolah” (Kamis, 1 Juni 2028) berlangsung 45 hari;")
        )
        let en = failure.text(Page(language: .en), json: false).replacing("\n", with: " ")
        #expect(en.contains("lasts 45 days; a holiday lasts 31 at most. Put its DTEND"))
    }

    @Test func `an alarm within an event changes nothing of it`() throws {
        let alarm = "BEGIN:VALARM\r\nSUMMARY:Bangun\r\nDTSTART:20280105\r\nEND:VALARM"
        let days = try Self.days("DTSTART:20280101\r\nSUMMARY:A\r\n\(alarm)\r\nX-A:b")
        #expect(days == ["2028-01-01": "A"])
    }

    @Test func `a byte order mark in front does not matter`() throws {
        let text = "\u{FEFF}" + Self.calendar("DTSTART:20280101\r\nSUMMARY:A")
        #expect(try HolidayFile(text, path: "x").days == ["2028-01-01": "A"])
    }

    @Test func `what was cancelled, and what is no whole day, is left out and counted`() throws {
        let text = Self.calendar(
            "DTSTART:20280101\r\nSUMMARY:A\r\nSTATUS:CONFIRMED",
            "DTSTART:20280102\r\nSUMMARY:B\r\nSTATUS:Cancelled\r\nRRULE:FREQ=YEARLY",
            "DTSTART;TZID=Asia/Makassar:20290103T090000\r\nSUMMARY:C",
            "SUMMARY:D"
        )
        let file = try HolidayFile(text, path: "x")
        #expect(file.days == ["2028-01-01": "A"])
        #expect(
            file.leftOut == [
                .init(reason: .cancelled, year: "2028"), .init(reason: .noWholeDay, year: "2029"),
                .init(reason: .noWholeDay, year: ""),
            ]
        )
    }

    @Test(arguments: [
        (
            ["--lang", "en"],
            "Not taken from l.ics: 1 cancelled event; 2 events that are no whole days."
        ),
        (["--lang", "en", "--year", "2029"], "Not taken from l.ics: 1 event that is no whole"),
        (
            ["--lang", "id", "--year", "2028"],
            "Tidak diambil dari l.ics: 1 kejadian yang dibatalkan; 1 kejadian"
        ),
        (["--year", "2027"], "l.ics tidak memuat hari libur"),
    ])
    func `what was left out is said, of the year that is asked for`(
        options: [String],
        said: String
    ) async {
        let text = Self.calendar(
            "DTSTART:20280101\r\nSUMMARY:A\r\nSTATUS:CANCELLED",
            "DTSTART:20280102T090000\r\nSUMMARY:B",
            "DTSTART:20290102T090000\r\nSUMMARY:C"
        )
        let words = ["calendars", "import", "l.ics", "--kind", "public", "--decree", "x", "--yes"]
        let desk = TestDesk(words + options, files: ["l.ics": text])
        #expect(await desk.run() == .refused)
        #expect(desk.errors.hasPrefix(said))
    }

    @Test func `days of another year are left out, and none at all is said`() async {
        let text = Self.calendar("DTSTART:20280101\r\nSUMMARY:A")
        let words = ["calendars", "import", "l.ics", "--kind", "public", "--decree", "x", "--yes"]
        let desk = TestDesk(words + ["--year", "2029"], files: ["l.ics": text])
        #expect(await desk.run() == .refused)
        #expect(desk.errors.contains("l.ics tidak memuat hari libur sehari penuh tahun 2029."))
    }

    @Test func `the daemon is asked for what the file says, once shown and once confirmed`()
        async throws
    {
        let text = Self.calendar("DTSTART:20280101\r\nSUMMARY:A", "DTSTART:20290101\r\nSUMMARY:B")
        let words = ["calendars", "import", "l.ics", "--kind", "public", "--decree", "x"]
        try await TinyServer.serving(.problem(403, "not-permitted")) { server in
            let options = ["--year", "2028", "--yes", "--socket", server.path]
            let desk = TestDesk(words + options, files: ["l.ics": text])
            #expect(await desk.run() == .notPermitted)
            #expect(server.asked.map(\.target) == ["/v1/calendars/imports"])
            #expect(
                server.asked.map(\.body) == [
                    #"{"days":{"2028-01-01":"A"},"kind":"public","source":"x","year":2028}"#
                ]
            )
        }
    }
}
