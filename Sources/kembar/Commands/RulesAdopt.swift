import ArgumentParser
import Language
import Wire

/// The command `kembar rules adopt FILE`.
struct RulesAdopt: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "adopt",
            Phrase(
                "Tetapkan berkas aturan; teksnya masuk ke dalam log.",
                "Adopt a rule file; its text goes into the log."
            ),
            examples: [
                "kembar rules adopt alur.yaml --dry-run",
                "kembar rules adopt offices.yaml --regions regions.csv",
            ],
            more: Phrase(
                "Memerlukan keanggotaan grup kembar-admin.",
                "This needs membership of the group kembar-admin."
            )
        )
    }

    @OptionGroup var file: RuleFileOptions
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
