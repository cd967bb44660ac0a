import ArgumentParser
import Language
import Wire

/// The command `kembar attach ID FILE [--name N] [--kind K]`.
struct Attach: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "attach",
            Phrase(
                "Catat sebuah dokumen: nama, ukuran, SHA-256.",
                "Record a document: name, size, SHA-256."
            ),
            examples: [
                "kembar attach 2026-0001 undangan.pdf --kind undangan",
                "kembar attach 2026-0001 - --name notulen.pdf < notulen.pdf",
            ],
            more: Phrase(
                "Isi berkas tidak dikirim dan tidak disimpan; simpan sendiri berkasnya.",
                "The file's content is neither sent nor kept; keep the file yourself."
            )
        )
    }

    @OptionGroup var about: AgreementArgument

    @Argument(
        help: .words(
            "Berkasnya; - untuk masukan baku.",
            "The file; - is standard input.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var path: String?

    @Option(
        help: .words(
            "Sama dengan argumen berkas.",
            "The same as the file argument.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String?

    @Option(
        help: .words(
            "Nama yang dicatat; jika tidak, nama berkasnya (stdin untuk masukan baku).",
            "The name to record; otherwise the file's own (stdin for standard input).",
            value: Phrase("nama", "name")
        )
    )
    var name: String?

    @Option(
        help: .words(
            "Jenis dokumen, misalnya undangan.",
            "What it is, such as an invitation.",
            value: Phrase("jenis", "kind")
        )
    )
    var kind: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func validate() throws {
        guard (path == nil) != (file == nil) else {
            throw ValidationError(
                Speech.language.say(Phrase("Sebutkan satu berkas.", "Name one file."))
            )
        }
    }

    func command(_ desk: Desk) throws -> CommandRequest {
        var fields = Fields()
        fields.set("document", try DocumentFile.named(path ?? file, desk, as: name))
        fields.set("kind", kind)
        return CommandRequest(event: "DocumentAttached", data: fields.data)
    }
}
