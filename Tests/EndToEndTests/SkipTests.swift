import Foundation
import Testing

/// What is not checked is said loudly, and fails where nobody would read it.
@Suite(.timeLimit(.minutes(1))) struct SkipTests {
    private static let scripts =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path + "/scripts"

    @Test(arguments: [
        (["journal", "needs", "root"], false, Int32(0)),
        (["journal", "needs", "root"], true, 0),
        (["--installed", "journal", "curl is missing"], false, 0),
        // What set-up installs and is not there would never be checked again.
        (["--installed", "journal", "curl is missing"], true, 1),
    ])
    func `a part that is left out is named, and in CI its want is a failure`(
        words: [String],
        isCI: Bool,
        status: Int32
    ) async throws {
        try await Place.with { place in
            let outcome = try await place.start(
                Self.scripts + "/skip",
                words,
                environment: isCI ? ["KEMBAR_CI": "1"] : [:]
            ).outcome()
            #expect(outcome.status == status)
            #expect(outcome.output == "")
            let why = words.drop { $0 == "--installed" }.dropFirst().joined(separator: " ")
            #expect(outcome.errors.contains("journal: SKIPPED: \(why)\n"))
            #expect(outcome.errors.contains("journal: FAILED") == (status == 1))
        }
    }

    @Test func `what any step skipped is told again in the end, once`() async throws {
        try await Place.with { place in
            let log = """
                \u{25C7} Test "skipped days are listed by name, weekends are not" started.
                \u{2714} Test "skipped days are listed by name, weekends are not" passed.
                \u{279C} Suite DiskTests skipped: "needs root, and permission to mount"
                \u{279C} Test "killed between two" skipped.
                faults: ######################################################
                faults: SKIPPED: strace may not trace here
                ok     the disk is filled (1.2 s) SKIPPED
                  SKIPPED: this container may not limit memory and tasks
                test-system: SKIPPED: this container may not limit memory and tasks
                faults: SKIPPED: strace may not trace here

                """
            try log.write(toFile: place.file("log"), atomically: true, encoding: .utf8)
            let script = Self.scripts + "/skipped"
            let outcome = try await place.start(script, [place.file("log")]).outcome()
            #expect(outcome.status == 0)
            let told = outcome.output.split(separator: "\n").filter { !$0.contains("###") }
            #expect(
                told == [
                    "NOT PROVED on this machine, whatever else passed:",
                    "  Suite DiskTests skipped: \"needs root, and permission to mount\"",
                    "  Test \"killed between two\" skipped.",
                    "  faults: SKIPPED: strace may not trace here",
                    "  test-system: SKIPPED: this container may not limit memory and tasks",
                ]
            )
            try "\u{2714} Test run with 1 test passed.\n".write(
                toFile: place.file("whole"),
                atomically: true,
                encoding: .utf8
            )
            let whole = try await place.start(script, [place.file("whole")]).outcome()
            #expect(whole.output == "Nothing was skipped.\n")
        }
    }

    /// What the conditions of tests ask for, but for what a machine may forbid: root, mounting, tracing.
    @Test(.enabled(if: Needs.isCI, "only in CI (KEMBAR_CI): elsewhere what is missing is skipped"))
    func `in CI all is there that set-up installs, so no test vanishes for the want of it`()
        async throws
    {
        for name in [
            "cc", "curl", "fish", "go", "prlimit", "setpriv", "ssh", "ssh-keygen", "sshd",
            "strace", "systemd-socket-activate", "xxd", "zsh",
        ] {
            #expect(Programs.tool(name) != nil, "\(name) is missing")
        }
        // The product asks for it by this path.
        #expect(FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"))
        #expect(Programs.python != nil)
        #expect(try await MailServer.isInstalled())
        #expect(SecureShell.missing == nil)
        #expect(Needs.compiler != nil && Needs.socketActivate != nil && Needs.setpriv != nil)
        #expect(Needs.goLogPackages)
        for module in [
            "bagit.py", "cryptography", "icalendar", "openapi_spec_validator", "pm4py", "polars",
            "pyarrow", "r4pm",
        ] {
            #expect(Needs.python(with: module) != nil, "\(module) is missing")
        }
    }
}
