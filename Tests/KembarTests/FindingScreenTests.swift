import Entries
import Language
import Testing
import Wire

@testable import kembar

/// Where damage lies, and what stands out, in words that accuse nothing that is whole.
@Suite struct FindingScreenTests {
    private static func text(_ fault: VerifyFault, _ language: Language) -> String {
        var answer = Samples.verification
        answer.result = "damaged"
        answer.fault = fault
        let page = Page(language: language, width: 200)
        return VerifyScreen(answer).screen(page).text(page)
    }

    private static func node(_ position: Int64, _ params: [String: JSONValue]) -> VerifyFault {
        VerifyFault(
            position: position,
            code: "tree-node",
            params: ["level": 1, "index": 5].merging(params) { $1 }
        )
    }

    @Test func `a wrong entry is named, or the range in which it lies`() {
        let range = Self.node(10, ["through": 11])
        #expect(Self.text(range, .id).contains("Di antara entri 10 dan 11 ada yang bukan lagi"))
        #expect(Self.text(range, .en).contains("Between entry 10 and 11 something is not"))
        #expect(Self.text(range, .en).contains("Every entry before is whole."))
        #expect(!Self.text(range, .en).contains("through"))
        let one = Self.node(10, ["through": 10])
        #expect(Self.text(one, .id).contains("Entri 10 bukan lagi yang ditandatangani."))
        #expect(Self.text(one, .en).contains("Entry 10 is not what was signed."))
        let root = VerifyFault(position: 3, code: "root", params: ["signed": 9, "through": 8])
        #expect(Self.text(root, .en).contains("Between entry 3 and 8"))
        // Held against what somebody kept: of two histories that were signed nobody is accused.
        let held = VerifyFault(
            position: 3,
            code: "root",
            params: ["signed": 9, "through": 8, "since": 9]
        )
        for (language, branch) in [(Language.id, "cabang"), (.en, "branch")] {
            #expect(Self.text(held, language).contains(branch))
            #expect(!Self.text(root, language).contains(branch))
        }
        #expect(!Self.text(held, .en).contains("Every entry before is whole."))
    }

    @Test(
        arguments: [
            VerifyFault(
                position: -1,
                code: "kept-cosignatures",
                params: ["file": "cosignatures"]
            ),
            VerifyFault(
                position: -1,
                code: "kept-checkpoint",
                params: ["file": "cosignatures", "reason": "forged"]
            ),
            VerifyFault(
                position: 5,
                code: "retired-key",
                params: ["file": "cosignatures", "vkey": "x+1+A"]
            ),
        ]
    )
    func `a spoilt file of cosignatures is named, and neither log nor checkpoint accused`(
        fault: VerifyFault
    ) {
        let (id, en) = (Self.text(fault, .id), Self.text(fault, .en))
        #expect(id.contains("Log di sini utuh, tetapi berkas cosignatures"), "\(id)")
        #expect(en.contains("The log here is whole, but the file cosignatures"), "\(en)")
        #expect(!id.contains("TIDAK utuh") && !en.contains("NOT whole"))
        #expect(!id.contains("berkas checkpoint rusak") && !en.contains("the checkpoint file"))
        #expect(!id.contains("Pertama pada") && !en.contains("First at"))
    }

    @Test(arguments: ["kept-checkpoint", "signed-by-unknown-key", "retired-key"])
    func `a kept checkpoint is named by its file, whatever is wrong with it`(code: String) {
        let fault = VerifyFault(position: -1, code: code, params: ["path": "/simpan/checkpoint"])
        let (id, en) = (Self.text(fault, .id), Self.text(fault, .en))
        #expect(id.contains("berkas: /simpan/checkpoint"), "\(id)")
        #expect(en.contains("file: /simpan/checkpoint"), "\(en)")
    }

    @Test func `of cosignatures that can't be read nobody is said to have changed them`() {
        var answer = Samples.verification
        answer.result = "unverified"
        answer.fault = VerifyFault(
            position: -1,
            code: "kept-cosignatures",
            params: ["file": "cosignatures", "reason": "unreadable"]
        )
        for (language, words, others) in [
            (Language.id, "tidak dapat dibaca, jadi isinya tidak diperiksa", "diubah:"),
            (.en, "can't be read, so what is in it was not checked", "was changed"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(words) && !text.contains(others), "\(text)")
        }
        #expect(VerifyScreen(answer).status == .cancelled)
    }

