import Calendars
import RuleFiles
import TestSupport
import Testing
import Workflows

@Suite struct WorkflowFileTests {
    /// A small file without a fault; every test below puts one in.
    static let sound = """
        workflow: contoh
        label: {id: Contoh, en: Example}
        stages:
          - {name: Begun, label: {id: Mulai, en: Begun}, ladder: tahap}
          - {name: Waiting, label: {id: Menunggu, en: Waiting}, ladder: tahap}
          - {name: Done, label: {id: Selesai, en: Done}}
        events:
          - name: Proposed
            verb: propose
            label: {id: Diusulkan, en: Proposed}
            from: []
            fields:
              - {name: title, form: text, required: true, label: {id: Judul, en: Title}}
              - {name: parties, form: offices, required: true, label: {id: Pihak, en: Parties}}
              - {name: kind, form: choice, choices: [KB, PKS], label: {id: Jenis, en: Kind}}
            brings: {begins: true, enters: Begun}
            source: {text: Contoh, mark: legal}
          - name: Drafted
            verb: draft
            label: {id: Disusun, en: Drafted}
            from: [Begun, Waiting]
            fields:
              - {name: document, form: document, label: {id: Dokumen, en: Document}}
              - {name: follows, form: version, of: Proposed, label: {id: Versi, en: Version}}
            brings: {enters: Begun, attaches: draft, voids: signatures}
            source: {text: Contoh, mark: legal}
          - name: Awaited
            verb: await
            label: {id: Ditunggu, en: Awaited}
            from: [Begun]
            fields:
              - {name: office, form: office, required: true, label: {id: Kantor, en: Office}}
              - {name: for, form: text, required: true, label: {id: Untuk, en: For}}
              - {name: promised, form: date, label: {id: Janji, en: Promised}}
            brings: {enters: Waiting, awaits: true, limits: [dewan]}
            source: {text: Contoh, mark: legal}
          - name: Ready
            verb: ready
            label: {id: Siap, en: Ready}
            from: [open]
            fields:
              - {name: office, form: office, required: true, label: {id: Kantor, en: Office}}
            brings: {answers: true}
            source: {text: Contoh, mark: legal}
          - name: Initialled
            verb: sign
            marked-by: party
            label: {id: Diparaf, en: Initialled}
            from: [Waiting]
            fields:
              - {name: party, form: party, required: true, label: {id: Pihak, en: Party}}
            brings: {signs: party, completes: Signed}
            source: {text: Contoh, mark: legal}
          - name: Signed
            verb: sign
            label: {id: Ditandatangani, en: Signed}
            from: [Waiting]
            fields:
              - {name: from, form: date, label: {id: Sejak, en: From}}
            brings: {requires: [every-signature], signs: missing, enters: Done, opens-term: true, closes: true}
            source: {text: Contoh, mark: legal}
        limits:
          - name: dewan
            label: {id: Dewan, en: Council}
            body: DPRD
            when: {kind: [PKS]}
            working-days: 45
            calendar: id
            source: {text: Contoh, mark: legal}
        """

