import Answers
import Calendars
import Engine
import Entries
import EventLog
import Testing
import Wire
import Workflows

@testable import Daemon

/// When nobody was reminded, and what of the signing an inspector asks about.
@Suite struct SilencesTests {
    private static func record(
        _ home: Household,
        _ event: EngineEvent,
        _ data: [String: JSONValue] = [:]
    ) async throws -> Entry {
        let key = "\(event.rawValue):\(home.house.log.head.size)"
        return try await home.house.submitter.record(event, key: key, data)
    }

    @Test func `a stop, a crash, a clock set back and one set ahead are each told of`()
        async throws
    {
        try await Household.with { home in
            _ = try await Self.record(home, .daemonStarted)
            let stop = try await Self.record(home, .daemonStopped)
            let times: [String: JSONValue] = [
                "notRunningFrom": "2018-11-08T01:00:00.000Z",
                "notRunningUntil": "2018-11-08T02:00:00.000Z",
            ]
            let start = try await Self.record(home, .daemonStarted, times)
            let crashed = try await Self.record(home, .daemonStarted, times)
            let back = try await Self.record(home, .clockSetBack)
            let now = home.house.submitter.lastRecordedTime
            try await home.house.submitter.recordJump(
                from: now,
                to: now.adding(milliseconds: 9_000_000)
            )
            let jump = try #require(try home.house.submitter.unconfirmedJump())
            var silences = try home.house.auditAnswers.silences().silences
            #expect(
                silences.map(\.kind) == ["stopped", "crashed", "clock-set-back", "clock-set-ahead"]
            )
            #expect(silences[0].positions == [stop.position, start.position])
            #expect(silences[0].until == "2018-11-08T02:00:00.000Z")
            #expect(silences[1].positions == [crashed.position])
            #expect(silences[2].positions == [back.position])
            #expect(silences[3].positions == [jump.position])
            #expect(silences[3].until == nil, "it is not over")
            try await home.house.submitter.recordReturn(after: jump)
            silences = try home.house.auditAnswers.silences().silences
            #expect(silences[3].positions.count == 2)
            #expect(silences[3].until != nil)
        }
    }

    @Test func `changes of the key and recoveries are among what an inspector asks first`()
        async throws
    {
        try await Household.with { home in
            let adopted = try await Self.record(
                home,
                .keyAdopted,
                ["vkey": "x", "lost": true, "reason": "disk rusak"]
            )
            let recovered = try await Self.record(
                home,
                .logRecovered,
                ["lostFrom": 4, "lostThrough": 9, "reason": "cadangan lama"]
            )
            let findings = try home.house.auditAnswers.exceptions().findings
            let key = try #require(findings.first { $0.kind == "key-changed" })
            #expect(key.positions == [adopted.position])
            #expect(key.params["lost"]?.bool == true)
            let loss = try #require(findings.first { $0.kind == "log-recovered" })
            #expect(loss.positions == [recovered.position])
            #expect(loss.params["through"]?.integer == 9)
            #expect(loss.params["reason"]?.string == "cadangan lama")
        }
    }
}
