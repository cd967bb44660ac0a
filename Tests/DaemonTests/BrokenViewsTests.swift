import Engine
import Entries
import EventLog
import Foundation
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon

/// Damaged views keep nobody from an answer, and where they must, they say so.
@Suite(.timeLimit(.minutes(5))) struct BrokenViewsTests {
    /// Views of the house's log in whose file only the position can be read.
    private static func damaged(_ household: Household) throws -> Views {
        let path = household.folder + "/damaged.db"
        let log = household.house.log
        try Views.make(.all, of: log, path: path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // The list of tables and the position have the first two pages.
        let kept = 2 * 16_384
        bytes.replaceSubrange(kept..., with: Data(count: bytes.count - kept))
        try bytes.write(to: URL(fileURLWithPath: path))
        return try Views(path: path, log: log)
    }

    @Test(arguments: ["/v1/agreements", "/v1/agreements/2018-0001", "/v1/status", "/v1/reminders"])
    func `who asks first has the views made anew, and is answered`(path: String) async throws {
        try await Household.with { household in
            var house = household.house
            try await household.propose()
            let size = house.log.head.size
            let expected = try await house.answer(JSONValue.self, to: path)
            house.views = try Self.damaged(household)
            #expect(try await house.answer(JSONValue.self, to: path) == expected)
            #expect(house.views.state.lastError == nil)
            #expect(house.log.head.size == size)
        }
    }

    @Test func `status answers although the views can't be asked, and says so`() async throws {
        try await Household.with { household in
            var house = household.house
            try await household.propose()
            house.views = try Self.damaged(household)
            // Only a newer program can read it, so this one can't make them anew.
            try await LoopTests.append(to: house.log) {
                $0.subject = nil
                $0.type = EngineEvent.messageIssued.rawValue
                $0.dataVersion = 2
            }
            #expect(throws: ViewsFailure.self) { try house.views.board() }
            let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
            let notice = try #require(status.problems.first { $0.code == "views-error" })
            #expect(notice.params["reason"] == "unreadable")
            #expect(notice.params["cause"]?.string?.isEmpty == false)
            #expect(status.views.lastError?.hasPrefix("unreadable: ") == true)
            #expect(status.agreements.isEmpty)
            #expect(status.log.size == house.log.head.size)
        }
    }

    @Test func `what keeps the views from answering has a code`() {
        let disk = ProblemMaker.problem(of: ViewsFailure(cause: POSIXError(.EIO)))
        #expect(disk.code == .viewsUnavailable)
        #expect(disk.params["path"] == "views.db")
        // A fault of the log is told as one.
        let log = ViewsFailure(cause: SubmissionFailure.unreadable(position: 5))
        #expect(ProblemMaker.problem(of: log).code == .integrityFailure)
    }
}
