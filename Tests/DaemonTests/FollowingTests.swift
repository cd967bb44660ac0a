import Audit
import Engine
import Entries
import EventLog
import Foundation
import Logging
import Testing
import Workflows

@testable import Daemon

/// The log followed as Server-Sent Events.
@Suite(.timeLimit(.minutes(5))) struct FollowingTests {
    /// Serves a house, its followers as the test wants them.
    private static func with(
        followers: Followers = Followers(),
        _ body: @Sendable @escaping (Served, House) async throws -> Void
    ) async throws {
        try await Household.with { household in
            var house = household.house
            house.followers = followers
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let (served, kept) = (Routing(house, logger: logger), house)
            try await Served.with(served) { try await body($0, kept) }
        }
    }

    private static func record(_ key: String, in house: House) async throws {
        try await house.submitter.record(.clockSetBack, key: key, ["behindseconds": 1])
    }

    private static func follower(
        of served: Served,
        _ query: String = "",
        _ fields: String...
    ) throws -> Visitor {
        let visitor = try Visitor(to: served.path)
        let more = fields.map { $0 + "\r\n" }.joined()
        try visitor.say(
            "GET /v1/events\(query) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Accept: text/event-stream\r\n\(more)\r\n"
        )
        return visitor
    }

    @Test func `an entry comes as it is recorded, its bytes verbatim`() async throws {
        try await Self.with { served, house in
            let head = house.log.head.size
            let visitor = try Self.follower(of: served, "?after=\(head - 1)")
            _ = try await visitor.hears(":\n\n")
            try await Self.record("satu", in: house)
            let kept = try #require(try house.log.entry(at: head)?.bytes)
            let event = try await visitor.hears("\n\n")
            let text = String(decoding: kept, as: UTF8.self)
            #expect(event.hasSuffix("id: \(head)\nevent: ClockSetBack\ndata: \(text)\n\n"))
        }
    }

    @Test func `Last-Event-ID goes on behind it and wins over after`() async throws {
        try await Self.with { served, house in
            let last = house.log.head.size - 1
            let visitor = try Self.follower(of: served, "?after=-1", "Last-Event-ID: \(last - 1)")
            let heard = try await visitor.hears("id: \(last)\n")
            #expect(!heard.contains("id: \(last - 1)\n"))
        }
    }

    @Test func `who hears nothing hears a heartbeat`() async throws {
        let clock = ManualClock()
        try await Self.with(followers: Followers(clock: clock)) { served, house in
            let visitor = try Self.follower(of: served, "?after=\(house.log.head.size - 1)")
            // With the end of its chunk, or that would be what is heard next.
            _ = try await visitor.hears(":\n\n\r\n")
            for _ in 0..<3 {
                await clock.sleepers(1)
                clock.advance(by: .seconds(Followers.heartbeatSeconds - 1))
                #expect(!visitor.hasSomethingToHear)
                clock.advance(by: .seconds(1))
                #expect(try await visitor.hears(":\n\n\r\n").hasSuffix(":\n\n\r\n"))
            }
        }
    }

    @Test func `there are only so many places, and one that is left is free again`() async throws {
        // No heartbeat tells whether anybody is there, and nothing is recorded that would.
        let followers = Followers(max: 1, clock: ManualClock())
        try await Self.with(followers: followers) { served, _ in
            var first: Visitor? = try Self.follower(of: served)
            _ = try await first?.hears(":\n\n")
            let second = try Self.follower(of: served)
            let refusal = try await second.hearsOut()
            #expect(refusal.hasPrefix("HTTP/1.1 503"), "\(refusal)")
            #expect(refusal.contains(#""code":"too-many-readers""#))
            // Lines to the head take no place.
            let list = try Visitor(to: served.path)
            try list.ask("/v1/events")
            #expect(try await list.hearsOut().hasPrefix("HTTP/1.1 200"))
            first = nil
            var again = ""
            // The place is free when the daemon has seen that the follower has gone.
            while !again.contains(" 200 ") {
                again = try await Self.follower(of: served).hears("\r\n")
            }
        }
    }

    @Test func `who only has nothing more to say hears on`() async throws {
        try await Self.with { served, house in
            let head = house.log.head.size
            let visitor = try Self.follower(of: served, "?after=\(head - 1)")
            _ = try await visitor.hears(":\n\n")
            visitor.saysNoMore()
            try await Self.record("diam", in: house)
            #expect(try await visitor.hears("id: \(head)\n").hasSuffix("id: \(head)\n"))
        }
    }

    @Test func `a HEAD tells a length where it is known, and nothing stands behind it`()
        async throws
    {
        try await Self.with { served, _ in
            let visitor = try Visitor(to: served.path)
            for (path, length) in [
                ("/v1/events", nil),
                ("/v1/openapi.json", "\(APIDescription.builtIn.bytes.count)"),
            ] {
                try visitor.say("HEAD \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let head = try await visitor.hears("\r\n\r\n")
                #expect(head.hasPrefix("HTTP/1.1 200"), "\(head)")
                let told = head.firstMatch(of: /Content-Length: ([0-9]+)/.ignoresCase())?.1
                #expect(told.map(String.init) == length, "\(head)")
            }
            try visitor.ask("/v1/status")
            #expect(try await visitor.hearsOut().hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `a stopping daemon ends the stream whole`() async throws {
        try await Self.with { served, house in
            let visitor = try Self.follower(of: served, "?after=\(house.log.head.size - 1)")
            _ = try await visitor.hears(":\n\n")
            await served.stop()
            // The last chunk of the answer says that nothing is missing (RFC 9112, section 7.1).
            #expect(try await visitor.hearsOut().hasSuffix("0\r\n\r\n"))
        }
    }

    @Test func `a follower that reads nothing holds up nobody`() async throws {
        try await Self.with { served, house in
            let visitor = try Self.follower(of: served, "?after=\(house.log.head.size - 1)")
            let text = String(repeating: "lambat ", count: 8_000)
            let first = house.log.head.size
            // More than the kernel keeps for a reader that does not read.
            for number in 0..<40 {
                try await house.submitter.record(
                    .clockSetBack,
                    key: "lambat-\(number)",
                    ["text": .string(text)]
                )
            }
            // And then nothing is missing.
            let heard = try await visitor.hears("id: \(first + 39)\n")
            let positions = heard.matches(of: /id: [0-9]+\n/)
            #expect(positions.count == 40)
        }
    }

    @Test func `redacted bytes are shown as their hash`() async throws {
        try await Self.with { served, house in
            let position = house.log.head.size
            try await Self.record("rahasia", in: house)
            try await house.redact(position)
            let leaf = try #require(try house.log.entry(at: position)?.leaf.hex)
            let visitor = try Self.follower(of: served, "?after=\(position - 1)")
            let heard = try await visitor.hears("}\n")
            #expect(
                heard.hasSuffix("event: ClockSetBack\ndata: {\"redacted\":\"\(leaf)\"}\n"),
                "\(heard)"
            )
        }
    }
}

extension House {
    /// Takes the bytes of an entry away, as the log allows; the restating entry is only a stand-in.
    fileprivate func redact(_ position: Int64) async throws {
        try await log.write { transaction in
            let kept = try #require(try log.entry(at: 0)?.bytes)
            try transaction.append(
                NewEntry(
                    bytes: kept,
                    subject: nil,
                    subjectVersion: nil,
                    type: NewEntry.redactionType,
                    command: try #require(CommandKey(bytes: [UInt8](repeating: 7, count: 16))),
                    part: 1,
                    redacts: position
                )
            )
        }
    }
}
