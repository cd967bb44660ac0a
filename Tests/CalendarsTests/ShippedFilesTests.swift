import Calendars
import RuleFiles
import Testing

@Suite struct ShippedFilesTests {
    @Test(
        arguments: Shipped.calendars.map { "calendars/\($0).yaml" } + [
            "offices.yaml", Shipped.synthetic, "regions.csv",
        ]
    )
    func `a shipped file fits into one log entry`(path: String) throws {
        let text = try Shipped.text(path)
        #expect(RuleText.storedSize(text) < RuleText.storedSizeMax)
    }

    @Test(arguments: ["offices.yaml", Shipped.synthetic])
    func `the offices and the regions fit into one log entry together`(path: String) throws {
        let size = try RuleText.storedSize(Shipped.text(path))
        let both = try size + RuleText.storedSize(Shipped.text("regions.csv"))
        #expect(both < RuleText.storedSizeMax)
    }

    @Test func `the shipped calendars have the days of their sources`() throws {
        let national = try HolidayCalendar.parse(Shipped.text("calendars/id.yaml"))
        #expect(national.name == "id")
        #expect(national.years == Set(2018...2027))
        #expect(national.days.count == 239)
        #expect(national.days.count { $0.kind == "public" } == 169)
        #expect(national.days.count { $0.kind == "cuti_bersama" } == 70)
        let estimated = national.days.filter(\.estimated).map(\.date.description)
        #expect(estimated == ["2027-03-10", "2027-03-11", "2027-05-17"])

        let bali = try HolidayCalendar.parse(Shipped.text("calendars/id-bali.yaml"))
        #expect(bali.name == "id-bali")
        #expect(bali.years == [2018, 2019, 2025, 2026, 2027])
        #expect(bali.days.count == 83)
        #expect(bali.days.allSatisfy { $0.estimated })
        #expect(bali.kinds == ["bali_saka", "bali_nyepi", "bali_pawukon"])

        let open = try HolidayCalendar.parse(Shipped.text("calendars/id-public.yaml"))
        #expect(open.name == "id-public")
        #expect(open.days.isEmpty)
        #expect(open.includes.map(\.kinds) == [["public"]])
    }

    /// Each day was computed from the cycle; this computes it once more, the other way round.
    @Test func `Galungan returns every 210 days in the candidate days of Bali`() throws {
        let bali = try HolidayCalendar.parse(Shipped.text("calendars/id-bali.yaml"))
        let anchor = try day("2013-03-27").dayNumber
        let galungan = bali.days.filter { $0.name.en == "Galungan" }
        #expect(galungan.count == 8)
        #expect(galungan.allSatisfy { ($0.date.dayNumber - anchor) % 210 == 0 })
        let pagerwesi = bali.days.filter { $0.name.en == "Pagerwesi" }
        #expect(pagerwesi.allSatisfy { ($0.date.dayNumber + 70 - anchor) % 210 == 0 })
    }

    @Test
    func `in the years with data every New Year, Nyepi, Independence Day and Christmas is off`()
        throws
    {
        let calendar = try Shipped.calendar("id-public")
        for year in 2018...2027 {
            #expect(calendar.hasData(in: year))
            for (month, dayOfMonth) in [(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)] {
                let date = try #require(LocalDate(year: year, month: month, day: dayOfMonth))
                #expect(!calendar.reason(date).isEmpty, "\(date)")
            }
        }
    }

    @Test func `the table has each kind of region and the calendars that offices use are shipped`()
        throws
    {
        let offices = try Shipped.offices()
        let kinds = Dictionary(grouping: offices.allRegions, by: \.kind).mapValues(\.count)
        #expect(kinds == [.provinsi: 38, .kabupaten: 416, .kota: 98])
        let names = try Shipped.calendarSet().names
        for path in ["offices.yaml", Shipped.synthetic] {
            #expect(try Shipped.offices(path).calendarNames.allSatisfy { names.contains($0) })
        }
        #expect(
            offices.allRegions.allSatisfy { region in
                region.name.lowercased().hasPrefix(region.kind.rawValue + " ")
            }
        )
    }

    @Test func `every commented example in the offices file can be taken into use`() throws {
        let lines = try Shipped.text("offices.yaml").split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        let start = try #require(lines.firstIndex(of: "# list:"))
        let opened = lines[..<start] + lines[start...].map { $0.dropFirst(2) }
        let offices = try Offices.parse(
            offices: opened.joined(separator: "\n"),
            regions: Shipped.text("regions.csv")
        )
        #expect(offices.listed.map(\.code) == ["51.08", "51.08/KEUANGAN", "univ-contoh"])
    }
}
