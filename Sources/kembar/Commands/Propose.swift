import ArgumentParser
import Language
import Wire

/// The command `kembar propose TITLE --party CODE[=NAME] ...`.
struct Propose: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "propose",
            Phrase(
                "Mulai naskah baru dengan usulan kunjungan.",
                "Begin an agreement: a visit is proposed."
            ),
            examples: [
                #"kembar propose "Kota Kembar" --party 51.08 --party 35.72 --at 2018-10"#,
                #"kembar propose "Riset" --party 99.01 --party univ-contoh="Universitas Contoh""#,
            ]
        )
    }

    @Argument(help: .words("Judul naskah.", "The title.", value: Phrase("judul", "title")))
    var title: String

    @OptionGroup var beginning: BeginningOptions
    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { nil }

    func command(_ desk: Desk) -> CommandRequest {
        var fields = Fields()
        fields.set("title", title)
        beginning.fill(&fields)
        return CommandRequest(verb: "propose", workflow: beginning.workflow, data: fields.data)
    }
}
