import Entries
import Language
import Testing
import Wire

@testable import kembar

/// What people read when rules change.
@Suite struct RuleScreenTests {
    private let id = Page(language: .id)
    private let en = Page(language: .en)

    private func notice(_ code: String, _ params: [String: JSONValue]) -> Notice {
        Notice(code: code, params: params)
    }

    @Test(
        arguments: [
            (
                "rule-added",
                [
                    "part": "stage", "name": "Tinjau",
                    "after": ["id": "Ditinjau", "en": "Reviewed"],
                ],
                "tahap Tinjau (Ditinjau): ditambahkan", "stage Tinjau (Reviewed): added"
            ),
            (
                "rule-removed", ["part": "field", "name": "place", "of": "Tinjau"],
                "isian place pada Tinjau: dihapus", "field place of Tinjau: removed"
            ),
            (
                "rule-changed",
                [
                    "part": "field", "name": "place", "of": "Tinjau", "what": "required",
                    "before": false, "after": true,
                ],
                "isian place pada Tinjau: wajib: tidak -> ya",
                "field place of Tinjau: required: no -> yes"
            ),
            (
                "rule-changed",
                [
                    "part": "event", "name": "T", "what": "from", "before": ["A", "B"],
                    "after": ["B", "C"],
                ],
                "kejadian T: dapat terjadi dari: + C; - A", "event T: possible from: + C; - A"
            ),
            (
                "rule-changed",
                [
                    "part": "limit", "name": "l", "what": "mark", "before": "unverified",
                    "after": "legal",
                ],
                "batas waktu l: kekuatan: belum diverifikasi -> batas hukum",
                "limit l: mark: unverified -> legal limit"
            ),
            (
                "rule-changed",
                [
                    "part": "stage", "name": "T", "what": "label",
                    "before": ["id": "Lama", "en": "Same"], "after": ["id": "Baru", "en": "Same"],
                ],
                #"tahap T: sebutan: "Lama" -> "Baru""#, #"stage T: label: id: "Lama" -> "Baru""#
            ),
            (
                "rule-added", ["part": "kind", "name": "keagamaan"],
                "jenis hari libur keagamaan: baru; belum ada kalender yang memakainya",
                "kind of day off keagamaan: new; no calendar has had it before"
            ),
            (
                "rule-changed",
                [
                    "part": "day", "name": "2018-12-25", "of": "id-public", "what": "off",
                    "before": true, "after": false,
                ],
                "kalender id-public: Selasa, 25 Desember 2018 menjadi hari kerja",
                "calendar id-public: Tuesday, 25 December 2018 becomes a working day"
            ),
            (
                "rule-changed",
                [
                    "part": "day", "name": "2018-12-24", "of": "id-public", "what": "off",
                    "before": false, "after": true,
                ],
                "kalender id-public: Senin, 24 Desember 2018 menjadi hari libur",
                "calendar id-public: Monday, 24 December 2018 becomes a day off"
            ),
        ] as [(String, [String: JSONValue], String, String)]
    )
    func `a difference is said in words`(
        code: String,
        params: [String: JSONValue],
        indonesian: String,
        english: String
    ) {
        let sentence = NoticeText(notice(code, params)).sentence
        #expect(sentence.id == indonesian)
        #expect(sentence.en == english)
    }

    private func fault(
        _ code: String,
        _ params: [String: String],
        line: Int = 1,
        path: String = "a"
    ) -> RuleFaultText {
        RuleFaultText(RuleFault(line: line, column: 2, path: path, code: code, params: params))
    }

    @Test func `kinds of things are said in the reader's language`() {
        let sentence = fault("wrong_type", ["expected": "list", "found": "mapping"]).sentence
        #expect(sentence.id.contains("seharusnya daftar ([a, b]), bukan pasangan kunci dan nilai"))
        #expect(sentence.en.contains("this should be a list ([a, b]), not keys with values"))
    }

