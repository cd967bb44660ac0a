import ArgumentParser
import Language

/// What a signed paper carries.
struct SigningOptions: ParsableArguments {
    @Option(
        help: .words(
            "Nomor naskah; nomor tiap pihak dengan KODE=NOMOR, boleh diulang.",
            "The paper's number; each party's own with CODE=NUMBER, may be repeated.",
            value: Phrase("[kode=]nomor", "[code=]number")
        )
    )
    var number: [String] = []

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
            "Kedudukan penanda tangan, misalnya Bupati; bukan nama orang.",
            "The signatory's capacity, such as Bupati; not a person's name.",
            value: Phrase("jabatan", "capacity")
        )
    )
    var capacity: String?

    @Option(
        help: .words(
            "Naskah ke berapa yang ditandatangani (lihat show); jika tidak, yang terakhir.",
            "Which draft was signed, by its number (see show); else the latest.",
            value: Phrase("N")
        )
    )
    var draft: String?

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
        fields.set(numbers: number)
        fields.set("place", place)
        fields.set("capacity", capacity)
        fields.set("draft", draft)
        fields.set("from", from)
        fields.set("until", until)
        fields.set("document", try DocumentFile.named(file, desk))
    }
}