    @Test func `the sound file has no fault and says what it says`() throws {
        let workflow = try Workflow.parse(Self.sound, version: 3)
        #expect(workflow.reference.description == "contoh@3")
        #expect(workflow.stages.map(\.isOpen) == [true, true, false])
        #expect(workflow.stages.map(\.ladder) == ["tahap", "tahap", nil])
        #expect(
            workflow.events.map(\.from) == [
                .nothing, .stages(["Begun", "Waiting"]), .stages(["Begun"]), .open,
                .stages(["Waiting"]), .stages(["Waiting"]),
            ]
        )
        #expect(workflow.event(named: "Awaited")?.effects.contains(.limits(["dewan"])) == true)
        #expect(workflow.event(named: "Initialled")?.markedBy == "party")
        #expect(workflow.limits.first?.when == ["kind": ["PKS"]])
        #expect(workflow.limits.first?.workingDays == 45)
        #expect(workflow.event(named: "Signed")?.closes == true)
    }

    @Test(arguments: [
        (
            "label: {id: Judul, en: Title}", "label: {id: Judul}",
            ["13:58 events[0].fields[0].label missing_key key=en"]
        ),
        (
            "{name: title, form", "{name: source, form",
            ["13:9 events[0].fields[0] duplicate value=source"]
        ),
        ("from: []", "from: Begun", ["11:11 events[0].from wrong_type expected=list found=text"]),
    ])
    func `one mistake is one fault, without others that follow from it`(
        part: String,
        instead: String,
        expected: [String]
    ) {
        let text = Self.sound.replacing(part, with: instead, maxReplacements: 1)
        #expect(faults { () throws(FileFaults) in _ = try Workflow.parse(text) } == expected)
    }

    /// Each is refused today; if a log had it, its agreements would still have to be read.
    @Test(arguments: [
        ("name: Ready", "name: NoteAdded"), ("en: Waiting}, ladder: tahap}", "en: Waiting}}"),
        ("limits: [dewan]", "limits: [dewa]"), ("enters: Waiting", "enters: Begun"),
        ("- {name: title, form", "- {name: at, form"), ("from: [Begun]", "from: [Begin]"),
    ])
    func `what was adopted is read by the checks of its day`(part: String, instead: String) throws {
        let text = Self.sound.replacing(part, with: instead, maxReplacements: 1)
        #expect(throws: FileFaults.self) { try Workflow.parse(text) }
        let read = try Workflow.parse(text, for: .reading)
        #expect(read.events.count == 6)
        #expect(read.stages.count == 3)
    }

    @Test(arguments: [
        "config/workflows/kerja-sama-daerah.yaml", "config/examples/permintaan-data/workflow.yaml",
    ])
    func `a shipped file has no fault and fits into one log entry`(path: String) throws {
        let text = try Shipped.text(path)
        #expect(faults { () throws(FileFaults) in _ = try Workflow.parse(text) } == [])
        #expect(RuleText.storedSize(text) < RuleText.storedSizeMax)
    }

    @Test func `the shipped workflow has five stages, and the five events that enter them`() throws
    {
        let workflow = try #require(try Shipped.buleleng().rules.newest("kerja-sama-daerah"))
        let stages = [
            "VisitProposed", "ScopeDiscussed", "PKSDrafted", "ReadinessAwaited", "Signed",
        ]
        #expect(workflow.stages.map(\.name) == stages)
        #expect(stages.allSatisfy { workflow.event(named: $0)?.enters == $0 })
        #expect(workflow.limits.map(\.source.mark) == [.legal])
        #expect(workflow.event(named: "ReadinessAwaited")?.source.mark == .officePolicy)
    }

    struct Fault: CustomTestStringConvertible {
        var testDescription: String
        var part: String
        var instead: String
        var expected: [String]

        init(_ description: String, _ part: String, _ instead: String, _ expected: String...) {
            testDescription = description
            self.part = part
            self.instead = instead
            self.expected = expected
        }
    }

    static let faulty = [
        Fault(
            "a letter is cited without the fields that are cited",
            "from: [open]",
            "from: [open]\n    cited: {as: letter}",
            "41:12 events[3].cited field_needed effect=cited field=number form=text",
            "41:12 events[3].cited field_needed effect=cited field=date form=date",
            "41:12 events[3].cited field_needed effect=cited field=to form=office"
        ),
        Fault(
            "a meeting is cited without words for it",
            "from: [open]",
            "from: [open]\n    cited: {as: meeting}",
            "41:12 events[3].cited missing_key key=words"
        ),
        Fault(
            "an event is cited as something that nobody knows",
            "from: [open]",
            "from: [open]\n    cited: {as: memo}",
            "41:17 events[3].cited.as bad_value value=memo"
        ),
        Fault(
            "a stage that nobody defines is entered",
            "enters: Waiting",
            "enters: Wating",
            "35:22 events[2].brings.enters unknown_reference nearest=Waiting value=Wating"
        ),
        Fault(
            "an event comes from a stage that nobody defines",
            "from: [Begun]",
            "from: [Begin]",
            "30:12 events[2].from[0] unknown_reference nearest=Begun value=Begin"
        ),
        Fault(
            "open is no stage beside others",
            "from: [Begun]",
            "from: [Begun, open]",
            "30:19 events[2].from[1] unknown_reference value=open"
        ),
        Fault(
            "a stage is not reachable",
            "enters: Waiting, awaits",
            "awaits",
            "4:5 stages[0] dead_end value=Begun",
            "5:5 stages[1] unreachable value=Waiting",
            "6:5 stages[2] unreachable value=Done",
            "45:5 events[4] no_way_in value=Initialled",
            "54:5 events[5] no_way_in value=Signed"
        ),
        Fault(
            "a stage has no way to an ending",
            "enters: Done, opens-term: true, closes: true",
            "enters: Done, opens-term: true",
            "4:5 stages[0] dead_end value=Begun",
            "5:5 stages[1] dead_end value=Waiting",
            "6:5 stages[2] dead_end value=Done",
            "6:5 stages[2] no_ladder value=Done"
        ),
        Fault(
            "a beginning says that it begins nothing",
            "brings: {begins: true, enters: Begun}",
            "brings: {enters: Begun}",
            "16:13 events[0].brings contradiction other=from value=begins"
        ),
        Fault(
            "a beginning brings nothing",
            "    brings: {begins: true, enters: Begun}\n",
            "",
            "8:5 events[0] contradiction other=from value=begins"
        ),
        Fault(
            "something begins, but from a stage",
            "from: []",
            "from: [Waiting]",
            "16:13 events[0].brings contradiction other=from value=begins"
        ),
        Fault(
            "a beginning enters nothing",
            "begins: true, enters: Begun",
            "begins: true",
            "16:13 events[0].brings missing_key key=enters"
        ),
        Fault(
            "an open stage has no ladder",
            "en: Waiting}, ladder: tahap}",
            "en: Waiting}}",
            "5:5 stages[1] no_ladder value=Waiting"
        ),
        Fault(
            "a beginning without parties",
            "name: parties",
            "name: pihak",
            "16:13 events[0].brings field_needed effect=begins field=parties form=offices"
        ),
        Fault(
            "a beginning with parties of another form",
            "form: offices",
            "form: texts",
            "16:13 events[0].brings field_needed effect=begins field=parties form=offices"
        ),
        Fault(
            "an await without an office",
            "{name: office, form: office, required: true, label: {id: Kantor, en: Office}}\n      - {name: for",
            "{name: kantor, form: office, label: {id: Kantor, en: Office}}\n      - {name: for",
            "35:13 events[2].brings field_needed effect=awaits field=office form=office"
        ),
        Fault(
            "an await without a purpose",
            "name: for,",
            "name: untuk,",
            "35:13 events[2].brings field_needed effect=awaits field=for form=text"
        ),
        Fault(
            "a promise that is no date",
            "name: promised, form: date",
            "name: promised, form: text",
            "35:13 events[2].brings field_needed effect=awaits field=promised form=date"
        ),
        Fault(
            "a term that begins with no date",
            "name: from, form: date",
            "name: from, form: text",
            "60:13 events[5].brings field_needed effect=opens-term field=from form=date"
        ),
        Fault(
            "a draft without a document",
            "name: document, form: document",
            "name: berkas, form: document",
            "25:13 events[1].brings field_needed effect=attaches field=document form=document"
        ),
        Fault(
            "a signature without a party",
            "name: party, form: party",
            "name: party, form: office",
            "52:13 events[4].brings field_needed effect=signs field=party form=party"
        ),
        Fault(
            "an unknown form of a field",
            "form: choice, choices: [KB, PKS]",
            "form: chioce, choices: [KB, PKS]",
            "15:28 events[0].fields[2].form bad_value nearest=choice value=chioce"
        ),
        Fault(
            "a choice without choices",
            "form: choice, choices: [KB, PKS]",
            "form: choice",
            "15:28 events[0].fields[2].form missing_key key=choices"
        ),
        Fault(
            "a version of nothing",
            "form: version, of: Proposed",
            "form: version",
            "24:31 events[1].fields[1].form missing_key key=of"
        ),
        Fault(
            "a version of an unknown event",
            "of: Proposed",
            "of: Propose",
            "24:44 events[1].fields[1].of unknown_reference nearest=Proposed value=Propose"
        ),
        Fault(
            "a version of an event that has none",
            "of: Proposed",
            "of: Ready",
            "24:44 events[1].fields[1].of unknown_reference value=Ready"
        ),
        Fault(
            "an event twice",
            "name: Ready\n",
            "name: Awaited\n",
            "37:5 events[3] duplicate value=Awaited"
        ),
        Fault(
            "the name of an engine-wide event",
            "name: Ready\n",
            "name: NoteAdded\n",
            "37:5 events[3] duplicate value=NoteAdded"
        ),
        Fault(
            "a stage twice",
            "{name: Waiting, label: {id: Menunggu",
            "{name: Begun, label: {id: Menunggu",
            "5:5 stages[1] duplicate value=Begun",
            "21:19 events[1].from[1] unknown_reference value=Waiting",
            "35:22 events[2].brings.enters unknown_reference value=Waiting",
            "49:12 events[4].from[0] unknown_reference value=Waiting",
            "57:12 events[5].from[0] unknown_reference value=Waiting"
        ),
        Fault(
            "a field twice",
            "name: kind, form: choice",
            "name: title, form: choice",
            "15:9 events[0].fields[2] duplicate value=title"
        ),
        Fault(
            "a reserved field",
            "name: kind, form: choice",
            "name: source, form: choice",
            "15:9 events[0].fields[2] duplicate value=source"
        ),
        Fault(
            "an unknown limit",
            "limits: [dewan]",
            "limits: [dewn]",
            "35:54 events[2].brings.limits[0] unknown_reference nearest=dewan value=dewn"
        ),
        Fault(
            "limits without a wait",
            "brings: {answers: true}",
            "brings: {answers: true, limits: [dewan]}",
            "43:37 events[3].brings.limits contradiction other=awaits value=limits"
        ),
        Fault(
            "a limit that asks for an unknown field",
            "when: {kind:",
            "when: {knd:",
            "66:17 limits[0].when.knd unknown_reference nearest=kind value=knd"
        ),
        Fault(
            "a limit that asks for an unknown choice",
            "when: {kind: [PKS]}",
            "when: {kind: [PKS, MoU]}",
            "66:18 limits[0].when.kind unknown_reference value=MoU"
        ),
        Fault(
            "a limit of no days",
            "working-days: 45",
            "working-days: 0",
            "67:19 limits[0].working-days out_of_range max=1000 min=1 value=0"
        ),
        Fault(
            "completes an unknown event",
            "completes: Signed",
            "completes: Sealed",
            "52:39 events[4].brings.completes unknown_reference value=Sealed"
        ),
        Fault(
            "completes without signing",
            "signs: party, completes",
            "completes",
            "52:25 events[4].brings.completes contradiction other=signs value=completes"
        ),
        Fault(
            "an unknown requirement",
            "requires: [every-signature]",
            "requires: [every-signatur]",
            "60:25 events[5].brings.requires[0] bad_value nearest=every-signature value=every-signatur"
        ),
        Fault(
            "an unknown effect",
            "answers: true",
            "answer: true",
            "43:14 events[3].brings.answer unknown_key key=answer nearest=answers"
        ),
        Fault(
            "an effect that is neither true nor false",
            "answers: true",
            "answers: yes",
            "43:23 events[3].brings.answers bad_value value=yes"
        ),
        Fault(
            "two events of one verb without a mark",
            "    marked-by: party\n",
            "",
            "54:11 events[5].verb duplicate value=sign"
        ),
        Fault(
            "a mark that is no field",
            "marked-by: party",
            "marked-by: pihak",
            "47:16 events[4].marked-by unknown_reference value=pihak"
        ),
        Fault(
            "an event without a verb",
            "    verb: ready\n",
            "",
            "37:5 events[3] missing_key key=verb"
        ),
        Fault(
            "an event from nowhere",
            "    from: [open]\n",
            "",
            "37:5 events[3] missing_key key=from"
        ),
        Fault(
            "an unknown mark of a source",
            "mark: legal}\n  - name: Drafted",
            "mark: lawful}\n  - name: Drafted",
            "17:34 events[0].source.mark bad_value value=lawful"
        ),
        Fault(
            "an unknown key",
            "workflow: contoh\n",
            "workflow: contoh\nworkflows: contoh\n",
            "2:1 workflows unknown_key key=workflows"
        ),
        Fault(
            "a limit twice",
            "limits:\n",
            "limits:\n  - {name: dewan, label: {id: a, en: a}, body: DPRD, working-days: 1, calendar: id, source: {text: a, mark: legal}}\n",
            "64:5 limits[1] duplicate value=dewan"
        ),
        Fault(
            "nothing begins",
            "    from: []\n    fields:\n      - {name: title, form: text, required: true, label: {id: Judul, en: Title}}\n      - {name: parties, form: offices, required: true, label: {id: Pihak, en: Parties}}\n      - {name: kind, form: choice, choices: [KB, PKS], label: {id: Jenis, en: Kind}}\n    brings: {begins: true, enters: Begun}",
            "    from: [Begun]\n    fields:\n      - {name: kind, form: choice, choices: [KB, PKS], label: {id: Jenis, en: Kind}}\n    brings: {enters: Begun}",
            "1:1 - no_way_in value=contoh",
            "4:5 stages[0] unreachable value=Begun",
            "5:5 stages[1] unreachable value=Waiting",
            "6:5 stages[2] unreachable value=Done",
            "8:5 events[0] no_way_in value=Proposed",
            "16:5 events[1] no_way_in value=Drafted",
            "25:5 events[2] no_way_in value=Awaited",
            "43:5 events[4] no_way_in value=Initialled",
            "52:5 events[5] no_way_in value=Signed"
        ),
        Fault(
            "no YAML",
            "workflow: contoh",
            "workflow: [contoh",
            "2:6 - not_yaml kind=bracket problem=did not find expected ',' or ']'"
        ),
    ]

    @Test(arguments: faulty)
    func `one fault is reported with its place`(fault: Fault) throws {
        #expect(Self.sound.contains(fault.part))
        let range = try #require(Self.sound.firstRange(of: fault.part))
        let text = Self.sound.replacingCharacters(range, with: fault.instead)
        let found = faults { () throws(FileFaults) in _ = try Workflow.parse(text) }
        #expect(found == fault.expected)
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
