import ArgumentParser
import Language
import Wire

/// The command `kembar calendars check FILE`.
struct CalendarsCheck: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "check",
            Phrase(
                "Periksa berkas kalender; tidak ada yang dicatat.",
                "Check a calendar file; nothing is recorded."
            ),
            examples: ["kembar calendars check id.yaml", "kembar calendars check - < id.yaml"]
        )
    }

    @OptionGroup var file: CalendarFileArgument
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(["rules", "check"], body: try file.body(desk), key: nil)
    }

    func screen(_ answer: RuleCheckAnswer, _ page: Page) -> Screen {
        RuleCheckScreen(answer).screen(page)
    }

    func status(_ answer: RuleCheckAnswer) -> ProcessStatus {
        answer.faults.isEmpty ? .done : .refused
    }
}

/// The calendar file that is checked or adopted.
struct CalendarFileArgument: ParsableArguments {
    @Argument(
        help: .words(
            "Berkas kalender; - untuk masukan baku.",
            "The calendar file; - is standard input.",
            value: Phrase("berkas", "file")
        ),
        completion: .file(extensions: ["yaml"])
    )
    var file: String

    func body(_ desk: Desk) throws -> RuleFileRequest {
        RuleFileRequest(
            name: file,
            text: try RuleFileOptions.text(of: file, desk),
            kind: "calendar"
        )
    }
}
