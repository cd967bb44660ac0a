import ArgumentParser
import Language
import Wire

/// The command `kembar contacts set ROLE --name N [--mail A] …`.
struct ContactsSet: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "set",
            Phrase("Catat pemegang peran.", "Say who holds a role."),
            examples: [
                #"kembar contacts set petugas --name "Petugas Contoh" --mail petugas@contoh.invalid"#,
                #"kembar contacts set kabag --name "Kabag Contoh" --until 2026-12-31"#,
                #"kembar contacts set kabag --name "Kabag Contoh" --clear until"#,
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Nama yang sudah memegang peran itu diubah, bukan ditambah; yang hari terakhirnya sudah lewat memegangnya lagi mulai hari ini. Satu peran boleh dipegang beberapa orang. Tidak ada yang masuk ke log.",
                "For the group kembar-admin. A name that holds the role already is changed, not added; one whose last day is over holds it again from today. Several people may hold one role. Nothing comes into the log."
            )
        )
    }

    @Argument(
        help: .words(
            "Peran menurut kebijakan pengingat.",
            "The role in the reminder policy.",
            value: Phrase("peran", "role")
        ),
        completion: .asked(.roles)
    )
    var role: String

    @Option(help: .words("Nama orangnya.", "The person's name.", value: Phrase("nama", "name")))
    var name: String

    @Option(
        help: .words("Alamat surel.", "The address for mail.", value: Phrase("alamat", "address"))
    )
    var mail: String?

    @Option(
        help: .words(
            "Bahasa pesannya: id atau en.",
            "The language of messages: id or en.",
            value: Phrase("bahasa", "language")
        )
    )
    var language: String?

    @Option(
        help: .words(
            "Hari pertama; jika tidak, hari ini.",
            "The first day; else today.",
            value: Phrase("tanggal", "date")
        )
    )
    var since: String?

    @Option(
        help: .words("Hari terakhir.", "The last day.", value: Phrase("tanggal", "date"))
    )
    var until: String?

    @Option(
        help: .words(
            "Nomor orangnya, untuk mengubah nama atau peran.",
            "The person's number, to change a name or a role.",
            value: Phrase("nomor", "number")
        )
    )
    var id: String?

    @Option(
        help: .words(
            "Kosongkan alamat (mail) atau hari terakhir (until); boleh diulang.",
            "Forget the address (mail) or the last day (until); may be repeated.",
            value: Phrase("ruas", "field")
        )
    )
    var clear: [String] = []

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["contacts"],
            body: ContactRequest(
                role: role,
                name: name,
                mail: mail,
                language: language,
                since: since,
                until: until,
                id: id,
                clear: clear.isEmpty ? nil : clear
            ),
            key: nil
        )
    }

    func screen(_ answer: ContactAnswer, _ page: Page) -> Screen {
        ContactScreen(answer).screen(page)
    }
}
