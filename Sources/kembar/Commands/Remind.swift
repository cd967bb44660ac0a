import ArgumentParser
import Language

/// The command `kembar remind …`.
struct Remind: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "remind",
            Phrase("Pengingat: apa, kapan, dan mengapa.", "Reminders: what, when and why."),
            examples: [
                "kembar remind list", "kembar remind explain 2018-0001",
                "kembar remind later 2018-0001 --until 2018-12-03 --note \"sudah ditelepon\"",
            ],
            subcommands: [
                RemindList.self, RemindExplain.self, RemindLater.self, RemindSimulate.self,
                RemindText.self, RemindRoute.self, RemindTest.self,
            ],
            defaultSubcommand: RemindList.self
        )
    }
}
