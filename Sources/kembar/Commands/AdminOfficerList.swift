import ArgumentParser
import Language
import Wire

/// The command `kembar admin officer list`.
struct AdminOfficerList: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list",
            Phrase(
                "Siapa di balik nama di log seperti a-0007, sejak kapan sampai kapan.",
                "Who is behind names in the log such as a-0007, from when to when."
            ),
            examples: ["kembar admin officer list", "kembar admin officer list --json"],
            more: Phrase(
                "Untuk grup kembar-admin. Data pribadi: disimpan di luar log dan dapat dihapus dengan kembar contacts erase a-0007. Akun yang berganti nama login, atau yang nomornya diberikan kepada orang lain, mendapat nama baru.",
                "For the group kembar-admin. Personal data: kept outside the log, and can be erased by kembar contacts erase a-0007. An account whose login name changes, or whose number was given to somebody else, gets a new name."
            )
        )
    }

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["officers"]) }

    func screen(_ answer: OfficerList, _ page: Page) -> Screen {
        OfficerListScreen(answer).screen(page)
    }
}
