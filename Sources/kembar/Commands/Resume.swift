import ArgumentParser
import Language
import Wire

/// The command `kembar resume ID`.
struct Resume: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "resume",
            Phrase("Lanjutkan yang ditunda.", "Resume what was on hold."),
            examples: [
                "kembar resume 2026-0001",
                #"kembar resume 2026-0001 --source "surat 415/9" --at 2026-08-12"#,
            ]
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(help: .words("Alasannya.", "The reason.", value: Phrase("teks", "text")))
    var reason: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) -> CommandRequest {
        var fields = Fields()
        fields.set("reason", reason)
        return CommandRequest(event: "Resumed", data: fields.data)
    }
}
