import Entries
import Foundation
import Testing
import Wire

/// Who may: the kernel says who is calling, and a refusal names the group to join.
@Suite(
    .timeLimit(.minutes(10)),
    .enabled(
        if: Needs.root && Needs.setpriv != nil,
        "needs root and setpriv, to call as a user in no group"
    )
)
struct CallerTests {
    @Test(arguments: ["operator", "audit"])
    func `a caller in no group is refused by the name of the group`(door: String) async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let socket = daemon.sockets + "/\(door).sock"
            let stranger = try await Stranger(to: daemon, socket, mode: 0o666)
            for words in [["list"], ["show", "2026-0001"], ["audit", "checkpoint"]] {
                let refused = try await stranger.run(words)
                #expect(refused.status == 4, "\(words): \(refused)")
                let group = door == "operator" ? "kembar" : "kembar-audit"
                #expect(Self.words(refused.errors).contains(group), "\(words): \(refused)")
            }
            let proposal = try await stranger.run([
                "propose", "Kerja sama contoh", "--party", "99.71", "--kind", "KSDD", "--paper",
                "KB",
            ])
            #expect(proposal.status == 4, "\(proposal)")
            #expect(try await daemon.entries().allSatisfy { $0.subject == nil })
        }
    }

    @Test func `everybody who may connect is told who he is taken for`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let stranger = try await Stranger(to: daemon, daemon.socket, mode: 0o666)
            let outcome = try await stranger.run(["status", "--json"])
            try #require(outcome.status == 0, "\(outcome)")
            let status = try JSONDecoder().decode(
                StatusAnswer.self,
                from: Data(outcome.output.utf8)
            )
            #expect(status.you.uid == 65_534)
            #expect(status.you.gid == 65_534)
            #expect(status.you.groups == [])
            #expect(status.you.rights == [])
            #expect(status.you.actor == nil)
        }
    }

    @Test func `a socket that may not be opened names the group that may`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            for (door, group) in [("operator", "kembar"), ("audit", "kembar-audit")] {
                let socket = daemon.sockets + "/\(door).sock"
                let outcome = try await Stranger(to: daemon, socket, mode: 0o600).run(["list"])
                #expect(outcome.status == 4, "\(outcome)")
                #expect(Self.words(outcome.errors).contains(group), "\(outcome)")
            }
        }
    }

    @Test func `nobody writes through the audit socket, not even root`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let outcome = try await daemon.kembar(
                "propose",
                "Kerja sama contoh",
                "--party",
                "99.71",
                "--kind",
                "KSDD",
                "--paper",
                "KB",
                "--socket",
                daemon.sockets + "/audit.sock"
            )
            #expect(outcome.status == 4, "\(outcome)")
            try await daemon.done("list", "--socket", daemon.sockets + "/audit.sock")
        }
    }

    /// The words of a text: `kembar` is not found in `kembar-audit`.
    private static func words(_ text: String) -> Set<String> {
        Set(text.split { !$0.isLetter && $0 != "-" }.map(String.init))
    }
}

/// The command line run by the user 65534, who is in no group.
private struct Stranger {
    private let daemon: Daemon
    private let socket: String
    private let program: String

    /// Gives `socket` that mode; the folder and the program become readable by everybody.
    init(to daemon: Daemon, _ socket: String, mode: Int) async throws {
        self.daemon = daemon
        self.socket = socket
        let files = FileManager.default
        for folder in [daemon.place.path, daemon.sockets] {
            try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        }
        try files.setAttributes([.posixPermissions: mode], ofItemAtPath: socket)
        // The build may lie in a folder that only its owner enters.
        program = daemon.place.file("kembar")
        if !files.fileExists(atPath: program) {
            // Copied by another process: a program that we hold open for writing can't be run, and
            // every child that starts meanwhile would hold it too.
            let copying = try daemon.place.start("/bin/cp", [Programs.kembar, program])
            try #require(await copying.ended() == .exited(0))
            try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        }
    }

    func run(_ words: [String]) async throws -> Outcome {
        let setpriv = Needs.setpriv ?? "setpriv"
        return try await daemon.place.start(
            setpriv,
            ["--reuid=65534", "--regid=65534", "--clear-groups", program] + words
                + ["--socket", socket],
            environment: daemon.environment
        ).outcome()
    }
}
