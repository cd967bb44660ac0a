import ArgumentParser
import Language
import Wire

/// The command `kembar discuss ID --scope TEXT ... [--place P]`.
struct Discuss: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "discuss",
            Phrase("Catat pembahasan ruang lingkup.", "Record that the scope was discussed."),
            examples: [
                "kembar discuss 2018-0001 --scope pariwisata --scope kebudayaan --at 2018-11-07",
                #"kembar discuss 2018-0001 --scope pertanian --place "Ruang Rapat BKD""#,
            ]
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(
        help: .words(
            "Satu ruang lingkup; boleh diulang.",
            "One scope; may be repeated.",
            value: Phrase("teks", "text")
        )
    )
    var scope: [String] = []

    @Option(
        help: .words(
            "Tempat pembahasan.",
            "Where it was discussed.",
            value: Phrase("tempat", "place")
        )
    )
    var place: String?

    @Option(
        help: .words(
            "Notulen atau berita acara; hanya nama, ukuran, dan SHA-256 yang dicatat.",
            "Minutes or formal record; only name, size and SHA-256 are recorded.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) throws -> CommandRequest {
        var fields = Fields()
        fields.set("scope", list: scope)
        fields.set("place", place)
        fields.set("document", try DocumentFile.named(file, desk))
        return CommandRequest(verb: "discuss", data: fields.data)
    }
}
