import Entries
import Foundation
import TestSupport
import Testing
import Wire

/// Whatever is sent gets a problem; the daemon goes on.
@Suite(.timeLimit(.minutes(10))) struct HostileInputTests {
    /// A body of a note with these bytes as its text.
    private static func note(_ text: [UInt8]) -> [UInt8] {
        Array(#"{"event":"NoteAdded","data":{"text":""#.utf8) + text + Array(#""}}"#.utf8)
    }

    private static func deep(_ count: Int) -> [UInt8] {
        Array(#"{"event":"NoteAdded","data":{"text":"#.utf8)
            + [UInt8](repeating: UInt8(ascii: "["), count: count)
            + [UInt8](repeating: UInt8(ascii: "]"), count: count) + Array("}}".utf8)
    }

    private static let bodies: [(name: String, body: [UInt8], status: Int)] = [
        ("nothing", [], 400),
        ("no JSON", Array("{".utf8), 400),
        ("something behind it", note([]) + Array("x".utf8), 400),
        ("100,000 levels of arrays", deep(100_000), 400),
        ("33 levels", deep(31), 400),
        ("broken UTF-8", note([0xFF, 0xFE]), 400),
        ("an overlong form", note([0xC0, 0xAF]), 400),
        ("half a surrogate pair", note(Array(#"\ud800"#.utf8)), 400),
        ("NUL", note(Array(#"\u0000"#.utf8)), 422),
        ("a bare control character", note([0x01]), 400),
        ("an escaped one", note(Array(#"\u001b[2J"#.utf8)), 422),
        ("a bidirectional control", note(Array("\u{202E}".utf8)), 422),
        ("a long text", note([UInt8](repeating: 0x61, count: 16_385)), 422),
        ("a fraction", Array(#"{"event":"NoteAdded","data":{"text":1.5}}"#.utf8), 400),
        ("an exponent", Array(#"{"event":"NoteAdded","data":{"text":1e3}}"#.utf8), 400),
        ("2^53", Array(#"{"event":"NoteAdded","data":{"text":9007199254740992}}"#.utf8), 400),
        (
            "a huge number",
            Array(#"{"event":"NoteAdded","data":{"text":99999999999999999999}}"#.utf8), 400
        ),
        ("a member twice", Array(#"{"event":"NoteAdded","event":"Held","data":{}}"#.utf8), 400),
        (
            "a member of a field twice",
            Array(#"{"event":"NoteAdded","data":{"text":"a","text":"b"}}"#.utf8), 400
        ),
        (
            "a member unknown", Array(#"{"event":"NoteAdded","dta":{},"data":{"text":"a"}}"#.utf8),
            400
        ),
        (
            "a control in the source",
            Array(#"{"event":"NoteAdded","source":"\u0007","data":{"text":"a"}}"#.utf8), 422
        ),
        (
            "a control in onBehalfOf",
            Array(#"{"event":"NoteAdded","onBehalfOf":"\u2066","data":{"text":"a"}}"#.utf8), 422
        ),
        ("a control in the event", Array(#"{"event":"\u0000","data":{}}"#.utf8), 422),
        (
            "a control in a field's name",
            Array(#"{"event":"NoteAdded","data":{"text":"a","\u202e":1}}"#.utf8), 422
        ),
        ("an array", Array("[]".utf8), 400),
        ("262,145 bytes", [UInt8](repeating: 0x20, count: 262_145), 413),
    ]

    @Test func `a hostile body gets a problem, and nothing is recorded`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Kerja sama contoh", "--party", "99.71")
            let before = try await daemon.lines()
            for (name, body, status) in Self.bodies {
                let answer = try Connection.ask(
                    daemon.socket,
                    "POST",
                    "/v1/agreements/2026-0001/events",
                    ["Idempotency-Key": "kunci"],
                    body: body
                )
                #expect(answer.status == status, "\(name): \(answer)")
                #expect(answer.fields["content-type"] == Problem.mediaType, "\(name)")
            }
            #expect(try await daemon.lines() == before)
        }
    }

    private static let requests: [(route: String, body: String)] = [
        (
            "/v1/agreements",
            #"{"verb":"propose","at":"2026-05-05","data":{"title":"Riset","parties":[{"code":"99.71"}],"kind":"KSDD"}}"#
        ),
        (
            "/v1/agreements/2026-0001/events",
            #"{"event":"NoteAdded","source":"risalah","data":{"text":"satu \u2014 dua"}}"#
        ),
        (
            "/v1/agreements/2026-0001/events",
            #"{"verb":"discuss","at":"2026-05","dryRun":true,"data":{"scope":["pariwisata"],"place":"Contoh"}}"#
        ),
        ("/v1/rules/check", #"{"text":"calendar: a\nyears: [2026, 2026]\n"}"#),
        (
            "/v1/calendars/days",
            #"{"calendar":"id","days":[{"date":"2031-03-04","kind":"uji","name":{"id":"a","en":"b"}}]}"#
        ),
    ]

    /// How many bodies the suite tries; `KEMBAR_FUZZ=100` tries a hundred times as many.
    private static let fuzzedCount =
        800 * (ProcessInfo.processInfo.environment["KEMBAR_FUZZ"].flatMap { Int($0) } ?? 1)

    @Test func `whatever is done to a body, it gets an answer, and the log stays whole`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Kerja sama contoh", "--party", "99.71")
            let words = ["\"data\":{", "\"event\":", "\\u0000", "\\ud800", "[[[[", "]]", "99.71"]
            var mutator = Mutator(seed: 11, words: words)
            let bodies = Self.requests.map { Array($0.body.utf8) }
            var statuses: [Int: Int] = [:]
            for round in 0..<Self.fuzzedCount {
                let body = mutator.next(of: bodies)
                let answer = try Connection.ask(
                    daemon.socket,
                    "POST",
                    Self.requests[round % Self.requests.count].route,
                    ["Idempotency-Key": "acak-\(round)"],
                    body: body
                )
                statuses[answer.status, default: 0] += 1
                let isAnswered = (200..<500).contains(answer.status)
                #expect(
                    isAnswered,
                    "round \(round): \(answer) to \(String(decoding: body, as: UTF8.self))"
                )
                let isProblem = answer.fields["content-type"] == Problem.mediaType
                #expect(isProblem == (answer.status >= 400), "round \(round): \(answer)")
            }
            // Not all of it is refused at the first byte, and some of it is good.
            #expect(statuses.keys.contains { $0 < 300 } && statuses.count > 2, "\(statuses)")
            try await daemon.done("audit", "verify")
        }
    }

    @Test func `exactly 262,144 bytes and 32 levels are read`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Kerja sama contoh", "--party", "99.71")
            let note = Self.note(Array("cukup".utf8))
            let spaces = [UInt8](repeating: 0x20, count: 262_144 - note.count)
            for (body, status) in [(note + spaces, 200), (Self.deep(30), 422)] {
                let answer = try Connection.ask(
                    daemon.socket,
                    "POST",
                    "/v1/agreements/2026-0001/events",
                    ["Idempotency-Key": "kunci"],
                    body: body
                )
                #expect(answer.status == status, "\(answer)")
            }
        }
    }

    @Test(arguments: ["\u{7}", "é", "\u{202E}", String(repeating: "k", count: 201)])
    func `a key that two programs could read differently is refused`(key: String) async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let answer = try Connection.ask(
                daemon.socket,
                "POST",
                "/v1/agreements",
                ["Idempotency-Key": key],
                body: Array(#"{"verb":"propose","data":{"title":"x","parties":[]}}"#.utf8)
            )
            #expect([400, 422].contains(answer.status), "\(answer)")
            #expect(answer.fields["content-type"] == Problem.mediaType)
        }
    }

    @Test func `an agreement's id may be percent-encoded`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Kerja sama contoh", "--party", "99.71")
            let plain = try Connection.ask(daemon.socket, "GET", "/v1/agreements/2026-0001")
            let encoded = try Connection.ask(daemon.socket, "GET", "/v1/agreements/2026%2D%30001")
            #expect(plain.status == 200)
            #expect(encoded == plain)
        }
    }
}
