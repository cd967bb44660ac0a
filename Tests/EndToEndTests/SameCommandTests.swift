import Entries
import Foundation
import Testing
import Wire

/// A command that arrives more than once is done once.
@Suite(.timeLimit(.minutes(10))) struct SameCommandTests {
    @Test func `a hundred equal requests at one instant make one entry and get one answer`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let answers = try Self.send(
                100,
                Self.request(title: "Kerja sama contoh"),
                to: daemon.socket
            )
            #expect(answers.count == 100)
            #expect(Set(answers).count == 1, "\(Set(answers))\n\(daemon.program.errors.text)")
            #expect(answers.first?.status == 201)
            let begun = try await daemon.entries().filter { $0.command.id == "kunci-1" }
            #expect(begun.map(\.type) == ["VisitProposed"])
            try await daemon.done("audit", "verify")
        }
    }

    @Test func `the key of another command is refused and changes nothing`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let first = try Self.send(1, Self.request(title: "Satu"), to: daemon.socket)
            let other = try Self.send(1, Self.request(title: "Dua"), to: daemon.socket)
            let again = try Self.send(1, Self.request(title: "Satu"), to: daemon.socket)
            #expect(first == again)
            let problem = try JSONDecoder().decode(
                Problem.self,
                from: Data(try #require(other.first).body.utf8)
            )
            #expect(other.first?.status == 422)
            #expect(problem.code == .idempotencyKeyReused)
            let list = try await daemon.asked(AgreementList.self, "list")
            #expect(list.agreements.map(\.title) == ["Satu"])
        }
    }

    @Test func `twenty command lines with one key print one answer`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let words = [
                "propose", "Kerja sama contoh", "--party", "99.71", "--kind", "KSDD", "--paper",
                "KB", "--idempotency-key", "kunci-2", "--json",
            ]
            let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
                for _ in 0..<20 { group.addTask { try await daemon.run(words) } }
                return try await group.reduce(into: Set<Outcome>()) { $0.insert($1) }
            }
            #expect(outcomes.count == 1, "different answers: \(outcomes)")
            #expect(outcomes.first?.status == 0)
            let begun = try await daemon.entries().filter { $0.command.id == "kunci-2" }
            #expect(begun.count == 1)
        }
    }

    @Test
    func `a version that is no longer the agreement's is refused, and the one that is is taken`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let id = "2026-0001"
            try await daemon.done("discuss", id, "--scope", "pariwisata")
            func ask(_ version: String, key: String) throws -> Answer {
                try Connection.ask(
                    daemon.socket,
                    "POST",
                    "/v1/agreements/\(id)/events",
                    ["If-Match": version, "Idempotency-Key": key],
                    body: Array(#"{"verb":"discuss","data":{"scope":["budaya"]}}"#.utf8)
                )
            }
            let entries = try await daemon.lines()
            for version in ["1", "\"1\"", "3"] {
                let refused = try ask(version, key: "basi")
                #expect(refused.status == 412, "\(version): \(refused)")
                let problem = try JSONDecoder().decode(
                    Problem.self,
                    from: Data(refused.body.utf8)
                )
                #expect(problem.code == .versionConflict)
                #expect(problem.params["actual"] == 2)
            }
            let late = ["discuss", id, "--scope", "budaya", "--if-version", "1"]
            #expect(try await daemon.run(late).status == 5)
            #expect(try await daemon.lines() == entries)

            #expect(try ask("\"2\"", key: "kini").status == 200)
            try await daemon.done("discuss", id, "--scope", "seni", "--if-version", "3")
            let shown = try await daemon.asked(AgreementAnswer.self, "show", id)
            #expect(shown.version == 4)
            // Its answer is there again, whatever was recorded since.
            #expect(try ask("\"2\"", key: "kini").status == 200)
        }
    }

    private static func request(title: String) -> String {
        let body = """
            {"verb":"propose","data":{"title":"\(title)","parties":[{"code":"99.71"}],\
            "kind":"KSDD","paper":"KB"}}
            """
        return Connection.post("/v1/agreements", key: "kunci-1", body: body)
    }

    /// Opens `count` connections, sends all but the last byte on each, then the last byte on all.
    private static func send(
        _ count: Int,
        _ request: String,
        to socket: String
    ) throws -> [Answer] {
        let connections = try (0..<count).map { _ in try Connection(to: socket) }
        for connection in connections { try connection.write(request.dropLast()) }
        for connection in connections { try connection.write(request.suffix(1)) }
        return try connections.map { try #require(Answer(try $0.rest())) }
    }
}
