import ArgumentParser
import Language
import Wire

/// The command `kembar offices list`.
struct OfficesList: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list",
            Phrase("Semua kantor.", "All offices."),
            examples: ["kembar offices list", "kembar offices list --json"]
        )
    }

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["offices"]) }

    func screen(_ answer: OfficeList, _ page: Page) -> Screen {
        OfficeListScreen(answer).screen(page)
    }
}
