import ArgumentParser
import Entries
import Language
import Wire

/// The command `kembar contacts erase ID`.
struct ContactsErase: ConfirmedSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "erase",
            Phrase(
                "Hapus seseorang dari daftar kontak untuk selamanya.",
                "Erase a person from the contacts for ever."
            ),
            examples: ["kembar contacts erase c-0003", "kembar contacts erase c-0003 --yes"],
            more: Phrase(
                "Untuk grup kembar-admin. Salinan lama contacts.db dan surel yang sudah terkirim tidak terjangkau. Siapa yang hanya berhenti memegang peran: kembar contacts retire NOMOR",
                "For the group kembar-admin. Older copies of contacts.db and mail already sent are out of reach. For somebody who only leaves the role: kembar contacts retire NUMBER"
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

    @Flag(help: .words("Hapus tanpa bertanya.", "Erase without asking."))
    var yes = false

    @OptionGroup var common: CommonOptions

    var isConfirmed: Bool { yes }
    var question: Phrase { WritePhrases.redactionQuestion }

    func request(_ desk: Desk) throws -> Request {
        Request(.post, target: "/v1/contacts/\(Request.escaped(id))/erasure")
    }

    func trial(_ desk: Desk) throws -> Request { .get(["contacts"]) }

    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request { try request(desk) }

    func told(_ response: Response, _ page: Page) throws -> Told {
        // First who it is, then that nobody is left.
        if let list = try? response.decoded(ContactList.self) {
            guard let person = list.contacts.first(where: { $0.id == id }) else {
                let report = ProblemReport(
                    code: ProblemCode.unknownContact.rawValue,
                    params: ["id": .string(id)],
                    json: ""
                )
                throw Failure.problem(report, repetition: nil)
            }
            return Told(text: ContactScreen(person).screen(page).text(page))
        }
        guard !common.json else { return Told(text: response.text) }
        let erased = try response.decoded(ContactErased.self)
        return Told(text: page.say(ContactPhrases.erased(erased.id)))
    }
}
