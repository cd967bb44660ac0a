import ArgumentParser
import Language
import Wire

/// The command `kembar calendars adopt FILE`.
struct CalendarsAdopt: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "adopt",
            Phrase(
                "Tetapkan berkas kalender; tenggat yang bergeser disebutkan.",
                "Adopt a calendar file; the deadlines that move are listed."
            ),
            examples: [
                "kembar calendars adopt id.yaml --dry-run",
                "kembar calendars adopt id.yaml",
            ],
            more: Phrase(
                "Memerlukan keanggotaan grup kembar-admin.",
                "This needs membership of the group kembar-admin."
            )
        )
    }

    @OptionGroup var file: CalendarFileArgument
    @OptionGroup var repetition: RepetitionOptions
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["rules"],
            repetition.query,
            body: try file.body(desk),
            key: repetition.key(desk)
        )
    }

    func screen(_ answer: AdoptionAnswer, _ page: Page) -> Screen {
        AdoptionScreen(answer).screen(page)
    }
}
