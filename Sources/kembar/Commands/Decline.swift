import ArgumentParser
import Language
import Wire

/// The command `kembar decline ID --reason TEXT`.
struct Decline: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "decline",
            Phrase("Catat bahwa usulan ditolak.", "Record that the proposal is declined."),
            examples: [
                "kembar decline 2026-0001 --party 99.71 --reason \"sudah ada kerja sama serupa\"",
                "kembar decline 2026-0001 --party 99.71 --reason \"anggaran\" --source \"surat 415/7\"",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument
    @OptionGroup var ending: EndingOptions
    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) throws -> CommandRequest {
        CommandRequest(verb: "decline", data: try ending.fields(desk).data)
    }
}
