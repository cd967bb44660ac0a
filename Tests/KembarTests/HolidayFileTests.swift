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

    @Test func `what repeats itself, and what is no calendar, is refused`() {
        #expect(throws: Failure.repeatingEvent(path: "x", summary: "A")) {
            try Self.days("DTSTART:20280101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:A")
        }
        #expect(throws: Failure.notACalendar(path: "x")) { try HolidayFile("<html>", path: "x") }
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
