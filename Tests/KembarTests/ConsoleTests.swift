import Synchronization
import Testing

@testable import kembar

/// The dialogue of the console, at a desk without a terminal.
@Suite struct ConsoleTests {
    private static let agreement = TinyServer.Reply.answer(
        status: 200,
        body: """
            {"awaiting":[],"documents":[],"exhausted":false,"fields":{},"id":"2026-0001",\
            "notes":[],"own":"99.01","parties":[{"code":"99.01","known":true,"name":"Contoh",\
            "synthetic":false},{"code":"99.71","known":true,"name":"Kota","synthetic":false}],\
            "signatures":[],"since":"2026-05-04","stage":"A","stageLabel":{"en":"First",\
            "id":"Pertama"},"stalled":false,"synthetic":false,"title":"Uji","version":2,\
            "versions":{},"workflow":{"name":"w","version":1},"workingDays":1}
            """
    )

    private static let structure = TinyServer.Reply.answer(
        status: 200,
        body: """
            {"events":[{"byDaemon":false,"closes":false,"endsTerm":false,"fields":["what","whom"],\
            "from":["A"],"inputs":[{"form":"texts","label":{"en":"What","id":"Apa"},\
            "name":"what","required":true},{"form":"document","label":{"en":"Paper",\
            "id":"Berkas"},"name":"paper","required":false},{"choices":["KB","PKS"],\
            "form":"choice","label":{"en":"Kind","id":"Jenis"},"name":"kind","required":false}],\
            "label":{"en":"Moved","id":"Maju"},"name":"Moved","verb":"move"},\
            {"byDaemon":false,"closes":false,"endsTerm":false,"fields":[],"from":["B"],\
            "label":{"en":"Other","id":"Lain"},"name":"Other","verb":"other"}],\
            "label":{"en":"W","id":"W"},"name":"w","stages":[],"version":1}
            """
    )

    private static func written(dryRun: Bool) -> TinyServer.Reply {
        .answer(
            status: 200,
            body: """
                {\(dryRun ? #""dryRun":true,"# : "")"entries":[{"id":"e","position":9,\
                "type":"Moved"}],"id":"2026-0001","version":3}
                """
        )
    }

    /// Types the lines into a console whose kembard gives those replies.
    private func type(
        _ lines: String,
        _ server: TinyServer,
        environment: [String: String] = [:]
    ) async -> (status: ProcessStatus, output: String, errors: String) {
        let test = TestDesk(
            ["console"],
            environment: environment.merging(["KEMBAR_SOCKET": server.path]) { ours, _ in ours }
        )
        let rest = Mutex(Array(lines.utf8))
        var desk = test.desk
        desk.typed = {
            rest.withLock { bytes in
                defer { bytes = [] }
                return bytes
            }
        }
        let status = await Session(desk: desk).run()
        return (status, test.output, test.errors)
    }

