import ArgumentParser
import Language

/// What an agreement begins with.
struct BeginningOptions: ParsableArguments {
    @Option(
        help: .words(
            "Pihak, dengan kode; boleh diulang. Nama untuk pihak di luar daftar.",
            "A party by its code; may be repeated. A name for one that is not listed.",
            value: Phrase("kode[=nama]", "code[=name]")
        ),
        completion: .asked(.offices)
    )
    var party: [String] = []

    @Option(
        help: .words(
            "Alur kerja, bila ada beberapa.",
            "The workflow, where there are several.",
            value: Phrase("nama", "name")
        ),
        completion: .asked(.workflows)
    )
    var workflow: String?

    @Option(
        help: .words(
            "Jenis: KSDD, KSDPK, Sinergi, KSDPL, KSDLL.",
            "The kind: KSDD, KSDPK, Sinergi, KSDPL, KSDLL.",
            value: Phrase("jenis", "kind")
        )
    )
    var kind: String?

    @Option(
        help: .words(
            "Naskah: KB, PKS, NK.",
            "The paper: KB, PKS, NK.",
            value: Phrase("naskah", "paper")
        )
    )
    var paper: String?

    @Option(
        help: .words(
            "Di bawah naskah ini; boleh diulang.",
            "Under that agreement; may be repeated.",
            value: Phrase("id")
        ),
        completion: .asked(.agreements)
    )
    var under: [String] = []

    @Option(
        help: .words(
            "Memperpanjang naskah ini; boleh diulang.",
            "Renews that agreement; may be repeated.",
            value: Phrase("id")
        ),
        completion: .asked(.agreements)
    )
    var renews: [String] = []

    func fill(_ fields: inout Fields) {
        fields.set(parties: party)
        fields.set("kind", kind)
        fields.set("paper", paper)
        fields.set("under", list: under)
        fields.set("renews", list: renews)
    }
}
