import Answers
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Logging
import Projections
import Synchronization
import Testing
import Wire
import Workflows

@testable import Daemon

/// What is told of why something is refused, or has no answer.
@Suite(.timeLimit(.minutes(5))) struct RefusalTests {
    private static let id = "2018-0001"

    /// What is answered to one request, all of it.
    private static func answer(of house: House, to request: String) async throws -> String {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await Served.with(Routing(house, logger: logger)) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.say(request)
            return try await visitor.hearsOut()
        }
    }

    /// A request of that method and path with more fields and a body.
    private static func request(
        _ start: String,
        _ fields: [String] = [],
        body: String = ""
    ) -> String {
        let more = fields.map { $0 + "\r\n" }.joined()
        return "\(start) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(more)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test(
        arguments: [
            ("2018-09-30", nil, "not-begun", "2018-09-30"),
            (nil, "2018-11-07", "not-recorded", "2018-11-07"),
            ("2018-11-07", "2018-11-07", "not-recorded", "2018-11-07"),
            ("2018-09-30", "2018-11-08", "not-begun", "2018-09-30"),
        ] as [(String?, String?, String, String)]
    )
    func `what had begun but was not recorded is told as that, by a replay as by the others`(
        asOf: String?,
        knownAt: String?,
        reason: String,
        time: String
    ) async throws {
        try await Household.with { home in
            try await home.begin(Self.id, at: "2018-10-03")
            await home.house.views.catchUp()
            let refused = #expect(throws: Problem.self) {
                _ = try home.house.auditAnswers.replay(Self.id, asOf: asOf, knownAt: knownAt)
            }
            #expect(refused?.code == .unknownAgreement)
            #expect(refused?.params["reason"] == .string(reason))
            #expect(refused?.params["time"] == .string(time))
            let query = [asOf.map { "asOf=\($0)" }, knownAt.map { "knownAt=\($0)" }]
                .compactMap(\.self).joined(separator: "&")
            for path in ["", "/history"] {
                let target = "GET /v1/agreements/\(Self.id)\(path)?\(query)"
                let heard = try await Self.answer(of: home.house, to: Self.request(target))
                #expect(heard.hasPrefix("HTTP/1.1 404"), "\(heard)")
                #expect(heard.contains(#""reason":"\#(reason)""#), "\(heard)")
                #expect(heard.contains(#""time":"\#(time)""#), "\(heard)")
            }
        }
    }

    @Test(arguments: [
        (["Idempotency-Key: k1", "Idempotency-Key: k2"], "Idempotency-Key"),
        (["Idempotency-Key: k1", "idempotency-key: k1"], "Idempotency-Key"),
        (["Idempotency-Key: k1", "If-Match: 1", "If-Match: 1"], "If-Match"),
    ])
    func `a header field of which one value is read is refused where it stands twice`(
        fields: [String],
        name: String
    ) async throws {
        try await Household.with { home in
            try await home.propose()
            let size = home.house.log.head.size
            let note = Self.request(
                "POST /v1/agreements/\(Self.id)/events",
                fields,
                body: #"{"event":"NoteAdded","data":{"text":"catatan"}}"#
            )
            let heard = try await Self.answer(of: home.house, to: note)
            #expect(heard.hasPrefix("HTTP/1.1 400"), "\(heard)")
            #expect(heard.contains(#""reason":"header-twice""#), "\(heard)")
            #expect(heard.lowercased().contains(#""header":"\#(name.lowercased())""#), "\(heard)")
            #expect(home.house.log.head.size == size)
        }
    }

    @Test func `a follower that names two places is refused`() async throws {
        try await Household.with { home in
            let fields = ["Last-Event-ID: 0", "Last-Event-ID: 1"]
            let asked = Self.request("GET /v1/events", fields)
            let heard = try await Self.answer(of: home.house, to: asked)
            #expect(heard.hasPrefix("HTTP/1.1 400"), "\(heard)")
            #expect(heard.contains(#""reason":"header-twice""#), "\(heard)")
        }
    }

    @Test func `a rehearsal that a full disk stops says where its clock stands`() async throws {
        let isFull = Mutex(false)
        let faults = LogFaults(beforeCommit: {
            guard isFull.withLock({ $0 }) else { return }
            throw LogFailure.opening("log.db", errno: ENOSPC)
        })
        try await Household.with(faults: faults) { home in
            try await home.propose()
            let house = home.house
            let move = Self.request("POST /v1/rehearsal", body: #"{"to":"2018-12-31"}"#)
            isFull.withLock { $0 = true }
            let stopped = try await Self.answer(of: house, to: move)
            #expect(stopped.hasPrefix("HTTP/1.1 503"), "\(stopped)")
            #expect(stopped.contains(#""reason":"diskFull""#), "\(stopped)")
            let zone = house.submitter.rulesInForce.circumstances.offices.own.zone
            let clock = try #require(house.rehearsal).now()
            #expect(clock > Household.start)
            let text = clock.rfc3339(offsetMinutes: zone.offsetMinutes)
            #expect(stopped.contains(#""clock":"\#(text)""#), "\(stopped)")
            isFull.withLock { $0 = false }
            let moved = try await Self.answer(of: house, to: move)
            #expect(moved.hasPrefix("HTTP/1.1 200"), "\(moved)")
        }
    }

    @Test func `the correction of an adoption is refused as that, of another entry as nobody's`()
        async throws
    {
        try await Household.with { home in
            try await home.propose()
            let house = home.house
            let adoptions = try house.log.engineEntries(ofTypes: RulesInForce.types)
            let adopted = try #require(adoptions.last)
            let refusals: [(position: Int64, type: String?)] = [
                (adopted.position, adopted.type), (0, nil), (9_999, nil),
            ]
            for (position, type) in refusals {
                let problem = await #expect(throws: Problem.self) {
                    _ = try await house.submit(Self.voiding(position))
                }
                #expect(problem?.code == .notOfThisAgreement)
                #expect(problem?.params["type"]?.string == type)
                #expect((problem?.params["label"]?["en"] != nil) == (type != nil))
            }
        }
    }

    private static func voiding(_ position: Int64) -> Submission {
        let fields: [String: JSONValue] = [
            "position": .integer(Int(position)), "void": true, "reason": "salah ketik",
        ]
        return Submission(
            actor: .user(id: "a-0001", role: "kembar"),
            key: "void-\(position)",
            digest: "0123456789abcdef",
            request: .happened(
                agreement: id,
                Submission.Happening(intent: .event("Corrected"), at: nil, fields: fields)
            )
        )
    }
}
