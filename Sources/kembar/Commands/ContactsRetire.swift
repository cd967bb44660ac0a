import ArgumentParser
import Language
import Wire

/// The command `kembar contacts retire ID [--until DATE]`.
struct ContactsRetire: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "retire",
            Phrase(
                "Catat hari terakhir seseorang memegang perannya, atau akhiri nama petugas di log.",
                "Say which day is a person's last in the role, or end an officer's name in the log."
            ),
            examples: [
                "kembar contacts retire c-0003",
                "kembar contacts retire c-0003 --until 2026-12-31",
                "kembar contacts retire a-0007",
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Sesudah hari itu ia tidak menerima pengingat lagi; orangnya tetap dikenal. Nama di log (a-0007) berakhir seketika: yang dicatat akunnya sesudah itu mendapat nama baru. Untuk menghapusnya: kembar contacts erase NOMOR",
                "For the group kembar-admin. After that day the person gets no more reminders, and stays known. A name in the log (a-0007) ends at once: what its account records afterwards comes under a new one. To erase: kembar contacts erase NUMBER"
            )
        )
    }

    @Argument(
        help: .words(
            "Nomor orangnya dari contacts show, atau nama di log.",
            "The person's number in contacts show, or the name in the log.",
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

    func validate() throws {
        guard until == nil || !OpaqueName.isOfficers(id) else {
            throw ValidationError(Speech.language.say(OfficerPhrases.endsAtOnce))
        }
    }

    func request(_ desk: Desk) throws -> Request {
        if OpaqueName.isOfficers(id) {
            return Request(.post, target: "/v1/officers/\(Request.escaped(id))/retirement")
        }
        return try .post(
            ["contacts", id, "retirement"],
            body: RetirementRequest(until: until),
            key: nil
        )
    }

    /// Who held a role, or whose a name in the log was.
    enum Answer: Decodable {
        case contact(ContactAnswer)
        case officer(OfficerAnswer)

        init(from decoder: any Decoder) throws {
            // Told apart by what must be there.
            if let officer = try? OfficerAnswer(from: decoder) {
                self = .officer(officer)
            } else {
                self = .contact(try ContactAnswer(from: decoder))
            }
        }
    }

    func screen(_ answer: Answer, _ page: Page) -> Screen {
        switch answer {
        case .contact(let contact): ContactScreen(contact).screen(page)
        case .officer(let officer): OfficerScreen(officer).screen(page)
        }
    }
}
