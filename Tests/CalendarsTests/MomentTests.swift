import Calendars
import Testing

@Suite struct MomentTests {
    @Test(arguments: [
        ("2018", "2018-01-01T00:00:00.000+08:00", "2019-01-01T00:00:00.000+08:00", Precision.year),
        ("2018-10", "2018-10-01T00:00:00.000+08:00", "2018-11-01T00:00:00.000+08:00", .month),
        ("2018-12", "2018-12-01T00:00:00.000+08:00", "2019-01-01T00:00:00.000+08:00", .month),
        ("2018-11-07", "2018-11-07T00:00:00.000+08:00", "2018-11-08T00:00:00.000+08:00", .day),
    ])
    func `an inexact moment is the period in the zone`(
        text: String,
        start: String,
        end: String,
        precision: Precision
    ) throws {
        let moment = try Moment(text, in: .wita)
        #expect(moment.time == start)
        #expect(moment.end.rfc3339(offsetMinutes: 480) == end)
        #expect(moment.precision == precision)
        #expect(moment.offsetMinutes == 480)
        #expect(moment.text == text)
        #expect(Moment(time: moment.time, precision: moment.precision) == moment)
    }

    @Test(arguments: [
        ("2018-11-07T10:00", "2018-11-07T10:00:00.000+08:00"),
        ("2018-11-07 10:00", "2018-11-07T10:00:00.000+08:00"),
        ("2018-11-07 10:00:30", "2018-11-07T10:00:30.000+08:00"),
        ("2018-11-07 10:00:30.1", "2018-11-07T10:00:30.100+08:00"),
        ("2018-11-07T10:00:30.123", "2018-11-07T10:00:30.123+08:00"),
        ("2018-11-07T10:00Z", "2018-11-07T10:00:00.000Z"),
        ("2018-11-07T10:00:00.000+07:00", "2018-11-07T10:00:00.000+07:00"),
        ("2018-11-07 10:00-03:30", "2018-11-07T10:00:00.000-03:30"),
    ])
    func `a moment with an hour is one millisecond long`(text: String, time: String) throws {
        let moment = try Moment(text, in: .wita)
        #expect(moment.time == time)
        #expect(moment.text == time)
        #expect(moment.precision == .instant)
        #expect(moment.end.milliseconds - moment.start.milliseconds == 1)
        #expect(Moment(time: moment.time, precision: .instant) == moment)
        #expect(try Moment(moment.text, in: .utc) == moment)
    }

    @Test(arguments: [
        ("", MomentError.malformed), ("besok", .malformed), ("18", .malformed),
        ("2018-", .malformed), ("2018-1", .malformed), ("2018-10-", .malformed),
        ("2018-10-7", .malformed), ("2018-11-07T", .malformed), ("2018-11-07x", .malformed),
        ("2018-11-07T10", .malformed), ("2018-11-07T10:00x", .malformed),
        ("2018-11-07T10:00:00.", .malformed), ("2018-11-07T10:00:00.1234", .malformed),
        ("2018-11-07T10:00:00Zx", .malformed), ("2018-11-07T10:00+0800", .malformed),
        ("2018-11-07T10.00", .malformed), ("2018-11-07  10:00", .malformed),
        (" 2018", .malformed), ("2018 ", .malformed), ("20181", .malformed),
        ("２０１８", .malformed), ("2018-1１", .malformed), ("٢٠١٨-11-07", .malformed),
        ("2018-11-07T10:00\u{301}", .malformed),
        ("2018-13", .noSuchDate), ("2018-00", .noSuchDate), ("2018-02-30", .noSuchDate),
        ("2018-02-30T10:00", .noSuchDate), ("2019-02-29", .noSuchDate),
        ("2018-11-07T25:00", .noSuchTime), ("2018-11-07T24:00", .noSuchTime),
        ("2018-11-07T10:60", .noSuchTime), ("2018-11-07T10:00:60", .noSuchTime),
        ("2018-11-07T10:00+24:00", .noSuchOffset), ("2018-11-07T10:00+08:75", .noSuchOffset),
        ("0000", .outOfRange), ("0001", .outOfRange), ("9999", .outOfRange),
        ("9999-12-31T10:00", .outOfRange),
    ])
    func `what is no moment says why`(text: String, error: MomentError) {
        #expect(throws: error) { try Moment(text, in: .wita) }
    }

    @Test(arguments: [
        ("2018-11-07T10:00:00.000+08:00", Precision.day), ("2018-11-07T00:00:00.000+08:00", .month),
        ("2018-11-01T00:00:00.000+08:00", .year), ("2018-11-07T00:00:00.001+08:00", .day),
        ("2018-11-07T00:00:00.000+08:00", .year), ("2018-11-07", .day), ("", .instant),
        ("2018-11-07T10:00", .instant), ("9999-01-01T00:00:00.000Z", .year),
    ])
    func `an entry's time that does not begin its period is refused`(
        time: String,
        precision: Precision
    ) {
        #expect(Moment(time: time, precision: precision) == nil)
    }

    @Test func `an entry's period is taken in the offset of its time`() throws {
        let moment = try #require(
            Moment(time: "2018-10-01T00:00:00.000+07:00", precision: .month)
        )
        #expect(moment.end.utc == "2018-10-31T17:00:00.000Z")
        #expect(moment.text == "2018-10")
        #expect(Moment(time: "2018-09-30T17:00:00.000Z", precision: .month) == nil)
    }

    @Test func `a moment made of an instant keeps its offset`() {
        let moment = Moment(instant: Timestamp(milliseconds: 0), offsetMinutes: 480)
        #expect(moment.text == "1970-01-01T08:00:00.000+08:00")
        #expect(moment.end.milliseconds == 1)
    }

    @Test func `every period of 120 years ends where the next one begins`() throws {
        for year in 1930..<2050 {
            let whole = try Moment("\(year)", in: .wita)
            var next = whole.start
            for month in 1...12 {
                let text = "\(year)-\(month < 10 ? "0" : "")\(month)"
                let moment = try Moment(text, in: .wita)
                #expect(moment.start == next)
                next = moment.end
            }
            #expect(next == whole.end)
        }
    }
}
