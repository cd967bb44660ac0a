import ArgumentParser
import Language
import Wire

/// The command `kembar calendars show CALENDAR [--year Y]`.
struct CalendarsShow: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "show",
            Phrase("Hari libur satu tahun.", "The days off of one year."),
            examples: [
                "kembar calendars show id --year 2025",
                "kembar calendars show id-bali --year 2026 --json",
            ]
        )
    }

    @OptionGroup var about: CalendarArgument

    @Option(
        help: .words(
            "Tahun; jika tidak, tahun ini.",
            "The year; else the present one.",
            value: Phrase("tahun", "year")
        )
    )
    var year: Int?

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request {
        .get(["calendars", about.calendar], [("year", year.map(String.init))])
    }

    func screen(_ answer: CalendarYear, _ page: Page) -> Screen {
        CalendarYearScreen(answer).screen(page)
    }
}
