import ArgumentParser
import Language
import Wire

/// The command `kembar show ID [--as-of DATE] [--known-at TIME]`.
struct Show: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "show",
            Phrase("Satu naskah selengkapnya.", "One agreement in full."),
            examples: [
                "kembar show 2018-0001",
                "kembar show 2018-0001 --as-of 2018-10-31",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument
    @OptionGroup var past: PastOptions
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["agreements", about.id], past.query) }

    func screen(_ answer: AgreementAnswer, _ page: Page) -> Screen {
        AgreementScreen(answer, past: past.words).screen(page)
    }
}
