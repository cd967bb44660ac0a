import Language

/// What the screens about rules say.
enum RulePhrases {
    static let empty = Phrase("Belum ada aturan yang ditetapkan.", "No rules are adopted yet.")
    static let headings = [
        Phrase("Jenis", "Kind"), Phrase("Nama", "Name"), Phrase("Versi", "Version"),
        Phrase("Judul", "Label"), Phrase("Ditetapkan", "Adopted"), Phrase("Entri", "Entry"),
        Phrase("Naskah", "Agreements"),
    ]

    static func kind(_ kind: String) -> Phrase {
        switch kind {
        case "workflow": Phrase("alur kerja", "workflow")
        case "policy": Phrase("pengingat", "policy")
        case "calendar": Phrase("kalender", "calendar")
        case "offices": Phrase("kantor", "offices")
        default: Phrase(kind)
        }
    }

    static func faults(_ count: Int) -> Phrase {
        Phrase(
            "\(count) hal perlu diperbaiki (baris:kolom):",
            count == 1
                ? "1 thing needs repair (line:column):"
                : "\(count) things need repair (line:column):"
        )
    }

    static func sound(_ name: String, version: Int?, unchanged: Bool) -> Phrase {
        if unchanged {
            return Phrase(
                "\(name): tidak ada kesalahan; teks yang sama sudah berlaku.",
                "\(name): no mistakes; the same text is in force already."
            )
        }
        let number = version.map(String.init) ?? "-"
        return Phrase(
            "\(name): tidak ada kesalahan; akan menjadi versi \(number). Menetapkannya: kembar rules adopt BERKAS",
            "\(name): no mistakes; it would become version \(number). To adopt it: kembar rules adopt FILE"
        )
    }
}
