import ArgumentParser
import Language
import Wire

/// The command `kembar contacts show [ROLE]`.
struct ContactsShow: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "show",
            Phrase(
                "Pemegang peran, sejak kapan sampai kapan.",
                "Who holds which role, from when to when."
            ),
            examples: [
                "kembar contacts show", "kembar contacts show petugas --json",
                "kembar contacts show a-0007",
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Nama di log (a-0007) memperlihatkan akun di baliknya; semuanya: kembar admin officer list",
                "For the group kembar-admin. A name in the log (a-0007) shows the account behind it; all of them: kembar admin officer list"
            )
        )
    }

    @Argument(
        help: .words(
            "Peran saja, atau satu nama di log seperti a-0007; jika tidak disebut, semua peran.",
            "Only that role, or one name in the log such as a-0007; else all roles.",
            value: Phrase("peran", "role")
        ),
        completion: .asked(.roles)
    )
    var role: String?

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request {
        guard let role, OpaqueName.isOfficers(role) else {
            return .get(["contacts"], [("role", role)])
        }
        return .get(["officers"], [("id", role)])
    }

    /// Those who hold a role, or whose a name in the log is.
    enum Answer: Decodable {
        case contacts(ContactList)
        case officers(OfficerList)

        init(from decoder: any Decoder) throws {
            // Told apart by what must be there.
            if let list = try? OfficerList(from: decoder) {
                self = .officers(list)
            } else {
                self = .contacts(try ContactList(from: decoder))
            }
        }
    }

    func screen(_ answer: Answer, _ page: Page) -> Screen {
        switch answer {
        case .contacts(let list): ContactListScreen(list).screen(page)
        case .officers(let list) where list.officers.count == 1:
            OfficerScreen(list.officers[0]).screen(page)
        case .officers(let list): OfficerListScreen(list).screen(page)
        }
    }
}
