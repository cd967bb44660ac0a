import ArgumentParser
import Language
import Wire

/// The command `kembar calendars count CALENDAR DATE N`.
struct CalendarsCount: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "count",
            Phrase("Hitung hari kerja sesudah suatu tanggal.", "Count working days after a date."),
            examples: [
                "kembar calendars count id 2018-11-07 10",
                "kembar calendars count id-bali 2018-11-07 45 --json",
            ],
            more: Phrase(
                "Hari pertama adalah hari kerja sesudah tanggal itu.",
                "Day 1 is the first working day after that date."
            )
        )
    }

    @Argument(
        help: .words(
            "Nama kalender.",
            "The calendar's name.",
            value: Phrase("kalender", "calendar")
        ),
        completion: .asked(.calendars)
    )
    var calendar: String

    @Argument(
        help: .words(
            "Dihitung dari tanggal ini.",
            "Count from this date.",
            value: Phrase("tanggal", "date")
        )
    )
    var date: String

    @Argument(help: .words("Berapa hari kerja.", "How many working days.", value: Phrase("N")))
    var days: Int

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try NameCheck.requireNames(calendar)
    }

    func request(_ desk: Desk) -> Request {
        .get(["calendars", calendar, "count"], [("date", date), ("days", String(days))])
    }

    func screen(_ answer: CalendarCount, _ page: Page) -> Screen {
        CalendarCountScreen(answer).screen(page)
    }
}