    @Test(arguments: ["unsigned-redaction", "policy", "root"], [true, false])
    func `what is wrong with the cosignatures is told beside what is told first`(
        code: String,
        isReadable: Bool
    ) {
        var answer = Samples.verification
        (answer.result, answer.fault) = ("whole", nil)
        var spoilt = VerifyFault(
            position: -1,
            code: "kept-cosignatures",
            params: ["file": "cosignatures"]
        )
        if !isReadable { spoilt.params["reason"] = "unreadable" }
        let first = VerifyFault(position: 9, code: code, params: ["by": 25, "signed": 25])
        let word = code == "unsigned-redaction" ? "unverified" : "damaged"
        // In whichever order they are found.
        var other = answer
        answer.tell(spoilt, as: isReadable ? "damaged" : "unverified")
        answer.tell(first, as: word)
        other.tell(first, as: word)
        other.tell(spoilt, as: isReadable ? "damaged" : "unverified")
        #expect(answer == other && answer.fault == first && answer.cosignatures == spoilt)
        #expect(answer.result == (isReadable ? "damaged" : word))
        for (language, words, changed, firsts) in [
            (
                Language.id, "Selain itu berkas cosignatures", "rusak atau diubah: kembar",
                ["BELUM ditandatangani", "saksi log yang menandatangani belum cukup", "TIDAK utuh"]
            ),
            (
                .en, "Besides, the file cosignatures", "is damaged or was changed: kembar",
                ["NOT signed yet", "too few log witnesses cosigned", "NOT whole"]
            ),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(words) && text.contains(changed) == isReadable, "\(text)")
            #expect(firsts.contains { text.contains($0) }, "\(text)")
        }
        let isOpen = answer.result == "unverified"
        #expect(VerifyScreen(answer).status == (isOpen ? .cancelled : .refused))
    }

    @Test func `what a log says it lost is told, and damages nothing`() {
        var answer = Samples.verification
        (answer.result, answer.fault) = ("whole", nil)
        answer.lost = [
            AdmittedLoss(
                entry: 20,
                type: "LogRecovered",
                lostFrom: 17,
                lostThrough: 19,
                reason: "disk rusak",
                signed: 20
            )
        ]
        for (language, whole, words) in [
            (
                Language.id, "Log ini utuh.",
                ["Entri 20 (LogRecovered)", "entri 17 sampai 19", "disk rusak", "tidak dihitung"]
            ),
            (
                .en, "This log is whole.",
                ["Entry 20 (LogRecovered)", "entries 17 to 19", "disk rusak", "counts for nothing"]
            ),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            for word in [whole] + words { #expect(text.contains(word), "\(text)") }
        }
        #expect(VerifyScreen(answer).status == .done)
    }

    @Test(
        arguments: [
            (18, "Bahwa entri 18 sampai 23 masih", "Of entries 18 to 23 nothing here shows"),
            (23, "Bahwa entri 23 masih", "Of entry 23 nothing here shows"),
            (24, nil, nil),
        ] as [(Int64, String?, String?)]
    )
    func `what nothing shows of the entries before a loss is told with it`(
        shown: Int64,
        id: String?,
        en: String?
    ) {
        var answer = Samples.verification
        (answer.result, answer.fault) = ("whole", nil)
        answer.lost = [
            AdmittedLoss(
                entry: 26,
                type: "LogRecovered",
                lostFrom: 24,
                lostThrough: 24,
                signed: 25,
                shown: shown
            )
        ]
        for (language, loss, unshown, never) in [
            (Language.id, "bahwa entri 24 mungkin hilang", id, "juga tidak terlihat"),
            (.en, "that entry 24 may have been lost", en, "nothing here shows"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(loss), "\(text)")
            #expect(unshown.map { text.contains($0) } ?? !text.contains(never), "\(text)")
        }
    }

    @Test func `where the pinned key did not sign nothing calls the log whole`() {
        // Given a spoilt signature, and views, documents and a policy that are wrong besides
        var answer = Samples.verification
        (answer.result, answer.fault, answer.vkey) = ("whole", nil, "x+1+A")
        (answer.signer, answer.policyKey, answer.witnessed) = ("failed", nil, nil)
        answer.checked = ["bytes", "checkpoint", "policy"]
        let signer = VerifyFault(position: 9, code: "signer", params: ["vkey": "x+1+A"])
        answer.tell(signer, as: "damaged")
        answer.hold(views: "differ", differing: 3)
        for code in ["document-missing", "policy"] {
            answer.tell(VerifyFault(position: 5, code: code, params: [:]), as: "damaged")
        }
        for (language, words, whole) in [
            (
                Language.id,
                [
                    "Tidak ada tanda tangan dari kunci itu", "Entrinya cocok satu sama lain",
                    "BERBEDA dari isi log (3 baris)",
                ], "utuh"
            ),
            (
                .en,
                [
                    "There is no signature by that key", "Its entries fit each other",
                    "NOT what the log says (3 rows)",
                ], "whole"
            ),
        ] {
            // When it is told, then each of them in its line
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            for word in words { #expect(text.contains(word), "\(text)") }
            #expect(text.contains(language.say(WitnessPhrases.notMet)), "\(text)")
            #expect(!text.contains(whole), "\(text)")
        }
        #expect(VerifyScreen(answer).status == .refused)
    }

    @Test func `where the key that a policy names signed nothing the log is not called whole`() {
        // Given a policy that names another log's key, and views that are wrong besides
        var answer = Samples.verification
        (answer.result, answer.fault, answer.vkey) = ("whole", nil, nil)
        (answer.signer, answer.policyKey, answer.witnessed) = ("not-checked", nil, nil)
        (answer.signed, answer.checked) = (answer.size, ["bytes", "checkpoint", "policy"])
        answer.hold(views: "differ", differing: 3)
        let fault = VerifyFault(position: 9, code: "policy", params: ["reason": "signer"])
        answer.tell(fault, as: "damaged")
        answer.tell(VerifyFault(position: 5, code: "document-missing", params: [:]), as: "damaged")
        for (language, words, others) in [
            (
                Language.id,
                [
                    "Tidak ada checkpoint di sini yang ditandatangani kunci log yang disebut kebijakan",
                    "Entrinya cocok satu sama lain", "BERBEDA dari isi log (3 baris)",
                ], ["utuh", "mencakup semua entri", "saksi log yang menandatangani belum cukup"]
            ),
            (
                .en,
                [
                    "No checkpoint here is signed by the log's key that this policy names",
                    "The entries fit each other", "NOT what the log says (3 rows)",
                ], ["whole", "covers every entry", "too few log witnesses"]
            ),
        ] {
            // When it is told, then as that
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            for word in words { #expect(text.contains(word), "\(text)") }
            for word in others { #expect(!text.contains(word), "\(text)") }
        }
        // And under a pinned key that signed the checkpoint covers what it covers
        (answer.vkey, answer.signer) = ("x+1+A", "verified")
        let page = Page(language: .en, width: 2000)
        let text = VerifyScreen(answer).screen(page).text(page)
        #expect(text.contains("No checkpoint here is signed by the log's key that this policy"))
        #expect(text.contains("covers every entry") && !text.contains("The entries fit each other"))
    }

    @Test(arguments: [
        (
            "forged", "Tanda tangan pada checkpoint di sini rusak",
            "The signature on the checkpoint here is spoilt"
        ),
        (
            "unsigned", "Checkpoint di sini tidak ditandatangani kunci log ini",
            "The checkpoint here is not signed by a key of this log"
        ),
    ])
    func `under a spoilt signature, or none, nothing calls the log whole`(
        reason: String,
        id: String,
        en: String
    ) {
        var answer = Samples.verification
        (answer.result, answer.fault, answer.vkey) = ("whole", nil, nil)
        (answer.signer, answer.signed) = ("not-checked", nil)
        answer.checked = ["bytes", "checkpoint"]
        answer.hold(views: "differ", differing: 3)
        let fault = VerifyFault(
            position: -1,
            code: "kept-checkpoint",
            params: ["reason": .string(reason)]
        )
        answer.tell(fault, as: "damaged")
        for (language, words, whole) in [
            (
                Language.id,
                [
                    id, "Entrinya cocok satu sama lain", "BERBEDA dari isi log (3 baris)",
                ], "utuh"
            ),
            (
                .en,
                [
                    en, "The entries fit each other", "NOT what the log says (3 rows)",
                ], "whole"
            ),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            for word in words { #expect(text.contains(word), "\(text)") }
            #expect(!text.contains(whole), "\(text)")
        }
        #expect(VerifyScreen(answer).status == .refused)
    }

    @Test(arguments: [true, false])
    func `a spoilt line in a witness's name calls no log whole that nobody vouches for`(
        isVouchedFor: Bool
    ) {
        var answer = Samples.verification
        (answer.result, answer.fault, answer.vkey) = ("whole", nil, nil)
        (answer.signer, answer.checked) = ("not-checked", ["bytes", "checkpoint", "policy"])
        let spoilt = VerifyFault(
            position: -1,
            code: "spoilt-cosignature",
            params: ["witnesses": ["saksi.invalid"]]
        )
        answer.tell(spoilt, as: "damaged")
        if !isVouchedFor {
            let fault = VerifyFault(position: 42, code: "policy", params: ["reason": "signer"])
            answer.tell(fault, as: "damaged")
        }
        for (language, words, whole) in [
            (Language.id, "atas nama saksi log saksi.invalid", "utuh"),
            (.en, "in the name of log witness saksi.invalid", "whole"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(words), "\(text)")
            #expect(text.contains(whole) == isVouchedFor, "\(text)")
        }
        #expect(VerifyScreen(answer).status == .refused)
    }

    @Test(arguments: [nil, "kept-checkpoint", "policy"])
    func `beside a checkpoint that does not fit the log is called whole only if vouched for`(
        code: String?
    ) {
        // Given a checkpoint by an unknown key that does not fit, and who speaks against the log's signer
        var answer = Samples.verification
        (answer.result, answer.fault, answer.vkey) = ("whole", nil, nil)
        (answer.signer, answer.checked) = ("not-checked", ["bytes", "checkpoint"])
        let unfit = VerifyFault(
            position: 3,
            code: "root",
            params: ["since": 9, "signer": "unknown", "found": "aa", "expected": "bb"]
        )
        answer.tell(unfit, as: "damaged")
        if let code {
            let reason: JSONValue = code == "policy" ? "signer" : "forged"
            let fault = VerifyFault(position: -1, code: code, params: ["reason": reason])
            answer.tell(fault, as: "damaged")
        }
        for (language, words, whole) in [
            (Language.id, "TIDAK cocok dengan log ini.", "utuh"),
            (.en, "does NOT fit this log.", "whole"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(words), "\(text)")
            #expect(text.contains(whole) == (code == nil), "\(text)")
        }
        #expect(VerifyScreen(answer).status == .refused)
    }

    @Test func `a changed checkpoint beside a good one is named by its file`() {
        var answer = Samples.verification
        (answer.result, answer.fault, answer.vkey) = ("whole", nil, nil)
        (answer.signer, answer.checked) = ("not-checked", ["bytes", "checkpoint"])
        answer.signed = answer.size
        let params: [String: JSONValue] = ["reason": "unsigned", "path": "/luar/checkpoint"]
        answer.tell(
            VerifyFault(position: -1, code: "kept-checkpoint", params: params),
            as: "damaged"
        )
        for (language, words) in [
            (Language.id, "Berkas /luar/checkpoint rusak atau diubah"),
            (.en, "The file /luar/checkpoint is damaged or was changed"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(words), "\(text)")
        }
        // Where it covers less, that is said, and what it leaves open
        answer.signed = answer.size - 1
        for (language, words) in [
            (
                Language.id,
                "mencakup 41 dari 42 entri; apakah yang sesudahnya pernah ditandatangani tidak terlihat di sini. Salin"
            ),
            (
                .en,
                "covers 41 of 42 entries; whether those after them were ever signed does not show here. Copy"
            ),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(words) && !text.contains("every entry"), "\(text)")
            #expect(!text.contains("semua entri") && text.contains("--since"), "\(text)")
            // What a changed checkpoint may have covered is not called unsigned
            #expect(!text.contains("not signed yet") && !text.contains("belum ditandatangani"))
        }
        #expect(VerifyScreen(answer).status == .refused)
        // And where none covers anything, what to hold the log against
        answer.signed = nil
        let page = Page(language: .en, width: 2000)
        let text = VerifyScreen(answer).screen(page).text(page)
        #expect(text.contains("kembar audit verify --since FILE"), "\(text)")
        // But of one agreement, against which none is held, what to ask for
        answer.agreement = "2026-0001"
        for (language, words) in [
            (Language.id, "mintalah berkas auditor yang baru, atau seluruh log"),
            (.en, "ask for a new bundle, or for the whole log"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(words) && !text.contains("--since"), "\(text)")
        }
    }

    @Test func `a policy is not said to cover entries that are not signed yet`() {
        var answer = Samples.verification
        (answer.result, answer.fault, answer.vkey) = ("whole", nil, nil)
        (answer.signer, answer.policyKey) = ("not-checked", "x+1+y")
        (answer.signed, answer.witnessed) = (41, 41)
        answer.checked = ["bytes", "checkpoint", "policy"]
        for (language, open, all) in [
            (
                Language.id, "mencakup 41 dari 42 entri; sesudah itu belum ada saksinya",
                "mencakup semua"
            ),
            (.en, "covers 41 of 42 entries; what follows has no witness yet", "covers every"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(open) && !text.contains(all), "\(text)")
            // Of a bundle with one agreement those of its log are counted
            var carried = answer
            (carried.agreement, carried.size) = ("2018-0001", 5)
            let bundle = VerifyScreen(carried).screen(page).text(page)
            #expect(bundle.contains(all) && !bundle.contains("of 42"), "\(bundle)")
        }
        #expect(VerifyScreen(answer).status == .done)
    }

    @Test func `a recovery by a key that the pinned one does not lead to is told with that key`() {
        var fault = VerifyFault(
            position: 0,
            code: "root",
            params: ["signed": 18, "unsignedRecovery": 11]
        )
        func text(_ language: Language) -> String {
            var answer = Samples.verification
            answer.fault = fault
            let page = Page(language: language, width: 2000)
            return VerifyScreen(answer).screen(page).text(page)
        }
        #expect(text(.id).contains("belum ditandatangani"))
        #expect(text(.en).contains("it is not signed"))
        fault.params["recoveryKey"] = "x+1+C"
        fault.params["recoveryKeyEntry"] = 12
        for (language, words, others) in [
            (
                Language.id, ["x+1+C", "(entri 12)", "di kertas"],
                ["belum ditandatangani", "lebih baru"]
            ),
            (
                .en, ["x+1+C", "(entry 12)", "on paper"],
                ["it is not signed", "later checkpoint", "recoveryKey"]
            ),
        ] {
            let said = text(language)
            for word in words { #expect(said.contains(word), "\(said)") }
            for word in others { #expect(!said.contains(word), "\(said)") }
        }
    }

    @Test func `a handover that no entry of a shorter log tells of names none`() {
        var answer = Samples.verification
        (answer.result, answer.fault, answer.followed) = ("whole", nil, [])
        for (language, words) in [
            (Language.id, "log ini berakhir sebelum itu"), (.en, "this log ends before that"),
        ] {
            let page = Page(language: language, width: 2000)
            #expect(VerifyScreen(answer).screen(page).text(page).contains(words))
        }
    }

    @Test(arguments: [true, false])
    func `a recovery that explains a fault is not told again for a cosigned note that it explains`(
        isFirst: Bool
    ) {
        // Given a log that was recovered twice, held against a checkpoint of what it lost first
        var answer = Samples.verification
        (answer.result, answer.fault) = ("whole", nil)
        let unfit = VerifyFault(
            position: 0,
            code: "root",
            params: [
                "signed": 18, "since": 18, "recovery": 11, "lostFrom": 0, "lostThrough": 17,
            ]
        )
        answer.tell(unfit, as: "damaged")
        if !isFirst {
            let open = VerifyFault(position: 9, code: "structure", params: [:])
            (answer.fault, answer.beside) = (open, [unfit])
        }
        let losses: [(Int64, Int64, Int64)] = [(11, 0, 17), (30, 26, 29)]
        answer.lost = losses.map { entry, first, last in
            AdmittedLoss(
                entry: entry,
                type: "LogRecovered",
                lostFrom: first,
                lostThrough: last,
                signed: last + 1
            )
        }
        // When it is told, then each recovery once, and the other one with what it explains
        for (language, one, other) in [
            (Language.id, "Entri 11 (LogRecovered)", "Entri 30 (LogRecovered)"),
            (.en, "Entry 11 (LogRecovered)", "Entry 30 (LogRecovered)"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.split(separator: one).count == 2, "\(text)")
            #expect(text.split(separator: other).count == 2, "\(text)")
        }
        // And whoever reads the document has both
        #expect(answer.lost?.map(\.entry) == [11, 30])
    }

    @Test func `what is wrong besides what is told first is told in full`() {
        var answer = Samples.verification
        (answer.result, answer.fault) = ("whole", nil)
        let open = VerifyFault(
            position: 9,
            code: "unsigned-redaction",
            params: ["by": 25, "signed": 25]
        )
        let junk = VerifyFault(
            position: -1,
            code: "since-unsigned",
            params: ["signer": "unknown", "size": 50, "fits": true]
        )
        let missing = VerifyFault(position: 5, code: "document-missing", params: [:])
        answer.tell(junk, as: "unverified")
        answer.tell(missing, as: "damaged")
        answer.tell(open, as: "unverified")
        #expect(answer.findings == [open, missing, junk] && answer.result == "damaged")
        for (language, words) in [
            (
                Language.id,
                ["BELUM ditandatangani", "entri 9", "Selain itu: Log ini sendiri utuh", "50 entri"]
            ),
            (.en, ["NOT signed yet", "entry 9", "Besides: The log itself is whole", "50 entries"]),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            for word in words { #expect(text.contains(word), "\(text)") }
        }
        #expect(VerifyScreen(answer).status == .refused)
    }

    @Test func `a policy that is not met is told beside what hangs on an unsigned entry`() {
        var answer = Samples.verification
        (answer.result, answer.policyKey, answer.witnessed) = ("unverified", nil, nil)
        answer.fault = VerifyFault(
            position: 9,
            code: "unsigned-redaction",
            params: ["by": 25, "signed": 25]
        )
        for (language, words) in [
            (Language.id, "saksi log yang menandatangani belum cukup"),
            (.en, "too few log witnesses cosigned"),
        ] {
            let page = Page(language: language, width: 2000)
            answer.checked.removeAll { $0 == "policy" }
            #expect(!VerifyScreen(answer).screen(page).text(page).contains(words))
            answer.checked.append("policy")
            #expect(VerifyScreen(answer).screen(page).text(page).contains(words))
        }
    }

    @Test func `two handovers of one key, and a key that nobody signed, are told as that`() {
        var fault = VerifyFault(
            position: 17,
            code: "handover",
            params: ["vkey": "x+1+A", "successors": ["x+1+B", "x+1+C"]]
        )
        #expect(Self.text(fault, .id).contains("Pertama pada entri 17: satu kunci"))
        #expect(Self.text(fault, .en).contains("two different keys"))
        #expect(Self.text(fault, .en).contains("its successors: x+1+B, x+1+C"))
        fault.position = -1
        #expect(Self.text(fault, .en).contains("One key was handed over to two"))
        let keys = [
            KeyAnswer(vkey: "x+1+A", origin: .founding, position: 0),
            KeyAnswer(vkey: "x+1+B", origin: .pending, position: 9, unsigned: true),
        ]
        for (language, words) in [
            (Language.id, ["sejak awal log; berlaku", "belum selesai; TIDAK ditandatangani"]),
            (.en, ["since the log began; in force", "not finished; signed by NOBODY"]),
        ] {
            let page = Page(language: language, width: 200)
            var screen = Screen(page)
            KeyScreen(keys).add(to: &screen)
            let text = screen.text(page)
            for one in words { #expect(text.contains(one), "\(text)") }
        }
    }

    @Test func `of a loss that the log admits the log is not said to be what was lost`() {
        let fault = VerifyFault(
            position: 68,
            code: "root",
            params: [
                "signed": 72, "since": 72, "recovery": 76, "lostFrom": 68, "lostThrough": 71,
            ]
        )
        let (id, en) = (Self.text(fault, .id), Self.text(fault, .en))
        #expect(id.contains("Entri 76 (LogRecovered)") && !id.contains("cabang"), "\(id)")
        #expect(id.contains("Semua entri sebelumnya utuh."))
        #expect(en.contains("Entry 76 (LogRecovered)") && !en.contains("branch"), "\(en)")
        #expect(en.contains("Every entry before is whole."))
    }

    @Test func `of an admitted loss not all that comes after it is said to be missing`() {
        let fault = VerifyFault(
            position: 18,
            code: "truncated",
            params: [
                "signed": 25, "found": 24, "since": 25, "recovery": 21, "lostFrom": 0,
                "lostThrough": 24,
            ]
        )
        let (id, en) = (Self.text(fault, .id), Self.text(fault, .en))
        #expect(id.contains("Dari entri 18 sampai 24 ada yang sudah ditandatangani"), "\(id)")
        #expect(en.contains("Some of entries 18 to 24 were signed"), "\(en)")
        #expect(!id.contains("hilang dari sini") && !en.contains("from here on"), "\(en)")
    }

    @Test(arguments: [true, false])
    func `a checkpoint that no key of the log signed is not told as what was signed`(
        isFitting: Bool
    ) {
        var answer = Samples.verification
        answer.result = "unverified"
        answer.fault = VerifyFault(
            position: -1,
            code: "since-unsigned",
            params: ["signer": "unknown", "size": 50, "fits": .bool(isFitting)]
        )
        for (language, words, fits) in [
            (Language.id, ["tidak membuktikan", "50 entri", "tidak ditandatangani"], ") cocok"),
            (.en, ["proves nothing", "50 entries", "no key of this log signed it"], ") fits"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            for word in words { #expect(text.contains(word), "\(text)") }
            #expect(text.contains(fits) == isFitting, "\(text)")
            #expect(!text.contains("unknown") && !text.contains("TIDAK utuh"), "\(text)")
            #expect(!text.contains("NOT whole"), "\(text)")
        }
        #expect(VerifyScreen(answer).status == .cancelled)
    }

    @Test(arguments: ["since-unsigned", "root"], [true, false])
    func `what may be the only evidence of a loss is not taken out of anybody's file`(
        code: String,
        isOfCopy: Bool
    ) {
        var params: [String: JSONValue] = ["signer": "unknown", "size": 73, "since": 73]
        func text(_ language: Language) -> String {
            var answer = Samples.verification
            answer.fault = VerifyFault(position: -1, code: code, params: params)
            let page = Page(language: language, width: 2000)
            return VerifyScreen(answer, isOfCopy: isOfCopy).screen(page).text(page)
        }
        for (language, handover, keeper) in [
            (Language.id, "--handover BERKAS", "pengelola server"),
            (.en, "--handover FILE", "keeps the server"),
        ] {
            // Only of a copy `audit verify` takes a handover.
            #expect(text(language).contains(handover) == isOfCopy, "\(text(language))")
            #expect(text(language).contains(keeper) != isOfCopy, "\(text(language))")
        }
        params.merge(["recovery": 71, "lostFrom": 68, "lostThrough": 72]) { $1 }
        for (language, keep, others) in [
            (Language.id, "sebagai bukti", ["keluarkan dari", "mengarangnya"]),
            (.en, "as evidence", ["take it out", "made it up"]),
        ] {
            let said = text(language)
            #expect(said.contains(keep) && said.contains("kembar audit keys --output"), "\(said)")
            for word in others { #expect(!said.contains(word), "\(said)") }
        }
    }

    @Test func `what nobody signed is told as that, and what to do about it`() {
        var open = Samples.verification
        open.result = "unverified"
        open.signed = 25
        open.fault = VerifyFault(
            position: 9,
            code: "unsigned-redaction",
            params: ["by": 25, "signed": 25]
        )
        var excused = Samples.verification
        excused.fault = VerifyFault(
            position: 0,
            code: "root",
            params: ["signed": 14, "through": 13, "unsignedRecovery": 14]
        )
        for (answer, language, words) in [
            (open, Language.id, ["BELUM ditandatangani", "entri 9", "entri 25", "Periksa lagi"]),
            (open, .en, ["NOT signed yet", "entry 9", "entry 25", "Check again"]),
            (excused, .id, ["Entri 14 (LogRecovered)", "siapa pun", "Di antara entri 0 dan 13"]),
            (excused, .en, ["Entry 14 (LogRecovered)", "anybody", "Between entry 0 and 13"]),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            for word in words { #expect(text.contains(word), "\(text)") }
            #expect(!text.contains("unsignedRecovery"), "\(text)")
        }
        #expect(VerifyScreen(open).status == .cancelled)
        #expect(VerifyScreen(excused).status == .refused)
    }

    @Test func `a checkpoint that no key signed is not told as none, nor as covering anything`() {
        var answer = Samples.verification
        (answer.result, answer.fault) = ("whole", nil)
        (answer.signer, answer.vkey) = ("not-checked", nil)
        for (language, words, other) in [
            (Language.id, "tidak ditandatangani kunci yang berlaku", "tidak ada berkas checkpoint"),
            (.en, "not signed by a key that counts here", "there is no checkpoint file"),
        ] {
            let page = Page(language: language, width: 2000)
            let text = VerifyScreen(answer).screen(page).text(page)
            #expect(text.contains(words) && !text.contains(other), "\(text)")
        }
    }

    @Test(arguments: ["root", "truncated"])
    func `where no key vouches for the log, such a checkpoint leaves both open`(
        code: String
    ) {
        var params: [String: JSONValue] = ["signer": "unknown", "since": 72, "found": "00"]
        if code == "truncated" { params["found"] = 60 }
        var fault = VerifyFault(position: code == "root" ? 68 : 60, code: code, params: params)
        func text(_ language: Language) -> String {
            var answer = Samples.verification
            answer.fault = fault
            let page = Page(language: language, width: 2000)
            return VerifyScreen(answer).screen(page).text(page)
        }
        for (language, words) in [
            (Language.id, ["TIDAK cocok", "mengarangnya", "log lain", "kembar audit key"]),
            (.en, ["does NOT fit", "made it up", "another log", "kembar audit key"]),
        ] {
            let said = text(language)
            for word in words + ["72"] { #expect(said.contains(word), "\(said)") }
            for word in ["TIDAK utuh", "NOT whole", "ditandatangani:", "were signed", "unknown"] {
                #expect(!said.contains(word), "\(said)")
            }
        }
        fault.params.merge(["recovery": 76, "lostFrom": 68, "lostThrough": 71]) { $1 }
        let (id, en) = (text(.id), text(.en))
        #expect(id.contains("Entri 76 (LogRecovered)") && id.contains("tidak terbukti"), "\(id)")
        #expect(en.contains("Entry 76 (LogRecovered)") && en.contains("unproved"), "\(en)")
    }

    @Test func `one entry of a bundle is told in the singular`() {
        let one = VerifyFault(position: 28, code: "bundle-not-as-signed", params: [:])
        #expect(
            Self.text(one, .id).contains("Pertama pada entri 28: bukan lagi yang ditandatangani")
        )
        #expect(Self.text(one, .en).contains("First at entry 28: it is not what was signed"))
        let all = VerifyFault(position: -1, code: "bundle-not-as-signed", params: [:])
        #expect(Self.text(all, .id).contains("Entrinya bukan yang ditandatangani."))
        #expect(Self.text(all, .en).contains("Its entries are not what was signed."))
    }

    @Test func `a node that is wrong alone accuses no entry`() {
        let spared = Self.node(-1, ["from": 8, "through": 11])
        #expect(Self.text(spared, .id).contains("entri itu sendiri masih yang ditandatangani"))
        #expect(Self.text(spared, .en).contains("over entries 8 to 11 is damaged"))
        let unsigned = Self.node(8, ["through": 11, "unsigned": true])
        #expect(Self.text(unsigned, .id).contains("tidak ada checkpoint yang mencakupnya"))
        #expect(Self.text(unsigned, .en).contains("no checkpoint covers them"))
    }

    @Test func `the rows in which the views differ are named`() {
        var answer = Samples.verification
        answer.hold(views: "differ", differing: 2)
        answer.viewsAt = [
            ViewsRow(table: "agreement", key: "2018-0001", agreement: "2018-0001"),
            ViewsRow(table: "message", key: "9", agreement: nil),
        ]
        for (language, words) in [
            (Language.id, ["naskah 2018-0001, tabel agreement", "- tabel message, baris 9"]),
            (.en, ["agreement 2018-0001, table agreement", "- table message, row 9"]),
        ] {
            let page = Page(language: language, width: 200)
            let text = VerifyScreen(answer).screen(page).text(page)
            for word in words { #expect(text.contains(word), "\(text)") }
        }
    }

    private static func views(
        _ word: String,
        _ rows: Int?,
        _ language: Language,
        isOfCopy: Bool = false
    ) -> (text: String, status: ProcessStatus) {
        var answer = Samples.verification
        answer.result = "whole"
        answer.fault = nil
        answer.hold(views: word, differing: rows)
        let page = Page(language: language, width: 300)
        let screen = VerifyScreen(answer, isOfCopy: isOfCopy)
        return (screen.screen(page).text(page), screen.status)
    }

    @Test(arguments: ["differ", "other-log", "unusable"])
    func `the first line about views that are wrong is not that the log is whole`(word: String) {
        for (language, heading, whole, remedy, copied) in [
            (
                Language.id, "Entri di sini utuh, tetapi tampilan (views.db) BUKAN",
                "Log ini utuh.", "Hentikan kembard dan hapus views.db", "salin lagi folder itu"
            ),
            (
                .en, "The entries here are whole, but the views (views.db) are NOT",
                "This log is whole.", "Stop kembard and delete views.db", "copy the folder again"
            ),
        ] {
            let (text, status) = Self.views(word, word == "differ" ? 2 : nil, language)
            #expect(status == .refused)
            #expect(text.hasPrefix(heading), "\(text)")
            #expect(!text.contains(whole))
            #expect(text.contains(remedy) && !text.contains(copied), "\(text)")
            let row = [
                "other-log": Phrase("BUKAN dari log ini", "NOT of this log"),
                "unusable": Phrase("TIDAK terbaca", "NOT readable"),
            ][word]
            if let row { #expect(text.contains(language.say(row)), "\(text)") }
            let copy = Self.views(word, nil, language, isOfCopy: true).text
            #expect(!copy.contains(remedy) && copy.contains(copied), "\(copy)")
        }
    }

    @Test(arguments: [
        "same", "none", "ahead", "before-redaction", "other-version", "not-checked",
    ])
    func `views that nothing was found in leave the log whole`(word: String) {
        let (text, status) = Self.views(word, nil, .en, isOfCopy: true)
        #expect(status == .done)
        #expect(text.hasPrefix("This log is whole."), "\(text)")
        let isUnchecked = !["same", "none"].contains(word)
        #expect(text.contains("NOT checked: ") == isUnchecked, "\(text)")
    }

    @Test func `one row that differs is one row`() {
        #expect(Self.views("differ", 1, .en).text.contains("says (1 row), although"))
        #expect(Self.views("differ", 2, .en).text.contains("says (2 rows), although"))
        #expect(Self.views("differ", 1, .id).text.contains("isi log (1 baris), meskipun"))
    }

    @Test func `an entry that is gone is said in a sentence, not by the name of a check`() {
        func gap(_ expected: Int, _ found: Int) -> VerifyFault {
            VerifyFault(
                position: Int64(expected),
                code: "positions",
                params: ["expected": .integer(expected), "found": .integer(found)]
            )
        }
        let one = gap(40, 41)
        #expect(
            Self.text(one, .id).contains(
                "Entri 40 tidak ada: nomor entri berikutnya 41. Semua entri sebelumnya utuh."
            )
        )
        #expect(
            Self.text(one, .en).contains(
                "Entry 40 is not there: the next entry has number 41. Every entry before is whole."
            )
        )
        let some = gap(3, 9)
        #expect(Self.text(some, .id).contains("Entri 3 sampai 8 tidak ada"))
        #expect(Self.text(some, .en).contains("Entries 3 to 8 are not there"))
        let below = gap(0, -1)
        #expect(Self.text(below, .id).contains("Nomor entri tidak urut lagi pada entri 0."))
        #expect(Self.text(below, .en).contains("out of turn at entry 0."))
        let time = VerifyFault(position: 5, code: "recorded-time", params: [:])
        #expect(Self.text(time, .en).contains("First at entry 5: its time of recording is before"))
    }

    private static func exceptions(_ finding: Finding, _ language: Language) -> String {
        let answer = ExceptionsAnswer(
            origin: "kembar.invalid/x",
            size: 47,
            root: "00ff",
            asOf: "2018-12-12T10:00:00.000+08:00",
            calendar: CountedBy(name: "id", label: Label(id: "x", en: "x"), version: 1),
            kinds: [finding.kind],
            lateDays: 5,
            holdDays: 10,
            nearDays: 5,
            findings: [finding],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: false
        )
        let page = Page(language: language, width: 300)
        return ExceptionsScreen(answer: answer).screen(page).text(page)
    }

    @Test func `who lost a reminder by a change of rules is said, and how near it was`() {
        let finding = Finding(
            kind: "rules-changed",
            agreement: nil,
            positions: [40, 8],
            roles: ["change", "touched"],
            params: [
                "name": "main", "rule": "policy", "version": 2, "touched": 1, "moved": 1,
                "moves": [
                    [
                        "agreement": "2018-0001", "opener": 8, "rule": "tahap", "rung": 1,
                        "occurrence": 1, "before": "2018-11-26", "after": "2018-11-27",
                    ]
                ],
                "near": [
                    [
                        "agreement": "2018-0001", "kind": "reminder", "opener": 8,
                        "day": "2018-11-22", "workingDays": 1, "before": ["petugas", "kabag"],
                        "after": ["petugas"],
                        "roleLabels": ["kabag": ["id": "Kepala Bagian", "en": "Head of section"]],
                    ],
                    [
                        "agreement": "2018-0001", "kind": "moved", "opener": 8,
                        "day": "2018-11-26", "workingDays": 3, "before": ["2018-11-26"],
                        "after": ["2018-11-27"],
                    ],
                    [
                        "agreement": "2018-0001", "kind": "limit", "opener": 8,
                        "limit": "persetujuan-dprd", "day": "2018-11-23", "workingDays": 2,
                        "before": ["2018-11-23"], "after": [],
                    ],
                ],
            ]
        )
        let id = Self.exceptions(finding, .id)
        #expect(id.contains("perubahan: entri 40, yang tersentuh dibuka dengan entri 8"), "\(id)")
        #expect(id.contains("entri 8, pengingat main@2, 1 tenggat bergeser"), "\(id)")
        #expect(id.contains("petugas dan Kepala Bagian -> petugas"), "\(id)")
        #expect(id.contains("1 hari kerja sesudah perubahan itu"), "\(id)")
        #expect(id.contains("-> tidak ada"), "\(id)")
        #expect(id.contains("5 hari kerja"), "the limit of the inquiry is stated: \(id)")
        let en = Self.exceptions(finding, .en)
        #expect(en.contains("petugas and Head of section -> petugas"), "\(en)")
        // A move is told once, and how soon after the change it fell due.
        let moved = en.split(separator: "\n").filter { $0.contains("26 November 2018") }
        #expect(moved.count == 1 && moved[0].hasSuffix("; 3 working days after that change"))
        #expect(en.contains("after that change"), "\(en)")
    }

    @Test func `recipients that changed are told once, and no deadline is said to have moved`() {
        let labels: JSONValue = ["kabag": ["id": "Kepala Bagian", "en": "Head of section"]]
        func move(_ rung: Int, _ day: JSONValue) -> JSONValue {
            [
                "agreement": "2018-0001", "opener": 8, "rung": .integer(rung), "occurrence": 1,
                "before": day, "after": day, "rolesBefore": ["petugas", "kabag"],
                "rolesAfter": ["petugas"],
            ]
        }
        func finding(_ kind: JSONValue) -> Finding {
            Finding(
                kind: "rules-changed",
                agreement: nil,
                positions: [40, 8],
                roles: ["change", "touched"],
                params: [
                    "name": "main", "rule": "policy", "version": 2, "touched": 1, "moved": 0,
                    "moves": [move(2, "2018-11-22"), move(3, "2018-12-06")],
                    "roleLabels": labels,
                    "near": [
                        [
                            "agreement": "2018-0001", "kind": kind, "opener": 8,
                            "day": "2018-11-22", "workingDays": 1,
                            "before": ["petugas", "kabag"], "after": ["petugas"],
                            "roleLabels": labels,
                        ]
                    ],
                ]
            )
        }
        let id = Self.exceptions(finding("reminder"), .id)
        #expect(id.contains("main@2, tidak ada tenggat yang bergeser; penerima berubah"), "\(id)")
        let en = Self.exceptions(finding("reminder"), .en)
        #expect(en.contains("main@2, no deadline moved; recipients changed"), "\(en)")
        #expect(en.split(separator: "\n").count { $0.contains("22 November 2018") } == 1, "\(en)")
        #expect(en.contains("recipients change: petugas and Head of section -> petugas"), "\(en)")
        // An older version did not record that a later reminder moved.
        let old = Self.exceptions(finding("moved"), .en)
        #expect(old.contains("main@2, 0 deadlines moved"), "\(old)")
    }

    @Test func `whose capacity is missing is said by name`() {
        let finding = Finding(
            kind: "no-capacity",
            agreement: "2018-0001",
            positions: [9],
            params: ["parties": ["35.72"], "partyNames": ["Kota Blitar"]]
        )
        #expect(Self.exceptions(finding, .id).contains("Kota Blitar (35.72)"))
        let late = Finding(
            kind: "skipped-stage",
            agreement: "2018-0001",
            positions: [9, 12],
            roles: ["ahead", "entered-later"],
            params: [
                "stages": ["PKSDrafted"], "later": true,
                "stageLabels": [["id": "Naskah disusun", "en": "Drafted"]],
            ]
        )
        #expect(
            Self.exceptions(late, .id).contains(
                "Naskah disusun (PKSDrafted) baru dimasuki kemudian"
            )
        )
        #expect(Self.exceptions(late, .en).contains("was entered only afterwards"))
    }

    @Test func `a proof that does not fit may be a typing error, and the words say so`() {
        for (language, word, paper) in [
            (Language.id, "diketik ulang", "kertasnya"), (.en, "was typed", "paper"),
        ] {
            let page = Page(language: language, width: 200)
            var answer = CosignAnswer(result: "refused", reason: "not-an-extension")
            answer.stored = 83
            let text = page.say(WitnessPhrases.reason(answer))
            #expect(text.contains(word) && text.contains("--since 83"), "\(text)")
            answer.reason = "proof-unread"
            let unread = page.say(WitnessPhrases.reason(answer))
            #expect(unread.contains("old 83") && unread.contains(paper), "\(unread)")
        }
    }

    @Test func `a proof that does not fit accuses no office that went on from a backup`() {
        var answer = CosignAnswer(result: "refused", reason: "not-an-extension")
        (answer.stored, answer.size) = (71, 78)
        for (language, either, superior) in [
            (Language.id, "ditulis ulang, atau log itu dilanjutkan dari cadangan", "atasan Anda"),
            (.en, "was rewritten, or the log goes on from a backup", "your superior"),
        ] {
            let text = language.say(WitnessPhrases.reason(answer))
            for word in [either, superior, "LogRecovered", "verify --since", "--record FOLDER"] {
                #expect(text.contains(word), "\(text)")
            }
        }
    }
}
