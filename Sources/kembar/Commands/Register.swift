import ArgumentParser
import Language
import Wire

/// The command `kembar register TITLE --party CODE ...`.
struct Register: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "register",
            Phrase(
                "Catat naskah lama yang sudah ditandatangani.",
                "Record an old paper that is signed already."
            ),
            examples: [
                #"kembar register "PKS Pariwisata" --party 99.01 --party 99.71 --at 2022-03-15 \"#,
                "    --number 99.01=119/PKS/2022 --from 2022-03-15 --until 2027-03-14",
                #"kembar register "KB Kebudayaan" --party 99.01 --party 99.02 --file kb.pdf"#,
            ]
        )
    }

    @Argument(help: .words("Judul naskah.", "The title.", value: Phrase("judul", "title")))
    var title: String

    @OptionGroup var beginning: BeginningOptions
    @Option(
        help: .words(
            "Nomor naskah tiap pihak; boleh diulang.",
            "Each party's number of the paper; may be repeated.",
            value: Phrase("kode=nomor", "code=number")
        )
    )
    var number: [String] = []

    @OptionGroup var signing: SigningOptions
    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { nil }

    func validate() throws {
        for number in number where !number.dropFirst().contains("=") {
            throw ValidationError(
                Speech.language.say(
                    Phrase(
                        "'\(number)' tidak menyebut pihaknya; tulis --number KODE=NOMOR.",
                        "'\(number)' names no party; write --number CODE=NUMBER."
                    )
                )
            )
        }
        _ = try PaperNumbers(number)
    }

    func command(_ desk: Desk) throws -> CommandRequest {
        var fields = Fields()
        fields.set("title", title)
        beginning.fill(&fields)
        fields.set(numbers: try PaperNumbers(number))
        try signing.fill(&fields, desk)
        return CommandRequest(verb: "register", workflow: beginning.workflow, data: fields.data)
    }
}