    @Test func `a mistyped kind and a kind that is gone say what is meant and who needs it`() {
        let mistyped = fault(
            "mistyped_kind",
            ["value": "publik", "nearest": "public", "allowed": "cuti_bersama, public"]
        ).sentence
        for (words, known) in [(mistyped.id, "Yang ada: "), (mistyped.en, "There are: ")] {
            #expect(words.contains("publik") && words.contains("public;"))
            #expect(words.hasSuffix(known + "cuti_bersama, public."))
        }
        let gone = fault(
            "kind_gone",
            ["calendar": "id-public", "include": "id", "kind": "public"]
        ).sentence
        #expect(
            gone.en.contains(
                "the calendar id-public takes the days of the kind public from the calendar id,"
            )
        )
        #expect(
            gone.id.contains("kalender id-public mengambil hari berjenis public dari kalender id,")
        )
    }

    @Test func `offices without a table of regions are told the option`() {
        let sentence = fault("empty_file", [:], path: "regions.csv").sentence
        #expect(sentence.id.contains("--regions regions.csv"))
        #expect(sentence.en.contains("--regions regions.csv"))
    }

    @Test func `the same mistake at many places is one line, and a cut list says so`() {
        let same = (1...50).map {
            fault("unknown_reference", ["value": "Z"], line: $0, path: "regions.csv")
        }
        var screen = Screen(en)
        RuleFaultList(same + [fault("quoted", [:])], leftOut: 7).write(to: &screen, indent: 0)
        let text = screen.text(en).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("Also at 2:2 regions.csv; 3:2 regions.csv; 4:2 regions.csv and 46"))
        #expect(text.contains("This list stops at 51; there are 7 more."))
        #expect(screen.text(en).split(separator: "\n").count < 10)
    }

    @Test func `a day off is named by its date and kind, as everywhere`() {
        let day = notice("rule-added", ["part": "day", "name": "2018-11-20 public"])
        #expect(
            NoticeText(day).sentence.id
                == "hari libur Selasa, 20 November 2018, libur nasional: ditambahkan"
        )
    }

    @Test(arguments: [
        ("alur kerja", "workflow"), ("Alur-Kerja", "workflow"), ("pengingat", "policy"),
        ("kalender", "calendar"), ("kantor", "offices"), ("calendar", "calendar"), ("x", "x"),
    ])
    func `a kind may be typed as the screens call it`(typed: String, kind: String) async throws {
        try await TinyServer.serving(.problem(404, "unknown-rules")) { server in
            let desk = TestDesk(["rules", "show", typed, "n", "--socket", server.path])
            _ = await desk.run()
            #expect(server.asked.first?.target == "/v1/rules/\(kind)/n")
        }
    }

    @Test(arguments: [
        ["calendars", "show", ""], ["rules", "diagram", " "], ["rules", "show", "workflow", ""],
        ["rules", "show", "", "n"], ["calendars", "count", "", "2018-11-07", "1"],
    ])
    func `an empty name is refused before anything is asked`(words: [String]) async {
        let desk = TestDesk(words + ["--socket", "/nowhere"])
        #expect(await desk.run() == .usage)
        #expect(desk.errors.contains("kembar rules list"))
    }

    @Test func `an adoption lists whom it touches, and how many it does not list`() {
        let answer = AdoptionAnswer(
            entries: [EntryReference(position: 14, id: "e", type: "CalendarAdopted")],
            dryRun: nil,
            rule: RuleReference(kind: "calendar", name: "id", version: 2),
            changes: [notice("rule-added", ["part": "day", "name": "2025-08-18 cuti_bersama"])],
            touch: AdoptionTouch(
                touched: 3,
                movable: nil,
                moves: [
                    DeadlineMoveAnswer(
                        agreement: "2025-0001",
                        title: "Pertukaran data",
                        kind: "reminder",
                        office: OfficeAnswer(code: "99.71", name: "Kota Contoh", synthetic: true),
                        limit: nil,
                        position: 10,
                        before: "2025-08-18",
                        after: "2025-08-19"
                    )
                ],
                movesLeftOut: 2,
                others: ["2025-0007"],
                changesLeftOut: 1
            )
        )
        let screen = AdoptionScreen(answer).screen(en).text(en)
        #expect(screen.contains("SYNTHETIC"))
        #expect(screen.contains("Adopted: calendar id version 2 (entry 14)."))
        #expect(screen.contains("Deadlines of 3 agreements move:"))
        #expect(screen.contains("2025-0001 Pertukaran data: next reminder"))
        #expect(screen.contains("and 2 more"))
        #expect(screen.contains("These move too: 2025-0007"))
        #expect(AdoptionScreen(answer).screen(id).text(id).contains("Tenggat 3 naskah bergeser:"))
    }

    @Test func `a reminder that keeps its day tells from which hour it goes to which`() {
        let move = DeadlineMoveAnswer(
            agreement: "2020-0001",
            title: nil,
            kind: "reminder",
            office: nil,
            limit: nil,
            position: 10,
            before: "2020-01-15",
            after: "2020-01-15",
            rung: 2,
            occurrence: 1,
            goesOutBefore: "2020-01-15T08:00:00.000+08:00",
            goesOutAfter: "2020-01-15T08:30:00.000+08:00"
        )
        let sentence = move.sentence(isNamed: true)
        #expect(sentence.id.hasSuffix(": Rabu, 15 Januari 2020 pukul 08.00 WITA -> 08.30 WITA"))
        #expect(sentence.en.hasSuffix(": Wednesday, 15 January 2020 at 08:00 WITA -> 08:30 WITA"))
    }

    @Test func `recipients that change are told, and a day that stays is not said to move`() {
        func move(_ after: String, _ roles: [String]?) -> DeadlineMoveAnswer {
            DeadlineMoveAnswer(
                agreement: "2020-0001",
                title: nil,
                kind: "reminder",
                office: nil,
                limit: nil,
                position: 10,
                before: "2020-01-15",
                after: after,
                rung: 2,
                occurrence: 1,
                rolesBefore: roles.map { _ in [Label(id: "Kabag", en: "Head")] },
                rolesAfter: roles?.map { Label(id: $0, en: $0) }
            )
        }
        func screen(
            _ moves: [DeadlineMoveAnswer],
            leftOut: Int = 0,
            recipients: Int? = nil,
            _ page: Page
        ) -> String {
            let touch = AdoptionTouch(
                touched: 1,
                movable: nil,
                moves: moves,
                movesLeftOut: leftOut,
                recipientsLeftOut: recipients,
                others: [],
                changesLeftOut: 0
            )
            var screen = Screen(page)
            AdoptionWords("policy", [], touch).write(to: &screen)
            return screen.text(page)
        }
        let roles = [move("2020-01-15", ["Sekda", "Asisten"])]
        #expect(
            screen(roles, id).contains(
                "Tidak ada hari yang bergeser; penerima berubah pada 1 naskah:"
            )
        )
        #expect(
            screen(roles, id).contains(
                ": Rabu, 15 Januari 2020; penerima berubah: Kabag -> Sekda dan Asisten"
            )
        )
        #expect(screen(roles, en).contains("No day moves; recipients change in 1 agreement:"))
        // With a day among them, or with something that is not listed, no day is said to stay.
        let both = roles + [move("2020-01-16", nil)]
        #expect(screen(both, en).contains("Deadlines or recipients change in 1 agreement:"))
        #expect(screen(roles, leftOut: 1, id).contains("Tenggat atau penerima berubah pada 1"))
        #expect(screen([move("2020-01-16", nil)], id).contains("Tenggat 1 naskah bergeser:"))
        // What is not listed counts as what it is.
        #expect(screen(roles, leftOut: 1, recipients: 1, en).contains("No day moves; recipients"))
        #expect(
            screen([move("2020-01-16", nil)], leftOut: 2, recipients: 1, en).contains(
                "Deadlines or recipients change in 1"
            )
        )
    }

    @Test func `a diagram is well formed whatever the names are`() {
        let evil = Label(id: #"A "kutip" --> [*] : {x}; %% #35"#, en: "end\u{E9}")
        let workflow = WorkflowStructure(
            name: "contoh",
            version: 3,
            label: evil,
            stages: [
                .init(name: "end", label: evil, open: true, ladder: "tahap"),
                .init(name: "a/b.c", label: evil, open: false, ladder: nil),
            ],
            events: [
                event("Mulai", evil, from: [], enters: "end"),
                event("Lanjut", evil, from: ["end"], enters: "a/b.c", closes: true),
                event("Batal", evil, from: ["open"], closes: true),
                event("Surat", evil, from: ["any"]),
            ]
        )
        for page in [id, en] {
            let lines = WorkflowDiagram(workflow).screen(page).text(page)
                .split(separator: "\n").map(String.init)
            #expect(lines.first == "stateDiagram-v2")
            for line in lines.dropFirst(2) {
                let state = #/[ ]{4}state "[^"]*" as s[0-9]+/#
                let edge = #/[ ]{4}(\[\*\]|s[0-9]+) --> (\[\*\]|s[0-9]+)( : [^:"{}\[\]<>%]+)?/#
                #expect(
                    (try? state.wholeMatch(in: line)) != nil
                        || (try? edge.wholeMatch(in: line)) != nil,
                    "\(line)"
                )
            }
            let edges = lines.filter { $0.contains("-->") }.map { $0.split(separator: ":")[0] }
            #expect(
                edges.map { $0.filter { $0 != " " } } == [
                    "[*]-->s1", "s1-->s2", "s1-->[*]", "s1-->s1", "s2-->s2", "s2-->[*]",
                ]
            )
        }
    }

    @Test func `a move that moves nothing is told as tried where it was only tried`() {
        func words(_ dryRun: Bool?, _ page: Page) -> String {
            let answer = WorkflowMoveAnswer(
                entries: [],
                dryRun: dryRun,
                moved: [],
                stays: [],
                remaining: 0
            )
            return WorkflowMoveScreen(answer).screen(page).text(page)
        }
        #expect(words(nil, id) == "Tidak ada naskah yang dipindahkan.")
        #expect(words(nil, en) == "No agreement was moved.")
        #expect(
            words(true, id)
                == "Percobaan, tidak ada yang dicatat. Tidak ada naskah yang akan dipindahkan."
        )
        #expect(
            words(true, en) == "Dry run, nothing was recorded. No agreement would be moved."
        )
    }

    private func event(
        _ name: String,
        _ label: Label,
        from: [String],
        enters: String? = nil,
        closes: Bool = false
    ) -> WorkflowStructure.EventAnswer {
        .init(
            name: name,
            label: label,
            verb: "record",
            from: from,
            enters: enters,
            closes: closes,
            endsTerm: false,
            byDaemon: false,
            fields: []
        )
    }
}
