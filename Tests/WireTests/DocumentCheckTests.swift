import Entries
import Testing
import Wire

/// Documents that a log names, held against files.
@Suite struct DocumentCheckTests {
    private static func document(_ position: Int64, _ name: String, _ hash: String) -> DocumentState
    {
        DocumentState(position: position, agreement: "2026-0001", name: name, sha256: hash)
    }

    private static let recorded = [
        document(3, "konsep.pdf", "aa"), document(5, "risalah.pdf", "bb"),
        document(8, "naskah.pdf", "cc"),
    ]

    private static func answer(_ documents: [DocumentState] = recorded) -> VerifyAnswer {
        var answer = VerifyAnswer(
            result: "whole",
            origin: "test.invalid/kembar",
            size: 9,
            root: "",
            redacted: 0,
            agreements: 1,
            signer: "not-checked",
            checked: [],
            rehearsal: false
        )
        answer.documents = DocumentCheck(documents)
        return answer
    }

    @Test func `without files every document is listed as not checked`() {
        let check = DocumentCheck(Self.recorded)
        #expect(!check.checked)
        #expect(check.documents.map(\.state) == [.notChecked, .notChecked, .notChecked])
    }

    @Test func `a document is found by its content, whatever the file is called`() {
        var answer = Self.answer()
        answer.compareDocuments(
            with: [
                (path: "a/lain.pdf", sha256: "aa"), (path: "risalah.pdf", sha256: "bb"),
                (path: "b/naskah.pdf", sha256: "cc"), (path: "foto.jpg", sha256: "ee"),
            ]
        )
        #expect(answer.result == "whole")
        #expect(answer.fault == nil)
        #expect(answer.checked == ["documents"])
        #expect(answer.documents?.documents.map(\.state) == [.whole, .whole, .whole])
        #expect(answer.documents?.documents.first?.file == "a/lain.pdf")
        #expect(answer.documents?.extra == ["foto.jpg"])
    }

    @Test func `a file of that name with another content was changed, and is no extra one`() {
        var answer = Self.answer()
        answer.compareDocuments(
            with: [
                (path: "konsep.pdf", sha256: "aa"), (path: "arsip/risalah.pdf", sha256: "b0"),
                (path: "naskah.pdf", sha256: "cc"),
            ]
        )
        #expect(answer.result == "damaged")
        #expect(answer.fault?.code == "document-changed")
        #expect(answer.fault?.position == 5)
        #expect(answer.fault?.params["file"]?.string == "arsip/risalah.pdf")
        #expect(answer.documents?.extra == [])
    }

    @Test func `the first document that is nowhere is named`() {
        var answer = Self.answer()
        answer.compareDocuments(with: [(path: "konsep.pdf", sha256: "aa")])
        #expect(answer.result == "damaged")
        #expect(answer.fault?.code == "document-missing")
        #expect(answer.fault?.position == 5)
        #expect(answer.documents?.count(.missing) == 2)
    }

    @Test func `a recorded document under another one's name is not its changed file`() {
        var answer = Self.answer()
        answer.compareDocuments(
            with: [
                (path: "konsep.pdf", sha256: "aa"), (path: "risalah.pdf", sha256: "cc"),
            ]
        )
        #expect(answer.documents?.documents.map(\.state) == [.whole, .missing, .whole])
    }

    @Test func `a spoilt file of cosignatures keeps no document from being looked at`() {
        var answer = Self.answer()
        let spoilt = VerifyFault(
            position: -1,
            code: "kept-cosignatures",
            params: ["file": "cosignatures", "reason": "unreadable"]
        )
        answer.tell(spoilt, as: "unverified")
        answer.compareDocuments(with: [])
        #expect(answer.result == "damaged" && answer.fault?.code == "document-missing")
        #expect(answer.cosignatures == spoilt && answer.checked.contains("documents"))
    }

    @Test(arguments: ["since-unsigned", "unsigned-redaction", "policy", "signer"])
    func `a missing document is told beside what else is wrong beside the entries`(code: String) {
        var answer = Self.answer()
        let other = VerifyFault(position: -1, code: code, params: [:])
        answer.tell(other, as: ["policy", "signer"].contains(code) ? "damaged" : "unverified")
        #expect(answer.areEntriesWhole)
        answer.compareDocuments(with: [])
        #expect(answer.result == "damaged" && answer.checked.contains("documents"))
        // What is nearest to the entries is told first.
        let codes = answer.findings.map(\.code)
        #expect(Set(codes) == [code, "document-missing"] && codes.count == 2)
        #expect((answer.fault == other) == (code != "since-unsigned"))
    }

    @Test func `damage to the log itself goes before what it admits and what lies beside it`() {
        var answer = Self.answer()
        let admitted = VerifyFault(position: 3, code: "root", params: ["recovery": 7, "since": 5])
        answer.tell(admitted, as: "damaged")
        #expect(answer.areEntriesWhole)
        answer.compareDocuments(with: [])
        #expect(answer.fault == admitted && answer.beside?.map(\.code) == ["document-missing"])
        answer.tell(VerifyFault(position: -1, code: "structure", params: [:]), as: "damaged")
        #expect(answer.fault?.code == "structure" && !answer.areEntriesWhole)
        #expect(answer.beside?.map(\.code) == ["root", "document-missing"])
    }

    @Test func `what was wrong before stays what is wrong first`() {
        var answer = Self.answer()
        answer.result = "damaged"
        answer.fault = VerifyFault(position: 2, code: "leaf-hash", params: [:])
        answer.compareDocuments(with: [])
        #expect(answer.fault?.code == "leaf-hash")
        #expect(answer.documents?.count(.missing) == 3)
    }
}
