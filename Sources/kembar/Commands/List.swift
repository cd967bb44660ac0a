import ArgumentParser
import Language
import Wire

/// The command `kembar list [--stage S] [--stalled] [--waiting-on OFFICE]`.
struct List: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list",
            Phrase(
                "Papan semua naskah: tahap, yang ditunggu, pengingat.",
                "The board of all agreements: stage, whom they wait for, reminders."
            ),
            examples: [
                "kembar list",
                "kembar list --waiting-on 35.72",
                "kembar list --stalled --exit-code",
            ]
        )
    }

    @Option(
        help: .words(
            "Hanya tahap itu, dengan nama atau sebutannya, misalnya PKSDrafted.",
            "Only that stage, by its name or label, such as PKSDrafted.",
            value: Phrase("tahap", "stage")
        ),
        completion: .asked(.stages)
    )
    var stage: String?

    @Option(
        help: .words(
            "Hanya yang menunggu kantor itu.",
            "Only those that wait for that office.",
            value: Phrase("kode", "code")
        ),
        completion: .asked(.offices)
    )
    var waitingOn: String?

    @Flag(help: .words("Hanya yang belum ada perkembangan.", "Only those without progress."))
    var stalled = false

    @Flag(
        help: .words(
            "Keluar dengan 8 bila ada yang belum ada perkembangan.",
            "Exit with 8 if any is without progress."
        )
    )
    var exitCode = false

    @OptionGroup var past: PastOptions
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request {
        .get(
            ["agreements"],
            [("stage", stage), ("waitingOn", waitingOn), ("stalled", stalled ? "true" : nil)]
                + past.query
        )
    }

    func screen(_ answer: AgreementList, _ page: Page) -> Screen {
        let isFiltered =
            stalled || [stage, waitingOn, past.asOf, past.knownAt].contains { $0 != nil }
        return BoardScreen(answer, isFiltered: isFiltered, past: past.words).screen(page)
    }

    func status(_ answer: AgreementList) -> ProcessStatus {
        exitCode && answer.agreements.contains(where: \.stalled) ? .overdue : .done
    }
}
