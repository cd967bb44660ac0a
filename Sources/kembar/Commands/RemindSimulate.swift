import ArgumentParser
import Language
import Wire

/// The command `kembar remind simulate --to DATE [--from DATE] [--policy FILE] [--calendar FILE]`.
struct RemindSimulate: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "simulate",
            Phrase(
                "Pengingat yang akan terbit bila tidak terjadi apa-apa; tidak ada yang dicatat.",
                "The reminders that would go out if nothing happened; nothing is recorded."
            ),
            examples: [
                "kembar remind simulate --to 2019-03-31",
                "kembar remind simulate --from 2019-01 --to 2019-06 --policy pengingat-baru.yaml",
                "kembar remind simulate --to 2019-12-31 --calendar id.yaml",
            ],
            more: Phrase(
                "Dengan --policy atau --calendar diperlihatkan bedanya: + yang hanya terbit menurut berkas itu, - yang hanya terbit menurut aturan yang berlaku, ~ yang bergeser, dengan jumlah harinya. Perhitungannya ada di: kembar remind explain ID.",
                "With --policy or --calendar the difference is shown: + what only that file brings, - what only the rules in force bring, ~ what moves, with the number of days. The arithmetic is in: kembar remind explain ID."
            )
        )
    }

    @Option(
        help: .words(
            "Sampai kapan, misalnya 2019-03-31 atau 2019-03.",
            "Until when, such as 2019-03-31 or 2019-03.",
            value: Phrase("waktu", "time")
        )
    )
    var to: String

    @Option(
        help: .words(
            "Mulai kapan; jika tidak, atau jika sudah lewat, sekarang.",
            "From when; else, or if that is over, now.",
            value: Phrase("waktu", "time")
        )
    )
    var from: String?

    @Option(
        help: .words(
            "Kebijakan pengingat yang hendak dicoba.",
            "A reminder policy to try.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var policy: String?

    @Option(
        help: .words(
            "Kalender yang hendak dicoba.",
            "A calendar to try.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var calendar: String?

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["reminders", "simulation"],
            body: SimulationRequest(
                from: from,
                until: to,
                policy: try policy.map { try RuleFileOptions.text(of: $0, desk) },
                calendar: try calendar.map { try RuleFileOptions.text(of: $0, desk) }
            ),
            key: nil
        )
    }

    func screen(_ answer: SimulationAnswer, _ page: Page) -> Screen {
        SimulationScreen(answer).screen(page)
    }
}
