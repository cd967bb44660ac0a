import ArgumentParser
import Language

/// The command `kembar offices …`.
struct Offices: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "offices",
            Phrase("Kantor: kode, nama, zona, kalender.", "Offices: code, name, zone, calendar."),
            examples: ["kembar offices list", "kembar offices show 35.72"],
            subcommands: [OfficesList.self, OfficesShow.self],
            defaultSubcommand: OfficesList.self
        )
    }
}
