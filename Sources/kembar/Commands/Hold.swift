import ArgumentParser
import Language
import Wire

/// The command `kembar hold ID --until DATE --reason TEXT`.
struct Hold: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "hold",
            Phrase(
                "Tunda: jam pengingat berhenti sampai suatu tanggal.",
                "Put on hold: the clock stands still until a date."
            ),
            examples: [
                #"kembar hold 2026-0001 --until 2026-09-14 --reason "menunggu pelantikan""#,
                "kembar hold 2026-0001 --until 2026-12-01 --reason anggaran --source \"surat 415/8\"",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(help: .words("Sampai kapan.", "Until when.", value: Phrase("tanggal", "date")))
    var until: String?

    @Option(help: .words("Alasannya.", "The reason.", value: Phrase("teks", "text")))
    var reason: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) -> CommandRequest {
        var fields = Fields()
        fields.set("until", until)
        fields.set("reason", reason)
        return CommandRequest(event: "Held", data: fields.data)
    }
}
