import Calendars
import Foundation
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1),
        ("1969-12-31T23:59:59.999Z", -1), ("2018-11-07T10:00:00+08:00", 1_541_556_000_000),
        ("2018-11-07t10:00:00.5+08:00", 1_541_556_000_500),
        ("2018-11-07T10:00:00.12+08:00", 1_541_556_000_120),
        ("2018-11-06T22:30:00.000-03:30", 1_541_556_000_000),
        ("2018-11-07T02:00:00.999999z", 1_541_556_000_999),
        ("2018-11-07T02:00:00-00:00", 1_541_556_000_000),
    ])
    func `an RFC 3339 time is read at any offset, and never rounded up`(
        text: String,
        milliseconds: Int64
    ) throws {
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2018-11-07", "2018-11-07T10:00Z", "2018-11-07T10:00:00", "2018-11-07 10:00:00Z",
        "2018-11-07T24:00:00Z", "2018-11-07T25:00:00Z", "2018-11-07T10:60:00Z",
        "2018-11-07T10:00:60Z", "2018-02-30T10:00:00Z", "2018-13-07T10:00:00Z",
        "2018-11-07T10:00:00.Z", "2018-11-07T10:00:00,5Z", "2018-11-07T10:00:00+08",
        "2018-11-07T10:00:00+0800", "2018-11-07T10:00:00+24:00", "2018-11-07T10:00:00+08:60",
        "2018-11-07T10:00:00ZZ", "2018-11-07T10:00:00Z ", "2018-11-07T１0:00:00Z",
        "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z",
    ])
    func `what is no RFC 3339 time is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func `a time is written with three digits, in UTC as Z`() {
        let instant = Timestamp(milliseconds: 1_541_556_000_007)
        #expect(instant.utc == "2018-11-07T02:00:00.007Z")
        #expect(instant.rfc3339(offsetMinutes: 480) == "2018-11-07T10:00:00.007+08:00")
        #expect(instant.rfc3339(offsetMinutes: -210) == "2018-11-06T22:30:00.007-03:30")
        #expect(Timestamp(milliseconds: -1).utc == "1969-12-31T23:59:59.999Z")
    }

    @Test func `what is written is read back, at any offset`() {
        var generator = SeededGenerator(state: 7)
        for _ in 0..<2_000 {
            let range = Timestamp.earliest.milliseconds...Timestamp.latest.milliseconds
            let instant = Timestamp(milliseconds: .random(in: range, using: &generator))
            let offset = Int.random(in: -1_439...1_439, using: &generator)
            let text = instant.rfc3339(offsetMinutes: offset)
            #expect(text.utf8.count == (offset == 0 ? 24 : 29))
            #expect(Timestamp(rfc3339: text) == instant, "\(text)")
        }
    }

    @Test func `the platform's own calendar agrees`() {
        var generator = SeededGenerator(state: 8)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for _ in 0..<500 {
            // Since 1600: Foundation switches to the Julian calendar in 1582.
            let milliseconds = Int64.random(
                in: -11_000_000_000_000...250_000_000_000_000,
                using: &generator
            )
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            // Foundation cuts a fraction that binary numbers hold inexactly, so whole seconds.
            let ours = Timestamp(milliseconds: milliseconds).utc.prefix(19)
            let theirs = date.addingTimeInterval(0.000_2).formatted(style).prefix(19)
            #expect(ours == theirs)
        }
    }

    @Test func `arithmetic stops at the border`() {
        let instant = Timestamp(milliseconds: 5)
        #expect(instant.adding(milliseconds: 10).milliseconds == 15)
        #expect(instant.adding(milliseconds: .max) == .latest)
        #expect(instant.adding(milliseconds: .min) == .earliest)
        #expect(Timestamp(milliseconds: .max) == .latest)
        #expect(Timestamp.latest.utc == "9999-12-30T23:59:59.999Z")
        #expect(Timestamp.earliest.utc == "0001-01-02T00:00:00.000Z")
        #expect(Timestamp.latest.rfc3339(offsetMinutes: 1_439).hasPrefix("9999-12-31T23:58"))
        #expect(Timestamp.earliest < Timestamp.latest)
    }
}

@Suite struct ZoneTests {
    @Test(arguments: [
        ("2018-11-06T15:59:59.999Z", "2018-11-06", 1_439),
        ("2018-11-06T16:00:00Z", "2018-11-07", 0),
        ("2018-11-07T02:30:59Z", "2018-11-07", 630), ("1969-12-31T16:00:00Z", "1970-01-01", 0),
        ("1969-12-30T15:59:00Z", "1969-12-30", 1_439),
    ])
    func `a zone shows the local date and minute`(utc: String, date: String, minute: Int) throws {
        let instant = try #require(Timestamp(rfc3339: utc))
        #expect(Zone.wita.date(of: instant).description == date)
        #expect(Zone.wita.minuteOfDay(of: instant) == minute)
    }

    @Test func `a day begins at its midnight and a minute is counted from there`() throws {
        let date = try day("2018-11-07")
        #expect(Zone.wita.startOfDay(date).utc == "2018-11-06T16:00:00.000Z")
        #expect(Zone.utc.startOfDay(date).utc == "2018-11-07T00:00:00.000Z")
        #expect(Zone.newfoundland.startOfDay(date).utc == "2018-11-07T03:30:00.000Z")
        #expect(
            Zone.wita.instant(date, minuteOfDay: 480).rfc3339(offsetMinutes: 480)
                == "2018-11-07T08:00:00.000+08:00"
        )
        #expect(
            Zone.wita.instant(date, minuteOfDay: 1_440)
                == Zone.wita.startOfDay(date.adding(days: 1))
        )
    }

    @Test func `an offset is written with its sign`() {
        #expect(Zone.wita.offsetText == "+08:00")
        #expect(Zone.newfoundland.offsetText == "-03:30")
        #expect(Zone.utc.offsetText == "+00:00")
    }
}
