import ArgumentParser
import Language

/// The command `kembar calendars …`.
struct Calendars: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "calendars",
            Phrase("Kalender hari kerja.", "Working-day calendars."),
            examples: ["kembar calendars list", "kembar calendars count id-bali 2018-11-07 45"],
            subcommands: [
                CalendarsList.self, CalendarsShow.self, CalendarsCheck.self, CalendarsAdopt.self,
                CalendarsAdd.self, CalendarsImport.self, CalendarsCount.self, CalendarsExport.self,
            ],
            defaultSubcommand: CalendarsList.self
        )
    }
}
