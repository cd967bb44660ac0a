import ArgumentParser
import Language

/// The command `kembar contacts …`.
struct Contacts: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "contacts",
            Phrase(
                "Siapa memegang peran apa, dan alamat surelnya.",
                "Who holds which role, and the address for mail."
            ),
            examples: [
                "kembar contacts show",
                #"kembar contacts set petugas --name "Petugas Contoh" --mail petugas@contoh.invalid"#,
                "kembar contacts erase a-0007",
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Data pribadi: disimpan di luar log dan dapat dihapus.",
                "For the group kembar-admin. Personal data: kept outside the log, and can be erased."
            ),
            subcommands: [
                ContactsShow.self, ContactsSet.self, ContactsRetire.self, ContactsErase.self,
            ],
            defaultSubcommand: ContactsShow.self
        )
    }
}
