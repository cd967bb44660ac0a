import ArgumentParser
import Exports
import Language
import Wire

/// The command `kembar audit export DIR|FILE [--agreement ID] [--format F]`.
struct AuditExport: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "export",
            Phrase(
                "Buat berkas untuk auditor, yang dapat diperiksa tanpa kembar; atau bentuk untuk alat lain.",
                "Make a bundle for an auditor, to be checked without kembar; or another form for other tools."
            ),
            examples: [
                "kembar audit export untuk-bpk",
                "kembar audit export naskah --agreement 2018-0001",
                "kembar audit export log.xes --format xes",
            ],
            more: Phrase(
                "Folder atau berkas yang sudah ada tidak disentuh. Isi folder: entri bita demi bita, checkpoint, pohon, aturan, daftar naskah untuk lembar kerja (register.sqlite), dan README.txt yang menjelaskan cara memeriksanya. Bentuk lain hanya untuk dibaca: xes dan ocel-json (process mining), csv (lembar kerja; sel yang lebih dari 32.767 karakter dipotong, dengan tanda yang menyebut entrinya), jsonl, cloudevents.",
                "A folder or file that exists is left alone. The folder holds the entries byte for byte, the checkpoint, the tree, the rules, the agreements as tables for a spreadsheet (register.sqlite), and README.txt that says how to verify it. Other forms are for reading only: xes and ocel-json (process mining), csv (spreadsheets; a cell of more than 32,767 characters is cut, with a mark that names the entry), jsonl, cloudevents."
            )
        )
    }

    @Argument(
        help: .words(
            "Folder yang dibuat; dengan --format, berkas.",
            "The folder to make; with --format, the file.",
            value: Phrase("tujuan", "target")
        ),
        completion: .file()
    )
    var target: String

    @Option(
        help: .words("Satu naskah saja.", "One agreement only.", value: Phrase("id")),
        completion: .asked(.agreements)
    )
    var agreement: String?

    @Option(
        help: .words(
            "Bentuk lain: xes, ocel-json, csv, jsonl, cloudevents.",
            "Another form: xes, ocel-json, csv, jsonl, cloudevents.",
            value: Phrase("bentuk", "form")
        )
    )
    var format: ExportFormat?

    @Option(
        help: .words(
            "Checkpoint yang dipakai, misalnya yang juga ditandatangani saksi log.",
            "The checkpoint to stand under, such as one that log witnesses cosigned.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var checkpoint: String?

    @Flag(
        help: .words(
            "Pakai checkpoint terbaru yang cukup ditandatangani saksi log.",
            "Stand under the newest checkpoint that enough log witnesses have cosigned."
        )
    )
    var cosigned = false

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if cosigned, checkpoint != nil || format != nil {
            throw ValidationError(Speech.language.say(ExportPhrases.cosignedBundle))
        }
        if checkpoint != nil, format != nil || agreement != nil && copy.data == nil {
            throw ValidationError(Speech.language.say(ExportPhrases.checkpointOfWholeLog))
        }
        guard format != nil, agreement != nil else { return }
        throw ValidationError(Speech.language.say(ExportPhrases.wholeLogOnly))
    }

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        let (document, remark) = try await made(exchange, page)
        if common.json {
            // Strings and numbers only: writing them can't fail.
            desk.say((try? JSONLine.text(of: document)) ?? "")
        } else {
            desk.say(ExportScreen(document).screen(page).text(page))
        }
        desk.say(remark, on: .errors)
    }

    /// What was made, and what has to be said of it.
    private func made(
        _ exchange: Exchange,
        _ page: Page
    ) async throws(Failure) -> (document: ExportDocument, remark: String) {
        if let data = copy.data {
            var words = ["export", "--data", data, "--json"]
            if let agreement { words += ["--agreement", agreement] }
            if let format { words += ["--format", format.rawValue] }
            if let checkpoint { words += ["--checkpoint", checkpoint] }
            if cosigned { words += ["--cosigned"] }
            let response = try AuditProgram.answer(words + ["--", target], exchange.desk)
            return (try response.decoded(ExportDocument.self), response.remark(page))
        }
        let exporting = Exporting(exchange)
        if let format { return (try await exporting.write(format, to: target), "") }
        let bundle = try await exporting.writeBundle(
            target,
            agreement: agreement,
            checkpoint: checkpoint,
            isCosigned: cosigned
        )
        return (bundle, "")
    }
}

extension ExportFormat: ExpressibleByArgument {}
