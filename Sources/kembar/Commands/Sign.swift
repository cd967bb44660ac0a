import ArgumentParser
import Language
import Wire

/// The command `kembar sign ID [--party CODE] [--number [CODE=]N] [--file F|-]`.
struct Sign: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "sign",
            Phrase(
                "Catat penandatanganan, semua atau satu pihak.",
                "Record the signing, by all or by one party."
            ),
            examples: [
                "kembar sign 2026-0001 --party 99.71 --number 71/PKS/2026 --capacity \"Wali Kota\"",
                #"kembar sign 2026-0001 --at 2026-08-12 --place "Kota Contoh" \"#,
                "    --number 99.01=01/PKS/2026 --number 99.71=71/PKS/2026",
            ],
            more: Phrase(
                "Dengan --party dicatat tanda tangan satu pihak; yang terakhir melengkapi naskah. kembar tidak menilai sahnya tanda tangan.",
                "With --party one party's signature is recorded; the last one completes the paper. kembar does not judge the validity of signatures."
            )
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(
        help: .words(
            "Satu pihak saja.",
            "One party only.",
            value: Phrase("kode", "code")
        ),
        completion: .asked(.offices)
    )
    var party: String?

    @Option(
        help: .words(
            "Nomor naskah; nomor tiap pihak dengan KODE=NOMOR, boleh diulang.",
            "The paper's number; each party's own with CODE=NUMBER, may be repeated.",
            value: Phrase("[kode=]nomor", "[code=]number")
        )
    )
    var number: [String] = []

    @Option(
        help: .words(
            "Kedudukan penanda tangan, misalnya Bupati; bukan nama orang.",
            "The signatory's capacity, such as Bupati; not a person's name.",
            value: Phrase("jabatan", "capacity")
        )
    )
    var capacity: String?

    @Option(
        help: .words(
            "Naskah ke berapa yang ditandatangani (lihat show); jika tidak, yang terakhir.",
            "Which draft was signed, by its number (see show); else the latest.",
            value: Phrase("N")
        )
    )
    var draft: String?

    @OptionGroup var signing: SigningOptions
    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func validate() throws {
        _ = try PaperNumbers(number)
        let numbers = try PaperNumbers(number.map(ofParty))
        guard let party, let other = numbers.byCode.keys.sorted().first else { return }
        throw ValidationError(
            Speech.language.say(
                Phrase(
                    "--number '\(other)=…' bukan nomor pihak yang menandatangani, --party \(party). Tulis nomor pihak itu sendiri, atau tinggalkan --party.",
                    "--number '\(other)=…' is not of the party that signs, --party \(party). Write that party's own number, or leave --party out."
                )
            )
        )
    }

    func command(_ desk: Desk) throws -> CommandRequest {
        var fields = Fields()
        fields.set("party", party)
        fields.set(numbers: try PaperNumbers(number.map(ofParty)))
        fields.set("capacity", capacity)
        fields.set("draft", draft)
        try signing.fill(&fields, desk)
        return CommandRequest(verb: "sign", data: fields.data)
    }

    /// The number alone, where it names the one party that signs.
    private func ofParty(_ number: String) -> String {
        guard let party, number.hasPrefix("\(party)=") else { return number }
        return String(number.dropFirst(party.count + 1))
    }
}
