import ArgumentParser
import Language
import Wire

/// The command `kembar status`.
struct Status: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "status",
            Phrase(
                "Keadaan kembard, dan siapa Anda baginya.",
                "How kembard is, and who it takes you for."
            ),
            examples: ["kembar status", "kembar status --json"]
        )
    }

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["status"]) }

    func screen(_ answer: StatusAnswer, _ page: Page) -> Screen {
        StatusScreen(answer).screen(page)
    }
}
