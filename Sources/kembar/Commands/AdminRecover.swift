import ArgumentParser
import Language
import Wire

/// The command `kembar admin recover --reason TEXT`.
struct AdminRecover: WriteSubcommand, ConfirmedSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "recover",
            Phrase(
                "Lanjutkan log yang kehilangan entri yang pernah ditandatangani; yang hilang tercatat.",
                "Go on with a log that has lost entries which were signed; what is lost goes on record."
            ),
            examples: [
                "kembar admin recover --reason 'disk rusak 3 Mei, cadangan 2 Mei' --dry-run",
                "kembar admin recover --reason 'disk rusak 3 Mei, cadangan 2 Mei'",
            ],
            more: Phrase(
                "Untuk grup kembar-admin, sesudah cadangan lama dipulihkan karena tidak ada yang lebih baru. Salin dahulu folder data dan /var/lib/kembar-checkpoint: keduanya bukti.",
                "For the group kembar-admin, after an older backup was restored because there is none newer. Copy the data folder and /var/lib/kembar-checkpoint away first: both are evidence."
            )
        )
    }

    @Option(
        help: .words(
            "Apa yang terjadi; dicatat selamanya.",
            "What happened; recorded for ever.",
            value: Phrase("teks", "text")
        )
    )
    var reason: String

    @Flag(help: .words("Lanjutkan tanpa bertanya.", "Go on without asking."))
    var yes = false

    @OptionGroup var repetition: RepetitionOptions
    @OptionGroup var common: CommonOptions

    var isConfirmed: Bool { yes || repetition.dryRun }
    var question: Phrase { KeyPhrases.recoveryQuestion }

    func request(_ desk: Desk) throws -> Request { try post(repetition.query, desk) }

    func trial(_ desk: Desk) throws -> Request { try post([("dryRun", "true")], desk) }

    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request { try post([], desk) }

    private func post(
        _ query: [(name: String, value: String?)],
        _ desk: Desk
    ) throws -> Request {
        try .post(
            ["admin", "recovery"],
            query,
            body: RecoveryRequest(reason: reason),
            key: repetition.key(desk)
        )
    }

    func told(_ response: Response, _ page: Page) throws -> Told {
        let answer = try response.decoded(WriteAnswer.self)
        var told = Told(
            text: common.json ? response.text : try written(answer, response, page)
        )
        // Whoever was asked has read it before the question, and of a trial it stands in the answer.
        if yes, answer.dryRun != true, answer.lost?.signer == "unknown" {
            told.remark = page.say(KeyPhrases.keyMayBeRetired)
        }
        return told
    }

    func screen(_ answer: WriteAnswer, _ page: Page) -> Screen {
        var screen = WriteScreen(answer).screen(page)
        screen.add(
            answer.dryRun == true ? KeyPhrases.wouldRecover(answer.lost) : KeyPhrases.recovered
        )
        return screen
    }
}
