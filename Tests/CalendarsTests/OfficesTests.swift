import Calendars
import RuleFiles
import Testing

@Suite struct OfficeCodeTests {
    @Test(arguments: [
        ("51", "51", nil), ("51.08", "51.08", nil), ("51.08.01", "51.08.01", nil),
        ("51.08.01.2001", "51.08.01.2001", nil), ("51.08/DPRD", "51.08", "DPRD"),
        ("51/BIRO-PEM2", "51", "BIRO-PEM2"), ("univ-contoh", nil, nil), ("a", nil, nil),
    ])
    func `a code is a region, a body under one, or a short name`(
        text: String,
        region: String?,
        body: String?
    ) throws {
        let code = try #require(OfficeCode(text))
        #expect(code.region == region)
        #expect(code.body == body)
        #expect(code.description == text)
        #expect(Offices.validCode(text))
    }

    @Test(arguments: [
        "", "5", "511", "51.", "51.8", "51.080", "51.08.", "51..08", "51.08.01.201", "5108",
        "51.08.01.2001.01", "51.08/", "51.08/dprd", "51.08/DPRD/X", "51.08/-A", "51.08/A--B",
        "/DPRD", "univ/DPRD", "Univ", "-a", "a-", "a--b", "a b", "a_b", "1a", "٥١.٠٨", "５１",
        "univé",
        " 51.08", "51.08 ", "51.08\n", "a" + String(repeating: "b", count: 40),
    ])
    func `anything else is no code`(text: String) {
        #expect(!Offices.validCode(text))
    }

    @Test func `a code may have 40 bytes`() {
        #expect(Offices.validCode(String(repeating: "a", count: 40)))
    }

    @Test func `an office is typed with or without its name`() throws {
        let bare = try TypedOffice("51.08")
        #expect(bare.code.description == "51.08")
        #expect(bare.name == nil)
        let named = try TypedOffice("univ-x= Universitas X = Y ")
        #expect(named.code.description == "univ-x")
        #expect(named.name == "Universitas X = Y")
    }

    @Test(arguments: [
        ("", OfficeCodeError.malformedCode), ("=X", .malformedCode), ("51.8=X", .malformedCode),
        ("51.08 =X", .malformedCode), ("univ-x=", .emptyName), ("univ-x=  ", .emptyName),
        ("univ-x=a\u{1B}b", .controlCharacter), ("univ-x=a\nb", .controlCharacter),
        ("univ-x=" + String(repeating: "é", count: 101), .nameTooLong),
    ])
    func `a typed office that can't be read says why`(text: String, error: OfficeCodeError) {
        #expect(throws: error) { try TypedOffice(text) }
    }
}

@Suite struct OfficesTests {
    @Test(arguments: [
        ("51.08", "Kabupaten Buleleng", "WITA", "id-bali"),
        ("51.71", "Kota Denpasar", "WITA", "id-bali"), ("51", "Provinsi Bali", "WITA", "id-bali"),
        ("35.72", "Kota Blitar", "WIB", "id"), ("35.05", "Kabupaten Blitar", "WIB", "id"),
        ("91.71", "Kota Jayapura", "WIT", "id"), ("52.01", "Kabupaten Lombok Barat", "WITA", "id"),
        ("51.08/DPRD", "DPRD Kabupaten Buleleng", "WITA", "id-bali"),
        ("35.72/HUKUM", "Bagian Hukum Setda Kota Blitar", "WIB", "id"),
        ("51/SETDA", "Sekretariat Daerah Provinsi Bali", "WITA", "id-bali"),
    ])
    func `an office has a name, a zone and a calendar`(
        code: String,
        name: String,
        zone: String,
        calendar: String
    ) throws {
        let office = try Shipped.offices().office(code)
        #expect(office.code == code)
        #expect(office.name == name)
        #expect(office.zone.abbreviation == zone)
        #expect(office.calendar == calendar)
        #expect(office.known)
        #expect(!office.synthetic)
    }

    @Test func `a body is named in both languages`() throws {
        let office = try Shipped.offices().office("51.08/DPRD", named: "ignored")
        #expect(office.label.en == "Regional council (DPRD), Kabupaten Buleleng")
        #expect(office.label.id == "DPRD Kabupaten Buleleng")
    }

