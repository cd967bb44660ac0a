import ArgumentParser
import Language
import Wire

/// The command `kembar admin key rotate [--reason TEXT]`.
struct AdminKeyRotate: WriteSubcommand, ConfirmedSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "rotate",
            Phrase(
                "Ganti kunci log: yang lama menandatangani serah terimanya, lalu dihapus.",
                "Change the log's key: the old one signs the handover, then it is removed."
            ),
            examples: [
                "kembar admin key rotate --dry-run",
                "kembar admin key rotate --reason 'pergantian tahunan' --yes",
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Siapa yang memegang kunci lama mengikuti serah terimanya; yang ditandatangani kunci lama sesudah itu ditolak. Kunci yang hilang diganti dengan kembard replace-lost-key, dan itu terlihat selamanya.",
                "For the group kembar-admin. Whoever holds the old key follows the handover; what the old key signs afterwards is refused. A lost key is replaced with kembard replace-lost-key, and that shows for ever."
            )
        )
    }

    @Option(
        help: .words(
            "Mengapa; dicatat selamanya.",
            "Why; recorded for ever.",
            value: Phrase("teks", "text")
        )
    )
    var reason: String?

    @Flag(help: .words("Ganti tanpa bertanya.", "Change it without asking."))
    var yes = false

    @OptionGroup var repetition: RepetitionOptions
    @OptionGroup var common: CommonOptions

    var isConfirmed: Bool { yes || repetition.dryRun }
    var question: Phrase { KeyPhrases.rotationQuestion }

    func request(_ desk: Desk) throws -> Request { try post(repetition.query, desk) }

    func trial(_ desk: Desk) throws -> Request { try post([("dryRun", "true")], desk) }

    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request { try post([], desk) }

    private func post(
        _ query: [(name: String, value: String?)],
        _ desk: Desk
    ) throws -> Request {
        try .post(
            ["admin", "key", "rotation"],
            query,
            body: KeyRotationRequest(reason: reason),
            key: repetition.key(desk)
        )
    }

    func screen(_ answer: WriteAnswer, _ page: Page) -> Screen {
        var screen = WriteScreen(answer).screen(page)
        screen.add(answer.dryRun == true ? KeyPhrases.wouldRotate : KeyPhrases.rotated)
        return screen
    }
}
