import ArgumentParser
import Language
import Wire

/// The command `kembar history ID`.
struct History: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "history",
            Phrase(
                "Semua yang terjadi, menurut urutan kejadian.",
                "All that happened, in the order in which it happened."
            ),
            examples: [
                "kembar history 2018-0001",
                "kembar history 2018-0001 --known-at 2018-11-08",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument
    @OptionGroup var past: PastOptions
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request {
        .get(["agreements", about.id, "history"], past.query)
    }

    func screen(_ answer: HistoryAnswer, _ page: Page) -> Screen {
        HistoryScreen(answer, past: past.words).screen(page)
    }
}
