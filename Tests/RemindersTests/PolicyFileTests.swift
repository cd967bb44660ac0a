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
        #expect(ladder.steps.map(\.workingDays) == [5, 10, 17, 24])
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
        #expect(policy.ladders.map(\.source.mark).allSatisfy { $0 == .officePolicy })
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
        #expect(ladder.steps.map(\.workingDays) == [5, 10])
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
