import Entries
import Foundation
import Testing

/// kembar through a real sshd: what an officer's key opens, and what it doesn't.
@Suite(
    .enabled(
        if: SecureShell.missing == nil,
        "needs ssh and sshd (packages openssh-client and openssh-server)"
    )
)
struct SecureShellTests {
    /// Gives `body` a daemon with one agreement, and a way to it.
    private func with(_ body: (Daemon, SecureShell) async throws -> Void) async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            try await body(daemon, try await SecureShell(daemon))
        }
    }

    @Test func `a question is answered as it is here, with the same status`() async throws {
        try await with { daemon, shell in
            for words in [
                ["list"], ["show", "2026-0001"], ["show", "2026-0009"], ["list", "--json"],
                ["show", "2026-0001", "--lang", "en"], ["find", "tidak ada"],
            ] {
                let here = try await daemon.run(words)
                let there = try await shell.kembar(words)
                #expect(there == here, "\(words)")
            }
        }
    }

    @Test(arguments: [SecureShell.Door.officer, .sysadmin])
    func `what is recorded arrives to the byte, whatever a shell would make of it`(
        door: SecureShell.Door
    ) async throws {
        try await with { daemon, shell in
            let texts = [
                "$(touch /tmp/kembar-was-here) `id` ; rm -rf / & | > <", #"it's "two" \ ends\"#,
                "-n", "* ? ~ # ! {a,b} $HOME %s", "é – “ya”",
            ]
            for text in texts {
                let outcome = try await shell.kembar("note", "2026-0001", "--", text, door: door)
                #expect(outcome.status == 0, "\(outcome)")
            }
            let recorded = try await daemon.entries().filter { $0.type == "NoteAdded" }
            #expect(recorded.map { $0.data["text"]?.string } == texts)
            #expect(!FileManager.default.fileExists(atPath: "/tmp/kembar-was-here"))
        }
    }

    @Test func `standard input travels, and a file's name does not`() async throws {
        try await with { daemon, shell in
            for name in [[], ["--name", "surat (1).pdf"]] {
                let outcome = try await shell.kembar(
                    ["attach", "2026-0001", "-"] + name,
                    input: "abc"
                )
                #expect(outcome.status == 0, "\(outcome)")
            }
            let attached = try await daemon.entries().filter { $0.type == "DocumentAttached" }
                .suffix(2).map { $0.data["document"] }
            let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            #expect(attached.map { $0?["sha256"]?.string } == [hash, hash])
            #expect(attached.map { $0?["name"]?.string } == ["stdin", "surat (1).pdf"])
            #expect(try await shell.kembar("attach", "2026-0001", "/etc/passwd").status == 64)
            #expect(
                try await shell.run(.officer, "kembar attach 2026-0001 /etc/passwd").status == 64
            )
        }
    }

    @Test func `a connection that is lost leaves a command that repeats safely`() async throws {
        try await with { daemon, shell in
            // The command is carried out over there, and then nothing is heard of it.
            let losing = try await shell.script(
                "\(shell.ssh(.officer)) \"$@\" >/dev/null 2>&1; echo 'Connection lost' >&2; exit 255",
                as: "ssh-losing"
            )
            let lost = try await shell.kembar("note", "2026-0001", "hari Jum'at", program: losing)
            #expect(lost.status == 7)
            #expect(lost.errors.contains("Hasilnya belum diketahui"))
            let line = try #require(
                lost.errors.split(separator: "\n").first { $0.contains("kembar note ") }
            )
            let key = try #require(line.split(separator: " ").last)
            let again = try await shell.kembar(
                "note",
                "2026-0001",
                "hari Jum'at",
                "--idempotency-key",
                String(key)
            )
            #expect(again.status == 0, "\(again)")
            #expect(try await daemon.entries().filter { $0.type == "NoteAdded" }.count == 1)
        }
    }

    @Test func `who can't log in is told why, and that nothing was sent`() async throws {
        try await with { daemon, shell in
            let outcome = try await shell.kembar("note", "2026-0001", "x", door: .stranger)
            #expect(outcome.status == 7)
            #expect(outcome.errors.contains("Permission denied"))
            #expect(outcome.errors.contains("Tidak dapat masuk ke ssh://kembar.invalid"))
            #expect(outcome.errors.contains("tidak ada yang tercatat"))
            try "".write(
                toFile: daemon.place.file("known_hosts"),
                atomically: true,
                encoding: .utf8
            )
            let unknown = try await shell.kembar("list")
            #expect(unknown.status == 7)
            #expect(unknown.errors.contains("Host key verification failed"))
            #expect(unknown.errors.contains("ssh ssh://kembar.invalid kembar status"))
        }
    }

    @Test func `without a command there is the console, also by --host`() async throws {
        try await with { daemon, shell in
            let lines = "note 2026-0001 \"lewat ssh\"\ny\n0\n"
            let first = try await shell.run(input: lines)
            #expect(first.status == 0)
            #expect(first.output.contains("kembar: catatan kerja sama antardaerah"))
            #expect(first.output.contains("Tercatat 2026-0001"))
            let second = try await shell.kembar(
                "--host",
                SecureShell.address,
                "console",
                "--lang",
                "en",
                input: lines
            )
            #expect(second.status == 0, "\(second)")
            #expect(second.output.contains("Recorded 2026-0001"))
            #expect(try await daemon.entries().filter { $0.type == "NoteAdded" }.count == 2)
        }
    }

    @Test(arguments: [
        "sh -c id", "id", "kembar list; id", "kembar list && id", "kembar note 2026-0001 $(id)",
        "kembar note 2026-0001 `id`", "bash", "kembar list > /tmp/kembar-was-here",
        "scp -f /etc/passwd", "kembar admin backup -", "kembar admin backup /tmp/kembar-was-here",
        "LD_PRELOAD=/tmp/x kembar list", "kembar api GET /v1/status",
    ])
    func `an officer's key opens no shell`(command: String) async throws {
        try await with { daemon, shell in
            let outcome = try await shell.run(.officer, command)
            #expect(outcome.status == 64)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains("Kesalahan: "))
            #expect(!outcome.errors.contains("uid="))
            #expect(!FileManager.default.fileExists(atPath: "/tmp/kembar-was-here"))
            #expect(try await daemon.entries().filter { $0.type == "NoteAdded" } == [])
        }
    }

    @Test func `nor files, ports, agents or variables`() async throws {
        try await with { _, shell in
            // The same words open it for the other key: it is the officer's door that is narrow.
            #expect(try await shell.run(.sysadmin, "echo open").output == "open\n")

            let sftp = try await shell.run(options: ["-s"], "sftp")
            #expect(sftp.status == 64)
            #expect(sftp.output == "")

            let ahead = try await shell.run(options: ["-W", "localhost:22"])
            #expect(ahead.status == 255)
            #expect(ahead.errors.contains("administratively prohibited"))

            let back = try await shell.run(
                options: ["-o", "ExitOnForwardFailure=yes", "-R", "0:localhost:22"],
                "kembar list"
            )
            #expect(back.status == 255)
            #expect(back.errors.contains("forwarding failed"))

            // sshd's settings here take every variable; the console takes none that leads elsewhere.
            let sent = try await shell.run(
                options: ["-o", "SetEnv=KEMBAR_HOST=ssh://elsewhere.invalid"],
                "kembar list"
            )
            #expect(sent.status == 0, "\(sent)")
        }
    }
}
