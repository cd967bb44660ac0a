import ArgumentParser
import Language
import Wire

/// The command `kembar remind explain ID`.
struct RemindExplain: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "explain",
            Phrase(
                "Hitungan pengingat suatu naskah.",
                "The arithmetic of an agreement's reminders."
            ),
            examples: ["kembar remind explain 2018-0001", "kembar remind explain 2018-0001 --json"]
        )
    }

    @OptionGroup var about: AgreementArgument
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["agreements", about.id, "reminders"]) }

    func screen(_ answer: ReminderExplanation, _ page: Page) -> Screen {
        ExplanationScreen(answer).screen(page)
    }
}
