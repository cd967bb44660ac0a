import Dispatch
import Engine
import Entries
import Foundation
import Logging
import NIOCore
import Testing
import Wire

@testable import Daemon
@testable import EventLog

/// What docs/api.md states as limits, and what is answered beyond some of them.
@Suite(.timeLimit(.minutes(5))) struct LimitsTests {
    /// The rows of the table of limits: what is limited, the figure, what is beyond it.
    private static func table() throws -> [[String]] {
        let file = Household.shipped + "/../docs/api.md"
        let page = try String(contentsOfFile: file, encoding: .utf8)
        let part = try #require(page.components(separatedBy: "## Limits\n").last)
        return part.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { row in
            row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.first?.isEmpty == false }
    }

    @Test func `the limits that docs/api.md states are those of the program`() throws {
        let limits = ServerLimits()
        let expected = [
            "Body": "\(Routing.bodyBytesMax.grouped) bytes; of `POST /v1/audit/verify` "
                + Routing.checkpointsBytesMax.grouped,
            "Path, query and header fields together": "\(limits.headerBytesMax.grouped) bytes",
            "Header fields": limits.headerLinesMax.grouped,
            "Nesting of JSON": "\(RequestJSON.depthMax) levels",
            "One text": "\(InputText.bytesMax.grouped) bytes",
            "One entry": "\(Entry.bytesMax.grouped) bytes",
            "Idempotency key": "\(IdempotencyKey.bytesMax) bytes of ASCII",
            "A connection that lies idle, or whose request's head takes longer":
                limits.idleTimeout.text,
            "A reader that takes nothing of its answer":
                "\(limits.stalledReaderTimeout.text); "
                + "\(limits.stalledReaderTimeoutWhenStopping.text) when the daemon stops",
            "Connections at once, on each socket": limits.connectionsMax.grouped,
            "Followers at once, on both sockets": Followers().max.grouped,
            "Commands that wait for the writer": LogWriter.waitingWorkCountMax.grouped,
            "Waiting of a read for the views": "\(House.viewPatienceSeconds) s",
            "Requests under way when the daemon stops": "\(Daemon.stopSeconds) s",
        ]
        var stated: [String: String] = [:]
        for row in try Self.table() { stated[row[0]] = row[1] }
        // Its figures have a list behind them, and the next test.
        #expect(stated.removeValue(forKey: "Time until an answer begins") != nil)
        #expect(stated == expected)
    }

    @Test func `what may take longer to answer is what docs/api.md names`() async throws {
        let row = try #require(try Self.table().first { $0[0] == "Time until an answer begins" })
        let limits = ServerLimits()
        let (short, long) = (limits.deadline.components, limits.longDeadline.components)
        #expect(row[1].hasPrefix("\(short.seconds) s; \(long.seconds) s below `/v1/audit` "))
        let paths = try await Household.with { Set(Routing.routes($0.house).map(\.path)) }
        let below = "/v1/audit/"
        let exceptions = paths.subtracting(Routing.longPaths).filter { $0.hasPrefix(below) }
            .map { String($0.dropFirst(below.count)) }
        let others = Routing.longPaths.filter { !$0.hasPrefix(below) }
        #expect(Routing.longPaths.isSubset(of: paths))
        #expect(
            Set(row[1].matches(of: /`([^`]+)`/).map { String($0.1) })
                == Set(exceptions).union(others).union(["/v1/audit"])
        )
    }

    @Test func `who waits in the kernel beyond the connections is as many as docs/api.md says`()
        throws
    {
        let row = try #require(
            try Self.table().first { $0[0] == "Connections at once, on each socket" }
        )
        #expect(row[2].contains("of \(Int(ListeningSocket.backlog).grouped) that wait,"))
    }

    @Test func `a read that the views do not catch up for is told by how much they lag`()
        async throws
    {
        try await Household.with { household in
            var house = household.house
            house.viewPatience = .zero
            // The views stand still before what only a newer program reads.
            try await house.log.appendNewer()
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            try await Served.with(Routing(house, logger: logger)) { served in
                let visitor = try Visitor(to: served.path)
                try visitor.ask("/v1/agreements")
                let heard = try await visitor.hearsOut()
                #expect(heard.hasPrefix("HTTP/1.1 503"), "\(heard)")
                #expect(heard.contains(#""code":"views-behind","params":{"lag":1}"#), "\(heard)")
            }
            let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
            #expect(status.views.lag == 1)
            #expect(status.views.position == status.log.size - 2)
        }
    }

    @Test
    func `a command that finds no room at the writer hears it, and is recorded the next time`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            try await Served.with(Routing(house, logger: logger)) { served in
                func heard() async throws -> String {
                    let body = #"{"event":"NoteAdded","data":{"text":"catatan"}}"#
                    let visitor = try Visitor(to: served.path)
                    try visitor.say(
                        "POST /v1/agreements/2018-0001/events HTTP/1.1\r\nHost: localhost\r\n"
                            + "Connection: close\r\nIdempotency-Key: k\r\n"
                            + "Content-Type: application/json\r\n"
                            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
                    )
                    return try await visitor.hearsOut()
                }
                let size = house.log.head.size
                let refused = try await house.log.whileFull { try await heard() }
                #expect(refused.hasPrefix("HTTP/1.1 503"), "\(refused)")
                #expect(refused.contains(#""code":"busy""#), "\(refused)")
                #expect(house.log.head.size == size)
                let taken = try await heard()
                #expect(taken.hasPrefix("HTTP/1.1 200"), "\(taken)")
                #expect(house.log.head.size == size + 1)
            }
        }
    }

    @Test(arguments: [
        ("/v1/agreements", Routing.bodyBytesMax + 1),
        ("/v1/audit/verify", Routing.checkpointsBytesMax + 1),
    ])
    func `a body that is too long is refused before it comes, if the caller asks first`(
        path: String,
        length: Int
    ) async throws {
        try await Household.with { household in
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            try await Served.with(Routing(household.house, logger: logger)) { served in
                for (length, start) in [(length, "HTTP/1.1 413"), (length - 1, "HTTP/1.1 100")] {
                    let visitor = try Visitor(to: served.path)
                    try visitor.say(
                        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: k\r\n"
                            + "Expect: 100-continue\r\nContent-Length: \(length)\r\n\r\n"
                    )
                    let heard = try await visitor.hears("\r\n\r\n")
                    #expect(heard.hasPrefix(start), "\(heard)")
                }
            }
        }
    }
}

extension SQLiteLog {
    /// Appends an entry whose data has a shape that this program does not know.
    fileprivate func appendNewer() async throws {
        let position = head.size
        var entry = try Entry(bytes: try #require(try entry(at: position - 1)?.bytes))
        entry.position = position
        entry.id = "6f1e2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b"
        entry.command.id = "appended"
        entry.dataVersion = 2
        let newer = try NewEntry(entry)
        _ = try await write { try $0.append(newer) }
    }

    /// What `body` comes to while as many works wait for the writer as may.
    fileprivate func whileFull<Answer: Sendable>(
        _ body: () async throws -> Answer
    ) async throws -> Answer {
        let (holdings, held) = AsyncStream<Void>.makeStream()
        let mayGo = DispatchSemaphore(value: 0)
        // On a thread of its own: the tasks that are waited for need the others.
        Thread.detachNewThread {
            try? self.withWriter { _ in
                held.yield()
                mayGo.wait()
            }
        }
        for await _ in holdings { break }
        return try await withThrowingTaskGroup { group in
            defer { mayGo.signal() }
            for number in 0..<LogWriter.waitingWorkCountMax {
                group.addTask { _ = try await self.write { $0.size } }
                while self.waitingCount <= number { await Task.yield() }
            }
            return try await body()
        }
    }
}

extension Int {
    /// As a person writes it: `16,384`.
    fileprivate var grouped: String {
        formatted(.number.grouping(.automatic).locale(Locale(identifier: "en")))
    }
}

extension TimeAmount {
    fileprivate var text: String { "\(nanoseconds / 1_000_000_000) s" }
}
