import ArgumentParser
import Language
import Wire

/// The command `kembar contacts retire ID [--until DATE]`.
struct ContactsRetire: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "retire",
            Phrase(
                "Catat hari terakhir seseorang memegang perannya.",
                "Say which day is a person's last in the role."
            ),
            examples: [
                "kembar contacts retire c-0003",
                "kembar contacts retire c-0003 --until 2026-12-31",
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Sesudah hari itu ia tidak menerima pengingat lagi; orangnya tetap dikenal. Untuk menghapusnya: kembar contacts erase NOMOR",
                "For the group kembar-admin. After that day the person gets no more reminders, and stays known. To erase: kembar contacts erase NUMBER"
            )
        )
    }

    @Argument(
        help: .words(
            "Nomor orangnya dari contacts show.",
            "The person's number in contacts show.",
            value: Phrase("nomor", "number")
        )
    )
    var id: String

    @Option(
        help: .words(
            "Hari terakhir; jika tidak, hari ini.",
            "The last day; else today.",
            value: Phrase("tanggal", "date")
        )
    )
    var until: String?

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["contacts", id, "retirement"],
            body: RetirementRequest(until: until),
            key: nil
        )
    }

    func screen(_ answer: ContactAnswer, _ page: Page) -> Screen {
        ContactScreen(answer).screen(page)
    }
}
