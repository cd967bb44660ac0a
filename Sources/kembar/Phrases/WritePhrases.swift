import Language

/// What is said after a write.
enum WritePhrases {
    static let remark = Phrase("Perhatian: ", "Note: ")
    static let redactionQuestion = Phrase(
        "Hapus untuk selamanya? [y/t] ",
        "Take it out for ever? [y/n] "
    )
    static let cancelled = Phrase(
        "Dibatalkan; tidak ada yang dicatat.",
        "Cancelled; nothing was recorded."
    )
    static let needsYes = Phrase(
        "Tidak ada yang dicatat. Untuk melakukannya tanpa bertanya, tambahkan --yes.",
        "Nothing was recorded. To do it without being asked, add --yes."
    )

    static func loses(_ entry: String) -> Phrase {
        Phrase("Yang hilang dari \(entry):", "What goes from \(entry):")
    }

    /// A field that goes, or what will stand there instead of it.
    static func lost(_ label: Phrase, _ was: String, instead: String?) -> Phrase {
        label
            + (instead.map { Phrase(": “\(was)”, menjadi “\($0)”", ": “\(was)”, becomes “\($0)”") }
                ?? Phrase(": “\(was)”", ": “\(was)”"))
    }

    static func recorded(_ entries: String, id: String?) -> Phrase {
        Phrase("Tercatat\(name(id)): \(entries)", "Recorded\(name(id)): \(entries)")
    }

    static func nothingRecorded(id: String?) -> Phrase {
        Phrase("Tidak ada entri baru\(name(id)).", "No new entry\(name(id)).")
    }

    static func wouldBeRecorded(_ entries: String, id: String?) -> Phrase {
        guard let id else {
            return Phrase(
                "Percobaan: tidak ada yang dicatat. Yang akan tercatat: \(entries)",
                "Dry run: nothing was recorded. It would record: \(entries)"
            )
        }
        return Phrase(
            "Percobaan: tidak ada yang dicatat. Yang akan tercatat untuk \(id): \(entries)",
            "Dry run: nothing was recorded. It would record for \(id): \(entries)"
        )
    }

    static func version(_ version: Int, look id: String?) -> Phrase {
        let words = Phrase("Versi sekarang: \(version)", "Version now: \(version)")
        guard let id else { return words }
        return words + Phrase("; selengkapnya: kembar show \(id)", "; in full: kembar show \(id)")
    }

    private static func name(_ id: String?) -> String { id.map { " \($0)" } ?? "" }
}
