import Testing

@testable import Language

@Suite struct DateTests {
    @Test(arguments: [
        ("2018", "2018", "2018"),
        ("2018-10", "Oktober 2018", "October 2018"),
        ("2018-11-07", "Rabu, 7 November 2018", "Wednesday, 7 November 2018"),
        ("2019-09-20", "Jumat, 20 September 2019", "Friday, 20 September 2019"),
        ("2027-03-14", "Minggu, 14 Maret 2027", "Sunday, 14 March 2027"),
        ("2000-02-29", "Selasa, 29 Februari 2000", "Tuesday, 29 February 2000"),
        ("1945-08-17", "Jumat, 17 Agustus 1945", "Friday, 17 August 1945"),
        (
            "2018-11-07T10:00:00.000+08:00", "Rabu, 7 November 2018 pukul 10.00 WITA",
            "Wednesday, 7 November 2018 at 10:00 WITA"
        ),
        (
            "2018-11-07T09:05:59+07:00", "Rabu, 7 November 2018 pukul 09.05 WIB",
            "Wednesday, 7 November 2018 at 09:05 WIB"
        ),
        (
            "2018-11-07T23:59:59.999+09:00", "Rabu, 7 November 2018 pukul 23.59 WIT",
            "Wednesday, 7 November 2018 at 23:59 WIT"
        ),
        (
            "2018-11-07T02:00:00.000Z", "Rabu, 7 November 2018 pukul 02.00 UTC",
            "Wednesday, 7 November 2018 at 02:00 UTC"
        ),
        (
            "2018-11-07T02:00:00.000-03:30", "Rabu, 7 November 2018 pukul 02.00 UTC-3:30",
            "Wednesday, 7 November 2018 at 02:00 UTC-3:30"
        ),
    ])
    func `a time is said as exactly as it is known`(text: String, id: String, en: String) {
        #expect(Language.id.date(text) == id)
        #expect(Language.en.date(text) == en)
    }

    @Test(arguments: [
        ("2018", "2018", "2018"), ("2018-05", "Mei 2018", "May 2018"),
        ("2018-08-07", "7 Agu 2018", "7 Aug 2018"), ("2018-10-07", "7 Okt 2018", "7 Oct 2018"),
        ("2018-12-25", "25 Des 2018", "25 Dec 2018"),
        ("2018-11-07T10:00:00.000+08:00", "7 Nov 2018", "7 Nov 2018"),
    ])
    func `a table column takes the short form`(text: String, id: String, en: String) {
        #expect(Language.id.shortDate(text) == id)
        #expect(Language.en.shortDate(text) == en)
    }

    @Test func `the short form of an instant keeps its hour`() {
        let text = "2018-11-07T08:00:00.000+08:00"
        #expect(Language.id.shortInstant(text) == "7 Nov 2018 08.00 WITA")
        #expect(Language.en.shortInstant(text) == "7 Nov 2018 08:00 WITA")
        #expect(Language.id.shortInstant("2018-11-07") == "7 Nov 2018")
    }

    @Test(arguments: [
        "", "18", "2018-", "2018-1", "2018-13", "2018-00", "2018-11-31", "2019-02-29",
        "1900-02-29", "0000-01-01", "2018-11-07T", "2018-11-07T10:00", "2018-11-07T24:00:00Z",
        "2018-11-07T10:60:00Z", "2018-11-07T10:00:00", "2018-11-07T10:00:00.0Z",
        "2018-11-07T10:00:00+8:00", "2018-11-07 10:00:00Z", "2018-11-07x", "٢٠١٨", "7/11",
    ])
    func `what is no time of an answer is not guessed at and passes unchanged`(text: String) {
        #expect(SpokenTime(text) == nil)
        #expect(Language.id.date(text) == text)
        #expect(Language.en.shortDate(text) == text)
    }

    @Test func `days and weekdays agree over four hundred years`() {
        let first = SpokenTime.dayNumber(year: 1800, month: 1, day: 1)
        // One expectation over all days: one for each would cost seconds.
        let wrong = (first..<(first + 146_097)).filter { number in
            let (year, month, day) = SpokenTime.civil(fromDayNumber: number)
            let pad = { (part: Int) in part < 10 ? "0\(part)" : "\(part)" }
            let time = SpokenTime("\(year)-\(pad(month))-\(pad(day))")
            let weekday = ((number + 3) % 7 + 7) % 7
            return SpokenTime.dayNumber(year: year, month: month, day: day) != number
                || time?.weekday != weekday
        }
        #expect(wrong.isEmpty)
    }

    @Test func `an instant can be shown on the clocks of another zone`() throws {
        let utc = try #require(SpokenTime("2018-12-31T23:30:00.000Z"))
        #expect(
            Language.id.date(utc.shifted(toOffsetMinutes: 480))
                == "Selasa, 1 Januari 2019 pukul 07.30 WITA"
        )
        let back = try #require(SpokenTime("2019-01-01T00:30:00.000+09:00"))
        #expect(
            Language.en.date(back.shifted(toOffsetMinutes: 420))
                == "Monday, 31 December 2018 at 22:30 WIB"
        )
        let day = try #require(SpokenTime("2018-11-07"))
        #expect(day.shifted(toOffsetMinutes: 480) == day)
    }

    @Test(arguments: [
        (0, "0", "0"), (999, "999", "999"), (1000, "1.000", "1,000"),
        (65_535, "65.535", "65,535"), (1_234_567, "1.234.567", "1,234,567"),
        (-12_345, "-12.345", "-12,345"),
        (Int.min, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
    ])
    func `thousands are set apart as each language does`(number: Int, id: String, en: String) {
        #expect(Language.id.number(number) == id)
        #expect(Language.en.number(number) == en)
    }

    @Test func `enumerations end with the word and`() {
        #expect(Language.id.list([]) == "")
        #expect(Language.id.list(["a"]) == "a")
        #expect(Language.id.list(["a", "b"]) == "a dan b")
        #expect(Language.en.list(["a", "b", "c"]) == "a, b, and c")
    }
}