    @Test func `the own office and its language stand in the file`() throws {
        let offices = try Shipped.offices()
        #expect(offices.name == "main")
        #expect(offices.own == offices.office("51.08"))
        #expect(offices.language == "id")
        #expect(offices.zones.map(\.offsetText) == ["+07:00", "+08:00", "+09:00"])
        #expect(offices.zone(named: "Asia/Jayapura")?.offsetMinutes == 540)
        #expect(offices.zone(named: "Europe/Berlin") == nil)
        #expect(offices.calendarNames == ["id", "id-bali"])
        #expect(offices.allRegions.count == 552)
        #expect(offices.listed.isEmpty)
    }

    @Test func `an unknown office works as the own one and says that it is unknown`() throws {
        let offices = try Shipped.offices()
        for code in ["97.01", "univ-lain", "97.01/DPRD"] {
            let office = offices.office(code)
            #expect(office.code == code)
            #expect(office.name == code)
            #expect(office.zone == offices.own.zone)
            #expect(office.calendar == "id-bali")
            #expect(!office.known)
        }
        let named = offices.office(try TypedOffice("univ-lain=Universitas Lain"))
        #expect(named.name == "Universitas Lain")
        #expect(!named.known)
    }

    @Test func `an unknown kind of body works as its region and says that it is unknown`() throws {
        let offices = try Shipped.offices()
        let office = offices.office("35.72/BKPSDM")
        #expect(office.name == "BKPSDM Kota Blitar")
        #expect(office.zone.abbreviation == "WIB")
        #expect(office.calendar == "id")
        #expect(!office.known)
        #expect(offices.office("35.72/BKPSDM", named: "Badan X").name == "Badan X")
    }

    @Test(arguments: [
        ("99.01", "Kabupaten Contoh Bali Utara", "WITA", "id-bali"),
        ("99.02", "Kabupaten Contoh NTB", "WITA", "id"),
        ("99.71", "Kota Contoh Jawa Timur", "WIB", "id"),
        ("univ-contoh", "Universitas Contoh Negeri", "WIB", "id"),
        ("99.01/DPRD", "DPRD Kabupaten Contoh Bali Utara", "WITA", "id-bali"),
        ("99.71/SETDA", "Sekretariat Daerah Kota Contoh Jawa Timur", "WIB", "id"),
    ])
    func `an invented office and what stands under it are synthetic`(
        code: String,
        name: String,
        zone: String,
        calendar: String
    ) throws {
        let offices = try Shipped.offices(Shipped.synthetic)
        let office = offices.office(code)
        #expect(office.name == name)
        #expect(office.zone.abbreviation == zone)
        #expect(office.calendar == calendar)
        #expect(office.synthetic)
        #expect(office.known)
        #expect(offices.own.code == "99.01")
        #expect(!offices.office("35.72").synthetic)
    }

    @Test func `a row says to whom letters go, and a body sits where its region does`() throws {
        let offices = try Self.parse(
            list: #"- { code: "99.01", name: A, zone: Z, addressee: Kepala Bagian, seat: Kota A }"#
        )
        #expect(offices.office("99.01").addressee == "Kepala Bagian")
        #expect(offices.office("99.01/DPRD").addressee == nil)
        #expect(offices.office("99.01/DPRD").seat == "Kota A")
        #expect(offices.signatory == nil)
        let synthetic = try Shipped.offices(Shipped.synthetic)
        #expect(synthetic.signatory == "Kepala Bagian Pemerintahan Setda")
    }

