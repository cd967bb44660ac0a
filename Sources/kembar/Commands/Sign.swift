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

    @OptionGroup var signing: SigningOptions
    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) throws -> CommandRequest {
        var fields = Fields()
        fields.set("party", party)
        try signing.fill(&fields, desk)
        return CommandRequest(verb: "sign", data: fields.data)
    }
}
