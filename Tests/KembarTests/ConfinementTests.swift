import ArgumentParser
import Testing

@testable import kembar

/// What the console carries out, and what it doesn't.
@Suite struct ConfinementTests {
    /// Every command that is one, with the words that name it.
    private static var commands: [(words: [String], type: any ParsableCommand.Type)] {
        func all(
            _ type: any ParsableCommand.Type,
            _ words: [String]
        ) -> [(words: [String], type: any ParsableCommand.Type)] {
            guard !type.children.isEmpty else { return [(words, type)] }
            return type.children.flatMap { all($0, words + [$0.configuration.commandName ?? ""]) }
        }
        return all(Kembar.self, [])
    }

    /// Runs a line as sshd hands it over.
    private func command(_ line: String) async -> (status: ProcessStatus, test: TestDesk) {
        let test = TestDesk(
            ["console"],
            environment: [
                "SSH_ORIGINAL_COMMAND": line, "KEMBAR_SOCKET": "/nowhere/s", "COLUMNS": "900",
            ],
            files: ["/etc/passwd": "secret", "-": "input"]
        )
        var desk = test.desk
        desk.save = { _, path in Issue.record("wrote \(path)") }
        desk.makeFolder = { path in
            Issue.record("made \(path)")
            throw Desk.FileFailure.shut(path)
        }
        desk.hashFolder = { path in
            Issue.record("looked into \(path)")
            return []
        }
        desk.runTool = { path, _ in
            Issue.record("ran \(path)")
            return nil
        }
        desk.runBeside = { name, _ in
            Issue.record("ran \(name)")
            return nil
        }
        desk.runRemote = { path, _, _ in
            Issue.record("ran \(path)")
            return nil
        }
        return (await Session(desk: desk).run(), test)
    }

    @Test(arguments: [
        "sh -c id", "id", "/usr/lib/openssh/sftp-server", "internal-sftp", "scp -t /tmp",
        "rsync --server .", "kembar; id", "kembar list; id", "kembar list && id",
        "kembar list | sh",
        "kembar list > /tmp/x", "kembar attach 1 - < /etc/passwd", "kembar note 1 $(id)",
        "kembar note 1 `id`", "kembar list\nid", "LD_PRELOAD=/tmp/x kembar list",
        "KEMBAR_SOCKET=/tmp/s kembar list", "KEMBAR_HOST=ssh://h kembar list",
        "COLUMNS=$(id) kembar list", "KEMBAR_VIA=ssh://-o kembar list", "env kembar list",
        // The option stands where the name of the command is looked for.
        "kembar --folder=/tmp/x admin backup", "kembar --data=/tmp admin restore x",
        "/tmp/kembar list", "'kembar list'", "''", "'", "COLUMNS=80",
    ])
    func `what is no command of kembar is refused with words`(line: String) async {
        let (status, test) = await command(line)
        #expect(status == .usage)
        #expect(test.output == "")
        #expect(test.errors.hasPrefix("Kesalahan: "), "\(test.errors)")
    }

    @Test(arguments: [
        "kembar admin backup -", "kembar admin backup /tmp/x", "kembar admin officer add siti",
        "kembar admin restore a --data b", "kembar admin key seal f", "kembar api GET /v1/status",
        "kembar audit export bundle", "kembar rules check f", "kembar rules adopt f",
        "kembar calendars import f --calendar id --kind public --decree x",
        "kembar audit cosign a --key b --vkey c --record d", "kembar rehearse next",
        "kembar audit keys --output f", "kembar admin clock confirm",
    ])
    func `commands that are no officer's are not carried out, and not called what they are not`(
        line: String
    ) async {
        let (status, test) = await command(line)
        #expect(status == .usage)
        #expect(test.output == "")
        #expect(test.errors.contains("lewat konsol; di sini hanya ada"), "\(test.errors)")
        #expect(!test.errors.contains("berkas"), "\(test.errors)")
    }

