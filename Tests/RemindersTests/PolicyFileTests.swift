import Calendars
import Reminders
import RuleFiles
import TestSupport
import Testing
import Workflows

@Suite struct PolicyFileTests {
    static let sound = """
        policy: contoh
        label: {id: Contoh, en: Example}
        roles:
          - {name: petugas, label: {id: Petugas, en: Officer}}
          - {name: kabag, label: {id: Kabag, en: Head}, superior: true}
        window: {from: "08:00", until: "15:00"}
        waits: menunggu
        signatures: menunggu
        ladders:
          - name: menunggu
            label: {id: Menunggu, en: Waiting}
            rungs:
              - {after: 5, roles: [petugas]}
              - {after: 10, roles: [petugas, kabag]}
            repeat: {every: 7, times: 2, roles: [kabag]}
            source: {text: Kebijakan kantor, mark: office-policy}
        """

    @Test func `the sound file says what it says`() throws {
        let policy = try Policy.parse(Self.sound)
        #expect(policy.name == "contoh")
        #expect(policy.roles.map(\.isSuperior) == [false, true])
        #expect(policy.window.from == 480)
        #expect(policy.window.until == 900)
        let ladder = try #require(policy.ladder(named: "menunggu"))
        #expect(ladder.steps.map(\.days) == [5, 10, 17, 24])
        #expect(ladder.steps.map(\.rung) == [1, 2, 2, 2])
        #expect(ladder.steps.map(\.occurrence) == [1, 1, 2, 3])
        #expect(
            ladder.steps.map(\.roles) == [["petugas"], ["petugas", "kabag"], ["kabag"], ["kabag"]]
        )
        #expect(ladder.source.mark == .officePolicy)
        #expect(policy.role(named: "kabag")?.label.en == "Head")
    }

    @Test func `the shipped policy has no fault and a ladder for every stage of every workflow`()
        throws
    {
        let policy = try Shipped.policy()
        #expect(policy.roles.map(\.name) == ["petugas", "kabag", "sekda"])
        #expect(
            policy.ladders.filter { $0.source.mark == .legal }.map(\.source.text) == [
                "Permendagri 25/2020 Ps 33"
            ]
        )
        #expect(policy.ladders.allSatisfy { $0.source.mark != .unverified })
        for workflow in try Shipped.workflows() {
            for stage in workflow.stages where stage.isOpen {
                let name = try #require(stage.ladder)
                #expect(policy.ladder(named: name) != nil, "\(workflow.name) \(stage.name)")
            }
        }
        #expect(
            RuleText.storedSize(try Shipped.text("config/reminders.yaml"))
                < RuleText.storedSizeMax
        )
    }

    @Test func `a ladder that is not repeated ends with its last rung`() throws {
        let text = Self.sound.replacing("times: 2", with: "times: 0")
        let ladder = try #require(try Policy.parse(text).ladders.first)
        #expect(ladder.steps.map(\.days) == [5, 10])
    }

    static let back = """
        policy: contoh
        label: {id: Contoh, en: Example}
        roles: [{name: petugas, label: {id: Petugas, en: Officer}}]
        window: {from: "08:00", until: "15:00"}
        waits: menunggu
        signatures: menunggu
        terms: [akhir]
        ladders:
          - name: menunggu
            label: {id: Menunggu, en: Waiting}
            rungs: [{after: 5, roles: [petugas]}]
            source: {text: Kebijakan kantor, mark: office-policy}
          - name: akhir
            label: {id: Akhir, en: End}
            months-before: 6
            when: {kind: [KSDPL, KSDLL]}
            rungs:
              - {before: 30, roles: [petugas]}
              - {before: 0, roles: [petugas]}
            source: {text: Contoh, mark: legal}
        """

    @Test func `other hours hold on their days, and say what they are called`() throws {
        let text = try Shipped.text("config/reminders.yaml").replacing(
            #"window: {from: "08:00", until: "15:00"}"#,
            with: #"""
                window:
                  from: "08:00"
                  until: "15:00"
                  except:
                    - {first: 2027-02-08, last: 2027-03-09, from: "09:00", until: "14:00", label: {id: Puasa, en: Fasting}}
                """#
        )
        let window = try Policy.parse(text).window
        #expect(window.exceptions.map(\.label.en) == ["Fasting"])
        func minutes(_ day: String) throws -> Range<Int> {
            window.minutes(of: try #require(LocalDate(day)))
        }
        #expect(try minutes("2027-02-07") == 480..<900)
        #expect(try minutes("2027-02-08") == 540..<840)
        #expect(try minutes("2027-03-09") == 540..<840)
        #expect(try minutes("2027-03-10") == 480..<900)
    }

    @Test(arguments: [
        (#"first: 2027-03-09, last: 2027-02-08, from: "09:00", until: "14:00""#, "out_of_order"),
        (#"first: 2027-02-08, last: 2027-03-09, from: "14:00", until: "09:00""#, "out_of_order"),
        (#"first: 2027-02-30, last: 2027-03-09, from: "09:00", until: "14:00""#, "bad_date"),
        (#"first: 2027-02-08, from: "09:00", until: "14:00""#, "missing_key"),
    ])
    func `other hours with a fault are refused`(exception: String, code: String) throws {
        let text = try Shipped.text("config/reminders.yaml").replacing(
            #"window: {from: "08:00", until: "15:00"}"#,
            with: """
                window: {from: "08:00", until: "15:00", except: [{\(exception), label: {id: a, en: b}}]}
                """
        )
        let faults = #expect(throws: FileFaults.self) { try Policy.parse(text) }
        #expect(faults?.all.map(\.code.rawValue) == [code])
    }

    @Test func `only what the law sets a date for is sent at once`() throws {
        let shipped = try Shipped.policy()
        #expect(
            shipped.ladders.filter(\.isImmediate).map(\.name) == ["pemberitahuan-perpanjangan"]
        )
        let text = try Shipped.text("config/reminders.yaml").replacing(
            "{text: Permendagri 25/2020 Ps 33, mark: legal}",
            with: "{text: Kebijakan kantor, mark: office-policy}"
        )
        let faults = #expect(throws: FileFaults.self) { try Policy.parse(text) }
        #expect(faults?.all.map(\.code.rawValue) == ["contradiction"])
    }

    @Test func `a ladder back says from which date, for which papers and how many days before`()
        throws
    {
        let policy = try Policy.parse(Self.back)
        #expect(policy.terms == ["akhir"])
        let ladder = try #require(policy.ladder(named: "akhir"))
        #expect(ladder.back?.monthsBefore == 6)
        #expect(ladder.back?.when == ["kind": ["KSDPL", "KSDLL"]])
        #expect(ladder.steps.map(\.days) == [30, 0])
        #expect(ladder.steps.map(\.number) == [1, 2])
    }

    @Test(arguments: [
        (
            "before: 0,", "before: 30,",
            "19:9 ladders[1].rungs[1] out_of_order other=30 smaller=true value=30"
        ),
        ("terms: [akhir]", "terms: [akhir, akhir]", "7:16 terms[1] duplicate value=akhir"),
        (
            "waits: menunggu", "waits: akhir",
            "5:8 waits contradiction other=rungs: before value=akhir"
        ),
        (
            "    months-before: 6\n", "    repeat: {every: 5, times: 2, roles: [petugas]}\n",
            "15:5 ladders[1].repeat contradiction other=before value=repeat"
        ),
        (
            "months-before: 6", "months-before: 121",
            "15:20 ladders[1].months-before out_of_range max=120 min=0 value=121"
        ),
    ])
    func `a fault of a ladder back is reported with its place`(
        part: String,
        instead: String,
        expected: String
    ) throws {
        let range = try #require(Self.back.firstRange(of: part))
        var text = Self.back
        text.replaceSubrange(range, with: instead)
        let found = faults { () throws(FileFaults) in _ = try Policy.parse(text) }
        #expect(found.contains(expected), "\(found)")
    }

    @Test(arguments: [
        (
            "roles: [petugas]}", "roles: [petgas]}",
            "13:28 ladders[0].rungs[0].roles[0] unknown_reference nearest=petugas value=petgas"
        ),
        (
            "times: 2, roles: [kabag]", "times: 2, roles: [sekda]",
            "15:42 ladders[0].repeat.roles[0] unknown_reference value=sekda"
        ),
        (
            "waits: menunggu", "waits: menungu",
            "7:8 waits unknown_reference nearest=menunggu value=menungu"
        ),
        (
            "signatures: menunggu", "signatures: tanda-tangan",
            "8:13 signatures unknown_reference value=tanda-tangan"
        ),
        ("after: 10", "after: 5", "14:9 ladders[0].rungs[1] out_of_order other=5 value=5"),
        (
            "after: 10", "after: 1001",
            "14:17 ladders[0].rungs[1].after out_of_range max=1000 min=0 value=1001"
        ),
        (
            "after: 10", "after: ten",
            "14:17 ladders[0].rungs[1].after wrong_type expected=integer found=text"
        ),
        (
            "every: 7", "every: 0",
            "15:21 ladders[0].repeat.every out_of_range max=1000 min=1 value=0"
        ),
        ("\"08:00\"", "\"15:00\"", "6:32 window.until out_of_order other=from value=until"),
        ("\"08:00\"", "\"8:00\"", "6:16 window.from bad_value value=8:00"),
        ("\"08:00\"", "\"+8:00\"", "6:16 window.from bad_value value=+8:00"),
        ("\"08:00\"", "\"08:60\"", "6:16 window.from bad_value value=08:60"),
        ("\"15:00\"", "\"24:00\"", "6:32 window.until bad_value value=24:00"),
        ("name: kabag", "name: petugas", "5:5 roles[1] duplicate value=petugas"),
        ("superior: true", "superior: yes", "5:59 roles[1].superior bad_value value=yes"),
        (
            "mark: office-policy", "mark: policy",
            "16:44 ladders[0].source.mark bad_value value=policy"
        ),
        (
            "    rungs:\n", "    rungs: []\n    steps:\n",
            "12:12 ladders[0].rungs out_of_range max=50 min=1 value=0"
        ),
        ("policy: contoh\n", "", "1:1 - missing_key key=policy"),
        (
            "{after: 10,", "{before: 10,",
            "14:9 ladders[0].rungs[1] contradiction other=after value=before"
        ),
        (
            "{after: 10,", "{after: 10, before: 3,",
            "14:9 ladders[0].rungs[1] contradiction other=after value=before"
        ),
        ("{after: 10,", "{", "14:9 ladders[0].rungs[1] missing_key key=after"),
        (
            "repeat:", "months-before: 6\n    repeat:",
            "15:5 ladders[0].months-before contradiction other=after value=months-before"
        ),
        (
            "signatures: menunggu\n", "signatures: menunggu\nterms: [menunggu]\n",
            "9:9 terms[0] contradiction other=rungs: after value=menunggu"
        ),
        (
            "signatures: menunggu\n", "signatures: menunggu\nended: laporan\n",
            "9:8 ended unknown_reference value=laporan"
        ),
        ("window: {from", "windows: {from", "6:1 windows unknown_key key=windows nearest=window"),
    ])
    func `one fault is reported with its place`(
        part: String,
        instead: String,
        expected: String
    ) throws {
        let range = try #require(Self.sound.firstRange(of: part))
        var text = Self.sound
        text.replaceSubrange(range, with: instead)
        let found = faults { () throws(FileFaults) in _ = try Policy.parse(text) }
        #expect(found.contains(expected))
    }
}