    @Test func `an event is asked for step by step, shown, and recorded against what was shown`()
        async throws
    {
        try await TinyServer.serving(
            Self.agreement,
            Self.structure,
            Self.written(dryRun: true),
            Self.written(dryRun: false)
        ) { server in
            let told = await type(
                "6\n2026-0001\n1\n\npariwisata; it's \"two\"\nmou\npks\n2026-05-06\nsurat 1\ny\n",
                server
            )
            #expect(told.status == .done)
            #expect(told.errors == "")
            let asked = server.asked
            #expect(
                asked.map(\.target) == [
                    "/v1/agreements/2026-0001", "/v1/rules/workflow/w/structure?version=1",
                    "/v1/agreements/2026-0001/events?dryRun=true",
                    "/v1/agreements/2026-0001/events",
                ]
            )
            #expect(
                asked[3].body
                    == #"{"at":"2026-05-06","data":{"kind":"PKS","what":["pariwisata","it's \"two\""]},"event":"Moved","source":"surat 1"}"#
            )
            #expect(asked[2].body == asked[3].body)
            #expect(asked[3].headers["If-Match"] == "2")
            #expect(asked[3].headers["Idempotency-Key"] == "key-2")
            // An event of another stage is not offered; what is needed is asked for again.
            #expect(!told.output.contains("Lain"))
            #expect(told.output.contains("Apa wajib diisi"))
            #expect(told.output.contains("Pilih salah satu: KB, PKS."))
            #expect(told.output.contains("attach"))
        }
    }

    @Test(arguments: ["t\n", "\n", ""])
    func `without a yes nothing is recorded`(answer: String) async throws {
        try await TinyServer.serving(Self.written(dryRun: true)) { server in
            let told = await type("note 2026-0001 \"uji\"\n\(answer)", server)
            #expect(told.status == .done)
            #expect(server.asked.map(\.target) == ["/v1/agreements/2026-0001/events?dryRun=true"])
            #expect(told.output.contains("Dibatalkan; tidak ada yang dicatat."))
        }
    }

    @Test func `an uncertain answer is repeated under the same key, if one wants to`() async throws
    {
        try await TinyServer.serving(
            Self.written(dryRun: true),
            .problem(503, "outcome-unknown"),
            .problem(503, "outcome-unknown"),
            .problem(503, "outcome-unknown"),
            .problem(503, "outcome-unknown"),
            .problem(503, "outcome-unknown"),
            .problem(503, "outcome-unknown"),
            .problem(503, "outcome-unknown"),
            .problem(503, "outcome-unknown"),
            Self.written(dryRun: false)
        ) { server in
            let told = await type("note 2026-0001 uji\ny\ny\ny\n", server)
            let keys = Set(server.asked.dropFirst().map { $0.headers["Idempotency-Key"] })
            #expect(keys.count == 1)
            #expect(told.output.contains("Tidak akan tercatat dua kali. [y/t]"))
            #expect(told.output.contains("Tercatat 2026-0001: "))
        }
    }

    @Test func `a repetition that was copied is carried out as it is`() async throws {
        try await TinyServer.serving(Self.written(dryRun: false)) { server in
            let told = await type(
                "kembar note 2026-0001 'it'\\''s' --idempotency-key k\n",
                server
            )
            #expect(server.asked.map { $0.headers["Idempotency-Key"] } == ["k"])
            #expect(told.output.contains("Tercatat 2026-0001: "))
        }
    }

    @Test func `bad lines are told apart and the dialogue goes on`() async throws {
        try await TinyServer.serving(
            .answer(status: 200, body: #"{"agreements":[],"position":3,"rehearsal":false}"#)
        ) { server in
            let long = String(repeating: "x", count: LineReader.bytesMax + 1)
            let told = await type(
                "\u{1B}[A\n\(long)\nlst\n42\nlist; id\nnote 1 'a\nadmin backup -\nwatch\nattach 1 f\nlist\n",
                server
            )
            #expect(told.status == .done)
            #expect(told.errors == "")
            for words in [
                "panah atau Esc", "terlalu panjang", "Maksud Anda 'list'?", "pilihan '42'",
                "bukan shell", "belum ditutup", "'kembar admin backup' tidak dijalankan",
                "watch berjalan terus", "'f' adalah berkas", "Selesai.",
            ] {
                #expect(told.output.contains(words), "\(words)")
            }
            #expect(server.asked.map(\.target) == ["/v1/agreements"])
        }
    }

    @Test func `another language is chosen while it runs`() async throws {
        try await TinyServer.serving(.problem(404, "unknown-agreement", #"{"id":"x"}"#)) { server in
            let told = await type("english\nshow x\nindonesia\n", server)
            #expect(told.output.contains("All agreements"))
            #expect(told.output.components(separatedBy: "Daftar naskah").count == 3)
            #expect(told.output.contains("x"))
            #expect(server.asked.map(\.target) == ["/v1/agreements/x"])
        }
    }

    @Test(arguments: ["", "0\n", "keluar\n", "\u{04}\n"])
    func `the end, 0 and Ctrl-D leave`(lines: String) async throws {
        try await TinyServer.serving(.hangUp) { server in
            let told = await type(lines, server)
            #expect(told.status == .done)
            #expect(told.output.hasSuffix("Selesai.\n"))
            #expect(server.asked == [])
        }
    }

    @Test(arguments: [
        ([String](), "id_ID.UTF-8", "kembar show 2026-0001", "Tidak ada"),
        (["--lang", "en"], "id_ID.UTF-8", "kembar show 2026-0001", "There is no"),
        (["--lang", "id"], "en_US.UTF-8", "kembar show 2026-0001", "Tidak ada"),
        (["--lang", "en"], "C", "kembar --lang id show 2026-0001", "Tidak ada"),
    ])
    func `a command speaks the console's language, unless it names one`(
        options: [String],
        locale: String,
        line: String,
        words: String
    ) async throws {
        let problem = TinyServer.Reply.problem(404, "unknown-agreement", #"{"id":"2026-0001"}"#)
        try await TinyServer.serving(problem) { server in
            let test = TestDesk(
                ["console"] + options,
                environment: [
                    "KEMBAR_SOCKET": server.path, "LC_ALL": locale, "LANGUAGE": "id:en",
                    "SSH_ORIGINAL_COMMAND": line,
                ]
            )
            #expect(await test.run() == .notFound)
            #expect(test.errors.contains(words), "\(test.errors)")
        }
    }

    @Test func `nothing of the environment leads the console to another machine`() async throws {
        try await TinyServer.serving(
            .answer(status: 200, body: #"{"agreements":[],"position":3,"rehearsal":false}"#)
        ) { server in
            let told = await type(
                "list\nlist --host ssh://h\nlist --socket /tmp/s\n",
                server,
                environment: ["KEMBAR_HOST": "ssh://elsewhere"]
            )
            #expect(server.asked.count == 1)
            #expect(told.output.contains("opsi --host tidak dapat dipakai lewat konsol"))
            #expect(told.output.contains("opsi --socket tidak dapat dipakai lewat konsol"))
        }
    }
}

extension String {
    fileprivate func components(separatedBy words: String) -> [Substring] {
        split(separator: words, omittingEmptySubsequences: false)
    }
}
