import ArgumentParser
import Entries
import Language
import Wire

/// The command `kembar note ID TEXT`.
struct Note: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "note",
            Phrase("Tambahkan catatan.", "Add a note."),
            examples: [
                #"kembar note 2026-0001 "Narahubung pindah bagian; hubungi sekretariat.""#,
                #"kembar note 2026-0001 "Rapat ditunda" --at 2026-08-10 --source telepon"#,
            ],
            more: Phrase(
                "Catatan tidak dapat dihapus: jangan menulis nama orang, NIP, atau nomor telepon.",
                "A note cannot be deleted: write no persons' names, staff numbers or telephone numbers."
            )
        )
    }

    @OptionGroup var about: AgreementArgument

    @Argument(help: .words("Isi catatan.", "The note.", value: Phrase("teks", "text")))
    var text: String

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) -> CommandRequest {
        CommandRequest(event: "NoteAdded", data: ["text": .string(text)])
    }
}
