import ArgumentParser
import Calendars
import Language
import Wire

/// The command `kembar audit cosignatures`.
struct AuditCosignatures: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "cosignatures",
            Phrase(
                "Tanda tangan saksi log yang sudah kembali.",
                "The log witnesses' cosignatures that came back."
            ),
            examples: ["kembar audit cosignatures", "kembar audit cosignatures --json"],
            more: Phrase(
                "Checkpoint-nya: kembar audit checkpoint --cosigned. Memasukkan yang baru: kembar admin cosigned BERKAS",
                "The checkpoint itself: kembar audit checkpoint --cosigned. To hand one in: kembar admin cosigned FILE"
            )
        )
    }

    @OptionGroup var common: CommonOptions

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
        guard !list.witnesses.isEmpty else {
            screen.add(WitnessPhrases.noWitnesses)
            return screen
        }
        for witness in list.witnesses {
            let date = witness.time.map { language.date(Timestamp(milliseconds: $0 * 1_000).utc) }
            screen.addVerbatim(witness.name)
            screen.add(WitnessPhrases.state(witness, date), indent: 4)
        }
        screen.field(
            WitnessPhrases.enough,
            language.say(WitnessPhrases.enough(list.enough, of: list.head))
        )
        return screen
    }
}
