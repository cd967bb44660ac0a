import Language

/// What the screens about reminders say.
enum ReminderPhrases {
    static let headings = [
        Phrase("Jatuh tempo", "Due"), Phrase("ID"), Phrase("Judul", "Title"),
        Phrase("Perihal", "About"), Phrase("Kepada", "To"), Phrase("Keadaan", "State"),
    ]
    static let empty = Phrase(
        "Tidak ada pengingat: semua naskah diam atau sudah berakhir.",
        "No reminders: every agreement is silent or closed."
    )
    static let now = Phrase("Sekarang", "Now")
    static let noOpeners = Phrase(
        "Tidak ada yang sedang dihitung.",
        "Nothing is being counted."
    )
    static let silent = Phrase("Tidak diingatkan: ", "Not reminded of: ")
    static let weekends = Phrase(
        "Sabtu dan Minggu tidak dihitung.",
        "Saturdays and Sundays are not counted."
    )
    static let skipped = Phrase("tidak dihitung: ", "not counted: ")
    static let nothingSkipped = Phrase("tidak ada hari libur di antaranya", "no holidays between")

    static func state(_ state: String) -> Phrase {
        switch state {
        case "upcoming": Phrase("akan datang", "upcoming")
        case "owed": Phrase("saatnya dikirim", "owed now")
        case "issued": Phrase("sudah diterbitkan", "issued")
        case "passed-over":
            Phrase("dilewati (sebelum dicatat)", "passed over (before it was recorded)")
        case "superseded": Phrase("diganti yang lebih baru", "superseded by a later one")
        default: Phrase(state)
        }
    }

    /// What a ladder is about: an office that is awaited, or a stage in which nothing moves.
    static func about(office: String?, purpose: Phrase?) -> Phrase {
        guard let office else {
            return Phrase("belum ada perkembangan", "no progress yet")
        }
        let whatFor = purpose.map { Phrase(", ") + $0 } ?? Phrase("")
        return Phrase("menunggu \(office)", "waiting for \(office)") + whatFor
    }

    static func opener(_ position: Int64, rule: String) -> Phrase {
        Phrase("entri \(position), aturan \(rule)", "entry \(position), rule \(rule)")
    }

    static func counted(from anchor: String, since: String, promised: Bool) -> Phrase {
        promised
            ? Phrase(
                "Dihitung dari tanggal yang dijanjikan, \(anchor); dibuka \(since).",
                "Counted from the promised date, \(anchor); opened \(since)."
            )
            : Phrase("Dihitung dari \(anchor).", "Counted from \(anchor).")
    }

    static func recorded(_ date: String) -> Phrase {
        Phrase(
            "Dicatat \(date); yang jatuh tempo sebelum itu dilewati.",
            "Recorded \(date); what was due before that is passed over."
        )
    }

    static func calendar(_ calendar: String, office: String) -> Phrase {
        Phrase("Kalender \(calendar), \(office).", "Calendar \(calendar), \(office).")
    }

    static func slot(days: Phrase, date: String) -> Phrase {
        days + Phrase(" → \(date)")
    }
}
