import Entries
import Foundation
import Language
import Testing
import Wire

@testable import kembar

/// What is said of a log's keys where some of its entries were lost, and where to go from there.
@Suite struct KeyWordsTests {
    private static let pages = [
        Page(language: .id, width: 2000), Page(language: .en, width: 2000),
    ]

    /// The public keys of the seeds that are one byte, 07, 08 or 09, all along.
    private static let keys = [
        7: "test.invalid/kembar+19eaf66a+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs",
        8: "test.invalid/kembar+d62e75c0+AROY9ixtGkV8UbpqS189vS9p/KkyFiGNyJl+QWvRfZPK",
        9: "test.invalid/kembar+d1c2c68b+Af0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY",
    ]

    private static func reply(_ answer: some Encodable) throws -> TinyServer.Reply {
        .answer(
            status: 200,
            body: String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
        )
    }

    /// `admin key check` of the sealed key with that seed, at a log whose own is 07; `doubt` is the code in
    /// `status` that leaves open whether that one is in force.
    private static func check(
        _ number: Int,
        wanted: Int?,
        _ language: String,
        _ more: [String] = [],
        doubt: String? = nil
    ) async throws -> (status: ProcessStatus, output: String, errors: String) {
        let (own, key) = (try #require(keys[7]), try #require(keys[number]))
        var status = Samples.status
        status.origin = "test.invalid/kembar"
        status.files["key"] = "/var/lib/kembar/key"
        if let successor = wanted.flatMap({ keys[$0] }) {
            status.problems = [
                Notice(code: "key-retired", params: ["successor": .string(successor)])
            ]
        }
        if let doubt { status.problems.append(Notice(code: doubt, params: [:])) }
        // The log went from 09 to 07.
        let list = KeyList(
            keys: [
                KeyAnswer(vkey: try #require(keys[9]), origin: .founding, position: 0),
                KeyAnswer(vkey: own, origin: .handedOver, position: 69),
            ],
            doubt: doubt,
            rehearsal: false
        )
        return try await TinyServer.serving(
            .answer(status: 200, body: own + "\n"),
            try reply(status),
            try reply(list)
        ) { server in
            let test = TestDesk(
                [
                    "admin", "key", "check", "k.segel", "--lang", language, "--socket", server.path,
                ] + more,
                environment: ["COLUMNS": "2000"],
                files: ["k.segel": "# vkey: \(key)\n"]
            )
            var desk = test.desk
            desk.runTool = { _, _ in
                let seed = String(repeating: "0\(number)", count: 32) + "\n"
                return Desk.Ended(output: Array(seed.utf8), errors: [])
            }
            return (await Session(desk: desk).run(), test.output, test.errors)
        }
    }

    @Test(arguments: ["id", "en"])
    func `a sealed key is told by what the log needs now, as status says it`(
        language: String
    ) async throws {
        let (new, own) = (try #require(Self.keys[8]), try #require(Self.keys[7]))
        let whole = try await Self.check(7, wanted: nil, language)
        #expect(whole.status == .done && !whole.output.contains("status"), "\(whole)")

        let newer = try await Self.check(8, wanted: 8, language)
        #expect(newer.status == .done, "\(newer)")
        #expect(newer.output.contains("/var/lib/kembar/key") && newer.output.contains("status"))
        let json = try await Self.check(8, wanted: 8, language, ["--json"])
        #expect(json.output.contains("+d62e75c0+"), "\(json)")

        let retired = try await Self.check(7, wanted: 8, language)
        #expect(retired.status == .refused && retired.errors.contains(new), "\(retired)")
        let other = try await Self.check(9, wanted: 8, language)
        #expect(other.status == .refused && other.errors.contains(new), "\(other)")
        for told in [newer.output, retired.errors, other.errors] {
            #expect(!told.contains("admin key seal"), "the retired one would be sealed: \(told)")
        }
        // Without a change of the key it is as it was.
        let foreign = try await Self.check(8, wanted: nil, language)
        #expect(foreign.status == .refused && foreign.errors.contains("admin key seal"))
        #expect(!foreign.errors.contains(own))
    }

    @Test(arguments: KeyList.doubts, ["id", "en"])
    func `where nobody knows which key is in force no sealed key is right or wrong`(
        doubt: String,
        language: String
    ) async throws {
        let own = try await Self.check(7, wanted: nil, language, doubt: doubt)
        #expect(own.status == .refused && own.output.isEmpty, "\(own)")
        let unclear = language == "id" ? "apakah kunci itu masih berlaku" : "is unclear"
        #expect(own.errors.contains(unclear) && own.errors.contains("kembar status"), "\(own)")

        let newer = try await Self.check(8, wanted: nil, language, doubt: doubt)
        #expect(newer.status == .refused && newer.output.isEmpty, "\(newer)")
        let keep = language == "id" ? "Simpan berkas itu" : "Keep that file"
        #expect(newer.errors.contains(keep) && newer.errors.contains("docs/running.md"))
        let signed =
            language == "id" ? "menandatangani checkpoint" : "signed the last checkpoint"
        #expect(newer.errors.contains(signed) == (doubt == "signed-by-unknown-key"), "\(newer)")
        // Of one that this log has replaced it is known.
        let replaced = try await Self.check(9, wanted: nil, language, doubt: doubt)
        #expect(replaced.status == .refused && replaced.output.isEmpty, "\(replaced)")
        let since = language == "id" ? "sudah diganti pada entri 69" : "was replaced at entry 69"
        #expect(replaced.errors.contains(since) && !replaced.errors.contains(keep), "\(replaced)")
        for told in [own.errors, newer.errors, replaced.errors] {
            #expect(!told.contains("admin key seal"), "the retired one would be sealed: \(told)")
        }
        // What status asks for by its name is known, whatever else lies in that file.
        let wanted = try await Self.check(8, wanted: 8, language, doubt: doubt)
        #expect(wanted.status == .done, "\(wanted)")
        let retired = try await Self.check(7, wanted: 8, language, doubt: doubt)
        #expect(retired.errors.contains(try #require(Self.keys[8])), "\(retired)")
    }

    @Test(arguments: KeyList.doubts)
    func `another log's key stays another log's where nobody knows which key is in force`(
        doubt: String
    ) async throws {
        let key = try #require(Self.keys[8])
        var status = Samples.status
        status.origin = "lain.invalid/kembar"
        status.problems = [Notice(code: doubt, params: [:])]
        try await TinyServer.serving(
            .answer(status: 200, body: "lain.invalid/kembar+1+A\n"),
            try Self.reply(status)
        ) { server in
            let desk = TestDesk(
                ["admin", "key", "check", "k.segel", "--socket", server.path],
                files: ["k.segel": "# vkey: \(key)\n"]
            )
            #expect(await desk.run() == .refused)
            #expect(desk.errors.hasPrefix("k.segel adalah kunci log lain"), "\(desk.errors)")
            #expect(!desk.errors.contains("admin key seal"), "\(desk.errors)")
        }
    }

    @Test(arguments: ["id", "en"])
    func `a key that has handed over is not sealed`(language: String) async throws {
        let new = try #require(Self.keys[8])
        var status = Samples.status
        status.files["key"] = "/var/lib/kembar/key"
        status.problems = [Notice(code: "key-retired", params: ["successor": .string(new)])]
        try await TinyServer.serving(try Self.reply(status)) { server in
            let desk = TestDesk(
                [
                    "admin", "key", "seal", "k.segel", "--lang", language, "--socket", server.path,
                ],
                environment: ["COLUMNS": "2000"]
            )
            #expect(await desk.run() == .refused)
            #expect(desk.errors.contains(new) && desk.output.isEmpty, "\(desk.errors)")
            // Nothing is there that could be opened.
            #expect(!desk.errors.contains("k.segel"), "\(desk.errors)")
            #expect(server.asked.map(\.target) == ["/v1/status"])
        }
    }

    /// `admin key seal` of the key 07 to that path, by an openssl that puts nothing under a passphrase.
    private static func seal(
        to path: String,
        doubt: String?,
        _ language: String,
        _ more: [String] = []
    ) async throws -> (status: ProcessStatus, output: String, errors: String) {
        let key = try #require(keys[7])
        let seed = String(repeating: "07", count: 32) + "\n"
        var status = Samples.status
        status.files["key"] = "/kunci"
        status.problems = doubt.map { [Notice(code: $0, params: [:])] } ?? []
        return try await TinyServer.serving(
            try reply(status),
            .answer(status: 200, body: key + "\n")
        ) { server in
            let test = TestDesk(
                ["admin", "key", "seal", path, "--lang", language, "--socket", server.path] + more,
                environment: ["COLUMNS": "2000"],
                files: ["/kunci": seed, path: "# vkey: \(key)\n"]
            )
            var desk = test.desk
            desk.runTool = { _, _ in Desk.Ended(output: Array("tersegel\n".utf8), errors: []) }
            return (await Session(desk: desk).run(), test.output, test.errors)
        }
    }

    @Test(arguments: KeyList.doubts, ["id", "en"])
    func `a key that may have handed over is sealed, and said to be in doubt`(
        doubt: String,
        language: String
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/kembar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keep = language == "id" ? "jangan buang" : "throw no other sealed copy away"
        let sealed = try await Self.seal(to: folder + "/1.segel", doubt: doubt, language)
        #expect(sealed.status == .done && sealed.output.contains("1.segel"), "\(sealed)")
        #expect(sealed.errors.contains(keep) && sealed.errors.contains("kembar status"))
        #expect(!sealed.output.contains("admin key check"), "it would end with 1: \(sealed)")
        let json = try await Self.seal(to: folder + "/2.segel", doubt: doubt, language, ["--json"])
        #expect(json.output.hasPrefix("{") && json.errors.contains(keep), "\(json)")
        let known = try await Self.seal(to: folder + "/3.segel", doubt: nil, language)
        #expect(known.output.contains("admin key check") && known.errors.isEmpty, "\(known)")
    }

    @Test(arguments: [
        ("id", "tidak memuat serah terima", "berkas auditor"),
        ("en", "holds no handover", "whoever has a bundle"),
    ])
    func `a log without handovers does not say that there never was one`(
        language: String,
        none: String,
        ask: String
    ) async throws {
        let key = KeyAnswer(vkey: try #require(Self.keys[7]), origin: .founding, position: 0)
        let known = KeyList(keys: [key], rehearsal: false)
        var retired = known
        retired.successor = Self.keys[8]
        let doubtful = KeyList.doubts.map { doubt in
            KeyList(keys: [key], doubt: doubt, rehearsal: false)
        }
        for (list, isElsewhere) in [(known, false), (retired, true)] + doubtful.map({ ($0, true) })
        {
            try await TinyServer.serving(try Self.reply(list)) { server in
                let desk = TestDesk(
                    [
                        "audit", "keys", "--output", "/tidak/ada", "--lang", language, "--socket",
                        server.path,
                    ],
                    environment: ["COLUMNS": "2000"]
                )
                #expect(await desk.run() == .refused)
                #expect(desk.errors.contains(none), "\(desk.errors)")
                #expect(desk.errors.contains(ask) == isElsewhere, "\(desk.errors)")
            }
        }
        // Nor is whoever lacks one sent to the command that has just said so.
        for words in [
            BackupPhrases.unknownKeyRemedy,
            BackupPhrases.handoversRemedy(Params(["cause": "spoilt"])),
        ] {
            #expect(words.id.contains("dari siapa pun yang memegangnya"), "\(words.id)")
            #expect(words.en.contains("from whoever has"), "\(words.en)")
        }
    }

    @Test(arguments: [("id", "TIDAK berlaku", "belum jelas"), ("en", "NOT in force", "unclear")])
    func `the log's key alone is printed, and beside it that it may not be in force`(
        language: String,
        retired: String,
        unclear: String
    ) async throws {
        let key = try #require(Self.keys[7])
        for (standing, words) in [("retired", retired), ("unclear", unclear)] {
            try await TinyServer.serving(.key(key, standing: standing)) { server in
                let desk = TestDesk(
                    ["audit", "key", "--lang", language, "--socket", server.path]
                )
                #expect(await desk.run() == .done)
                #expect(desk.output == key + "\n")
                #expect(desk.errors.contains(words), "\(desk.errors)")
            }
        }
        try await TinyServer.serving(.answer(status: 200, body: key + "\n")) { server in
            let desk = TestDesk(["audit", "key", "--socket", server.path])
            #expect(await desk.run() == .done)
            #expect(desk.output == key + "\n" && desk.errors.isEmpty, "\(desk.errors)")
        }
    }

    @Test(arguments: [("id", "; berlaku", "dalam salinan"), ("en", "; in force", "in this copy")])
    func `where nobody knows it the last key is not told as the one in force`(
        language: String,
        inForce: String,
        inCopy: String
    ) async throws {
        let key = KeyAnswer(vkey: try #require(Self.keys[7]), origin: .founding, position: 0)
        for doubt in KeyList.doubts {
            let list = KeyList(keys: [key], doubt: doubt, rehearsal: false)
            let text = String(decoding: try JSONEncoder().encode(list), as: UTF8.self)
            try await TinyServer.serving(.answer(status: 200, body: text)) { server in
                let desk = TestDesk(
                    ["audit", "keys", "--lang", language, "--socket", server.path],
                    environment: ["COLUMNS": "2000"]
                )
                #expect(await desk.run() == .done)
                #expect(!desk.output.contains(inForce), "\(desk.output)")
                #expect(desk.output.contains("kembar status"), "\(desk.output)")
            }
            let test = TestDesk(
                ["audit", "keys", "--lang", language, "--data", "salinan"],
                environment: ["COLUMNS": "2000"]
            )
            var desk = test.desk
            desk.runBeside = { _, _ in Desk.Ended(output: Array(text.utf8), errors: []) }
            #expect(await Session(desk: desk).run() == .done)
            #expect(test.output.contains(inCopy), "\(test.output)")
            #expect(!test.output.contains(inForce) && !test.output.contains("kembar status"))
        }
    }

    @Test(arguments: ["id", "en"])
    func `who recovers without being asked is told that the key may be retired`(
        language: String
    ) async throws {
        for (signer, options) in [
            ("unknown", ["--yes"]), ("unknown", ["--yes", "--json"]), (nil, ["--yes"]),
            ("unknown", ["--yes", "--dry-run"]),
        ] as [(String?, [String])] {
            // Given a loss that only a checkpoint by an unknown key claims, or one that is proved
            let isTrial = options.contains("--dry-run")
            var answer = WriteAnswer(
                id: nil,
                version: nil,
                entries: [EntryReference(position: 20, id: "0", type: "LogRecovered")],
                dryRun: isTrial ? true : nil
            )
            answer.lost = LostEntries(from: 20, through: 24, signer: signer)
            try await TinyServer.serving(try Self.reply(answer)) { server in
                let desk = TestDesk(
                    ["admin", "recover", "--reason", "disk", "--lang", language]
                        + ["--socket", server.path] + options,
                    environment: ["COLUMNS": "2000"]
                )
                // When nobody is asked, then it stands on standard error; of a trial, in the answer
                #expect(await desk.run() == .done)
                let isTold = signer != nil && !isTrial
                #expect(desk.errors.contains("replace-lost-key") == isTold, "\(desk.errors)")
                #expect(desk.errors.isEmpty != isTold, "\(desk.errors)")
                #expect(desk.output.contains("replace-lost-key") == isTrial, "\(desk.output)")
            }
        }
    }

    @Test(arguments: [("id", "; berlaku", "kunci di kertas"), ("en", "; in force", "key on paper")])
    func `without a checkpoint a copy's key is said to be compared with that on paper`(
        language: String,
        inForce: String,
        paper: String
    ) async throws {
        let key = try #require(Self.keys[7])
        let list = KeyList(
            keys: [KeyAnswer(vkey: key, origin: .founding, position: 0)],
            doubt: KeyList.noCheckpoint,
            rehearsal: false
        )
        let document = KeyDocument(vkey: key, doubt: KeyList.noCheckpoint)
        for (command, body) in [
            ("keys", try JSONEncoder().encode(list)), ("key", try JSONEncoder().encode(document)),
        ] {
            let test = TestDesk(
                ["audit", command, "--lang", language, "--data", "salinan"],
                environment: ["COLUMNS": "2000"]
            )
            var desk = test.desk
            desk.runBeside = { _, _ in Desk.Ended(output: Array(body), errors: []) }
            #expect(await Session(desk: desk).run() == .done)
            let told = command == "key" ? test.errors : test.output
            #expect(told.contains(paper), "\(told)")
            #expect(!test.output.contains(inForce), "\(test.output)")
            if command == "key" { #expect(test.output == key + "\n") }
        }
        // And of a copy without one `verify` calls no key the one in force.
        var answer = Samples.verification
        (answer.result, answer.fault, answer.signed) = ("whole", nil, nil)
        answer.keys = list.keys
        let page = Page(language: language == "id" ? .id : .en, width: 2000)
        let text = VerifyScreen(answer, isOfCopy: true).screen(page).text(page)
        #expect(text.contains(paper) && !text.contains(inForce), "\(text)")
    }

    @Test(arguments: [true, false])
    func `a passphrase that openssl does not take is no matter of rights`(isTyped: Bool) throws {
        // Given a key that could be read, and openssl, which was given no passphrase that it takes
        let seed = String(repeating: "07", count: 32) + "\n"
        var desk = TestDesk([], files: ["key": seed]).desk
        desk.isInputTerminal = isTyped
        desk.runTool = { _, _ in
            Desk.Ended(output: [], errors: Array("bad password read\nerror\n".utf8), status: 1)
        }
        let own = try #require(Self.keys[7])
        let failure = Failure.noPassphrase(isTyped: isTyped, words: "bad password read")
        // When the key is to be sealed, then it is said what was missing, and that nothing was written
        #expect(throws: failure) { try SealedKey.sealing("key", verifierKey: own, desk) }
        let words =
            isTyped
            ? ["kata sandi yang diketik berbeda", "passphrases that were typed differ"]
            : ["baris pertama masukan baku", "first line of standard input"]
        let written = ["Tidak ada yang ditulis", "Nothing was written"]
        for (page, (cause, nothing)) in zip(Self.pages, zip(words, written)) {
            let text = failure.text(page, json: false)
            #expect(text.contains(cause) && text.contains(nothing), "\(text)")
            #expect(text.contains("openssl: bad password read"), "\(text)")
            #expect(!text.contains("sudo"), "\(text)")
        }
        #expect(SealPhrases.noPassphrase(isTyped: isTyped, "").en.hasSuffix("try again."))
    }

    @Test func `a restore that is refused does not claim that no folder was made`() {
        let words = SealPhrases.foreign("k.segel", "x+1+y", restoring: "/pulih")
        #expect(!words.id.contains("Tidak ada yang ditulis"))
        #expect(!words.en.contains("Nothing was written"))
    }

    @Test func `a change of the key is told as the handover it was, as the loss, or as both`() {
        let lost = InquiryPhrases.key(["lost": true])
        let carried = InquiryPhrases.key(["lost": true, "handover": true])
        let plain = InquiryPhrases.key(["lost": false])
        #expect(lost.id.contains("tanpa serah terima") && lost.en.contains("no handover"))
        #expect(carried.id.contains("disimpan di luar") && carried.id.contains("hilang"))
        #expect(carried.en.contains("kept outside") && carried.en.contains("lost"))
        #expect(!carried.en.contains("no handover") && !carried.id.contains("tanpa"))
        #expect(plain.en == "with a handover")
    }

    @Test func `a receipt beyond a handover accuses nobody, and names what can tell`() {
        for page in Self.pages {
            let check = ReceiptCheck(result: "damaged", vkey: "x+1+y", reason: "retired-key")
            let text = ReceiptScreen(check).screen(page).text(page)
            #expect(text.contains("kembar audit verify --since"), "\(text)")
            for word in ["SESUDAH", "AFTER", "TIDAK utuh", "NOT whole"] {
                #expect(!text.contains(word), "\(text)")
            }
        }
    }

    @Test func `proofs alone name entries of the log as it was then`() {
        var check = ReceiptCheck(result: "whole", vkey: "x+1+y")
        check.followed = [23]
        var answer = Samples.verification
        answer.followed = [27]
        for (page, then) in zip(Self.pages, ["log pada waktu itu", "the log as it was then"]) {
            let receipt = ReceiptScreen(check).screen(page).text(page)
            #expect(receipt.contains("23") && receipt.contains(then), "\(receipt)")
            let log = VerifyScreen(answer).screen(page).text(page)
            #expect(log.contains("27") && !log.contains(then), "\(log)")
        }
    }

    @Test(arguments: [Int64?.some(37), 48, 60, nil])
    func `a witness whose record is ahead is not sent for what the office can't give`(
        size: Int64?
    ) {
        var answer = CosignAnswer(result: "refused", reason: "conflict")
        answer.size = size
        answer.stored = 48
        let words = WitnessPhrases.reason(answer)
        let isBehind = size == 37
        for text in [words.id, words.en] {
            #expect(text.contains("--since 48"))
            #expect(text.contains("LogRecovered") == isBehind, "\(text)")
            #expect(text.contains("--record") == isBehind, "\(text)")
        }
    }

    @Test func `what was cosigned of lost entries is told beside, and what nothing explains`() {
        func text(_ list: CosignatureList, _ page: Page) -> String {
            CosignatureScreen(list).screen(page).text(page)
        }
        let lost = LostCosignatures(
            size: 25,
            recovery: 20,
            witnesses: [WitnessAnswer(name: "saksi.invalid", time: 1_700_000_000)]
        )
        for (page, words) in zip(
            Self.pages,
            [
                ("Dari entri yang hilang", "catatan baru", "checkpoint lain", "tidak ada tanda"),
                ("Of lost entries", "a new record", "other checkpoint in", "There are no"),
            ]
        ) {
            var list = CosignatureList(
                head: 21,
                witnesses: [CosignatureState(name: "saksi.invalid", vkey: "x+1+A")],
                rehearsal: false
            )
            let none = text(list, page)
            for word in [words.0, words.1, words.2] { #expect(!none.contains(word), "\(none)") }
            (list.lost, list.unexplained) = ([lost], 1)
            let said = text(list, page)
            for word in [words.0, words.1, words.2, "25", "20 (LogRecovered)"] {
                #expect(said.contains(word), "\(said)")
            }
            #expect(said.components(separatedBy: "saksi.invalid").count == 3, "\(said)")
            // Of a copy without a policy too, where nothing else is.
            (list.witnesses, list.unchecked, list.unexplained) = ([], [], nil)
            list.lost = [LostCosignatures(size: 25, recovery: 20, witnesses: [])]
            let copy = text(list, page)
            #expect(copy.contains(words.0) && !copy.contains(words.3), "\(copy)")
            list.lost = nil
            #expect(text(list, page).contains(words.3))
        }
    }

    @Test func `a key that has handed over is not told as the one in force`() {
        let list = [KeyAnswer(vkey: "x+1+A", origin: .founding, position: 0)]
        for (page, words) in zip(Self.pages, ["; berlaku", "; in force"]) {
            func text(_ successor: String?) -> String {
                var screen = Screen(page)
                KeyScreen(list, successor: successor).add(to: &screen)
                return screen.text(page)
            }
            #expect(text(nil).contains(words))
            #expect(!text("x+1+B").contains(words) && text("x+1+B").contains("x+1+B"))
        }
    }

    @Test func `verify says no more of the last key than the list of keys does`() {
        var answer = Samples.verification
        (answer.result, answer.fault) = ("whole", nil)
        answer.keys = [
            KeyAnswer(vkey: "x+1+A", origin: .founding, position: 0),
            KeyAnswer(vkey: "x+1+B", origin: .handedOver, position: 69),
        ]
        for (page, words) in zip(Self.pages, ["; berlaku", "; in force"]) {
            func text(successor: String?, doubt: String?) -> String {
                var answer = answer
                (answer.keySuccessor, answer.keyDoubt) = (successor, doubt)
                return VerifyScreen(answer).screen(page).text(page)
            }
            #expect(text(successor: nil, doubt: nil).contains(words))
            let retired = text(successor: "x+1+C", doubt: nil)
            #expect(!retired.contains(words) && retired.contains("x+1+C"), "\(retired)")
            for doubt in KeyList.doubts {
                let unclear = text(successor: nil, doubt: doubt)
                #expect(!unclear.contains(words), "\(unclear)")
                #expect(unclear.contains("kembar status"), "\(unclear)")
            }
        }
    }

    @Test func `a checkpoint by an unknown key is told with the size of each`() {
        let notice = Notice(code: "signed-by-unknown-key", params: ["kept": 9, "found": 5])
        let sentence = NoticeText(notice).sentence
        #expect(sentence.id.contains("Log ini berisi 5 entri"))
        #expect(sentence.en.contains("This log holds 5 entries"))
    }

    @Test func `handovers that are spoilt are told so`() {
        let notice = Notice(
            code: "handovers-unreadable",
            params: ["path": "/x/handovers", "cause": "spoilt"]
        )
        let sentence = NoticeText(notice).sentence
        #expect(sentence.id.contains("(isinya rusak)") && sentence.en.contains("(spoilt)"))
        #expect(sentence.en.contains("docs/running.md"))
        // It is read already: no permission helps.
        #expect(!sentence.id.contains("terbaca lagi") && !sentence.en.contains("readable"))
        #expect(sentence.id.contains("bukti") && sentence.en.contains("evidence"))
        let shut = NoticeText(
            Notice(
                code: "handovers-unreadable",
                params: ["path": "/x/handovers", "cause": "Permission denied"]
            )
        ).sentence
        #expect(shut.id.contains("terbaca lagi") && shut.en.contains("readable"))
        let params = Params(["reason": "handoversUnreadable", "path": "/x", "cause": "spoilt"])
        #expect(BackupPhrases.handoversRemedy(params).en.contains("evidence"))
    }

    @Test func `nobody is told to get handovers that are there and can't be read`() {
        let place = "di samping checkpoint itu sebagai handovers"
        var notice = Notice(code: "signed-by-unknown-key", params: ["kept": 9, "found": 5])
        #expect(NoticeText(notice).sentence.id.contains(place))
        notice.params["handovers"] = "unreadable"
        let sentence = NoticeText(notice).sentence
        #expect(!sentence.id.contains(place) && !sentence.en.contains("beside that checkpoint"))
        #expect(sentence.id.contains("benahi dahulu") && sentence.en.contains("first mend"))
    }
}
