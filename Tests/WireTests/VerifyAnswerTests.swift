import Testing
import Wire

/// Two parts of one question to `audit verify` say one thing of the views.
@Suite struct VerifyAnswerTests {
    private static func answer(_ views: String?, _ rows: Int? = nil) -> VerifyAnswer {
        var answer = VerifyAnswer(
            result: "whole",
            origin: "kembar.invalid/x",
            size: 1,
            root: "00",
            redacted: 0,
            agreements: 0,
            signer: "verified",
            checked: ["bytes"],
            rehearsal: false
        )
        if let views { answer.hold(views: views, differing: rows) }
        return answer
    }

    private static func joined(_ first: VerifyAnswer, _ next: VerifyAnswer) -> VerifyAnswer {
        var joined = next
        joined.join(viewsOf: first)
        return joined
    }

    @Test func `the worse is kept, with its rows, whichever part says it`() {
        let (two, five) = (Self.answer("differ", 2), Self.answer("differ", 5))
        let (same, silent) = (Self.answer("same"), Self.answer(nil))
        #expect(Self.joined(two, silent) == two)
        #expect(Self.joined(two, five) == five)
        #expect(Self.joined(five, two) == five)
        #expect(Self.joined(same, two) == two)
        #expect(Self.joined(two, same) == two)
        #expect(Self.joined(Self.answer("other-log"), same) == Self.answer("other-log"))
        #expect(Self.joined(silent, silent) == silent)
    }

    @Test func `that one part was not looked at takes nothing from the other`() {
        let (same, unseen) = (Self.answer("same"), Self.answer("not-checked"))
        #expect(Self.joined(unseen, same) == same)
        #expect(Self.joined(same, unseen) == same)
    }
}
