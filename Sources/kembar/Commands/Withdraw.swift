import ArgumentParser
import Language
import Wire

/// The command `kembar withdraw ID --reason TEXT`.
struct Withdraw: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "withdraw",
            Phrase(
                "Catat bahwa suatu pihak menarik diri sebelum penandatanganan.",
                "Record that a party withdraws before the signing."
            ),
            examples: [
                "kembar withdraw 2026-0001 --party 99.71 --reason \"perubahan prioritas\" --at 2026-08-11",
                "kembar withdraw 2026-0001 --party 99.71 --reason \"anggaran\" --file surat.pdf",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument
    @OptionGroup var ending: EndingOptions
    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) throws -> CommandRequest {
        CommandRequest(verb: "withdraw", data: try ending.fields(desk).data)
    }
}
