import ArgumentParser
import Language
import Wire

/// The command `kembar ready ID --party OFFICE [--for TEXT]`.
struct Ready: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "ready",
            Phrase(
                "Catat bahwa yang ditunggu sudah menjawab.",
                "Record that an awaited office has answered."
            ),
            examples: [
                "kembar ready 2026-0001 --party 99.71",
                "kembar ready 2026-0001 --party 99.01/DPRD --for persetujuan --at 2026-08-10",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(
        help: .words(
            "Kantor yang menjawab.",
            "The office that answers.",
            value: Phrase("kode", "code")
        ),
        completion: .asked(.offices)
    )
    var party: String?

    @Option(
        name: .customLong("for"),
        help: .words(
            "Untuk apa, bila ditunggu untuk beberapa hal.",
            "For what, if it is awaited for several things.",
            value: Phrase("teks", "text")
        )
    )
    var purpose: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) -> CommandRequest {
        var fields = Fields()
        fields.set("office", party)
        fields.set("for", purpose)
        return CommandRequest(verb: "ready", data: fields.data)
    }
}
