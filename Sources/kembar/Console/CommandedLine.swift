import Language

/// One command that somebody far away sends instead of a dialogue: `ssh HOST kembar list`.
struct CommandedLine {
    private let desk: Desk
    private let page: Page

    init(_ desk: Desk, _ page: Page) {
        self.desk = desk
        self.page = page
    }

    /// Carries it out, if it is a command of kembar that is let through; everything else is refused.
    func run(_ line: String) async -> ProcessStatus {
        guard line.utf8.count <= Self.bytesMax else { return refuse(ConsolePhrases.tooLong) }
        var words: [String]
        do throws(ShellWords.Fault) {
            words = try ShellWords.words(of: line)
        } catch {
            return refuse(ConsolePhrases.fault(error))
        }
        var environment = desk.environment
        environment["SSH_ORIGINAL_COMMAND"] = nil
        // What the console speaks, the command speaks, unless it says otherwise itself.
        environment["LANGUAGE"] = nil
        environment["LC_ALL"] = page.language == .en ? "en_US.UTF-8" : "id_ID.UTF-8"
        while let first = words.first, let (name, value) = Self.handedOver(first) {
            environment[name] = value
            words.removeFirst()
        }
        guard words.first == "kembar" else { return refuse(ConsolePhrases.onlyKembar) }
        words.removeFirst()
        environment = environment.withoutHost
        if CommandPath(Invocation(words).commandWords).type == ConsoleCommand.self,
            !words.contains(where: ["--help", "-h"].contains)
        {
            return await dialogue(words, environment)
        }
        return await Session(
            desk: desk.confined(
                to: Confinement(readsInput: true),
                words,
                environment: environment
            )
        ).run()
    }

    /// `kembar --host … console`: the dialogue, as if it had been started without a command.
    private func dialogue(
        _ words: [String],
        _ environment: [String: String]
    ) async -> ProcessStatus {
        var desk = desk
        desk.environment = environment
        let language = Invocation(words).languageOption.flatMap(Language.init(rawValue:))
        var page = Page(desk: desk, language: language ?? page.language)
        page.isStyled = false
        return await ConsoleDialogue(desk, page).run()
    }

    /// A command line may be as long as a request is at most.
    private static let bytesMax = 256 * 1024

    private func refuse(_ words: Phrase) -> ProcessStatus {
        desk.say(HelpText(page.say(words)).wrapped(to: page.width), on: .errors)
        return .usage
    }

    /// What `--host` hands over before the command, as `NAME=value`; nil for any other word.
    ///
    /// How a screen looks, and from where it is asked: nothing by which something could be reached.
    private static func handedOver(_ word: String) -> (name: String, value: String)? {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let (name, value) = (String(parts[0]), String(parts[1]))
        let isFit =
            switch name {
            case "COLUMNS": value.count <= 4 && value.allSatisfy { ("0"..."9").contains($0) }
            case "NO_COLOR", "CLICOLOR_FORCE": value == "1"
            case RemoteHost.viaVariable: (try? RemoteHost(value)) != nil
            default: false
            }
        return isFit ? (name, value) : nil
    }
}

extension [String: String] {
    /// Without what would lead on to a third machine.
    var withoutHost: [String: String] { filter { $0.key != RemoteHost.variable } }
}
