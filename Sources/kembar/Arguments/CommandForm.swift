import ArgumentParser
import Entries
import FoundationEssentials
import Language

/// What a command takes: its options as the parser itself describes them, and fields by name.
///
/// The parser lets the last value of a repeated option win in silence. What somebody typed would
/// then be lost, and recorded is for ever: so the typed words are held against what is declared.
struct CommandForm: Hashable, Sendable {
    private var options: [String: Option] = [:]
    /// The arguments without a name, in their order.
    private var positionals: [Positional] = []
    /// Whether it takes any field of an event, as `field=value`.
    let takesAssignments: Bool

    private struct Option: Hashable, Sendable {
        var isRepeating: Bool
        /// Whether all words up to the next option are values of it.
        var takesAll: Bool
        /// Whether its value names a file or a folder.
        var isFile: Bool
    }

    private struct Positional: Hashable, Sendable {
        var isRepeating: Bool
        var isFile: Bool
    }

    init(of command: any ParsableCommand.Type) {
        takesAssignments = command is any AssigningSubcommand.Type
        // A newer parser may describe itself otherwise; it has understood the words all the same.
        guard
            let described = try? JSONDecoder().decode(
                JSONValue.self,
                from: Data(command._dumpHelp().utf8)
            )
        else { return }
        for argument in described["command"]?["arguments"]?.array ?? []
        where argument["kind"] != "flag" {
            let isRepeating = argument["isRepeating"]?.bool ?? false
            // What a shell completes as a file is one.
            let completion = argument["completionKind"]
            let isFile = completion?["file"] != nil || completion?["directory"] != nil
            guard argument["kind"] == "option" else {
                positionals.append(Positional(isRepeating: isRepeating, isFile: isFile))
                continue
            }
            let option = Option(
                isRepeating: isRepeating,
                takesAll: argument["parsingStrategy"] == "upToNextOption",
                isFile: isFile
            )
            for name in argument["names"]?.array ?? [] {
                options["--" + (name["name"]?.string ?? "")] = option
            }
        }
    }

    /// Whether the words give an option twice, or something empty: only then is the form looked at,
    /// which the parser takes a while to describe.
    static func isWorthALook(_ words: [String]) -> Bool {
        var seen: Set<Substring> = []
        return words.contains { word in
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let isEmpty = parts.last?.allSatisfy(\.isWhitespace) ?? true
            return isEmpty || word.hasPrefix("--") && !seen.insert(parts[0]).inserted
        }
    }

    /// Whether the command has that option, such as `--party`.
    func contains(_ name: String) -> Bool { options[name] != nil }

    /// Why the words can't be taken although the parser takes them; nil if they can.
    func mistake(in words: [String]) -> Phrase? {
        var seen: Set<String> = []
        for (name, value) in typed(in: words) {
            guard !value.allSatisfy(\.isWhitespace) else {
                return Phrase(
                    "Nilai untuk '\(name)' kosong; tulis nilainya, atau tinggalkan opsi itu.",
                    "The value for '\(name)' is empty; write one, or leave that option out."
                )
            }
            guard options[name]?.isRepeating == true || seen.insert(name).inserted else {
                return Phrase(
                    "Opsi '\(name)' disebut lebih dari satu kali, padahal hanya ada satu nilainya; sebutkan satu kali.",
                    "The option '\(name)' is given more than once, but has one value only; give it once."
                )
            }
        }
        return nil
    }

    /// The files and folders that the words behind the command's name point to.
    func files(in words: [String]) -> [String] {
        let read = read(words)
        var files = read.options.filter { options[$0.name]?.isFile == true }.map(\.value)
        var rest = read.others[...]
        for positional in positionals {
            guard let word = rest.popFirst() else { break }
            let all = positional.isRepeating ? [word] + rest : [word]
            if positional.isFile { files += all }
            if positional.isRepeating { break }
        }
        return files
    }

    /// The declared options among the words, each with a value, as the parser reads them.
    private func typed(in words: [String]) -> [(name: String, value: String)] {
        read(words).options
    }

    /// The options with their values, and the words that belong to none.
    private func read(
        _ words: [String]
    ) -> (options: [(name: String, value: String)], others: [String]) {
        var typed: [(name: String, value: String)] = []
        var others: [String] = []
        var rest = words.prefix { $0 != "--" }
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let option = options[String(parts[0])] else {
                if word == "-" || !word.hasPrefix("-") { others.append(word) }
                continue
            }
            let name = String(parts[0])
            if parts.count == 2 {
                typed.append((name, String(parts[1])))
            } else if let value = rest.popFirst() {
                typed.append((name, value))
            }
            while option.takesAll, let value = rest.first, !value.hasPrefix("-") {
                typed.append((name, value))
                rest.removeFirst()
            }
        }
        return (typed, others + words.drop { $0 != "--" }.dropFirst())
    }
}
