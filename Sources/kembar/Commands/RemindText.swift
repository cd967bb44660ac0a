import ArgumentParser
import Language
import Wire

/// The command `kembar remind text ID [--party OFFICE]`.
struct RemindText: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "text",
            Phrase(
                "Teks singkat untuk ditempel di WhatsApp; tidak ada yang dikirim.",
                "A short text to paste into WhatsApp; nothing is sent."
            ),
            examples: [
                "kembar remind text 2018-0001", "kembar remind text 2018-0001 --party 35.72",
            ],
            more: Phrase(
                "Setelah ditanyakan, catat: kembar record ID FollowedUp channel=WhatsApp office=KODE outcome=…",
                "Once asked, record it: kembar record ID FollowedUp channel=WhatsApp office=CODE outcome=…"
            )
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(
        help: .words(
            "Kode instansi yang ditanya; jika tidak, yang sedang ditunggu.",
            "Code of the office asked; else the one that is awaited.",
            value: Phrase("kode", "code")
        ),
        completion: .asked(.offices)
    )
    var party: String?

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request {
        .get(["agreements", about.id, "letter"], [("party", party)])
    }

    func screen(_ answer: LetterAnswer, _ page: Page) -> Screen {
        var screen = Screen(page)
        screen.addVerbatim(page.say(LetterPhrases(answer).chat))
        return screen
    }

    /// No banner of its own: the text says by itself what it is, and it is one line to be pasted.
    func written(_ answer: LetterAnswer, _ response: Response, _ page: Page) -> String {
        screen(answer, page).text(page)
    }
}
