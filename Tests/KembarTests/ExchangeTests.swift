import FoundationEssentials
import Testing

@testable import kembar

@Suite struct ExchangeTests {
    private static let written =
        #"{"entries":[{"id":"e","position":17,"type":"NoteAdded"}],"id":"2018-0001","version":3}"#

    private func note(_ server: TinyServer, _ more: String...) -> TestDesk {
        TestDesk(["note", "2018-0001", "dua kata", "--socket", server.path] + more)
    }

    @Test func `a write says what was recorded and where`() async throws {
        try await TinyServer.serving(.answer(status: 200, body: Self.written)) { server in
            let desk = note(server)
            #expect(await desk.run() == .done)
            #expect(
                desk.output == "Tercatat 2018-0001: NoteAdded (entri 17)\nVersi sekarang: 3\n"
            )
            #expect(desk.errors == "")
            let asked = try #require(server.asked.first)
            #expect(asked.method == "POST")
            #expect(asked.target == "/v1/agreements/2018-0001/events")
            #expect(asked.headers["Idempotency-Key"] == "key-1")
            #expect(asked.body == #"{"data":{"text":"dua kata"},"event":"NoteAdded"}"#)
        }
    }

    @Test func `with --json the answer of the daemon comes verbatim and ends its line`()
        async throws
    {
        // Members in an order, and an extra one, that only the daemon could have written.
        let body = #"{"version":3, "later":true,"id":"2018-0001","entries":[]}"#
        try await TinyServer.serving(.answer(status: 200, body: body)) { server in
            let desk = note(server, "--json")
            #expect(await desk.run() == .done)
            #expect(desk.output == body + "\n")
        }
        try await TinyServer.serving(.answer(status: 200, body: body + "\n")) { server in
            let desk = note(server, "--json")
            #expect(await desk.run() == .done)
            #expect(desk.output == body + "\n")
        }
    }

    @Test func `a refusal is worded on standard error and ends with its status`() async throws {
        let reply = TinyServer.Reply.problem(404, "unknown-agreement", #"{"id":"2018-0009"}"#)
        try await TinyServer.serving(reply) { server in
            let desk = TestDesk(["show", "2018-0009", "--lang", "en", "--socket", server.path])
            #expect(await desk.run() == .notFound)
            #expect(desk.output == "")
            #expect(
                desk.errors
                    == "There is no agreement with the id 2018-0009. See: kembar list\n"
            )
        }
    }

    @Test func `who may not is named by login name, not by a number`() async throws {
        let params = #"{"group":"kembar","user":"1000"}"#
        try await TinyServer.serving(.problem(403, "not-permitted", params)) { server in
            let desk = note(server)
            #expect(await desk.run() == .notPermitted)
            #expect(desk.errors.contains("sudo usermod -aG kembar sekretaris"))
            let json = note(server, "--json")
            #expect(await json.run() == .notPermitted)
            #expect(json.errors.contains(params))
        }
    }

    @Test func `with --json a refusal is the problem document on standard error`() async throws {
        let reply = TinyServer.Reply.problem(412, "version-conflict")
        try await TinyServer.serving(reply) { server in
            let desk = note(server, "--json", "--if-version", "2")
            #expect(await desk.run() == .versionConflict)
            #expect(desk.output == "")
            #expect(desk.errors == #"{"code":"version-conflict","params":{}}"# + "\n")
            #expect(server.asked.first?.headers["If-Match"] == "2")
        }
    }

    @Test(arguments: [
        TinyServer.Reply.hangUp, .hangUpHalfway, .problem(503, "outcome-unknown"),
        .problem(503, "stopping"),
    ])
    func `a write whose answer got lost is repeated with the same key and the same bytes`(
        first: TinyServer.Reply
    ) async throws {
        try await TinyServer.serving(first, .answer(status: 200, body: Self.written)) { server in
            let desk = note(server)
            #expect(await desk.run() == .done)
            #expect(server.asked.count == 2)
            #expect(server.asked.first == server.asked.last)
            #expect(desk.pauses == [0.1])
        }
    }

    @Test func `after five seconds the outcome is unknown and the repeating command is shown`()
        async throws
    {
        try await TinyServer.serving(.hangUp) { server in
            let desk = note(server)
            #expect(await desk.run() == .unreachable)
            #expect(Set(server.asked.map { $0.headers["Idempotency-Key"] }) == ["key-1"])
            #expect(server.asked.count > 3)
            #expect(desk.pauses.reduce(0, +) <= 5)
            #expect(
                desk.errors.contains(
                    "\n  kembar note 2018-0001 'dua kata' --socket \(server.path) --idempotency-key key-1\n"
                )
            )
            #expect(desk.errors.hasPrefix("Hasilnya belum diketahui"))
        }
    }

    @Test func `a question is not repeated`() async throws {
        try await TinyServer.serving(.hangUp) { server in
            let desk = TestDesk(["list", "--socket", server.path])
            #expect(await desk.run() == .unreachable)
            #expect(server.asked.count == 1)
            #expect(!desk.errors.contains("--idempotency-key"))
        }
    }

    @Test func `the next step of a rehearsal is never sent twice`() async throws {
        try await TinyServer.serving(.hangUp) { server in
            let desk = TestDesk(["rehearse", "next", "--socket", server.path])
            #expect(await desk.run() == .unreachable)
            #expect(server.asked.count == 1)
            #expect(desk.errors.contains("kembar status"))
            #expect(!desk.errors.contains("--idempotency-key"))
        }
    }

    private static let contact = ["contacts", "set", "petugas", "--name", "Contoh"]

    @Test(arguments: [
        (["api", "POST", "/v1/rehearsal", "--data", #"{"next":true}"#], "kembar status"),
        (["api", "POST", "/v1/contacts", "--data", "{}"], "kembar contacts show"),
        (["rehearse", "to", "2018-11-22"], "kembar status"), (contact, "kembar contacts show"),
        (["contacts", "retire", "c-0002"], "kembar contacts show"),
        (["contacts", "erase", "c-0002", "--yes"], "kembar contacts show"),
        (["contacts", "retire", "a-0002"], "kembar admin officer list"),
        (["contacts", "erase", "a-0002", "--yes"], "kembar admin officer list"),
    ])
    func `a write without a key is sent once, and who lost its answer is told where to look`(
        words: [String],
        look: String
    ) async throws {
        try await TinyServer.serving(.hangUp) { server in
            for (language, sentences) in [
                ("id", ["Hasilnya belum diketahui", "ulangi hanya bila belum: "]),
                ("en", ["The outcome is unknown", "repeat it only if not: "]),
            ] {
                let desk = TestDesk(
                    words + ["--lang", language, "--socket", server.path],
                    environment: ["COLUMNS": "400"]
                )
                #expect(await desk.run() == .unreachable)
                #expect(desk.errors.hasPrefix(sentences[0]), "\(desk.errors)")
                #expect(desk.errors.hasSuffix(sentences[1] + look + "\n"), "\(desk.errors)")
                #expect(!desk.errors.contains("--idempotency-key"))
                #expect(desk.pauses.isEmpty)
            }
            #expect(server.asked.count == 2)
            #expect(server.asked.allSatisfy { $0.headers["Idempotency-Key"] == nil })
        }
    }

    @Test func `a dry run whose answer got lost is told as a question is`() async throws {
        try await TinyServer.serving(.hangUp) { server in
            let desk = note(server, "--dry-run")
            #expect(await desk.run() == .unreachable)
            #expect(desk.errors.contains("Silakan"), "\(desk.errors)")
            #expect(!desk.errors.contains("--idempotency-key"))
        }
        try await TinyServer.serving(.hangUp, .problem(503, "busy")) { server in
            let desk = note(server, "--dry-run")
            #expect(await desk.run() == .refused)
            #expect(!desk.errors.contains("belum diketahui"), "\(desk.errors)")
        }
    }

    @Test(arguments: [
        ("id", "lebih dari 25 detik", "aman diulang"),
        ("en", "longer than 25 seconds", "safe to repeat"),
    ])
    func `that the daemon itself does not know is said, with the command that repeats it`(
        language: String,
        reason: String,
        safely: String
    ) async throws {
        try await TinyServer.serving(.problem(503, "outcome-unknown")) { server in
            let command =
                "  kembar note 2018-0001 'dua kata' --socket \(server.path) --lang \(language)"
            let desk = note(server, "--lang", language)
            #expect(await desk.run() == .unreachable)
            let said = desk.errors.replacing("\n", with: " ")
            #expect(said.contains(reason) && said.contains(safely), "\(said)")
            #expect(!said.contains("terputus") && !said.contains("connection"))
            #expect(desk.errors.hasSuffix("\n\(command) --idempotency-key key-1\n"))

            let json = note(server, "--lang", language, "--json")
            #expect(await json.run() == .unreachable)
            #expect(json.output == "")
            let document = #"{"code":"outcome-unknown","params":{}}"#
            #expect(json.errors.hasPrefix(document + "\n"), "\(json.errors)")
            #expect(json.errors.hasSuffix("\n\(command) --json --idempotency-key key-1\n"))
        }
    }

    @Test func `what the last attempt met is told, not what an earlier one did`() async throws {
        // First nobody answers, then the daemon says that it does not know, then it is busy.
        try await TinyServer.serving(
            .hangUp,
            .problem(503, "outcome-unknown"),
            .problem(503, "busy")
        ) { server in
            let desk = note(server)
            #expect(await desk.run() == .unreachable)
            #expect(desk.errors.contains("detik"))
        }
        try await TinyServer.serving(.problem(503, "outcome-unknown"), .hangUp) { server in
            let desk = note(server)
            #expect(await desk.run() == .unreachable)
            #expect(!desk.errors.contains("detik"))
        }
    }

    @Test func `a repetition that reads standard input says that it wants the same bytes`()
        async throws
    {
        try await TinyServer.serving(.hangUp) { server in
            for (words, sentence) in [
                (["attach", "2018-0001", "--file", "-"], "isi yang sama persis"),
                (["attach", "2018-0001", "-", "--lang", "en"], "exactly the same bytes"),
                (["attach", "2018-0001", "f"], nil),
            ] as [([String], String?)] {
                let desk = TestDesk(
                    words + ["--socket", server.path],
                    environment: ["COLUMNS": "400"],
                    files: ["-": "abc", "f": "abc"]
                )
                #expect(await desk.run() == .unreachable)
                #expect(desk.errors.contains("--idempotency-key key-1\n"))
                #expect(desk.errors.contains("< BERKAS") == (sentence?.contains("isi") ?? false))
                if let sentence { #expect(desk.errors.contains(sentence), "\(desk.errors)") }
                #expect(sentence != nil || desk.errors.hasSuffix("key-1\n"))
            }
        }
    }

    @Test func `without a daemon nothing was sent and the command can be repeated`() async {
        let path = "/nonexistent/kembar.sock"
        let desk = TestDesk(["note", "2018-0001", "x", "--lang", "en", "--socket", path])
        #expect(await desk.run() == .unreachable)
        #expect(desk.errors.contains("Cannot reach kembard at \(path)"))
        #expect(desk.errors.contains("Nothing was sent"))
        #expect(
            desk.errors.hasSuffix(
                "  kembar note 2018-0001 x --lang en --socket \(path) --idempotency-key key-1\n"
            )
        )
        #expect(desk.pauses.isEmpty)
    }

    @Test
    func `a socket file without a listener is tried for five seconds, then it is unreachable`()
        async throws
    {
        let path = try await TinyServer.serving(.hangUp) { $0.path + ".old" }
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(
            atPath: "/" + folder,
            withIntermediateDirectories: false
        )
        defer {
            // A leftover in the temporary folder harms nobody.
            try? FileManager.default.removeItem(atPath: "/" + folder)
        }
        try StaleSocket.make(at: path)
        let desk = TestDesk(
            ["note", "2018-0001", "x", "--socket", path],
            environment: ["COLUMNS": "400"]
        )
        #expect(await desk.run() == .unreachable)
        #expect(desk.pauses.count > 3)
        #expect(desk.errors.contains("tidak ada yang mendengarkan"))
        #expect(desk.errors.contains("--idempotency-key key-1"))
    }

    @Test func `a refusal after a lost attempt stands, a busy daemon leaves the outcome open`()
        async throws
    {
        try await TinyServer.serving(.hangUp, .problem(409, "closed")) { server in
            #expect(await note(server).run() == .refused)
        }
        try await TinyServer.serving(.hangUp, .problem(503, "busy")) { server in
            let desk = note(server)
            #expect(await desk.run() == .unreachable)
            #expect(desk.errors.hasPrefix("Hasilnya belum diketahui"))
        }
    }

    @Test func `KEMBAR_SOCKET is the socket where no option names one`() async throws {
        try await TinyServer.serving(.answer(status: 200, body: "log.example+abc\n")) { server in
            let desk = TestDesk(["audit", "key"], environment: ["KEMBAR_SOCKET": server.path])
            #expect(await desk.run() == .done)
            #expect(desk.output == "log.example+abc\n")
            #expect(server.asked.first?.target == "/v1/audit/key")
        }
    }

    @Test func `api streams what it asked for to the last byte`() async throws {
        let lines = "{\"a\":1}\n{\"b\":2}\n"
        try await TinyServer.serving(.answer(status: 200, body: lines)) { server in
            let desk = TestDesk(["api", "get", "/v1/events?after=3", "--socket", server.path])
            #expect(await desk.run() == .done)
            #expect(desk.output == lines)
            #expect(server.asked.first?.target == "/v1/events?after=3")
            #expect(server.asked.first?.headers["Idempotency-Key"] == nil)
        }
    }

    @Test func `every screen of a rehearsal says so, once, and JSON is left alone`() async throws {
        try await TinyServer.serving(.rehearsing(body: Self.written)) { server in
            let desk = note(server)
            #expect(await desk.run() == .done)
            #expect(desk.output.hasPrefix("GLADI: jam dan pesan di sini hanya latihan.\nTercatat"))
            let json = note(server, "--json")
            #expect(await json.run() == .done)
            #expect(json.output == Self.written + "\n")
        }
        let board = #"{"agreements":[],"position":3,"rehearsal":true}"#
        try await TinyServer.serving(.rehearsing(body: board)) { server in
            let desk = TestDesk(["list", "--lang", "en", "--socket", server.path])
            #expect(await desk.run() == .done)
            #expect(
                desk.output.split(separator: "REHEARSAL", omittingEmptySubsequences: false).count
                    == 2
            )
        }
    }

    @Test func `one office stands under the banner too, the text of a rule never does`()
        async throws
    {
        let offices = """
            {"own":"51.08","offices":[{"code":"35.72","name":"Kota Blitar","zone":"WIB",\
            "calendar":"id","synthetic":false}]}
            """
        try await TinyServer.serving(.rehearsing(body: offices)) { server in
            let desk = TestDesk(["offices", "show", "35.72", "--socket", server.path])
            #expect(await desk.run() == .done)
            #expect(desk.output.hasPrefix("GLADI"))
        }
        let rule = #"""
            {"kind":"workflow","name":"w","version":1,"position":1,"sha256":"00",\#
            "adopted":"2018-01-01T00:00:00.000Z","label":{"id":"W","en":"W"},"text":"a: 1\n"}
            """#
        try await TinyServer.serving(.rehearsing(body: rule)) { server in
            let desk = TestDesk(["rules", "show", "workflow", "w", "--socket", server.path])
            #expect(await desk.run() == .done)
            #expect(desk.output == "a: 1\n")
        }
    }

    @Test func `an answer that is no JSON is said to be unreadable`() async throws {
        try await TinyServer.serving(.answer(status: 200, body: "<html>")) { server in
            let desk = TestDesk(["list", "--socket", server.path])
            #expect(await desk.run() == .refused)
            #expect(desk.errors.contains("samakan keduanya"))
        }
    }
}
