import ArgumentParser
import Language

/// The command `kembar admin …`.
struct Admin: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "admin",
            Phrase("Mengelola kembard.", "Look after kembard."),
            examples: ["kembar admin clock confirm"],
            subcommands: [AdminClock.self]
        )
    }
}
