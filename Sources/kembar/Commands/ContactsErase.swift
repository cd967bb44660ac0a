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
                "Hapus seseorang, atau siapa di balik nama di log, untuk selamanya.",
                "Erase a person, or who is behind a name in the log, for ever."
            ),
            examples: ["kembar contacts erase c-0003", "kembar contacts erase a-0007 --yes"],
            more: Phrase(
                "Untuk grup kembar-admin. Salinan lama contacts.db dan surel yang sudah terkirim tidak terjangkau. Nama di log (a-0007) tetap ada di entri, tidak menunjuk siapa pun lagi, dan tidak diberikan lagi. Siapa yang hanya berhenti memegang peran: kembar contacts retire NOMOR",
                "For the group kembar-admin. Older copies of contacts.db and mail already sent are out of reach. A name in the log (a-0007) stays in its entries, points to nobody and is not given again. For somebody who only leaves the role: kembar contacts retire NUMBER"
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

    @Flag(help: .words("Hapus tanpa bertanya.", "Erase without asking."))
    var yes = false

    @OptionGroup var common: CommonOptions

    var isConfirmed: Bool { yes }
    var question: Phrase { WritePhrases.redactionQuestion }

    func request(_ desk: Desk) throws -> Request {
        let kind = OpaqueName.isOfficers(id) ? "officers" : "contacts"
        return Request(.post, target: "/v1/\(kind)/\(Request.escaped(id))/erasure")
    }

    func trial(_ desk: Desk) throws -> Request {
        OpaqueName.isOfficers(id) ? .get(["officers"], [("id", id)]) : .get(["contacts"])
    }

    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request { try request(desk) }

    func told(_ response: Response, _ page: Page) throws -> Told {
        // First who it is, then that nobody is left.
        if let officer = try? response.decoded(OfficerList.self).officers.first {
            return Told(text: OfficerScreen(officer).screen(page).text(page))
        }
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
