import Language

/// What the history says.
enum HistoryPhrases {
    static let empty = Phrase("Belum ada entri.", "No entries yet.")
    static let recordedBy = Phrase("dicatat oleh", "recorded by")
    static let system = Phrase("sistem", "system")
    static let source = Phrase("sumber", "source")
    static let onBehalfOf = Phrase("atas nama", "for")
    static let redacted = Phrase(
        "Data pribadi dalam entri ini dihapus; buktinya tetap utuh.",
        "This entry's content is redacted (personal data); its proof stays whole."
    )

    static let movedDeadlines = Phrase(
        " menggeser tenggat naskah ini",
        " moved deadlines of this agreement"
    )
    static let movedRecipients = Phrase(
        " mengubah tenggat atau penerima pengingat naskah ini",
        " changed deadlines or recipients of this agreement's reminders"
    )

    static func recordedLater(_ date: String) -> Phrase {
        Phrase("dicatat kemudian, \(date)", "recorded later, \(date)")
    }

    static func corrected(by positions: [Int64]) -> Phrase {
        Phrase("diralat oleh ", "corrected by ") + CommonPhrases.entries(positions)
    }

    static func voidsSignatures(of offices: Phrase) -> Phrase {
        Phrase("tanda tangan yang gugur karenanya: ", "signatures that no longer count since it: ")
            + offices
    }

    /// A field of another entry that a correction took away.
    static func taken(_ label: Phrase) -> Phrase {
        label + Phrase(": dikosongkan", ": taken away")
    }

    static func voided(by position: Int64) -> Phrase {
        Phrase("dibatalkan oleh entri \(position)", "made void by entry \(position)")
    }

    static func was(_ label: String, _ words: String) -> Phrase {
        Phrase("semula: \(label) \"\(words)\"", "was: \(label) \"\(words)\"")
    }

    static func wasEmpty(_ label: String) -> Phrase {
        Phrase("semula: \(label) tidak diisi", "was: \(label) not given")
    }

    static func was(time: String) -> Phrase { Phrase("semula: \(time)", "was: \(time)") }

    static func entersStage(_ stage: Phrase) -> Phrase {
        Phrase("tahap sesudahnya: ", "stage after it: ") + stage
    }

    static func corrects(_ entry: Phrase) -> Phrase {
        Phrase("yang benar untuk entri ", "right for entry ") + entry + Phrase(":")
    }

    static func redacts(_ entry: Phrase) -> Phrase {
        Phrase("data pribadi dihapus dari entri ", "personal data taken out of entry ") + entry
    }

    static func correctedWithoutText(_ entry: Phrase) -> Phrase {
        Phrase("ralat entri ", "correction of entry ") + entry
            + Phrase(": data pribadinya dihapus", ": its content is redacted")
    }

    static func made(void entry: Phrase) -> Phrase {
        Phrase("entri ", "entry ") + entry + Phrase(" dibatalkan", " is void")
    }

    static func workflow(_ name: String, _ version: Phrase) -> Phrase {
        Phrase("alur kerja \(name) versi ", "workflow \(name) version ") + version
    }

    static func to(_ role: Phrase) -> Phrase { Phrase(" kepada ", " to ") + role }

    /// Of what: an office that is awaited, or the stage that an entry opened.
    static func about(_ office: Phrase?, opener: Phrase, isOfTerm: Bool = false) -> Phrase {
        guard !isOfTerm else {
            return Phrase(" tentang masa berlaku dari entri ", " about the term since entry ")
                + opener
        }
        guard let office else {
            return Phrase(" tentang tahap sejak entri ", " about the stage since entry ") + opener
        }
        return Phrase(" tentang ", " about ") + office
    }

    static func lapsed(_ limit: Phrase) -> Phrase {
        Phrase("pemberitahuan batas waktu ", "notice that the limit ") + limit
            + Phrase(" sudah lewat", " has passed")
    }

    static let moreMoved = Phrase(
        "- entri ini tidak memuat semua tenggat yang bergeser: hitungan sekarang di kembar remind explain ID",
        "- this entry has no room for every deadline that moved: how they stand now, kembar remind explain ID"
    )
    static let moreChanged = Phrase(
        "- entri ini tidak memuat semua tenggat dan penerima yang berubah: hitungan sekarang di kembar remind explain ID",
        "- this entry has no room for every deadline and recipient that changed: how they stand now, kembar remind explain ID"
    )

    static func exhausted(_ rule: Phrase) -> Phrase {
        Phrase("tidak ada lagi pengingat menurut aturan ", "no further reminder by the rule ")
            + rule
    }

    static func due(_ instant: Phrase) -> Phrase {
        Phrase(", jatuh tempo ", ", due ") + instant
    }
}
