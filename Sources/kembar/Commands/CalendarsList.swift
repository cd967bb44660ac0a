import ArgumentParser
import Language
import Wire

/// The command `kembar calendars list`.
struct CalendarsList: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list",
            Phrase(
                "Kalender yang berlaku dan tahun yang dikenalnya.",
                "The calendars in force and the years they know."
            ),
            examples: ["kembar calendars list", "kembar calendars list --json"]
        )
    }

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["calendars"]) }

    func screen(_ answer: CalendarList, _ page: Page) -> Screen {
        CalendarListScreen(answer).screen(page)
    }
}
