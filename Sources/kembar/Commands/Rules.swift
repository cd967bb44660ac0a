import ArgumentParser
import Language

/// The command `kembar rules …`.
struct Rules: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "rules",
            Phrase(
                "Aturan yang berlaku: alur kerja, pengingat, kalender, kantor.",
                "The rules in force: workflows, policy, calendars, offices."
            ),
            examples: [
                "kembar rules show workflow kerja-sama-daerah > alur.yaml",
                "kembar rules check alur.yaml",
            ],
            subcommands: [
                RulesList.self, RulesShow.self, RulesCheck.self, RulesAdopt.self, RulesMove.self,
                RulesDiagram.self,
            ],
            defaultSubcommand: RulesList.self
        )
    }
}
