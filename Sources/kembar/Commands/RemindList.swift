import ArgumentParser
import Language
import Wire

/// The command `kembar remind list`.
struct RemindList: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list",
            Phrase(
                "Yang saatnya, yang berikutnya, dan yang terakhir terbit.",
                "What is owed, what comes next, what went out last."
            ),
            examples: ["kembar remind list", "kembar remind list --exit-code"]
        )
    }

    @Flag(
        help: .words(
            "Juga semua yang terbit sebelum yang terakhir.",
            "Also everything that went out before the last."
        )
    )
    var all = false

    @Flag(
        help: .words(
            "Keluar dengan 8 bila ada yang jatuh tempo atau sudah diingatkan.",
            "Exit with 8 if anything is owed or was reminded of."
        )
    )
    var exitCode = false

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["reminders"]) }

    func screen(_ answer: ReminderList, _ page: Page) -> Screen {
        ReminderListScreen(answer, isWhole: all).screen(page)
    }

    func status(_ answer: ReminderList) -> ProcessStatus {
        let isOverdue = answer.items.contains { $0.state == "owed" || $0.state == "issued" }
        return exitCode && isOverdue ? .overdue : .done
    }
}
