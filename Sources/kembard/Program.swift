import ArgumentParser
import Daemon
import Foundation
import Journaling
import Language

/// Starts the daemon: reads the arguments, runs, explains why not.
@main
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kembard",
        abstract:
            "Keeps the memory of cooperation agreements and nags politely. / Mengingat perjanjian kerja sama dan mengingatkan dengan sopan.",
        version: "0.1.0",
        subcommands: [Initialize.self, ReplaceLostKey.self]
    )

    @OptionGroup var places: Places

    /// The parser breaks no line before this: its words are translated line by line.
    private static let columnsMax = 1_000

    /// The parser's own, but for the language in which it says why it does not understand.
    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var serving = command as? any AsyncParsableCommand {
                try await serving.run()
            } else {
                try command.run()
            }
        } catch {
            let status = exitCode(for: error)
            // Its help is in both languages already.
            guard !status.isSuccess else { exit(withError: error) }
            let environment = ProcessInfo.processInfo.environment
            let words = ArgumentWords.translate(
                fullMessage(for: error, columns: columnsMax),
                to: Language(option: nil, environment: environment)
            )
            // What ended while it ran has been explained.
            if !words.isEmpty { FileHandle.standardError.write(Data((words + "\n").utf8)) }
            exit(withError: status)
        }
    }

    func run() async throws {
        try await Self.serve(places.options())
    }

    fileprivate static func serve(_ options: DaemonOptions) async throws {
        let environment = ProcessInfo.processInfo.environment
        do {
            try await Daemon(options: options, environment: environment).run()
        } catch {
            let text = Daemon.explain(error, environment: environment)
            let words = ServiceLog.lastWords("kembard: \(text)", environment: environment)
            FileHandle.standardError.write(Data(words.utf8))
            throw ExitCode(1)
        }
    }
}

/// Where things lie, and whether it is a rehearsal.
///
/// One group for the daemon and `init`: an option of one name in both would be taken by the first.
struct Places: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Data folder. / Folder data. ($STATE_DIRECTORY, /var/lib/kembar)",
            valueName: "DIR"
        )
    )
    var data: String?

    @Option(
        help: ArgumentHelp(
            "Folder outside the data that keeps the last signed checkpoint too. / Folder di luar data yang juga menyimpan checkpoint terakhir. ($STATE_DIRECTORY, /var/lib/kembar-checkpoint)",
            valueName: "DIR"
        )
    )
    var checkpoints: String?

    @Option(
        help: ArgumentHelp(
            "Folder for the sockets. / Folder soket. (systemd, /run/kembar)",
            valueName: "DIR"
        )
    )
    var sockets: String?

    @Option(
        help: ArgumentHelp(
            "Settings file. / Berkas setelan. (/etc/kembar/kembard.yaml)",
            valueName: "FILE"
        )
    )
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Origin of a new log: a URL without scheme. / Nama log baru.",
            valueName: "ORIGIN"
        )
    )
    var origin: String?

    @Option(
        help: ArgumentHelp(
            "Rehearse: the clock stands at START until `kembar rehearse` moves it. / Gladi: jam berhenti pada START.",
            valueName: "START"
        )
    )
    var rehearse: String?

    func options(
        initializesOnly: Bool = false,
        lostKeyReason: String? = nil
    ) -> DaemonOptions {
        DaemonOptions(
            data: data,
            checkpoints: checkpoints,
            sockets: sockets,
            config: config,
            origin: origin,
            rehearsal: rehearse,
            initializesOnly: initializesOnly,
            lostKeyReason: lostKeyReason
        )
    }
}

/// Makes key, origin and first entries, prints origin and key, and ends.
struct Initialize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Begin a log and stop. / Memulai log lalu berhenti."
    )

    @OptionGroup var places: Places

    func run() async throws {
        try await Program.serve(places.options(initializesOnly: true))
    }
}

/// Makes another key for a log whose key is lost for good, records that, prints the key, and ends.
struct ReplaceLostKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace-lost-key",
        abstract:
            "Let a new key sign a log whose key is lost for good. / Kunci baru untuk log yang kuncinya hilang."
    )

    @Option(
        help: ArgumentHelp(
            "What happened; recorded for ever. / Apa yang terjadi; dicatat selamanya.",
            valueName: "TEXT"
        )
    )
    var reason: String

    @OptionGroup var places: Places

    func run() async throws {
        try await Program.serve(places.options(lostKeyReason: reason))
    }
}
