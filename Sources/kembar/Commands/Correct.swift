import ArgumentParser
import Entries
import Language
import Wire

/// The command `kembar correct ID POSITION [field=value ...|--void] [--and …] --reason R`.
struct Correct: AssigningSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "correct",
            Phrase(
                "Ralat satu entri; yang lama tetap terbaca.",
                "Correct an entry; the old one stays readable."
            ),
            examples: [
                #"kembar correct 2026-0001 9 place="Kota Contoh" --reason "salah tempat""#,
                #"kembar correct 2026-0001 10 --void --reason "tercatat dua kali""#,
                #"kembar correct 2026-0001 9 at=2026-08-03 --and 11 void --reason "salah baca""#,
            ],
            more: Phrase(
                "Nomor entri ada di: kembar history ID. Entri yang saling bergantung diralat sekaligus dengan --and.",
                "Entries are numbered in: kembar history ID. Entries that depend on each other are corrected at once with --and."
            )
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

    @Option(
        parsing: .upToNextOption,
        help: .words(
            "Ralat pula entri lain: nomornya, lalu isian=nilai atau void; boleh diulang.",
            "Correct another entry too: its number, then field=value or void; may be repeated.",
            value: Phrase("entri isian=nilai", "entry field=value")
        )
    )
    var and: [String] = []

    @Option(help: .words("Alasannya.", "The reason.", value: Phrase("teks", "text")))
    var reason: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func validate() throws { _ = try corrections() }

    func command(_ desk: Desk) throws -> CommandRequest {
        let corrections = try corrections()
        var data: [String: JSONValue] = [:]
        if corrections.count == 1, let only = corrections.first {
            data = only.members
        } else {
            data["corrections"] = .array(corrections.map { .object($0.members) })
        }
        data["reason"] = reason.map(JSONValue.string)
        return CommandRequest(event: "Corrected", data: data)
    }

    private func corrections() throws -> [EntryCorrection] {
        var first = EntryCorrection(position: position, void: void)
        try first.add(fields)
        let all = try [first.complete(void: "--void")] + EntryCorrection.list(and)
        try EntryCorrection.checkPositions(all)
        return all
    }
}