    @Test(arguments: [
        "kembar attach 1 /etc/passwd", "kembar attach 1 --file=/etc/passwd",
        "kembar attach 1 --file /etc/passwd", "kembar attach -- 1 /etc/passwd",
        "kembar sign 1 --file /etc/passwd", "kembar letter 1 --output /tmp/x.odt",
        "kembar letter 1 --template /etc/passwd --output x.odt", "kembar draft 1 --file x",
        "kembar audit verify --data /tmp", "kembar audit verify --receipt /etc/passwd --vkey x",
        "kembar audit replay 1 --data /tmp", "kembar audit replay --rules /etc/passwd",
        "kembar audit verify --documents /etc", "kembar audit narrate 1 --data=/tmp",
        "kembar list --socket /tmp/s", "kembar --socket=/tmp/s list",
        "kembar --host ssh://h list", "kembar list --host=ssh://h",
    ])
    func `no file, no socket and no other machine is named through the console`(
        line: String
    ) async {
        let (status, test) = await command(line)
        #expect(status == .usage)
        #expect(test.output == "")
        #expect(test.errors.contains("lewat konsol"), "\(test.errors)")
        #expect(!test.errors.contains("petugas"), "\(test.errors)")
    }

    @Test func `every command is let through or refused on purpose`() {
        let allowed = Set(Confinement.commands.map { ObjectIdentifier($0) })
        let refused = Self.commands.filter { !allowed.contains(ObjectIdentifier($0.type)) }
            .map { $0.words.joined(separator: " ") }
        #expect(
            refused.sorted() == [
                "admin backup", "admin clock confirm", "admin cosigned", "admin drill",
                "admin key check", "admin key rotate", "admin key seal", "admin officer add",
                "admin officer remove",
                "admin rebuild", "admin recover", "admin restore", "api", "audit compare",
                "audit cosign",
                "audit cosignatures", "audit export", "audit keys", "audit prove",
                "calendars adopt", "calendars check", "calendars export", "calendars import",
                "console", "rehearse next", "rehearse to", "remind simulate", "remind test",
                "rules adopt", "rules check", "rules move",
            ]
        )
    }

    @Test func `help is given, and no script for a shell`() async {
        for line in ["kembar --help", "kembar help sign", "kembar admin", "kembar audit --help"] {
            let (status, test) = await command(line)
            #expect(status == .done, "\(line)")
            #expect(test.output.contains("PEMAKAIAN: kembar"))
        }
        for line in ["kembar --generate-completion-script bash", "kembar ---completion list"] {
            let (status, test) = await command(line)
            #expect(status == .usage, "\(line)")
            #expect(test.output == "")
        }
    }

    @Test func `a command is carried out with what was handed over, and its answer comes back`()
        async throws
    {
        try await TinyServer.serving(
            .answer(status: 200, body: #"{"agreements":[],"position":3,"rehearsal":false}"#)
        ) { server in
            let test = TestDesk(
                ["console", "--socket", server.path],
                environment: [
                    "SSH_ORIGINAL_COMMAND":
                        "COLUMNS=60 NO_COLOR=1 KEMBAR_VIA=ssh://siti@h kembar '--lang' 'en' 'list'",
                    // What a client may send along.
                    "KEMBAR_HOST": "ssh://elsewhere",
                ]
            )
            #expect(await test.run() == .done)
            #expect(server.asked.map(\.target) == ["/v1/agreements"])
            #expect(test.output.contains("agreement"))
        }
    }

    @Test func `what can be repeated is offered as it is typed at the other machine`() async {
        let (status, test) = await command(
            "KEMBAR_VIA=ssh://siti@h kembar note 2026-0001 x --idempotency-key k"
        )
        #expect(status == .unreachable)
        #expect(
            test.errors.contains(
                "  kembar --host ssh://siti@h note 2026-0001 x --idempotency-key k"
            )
        )
    }

    @Test func `the steps of an agreement are asked of kembard`() async throws {
        try await TinyServer.serving(.answer(status: 200, body: "{}")) { server in
            let test = TestDesk(
                ["console"],
                environment: [
                    "SSH_ORIGINAL_COMMAND": "kembar audit replay 2026-0001 --json",
                    "KEMBAR_SOCKET": server.path,
                ]
            )
            #expect(await test.run() == .done)
            #expect(server.asked.map(\.target) == ["/v1/audit/replay?agreement=2026-0001"])
        }
    }

    @Test func `standard input of the caller may be read`() async throws {
        try await TinyServer.serving(
            .answer(status: 200, body: #"{"id":"2026-0001","version":1,"entries":[]}"#)
        ) { server in
            let test = TestDesk(
                ["console"],
                environment: [
                    "SSH_ORIGINAL_COMMAND": "kembar attach 2026-0001 -",
                    "KEMBAR_SOCKET": server.path,
                ],
                files: ["-": "abc"]
            )
            #expect(await test.run() == .done)
            #expect(server.asked[0].body.contains("ba7816bf"))
        }
    }
}
