import ArgumentParser
import Language

/// A word that is no command, and the command that was probably meant.
struct UnknownCommand: Hashable {
    private let name: String
    /// What may stand in its place.
    private let names: [String]
    /// The group that it was looked for in, as typed.
    private let group: String

    init(_ name: String, among commands: [any ParsableCommand.Type], of path: [String]) {
        self.name = name
        names = commands.compactMap { $0.configuration.commandName }
        group = path.joined(separator: " ")
    }

    var message: Phrase {
        let suggestion = nearest.map { Phrase(" Maksud Anda '\($0)'?", " Did you mean '\($0)'?") }
        return Phrase("Perintah '\(name)' tidak dikenal.", "There is no command '\(name)'.")
            + (suggestion ?? Phrase(""))
            + Phrase(" Daftarnya: \(group) --help", " See: \(group) --help")
    }

    /// Further away than this, a suggestion is a guess.
    private static let distanceMax = 2

    private var nearest: String? {
        names.map { ($0, Self.distance(name, $0)) }
            .filter { $0.1 <= Self.distanceMax }
            .min { $0.1 < $1.1 }?.0
    }

    /// How many characters must be put in, left out or replaced (Levenshtein).
    static func distance(_ first: String, _ second: String) -> Int {
        let second = Array(second)
        var row = Array(0...second.count)
        for (index, character) in first.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in second.enumerated() {
                let replaced = diagonal + (character == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[second.count]
    }
}
