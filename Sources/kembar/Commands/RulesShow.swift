import ArgumentParser
import Language
import Wire

/// The command `kembar rules show KIND NAME [--version N]`.
struct RulesShow: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "show",
            Phrase(
                "Teks suatu aturan, seperti ditetapkan.",
                "The text of a rule file, as it was adopted."
            ),
            examples: [
                "kembar rules show workflow kerja-sama-daerah",
                "kembar rules show calendar id-bali --version 1 > id-bali.yaml",
            ]
        )
    }

    @Argument(
        help: .words(
            "Jenis: alur-kerja, pengingat, kalender, kantor (atau workflow, policy, calendar, offices).",
            "The kind: workflow, policy, calendar, offices.",
            value: Phrase("jenis", "kind")
        ),
        completion: .list(["workflow", "policy", "calendar", "offices"])
    )
    var kind: String

    @Argument(
        help: .words("Nama aturan.", "The name.", value: Phrase("nama", "name")),
        completion: .asked(.rules)
    )
    var name: String

    @Option(
        help: .words(
            "Versi; jika tidak, yang terbaru.",
            "The version; else the newest.",
            value: Phrase("N")
        )
    )
    var version: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try NameCheck.requireNames(kind, name)
    }

    func request(_ desk: Desk) -> Request {
        .get(
            ["rules", RuleKindWord.kind(kind), name],
            [("version", version.map(String.init))]
        )
    }

    func screen(_ answer: RuleAnswer, _ page: Page) -> Screen { RuleScreen(answer).screen(page) }

    /// No banner: the text goes into a file, to the byte.
    func written(_ answer: RuleAnswer, _ response: Response, _ page: Page) -> String {
        screen(answer, page).text(page)
    }
}
