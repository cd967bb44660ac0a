import Synchronization
import Testing

@testable import kembar

/// A command that another machine carries out, without a network.
@Suite struct RemoteCallTests {
    /// What ssh was started with.
    private struct Started: Hashable {
        var path: String
        var command: String
        var withInput: Bool
    }

    private func run(
        _ words: [String],
        environment: [String: String] = [:],
        ends: Desk.RemoteEnd? = .init(status: 0, lastWords: "")
    ) async -> (status: ProcessStatus, test: TestDesk, started: Started?) {
        let test = TestDesk(words, environment: environment)
        let started = Mutex<Started?>(nil)
        var desk = test.desk
        desk.runRemote = { path, words, withInput in
            started.withLock {
                $0 = Started(path: path, command: words.last ?? "", withInput: withInput)
            }
            return ends
        }
        let status = await Session(desk: desk).run()
        return (status, test, started.withLock(\.self))
    }

    /// The words that the other side makes of the command, without what is handed over.
    private func carried(_ command: String?) throws -> [String] {
        let words = try ShellWords.words(of: try #require(command))
        return Array(words.drop { $0 != "kembar" })
    }

    @Test func `a question travels as it was typed, with language and width`() async throws {
        let (status, test, started) = await run(
            ["--host", "ssh://siti@h", "show", "2026-0001", "--as-of=2026-01-01"],
            environment: ["COLUMNS": "72", "LANG": "en_US.UTF-8"]
        )
        #expect(status == .done)
        #expect(test.errors == "")
        #expect(started?.path == "/usr/bin/ssh")
        #expect(started?.withInput == false)
        #expect(
            started?.command
                == "COLUMNS=72 NO_COLOR=1 KEMBAR_VIA=ssh://siti@h kembar '--lang' 'en' 'show' '2026-0001' '--as-of=2026-01-01'"
        )
    }

    @Test func `the variable chooses the machine too, and the option goes before it`() async throws
    {
        let environment = ["KEMBAR_HOST": "ssh://a", "KEMBAR_SSH": "/usr/local/bin/ssh"]
        let first = await run(["list"], environment: environment).started
        #expect(first?.path == "/usr/local/bin/ssh")
        #expect(first?.command.contains("KEMBAR_VIA=ssh://a ") == true)
        let second = await run(["list", "--host=ssh://b"], environment: environment).started
        #expect(second?.command.contains("KEMBAR_VIA=ssh://b ") == true)
        #expect(try carried(second?.command) == ["kembar", "--lang", "id", "list"])
    }

