import ArgumentParser
import Language

/// The command `kembar rehearse to TIME|next`.
struct Rehearse: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "rehearse",
            Phrase("Majukan jam gladi.", "Move the clock of a rehearsal."),
            examples: ["kembar rehearse to 2018-11-22", "kembar rehearse next"],
            subcommands: [RehearseTo.self, RehearseNext.self]
        )
    }
}
