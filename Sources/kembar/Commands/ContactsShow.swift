import ArgumentParser
import Language
import Wire

/// The command `kembar contacts show [ROLE]`.
struct ContactsShow: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "show",
            Phrase(
                "Pemegang peran, sejak kapan sampai kapan.",
                "Who holds which role, from when to when."
            ),
            examples: ["kembar contacts show", "kembar contacts show petugas --json"]
        )
    }

    @Argument(
        help: .words(
            "Peran saja; jika tidak disebut, semua.",
            "Only that role; else all.",
            value: Phrase("peran", "role")
        )
    )
    var role: String?

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["contacts"], [("role", role)]) }

    func screen(_ answer: ContactList, _ page: Page) -> Screen {
        ContactListScreen(answer).screen(page)
    }
}
