import ArgumentParser
import Language
import Testing

@testable import kembar

@Suite struct HelpTests {
    /// A command and the words that name it behind `kembar`.
    struct Named: CustomTestStringConvertible, Sendable {
        var words: [String]
        var type: any ParsableCommand.Type

        var testDescription: String { words.joined(separator: " ") }

        /// What `--help` prints.
        func help(_ language: Language) -> String {
            let text = Speech.$language.withValue(language) {
                Kembar.helpMessage(for: type, columns: 400)
            }
            return ArgumentWords.translate(text, to: language)
        }
    }

    /// Every command, the groups included.
    private static var commands: [Named] {
        func all(_ type: any ParsableCommand.Type, _ words: [String]) -> [Named] {
            let configuration = type.configuration
            let grouped = configuration.groupedSubcommands.flatMap(\.subcommands)
            let children = configuration.ungroupedSubcommands + grouped
            return [Named(words: words, type: type)]
                + children.flatMap { all($0, words + [$0.configuration.commandName ?? ""]) }
        }
        return all(Kembar.self, [])
    }

    @Test(arguments: commands)
    func `help leads with two or three examples, in both languages`(command: Named) throws {
        for (language, heading, usage) in [
            (Language.id, "Contoh:", "PEMAKAIAN:"), (.en, "Examples:", "USAGE:"),
        ] {
            let lines = command.help(language).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            let examples = try #require(lines.firstIndex { $0 == heading })
            let usageLine = try #require(lines.firstIndex { $0.hasPrefix(usage) })
            #expect(examples < usageLine)
            let count = lines[examples..<usageLine].count { $0.hasPrefix("  kembar ") }
            #expect((2...3).contains(count))
        }
    }

    @Test func `only a usage line goes on under its first word`() {
        let prose = "Untuk saksi log: kembar audit checkpoint mencetak permintaannya."
        let usage = "PEMAKAIAN: kembar audit cosign [<berkas>] --key <berkas> [<opsi>]"
        #expect(HelpText(prose).wrapped(to: 40).split(separator: "\n")[1].first != " ")
        #expect(HelpText(usage).wrapped(to: 40).split(separator: "\n")[1].hasPrefix("    "))
    }

    @Test(arguments: commands)
    func `no English of the parser is left in Indonesian help`(command: Named) {
        let help = command.help(.id)
        for word in [
            "OVERVIEW", "USAGE", "OPTIONS", "ARGUMENTS", "SUBCOMMANDS", "Show ", "See '", "default",
        ] {
            #expect(!help.contains(word), "\(word)")
        }
    }

    @Test(arguments: commands)
    func `every example is understood`(command: Named) async throws {
        for example in Self.examples(in: command.help(.id)) {
            let parsed = try await Kembar.asyncParseAsRoot(Array(example.dropFirst()))
            #expect(parsed is any Subcommand || parsed is any FollowingSubcommand, "\(example)")
        }
    }

    @Test(arguments: commands)
    func `help fits the page, the examples stay whole`(command: Named) {
        for width in [40, 80] {
            let help = command.help(.id)
            let examples = Set(help.split(separator: "\n").filter { $0.hasPrefix("  ") })
            let wrapped = HelpText(help).wrapped(to: width)
            for line in wrapped.split(separator: "\n") where line.cellWidth > width {
                #expect(examples.contains(line), "\(line)")
            }
            let words = { (text: String) in text.split(whereSeparator: \.isWhitespace) }
            #expect(words(wrapped).joined() == words(help).joined())
        }
    }

    @Test func `help goes to standard output and is no failure`() async {
        for arguments in [["--help"], ["help", "sign"], ["sign", "-h"], []] {
            let desk = TestDesk(arguments)
            #expect(await desk.run() == .done)
            #expect(desk.output.contains("PEMAKAIAN: kembar"))
            #expect(desk.errors == "")
        }
    }

    @Test(arguments: commands)
    func `help says what has to be typed, group and all`(command: Named) async {
        let desk = TestDesk(command.words + ["--help"])
        #expect(await desk.run() == .done)
        let name = (["kembar"] + command.words).joined(separator: " ")
        #expect(desk.output.contains("PEMAKAIAN: \(name)"), "\(desk.output)")
    }

    /// The examples as the words of a shell, continued lines joined, redirections left out.
    private static func examples(in help: String) -> [[String]] {
        let lines = help.replacing("\\\n", with: "").split(separator: "\n")
        return lines.filter { $0.hasPrefix("  kembar ") }.map { line in
            let words = shellWords(line.drop { $0 == " " })
            return Array(words.prefix { $0 != "<" && $0 != ">" })
        }
    }

    private static func shellWords(_ line: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            switch (character, quote) {
            case (let mark, let open?) where mark == open: quote = nil
            case ("'", nil), ("\"", nil):
                quote = character
                word = word ?? ""
            case (" ", nil):
                if let done = word { words.append(done) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
