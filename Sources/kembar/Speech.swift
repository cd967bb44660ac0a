import ArgumentParser
import Language

/// In which language the command line describes itself.
///
/// The argument parser builds its help from static properties, which nobody can hand a parameter;
/// the language reaches them as a task-local value, set once before parsing.
enum Speech {
    @TaskLocal static var language = Language.id

    /// What stands above the examples of a command.
    static let examplesHeading = Phrase("Contoh:", "Examples:")
}

extension ArgumentHelp {
    /// The help of one argument in the language of this run; `value` names what is to be given.
    static func words(_ id: String, _ en: String, value: Phrase? = nil) -> ArgumentHelp {
        ArgumentHelp(
            "\(Speech.language.say(Phrase(id, en)))",
            valueName: value.map { Speech.language.say($0) }
        )
    }
}

extension CommandConfiguration {
    /// Describes a command in the language of this run, its examples first.
    init(
        _ name: String,
        _ abstract: Phrase,
        examples: [String],
        more: Phrase? = nil,
        subcommands: [any ParsableCommand.Type] = [],
        groups: [CommandGroup] = [],
        defaultSubcommand: (any ParsableCommand.Type)? = nil
    ) {
        let language = Speech.language
        let heading = language.say(Speech.examplesHeading)
        var discussion = ([heading] + examples.map { "  \($0)" }).joined(separator: "\n")
        if let more { discussion += "\n\n\(language.say(more))" }
        self.init(
            commandName: name,
            abstract: language.say(abstract),
            discussion: discussion,
            subcommands: subcommands,
            groupedSubcommands: groups,
            defaultSubcommand: defaultSubcommand
        )
        // Parsed alone, a command need not look whether a completion script is asked for.
        if name != "kembar" { _superCommandName = "kembar" }
    }
}

extension Language: ExpressibleByArgument {}
