import ArgumentParser
import Language
import Wire

/// The command `kembar rehearse to TIME`.
struct RehearseTo: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "to",
            Phrase("Majukan jam gladi ke suatu waktu.", "Move the rehearsal's clock to a time."),
            examples: ["kembar rehearse to 2018-11-22", "kembar rehearse to 2018-11-22T09:00"]
        )
    }

    @Argument(
        help: .words(
            "Waktunya; tanggal saja berarti akhir hari itu.",
            "The time; a date alone means the end of that day.",
            value: Phrase("waktu", "time")
        )
    )
    var time: String

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(["rehearsal"], body: RehearsalRequest(to: time), key: nil)
    }

    func screen(_ answer: RehearsalAnswer, _ page: Page) -> Screen {
        RehearsalScreen(answer).screen(page)
    }
}