    @Test func `a short code does not take the calendar of a longer region's prefix`() throws {
        let offices = try Self.parse(list: #"- { code: "99.01", name: A, zone: Z }"#)
        #expect(offices.office("99.01").calendar == "b")
        #expect(offices.office("99.01/DPRD").calendar == "b")
        #expect(offices.office("11.01").calendar == "a")
    }

    @Test func `a row can't make real what stands under an invented region`() throws {
        let offices = try Self.parse(
            list: """
                - { code: 99.01/DPRD, synthetic: false }
                - { code: "99.01", name: A, zone: Z, synthetic: true }
                """
        )
        #expect(offices.office("99.01/DPRD").synthetic)
    }

    @Test func `a row of the list overrides what its region says`() throws {
        let offices = try Self.parse(
            list: """
                - { code: 11.01/DPRD, calendar: c, synthetic: true }
                - { code: 11.01/BKD, name: Badan Keuangan }
                - { code: "11.01", calendar: b }
                """
        )
        #expect(offices.office("11.01").calendar == "b")
        #expect(offices.office("11.01").name == "Kabupaten Satu")
        #expect(offices.office("11.01/DPRD").calendar == "c")
        #expect(offices.office("11.01/DPRD").synthetic)
        #expect(offices.office("11.01/BKD").name == "Badan Keuangan")
        #expect(offices.office("11.01/BKD").calendar == "b")
        #expect(offices.office("11.01/BKD").known)
        #expect(offices.listed.map(\.code) == ["11.01", "11.01/BKD", "11.01/DPRD"])
        #expect(offices.calendarNames == ["a", "b", "c"])
    }

    @Test(arguments: [
        ("blitar", ["35.05", "35.72"]), ("Buleleng", ["51.08"]), ("5108", ["51.08"]),
        ("51.80", ["51.08"]), ("univ-contoh", []), ("Bulelang", ["51.08"]), ("51.99", []),
        ("kota", []), ("qqqqqq", []), ("x", []),
    ])
    func `what may have been meant is suggested`(text: String, codes: [String]) throws {
        #expect(try Shipped.offices().nearest(to: text).map(\.code) == codes)
    }

    @Test func `a listed office is suggested too`() throws {
        let offices = try Shipped.offices(Shipped.synthetic)
        #expect(offices.nearest(to: "univ-contho").map(\.code) == ["univ-contoh"])
        #expect(offices.nearest(to: "contoh ntb").map(\.name) == ["Kabupaten Contoh NTB"])
    }
}

extension OfficesTests {
    static let regions = """
        # A table for tests.
        code,name,kind,zone

        11,Provinsi Satu,provinsi,Z
        11.01,Kabupaten Satu,kabupaten,Z
        """

    static func parse(list: String, regions: String = regions) throws(FileFaults) -> Offices {
        try Offices.parse(
            offices: """
                offices: test
                own: "11.01"
                language: en
                zones: [{ name: Z, offset: "+08:00", abbreviation: WITA }]
                calendars: { default: a, "99": b }
                bodies: { DPRD: { id: DPRD, en: Council } }
                list:
                \(list)
                """,
            regions: regions
        )
    }

    private static func faultsOf(
        _ offices: String,
        _ regions: String = OfficesTests.regions
    ) -> [String] {
        faults { () throws(FileFaults) in
            _ = try Offices.parse(offices: offices, regions: regions)
        }
    }

    static let listMistakes: [(String, [String])] = [
        (
            "  - { code: 51.8 }",
            ["8:13 list[0].code bad_name allowed=51.08, 51.08/DPRD, univ-contoh value=51.8"]
        ),
        (
            "  - { code: univ-x }",
            ["8:5 list[0] missing_key key=name", "8:5 list[0] missing_key key=zone"]
        ),
        (
            "  - { code: 11.02/DPRD }\n  - { code: 11.01/XYZ }",
            [
                "8:13 list[0].code unknown_reference nearest=11.01 value=11.02",
                "9:5 list[1] missing_key key=name",
            ]
        ),
        (
            "  - { code: univ-x, name: X, zone: ZZ, synthetic: yes }",
            [
                "8:36 list[0].zone unknown_reference nearest=Z value=ZZ",
                "8:51 list[0].synthetic bad_value allowed=true, false value=yes",
            ]
        ),
        (
            "  - { code: univ-x, name: X, zone: Z }\n  - { code: univ-x, name: Y, zone: Z }",
            ["9:5 list[1] duplicate value=univ-x"]
        ),
    ]

