import ArgumentParser
import Language
import Wire

/// The command `kembar letter ID [--party OFFICE] [--output FILE]`.
struct Letter: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "letter",
            Phrase(
                "Konsep surat kepada pemerintah lain; tidak pernah dikirim oleh kembar.",
                "Draft a letter to the other government; kembar never sends it."
            ),
            examples: [
                "kembar letter 2018-0001",
                "kembar letter 2018-0001 --party 35.72 --output surat.odt",
                "kembar letter --show-template > surat-kantor.fodt",
            ],
            more: Phrase(
                "Yang tidak diketahui dibiarkan sebagai titik-titik. Surat kedua mengutip nomor dan tanggal surat pertama, jika sudah dicatat. Templat: dokumen LibreOffice \"Flat XML\" (.fodt) dengan tempat isian {catatan} {tempat-tanggal} {nomor} {lampiran} {hal} {kepada} {di} {salam} {isi} {penutup} {pengirim} {penanda-tangan} {garis} {label-nomor} {label-lampiran} {label-hal}.",
                "What is not known stays a line of dots. A second letter cites number and date of the first, once that is recorded. Templates: a LibreOffice \"Flat XML\" document (.fodt) with the places {catatan} {tempat-tanggal} {nomor} {lampiran} {hal} {kepada} {di} {salam} {isi} {penutup} {pengirim} {penanda-tangan} {garis} {label-nomor} {label-lampiran} {label-hal}."
            )
        )
    }

    @Argument(
        help: .words(
            "Nomor naskah, misalnya 2018-0001.",
            "The agreement's id, such as 2018-0001.",
            value: Phrase("id")
        ),
        completion: .asked(.agreements)
    )
    var id: String?

    @Option(
        help: .words(
            "Kode instansi yang disurati; jika tidak, yang sedang ditunggu.",
            "Code of the office written to; else the one that is awaited.",
            value: Phrase("kode", "code")
        ),
        completion: .asked(.offices)
    )
    var party: String?

    @Option(
        help: .words(
            "Jabatan penanda tangan; jika tidak, menurut offices.yaml. Bukan nama orang.",
            "The function that signs; else as offices.yaml says. No person's name.",
            value: Phrase("jabatan", "function")
        )
    )
    var signatory: String?

    @Option(
        help: .words(
            "Templat sendiri (.fodt).",
            "A template of your own (.fodt).",
            value: Phrase("berkas", "file")
        ),
        completion: .file(extensions: ["fodt"])
    )
    var template: String?

    @Option(
        help: .words(
            "Berkas yang dibuat: .odt (juga untuk Word), .fodt atau .txt; yang sudah ada tidak ditimpa.",
            "The file to make: .odt (Word opens it too), .fodt or .txt; one that exists is left alone.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var output: String?

    @Flag(help: .words("Cetak templat bawaan.", "Print the template that comes with kembar."))
    var showTemplate = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if showTemplate { return }
        let mistake: Phrase? =
            if id?.contains(where: { !$0.isWhitespace }) != true {
                Phrase(
                    "Nomor naskah belum disebutkan; tulis misalnya 2018-0001.",
                    "The agreement's id is missing; write one such as 2018-0001."
                )
            } else if let output, LetterForm(output) == nil {
                Phrase(
                    "Berkas \(output) harus berakhiran .odt, .fodt atau .txt.",
                    "The file \(output) must end in .odt, .fodt or .txt."
                )
            } else if template != nil, output.flatMap(LetterForm.init).map({ $0 == .text }) ?? true
            {
                Phrase(
                    "Templat hanya untuk berkas: tambahkan --output surat.odt atau surat.fodt.",
                    "A template is for a file: add --output letter.odt or letter.fodt."
                )
            } else { nil }
        if let mistake { throw ValidationError(Speech.language.say(mistake)) }
    }

    var toldAlone: Told? { showTemplate ? Told(text: LetterTemplate.shipped) : nil }

    func request(_ desk: Desk) -> Request {
        .get(["agreements", id ?? "", "letter"], [("party", party)])
    }

    func screen(_ answer: LetterAnswer, _ page: Page) -> Screen {
        var screen = Screen(page)
        let words = LetterPhrases(answer)
        if let output {
            screen.add(LetterPhrases.written(output))
            if let caution = words.caution { screen.add(caution, as: .warning) }
        } else {
            LetterDraft(answer, signatory: signatory, in: page.language).write(to: &screen)
            // What is pasted elsewhere is the letter alone.
            guard page.isStyled else { return screen }
            screen.space()
            if let caution = words.caution { screen.add(caution, as: .warning) }
        }
        if let event = answer.event { screen.add(words.afterwards(event), as: .quiet) }
        return screen
    }

    /// No banner of its own: the draft's first line says what it is.
    func written(_ answer: LetterAnswer, _ response: Response, _ page: Page) -> String {
        screen(answer, page).text(page)
    }

    func file(_ response: Response, _ page: Page, _ desk: Desk) throws -> AnswerFile? {
        guard let output, let form = LetterForm(output) else { return nil }
        let answer = try response.decoded(LetterAnswer.self)
        let draft = LetterDraft(answer, signatory: signatory, in: page.language)
        if form == .text {
            var screen = Screen(Page(language: page.language, width: 80))
            draft.write(to: &screen)
            let text = screen.text(screen.page) + "\n"
            return AnswerFile(path: output, bytes: Array(text.utf8))
        }
        let path = template ?? "kembar"
        var text = LetterTemplate.shipped
        if let template {
            guard let own = String(validating: try desk.content(of: template), as: UTF8.self)
            else { throw Failure.notText(path: template) }
            text = own
        }
        let filled = try LetterTemplate(text, path: path).filled(draft)
        guard form == .package else { return AnswerFile(path: output, bytes: Array(filled.utf8)) }
        guard let bytes = OpenDocumentPackage.bytes(of: filled) else {
            throw Failure.unfitTemplate(path: path, missing: nil)
        }
        return AnswerFile(path: output, bytes: bytes)
    }
}

/// In which form a letter is written, by the end of the file's name.
private enum LetterForm {
    case text, flat, package

    init?(_ path: String) {
        let name = path.lowercased()
        if name.hasSuffix(".fodt") {
            self = .flat
        } else if name.hasSuffix(".odt") {
            self = .package
        } else if name.hasSuffix(".txt") {
            self = .text
        } else {
            return nil
        }
    }
}
