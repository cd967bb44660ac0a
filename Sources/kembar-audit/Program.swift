import Answers
import ArgumentParser
import Engine
import Language

/// What an auditor runs on a copied data folder, with no daemon.
///
/// It answers as kembard does over its socket: the same documents, without a language. `kembar audit
/// … --data` runs it with `--json` and words the answer; run by hand without `--json` it hands
/// itself over to that, so that everything said to people is said at one place.
@main
struct Program: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kembar-audit",
            abstract: Environment.say(
                Phrase(
                    "Periksa salinan folder data tanpa kembard.",
                    "Examine a copied data folder, without kembard."
                )
            ),
            subcommands: [Verify.self, Replay.self, Diff.self, ShowCheckpoint.self, ShowKey.self]
        )
    }

    static func main() async {
        Environment.becomeKembar(unless: "--json")
        await main(nil)
    }
}

/// The options that every command has.
struct CopyOptions: ParsableArguments {
    @Option(help: .words("Salinan folder data.", "The copied data folder."))
    var data: String

    @Flag(help: .words("Cetak dokumen JSON.", "Print the JSON document."))
    var json = false
}

struct Verify: AsyncParsableCommand {
    @Option(help: .words("Kunci umum log (vkey).", "The log's public key (vkey)."))
    var vkey: String?

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data, statusOf: Outcome.verifying) { folder in
            try await folder.verify(vkey: vkey)
        }
    }
}

struct Replay: AsyncParsableCommand {
    @Argument(help: .words("Nomor naskah.", "The agreement's id."))
    var id: String?

    @Option(help: .words("Keadaan pada akhir hari itu.", "As of the end of that day."))
    var asOf: String?

    @Option(help: .words("Yang tercatat sampai itu.", "What was recorded by then."))
    var knownAt: String?

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in
            try .document(folder.answers().replay(id, asOf: asOf, knownAt: knownAt))
        }
    }
}

struct Diff: AsyncParsableCommand {
    @Argument(help: .words("Waktu atau nomor entri.", "A time or a position."))
    var from: String

    @Argument(help: .words("Waktu atau nomor entri.", "A time or a position."))
    var to: String

    @Option(help: .words("recorded atau happened.", "recorded or happened."))
    var mode: String?

    @Option(help: .words("Nomor naskah.", "The agreement's id."))
    var agreement: String?

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in
            try .document(
                folder.answers()
                    .diff(from: from, to: to, mode: mode, agreement: agreement)
            )
        }
    }
}

struct ShowCheckpoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "checkpoint")

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in .text(try folder.keptNote()) }
    }
}

struct ShowKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "key")

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in .text(folder.identity.vkey + "\n") }
    }
}
