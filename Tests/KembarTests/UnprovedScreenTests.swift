import Entries
import Language
import Testing
import Wire

@testable import kembar

/// What was found whole and still does not prove everything: the screens say so.
@Suite struct UnprovedScreenTests {
    private func page(_ language: String) -> Page {
        Page(language: language == "id" ? .id : .en, width: 110)
    }

    @Test(arguments: [
        ("id", "Tidak terbukti", "semua pemberlakuan aturan, kalender, dan daftar instansi"),
        ("en", "Not proved", "every adoption of rules, calendars and offices"),
    ])
    func `a bundle of one agreement names what it can't prove`(
        language: String,
        label: String,
        words: String
    ) {
        var answer = Samples.verification
        answer.result = "whole"
        answer.fault = nil
        answer.agreement = "2026-0001"
        let page = page(language)
        #expect(!VerifyScreen(answer).screen(page).text(page).contains(label))
        answer.unproved = ["later-entries", "adoptions"]
        let text = VerifyScreen(answer).screen(page).text(page)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(label))
        #expect(text.contains(words))
    }

    @Test(arguments: [
        (
            "id", "tidak terbukti utuh", "tidak membuktikan apa-apa",
            ["atau log mencatat kehilangan sejak itu", "ditandatangani kunci penerus saja"]
        ),
        (
            "en", "is not shown to be whole", "proves nothing",
            ["or the log has recorded a loss since", "is signed by a successor alone"]
        ),
    ])
    func `what a handover speaks against is not called whole, and who can tell is said`(
        language: String,
        carried: String,
        receipt: String,
        words: [String]
    ) {
        let page = page(language)
        for (code, words) in zip(["handover-differs", "handover-unshown"], words) {
            var answer = Samples.verification
            answer.result = "unverified"
            answer.agreement = "2026-0001"
            answer.fault = VerifyFault(position: -1, code: code, params: ["signed": 4])
            answer.unproved = ["later-entries", "adoptions", "handover"]
            let check = ReceiptCheck(result: "unverified", vkey: "x+1+y", reason: code)
            let screens = [
                (VerifyScreen(answer).screen(page), carried),
                (ReceiptScreen(check).screen(page), receipt),
            ]
            for (screen, headline) in screens {
                let text = screen.text(page).split(whereSeparator: \.isWhitespace)
                    .joined(separator: " ")
                #expect(text.contains(headline) && text.contains(words), "\(text)")
                #expect(text.contains("kembar audit verify"), "\(text)")
            }
            #expect(VerifyScreen(answer).status == .cancelled)
            #expect(ReceiptScreen(check).status == .cancelled)
        }
    }

    @Test(arguments: [
        ("id", "dapat dibuat siapa saja", "tidak terbukti utuh", "sini utuh"),
        ("en", "Anybody can make a key", "not shown to be whole", "here are whole"),
    ])
    func `a doubt by a key that nobody vouches for says so, also beside an unmet policy`(
        language: String,
        words: String,
        headline: String,
        wrong: String
    ) {
        var answer = Samples.verification
        answer.agreement = "2026-0001"
        answer.tell(
            VerifyFault(
                position: -1,
                code: "handover-differs",
                params: ["signed": 1, "standing": "unknown"]
            ),
            as: "unverified"
        )
        answer.tell(VerifyFault(position: -1, code: "policy", params: [:]), as: "damaged")
        answer.tell(VerifyFault(position: -1, code: "register", params: [:]), as: "damaged")
        answer.register = "differs"
        let page = page(language)
        let text = VerifyScreen(answer).screen(page).text(page)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(words) && text.contains(headline), "\(text)")
        #expect(!text.contains("standing") && !text.contains(wrong), "\(text)")
        #expect(VerifyScreen(answer).status == .refused)
    }

    @Test(arguments: [
        ("id", "Entri 3 mencatat bahwa log kehilangan"),
        ("en", "Entry 3 records that the log lost"),
    ])
    func `a loss recorded by a key that no handover leads to is named by its entry`(
        language: String,
        words: String
    ) {
        var answer = Samples.verification
        answer.result = "unverified"
        answer.agreement = "2026-0001"
        answer.fault = VerifyFault(
            position: -1,
            code: "handover-differs",
            params: ["signed": 4, "recovery": 3]
        )
        answer.unproved = ["later-entries", "adoptions", "handover"]
        let page = page(language)
        let text = VerifyScreen(answer).screen(page).text(page).split(
            whereSeparator: \.isWhitespace
        )
        .joined(separator: " ")
        #expect(text.contains(words), "\(text)")
    }

    @Test(arguments: [
        ("id", "tidak menyebut kunci itu", "dapat dibuat siapa saja", "sendiri utuh"),
        ("en", "does not name that key", "Anybody can make a key", "itself is whole"),
    ])
    func `whose handover speaks against a log or receipt is named, and nothing is called whole`(
        language: String,
        log: String,
        receipt: String,
        whole: String
    ) {
        let page = page(language)
        func text(_ screen: Screen) -> String {
            screen.text(page).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        // Given a log and a receipt against which a key speaks that may be made up
        var answer = Samples.verification
        answer.result = "unverified"
        answer.fault = VerifyFault(
            position: -1,
            code: "handover-unvouched",
            params: ["vkey": "x+2+z", "signed": 4]
        )
        var check = ReceiptCheck(result: "damaged", vkey: "x+1+y", reason: "policy")
        check.doubts = [HandoverDoubt(reason: "handover-differs", vkey: "x+2+z", signed: 4)]
        // When they are shown, then the key is named, and what it may be
        let (ofLog, ofReceipt) = (
            text(VerifyScreen(answer).screen(page)), text(ReceiptScreen(check).screen(page))
        )
        #expect(ofLog.contains(log) && ofLog.contains("x+2+z"), "\(ofLog)")
        #expect(ofReceipt.contains(receipt) && ofReceipt.contains("x+2+z"), "\(ofReceipt)")
        // And an unmet policy is told without calling the receipt whole
        #expect(ofReceipt.contains(page.language.say(WitnessPhrases.notMet)), "\(ofReceipt)")
        #expect(!ofReceipt.contains(whole))
        #expect(VerifyScreen(answer).status == .cancelled)
        #expect(ReceiptScreen(check).status == .refused)
    }

    @Test(arguments: [("id", "Sumber"), ("en", "Source")])
    func `a receipt says on whose word the entry is`(language: String, label: String) {
        var check = ReceiptCheck(result: "whole", vkey: "x+1+y")
        check.type = "Noted"
        check.data = ["source": "surat 005/12", "text": "isi"]
        let page = page(language)
        let text = ReceiptScreen(check).screen(page).text(page)
        #expect(text.lowercased().contains(label.lowercased()), "\(text)")
        #expect(text.contains("surat 005/12"))
    }

    @Test(arguments: [
        (Language.id, "menandatangani belum cukup. Tanda bukti sendiri utuh", "TIDAK utuh"),
        (.en, "too few log witnesses cosigned. The receipt itself is whole", "NOT whole"),
    ])
    func `a receipt under a policy that is not met is not called broken`(
        language: Language,
        headline: String,
        verdict: String
    ) {
        let page = Page(language: language, width: 300)
        var check = ReceiptCheck(result: "damaged", vkey: "x+1+y", reason: "policy")
        check.hashOnly = false
        let screen = ReceiptScreen(check)
        let text = screen.screen(page).text(page)
        #expect(text.contains(headline) && !text.contains(verdict), "\(text)")
        #expect(screen.status == .refused)
        // Of a hash alone it is not said that the entry is there.
        check.hashOnly = true
        let hash = ReceiptScreen(check).screen(page).text(page)
        #expect(hash.contains(language.say(ReceiptPhrases.notMetByHash)), "\(hash)")
        #expect(hash.contains(language.say(ReceiptPhrases.reason("hash-only"))), "\(hash)")
    }

    @Test func `a sample shows every time on the office's clock`() {
        let entry = { (position: Int64, time: String) in
            SampledEntry(
                position: position,
                agreement: nil,
                type: "Noted",
                time: time,
                recorded: time,
                actor: "system",
                leaf: "00"
            )
        }
        let answer = SampleAnswer(
            seed: "a",
            size: 9,
            root: "00",
            entries: [entry(1, "2018-11-08T01:00:00.000Z"), entry(2, "2018-10")],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: false
        )
        let text = SampleScreen(answer: answer).screen(page("id")).text(page("id"))
        #expect(text.contains("Kamis, 8 November 2018 pukul 09.00 WITA"), "\(text)")
        #expect(text.contains("2  Oktober 2018  Noted"))
    }

    @Test(arguments: [
        ("id", "hanya membawa sidik", "tidak terbukti", "sudah dihapus"),
        ("en", "carries only the hash", "is not proved", "redacted;"),
    ])
    func `a receipt of a hash alone claims no redaction`(
        language: String,
        heading: String,
        remark: String,
        claim: String
    ) {
        var check = ReceiptCheck(result: "unverified", vkey: "x+1+y", reason: "hash-only")
        check.hashOnly = true
        check.position = 3
        let page = page(language)
        let text = ReceiptScreen(check).screen(page).text(page)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(heading))
        #expect(text.contains(remark))
        #expect(!text.contains(claim))
        #expect(ReceiptScreen(check).status == .cancelled)
    }

    @Test(arguments: [
        ("id", "Rabu, 7 November 2018 pukul 10.00 WITA", "Kamis, 8 November 2018 pukul 09.00 WITA"),
        (
            "en", "Wednesday, 7 November 2018 at 10:00 WITA",
            "Thursday, 8 November 2018 at 09:00 WITA"
        ),
    ])
    func `a receipt reads in the recorder's own zone, and its entry in words`(
        language: String,
        happened: String,
        recorded: String
    ) {
        var check = ReceiptCheck(result: "whole", vkey: "x+1+y")
        check.position = 10
        check.type = "NoteAdded"
        check.agreement = "2018-0001"
        check.version = 3
        check.time = "2018-11-07T10:00:00.000+08:00"
        check.offsetMinutes = 480
        check.recorded = "2018-11-08T01:00:00.000Z"
        check.actor = "a-0001"
        check.data = ["text": "telepon", "parties": [["code": "35.72", "name": "Kota Blitar"]]]
        let page = page(language)
        let text = ReceiptScreen(check).screen(page).text(page)
        #expect(text.contains(happened), "\(text)")
        #expect(text.contains(recorded), "\(text)")
        #expect(text.contains("telepon") && text.contains("Kota Blitar"))
        #expect(!text.contains("{") && !text.contains("UTC"), "\(text)")
        #expect(!text.contains("GLADI: ") && !text.contains("REHEARSAL: "))
        // The log's first entry is the one that says what the log is for.
        check.position = 0
        check.type = "LogStarted"
        check.data = ["rehearsal": true, "origin": "x"]
        let first = ReceiptScreen(check).screen(page).text(page)
        #expect(first.hasPrefix(language == "id" ? "GLADI: " : "REHEARSAL: "), "\(first)")
    }

    @Test(arguments: [
        ("id", "cocok dengan kunci log yang disebut kebijakan itu"),
        ("en", "matches the log's key that the policy names"),
    ])
    func `a policy's key that was met is no key that was not asked for`(
        language: String,
        words: String
    ) {
        var answer = Samples.verification
        answer.result = "whole"
        answer.fault = nil
        answer.signer = "not-checked"
        answer.vkey = nil
        let page = page(language)
        func text() -> String {
            VerifyScreen(answer).screen(page).text(page)
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(text().contains("--vkey"))
        // A policy was held against it and is not met: that is no "not checked".
        var unmet = answer
        unmet.result = "damaged"
        unmet.fault = VerifyFault(position: 3, code: "policy", params: [:])
        let refused = VerifyScreen(unmet).screen(page).text(page)
        #expect(refused.contains(language == "id" ? "TIDAK memenuhinya" : "does NOT meet it"))
        #expect(!refused.contains("--vkey") && !refused.contains("not checked"))
        answer.policyKey = "kembar.invalid/x+1+z"
        #expect(text().contains(words) && !text().contains("--vkey"))
        #expect(text().contains("kembar.invalid/x+1+z"))
    }

    @Test(arguments: [
        (
            "id", "Dengan kunci itu tanda bukti ini tidak membuktikan apa-apa.",
            "kunci lain dengan nama yang sama", "TIDAK utuh"
        ),
        (
            "en", "By that key this receipt proves nothing.", "by another key of that name",
            "NOT whole"
        ),
    ])
    func `a key that may have been changed is no forgery, and the way to follow it is told`(
        language: String,
        headline: String,
        words: String,
        forgery: String
    ) {
        var check = ReceiptCheck(result: "damaged", vkey: "x+1+y", reason: "signer")
        let page = page(language)
        func text() -> String {
            ReceiptScreen(check).screen(page).text(page)
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(text().contains(forgery) && !text().contains("--handover"))
        check.otherKey = true
        #expect(text().contains(headline) && text().contains(words))
        #expect(text().contains("--handover") && text().contains("kembar audit keys --output"))
        #expect(!text().contains(forgery))
        #expect(ReceiptScreen(check).status == .refused)

        var answer = CosignAnswer(result: "refused", reason: "signer")
        func refusal() -> String { page.say(WitnessPhrases.reason(answer)) }
        #expect(!refusal().contains("--handover"))
        answer.otherKey = true
        #expect(refusal().contains(words) && refusal().contains("--handover"))
        answer = CosignAnswer(result: "refused", reason: "record-key")
        #expect(refusal().contains("--handover") && refusal().contains("--record"))
        // A checkpoint of the past, by a key that was handed over since: nothing has to begin anew.
        (answer.size, answer.stored) = (5, 9)
        #expect(refusal().contains("--handover") && refusal().contains("--since 9"))
        #expect(!refusal().contains("--record"))
        answer.size = 10
        #expect(refusal().contains("--record"))
    }

    @Test(arguments: [
        ("id", "Di antara entri 9 dan 12", "Entri 15 (LogRecovered)", "sebab: disk rusak"),
        ("en", "Between entry 9 and 12", "Entry 15 (LogRecovered)", "because: disk rusak"),
    ])
    func `a loss that the log admits is told in a sentence, and is a loss all the same`(
        language: String,
        range: String,
        entry: String,
        reason: String
    ) {
        var answer = Samples.verification
        answer.fault = VerifyFault(
            position: 9,
            code: "root",
            params: [
                "signed": 13, "since": 13, "recovery": 15, "lostFrom": 9, "lostThrough": 13,
                "recoveryReason": "disk rusak",
            ]
        )
        let page = page(language)
        let text = VerifyScreen(answer).screen(page).text(page)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(range) && text.contains(entry) && text.contains(reason))
        #expect(!text.contains("recovery") && !text.contains("lostFrom"), "\(text)")
        #expect(VerifyScreen(answer).status == .refused)
    }

    @Test(arguments: [
        ("id", "Isi entri 6 dihapus dan digantikan oleh entri 8"),
        ("en", "The bytes of entry 6 were taken away and replaced by entry 8"),
    ])
    func `what a copy shows by the word of an unsigned entry is said on standard error alone`(
        language: String,
        sentence: String
    ) async throws {
        // Given what kembar-audit answers of a copy, with its remark or without one
        let replay = try JSONLine.text(
            of: ReplayAnswer(agreements: [], rehearsal: false, offsetMinutes: 480)
        )
        let sheet = try JSONLine.text(of: ExportDocument(path: "log.csv", format: "csv"))
        let line = try JSONLine.text(
            of: CopyRemark(unsignedRedaction: UnsignedRedaction(position: 6, by: 8))
        )
        for (words, body) in [
            (["narrate", "2018-0001"], replay), (["replay", "2018-0001"], replay),
            (["export", "log.csv", "--format", "csv"], sheet),
        ] {
            for isJSON in [false, true] {
                var outputs: [String] = []
                for errors in ["", "lain\n\(line)\n"] {
                    let test = TestDesk(
                        ["audit"] + words + ["--data", "salinan", "--lang", language]
                            + (isJSON ? ["--json"] : []),
                        environment: ["COLUMNS": "2000"]
                    )
                    var desk = test.desk
                    desk.runBeside = { _, _ in
                        Desk.Ended(output: Array("\(body)\n".utf8), errors: Array(errors.utf8))
                    }
                    // When it is asked for
                    #expect(await Session(desk: desk).run() == .done)
                    outputs.append(test.output)
                    // Then the sentence stands beside the answer
                    #expect(test.errors.contains(sentence) == !errors.isEmpty, "\(test.errors)")
                    #expect(test.errors.isEmpty == errors.isEmpty, "\(test.errors)")
                }
                // And the answer is the same
                #expect(outputs[0] == outputs[1])
            }
        }
    }
}
