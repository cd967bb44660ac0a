import ArgumentParser
import Language

/// Who ends an agreement, why, and by which paper.
struct EndingOptions: ParsableArguments {
    @Option(
        help: .words(
            "Pihak yang mengakhiri.",
            "The party that ends it.",
            value: Phrase("kode", "code")
        ),
        completion: .asked(.offices)
    )
    var party: String?

    @Option(help: .words("Alasannya.", "The reason.", value: Phrase("teks", "text")))
    var reason: String?

    @Option(
        help: .words(
            "Suratnya; hanya nama, ukuran, dan SHA-256 yang dicatat.",
            "The letter; only name, size and SHA-256 are recorded.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String?

    func fields(_ desk: Desk) throws -> Fields {
        var fields = Fields()
        fields.set("party", party)
        fields.set("reason", reason)
        fields.set("document", try DocumentFile.named(file, desk))
        return fields
    }
}
