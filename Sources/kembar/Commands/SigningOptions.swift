import ArgumentParser
import Language

/// What a signed paper carries.
///
/// Its numbers are options of the commands: an old paper has one for each party.
struct SigningOptions: ParsableArguments {
    @Option(
        help: .words(
            "Tempat penandatanganan.",
            "Where it was signed.",
            value: Phrase("tempat", "place")
        )
    )
    var place: String?

    @Option(
        help: .words(
            "Berkas naskah; hanya nama, ukuran, dan SHA-256 yang dicatat. - untuk masukan baku.",
            "The file; only name, size and SHA-256 are recorded. - is standard input.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String?

    @Option(
        help: .words(
            "Mulai berlaku.",
            "When its term begins.",
            value: Phrase("tanggal", "date")
        )
    )
    var from: String?

    @Option(
        help: .words(
            "Berlaku sampai.",
            "When its term ends.",
            value: Phrase("tanggal", "date")
        )
    )
    var until: String?

    func fill(_ fields: inout Fields, _ desk: Desk) throws {
        fields.set("place", place)
        fields.set("from", from)
        fields.set("until", until)
        fields.set("document", try DocumentFile.named(file, desk))
    }
}
