import ArgumentParser
import Delivery
import Glibc
import Journaling
import Language

/// Carries what is outstanding: the one program of kembar that uses a network.
@main
struct Program: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kembar-deliver",
            abstract: say(
                Phrase(
                    "Antarkan pesan yang belum sampai, lewat surel atau webhook.",
                    "Carry outstanding messages, by mail or webhook."
                )
            ),
            version: "kembar-deliver \(Deliverer.version)"
        )
    }

    @Option(help: .init(say(Phrase("Berkas pengaturan.", "The settings file."))))
    var config = DeliverySettings.fileUsual

    @Option(help: .init(say(Phrase("Soket kembard untuk pengantar.", "The daemon's socket."))))
    var socket: String?

    @Flag(
        help: .init(
            say(
                Phrase(
                    "Satu putaran saja; keluar dengan 1 bila ada yang belum sampai.",
                    "One round only; exits with 1 if something did not get through."
                )
            )
        )
    )
    var once = false

    /// The parser breaks no line before this: its words are translated line by line.
    private static let columnsMax = 1_000

    /// The parser's own, but for the language in which it says why it does not understand.
    static func main() async {
        do {
            let command = try parse()
            try await command.run()
        } catch {
            let status = exitCode(for: error)
            // Its help is worded by us; what ended while it ran has been explained.
            guard !status.isSuccess, !(error is ExitCode) else { exit(withError: error) }
            let words = ArgumentWords.translate(
                fullMessage(for: error, columns: columnsMax),
                to: Language(option: nil, environment: environment)
            )
            if !words.isEmpty { write(words + "\n") }
            exit(withError: status)
        }
    }

    func run() async throws {
        // A child that ends early must end its pipe, not us.
        signal(SIGPIPE, SIG_IGN)
        umask(0o077)
        if let missing = Deliverer.missing {
            Self.tell(missing)
            // EX_UNAVAILABLE: tried again by systemd, and it may be there by then.
            throw ExitCode(69)
        }
        let deliverer = Deliverer(try settings(), environment: Self.environment)
        if once {
            guard await deliverer.round() else { throw ExitCode(1) }
            return
        }
        try await deliverer.run()
    }

    private func settings() throws -> DeliverySettings {
        do throws(DeliverySettings.Failure) {
            var settings = try DeliverySettings.read(
                config,
                credentials: Self.environment["CREDENTIALS_DIRECTORY"]
            )
            if let socket { settings.socket = socket }
            return settings
        } catch {
            Self.tell(error.phrase)
            // As sysexits has it: the settings are wrong, trying again does not mend them.
            throw ExitCode(78)
        }
    }

    private static func tell(_ phrase: Phrase) {
        write(ServiceLog.lastWords(say(phrase), environment: environment))
    }

    private static func write(_ words: String) {
        let bytes = Array(words.utf8)
        // Who does not hear it sees the exit status.
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }

    private static func say(_ phrase: Phrase) -> String {
        Language(option: nil, environment: environment).say(phrase)
    }

    /// What is looked at of the environment.
    private static var environment: [String: String] {
        var found: [String: String] = [:]
        for name in [
            "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "CREDENTIALS_DIRECTORY", "JOURNAL_STREAM",
        ] {
            found[name] = getenv(name).map { String(cString: $0) }
        }
        return found
    }
}
