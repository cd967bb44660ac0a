import ArgumentParser
import Language

/// The calendar that a command is about.
struct CalendarArgument: ParsableArguments {
    @Argument(
        help: .words(
            "Nama kalender.",
            "The calendar's name.",
            value: Phrase("kalender", "calendar")
        ),
        completion: .asked(.calendars)
    )
    var calendar: String

    func validate() throws { try NameCheck.requireNames(calendar) }
}
