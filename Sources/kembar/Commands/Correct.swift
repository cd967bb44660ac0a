import ArgumentParser
import Entries
import Language
import Wire

/// The command `kembar correct ID POSITION [field=value ...|--void] --reason R`.
struct Correct: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "correct",
            Phrase(
                "Ralat satu entri; yang lama tetap terbaca.",
                "Correct an entry; the old one stays readable."
            ),
            examples: [
                #"kembar correct 2018-0001 17 place=Blitar --reason "salah tempat""#,
                #"kembar correct 2018-0001 17 at=2018-11-08 --reason "salah tanggal""#,
                #"kembar correct 2018-0001 17 --void --reason "tercatat dua kali""#,
            ]
        )
    }

    @OptionGroup var about: AgreementArgument

    @Argument(
        help: .words(
            "Nomor entri dari history.",
            "The entry's number in history.",
            value: Phrase("entri", "entry")
        )
    )
    var position: Int

    @Argument(
        help: .words(
            "Isian yang benar; waktunya dengan at=….",
            "The right fields; the time as at=….",
            value: Phrase("isian=nilai", "field=value")
        )
    )
    var fields: [String] = []

    @Flag(help: .words("Batalkan entri itu.", "Make the entry void."))
    var void = false

    @Option(help: .words("Alasannya.", "The reason.", value: Phrase("teks", "text")))
    var reason: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func validate() throws {
        guard void == fields.isEmpty else {
            throw ValidationError(
                Speech.language.say(
                    Phrase(
                        "Tulis isian=nilai yang benar, atau --void; salah satu.",
                        "Write the right field=value, or --void; one of the two."
                    )
                )
            )
        }
        _ = try Assignment.fields(fields)
    }

    func command(_ desk: Desk) throws -> CommandRequest {
        var data = Fields()
        data.set("position", position)
        data.set("reason", reason)
        data.set("void", void ? true : nil)
        data.set("set", void ? nil : .object(try Assignment.fields(fields)))
        return CommandRequest(event: "Corrected", data: data.data)
    }
}