    @Test(arguments: listMistakes)
    func `mistakes in the list are found with their place`(list: String, expected: [String]) {
        let found = faults { () throws(FileFaults) in _ = try Self.parse(list: list) }
        #expect(found == expected)
    }

    @Test func `mistakes in the other parts are found together`() {
        let found = Self.faultsOf(
            """
            offices: a b
            own: 11.10
            language: de
            zones:
              - { name: Z, offset: "+8", abbreviation: WITA }
              - { name: Z, offset: "+08:00", abbreviation: WITA }
              - { name: Z, offset: "+09:00", abbreviation: WITA }
            calendars: { bali: b }
            bodies: { dprd: { id: DPRD } }
            """
        )
        #expect(
            found == [
                "1:10 offices bad_name allowed=A-Z a-z 0-9 . - / _ value=a b",
                "2:6 own unknown_reference nearest=11.01 value=11.10",
                "3:11 language bad_value allowed=id, en value=de",
                "5:24 zones[0].offset bad_value allowed=+07:00 value=+8",
                "7:5 zones[2] duplicate value=Z",
                "8:12 calendars missing_key key=default",
                "8:14 calendars.bali bad_name allowed=default, 51, 51.08 value=bali",
                "9:11 bodies.dprd bad_name allowed=A-Z 0-9 - value=dprd",
                "9:17 bodies.dprd missing_key key=en",
            ]
        )
    }

    static let rowMistakes: [(String, String)] = [
        ("11.02,\"X\",kota,Z", "3:7 regions.csv quoted"),
        ("11.02,X,kota", "3:1 regions.csv bad_row expected=4 found=3"),
        ("11.02,X,kota,Z,", "3:1 regions.csv bad_row expected=4 found=5"),
        ("11.02,,kota,Z", "3:7 regions.csv empty_text"),
        ("11.02,X ,kota,Z", "3:7 regions.csv bad_name allowed=no blanks around it value=X "),
        ("11.02,X\tY,kota,Z", "3:7 regions.csv control_character character=U+0009"),
        ("11.2,X,kota,Z", "3:1 regions.csv bad_name allowed=51, 51.08 value=11.2"),
        ("11.02/DPRD,X,kota,Z", "3:1 regions.csv bad_name allowed=51, 51.08 value=11.02/DPRD"),
        (
            "11.02,X,Kota,Z",
            "3:9 regions.csv bad_value allowed=provinsi, kabupaten, kota nearest=kota value=Kota"
        ),
        ("11.02,X,kota,Zz", "3:14 regions.csv unknown_reference nearest=Z value=Zz"),
        ("11.01,X,kota,Z", "3:1 regions.csv duplicate value=11.01"),
    ]

    @Test(arguments: rowMistakes)
    func `a mistake in the table of regions is found with its line`(row: String, expected: String) {
        let table = "code,name,kind,zone\n11.01,Kabupaten Satu,kabupaten,Z\n\(row)\n"
        let found = faults { () throws(FileFaults) in
            _ = try Self.parse(list: "  []", regions: table)
        }
        #expect(found == [expected])
    }

    @Test func `a table needs its header`() {
        let found = faults { () throws(FileFaults) in
            _ = try Self.parse(
                list: "  []",
                regions: "# c\n11.02,Kota Dua,kota,Z\n11.01,Kabupaten Satu,kabupaten,Z"
            )
        }
        #expect(
            found == [
                "2:1 regions.csv bad_value allowed=code,name,kind,zone value=11.02,Kota Dua,kota,Z"
            ]
        )
        let empty = faults { () throws(FileFaults) in _ = try Self.parse(list: "  []", regions: "")
        }
        #expect(empty.first == "1:1 regions.csv empty_file")
    }

    @Test func `a table written on Windows is read`() throws {
        let table = Self.regions.replacing("\n", with: "\r\n")
        #expect(try Self.parse(list: "  []", regions: table).own.name == "Kabupaten Satu")
    }

    @Test func `both texts together must fit into one entry`() {
        let comment = "#" + String(repeating: "x", count: 59_990) + "\n"
        let found = Self.faultsOf("offices: a", comment + Self.regions)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("1:1 - too_long max=60000 size=60") == true)
    }
}
