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
                "Siapa yang memegang kunci lama mengikuti serah terimanya, semua dalam satu berkas: kembar audit verify --receipt BERKAS --vkey KUNCI_LAMA --handover serah-terima.tlog-proof",
                "Whoever holds an old key follows its handovers, all of them in one file: kembar audit verify --receipt FILE --vkey OLD_KEY --handover handover.tlog-proof"
            )
        )
    }

    @Option(
        help: .words(
            "Berkas yang dibuat: semua serah terima, berurutan.",
            "The file to make: all handovers, one after another.",
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
        let handovers = try response.decoded(KeyList.self).handovers
        guard !handovers.isEmpty else { throw Failure.noHandover }
        return AnswerFile(path: output, bytes: Array(handovers.joined().utf8))
    }

    func screen(_ answer: KeyList, _ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: answer.rehearsal)
        KeyScreen(answer.keys, successor: answer.successor).add(to: &screen)
        if let output { screen.add(KeyPhrases.written(answer.handovers.count, output)) }
        return screen
    }
}

extension KeyList {
    /// What each key signed over its successor, oldest first: one may hold any of them.
    fileprivate var handovers: [String] { keys.compactMap(\.handover) }
}

/// The keys of a log, one after another.
struct KeyScreen {
    private let keys: [KeyAnswer]
    private let successor: String?

    /// `successor` is the key that the last of them handed over to in entries that the log has lost.
    init(_ keys: [KeyAnswer], successor: String? = nil) {
        self.keys = keys
        self.successor = successor
    }

    func add(to screen: inout Screen) {
        for (index, key) in keys.enumerated() {
            screen.addVerbatim(key.vkey)
            screen.add(
                KeyPhrases.origin(key)
                    + (index == keys.count - 1 ? KeyPhrases.standing(successor) : Phrase("")),
                as: key.origin == .lost ? .warning : .plain,
                indent: 4
            )
        }
    }
}
