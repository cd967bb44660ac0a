import ArgumentParser
import Language
import Wire

/// The command `kembar audit replay [ID]`.
struct AuditReplay: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "replay",
            Phrase(
                "Ulang langkah demi langkah: aturan yang dipakai, sumbernya, keadaan sesudahnya.",
                "Go through step by step: the rule applied, its source, the state after it."
            ),
            examples: [
                "kembar audit replay 2018-0001",
                "kembar audit replay --known-at 2018-11-08",
                "kembar audit replay 2018-0001 --data /media/salinan/kembar",
            ]
        )
    }

    @Argument(
        help: .words(
            "Nomor naskah; jika tidak disebut, semua.",
            "The agreement's id; else all.",
            value: Phrase("id")
        )
    )
    var id: String?

    @OptionGroup var past: PastOptions
    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] {
        ["replay"] + option("as-of", past.asOf) + option("known-at", past.knownAt)
            + (id.map { ["--", $0] } ?? [])
    }

    func request(_ desk: Desk) -> Request {
        .get(["audit", "replay"], [("agreement", id)] + past.query)
    }

    func screen(_ answer: ReplayAnswer, _ page: Page) -> Screen {
        ReplayScreen(answer, past: past.words).screen(page)
    }
}
