import ArgumentParser
import Language
import Wire

/// The command `kembar audit keys [--output FILE]`.
struct AuditKeys: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "keys",
            Phrase(
                "Semua kunci log: sejak kapan, dan bagaimana diserahterimakan.",
                "All keys of the log: since when, and how they were handed over."
            ),
            examples: [
                "kembar audit keys", "kembar audit keys --output serah-terima.tlog-proof",
            ],
            more: Phrase(
                "Siapa yang memegang kunci lama mengikuti serah terimanya: kembar audit verify --receipt BERKAS --vkey KUNCI_LAMA --handover serah-terima.tlog-proof",
                "Whoever holds an old key follows its handover: kembar audit verify --receipt FILE --vkey OLD_KEY --handover handover.tlog-proof"
            )
        )
    }

    @Option(
        help: .words(
            "Berkas yang dibuat: serah terima terakhir.",
            "The file to make: the last handover.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var output: String?

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] { ["keys"] }

    func request(_ desk: Desk) -> Request { .get(["audit", "keys"]) }

    func file(_ response: Response, _ page: Page, _ desk: Desk) throws -> AnswerFile? {
        guard let output else { return nil }
        let list = try response.decoded(KeyList.self)
        guard let handover = list.keys.last(where: { $0.handover != nil })?.handover else {
            throw Failure.noHandover
        }
        return AnswerFile(path: output, bytes: Array(handover.utf8))
    }

    func screen(_ answer: KeyList, _ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: answer.rehearsal)
        KeyScreen(answer.keys).add(to: &screen)
        if let output { screen.add(KeyPhrases.written(1, output)) }
        return screen
    }
}

/// The keys of a log, one after another.
struct KeyScreen {
    private let keys: [KeyAnswer]

    init(_ keys: [KeyAnswer]) { self.keys = keys }

    func add(to screen: inout Screen) {
        for (index, key) in keys.enumerated() {
            screen.addVerbatim(key.vkey)
            screen.add(
                KeyPhrases.origin(key, isCurrent: index == keys.count - 1),
                as: key.origin == .lost ? .warning : .plain,
                indent: 4
            )
        }
    }
}
