import ArgumentParser
import Language
import Wire

/// The command `kembar await ID --party OFFICE --for TEXT [--promised D]`.
struct Await: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "await",
            Phrase("Catat siapa yang ditunggu kesiapannya.", "Record whose readiness is awaited."),
            examples: [
                #"kembar await 2018-0001 --party 35.72 --for "kesiapan penandatanganan" \"#,
                #"    --source "Kabag Pemerintahan" --at 2018-11-07"#,
                "kembar await 2026-0001 --party 99.01/DPRD --for persetujuan --promised 2026-09",
            ]
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(
        help: .words("Kantor yang ditunggu.", "The office awaited.", value: Phrase("kode", "code")),
        completion: .asked(.offices)
    )
    var party: String?

    @Option(
        name: .customLong("for"),
        help: .words("Untuk apa.", "For what.", value: Phrase("teks", "text"))
    )
    var purpose: String?

    @Option(
        help: .words(
            "Kapan dijanjikan.",
            "Promised for when.",
            value: Phrase("tanggal", "date")
        )
    )
    var promised: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) -> CommandRequest {
        var fields = Fields()
        fields.set("office", party)
        fields.set("for", purpose)
        fields.set("promised", promised)
        return CommandRequest(verb: "await", data: fields.data)
    }
}
