import ArgumentParser
import Language
import Wire

/// The command `kembar remind test ROLE`.
struct RemindTest: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "test",
            Phrase(
                "Kirim pesan percobaan kepada suatu peran.",
                "Send a test message to a role."
            ),
            examples: ["kembar remind test petugas", "kembar remind test kabag --json"],
            more: Phrase(
                "Pesan itu melalui jalan yang sama dengan pengingat, dan tercatat di log.",
                "The message takes the same way as reminders do, and is recorded in the log."
            )
        )
    }

    @Argument(
        help: .words(
            "Peran menurut kebijakan pengingat.",
            "The role in the reminder policy.",
            value: Phrase("peran", "role")
        ),
        completion: .asked(.roles)
    )
    var role: String

    @OptionGroup var keys: KeyOptions
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["messages", "test"],
            body: TestMessageRequest(role: role),
            key: keys.key(desk)
        )
    }

    func screen(_ answer: TestMessageAnswer, _ page: Page) -> Screen {
        var screen = Screen(page)
        let role = answer.route.roleLabel.phrase
        if let unwritten = answer.unwritten {
            screen.add(RoutePhrases.recorded(answer.position, role), as: .warning)
            screen.add(unwritten.sentence, as: .warning)
        } else {
            screen.add(RoutePhrases.onItsWay(answer.position, role))
        }
        RoleRouteLines(answer.route).write(to: &screen)
        return screen
    }
}
