import ArgumentParser
import Language

/// The command `kembar remind …`.
struct Remind: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "remind",
            Phrase("Pengingat: apa, kapan, dan mengapa.", "Reminders: what, when and why."),
            examples: [
                "kembar remind explain 2018-0001", "kembar remind simulate --to 2019-03-31",
                "kembar remind route 2018-0001",
            ],
            subcommands: [
                RemindList.self, RemindExplain.self, RemindSimulate.self, RemindRoute.self,
                RemindTest.self,
            ],
            defaultSubcommand: RemindList.self
        )
    }
}
