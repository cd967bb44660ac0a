import Glibc
import Testing

@testable import kembar

@Suite struct RetryTests {
    @Test func `pauses grow, stay bounded, and end within five seconds`() {
        var retry = Retry(isRepeatable: true, start: 100)
        var now = 100.0
        var pauses: [Double] = []
        while case .again(let pause) = retry.judge(.lost, refused: ECONNREFUSED, now: now) {
            pauses.append(pause)
            now += pause
        }
        #expect(pauses.prefix(5) == [0.1, 0.2, 0.4, 0.8, 1.0])
        #expect(pauses.allSatisfy { $0 <= Retry.pauseMax })
        #expect(now - 100 <= Retry.secondsMax)
        #expect(retry.isOutcomeOpen)
    }

    @Test(arguments: [
        Retry.Attempt.answered(status: 200, code: nil),
        .answered(status: 409, code: "closed"), .answered(status: 503, code: "busy"),
        .answered(status: 503, code: "views-behind"), .notConnected(errno: ENOENT),
        .notConnected(errno: EACCES),
    ])
    func `an answer, a missing socket and a shut one stand at once`(attempt: Retry.Attempt) {
        var retry = Retry(isRepeatable: true, start: 0)
        #expect(retry.judge(attempt, refused: ECONNREFUSED, now: 0) == .accept)
        #expect(!retry.isOutcomeOpen)
    }

    @Test(arguments: [
        Retry.Attempt.lost, .answered(status: 503, code: "outcome-unknown"),
        .answered(status: 503, code: "stopping"), .notConnected(errno: ECONNREFUSED),
    ])
    func `what is not repeatable is never sent again`(attempt: Retry.Attempt) {
        var retry = Retry(isRepeatable: false, start: 0)
        #expect(retry.judge(attempt, refused: ECONNREFUSED, now: 0) == .accept)
    }

    @Test func `once an outcome is open, a missing socket is waited for too`() {
        var retry = Retry(isRepeatable: true, start: 0)
        _ = retry.judge(.lost, refused: ECONNREFUSED, now: 0)
        #expect(
            retry.judge(.notConnected(errno: ENOENT), refused: ECONNREFUSED, now: 1)
                == .again(afterSeconds: 0.2)
        )
    }

    @Test func `a rule's answer closes the open outcome, a 503 does not`() {
        var retry = Retry(isRepeatable: true, start: 0)
        _ = retry.judge(.lost, refused: ECONNREFUSED, now: 0)
        _ = retry.judge(.answered(status: 503, code: "busy"), refused: ECONNREFUSED, now: 1)
        #expect(retry.isOutcomeOpen)
        _ = retry.judge(.answered(status: 409, code: "closed"), refused: ECONNREFUSED, now: 2)
        #expect(!retry.isOutcomeOpen)
    }
}
