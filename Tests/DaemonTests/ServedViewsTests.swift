import Audit
import Engine
import Foundation
import Testing
import Wire

@testable import Daemon

/// The served views are held against the log by one at a time.
@Suite struct ServedViewsTests {
    private static let answer = VerifyAnswer(
        result: "whole",
        origin: "test.invalid/kembar",
        size: 1,
        root: "00",
        redacted: 0,
        agreements: 0,
        signer: "not-checked",
        checked: ["bytes"],
        rehearsal: true
    )

    @Test func `who asks while another compares is told that nobody looked`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            var (meanwhile, afterwards) = (Self.answer, Self.answer)
            let taken: Void? = house.comparing.take { house.compareViews(&meanwhile) }
            #expect(taken != nil)
            #expect(meanwhile.views == "not-checked")
            #expect(meanwhile.checked == ["bytes"])
            house.compareViews(&afterwards)
            #expect(afterwards.views == "same")
            #expect(afterwards.checked == ["bytes", "views"])
        }
    }

    @Test func `a policy that is not met hides no finding about the views`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            _ = try house.checkpoints.signed()
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            let answer = try await house.verified(demanding: witness)
            #expect(answer.fault?.code == "policy")
            #expect(answer.views == "same")
        }
    }

    @Test func `a turn that failed is given back`() {
        let turn = ComparisonTurn()
        #expect(throws: POSIXError.self) { try turn.take { throw POSIXError(.ENOSPC) } }
        #expect(turn.take { 1 } == 1)
    }
}
