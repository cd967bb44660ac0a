import ArgumentParser
import Language
import Wire

/// The command `kembar remind route ID`.
struct RemindRoute: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "route",
            Phrase(
                "Siapa yang akan menerima pengingat suatu naskah, lewat apa, dan mengapa.",
                "Who would get an agreement's reminders, by which way, and why."
            ),
            examples: ["kembar remind route 2018-0001", "kembar remind route 2018-0001 --json"]
        )
    }

    @OptionGroup var about: AgreementArgument
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["agreements", about.id, "route"]) }

    func screen(_ answer: RouteAnswer, _ page: Page) -> Screen {
        RouteScreen(answer).screen(page)
    }
}
