import ArgumentParser
import Language
import Wire

/// The command `kembar admin clock …`.
struct AdminClock: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "clock",
            Phrase("Jam yang dipakai kembard.", "The clock that kembard goes by."),
            examples: ["kembar admin clock confirm", "kembar admin clock confirm --dry-run"],
            subcommands: [AdminClockConfirm.self]
        )
    }
}

/// The command `kembar admin clock confirm`.
struct AdminClockConfirm: WriteSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "confirm",
            Phrase(
                "Nyatakan jam benar sesudah melompat maju; pengingat terbit lagi.",
                "Say that the clock is right after it jumped ahead; reminders go out again."
            ),
            examples: ["kembar admin clock confirm", "kembar admin clock confirm --dry-run"],
            more: Phrase(
                "Untuk grup kembar-admin. Periksa jamnya lebih dahulu dengan timedatectl.",
                "For the group kembar-admin. Check the clock first, with timedatectl."
            )
        )
    }

    @OptionGroup var repetition: RepetitionOptions
    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["clock", "confirmation"],
            repetition.query,
            body: ClockConfirmation(),
            key: repetition.key(desk)
        )
    }
}
