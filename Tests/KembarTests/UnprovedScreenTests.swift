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
        ("id", "Tidak terbukti", "semua pemberlakuan aturan"),
        ("en", "Not proved", "every adoption of rules"),
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
}
