import ArgumentParser
import Language
import Wire

/// The command `kembar rules list`.
struct RulesList: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list",
            Phrase("Aturan yang berlaku, versi terbaru.", "The rules in force, newest versions."),
            examples: ["kembar rules list", "kembar rules list --json"]
        )
    }

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["rules"]) }

    func screen(_ answer: RuleList, _ page: Page) -> Screen { RuleListScreen(answer).screen(page) }
}
