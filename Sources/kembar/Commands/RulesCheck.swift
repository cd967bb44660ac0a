import ArgumentParser
import Language
import Wire

/// The command `kembar rules check FILE`.
struct RulesCheck: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "check",
            Phrase(
                "Periksa berkas aturan; tidak ada yang dicatat.",
                "Check a rule file; nothing is recorded."
            ),
            examples: [
                "kembar rules check alur.yaml",
                "kembar rules check offices.yaml --regions regions.csv",
            ]
        )
    }

    @OptionGroup var file: RuleFileOptions
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(["rules", "check"], body: try file.body(desk), key: nil)
    }

    func screen(_ answer: RuleCheckAnswer, _ page: Page) -> Screen {
        RuleCheckScreen(answer).screen(page)
    }

    func status(_ answer: RuleCheckAnswer) -> ProcessStatus {
        answer.faults.isEmpty ? .done : .refused
    }
}
