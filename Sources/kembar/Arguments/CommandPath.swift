import ArgumentParser

/// Where the first words of a command line lead in the tree of commands.
struct CommandPath {
    /// The command that was reached: the program itself, a group, or a command.
    let type: any ParsableCommand.Type
    /// How many words name it.
    private let wordCount: Int
    /// Its name in full, as typed: `kembar audit verify`.
    let name: String
    /// The word that names nothing below the group that was reached.
    let unknown: UnknownCommand?
    /// Whether help is asked for, `kembar help …`.
    let isHelp: Bool

    /// Follows the words up to the first that is an option or belongs to a command.
    init(_ words: some Sequence<String>) {
        var names = ["kembar"]
        var type: any ParsableCommand.Type = Kembar.self
        var unknown: UnknownCommand?
        var isHelp = false
        for word in words.prefix(while: { !$0.hasPrefix("-") }) {
            if word == "help", names.count == 1, !isHelp {
                isHelp = true
                continue
            }
            let children = type.children
            guard !children.isEmpty else { break }
            guard let child = children.first(where: { $0.configuration.commandName == word })
            else {
                unknown = UnknownCommand(word, among: children, of: names)
                break
            }
            names.append(word)
            type = child
        }
        self.type = type
        wordCount = names.count - 1
        name = names.joined(separator: " ")
        self.unknown = unknown
        self.isHelp = isHelp
    }

    /// The command to parse alone, and what of those words is for it; nil for groups and help.
    ///
    /// The parser builds and asks the whole tree of commands for every line that it is given, which
    /// costs more than the daemon takes to answer.
    func alone(
        of arguments: [String]
    ) -> (command: any AsyncParsableCommand.Type, arguments: [String])? {
        guard !isHelp, unknown == nil, wordCount > 0, type.children.isEmpty,
            let command = type as? any AsyncParsableCommand.Type
        else { return nil }
        return (command, Array(arguments.dropFirst(wordCount)))
    }

    /// Those words without the ones that name the command.
    func rest(of arguments: [String]) -> [String] { Array(arguments.dropFirst(wordCount)) }

    /// What the command that was reached takes.
    var form: CommandForm { CommandForm(of: type) }

    /// Whether the parser knows the common options there: help and bare groups have none.
    var hasOptions: Bool {
        let isGroup = !type.children.isEmpty && type.configuration.defaultSubcommand == nil
        return !isHelp && !isGroup
    }
}

extension ParsableCommand {
    /// The commands right below this one.
    static var children: [any ParsableCommand.Type] {
        configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
    }
}
