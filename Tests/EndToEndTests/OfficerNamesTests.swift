import Entries
import Testing
import Wire

/// Names in the log: whose they are, and that they end.
@Suite(.timeLimit(.minutes(10))) struct OfficerNamesTests {
    private static func names(_ daemon: Daemon) async throws -> [String] {
        try await daemon.entries().compactMap { entry -> String? in
            guard case .user(let id, _) = entry.actor else { return nil }
            return id
        }
    }

    @Test func `a name is shown, retired and erased, and what is recorded stays`() async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            #expect(try await first.done("admin", "officer", "list").contains("Belum ada"))
            try await first.begin()
            let list = try await first.asked(OfficerList.self, "admin", "officer", "list")
            let officer = try #require(list.officers.first)
            #expect(officer.id == "a-0001" && officer.current && officer.login?.isEmpty == false)
            let login = try #require(officer.login)
            #expect(try await first.done("contacts", "show", "a-0001").contains(login))

            #expect(try await first.done("contacts", "retire", "a-0001").contains("sampai"))
            #expect(try await first.asked(StatusAnswer.self, "status").you.actor == nil)
            try await first.done("note", "2026-0001", "catatan")
            #expect(try await Self.names(first) == ["a-0001", "a-0002"])

            let asked = try await first.kembar("contacts", "erase", "a-0001")
            // Nobody is there to say yes: who it is was shown, and nothing is done.
            #expect(asked.status == 2 && asked.output.contains(login))
            try await first.done("contacts", "erase", "a-0001", "--yes")
            let again = try await first.kembar("contacts", "erase", "a-0001", "--yes")
            #expect(again.status == 3)
            #expect(again.errors.contains("kembar admin officer list"), "\(again)")
            await first.stop()

            var daemon = try await Daemon.serving(in: place)
            daemon.language = "en"
            try await daemon.done("note", "2026-0001", "catatan lagi")
            #expect(try await Self.names(daemon) == ["a-0001", "a-0002", "a-0002"])
            let screen = try await daemon.done("admin", "officer", "list")
            #expect(screen.contains("(erased)") && screen.contains("since"), "\(screen)")
            #expect(try await daemon.done("history", "2026-0001").contains("a-0001"))
        }
    }

    @Test func `the deliverer says which release it is`() async throws {
        try await Place.with { place in
            let program = try place.start(Programs.folder + "/kembar-deliver", ["--version"])
            let outcome = await program.outcome()
            #expect(outcome.status == 0)
            #expect(outcome.output == "kembar-deliver \(Release.version)\n")
        }
    }
}
