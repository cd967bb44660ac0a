import ArgumentParser
import Language
import Wire

/// The command `kembar admin cosigned FILE`.
struct AdminCosigned: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "cosigned",
            Phrase(
                "Masukkan checkpoint yang sudah ditandatangani saksi log.",
                "Hand in a checkpoint that log witnesses have cosigned."
            ),
            examples: [
                "kembar admin cosigned checkpoint.txt",
                "kembar admin cosigned balasan-inspektorat.eml",
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Yang disimpan hanya tanda tangan saksi dalam berkas witnesses pada kembard.yaml, setelah diperiksa.",
                "For the group kembar-admin. Only signatures by witnesses in the file witnesses of kembard.yaml are kept, once checked."
            )
        )
    }

    @Argument(
        help: .words(
            "Checkpoint itu, atau surel yang memuatnya.",
            "The checkpoint, or a mail that holds it.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["admin", "cosignatures"],
            body: CosignedRequest(checkpoint: try SavedNote.text(of: file, desk)),
            key: nil
        )
    }

    func screen(_ answer: CosignatureList, _ page: Page) -> Screen {
        var screen = CosignatureScreen(answer).screen(page)
        screen.add(WitnessPhrases.handedIn)
        return screen
    }
}
