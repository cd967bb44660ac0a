import ArgumentParser
import Language
import Wire

/// The command `kembar audit prove ID|POSITION [--output FILE]`.
struct AuditProve: PlainSubcommand {
    typealias Document = ReceiptDocument

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "prove",
            Phrase(
                "Buat tanda bukti satu entri: entri itu dengan bukti bahwa ia ada dalam log.",
                "Make the receipt of an entry: the entry with the proof that it is in the log."
            ),
            examples: [
                "kembar audit prove 12 --output 12.tlog-proof",
                "kembar audit prove 2018-0001 --output 2018-0001.tlog-proof",
            ],
            more: Phrase(
                "Untuk nomor naskah diambil entrinya yang terbaru; \"subjectversion\" di dalamnya mengatakan berapa entri naskah itu. Tanda bukti memuat isi entri: perlakukan seperti naskahnya. Memeriksanya cukup dengan kunci log: kembar audit verify --receipt BERKAS --vkey KUNCI",
                "Of an agreement the newest entry is taken; its \"subjectversion\" says how many the agreement has. A receipt holds the entry's content: treat it like the paper itself. Checking it takes the log's key alone: kembar audit verify --receipt FILE --vkey KEY"
            )
        )
    }

    @Argument(
        help: .words(
            "Nomor entri, atau nomor naskah.",
            "An entry's number, or an agreement's id.",
            value: Phrase("nomor", "number")
        ),
        completion: .asked(.agreements)
    )
    var what: String

    @Option(
        help: .words(
            "Berkas yang dibuat; yang sudah ada tidak ditimpa.",
            "The file to make; one that exists is left alone.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var output: String?

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] { ["prove", "--", what] }

    func request(_ desk: Desk) -> Request {
        .get(["audit", "prove"], [("of", what)])
    }

    func file(_ response: Response, _ page: Page, _ desk: Desk) throws -> AnswerFile? {
        guard let output else { return nil }
        return AnswerFile(path: output, bytes: Array(try document(response).receipt.utf8))
    }

    func told(_ response: Response, _ page: Page) throws -> Told {
        let document = try document(response)
        if common.json { return Told(text: try JSONLine.text(of: document)) }
        guard let output else { return Told(text: document.receipt) }
        return Told(text: page.say(ReceiptPhrases.written(output)))
    }
}
