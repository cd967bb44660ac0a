import Calendars
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
            ])
        #expect(workflow.event(named: "Awaited")?.effects.contains(.limits(["dewan"])) == true)
        #expect(workflow.event(named: "Initialled")?.markedBy == "party")
        #expect(workflow.limits.first?.when == ["kind": ["PKS"]])
        #expect(workflow.limits.first?.workingDays == 45)
        #expect(workflow.event(named: "Signed")?.closes == true)
    }

    @Test(arguments: [
        "config/workflows/kerja-sama-daerah.yaml", "config/examples/permintaan-data/workflow.yaml",
    ])
    func `a shipped file has no fault and fits into one log entry`(path: String) throws {
        let text = try Shipped.text(path)
        #expect(faults { () throws(FileFaults) in _ = try Workflow.parse(text) } == [])
        #expect(RuleText.storedSize(text) < RuleText.storedSizeMax)
    }

    @Test func `the shipped workflow has five stages, and the five events that enter them`() throws {
        let workflow = try #require(try Shipped.buleleng().rules.newest("kerja-sama-daerah"))
        let stages = ["VisitProposed", "ScopeDiscussed", "PKSDrafted", "ReadinessAwaited", "Signed"]
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
        Fault("a stage that nobody defines is entered", "enters: Waiting", "enters: Wating"),
        Fault("an event comes from a stage that nobody defines", "from: [Begun]", "from: [Begin]"),
        Fault("open is no stage beside others", "from: [Begun]", "from: [Begun, open]"),
        Fault("a stage is not reachable", "enters: Waiting, awaits", "awaits"),
        Fault(
            "a stage has no way to an ending", "enters: Done, opens-term: true, closes: true",
            "enters: Done, opens-term: true"),
        Fault(
            "a beginning says that it begins nothing", "brings: {begins: true, enters: Begun}", "brings: {enters: Begun}"),
        Fault(
            "a beginning brings nothing",
            "    brings: {begins: true, enters: Begun}\n", ""),
        Fault("something begins, but from a stage", "from: []", "from: [Waiting]"),
        Fault("a beginning enters nothing", "begins: true, enters: Begun", "begins: true"),
        Fault(
            "an open stage has no ladder", "en: Waiting}, ladder: tahap}", "en: Waiting}}"),
        Fault("a beginning without parties", "name: parties", "name: pihak"),
        Fault("a beginning with parties of another form", "form: offices", "form: texts"),
        Fault("an await without an office", "{name: office, form: office, required: true, label: {id: Kantor, en: Office}}\n      - {name: for", "{name: kantor, form: office, label: {id: Kantor, en: Office}}\n      - {name: for"),
        Fault("an await without a purpose", "name: for,", "name: untuk,"),
        Fault("a promise that is no date", "name: promised, form: date", "name: promised, form: text"),
        Fault("a term that begins with no date", "name: from, form: date", "name: from, form: text"),
        Fault("a draft without a document", "name: document, form: document", "name: berkas, form: document"),
        Fault("a signature without a party", "name: party, form: party", "name: party, form: office"),
        Fault("an unknown form of a field", "form: choice, choices: [KB, PKS]", "form: chioce, choices: [KB, PKS]"),
        Fault("a choice without choices", "form: choice, choices: [KB, PKS]", "form: choice"),
        Fault("a version of nothing", "form: version, of: Proposed", "form: version"),
        Fault("a version of an unknown event", "of: Proposed", "of: Propose"),
        Fault("a version of an event that has none", "of: Proposed", "of: Ready"),
        Fault("an event twice", "name: Ready\n", "name: Awaited\n"),
        Fault("the name of an engine-wide event", "name: Ready\n", "name: NoteAdded\n"),
        Fault("a stage twice", "{name: Waiting, label: {id: Menunggu", "{name: Begun, label: {id: Menunggu"),
        Fault("a field twice", "name: kind, form: choice", "name: title, form: choice"),
        Fault("a reserved field", "name: kind, form: choice", "name: source, form: choice"),
        Fault("an unknown limit", "limits: [dewan]", "limits: [dewn]"),
        Fault("limits without a wait", "brings: {answers: true}", "brings: {answers: true, limits: [dewan]}"),
        Fault("a limit that asks for an unknown field", "when: {kind:", "when: {knd:"),
        Fault("a limit that asks for an unknown choice", "when: {kind: [PKS]}", "when: {kind: [PKS, MoU]}"),
        Fault("a limit of no days", "working-days: 45", "working-days: 0"),
        Fault("completes an unknown event", "completes: Signed", "completes: Sealed"),
        Fault("completes without signing", "signs: party, completes", "completes"),
        Fault("an unknown requirement", "requires: [every-signature]", "requires: [every-signatur]"),
        Fault("an unknown effect", "answers: true", "answer: true"),
        Fault("an effect that is neither true nor false", "answers: true", "answers: yes"),
        Fault("two events of one verb without a mark", "    marked-by: party\n", ""),
        Fault("a mark that is no field", "marked-by: party", "marked-by: pihak"),
        Fault("an event without a verb", "    verb: ready\n", ""),
        Fault("an event from nowhere", "    from: [open]\n", ""),
        Fault("an unknown mark of a source", "mark: legal}\n  - name: Drafted", "mark: lawful}\n  - name: Drafted"),
        Fault("an unknown key", "workflow: contoh\n", "workflow: contoh\nworkflows: contoh\n"),
        Fault("a limit twice", "limits:\n", "limits:\n  - {name: dewan, label: {id: a, en: a}, body: DPRD, working-days: 1, calendar: id, source: {text: a, mark: legal}}\n"),
        Fault("nothing begins", "    from: []\n    fields:\n      - {name: title, form: text, required: true, label: {id: Judul, en: Title}}\n      - {name: parties, form: offices, required: true, label: {id: Pihak, en: Parties}}\n      - {name: kind, form: choice, choices: [KB, PKS], label: {id: Jenis, en: Kind}}\n    brings: {begins: true, enters: Begun}", "    from: [Begun]\n    fields:\n      - {name: kind, form: choice, choices: [KB, PKS], label: {id: Jenis, en: Kind}}\n    brings: {enters: Begun}"),
        Fault("no YAML", "workflow: contoh", "workflow: [contoh"),
    ]

    @Test(arguments: faulty)
    func `one fault is reported with its place`(fault: Fault) throws {
        #expect(Self.sound.contains(fault.part))
        let range = try #require(Self.sound.firstRange(of: fault.part))
        let text = Self.sound.replacingCharacters(range, with: fault.instead)
        let found = faults { () throws(FileFaults) in _ = try Workflow.parse(text) }
        #expect(found == fault.expected)
        print("PRINT", fault.testDescription, "|", found)
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
