import Entries
import Foundation
import Testing

/// A running kembard, and the command line beside it.
struct Daemon: Sendable {
    let place: Place
    let program: RunningProgram
    /// The folder of its sockets.
    let sockets: String
    /// The language that the command line speaks.
    var language = "id"

    /// How a daemon is started.
    struct Options: Sendable {
        /// The name of the data folder in the place.
        var data = "data"
        /// The folder in the place that keeps the checkpoint too; nil is none.
        var checkpoints: String?
        /// The folder of the sockets in the place.
        var sockets = "run"
        /// Where the clock of a rehearsal stands; nil is a real daemon.
        var rehearsal: String? = "2026-05-06T09:00"
        /// Whether the offices are the invented ones of config/examples/synthetic.
        var isSynthetic = true
        /// Whether the rules are the shipped ones to the letter, with a weekly report.
        var hasWeekly = false
        var origin: String? = "test.invalid/kembar"
        /// A settings file instead of the shipped one.
        var config: String?
        var environment: [String: String] = [:]
        /// The program that starts it, with its arguments: strace, say.
        var wrapper: [String] = []
    }

    /// Why no daemon is there.
    struct NotServing: Error, CustomStringConvertible {
        var description: String
    }

    static let shipped = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("config").path

    /// Starts a daemon and waits until it says that it serves.
    static func serving(in place: Place, _ options: Options = Options()) async throws -> Daemon {
        let daemon = try start(in: place, options)
        guard await daemon.program.says("serving") else {
            let ending = await daemon.program.ended()
            throw NotServing(description: "\(ending): \(daemon.program.errors.text)")
        }
        return daemon
    }

    /// Starts a daemon that is not expected to serve; returns how it ended.
    static func refused(in place: Place, _ options: Options = Options()) async throws -> Outcome {
        try await start(in: place, options).program.outcome()
    }

    static func start(in place: Place, _ options: Options) throws -> Daemon {
        let sockets = place.file(options.sockets)
        let words = options.wrapper + [Programs.kembard] + arguments(options, in: place)
        let program = try place.start(
            words[0],
            Array(words.dropFirst()),
            environment: ["LANG": "en_US.UTF-8"].merging(options.environment) { _, given in given }
        )
        return Daemon(place: place, program: program, sockets: sockets)
    }

    static func arguments(_ options: Options, in place: Place) -> [String] {
        var words = ["--data", place.file(options.data), "--sockets", place.file(options.sockets)]
        if let rehearsal = options.rehearsal { words += ["--rehearse", rehearsal] }
        if let outside = options.checkpoints { words += ["--checkpoints", place.file(outside)] }
        if let origin = options.origin { words += ["--origin", origin] }
        // Never the machine's own /etc/kembar: the test is about the shipped files.
        let settings = options.isSynthetic ? "/examples/synthetic/kembard.yaml" : "/kembard.yaml"
        let folder = options.hasWeekly ? shipped : place.rules
        return words + ["--config", options.config ?? folder + settings]
    }

    var socket: String { sockets + "/operator.sock" }

    /// Begins an agreement of the invented offices, which gets the id 2026-0001 in an empty log.
    func begin() async throws {
        try await done(
            "propose",
            "Kerja sama contoh",
            "--party",
            "99.71",
            "--kind",
            "KSDD",
            "--paper",
            "KB"
        )
    }

    /// Stops it as systemd does and waits for the end.
    @discardableResult
    func stop() async -> RunningProgram.Ending {
        program.send(SIGTERM)
        return await program.ended()
    }
}

extension Daemon {
    /// The environment of the command line: nothing of ours comes in.
    var environment: [String: String] {
        [
            "LANG": language == "en" ? "en_US.UTF-8" : "id_ID.UTF-8", "KEMBAR_SOCKET": socket,
            "COLUMNS": "100", "NO_COLOR": "1",
        ]
    }

    /// Runs `kembar` with these words.
    func kembar(_ words: String..., input: String? = nil) async throws -> Outcome {
        try await run(words, input: input)
    }

    func run(_ words: [String], input: String? = nil) async throws -> Outcome {
        try await place.start(Programs.kembar, words, environment: environment, input: input)
            .outcome()
    }

    /// Runs `kembar` and requires that it succeeds; returns its output.
    @discardableResult
    func done(
        _ words: String...,
        input: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let outcome = try await run(words, input: input)
        try #require(
            outcome.status == 0,
            "kembar \(words): \(outcome)",
            sourceLocation: sourceLocation
        )
        return outcome.output
    }

    /// Runs `kembar ... --json` and decodes the answer.
    func asked<Answer: Decodable>(_ type: Answer.Type, _ words: String...) async throws -> Answer {
        let outcome = try await run(words + ["--json"])
        try #require(outcome.status == 0, "kembar \(words): \(outcome)")
        return try JSONDecoder().decode(type, from: Data(outcome.output.utf8))
    }

    /// Every entry of the log, verbatim.
    func lines() async throws -> [String] {
        try await done("api", "GET", "/v1/events?after=-1").split(separator: "\n").map(String.init)
    }

    /// Every entry of the log, decoded.
    func entries() async throws -> [Entry] {
        try await lines().map { try Entry(bytes: Array($0.utf8)) }
    }
}
