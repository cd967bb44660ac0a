import ArgumentParser
import Language
import Wire

/// The command `kembar audit narrate ID`.
struct AuditNarrate: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "narrate",
            Phrase(
                "Riwayat satu naskah dalam kalimat biasa, untuk dimuat dalam laporan.",
                "One agreement's story in plain sentences, to put into a report."
            ),
            examples: [
                "kembar audit narrate 2018-0001",
                "kembar audit narrate 2018-0001 --known-at 2018-11-08 --lang en",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument
    @OptionGroup var past: PastOptions
    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    // The steps of the replay are what is told.
    var words: [String] {
        ["replay"] + option("as-of", past.asOf) + option("known-at", past.knownAt)
            + ["--", about.id]
    }

    func request(_ desk: Desk) -> Request {
        .get(["audit", "replay"], [("agreement", about.id)] + past.query)
    }

    func screen(_ answer: ReplayAnswer, _ page: Page) -> Screen {
        NarrationScreen(answer, past: past.words).screen(page)
    }
}
