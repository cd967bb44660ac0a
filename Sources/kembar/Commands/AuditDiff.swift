import ArgumentParser
import Language
import Wire

/// The command `kembar audit diff A B [--happened] [--agreement ID]`.
struct AuditDiff: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "diff",
            Phrase(
                "Apa yang berbeda antara dua waktu, atau dua nomor entri.",
                "What differs between two times, or two entries."
            ),
            examples: [
                "kembar audit diff 2018-11-07 2018-11-22",
                "kembar audit diff 12 25 --agreement 2018-0001",
                "kembar audit diff 2018-10-31 2018-11-30 --happened",
            ],
            more: Phrase(
                "Dibandingkan yang tercatat sampai A dengan yang tercatat sampai B; dengan --happened yang terjadi sampai A dan sampai B, menurut catatan sekarang. Bilangan saja berarti nomor entri.",
                "What was recorded up to A is compared with what was up to B; with --happened, what happened up to A and up to B, as recorded now. A bare number is an entry's."
            )
        )
    }

    @Argument(help: .words("Waktu atau nomor entri.", "A time or an entry's number."))
    var a: String

    @Argument(help: .words("Waktu atau nomor entri.", "A time or an entry's number."))
    var b: String

    @Flag(
        help: .words(
            "Bandingkan menurut waktu kejadian, bukan pencatatan.",
            "Compare by when things happened, not by when they were recorded."
        )
    )
    var happened = false

    @Option(
        help: .words("Satu naskah saja.", "One agreement only.", value: Phrase("id"))
    )
    var agreement: String?

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    private var mode: String { happened ? "happened" : "recorded" }

    var words: [String] {
        ["diff", "--mode", mode] + option("agreement", agreement) + ["--", a, b]
    }

    func request(_ desk: Desk) -> Request {
        .get(
            ["audit", "diff"],
            [("from", a), ("to", b), ("mode", mode), ("agreement", agreement)]
        )
    }

    func screen(_ answer: DiffAnswer, _ page: Page) -> Screen { DiffScreen(answer).screen(page) }
}
