import ArgumentParser
import Language
import Wire

/// The command `kembar terminate ID --reason TEXT`.
struct Terminate: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "terminate",
            Phrase(
                "Catat bahwa naskah yang sudah ditandatangani diakhiri.",
                "Record that a signed agreement is ended."
            ),
            examples: [
                "kembar terminate 2026-0001 --reason \"tujuan tercapai\" --at 2026-08-12",
                "kembar terminate 2026-0001 --party 99.71 --reason \"anggaran\" --file kesepakatan.pdf",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument
    @OptionGroup var ending: EndingOptions
    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) throws -> CommandRequest {
        CommandRequest(verb: "terminate", data: try ending.fields(desk).data)
    }
}
