import Language

/// What the history says.
enum HistoryPhrases {
    static let empty = Phrase("Belum ada entri.", "No entries yet.")
    static let recordedBy = Phrase("dicatat oleh", "recorded by")
    static let system = Phrase("sistem", "system")
    static let source = Phrase("sumber", "source")
    static let redacted = Phrase(
        "Isi entri ini disunting (data pribadi); buktinya tetap utuh.",
        "This entry's content is redacted (personal data); its proof stays whole."
    )

    static func recordedLater(_ date: String) -> Phrase {
        Phrase("dicatat kemudian, \(date)", "recorded later, \(date)")
    }

    static func corrected(by positions: [Int64]) -> Phrase {
        let list = positions.map(String.init).joined(separator: ", ")
        return Phrase("diralat oleh entri \(list)", "corrected by entry \(list)")
    }

    static func voided(by position: Int64) -> Phrase {
        Phrase("dibatalkan oleh entri \(position)", "made void by entry \(position)")
    }

    static func entersStage(_ stage: String) -> Phrase {
        Phrase("tahap sesudahnya: \(stage)", "stage after it: \(stage)")
    }
}
