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
        let answer = try response.decoded(KeyList.self)
        let handovers = answer.handovers
        guard !handovers.isEmpty else {
            let isInDoubt = answer.doubt.map(KeyList.doubts.contains) ?? false
            throw Failure.noHandover(mayBeElsewhere: answer.successor != nil || isInDoubt)
        }
        return AnswerFile(path: output, bytes: Array(handovers.joined().utf8))
    }

    func screen(_ answer: KeyList, _ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: answer.rehearsal)
        let doubt = answer.doubt.map { doubt in
            doubt == KeyList.noCheckpoint
                ? KeyPhrases.notVouchedFor
                : copy.data == nil ? KeyPhrases.unclear : KeyPhrases.lastInCopy
        }
        KeyScreen(answer.keys, successor: answer.successor, doubt: doubt).add(to: &screen)
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
    private let doubt: Phrase?

    /// `successor` is the key that the last of them handed over to in entries that the log has lost; `doubt`
    /// says of the last one that nobody knows whether it did.
    init(_ keys: [KeyAnswer], successor: String? = nil, doubt: Phrase? = nil) {
        self.keys = keys
        self.successor = successor
        self.doubt = doubt
    }

    func add(to screen: inout Screen) {
        let last = keys.lastIndex { $0.unsigned != true }
        for (index, key) in keys.enumerated() {
            let isUnsigned = key.unsigned == true
            screen.addVerbatim(key.vkey)
            screen.add(
                KeyPhrases.origin(key)
                    + (isUnsigned
                        ? KeyPhrases.unsigned
                        : index == last ? KeyPhrases.standing(successor, doubt) : Phrase("")),
                as: key.origin == .lost || isUnsigned ? .warning : .plain,
                indent: 4
            )
        }
    }
}
