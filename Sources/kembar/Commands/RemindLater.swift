import ArgumentParser
import Language
import Wire

/// The command `kembar remind later ID --until DATE --note TEXT`.
struct RemindLater: FactSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "later",
            Phrase(
                "Sudah dilihat: ingatkan lagi sesudah suatu tanggal.",
                "Seen: remind again after a date."
            ),
            examples: [
                #"kembar remind later 2018-0001 --until 2018-12-03 --note "sudah ditelepon, rapat 3 Desember""#,
                "kembar remind later 2018-0001 --until 2018-12 --note \"menunggu pelantikan\" --source telepon",
            ],
            more: Phrase(
                "Sampai akhir tanggal itu naskah ini tidak diingatkan; sesudahnya diingatkan lagi. Hitungan harinya jalan terus: yang menghentikannya ialah kembar hold. Penantian atau tahap yang baru tetap diingatkan.",
                "Through that date nobody is reminded of the agreement; after it they are again. The days go on counting: what stops them is kembar hold. A new wait or stage is reminded of all the same."
            )
        )
    }

    @OptionGroup var about: AgreementArgument

    @Option(help: .words("Sampai kapan.", "Until when.", value: Phrase("tanggal", "date")))
    var until: String?

    @Option(
        help: .words(
            "Apa yang diketahui tentang hal itu.",
            "What is known of the matter.",
            value: Phrase("teks", "text")
        )
    )
    var note: String?

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func command(_ desk: Desk) -> CommandRequest {
        var fields = Fields()
        fields.set("until", until)
        fields.set("note", note)
        return CommandRequest(event: "Postponed", data: fields.data)
    }
}
