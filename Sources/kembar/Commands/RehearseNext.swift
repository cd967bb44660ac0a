import ArgumentParser
import Language
import Wire

/// The command `kembar rehearse next`.
struct RehearseNext: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "next",
            Phrase(
                "Majukan jam gladi ke jatuh tempo berikutnya.",
                "Move the rehearsal's clock to what is due next."
            ),
            examples: ["kembar rehearse next", "kembar rehearse next --json"]
        )
    }

    @OptionGroup var common: CommonOptions

    /// Without a key, so never sent twice: the next moment after the next one is another moment.
    func request(_ desk: Desk) throws -> Request {
        try .post(["rehearsal"], body: RehearsalRequest(next: true), key: nil)
    }

    func screen(_ answer: RehearsalAnswer, _ page: Page) -> Screen {
        RehearsalScreen(answer).screen(page)
    }
}