    @Test func `a write gets its key here, and nothing of its text is read by a shell`()
        async throws
    {
        let text = "it's $(id) `id` ; rm -rf / \n\"x\" \\"
        let started = await run(["--host", "ssh://h", "note", "2026-0001", "--", text]).started
        let words = try carried(started?.command)
        #expect(
            words
                == [
                    "kembar", "--lang", "id", "note", "2026-0001", "--idempotency-key", "key-1",
                    "--", text,
                ]
        )
        let given = ["--host", "ssh://h", "note", "2026-0001", "x", "--idempotency-key", "k"]
        let again = try carried(await run(given).started?.command)
        #expect(again.suffix(2) == ["--idempotency-key", "k"])
    }

    @Test func `the status over there is the status here`() async {
        for status in [1, 2, 3, 4, 5, 6, 7, 8, 64] as [Int32] {
            let ended = await run(
                ["--host", "ssh://h", "list"],
                ends: .init(status: status, lastWords: "x")
            )
            #expect(ended.status.rawValue == status)
            #expect(ended.test.errors == "")
        }
    }

    @Test func `a machine without kembar is named`() async {
        for status in [126, 127, 9] as [Int32] {
            let ended = await run(
                ["--host", "ssh://h", "list"],
                ends: .init(status: status, lastWords: "")
            )
            #expect(ended.status == .unreachable)
            #expect(ended.test.errors.contains("ssh://h tidak ada kembar"))
        }
    }

    @Test(arguments: [255, nil] as [Int32?])
    func `a connection that ends leaves a write unknown, with the command that repeats it`(
        status: Int32?
    ) async {
        let ended = await run(
            ["--host", "ssh://h", "note", "2026-0001", "hari Jum'at"],
            ends: .init(status: status, lastWords: "client_loop: send disconnect: Broken pipe\r\n")
        )
        #expect(ended.status == .unreachable)
        #expect(ended.test.errors.contains("Mungkin sudah dilakukan, mungkin belum"))
        #expect(
            ended.test.errors.contains(
                #"  kembar --host ssh://h note 2026-0001 'hari Jum'\''at' --idempotency-key key-1"#
            )
        )
    }

    @Test(arguments: [
        "ssh: connect to host h port 22: Connection refused",
        "ssh: Could not resolve hostname h: Name or service not known",
        "banner\nsiti@h: Permission denied (publickey).\r\n", "Host key verification failed.",
    ])
    func `who could not log in is told that nothing was sent`(words: String) async {
        let ended = await run(
            ["--host", "ssh://h", "note", "2026-0001", "x"],
            ends: .init(status: 255, lastWords: words)
        )
        #expect(ended.status == .unreachable)
        #expect(ended.test.errors.contains("Tidak dapat masuk ke ssh://h"))
        #expect(ended.test.errors.contains("tidak ada yang tercatat"))
        #expect(ended.test.errors.contains("--idempotency-key key-1"))
    }

    @Test func `a dry run and a question leave nothing unknown`() async {
        for words in [["list"], ["note", "2026-0001", "x", "--dry-run"]] {
            let ended = await run(
                ["--host", "ssh://h"] + words,
                ends: .init(status: 255, lastWords: "")
            )
            #expect(ended.status == .unreachable)
            #expect(ended.test.errors.contains("Silakan diulang"))
            #expect(!ended.test.errors.contains("--idempotency-key"))
        }
    }

    @Test(arguments: [
        (["contacts", "erase", "c-0002", "--yes"], "kembar contacts show"),
        (["contacts", "retire", "a-0002"], "kembar admin officer list"),
        (["api", "POST", "/v1/rehearsal", "--data", "-"], "kembar status"),
    ])
    func `a write without a key that may have been done there has to be looked at`(
        words: [String],
        look: String
    ) async {
        let ended = await run(
            ["--host", "ssh://h"] + words,
            environment: ["COLUMNS": "400"],
            ends: .init(status: 255, lastWords: "")
        )
        #expect(ended.status == .unreachable)
        #expect(ended.test.errors.contains("Mungkin sudah dilakukan, mungkin belum"))
        #expect(ended.test.errors.hasSuffix("ulangi hanya bila belum: \(look)\n"))
        #expect(ended.started?.command.contains("--idempotency-key") == false)
    }

    @Test func `a repetition that reads standard input wants the same bytes there too`() async {
        let ended = await run(
            ["--host", "ssh://h", "attach", "2026-0001", "-"],
            ends: .init(status: 255, lastWords: "")
        )
        #expect(ended.test.errors.contains("--idempotency-key key-1\n"))
        #expect(ended.test.errors.contains("< BERKAS"))
    }

    @Test func `a file of this machine is not looked for on the other`() async {
        for words in [
            ["attach", "2026-0001", "surat.pdf"], ["letter", "2026-0001", "--output=s.odt"],
            ["sign", "2026-0001", "--file", "naskah.pdf"],
        ] {
            let ended = await run(["--host", "ssh://h"] + words)
            #expect(ended.status == .usage)
            #expect(ended.started == nil)
            #expect(ended.test.errors.contains("< BERKAS"))
        }
    }

    @Test func `standard input travels to commands that read it, and to the console`() async {
        #expect(await run(["--host", "ssh://h", "attach", "1", "-"]).started?.withInput == true)
        #expect(
            await run(["--host", "ssh://h", "sign", "1", "--file=-"]).started?.withInput == true
        )
        #expect(await run(["--host", "ssh://h", "console"]).started?.withInput == true)
        #expect(await run(["--host", "ssh://h", "list"]).started?.withInput == false)
    }

    @Test func `a mistake in the command line needs no connection`() async {
        let ended = await run(["--host", "ssh://h", "lst"])
        #expect(ended.status == .usage)
        #expect(ended.started == nil)
        let help = await run(["--host", "ssh://h", "list", "--help"])
        #expect(help.status == .done)
        #expect(help.started == nil)
    }

    @Test func `without ssh its path is named`() async {
        let ended = await run(["--host", "ssh://h", "list"], ends: nil)
        #expect(ended.status == .refused)
        #expect(ended.test.errors.contains("/usr/bin/ssh"))
    }
}
