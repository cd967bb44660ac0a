import ArgumentParser
import Calendars
import Language
import Wire

/// The command `kembar audit cosignatures [--data DIR [--policy FILE]]`.
struct AuditCosignatures: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "cosignatures",
            Phrase(
                "Tanda tangan saksi log yang sudah kembali.",
                "The log witnesses' cosignatures that came back."
            ),
            examples: [
                "kembar audit cosignatures",
                "kembar audit cosignatures --data /media/salinan/kembar --policy saksi.policy",
            ],
            more: Phrase(
                "Checkpoint-nya: kembar audit checkpoint --cosigned. Memasukkan yang baru: kembar admin cosigned BERKAS",
                "The checkpoint itself: kembar audit checkpoint --cosigned. To hand one in: kembar admin cosigned FILE"
            )
        )
    }

    @Option(
        help: .words(
            "Bersama --data: berkas kebijakan (tlog-policy) yang menyebut kunci saksi log, untuk memeriksanya.",
            "With --data: a policy file (tlog-policy) that names the log witnesses' keys, to check them.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var policy: String?

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard policy != nil, copy.data == nil else { return }
        throw ValidationError(Speech.language.say(WitnessPhrases.policyOfCopies))
    }

    var words: [String] { ["cosignatures"] + option("policy", policy) }

    func request(_ desk: Desk) -> Request { .get(["audit", "cosignatures"]) }

    func screen(_ answer: CosignatureList, _ page: Page) -> Screen {
        CosignatureScreen(answer).screen(page)
    }
}

/// What witnesses have cosigned.
struct CosignatureScreen {
    private let list: CosignatureList

    init(_ list: CosignatureList) { self.list = list }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        screen.banners(rehearsal: list.rehearsal)
        let unchecked = list.unchecked ?? []
        guard !list.witnesses.isEmpty || !unchecked.isEmpty else {
            if list.unchecked == nil {
                screen.add(WitnessPhrases.noWitnesses)
            } else if list.lost == nil {
                screen.add(WitnessPhrases.noneInCopy)
            }
            addOthers(to: &screen)
            return screen
        }
        for witness in list.witnesses {
            screen.addVerbatim(witness.name)
            screen.add(
                WitnessPhrases.state(witness, Self.date(witness.time, language)),
                indent: 4
            )
        }
        for claim in unchecked {
            screen.addVerbatim("\(claim.name)+\(claim.keyID)")
            screen.add(
                WitnessPhrases.unchecked(claim, Self.date(claim.time, language)),
                as: .warning,
                indent: 4
            )
        }
        if !unchecked.isEmpty { screen.add(WitnessPhrases.howToCheck, as: .quiet) }
        // How many are enough, a policy says.
        if !list.witnesses.isEmpty {
            screen.field(
                WitnessPhrases.enough,
                language.say(WitnessPhrases.enough(list.enough, of: list.head))
            )
        }
        addOthers(to: &screen)
        return screen
    }

    /// What is kept beside and counts for nothing.
    private func addOthers(to screen: inout Screen) {
        for lost in list.lost ?? [] { screen.add(WitnessPhrases.lost(lost), as: .warning) }
        if list.lost != nil { screen.add(WitnessPhrases.sinceLoss, as: .quiet) }
        if let count = list.unexplained {
            screen.add(WitnessPhrases.unexplained(count), as: .warning)
        }
    }

    static func date(_ seconds: Int64?, _ language: Language) -> String? {
        // A time that nobody checked may be any number.
        guard let seconds, (0...253_402_300_799).contains(seconds) else { return nil }
        return language.date(Timestamp(milliseconds: seconds * 1_000).utc)
    }
}
