import ArgumentParser
import Language
import Wire

/// The command `kembar rules move ID ... [--to VERSION]`.
struct RulesMove: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "move",
            Phrase(
                "Pindahkan naskah ke versi lain alur kerjanya.",
                "Move agreements to another version of their workflow."
            ),
            examples: [
                "kembar rules move 2026-0001 2026-0004 --dry-run",
                "kembar rules move 2026-0001 --to 2",
                "kembar rules move --all --dry-run",
            ],
            more: Phrase(
                "Memerlukan keanggotaan grup kembar-admin. Yang disebut satu per satu pindah semua atau tidak sama sekali; dengan --all pindah yang dapat pindah.",
                "This needs membership of the group kembar-admin. Those that are named move all or none; with --all those move that can."
            )
        )
    }

    @Argument(
        help: .words("Nomor naskah.", "The agreements' ids.", value: Phrase("id")),
        completion: .asked(.agreements)
    )
    var ids: [String] = []

    @Option(
        help: .words(
            "Versi tujuan; jika tidak, yang terbaru.",
            "The version to move to; else the newest.",
            value: Phrase("versi", "version")
        )
    )
    var to: Int?

    @Flag(
        help: .words(
            "Semua naskah terbuka yang dapat pindah.",
            "Every open agreement that can move."
        )
    )
    var all = false

    @Option(
        help: .words(
            "Bersama --all: hanya alur kerja ini.",
            "With --all: only those of this workflow.",
            value: Phrase("alur", "workflow")
        ),
        completion: .asked(.workflows)
    )
    var workflow: String?

    @OptionGroup var repetition: RepetitionOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard ids.isEmpty == all, workflow == nil || all else {
            throw ValidationError(
                Speech.language.say(
                    Phrase(
                        "Sebutkan nomor naskah, atau --all (dengan --workflow bila perlu); salah satu.",
                        "Name agreements, or --all (with --workflow if wanted); one of the two."
                    )
                )
            )
        }
    }

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["rules", "moves"],
            repetition.query,
            body: WorkflowMoveRequest(
                agreements: all ? nil : ids,
                all: all ? true : nil,
                workflow: workflow,
                to: to
            ),
            key: repetition.key(desk)
        )
    }

    func screen(_ answer: WorkflowMoveAnswer, _ page: Page) -> Screen {
        WorkflowMoveScreen(answer).screen(page)
    }
}
