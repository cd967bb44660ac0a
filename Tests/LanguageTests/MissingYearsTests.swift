import Language
import Testing

/// What is said of years whose days off are not all known.
@Suite struct MissingYearsTests {
    private func words(_ missing: MissingYears) -> [String] {
        Language.allCases.map { $0.say(missing.phrase) }
    }

    @Test func `a year of which nothing is known was counted Monday to Friday`() {
        #expect(
            words(MissingYears([2028, 2029])) == [
                "hari libur 2028 dan 2029 belum ada; dihitung Senin sampai Jumat",
                "no holidays known for 2028 and 2029; counted Monday to Friday",
            ]
        )
        #expect(MissingYears().isEmpty && MissingYears([], from: ["id": [2028]]).isEmpty)
    }

    @Test func `where only one calendar lacks a year, only its days are called unknown`() {
        #expect(
            words(MissingYears([2020], from: ["id-bali": [2020]])) == [
                "hari libur 2020 yang khusus di kalender id-bali belum diketahui; hari libur lainnya sudah",
                "the days off for 2020 that only id-bali has are not known; all others are",
            ]
        )
        let both = MissingYears([2020, 2028], from: ["id-bali": [2020], "ntb": [2020]])
        #expect(
            words(both)[0]
                == "hari libur 2028 belum ada; dihitung Senin sampai Jumat; hari libur 2020 yang khusus di kalender id-bali dan ntb belum diketahui; hari libur lainnya sudah"
        )
        #expect(
            words(both)[1].hasSuffix("that only id-bali and ntb have are not known; all others are")
        )
    }

    @Test func `of a year of which one count knows nothing, nothing is known in both`() {
        var missing = MissingYears([2020, 2021], from: ["id-bali": [2020, 2021]])
        missing.add(MissingYears([2021]))
        #expect(
            words(missing)[0].hasPrefix("hari libur 2021 belum ada; dihitung Senin sampai Jumat; ")
        )
        #expect(words(missing)[0].contains("hari libur 2020 yang khusus di kalender id-bali"))
        var same = MissingYears([2020], from: ["id-bali": [2020]])
        same.add(MissingYears([2020]))
        #expect(same == MissingYears([2020]))
    }
}
