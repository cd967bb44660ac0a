import Foundation
import Testing

/// Shells that ask `kembar` what may come next, with a daemon and without.
@Suite(.timeLimit(.minutes(10))) struct CompletionTests {
    /// The shells whose scripts are generated; only those of this machine can be run.
    private static func isInstalled(_ shell: String) -> String? {
        ["/bin/", "/usr/bin/"].map { $0 + shell }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Once for all lines: generating takes a debug build seconds.
    private func generateForBash(_ daemon: Daemon) async throws {
        let script = try await daemon.done("--generate-completion-script", "bash")
        let path = daemon.place.file("kembar.bash")
        try script.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func bash(_ daemon: Daemon, _ line: [String]) async throws -> [String] {
        let words = line.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            source \(daemon.place.file("kembar.bash"))
            COMP_WORDS=(kembar \(words)); COMP_CWORD=\(line.count)
            COMP_LINE='kembar \(line.joined(separator: " "))'; COMP_POINT=${#COMP_LINE}
            _kembar kembar '\(line.last ?? "")' '\(line.dropLast().last ?? "kembar")'
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let outcome = try await run(daemon, "/bin/bash", ["--norc", "-c", script])
        #expect(outcome.errors == "")
        return outcome.output.split(separator: "\n").map {
            String($0).trimmingCharacters(in: .whitespaces)
        }
    }

    private func run(
        _ daemon: Daemon,
        _ shell: String,
        _ arguments: [String]
    ) async throws -> Outcome {
        let folder = URL(fileURLWithPath: Programs.kembar).deletingLastPathComponent().path
        return try await daemon.place.start(
            shell,
            arguments,
            environment: daemon.environment.merging(["PATH": folder + ":/usr/bin:/bin"]) { $1 }
        ).outcome()
    }

    private func begun(_ place: Place) async throws -> Daemon {
        let daemon = try await Daemon.serving(in: place)
        try await daemon.done("propose", "Jalur wisata: contoh", "--party", "99.71")
        return daemon
    }

    @Test func `bash is offered subcommands, options, ids, codes, stages, events and names`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await begun(place)
            try await generateForBash(daemon)
            #expect(try await bash(daemon, ["cal"]) == ["calendars"])
            #expect(try await bash(daemon, ["calendars", "ad"]).sorted() == ["add", "adopt"])
            #expect(try await bash(daemon, ["show", "--as"]) == ["--as-of"])
            #expect(try await bash(daemon, ["show", ""]).contains("2026-0001"))
            #expect(try await bash(daemon, ["show", "2026"]) == ["2026-0001"])
            #expect(try await bash(daemon, ["rules", "move", "2"]) == ["2026-0001"])
            #expect(try await bash(daemon, ["offices", "show", "99.7"]) == ["99.71"])
            #expect(
                try await bash(daemon, ["await", "2026-0001", "--party", "univ"]) == ["univ-contoh"]
            )
            #expect(try await bash(daemon, ["list", "--stage", "Visit"]) == ["VisitProposed"])
            let events = try await bash(daemon, ["record", "2026-0001", "Letter"])
            #expect(events.sorted() == ["LetterReceived", "LetterSent"])
            #expect(try await bash(daemon, ["calendars", "show", "id-b"]) == ["id-bali"])
            #expect(try await bash(daemon, ["rules", "diagram", "ker"]) == ["kerja-sama-daerah"])
            for option in ["--under", "--renews"] {
                for verb in ["propose", "register"] {
                    #expect(try await bash(daemon, [verb, "x", option, "2"]) == ["2026-0001"])
                }
            }
            // The policy's roles, of whom the agreement's reminders name all.
            #expect(try await bash(daemon, ["contacts", "set", "ka"]) == ["kabag"])
            #expect(try await bash(daemon, ["remind", "test", "pet"]) == ["petugas"])
            #expect(try await bash(daemon, ["contacts", "show", "sek"]) == ["sekda"])
        }
    }

    @Test func `a kind of rules on the line leaves only rules of that kind`() async throws {
        try await Place.with { place in
            let daemon = try await begun(place)
            try await generateForBash(daemon)
            for kind in ["workflow", "alur-kerja"] {
                #expect(
                    try await bash(daemon, ["rules", "show", kind, ""]) == ["kerja-sama-daerah"]
                )
            }
            #expect(
                try await bash(daemon, ["rules", "show", "calendar", ""]).sorted()
                    == ["id", "id-bali", "id-public"]
            )
            #expect(try await bash(daemon, ["rules", "show", "policy", ""]) == ["main"])
        }
    }

    @Test func `options before the command's name do not hide what it is`() async throws {
        try await Place.with { place in
            let daemon = try await begun(place)
            try await generateForBash(daemon)
            let leading = [
                ["--lang", "en"], ["--json"], ["--socket", daemon.socket, "--lang", "id"],
            ]
            for options in leading {
                #expect(try await bash(daemon, options + ["show", ""]) == ["2026-0001"])
                #expect(try await bash(daemon, options + ["cal"]) == ["calendars"])
            }
            #expect(try await bash(daemon, ["--la"]) == ["--lang"])
            #expect(try await bash(daemon, ["--lang", "e"]) == ["en"])
        }
    }

    @Test func `without a daemon the shell is offered nothing, and nobody is told why`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await begun(place)
            try await generateForBash(daemon)
            await daemon.stop()
            #expect(try await bash(daemon, ["show", "2026"]) == [])
            #expect(try await bash(daemon, ["cal"]) == ["calendars"])
        }
    }

    @Test(arguments: [
        ("zsh", #"2026-0001:Jalur wisata: contoh"#), ("fish", "2026-0001\tJalur wisata: contoh"),
    ])
    func `zsh and fish get the titles beside the ids`(shell: String, line: String) async throws {
        try await Place.with { place in
            let daemon = try await begun(place)
            // What the generated script runs when the tab key is pressed.
            let outcome = try await daemon.place.start(
                Programs.kembar,
                ["---completion", "show", "--", "positional@0", "2", "0", "kembar", "show", ""],
                environment: daemon.environment.merging(["SAP_SHELL": shell]) { $1 }
            ).outcome()
            #expect(outcome.status == 0)
            #expect(outcome.output.split(separator: "\n").map(String.init).contains(line))
        }
    }

    /// Presses the tab key in a real shell at a terminal that zsh makes, and waits for what it shows.
    ///
    /// The word `siap` is written in two pieces, so that its echo is not taken for its output.
    private static func typing(
        _ options: String,
        in shell: String,
        _ folder: String
    ) -> String {
        let (start, ready) =
            shell == "zsh"
            ? (
                "TERM=xterm PS1= zsh -f -i",
                "fpath=(\(folder) $fpath); autoload -Uz compinit; compinit -u -D"
            )
            : ("TERM=xterm HOME=\(folder) fish --no-config -i", "source \(folder)/kembar.fish")
        return """
            zmodload zsh/zpty
            zpty shell "\(start)"
            zpty -w shell '\(ready); echo si""ap'
            zpty -r shell seen '*siap*'
            zpty -w -n shell $'kembar \(options)show \\t\\t'
            zpty -r shell seen '*Jalur wisata*Jalur lain*' && print -r -- "$seen"
            zpty -d shell
            """
    }

    @Test(
        .enabled(
            if: isInstalled("zsh") != nil && isInstalled("fish") != nil,
            "needs zsh and fish, whose tab keys it presses"
        ),
        arguments: [("zsh", "_kembar"), ("fish", "kembar.fish")],
        ["", "--lang en "]
    )
    func `at a terminal the tab key shows ids and titles`(
        script shell: (String, String),
        options: String
    ) async throws {
        let (shell, name) = shell
        try await Place.with { place in
            let daemon = try await begun(place)
            try await daemon.done("propose", "Jalur lain", "--party", "99.71")
            let script = try await daemon.done("--generate-completion-script", shell)
            try script.write(toFile: place.file(name), atomically: true, encoding: .utf8)
            let zsh = try #require(Self.isInstalled("zsh"))
            let typing = Self.typing(options, in: shell, place.path)
            let outcome = try await run(daemon, zsh, ["-f", "-c", typing])
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains("2026-0001"), "\(outcome)")
            #expect(outcome.output.contains("2026-0002"), "\(outcome)")
        }
    }

    // A run without one of the shells has not tested its script: then it is skipped, and said so.
    @Test(
        .enabled(
            if: isInstalled("zsh") != nil && isInstalled("fish") != nil,
            "needs zsh and fish, which read their scripts (scripts/prepare tests)"
        ),
        arguments: ["bash", "zsh", "fish"]
    )
    func `the script of each shell is read by that shell`(shell: String) async throws {
        let path = try #require(Self.isInstalled(shell))
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let script = place.file("completion")
            let generated = try await daemon.run(["--generate-completion-script", shell])
            #expect(generated.status == 0)
            #expect(generated.output.contains("calendars"))
            try generated.output.write(toFile: script, atomically: true, encoding: .utf8)
            let outcome = try await run(daemon, path, ["-n", script])
            #expect(outcome.status == 0, "\(outcome)")
        }
    }
}
