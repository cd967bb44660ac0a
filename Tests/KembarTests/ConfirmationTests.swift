import Testing

@testable import kembar

/// A command that shows first what it would do, and asks.
@Suite struct ConfirmationTests {
    private static func adopted(dryRun: Bool) -> TinyServer.Reply {
        .answer(
            status: 200,
            body: """
                {"changes":[],\(dryRun ? #""dryRun":true,"# : "")"entries":[{"id":"e","position":9,\
                "type":"CalendarAdopted"}],"rule":{"kind":"calendar","name":"id","version":4},\
                "touch":{"changesLeftOut":0,"moves":[],"movesLeftOut":0,"others":[],"touched":0}}
                """
        )
    }

    private func run(
        _ more: [String],
        reply: String?
    ) async throws -> (status: ProcessStatus, desk: TestDesk, asked: [TinyServer.Asked]) {
        try await TinyServer.serving(
            Self.adopted(dryRun: true),
            Self.adopted(dryRun: false)
        ) { server in
            let desk = TestDesk(
                [
                    "calendars", "add", "2025-08-18", "--kind", "cuti_bersama", "--name", "Contoh",
                    "--decree", "x", "--socket", server.path,
                ] + more,
                reply: reply
            )
            let status = await desk.run()
            return (status, desk, server.asked)
        }
    }

    @Test(arguments: ["y", "ya", "Yes "])
    func `a yes adopts against the version that was shown`(reply: String) async throws {
        let (status, desk, asked) = try await run([], reply: reply)
        #expect(status == .done)
        #expect(
            asked.map(\.target) == ["/v1/calendars/days?dryRun=true", "/v1/calendars/days"]
        )
        #expect(asked.map { $0.headers["If-Match"] } == [nil, "3"])
        #expect(asked[0].body == asked[1].body)
        #expect(desk.output.contains("Ditetapkan: kalender id versi 4 (entri 9)."))
    }

    @Test(arguments: ["t", "n", "", "yakin?", nil])
    func `anything else, and nobody there, ends with 2 and sends no write`(
        reply: String?
    ) async throws {
        let (status, desk, asked) = try await run([], reply: reply)
        #expect(status == .cancelled)
        #expect(asked.map(\.target) == ["/v1/calendars/days?dryRun=true"])
        #expect(desk.errors.contains(reply == nil ? "--yes" : "Dibatalkan"))
    }

    @Test func `with --yes nobody is asked and one request is sent`() async throws {
        let (status, _, asked) = try await run(["--yes"], reply: nil)
        #expect(status == .done)
        #expect(asked.map(\.target) == ["/v1/calendars/days"])
    }
}
