import ArgumentParser
import Entries
import Language
import RuleFiles
import Testing
import Wire

@testable import kembar

@Suite struct ProblemTextTests {
    private static let blitar: JSONValue = ["code": "35.72", "name": "Pemerintah Kota Blitar"]
    private static let dprd: JSONValue = ["code": "51.08/DPRD", "name": "DPRD Kabupaten Buleleng"]
    private static let wait: JSONValue = [
        "office": blitar, "for": "kesiapan", "signature": false, "since": "2018-11-07",
        "source": "Kabag Pemerintahan", "promised": "2018-12",
    ]
    private static let label: JSONValue = ["id": "Ruang Lingkup Dibahas", "en": "Scope Discussed"]

    /// What the daemon sends with each code.
    private static func params(_ code: ProblemCode) -> [String: JSONValue] {
        switch code {
        case .malformedRequest: ["reason": "missing-member", "member": "data"]
        case .methodNotAllowed: ["method": "PUT", "allowed": ["GET", "HEAD", "OPTIONS"]]
        case .headersTooLarge: ["limit": 16_384, "lines": 100]
        case .tooManyReaders: ["limit": 32]
        case .deadlinePassed: ["limit": 25]
        case .unknownAgreement: ["id": "2018-0009"]
        case .unknownEvent: ["event": "Foo", "allowed": ["ScopeDiscussed", "NoteAdded"]]
        case .unknownField:
            ["field": "plce", "event": "ScopeDiscussed", "allowed": ["place"], "nearest": "place"]
        case .missingField:
            ["field": "reason", "event": "Withdrawn", "label": ["id": "alasan", "en": "reason"]]
        case .badField: ["field": "promised", "value": "besok", "expected": "date", "allowed": []]
        case .notAParty: ["office": dprd, "parties": [blitar]]
        case .badTime: ["value": "kemarin"]
        case .timeInFuture:
            ["value": "2030-01-01", "now": "2018-11-07T10:00:00.000+08:00"]
        case .simulationOfPast:
            ["until": "2018-10-31", "now": "2018-11-07T10:00:00.000+08:00"]
        case .notFromHere:
            [
                "event": "Signed", "eventLabel": ["id": "Ditandatangani", "en": "Signed"],
                "stage": "ScopeDiscussed", "stageLabel": label,
                "from": [
                    ["stage": "PKSDrafted", "label": ["id": "Naskah Disusun", "en": "Drafted"]]
                ],
            ]
        case .closed: ["event": "Withdrawn", "label": label, "time": "2025-09-11"]
        case .stillAwaited: ["awaited": [wait]]
        case .notAwaited: ["office": dprd, "for": "persetujuan", "awaited": [wait]]
        case .alreadyAwaited: ["office": blitar, "for": "kesiapan", "since": "2018-11-07"]
        case .alreadySigned: ["office": blitar, "time": "2019-09-20", "position": 17]
        case .limitNotLapsed:
            [
                "office": dprd, "limit": "persetujuan-dprd", "lastDay": "2026-05-29",
                "limitLabel": ["id": "Persetujuan DPRD", "en": "DPRD approval"],
                "source": "Permendagri 25/2020 Ps 17", "mark": "legal",
            ]
        case .noLimit, .duplicateParty: ["office": blitar]
        case .signaturesMissing: ["offices": [blitar, dprd]]
        case .termEnded: ["time": "2027-03-14"]
        case .endsBeforeItBegins:
            ["field": "until", "until": "2026-03-14", "begins": "2026-03-15"]
        case .sameWorkflowVersion:
            ["agreement": "2026-0001", "workflow": "contoh", "version": 2]
        case .moveImpossible:
            [
                "agreement": "2026-0001", "workflow": "contoh", "version": 2,
                "missing": "stage", "stage": "ScopeDiscussed", "label": label,
            ]
        case .calendarNotEditable:
            ["calendar": "id", "reason": "year", "year": "2031", "next": "2028"]
        case .tooManyMoves: ["count": 201, "limit": 200]
        case .laterStepImpossible:
            [
                "position": 19, "type": "Signed",
                "label": ["id": "Ditandatangani", "en": "Signed"],
                "time": "2019-09-20", "because": "still-awaited", "params": ["awaited": [wait]],
                "positions": [19],
            ]
        case .unknownVersion: ["event": "ScopeDiscussed", "version": 3, "latest": 2]
        case .notOfThisAgreement: ["position": 4, "id": "2018-0001"]
        case .notCorrectable: ["position": 4, "type": "ReminderIssued"]
        case .notBeginning: ["event": "Signed"]
        case .alreadyRedacted: ["position": 4, "by": 9]
        case .fieldRequired: ["field": "text", "event": "NoteAdded"]
        case .notRedactable: ["position": 0, "type": "LogStarted"]
        case .textRemains: ["positions": [4, 9]]
        case .copyMissing, .copyWithoutLog, .copyUnreadable, .copyForeign, .copyEmpty,
            .copyTorn, .copyWithoutCheckpoint, .copyCheckpoint, .targetFailed, .scratchFailed:
            ["path": "/media/salinan"]
        case .bundleDamaged:
            ["path": "/media/berkas", "fault": "bundle-changed", "file": "data/events.jsonl"]
        case .redactedLater: ["position": 6, "by": 8, "signed": 8]
        case .sinceNeedsWholeLog: ["agreement": "2018-0001", "size": 40]
        case .silencesNeedWholeLog: ["agreement": "2018-0001"]
        case .cosignatureRefused: ["reason": "forged"]
        case .linesUnfit: ["path": "/mnt/second/events.jsonl", "fault": "positions", "line": 4]
        case .copyLocked: ["path": "/media/salinan", "pid": "7"]
        case .copyNewer: ["path": "/media/salinan", "found": "2", "known": "1"]
        case .alreadyHeld: ["since": "2018-12-03"]
        case .versionConflict: ["expected": 2, "actual": 3]
        case .ruleFileFaulty:
            [
                "faults": [
                    [
                        "line": 12, "column": 5, "path": "events[3].verb", "code": "unknown_key",
                        "params": ["key": "vreb", "allowed": "verb", "nearest": "verb"],
                    ]
                ]
            ]
        case .unknownRules: ["kind": "workflow", "name": "x"]
        case .rulesUnchanged: ["kind": "workflow", "name": "x", "version": 2]
        case .notPermitted: ["group": "kembar-admin", "user": "ani"]
        case .backupDiffers: ["size": 5, "head": 9]
        case .rehearsalBackwards: ["now": "2018-11-22", "to": "2018-11-07"]
        case .unknownContact: ["id": "c-0009"]
        case .notOutstanding: ["position": 42]
        case .nothingAhead: ["now": "2018-11-22"]
        case .clockNotAhead: [:]
        case .contactsDamaged: ["path": "contacts.db"]
        case .diskReserve:
            ["path": "/var/lib/kembar", "freeMebibytes": 3, "reserveMebibytes": 64]
        case .logUnavailable: ["reason": "diskFull", "path": "/var/lib/kembar/log.db"]
        case .viewsBehind: ["lag": 1234]
        case .viewsUnavailable: ["path": "views.db", "cause": "SQLite error 10: disk I/O error"]
        case .integrityFailure: ["position": 5]
        case .newerEntry: ["position": 1234, "type": "NoteAdded", "found": 2, "known": 1]
        case .textRefused: ["field": "text", "kind": "bidirectional", "scalar": 8238]
        case .entryTooLong: ["bytes": 70_000, "limit": 65_535]
        case .idempotencyKeyReused: ["key": "k"]
        case .bodyTooLarge: ["limit": 1_048_576]
        default: [:]
        }
    }

