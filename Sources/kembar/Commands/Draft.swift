import ArgumentParser
import Language
import Wire

/// The command `kembar draft ID [--version V] [--file F|-]`.
struct Draft: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "draft",
            Phrase("Catat konsep naskah.", "Record a draft."),
            examples: [
                "kembar draft 2026-0001 --version v1 --file pks-v1.pdf",
                "kembar draft 2026-0001 --version v2 --scope-version 1",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(
        help: .words("Versi konsep.", "The draft's version.", value: Phrase("versi", "version"))
    )
    var version: String?

    @Option(
        help: .words(
            "Berkas konsep; hanya nama, ukuran, dan SHA-256 yang dicatat. - untuk masukan baku.",
            "The draft's file; only name, size and SHA-256 are recorded. - is standard input.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String?

    @Option(
        help: .words(
            "Versi ruang lingkup yang diikuti.",
            "Which version of the scope it follows.",
            value: Phrase("N")
        )
    )
    var scopeVersion: Int?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) throws -> CommandRequest {
        var fields = Fields()
        fields.set("version", version)
        fields.set("scopeVersion", scopeVersion)
        fields.set("document", try DocumentFile.named(file, desk))
        return CommandRequest(verb: "draft", data: fields.data)
    }
}
