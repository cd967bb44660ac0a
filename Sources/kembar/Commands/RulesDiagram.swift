import ArgumentParser
import Language
import Wire

/// The command `kembar rules diagram WORKFLOW [--version N]`.
struct RulesDiagram: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "diagram",
            Phrase(
                "Gambar alur kerja sebagai teks Mermaid.",
                "Draw a workflow as Mermaid text."
            ),
            examples: [
                "kembar rules diagram kerja-sama-daerah > alur.mmd",
                "kembar rules diagram kerja-sama-daerah --version 1 --lang en",
            ],
            more: Phrase(
                "Dapat ditempel di mana pun Mermaid dibaca (stateDiagram-v2).",
                "It can be pasted wherever Mermaid is read (stateDiagram-v2)."
            )
        )
    }

    @Argument(
        help: .words("Nama alur kerja.", "The workflow's name.", value: Phrase("alur", "workflow")),
        completion: .asked(.workflows)
    )
    var workflow: String

    @Option(
        help: .words(
            "Versi; jika tidak, yang terbaru.",
            "The version; else the newest.",
            value: Phrase("N")
        )
    )
    var version: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try NameCheck.requireNames(workflow)
    }

    func request(_ desk: Desk) -> Request {
        .get(
            ["rules", "workflow", workflow, "structure"],
            [("version", version.map(String.init))]
        )
    }

    func screen(_ answer: WorkflowStructure, _ page: Page) -> Screen {
        WorkflowDiagram(answer).screen(page)
    }

    /// No banner: the text goes into a file, and a program reads it.
    func written(_ answer: WorkflowStructure, _ response: Response, _ page: Page) -> String {
        screen(answer, page).text(page)
    }
}