    private func text(
        _ code: ProblemCode,
        _ params: [String: JSONValue],
        _ language: Language,
        _ command: (any ParsableCommand.Type)? = nil
    ) -> String {
        var screen = Screen(Page(language: language, width: 400))
        ProblemText(
            ProblemReport(code: code.rawValue, params: params, json: ""),
            form: command.map { CommandForm(of: $0) }
        ).write(to: &screen)
        return screen.text(screen.page)
    }

    @Test(
        arguments: [
            (Record.self, "channel", "Tambahkan channel=…"),
            (Record.self, "scope", #"Tambahkan scope:='["…","…"]'"#),
            (Record.self, "position", "Tambahkan position=…"),
            (Record.self, "text", "Tambahkan text=…"),
            (Correct.self, "reason", "Tambahkan --reason"),
            (Withdraw.self, "party", "Tambahkan --party KODE"),
            (Discuss.self, "scope", "Tambahkan --scope TEKS"),
            (Note.self, "text", "Tambahkan teks catatannya"),
            (API.self, "channel", "Lengkapi isian itu."),
        ] as [(any ParsableCommand.Type, String, String)]
    )
    func `what is missing is asked for in the words of the command that was typed`(
        command: any ParsableCommand.Type,
        field: String,
        remedy: String
    ) {
        let params: [String: JSONValue] = [
            "field": .string(field), "event": "X", "eventLabel": Self.label,
        ]
        let words = text(.missingField, params, .id, command)
        #expect(words.contains("wajib ada untuk “Ruang Lingkup Dibahas”"))
        #expect(words.hasSuffix(remedy), "\(words)")
    }

    @Test func `a rule file of another kind is named, with the option that takes it`() {
        func words(_ field: String, _ found: String, _ language: Language) -> String {
            let params: [String: JSONValue] = [
                "field": .string(field), "value": .string(found),
                "expected": .string("\(field)-file"),
            ]
            return text(.badField, params, language, RemindSimulate.self)
        }
        #expect(
            words("calendar", "policy", .id)
                == "--calendar menerima berkas kalender; berkas yang diberikan berisi pengingat. Untuk itu pakai --policy."
        )
        #expect(
            words("policy", "calendar", .en)
                == "--policy takes a file of the kind policy; the file given is of the kind calendar. That goes with --calendar."
        )
        #expect(
            words("calendar", "offices", .en)
                .hasSuffix("To get one: kembar rules show calendar NAME")
        )
    }

    @Test func `the entry of a bundle is named that is not as it should be`() {
        let params: [String: JSONValue] = [
            "path": "T8", "fault": "redacted-bytes", "position": 10,
        ]
        #expect(
            text(.bundleDamaged, params, .id)
                .contains("tidak dibaca: entri 10: isinya ada lagi, padahal sudah dihapus")
        )
        #expect(
            text(.bundleDamaged, params, .en)
                .contains("it is not read: entry 10: its bytes are there again")
        )
    }

    @Test func `that witnesses cosigned only what is lost is said where nothing cosigned fits`() {
        for (language, lost, record) in [
            (Language.id, "jumlah entrinya: 25)", "memulai catatan baru"),
            (.en, "entries that it covers: 25)", "begin a new record"),
        ] {
            let said = text(.nothingCosigned, ["lost": 25], language)
            #expect(said.contains(lost) && said.contains(record), "\(said)")
            let none = text(.nothingCosigned, [:], language)
            #expect(!none.contains(record), "\(none)")
        }
    }

    @Test func `a year that can be completed is named, and the one that comes first`() {
        func words(_ year: String, _ next: JSONValue?, _ language: Language) -> String {
            var params: [String: JSONValue] = [
                "calendar": "id-bali", "reason": "year", "year": .string(year),
            ]
            params["next"] = next
            return text(.calendarNotEditable, params, language)
        }
        #expect(
            words("2028", "2028", .id).contains(
                "lengkap: kembar calendars import BERKAS --calendar id-bali --year 2028\n"
            )
        )
        #expect(
            words("2029", "2028", .id).contains(
                "lengkapi dahulu 2028: kembar calendars import BERKAS --calendar id-bali --year 2028\n"
            )
        )
        let english = words("2029", "2028", .en)
        #expect(english.contains("complete 2028 first: kembar calendars import FILE"))
        #expect(!english.contains("--year 2029"))
        #expect(!words("2029", nil, .en).contains("calendars import"))
    }

    @Test func `a day for a calendar without days of its own goes to the one that it includes`() {
        let params: [String: JSONValue] = [
            "calendar": "id-public", "reason": "included", "includes": ["id"],
        ]
        #expect(
            text(.calendarNotEditable, params, .id).hasSuffix(
                "dari kalender lain: id.\nTambahkan di sana; ulangi dengan --calendar id."
            )
        )
        #expect(
            text(.calendarNotEditable, params, .en).hasSuffix(
                "of another calendar: id.\nAdd it there; repeat with --calendar id."
            )
        )
    }

    @Test func `a refused list is asked for in the words of the command too`() {
        let params: [String: JSONValue] = ["field": "scope", "value": "", "expected": "texts"]
        #expect(text(.badField, params, .id, Discuss.self).hasSuffix("tulis teks: --scope TEKS."))
        #expect(
            text(.badField, params, .id, Record.self).hasSuffix(
                #"tulis teks: scope:='["…","…"]'."#
            )
        )
    }

    @Test func `a policy file that lacks a line is told which, else the line that says nothing`() {
        func words(_ missing: JSONValue?, _ language: Language) -> String {
            var params: [String: JSONValue] = [
                "field": "policy", "value": "3", "expected": "policy",
            ]
            params["missing"] = missing
            return text(.badField, params, language)
        }
        #expect(words("log", .id).contains("tidak menyebut log mana yang dipercaya"))
        #expect(words("log", .id).contains("tambahkan baris “log KUNCI”"))
        #expect(words("log", .en).contains("add a line “log KEY”"))
        #expect(words("quorum", .id).contains("“quorum none”"))
        #expect(words("quorum", .en).contains("how many log witnesses are enough"))
        #expect(words(nil, .id).hasPrefix("Baris 3 berkas kebijakan itu"))
        #expect(words(nil, .en).hasPrefix("Line 3 of that policy file"))
        for language in [Language.id, .en] {
            #expect(!words("log", language).contains("3"))
        }
    }

    @Test func `only who writes requests by hand is told to look at --data`() {
        let params: [String: JSONValue] = ["reason": "parameter-empty", "parameter": "stage"]
        #expect(text(.malformedRequest, params, .id, API.self).contains("--data"))
        #expect(!text(.malformedRequest, params, .id, List.self).contains("--data"))
    }

    @Test func `an office that is awaited for its signature is sent to sign`() {
        var wait = Self.wait.object ?? [:]
        wait["signature"] = true
        wait["for"] = nil
        let params: [String: JSONValue] = [
            "office": Self.blitar, "awaited": [.object(wait)], "time": "2018-11-07",
        ]
        let words = text(.notAwaited, params, .id)
        #expect(words.hasSuffix("Catat dengan: kembar sign ID --party 35.72"), "\(words)")
        #expect(!words.contains("tidak ditunggu"))
    }

    @Test func `that nobody is awaited is said of the time that was asked for`() {
        let words = text(
            .notAwaited,
            ["office": Self.blitar, "awaited": [], "time": "2018-10-31"],
            .en
        )
        #expect(words.contains("is not awaited on Wednesday, 31 October 2018."))
    }

    @Test(
        arguments: [
            (
                [
                    "field": "promised", "value": "9999", "expected": "year", "from": 1900,
                    "to": 2199,
                ],
                "write a date of the years 1900 to 2199."
            ),
            (
                ["field": "limit", "value": "0", "expected": "range", "from": 1, "to": 100],
                "write a number from 1 to 100."
            ),
            (
                ["field": "waitingOn", "value": "x", "expected": "office", "nearest": [blitar]],
                "Did you mean: Pemerintah Kota Blitar (35.72)?"
            ),
            (
                [
                    "field": "from", "value": "x", "expected": "office",
                    "label": ["id": "Dari", "en": "From"],
                ], "The field From cannot take “x”"
            ),
        ] as [([String: JSONValue], String)]
    )
    func `a refused value is told its limits, its label and what may have been meant`(
        params: [String: JSONValue],
        words: String
    ) {
        #expect(text(.badField, params, .en).contains(words))
    }

    @Test func `a past that lies ahead is told how to see the present`() {
        let params: [String: JSONValue] = [
            "value": "2099-01-01", "now": "2018-11-07T10:00:00.000+08:00", "field": "asOf",
        ]
        let words = text(.timeInFuture, params, .id, List.self)
        #expect(words.hasSuffix("Keadaan sekarang terlihat tanpa --as-of TANGGAL."), "\(words)")
    }

    @Test func `where no log lies, the folder of a bundle may have been meant`() {
        for language in Language.allCases {
            let words = text(.copyWithoutLog, ["path": "/media/berkas/data"], language)
            #expect(words.contains("log.db") && words.contains("bagit.txt"), "\(words)")
        }
    }

    @Test func `what can't be taken out is replaced by what its form takes`() {
        let params: [String: JSONValue] = ["field": "parties", "event": "VisitProposed"]
        #expect(text(.fieldRequired, params, .id).contains("--set parties:='["))
    }

    @Test(arguments: ProblemCode.allCases)
    func `every refusal is a sentence in both languages, with nothing left open`(
        code: ProblemCode
    ) {
        let params = Self.params(code)
        let (id, en) = (text(code, params, .id), text(code, params, .en))
        #expect(id != en)
        for words in [id, en] {
            #expect(words.count > 30)
            for raw in ["{", "}", "Optional", " ?"] {
                #expect(!words.contains(raw), "\(raw) in: \(words)")
            }
            // A code of one word may also be a word of the sentence.
            #expect(!code.rawValue.contains("-") || !words.contains(code.rawValue))
            #expect(
                !words.contains("tidak disebutkan") && !words.contains("not stated"),
                "\(words)"
            )
        }
    }

    @Test(arguments: ProblemCode.allCases, Language.allCases)
    func `a refusal without its parameters still leaves no hole in its sentence`(
        code: ProblemCode,
        language: Language
    ) {
        let words = text(code, [:], language)
        #expect(words.count > 30)
        #expect(!words.contains("{") && !words.contains(" ,") && !words.contains("  "), "\(words)")
    }

    @Test(arguments: ProblemCode.allCases)
    func `every parameter of a refusal is said`(code: ProblemCode) {
        let words = text(code, Self.params(code), .en)
        for (name, value) in Self.params(code) where !Self.notSaid.contains(name) {
            switch value {
            case .string(let text) where !text.hasPrefix("20"):
                #expect(words.contains(text), "\(name): \(words)")
            case .object(let members):
                let said = members["name"]?.string ?? members["en"]?.string ?? ""
                #expect(words.contains(said), "\(name): \(words)")
            default: continue
            }
        }
    }

    /// Codes and names that stand for a word, said in words.
    private static let notSaid: Set = [
        "kind", "expected", "reason", "because", "mark", "event", "field", "stage", "type",
        "params", "fault", "limit",
    ]

    @Test(arguments: [
        (
            ProblemCode.copyMissing, "No such file or directory",
            "Tidak ada berkas none.jsonl. Periksa nama dan letaknya."
        ),
        (
            .copyUnreadable, "Permission denied",
            "Berkas none.jsonl tidak dapat dipakai (hak aksesnya tidak mencukupi)."
        ),
    ])
    func `a file that was named is told from a folder, and why it can't be read in the language`(
        code: ProblemCode,
        cause: String,
        words: String
    ) {
        let params: [String: JSONValue] = [
            "path": "none.jsonl", "kind": "file", "cause": .string(cause),
        ]
        #expect(text(code, params, .id).contains(words), "\(text(code, params, .id))")
    }

    @Test func `whoever is still awaited is named with purpose, date, word and promise`() {
        let words = text(.stillAwaited, Self.params(.stillAwaited), .id)
        #expect(
            words.contains(
                "- Pemerintah Kota Blitar (35.72), untuk kesiapan, sejak Rabu, 7 November 2018, menurut Kabag Pemerintahan, dijanjikan Desember 2018"
            )
        )
    }

    @Test func `the rule behind a refusal stands under it with source and mark`() {
        let params: [String: JSONValue] = [
            "awaited": [Self.wait], "rule": "kerja-sama-daerah@1 Signed",
            "source": "kebiasaan kantor", "mark": "office-policy",
        ]
        #expect(
            text(.stillAwaited, params, .id).hasSuffix(
                "\nAturan: kerja-sama-daerah@1 Signed · Sumber: kebiasaan kantor (kebijakan kantor)"
            )
        )
        #expect(
            text(.stillAwaited, params, .en).hasSuffix(
                "\nRule: kerja-sama-daerah@1 Signed · Source: kebiasaan kantor (office policy)"
            )
        )
    }

    @Test func `a limit that still runs is called by its label`() {
        let params = Self.params(.limitNotLapsed)
        #expect(text(.limitNotLapsed, params, .id).contains("Batas waktu Persetujuan DPRD bagi "))
        #expect(text(.limitNotLapsed, params, .en).contains("The limit DPRD approval for "))
        var older = params
        older["limitLabel"] = nil
        #expect(text(.limitNotLapsed, older, .en).contains("The limit persetujuan-dprd for "))
    }

    @Test func `a limit without a source in law is never called a legal limit`() {
        var params = Self.params(.limitNotLapsed)
        params["mark"] = "office-policy"
        let words = text(.limitNotLapsed, params, .id)
        #expect(words.contains("(kebijakan kantor)"))
        #expect(!words.contains("batas hukum"))
    }

    @Test func `a later step that becomes impossible shows its own reason`() {
        let words = text(.laterStepImpossible, Self.params(.laterStepImpossible), .en)
        #expect(words.contains("namely Signed, Friday, 20 September 2019 (entry 19)"))
        #expect(words.contains("The reason:\n  This cannot be recorded yet"))
    }

    @Test func `all steps that would become impossible are named, with the command for them`() {
        var params = Self.params(.laterStepImpossible)
        // A correction takes them along, anything else comes after theirs.
        #expect(
            text(.laterStepImpossible, params, .en, Correct.self).contains(
                "in the same command; add: --and 19 void (field=value in place of void"
            )
        )
        #expect(
            text(.laterStepImpossible, params, .id, Sign.self).contains(
                "ralat dahulu: kembar correct ID 19 --void --reason ALASAN (isian=nilai"
            )
        )
        #expect(!text(.laterStepImpossible, params, .en).contains("All the steps"))
        params["positions"] = [19, 20, 22]
        let correcting = text(.laterStepImpossible, params, .id, Correct.self)
        #expect(correcting.contains("menjadi tidak mungkin: entri 19, 20, 22.\n"))
        #expect(correcting.contains("tambahkan: --and 19 void 20 void 22 void ("))
        let signing = text(.laterStepImpossible, params, .en, Sign.self)
        #expect(signing.contains("would become impossible: entries 19, 20, 22.\n"))
        #expect(
            signing.contains("kembar correct ID 19 --void --and 20 void 22 void --reason REASON")
        )
        // To void all that rests on a beginning leads nowhere.
        params["because"] = "not-beginning"
        params["params"] = ["event": "ScopeDiscussed"]
        let beginning = text(.laterStepImpossible, params, .en, Correct.self)
        #expect(beginning.contains("closed with kembar withdraw"))
        #expect(!beginning.contains("--and"))
    }

    @Test(
        arguments: [
            (
                ["reason": "missing-member", "member": "data"], "anggota “data” belum ada",
                "the member “data” is missing"
            ),
            (
                ["reason": "wrong-type", "member": "data.x"], "jenis nilai “data.x”",
                "the value of “data.x”"
            ),
            (
                ["reason": "unknown-member", "member": "sorce", "nearest": "source"],
                "maksud Anda: source?", "did you mean: source?"
            ),
            (
                ["reason": "unknown-parameter", "parameter": "x", "allowed": ["asOf", "knownAt"]],
                "yang ada: asOf, knownAt", "there are: asOf, knownAt"
            ),
            (["reason": "parameter-twice", "parameter": "asOf"], "ada dua kali", "stands twice"),
            (
                ["reason": "exactly-one", "members": ["to", "next"]], "tepat satu dari: to, next",
                "exactly one of these: to, next"
            ),
            (
                ["reason": "header-twice", "header": "If-Match"], "kepala If-Match ada dua kali",
                "the header If-Match stands twice"
            ),
            (
                ["reason": "fraction", "offset": 9],
                "titik atau pangkat (bita ke-9); tulis bilangan bulat tanpa titik dan pangkat",
                "point or an exponent (byte 9); write whole numbers without point and exponent"
            ),
            (["reason": "not-json", "offset": 12], "bukan JSON (bita ke-12)", "no JSON (byte 12)"),
            (["reason": "something newer"], "something newer", "something newer"),
        ] as [([String: JSONValue], String, String)]
    )
    func `what is wrong with a request is said in the reader's language`(
        params: [String: JSONValue],
        id: String,
        en: String
    ) {
        #expect(text(.malformedRequest, params, .id).contains(id))
        #expect(text(.malformedRequest, params, .en).contains(en))
    }

    @Test func `a tab in the name of a file is named, with what the command can do about it`() {
        let params: [String: JSONValue] = [
            "field": "document", "kind": "line", "scalar": "U+0009",
        ]
        let start = (
            id: "Nama berkas memuat U+0009, padahal harus satu baris tanpa tab. ",
            en: "The name of the file holds U+0009, but has to be one line without tabs. "
        )
        let attached = (
            id: text(.textRefused, params, .id, Attach.self),
            en: text(.textRefused, params, .en, Attach.self)
        )
        #expect(
            attached.id == start.id + "Ganti nama berkasnya, atau beri nama lain dengan --name."
        )
        #expect(attached.en == start.en + "Rename the file, or give another name with --name.")
        let drafted = (
            id: text(.textRefused, params, .id, Draft.self),
            en: text(.textRefused, params, .en, Draft.self)
        )
        #expect(drafted.id == start.id + "Ganti nama berkasnya.")
        #expect(drafted.en == start.en + "Rename the file.")
    }

    @Test func `an adoption that somebody wants to correct is called one, with the remedy`() {
        let params: [String: JSONValue] = [
            "position": 19, "type": "CalendarAdopted",
            "label": ["id": "Kalender ditetapkan", "en": "Calendar adopted"],
        ]
        let indonesian = text(.notOfThisAgreement, params, .id, Correct.self)
        #expect(indonesian.hasPrefix("Entri 19 (Kalender ditetapkan) adalah penetapan aturan"))
        #expect(indonesian.contains("kembar rules adopt BERKAS"), "\(indonesian)")
        let english = text(.notOfThisAgreement, params, .en, Correct.self)
        #expect(english.hasPrefix("Entry 19 (Calendar adopted) is an adoption of rules"))
        #expect(english.contains("kembar rules adopt FILE"), "\(english)")
    }

    @Test
    func `a value that is refused stands there as it was typed, an empty one is called empty`() {
        let typed = text(
            .badField,
            ["field": "parties", "value": #"{"code":"3572"}"#, "expected": "offices"],
            .id
        )
        #expect(typed.hasPrefix("Isian para pihak tidak dapat menerima “3572”: tulis kode kantor"))
        let empty = text(.badField, ["field": "text", "value": "", "expected": "text"], .en)
        #expect(empty == "The field note is empty: write a text.")
    }

    @Test(arguments: [
        "text", "texts", "integer", "boolean", "date", "choice", "office", "offices", "party",
        "numbers", "agreement", "agreements", "document", "version", "vkey", "policy", "key",
        "name", "field=value", "range",
    ])
    func `every form of a field says what to write`(expected: String) {
        let params: [String: JSONValue] = [
            "field": "x", "value": "y", "expected": .string(expected),
        ]
        #expect(!text(.badField, params, .en).contains("a value that fits"))
    }

    @Test
    func `rules that there are not go by their kind, and by the version if one was asked for`() {
        let params: [String: JSONValue] = ["kind": "calendar", "name": "x", "version": 9]
        #expect(text(.unknownRules, params, .id).hasPrefix("Tidak ada kalender x versi 9."))
        #expect(text(.unknownRules, params, .en).hasPrefix("There is no calendar x version 9."))
    }

    @Test func `faults of a rule file stand with line and column`() {
        let words = text(.ruleFileFaulty, Self.params(.ruleFileFaulty), .id)
        #expect(
            words.contains(
                "12:5 events[3].verb: kunci vreb tidak dikenal. Yang ada: verb. Maksud Anda: verb?"
            )
        )
    }

    @Test(arguments: [
        ("tab", "ganti tab itu dengan spasi", "write spaces instead"),
        ("documents", "pindahkan ke berkas sendiri", "a file of its own"),
        ("quote", "tutup teksnya dengan tanda kutip yang sama", "close the text with the same"),
        ("indentation", "samakan jumlah spasi", "as many spaces as they have"),
        ("colon", "seperti kunci: \"a: b\"", "as in key: \"a: b\""),
        ("key", "tulis kunci: nilai", "write key: value"),
        ("bracket", "belum ditutup", "is not closed"),
        ("character", "apit teksnya dengan tanda kutip", "put the text into quotes"),
        ("newer", "bukan YAML yang dapat dibaca", "this is no readable YAML"),
    ])
    func `what is no YAML says in both languages what to write instead`(
        kind: String,
        id: String,
        en: String
    ) {
        let words = RuleFaultText(
            RuleFault(
                line: 3,
                column: 5,
                path: "",
                code: "not_yaml",
                params: ["problem": "did not find", "kind": kind]
            )
        ).sentence
        #expect(words.id.hasPrefix("3:5: ") && words.id.contains(id), "\(words.id)")
        #expect(words.en.hasPrefix("3:5: ") && words.en.contains(en), "\(words.en)")
        // What the library said stays, for whoever looks it up.
        for text in [words.id, words.en] { #expect(text.contains("“did not find”")) }
    }

    @Test func `a file of another kind is not to be completed but given to another command`() {
        let words = RuleFaultText(
            RuleFault(
                line: 1,
                column: 1,
                path: "",
                code: "other_kind",
                params: ["expected": "calendar", "found": "policy"]
            )
        ).sentence
        #expect(words.id.contains("dari jenis pengingat, bukan kalender"))
        #expect(words.id.contains("kembar rules adopt BERKAS"))
        #expect(words.en.contains("of the kind policy, not calendar"))
        #expect(words.en.contains("kembar rules adopt FILE"))
    }

    @Test(arguments: FileFaultCode.allCases.map(\.rawValue))
    func `every known fault has its own words, an unknown one shows what it carries`(
        code: String
    ) {
        let unknown = RuleFaultText(
            RuleFault(line: 1, column: 2, path: "", code: "newer", params: ["a": "b"])
        ).sentence
        #expect(unknown.en == "1:2: not as it should be: newer (a = b). Repair this part.")
        let known = RuleFaultText(
            RuleFault(line: 1, column: 2, path: "", code: code, params: [:])
        ).sentence
        #expect(!known.en.contains("not as it should be"))
        #expect(known.id != known.en)
    }

    @Test(arguments: [
        Notice(code: "office-unknown", params: ["office": "univ-contoh"]),
        Notice(code: "calendar-year-missing", params: ["calendar": "id", "year": 2030]),
        Notice(code: "estimated-day", params: ["date": "2027-03-10"]),
        Notice(code: "closed", params: ["label": label]),
        Notice(code: "held", params: ["until": "2019-01-14"]),
        Notice(code: "held", params: [:]),
        Notice(code: "awaited", params: ["offices": [blitar]]),
        Notice(code: "clock-set-back", params: [:]),
        Notice(
            code: "drill-old",
            params: ["days": 4, "at": "2018-11-07T10:00:00.000+08:00", "lacking": 19]
        ),
        Notice(code: "backup-old", params: ["days": 4]),
        Notice(code: "backup-old", params: ["days": 4, "at": "2018-11-07T10:00:00.000+08:00"]),
        Notice(
            code: "drill-failed",
            params: ["fault": "views-differ", "at": "2018-11-07T10:00:00.000+08:00"]
        ),
        Notice(code: "drill-old", params: ["days": 4]),
        Notice(code: "drill-old", params: ["days": 4, "at": "2018-11-07T10:00:00.000+08:00"]),
        Notice(code: "checkpoint-inside-only", params: [:]),
        Notice(code: "signed-before", params: ["kept": 9, "found": 5]),
        Notice(code: "checkpoint-changed", params: [:]),
        Notice(code: "signed-by-unknown-key", params: ["kept": 9, "found": 5]),
        Notice(code: "key-retired", params: ["successor": "k+1+A"]),
        Notice(
            code: "handovers-unreadable",
            params: ["path": "/x/handovers", "cause": "Is a directory"]
        ),
        Notice(code: "log-not-writable", params: ["reason": "readOnly"]),
        Notice(
            code: "disk-reserve",
            params: ["path": "/var/lib/kembar", "freeMebibytes": 3, "reserveMebibytes": 64]
        ),
        Notice(code: "personal-number", params: ["field": "text", "kind": "phone"]),
        Notice(
            code: "personal-number",
            params: ["field": "text", "kind": "nik", "agreement": "2018-0001", "position": 9]
        ),
        Notice(
            code: "mirror-behind",
            params: ["path": "/mnt/second/kembar", "reason": "disk-full", "behind": 3]
        ),
        Notice(
            code: "mirror-behind",
            params: [
                "path": "/mnt/second/kembar", "reason": "io", "behind": 1, "cause": "Input/output",
            ]
        ),
        Notice(
            code: "mirror-conflict",
            params: ["path": "/mnt/second/kembar", "reason": "ahead", "behind": 0, "position": 9]
        ),
        Notice(
            code: "mirror-conflict",
            params: ["path": "/mnt/second/kembar", "reason": "differs", "behind": 3, "position": 0]
        ),
        Notice(code: "mirror-same-disk", params: ["path": "/mnt/second/kembar"]),
        Notice(code: "views-error", params: ["error": "x"]),
        Notice(code: "views-error", params: ["reason": "in-memory", "cause": "SQLite error 13"]),
        Notice(code: "views-error", params: ["reason": "behind", "cause": "SQLite error 13"]),
        Notice(code: "views-error", params: ["reason": "unreadable", "cause": "SQLite error 10"]),
        Notice(code: "views-error", params: ["reason": "damaged-entry", "position": 9]),
        Notice(code: "origin-provisional", params: ["origin": "kembar.invalid/0123456789abcdef"]),
        Notice(
            code: "wake-up-failed",
            params: ["since": "2018-11-08T09:00:00+08:00", "cause": "diskFull log.db"]
        ),
        Notice(code: "contacts-damaged", params: ["path": "contacts.db"]),
        Notice(code: "group-missing", params: ["group": "kembar"]),
        Notice(code: "rule-text", params: ["kind": "workflow", "name": "w"]),
        Notice(code: "rule-new", params: ["kind": "workflow", "name": "w"]),
    ])
    func `every remark has words in both languages`(notice: Notice) {
        let sentence = NoticeText(notice).sentence
        #expect(sentence.id != sentence.en)
        #expect(!sentence.id.contains("tidak disebutkan"), "\(sentence.id)")
        #expect(!sentence.en.contains(notice.code + " ("))
    }

    @Test func `who records nothing is told of a full disk, and not that nothing was recorded`() {
        let params: [String: JSONValue] = ["reason": "diskFull", "path": "/x/checkpoint.new"]
        for (language, isFull, room, nothing) in [
            (Language.id, "disk penuh (/x/checkpoint.new)", "Kosongkan ruang disk", "tercatat"),
            (.en, "the disk is full (/x/checkpoint.new)", "Free space on the disk", "recorded"),
        ] {
            let read = text(.logUnavailable, params, language, AuditCheckpoint.self)
            #expect(read.contains(isFull) && read.contains(room), "\(read)")
            #expect(!read.contains(nothing), "\(read)")
            let written = text(.logUnavailable, params, language, Note.self)
            #expect(written.contains(isFull) && written.contains(room), "\(written)")
            #expect(written.contains(nothing), "\(written)")
        }
    }

    @Test func `a rehearsal that can't go on is told as a failed write, and where it stands`() {
        let params: [String: JSONValue] = [
            "reason": "diskFull", "path": "/x/log.db", "clock": "2018-11-19T08:00:00.000+08:00",
        ]
        for (language, words, other) in [
            (
                Language.id,
                ["tidak dapat ditulisi: disk penuh (/x/log.db)", "Jam gladi sekarang", "08.00"],
                "Tidak ada yang tercatat"
            ),
            (
                .en,
                [
                    "cannot be written: the disk is full (/x/log.db)", "reading still works",
                    "The rehearsal's clock stands at", "08:00",
                ],
                "Nothing was recorded"
            ),
        ] {
            let told = text(.logUnavailable, params, language, RehearseTo.self)
            for word in words { #expect(told.contains(word), "\(told)") }
            #expect(!told.contains(other), "\(told)")
        }
        let unknown = text(.outcomeUnknown, params, .en, RehearseNext.self)
        #expect(unknown.contains("The rehearsal's clock stands at"), "\(unknown)")
    }

    @Test(arguments: [
        "damaged", "noPermission", "diskFull", "io", "readOnly", "locked", "missing", "keyNotHere",
        "keyRetired", "handoversUnreadable", "outcomeUnknown",
    ])
    func `why nothing can be recorded is said in words`(reason: String) {
        let sentence = NoticeText(
            Notice(code: "log-not-writable", params: ["reason": .string(reason)])
        ).sentence
        // As a code it would stand alone behind the colon.
        for words in [sentence.id, sentence.en] {
            #expect(!words.contains(": \(reason)."), "\(words)")
        }
    }

    @Test func `of an outcome that nobody knows it is not said that nothing was recorded`() {
        let sentence = NoticeText(
            Notice(code: "log-not-writable", params: ["reason": "outcomeUnknown"])
        ).sentence
        #expect(sentence.id.contains("mungkin tercatat, mungkin tidak"), "\(sentence.id)")
        #expect(sentence.en.contains("may be recorded or not"), "\(sentence.en)")
        for words in [sentence.id, sentence.en] {
            #expect(!words.contains("Nothing was") && !words.contains("Tidak ada yang"))
            #expect(words.contains("journalctl -u kembard"), "\(words)")
        }
    }

    @Test(arguments: ["in-memory", "behind", "unreadable", nil])
    func `what the system says of the views stands in brackets, before what helps`(
        reason: String?
    ) {
        let cause = "SQLite error 13: database or disk is full"
        var params: [String: JSONValue] = ["error": .string("in memory: \(cause)")]
        params["reason"] = reason.map(JSONValue.string)
        params["cause"] = reason.map { _ in .string(cause) }
        let sentence = NoticeText(Notice(code: "views-error", params: params)).sentence
        let told = reason == nil ? "(in memory: \(cause))" : "(\(cause))"
        for words in [sentence.id, sentence.en] {
            let parts = words.split(separator: told, omittingEmptySubsequences: false)
            #expect(parts.count == 2, "\(words)")
            #expect(parts.last?.contains("kembard") == true, "\(words)")
        }
    }

    @Test func `a log's file that can't be read is told apart from a proof that was changed`() {
        func sentences(_ params: [String: JSONValue]) -> [Phrase] {
            ProblemText(ProblemReport(code: "integrity-failure", params: params, json: ""))
                .sentences
        }
        let file = sentences(["position": -1, "path": "/var/lib/kembar/log.db"])
        #expect(file[0].en.hasPrefix("/var/lib/kembar/log.db can't be read"))
        #expect(file[1].id.contains("journalctl -k"))
        #expect(sentences(["position": -1])[0].en.contains("the proof that is kept"))
    }

    @Test func `a checkpoint by a key that the log does not know is no changed one`() {
        let sentences = ProblemText(
            ProblemReport(
                code: "integrity-failure",
                params: ["position": -1, "kept": 16, "found": 14, "signer": "unknown"],
                json: ""
            )
        ).sentences
        #expect(sentences[0].en.contains("signed by a key that this log does not know"))
        #expect(sentences[0].id.contains("16 entri"), "\(sentences[0].id)")
        // What the server's keeper has to do, handovers and all, is said by status.
        #expect(sentences[1].id.contains("kembar status"))
    }

    @Test func `a log that lost what was signed is told how it goes on`() {
        let report = ProblemReport(
            code: "integrity-failure",
            params: ["position": 13, "kept": 16, "found": 14],
            json: ""
        )
        let sentences = ProblemText(report).sentences
        #expect(sentences[0].en.contains("reaches only entry 13"))
        #expect(sentences[1].id.contains("kembar admin recover --reason ALASAN"))
        #expect(sentences[1].en.contains("kembar admin recover --reason REASON"))
    }

    @Test func `where the key may not sign, nobody is told to recover`() {
        let params: [String: JSONValue] = [
            "position": 13, "kept": 16, "found": 14, "recoverable": false,
        ]
        let problem = ProblemText(
            ProblemReport(code: "integrity-failure", params: params, json: "")
        ).sentences
        let notice = NoticeText(Notice(code: "signed-before", params: params)).sentence
        let fault = VerifyFault(position: 14, code: "signed-before", params: params)
        let remedy = VerifyPhrases.remedy(fault) ?? Phrase("")
        for words in problem + [notice, remedy] {
            #expect(!words.id.contains("admin recover"), "\(words.id)")
            #expect(!words.en.contains("admin recover"), "\(words.en)")
        }
        #expect(problem[1].en.contains("kembar status") && remedy.en.contains("kembar status"))
        let may = VerifyFault(position: 14, code: "signed-before", params: ["kept": 16])
        #expect(VerifyPhrases.remedy(may)?.en.contains("kembar admin recover") == true)
    }

    @Test func `whoever verifies is not given the work of who keeps the server`() {
        let params: [String: JSONValue] = [
            "position": 13, "kept": 16, "found": 14, "signer": "unknown",
        ]
        let problem = ProblemText(
            ProblemReport(code: "integrity-failure", params: params, json: "")
        ).sentences
        let fault = VerifyFault(position: -1, code: "signed-by-unknown-key", params: params)
        let remedy = VerifyPhrases.remedy(fault) ?? Phrase("")
        for words in [problem[1], remedy] {
            #expect(words.id.contains("kembar status") && words.id.contains("beri tahu auditor"))
            #expect(words.en.contains("kembar status") && words.en.contains("tell the auditor"))
        }
        for words in problem + [remedy] {
            #expect(!words.id.contains("handovers") && !words.id.contains("mulai ulang"))
            #expect(!words.en.contains("handovers") && !words.en.contains("restart"))
        }
        // Who keeps the server is told it by status.
        let notice = NoticeText(Notice(code: "signed-by-unknown-key", params: params)).sentence
        #expect(notice.en.contains("handovers") && notice.id.contains("handovers"))
    }

    @Test func `whoever gave the key that the log does not know is told that it signed`() {
        var params: [String: JSONValue] = ["kept": 16, "found": 14, "signer": "pinned"]
        func words() -> Phrase {
            VerifyPhrases.fault(
                VerifyFault(position: -1, code: "signed-by-unknown-key", params: params)
            )
        }
        #expect(words().id.contains("kunci yang Anda berikan"), "\(words().id)")
        #expect(words().en.contains("the key that you gave"), "\(words().en)")
        params["signer"] = nil
        #expect(!words().en.contains("you gave") && !words().id.contains("Anda berikan"))
    }

    @Test func `a copy with a checkpoint by an unknown key is told as the running log is`() {
        let params: [String: JSONValue] = [
            "path": "/salinan", "signed": 73, "found": 70, "signer": "unknown",
        ]
        let fault = VerifyFault(position: 70, code: "truncated", params: params)
        let verified = [
            VerifyPhrases.fault(fault), VerifyPhrases.remedy(fault, isOfCopy: true) ?? Phrase(""),
        ]
        let asked = ["copy-torn", "copy-checkpoint"].map { code in
            ProblemText(ProblemReport(code: code, params: params, json: "")).sentences
        }
        for words in asked + [verified] {
            #expect(words[0].id.contains("kunci yang tidak dikenal log ini"), "\(words[0].id)")
            #expect(words[0].en.contains("a key that this log does not know"), "\(words[0].en)")
            #expect(words[1].id.contains("kembar status"), "\(words[1].id)")
            for word in words {
                #expect(!word.en.contains("Copy the whole folder again"), "\(word.en)")
                #expect(!word.en.contains("that were signed are missing"), "\(word.en)")
            }
        }
    }

    @Test func `a sealed key that does not fit is told by what it was tried for`() {
        let checked = SealPhrases.foreign("kunci.segel", "x+1+y", restoring: nil)
        let restored = SealPhrases.foreign("kunci.segel", "x+1+y", restoring: "/pulih")
        for (one, other) in [(checked.id, restored.id), (checked.en, restored.en)] {
            #expect(one.contains("kembar admin key seal") && !one.contains("--key"), "\(one)")
            // A key that is newer than the backup: the daemon follows the handover, this command can't.
            #expect(other.contains("--key") && other.contains("/pulih/key"), "\(other)")
            #expect(!other.contains("key seal"), "\(other)")
        }
    }

    @Test(arguments: ["keyRetired", "keyNotHere", "handoversUnreadable"])
    func `a log that only can't be signed is not told as one that can't be written`(
        reason: String
    ) {
        let params: [String: JSONValue] = [
            "reason": .string(reason), "path": "key", "successor": "k+1+A", "cause": "x",
        ]
        let read = text(.logUnavailable, params, .en, AuditCheckpoint.self)
        let written = text(.logUnavailable, params, .en, Note.self)
        for text in [read, written] {
            #expect(text.contains("can't be signed"), "\(text)")
            #expect(!text.contains("(key)") && !text.contains("written"), "\(text)")
        }
    }

    @Test func `a spoilt file beside the log is told as no failing disk, and as no failing log`() {
        let params: [String: JSONValue] = ["reason": "spoilt", "path": "/x/cosignatures"]
        for (language, words, others) in [
            (
                Language.id,
                ["/x/cosignatures rusak atau diubah", "sebagai bukti", "kembar audit verify"],
                ["disk", "Log tidak", "ditulisi", "tercatat"]
            ),
            (
                .en,
                ["/x/cosignatures is damaged or was changed", "evidence", "kembar audit verify"],
                ["disk", "The log", "written", "recorded", "spoilt"]
            ),
        ] {
            let page = Page(language: language, width: 400)
            var screen = Screen(page)
            // Where no command is known, where one reads, and where one records.
            let report = ProblemReport(code: "log-unavailable", params: params, json: "")
            ProblemText(report).write(to: &screen)
            let told = [
                screen.text(page), text(.logUnavailable, params, language, AuditCheckpoint.self),
                text(.logUnavailable, params, language, Note.self),
            ]
            for text in told {
                for word in words { #expect(text.contains(word), "\(text)") }
                for word in others { #expect(!text.contains(word), "\(text)") }
            }
        }
    }

    @Test(arguments: [ProblemCode.logUnavailable, .copyUnreadable])
    func `cosignatures that can't be read are named with the cause and what to do`(
        code: ProblemCode
    ) {
        let params: [String: JSONValue] = [
            "reason": "unreadable", "path": "/x/cosignatures", "file": "cosignatures",
            "cause": "Is a directory",
        ]
        for (language, words, others) in [
            (
                Language.id, ["/x/cosignatures", "itu folder, bukan berkas", "sebagai bukti"],
                ["disk", "Salinan di", "hak", "tidak dapat ditulisi", "tercatat"]
            ),
            (
                .en, ["/x/cosignatures", "(Is a directory)", "as evidence"],
                ["disk", "The copy at", "written", "recorded", "unreadable"]
            ),
        ] {
            let told = [
                text(code, params, language, AuditCosignatures.self),
                text(code, params, language, AdminCosigned.self),
            ]
            for text in told {
                for word in words { #expect(text.contains(word), "\(text)") }
                for word in others { #expect(!text.contains(word), "\(text)") }
            }
        }
    }

    @Test func `a loss that nobody has proved is told so`() {
        let lost = KeyPhrases.wouldRecover(LostEntries(from: 20, through: 900, signer: "unknown"))
        #expect(lost.en.contains("entries 20 to 900") && lost.en.contains("unproved"))
        #expect(lost.id.contains("tidak terbukti") && !lost.en.contains("were signed"))
        // The key that would sign the entry may be retired, and then another one has to.
        for words in [lost.id, lost.en] {
            #expect(words.contains("replace-lost-key") && words.contains("kembar status"))
        }
        let known = KeyPhrases.wouldRecover(LostEntries(from: 20, through: 900))
        #expect(!known.en.contains("replace-lost-key"), "\(known.en)")
        let lines = EntryWords(of: [:], offsetMinutes: 0)
            .lines(ofType: "LogRecovered", ["signer": "unknown"], .en)
        #expect(lines.count == 1 && lines[0].hasSuffix("unproved"), "\(lines)")
    }

    @Test func `a personal number is told with the command that takes it out`() {
        var params: [String: JSONValue] = [
            "field": "source", "kind": "nik", "agreement": "2018-0001", "position": 9,
        ]
        let sentence = NoticeText(Notice(code: "personal-number", params: params)).sentence
        let command = "kembar redact 2018-0001 9 --set source='("
        #expect(sentence.id.contains(command + "dihapus)' --authority 'DASARNYA'"))
        #expect(sentence.en.contains(command + "redacted)' --authority 'THE GROUND'"))
        params["fields"] = ["source", "text"]
        let both = NoticeText(Notice(code: "personal-number", params: params)).sentence
        #expect(both.en.contains("--set source='(redacted)' text='(redacted)' --authority"))
    }

    /// The root of the file stood where a number of entries belongs.
    @Test func `lines that are not what was signed are told as such`() {
        let root = String(repeating: "4b", count: 32)
        let report = ProblemReport(
            code: "lines-unfit",
            params: [
                "path": "/mnt/second/events.jsonl", "fault": "root", "line": 1, "signed": 16,
                "expected": .string(root), "found": .string(root),
            ],
            json: ""
        )
        let sentence = ProblemText(report).sentences[0]
        #expect(sentence.id.contains("salah satu dari baris 1 sampai 16"), "\(sentence.id)")
        #expect(sentence.en.contains("One of the lines 1 to 16 is wrong"), "\(sentence.en)")
        #expect(!sentence.id.contains("4b4b") && !sentence.en.contains("4b4b"))
    }

    @Test func `only a log that was held against a checkpoint is called whole`() {
        var made = RebuildDocument(path: "x", origin: "o", size: 16, root: "4b", redacted: 0)
        #expect(!BackupPhrases.rebuilt("x", made).en.contains("whole"))
        #expect(!BackupPhrases.rebuilt("x", made).id.contains("utuh"))
        #expect(BackupPhrases.heldAgainst(nil).en.contains("say what was recorded"))
        made.signed = 16
        #expect(BackupPhrases.rebuilt("x", made).en.contains("whole"))
        #expect(BackupPhrases.rebuilt("x", made).id.contains("utuh"))
        // One that merely lay beside the lines may be of whoever made them.
        made.checkpointBeside = "m/checkpoint"
        #expect(!BackupPhrases.rebuilt("x", made).en.contains("whole"))
        #expect(!BackupPhrases.rebuilt("x", made).id.contains("utuh"))
        made.signer = "verified"
        #expect(BackupPhrases.rebuilt("x", made).en.contains("whole"))
    }

    @Test func `without a key the signer of a log made anew is left open, and its key is named`() {
        var made = RebuildDocument(
            path: "x",
            origin: "o",
            size: 16,
            root: "4b",
            redacted: 0,
            signed: 16,
            vkey: "o+1+y"
        )
        let told = BackupPhrases.signer(of: made)
        #expect(told?.en.contains("Signer: not checked; give --vkey") == true)
        #expect(told?.id.contains("Penanda tangan: tidak diperiksa; berikan --vkey") == true)
        #expect(told?.en.contains("o+1+y") == true && told?.id.contains("o+1+y") == true)
        // Without a checkpoint a key would be refused: it is not asked for.
        made.signed = nil
        #expect(BackupPhrases.signer(of: made)?.en.contains("--vkey") == false)
        #expect(BackupPhrases.signer(of: made)?.en.contains("o+1+y") == true)
        (made.signed, made.signer) = (16, "verified")
        #expect(BackupPhrases.signer(of: made) == nil)
        let beside = BackupPhrases.checkpointBeside("m/checkpoint")
        for words in [beside.id, beside.en] {
            #expect(words.contains("m/checkpoint"))
            #expect(words.contains("--checkpoint /var/lib/kembar-checkpoint/checkpoint"))
        }
    }

    @Test func `a copy that is not whole is told in words, and whoever restores where to look`() {
        // As `audit verify --data` says it of the same copy
        let drilled = BackupPhrases.damaged(
            "log.tar",
            "integrity-failure",
            at: 9,
            isRestoring: false
        )
        #expect(drilled.en.contains("(entry 9 does not match the proof that is kept)"))
        #expect(drilled.id.contains("(entri 9 tidak cocok dengan bukti yang tersimpan)"))
        #expect(drilled.en.contains("audit verify") && drilled.id.contains("audit verify"))
        for code in ["integrity-failure", "copy-torn", "backup-differs", "damaged", "verify"] {
            let notice = Notice(
                code: "drill-failed",
                params: ["fault": .string(code), "at": "2018-11-07T10:00:00.000+08:00"]
            )
            let sentence = NoticeText(notice).sentence
            for words in [sentence.id, sentence.en] {
                #expect(!words.contains("(\(code))"), "\(words)")
            }
        }
        for words in [
            BackupPhrases.damaged("log.tar", "integrity-failure", at: nil, isRestoring: true),
            BackupPhrases.unfit("log.tar", isRestoring: true),
        ] {
            #expect(!words.en.contains("audit verify") && !words.en.contains("admin backup"))
            #expect(!words.id.contains("audit verify") && !words.id.contains("admin backup"))
            #expect(words.en.contains("older backup") && words.en.contains("admin rebuild"))
            #expect(words.id.contains("lebih lama") && words.id.contains("admin rebuild"))
        }
    }

    @Test func `of a log made anew it is said which file and which checkpoint to name`() {
        for language in Language.allCases {
            let folder = text(
                .copyUnreadable,
                [
                    "path": "/mnt/second/kembar", "kind": "file", "cause": "Is a directory",
                    "lines": "/mnt/second/kembar/events.jsonl",
                ],
                language
            )
            #expect(folder.contains("/mnt/second/kembar/events.jsonl"), "\(folder)")
            let unsigned = text(
                .copyWithoutCheckpoint,
                ["path": "/mnt/second/kembar", "from": "/mnt/second/kembar/events.jsonl"],
                language
            )
            #expect(unsigned.contains("--checkpoint"), "\(unsigned)")
            #expect(!unsigned.contains("kembar audit checkpoint"), "\(unsigned)")
        }
    }

    @Test func `more handovers than are followed are counted, with their limit`() {
        let params: [String: JSONValue] = [
            "field": "handover", "value": "banyak.tlog-proof", "expected": "handover-count",
            "found": 1_204, "limit": 1_000,
        ]
        for language in Language.allCases {
            let words = text(.badField, params, language, AuditVerify.self)
            #expect(words.contains("banyak.tlog-proof"), "\(words)")
            for count in [1_204, 1_000] {
                #expect(words.contains(language.number(count)), "\(words)")
            }
            #expect(words.contains("kembar audit keys --output "), "\(words)")
        }
    }

    @Test func `a checkpoint that no bundle can stand under is told with file and reason`() {
        func words(
            _ expected: String,
            _ more: [String: JSONValue],
            _ language: Language
        ) -> String {
            let params: [String: JSONValue] = [
                "field": "checkpoint", "value": "salah.txt", "expected": .string(expected),
            ]
            return text(.badField, params.merging(more) { $1 }, language, AuditExport.self)
        }
        for language in Language.allCases {
            let none = words("checkpoint", [:], language)
            #expect(none.hasPrefix("--checkpoint ") && none.contains("“salah.txt”"), "\(none)")
            #expect(none.contains("kembar audit checkpoint > "), "\(none)")
            let logs: [String: JSONValue] = ["found": "lain.invalid/x", "origin": "ini.invalid/y"]
            let foreign = words("checkpoint-of-log", logs, language)
            #expect(foreign.contains("lain.invalid/x") && foreign.contains("ini.invalid/y"))
            let later = words("checkpoint-covered", ["signed": 29, "found": 26], language)
            #expect(later.contains("(29)") && later.contains("(26)"), "\(later)")
            let one: [String: JSONValue] = ["agreement": "2018-0002", "signed": 26]
            let carried = words("checkpoint-carried", one, language)
            #expect(carried.contains("(2018-0002)") && carried.contains("26"), "\(carried)")
            // What it signed is something else: neither of them is called the changed one.
            let differs = text(
                .integrityFailure,
                ["position": -1, "checkpoint": "salah.txt", "signed": 26],
                language
            )
            #expect(differs.contains("salah.txt") && differs.contains("26"), "\(differs)")
            #expect(differs.contains("kembar audit verify --since"), "\(differs)")
            #expect(!differs.contains("-1"), "\(differs)")
        }
        #expect(
            words("checkpoint-covered", ["signed": 29, "found": 26], .en)
                .contains("that checkpoint covers more entries (29) than are here (26).")
        )
    }

    @Test(arguments: [
        ("kept-checkpoint", "reason", "no-note", "that file is no signed checkpoint."),
        (
            "foreign-checkpoint", "found", "lain.invalid/x",
            "the checkpoint is of another log (lain.invalid/x)."
        ),
    ])
    func `a log that is not made anew for its checkpoint names that file, and blames no lines`(
        fault: String,
        name: String,
        value: String,
        words: String
    ) {
        let params: [String: JSONValue] = [
            "path": "/mnt/second/events.jsonl", "fault": .string(fault), name: .string(value),
            "checkpoint": "/mnt/salah.txt",
        ]
        let english = text(.linesUnfit, params, .en)
        #expect(english.contains("under the checkpoint /mnt/salah.txt: " + words), "\(english)")
        #expect(!english.contains("another copy"), "\(english)")
        let indonesian = text(.linesUnfit, params, .id)
        #expect(indonesian.contains("di bawah checkpoint /mnt/salah.txt: "), "\(indonesian)")
        #expect(!indonesian.contains("salinan"), "\(indonesian)")
    }

    @Test func `lines that do not fit a checkpoint are told with both files`() {
        let params: [String: JSONValue] = [
            "path": "/mnt/second/events.jsonl", "fault": "truncated", "signed": 29, "found": 26,
            "checkpoint": "/mnt/salah.txt",
        ]
        let words = text(.linesUnfit, params, .en)
        #expect(words.contains("another copy of /mnt/second/events.jsonl, or"), "\(words)")
        #expect(words.contains("(/mnt/salah.txt), name another with --checkpoint"), "\(words)")
        #expect(text(.linesUnfit, params, .id).contains("checkpoint-nya (/mnt/salah.txt)"))
    }

    @Test func `an unknown remark is shown with what it carries`() {
        let sentence = NoticeText(Notice(code: "newer", params: ["b": 1, "a": "x"])).sentence
        #expect(sentence.id == #"newer (a = "x", b = 1)"#)
    }
}
