import Language
import Wire

/// What the replay of an agreement says.
enum ReplayPhrases {
    static let empty = Phrase("Belum ada naskah.", "No agreements yet.")
    static let noRule = Phrase(
        "aturan: tidak dinilai alur kerja; keadaan tidak berubah",
        "rule: judged by no workflow; the state stays"
    )
    static let rulesAlone = Phrase(
        "--rules berlaku atas seluruh riwayat: tanpa --as-of dan --known-at.",
        "--rules is about the whole history: without --as-of and --known-at."
    )

    // MARK: Under other rules

    static func noDifference(_ workflow: String) -> Phrase {
        Phrase(
            "Dengan aturan itu tidak ada yang berbeda pada naskah beralur \(workflow).",
            "Under those rules nothing would have been different for agreements of \(workflow)."
        )
    }

    static func differing(_ count: Int, same: Int) -> Phrase {
        .count(
            count,
            "naskah akan berbeda, ",
            "agreement would differ, ",
            "agreements would differ, "
        )
            + .count(same, "tetap sama.", "would be the same.", "would be the same.")
    }

    static let was = Phrase("menurut aturan saat itu: ", "by the rules of its day: ")
    static let would = Phrase("menurut berkas itu: ", "by that file: ")
    static let notPossible = Phrase("tidak mungkin", "impossible")
    static let notBegun = Phrase("belum dimulai", "not begun")

    static let impossible = Phrase(
        "Menurut aturan, langkah ini seharusnya tidak mungkin:",
        "By the rules this step should not have been possible:"
    )

    /// A correction changes the entry where that stands.
    static func corrects(_ entry: Phrase) -> Phrase {
        Phrase("meralat entri ", "corrects entry ") + entry
            + Phrase("; berlaku di tempat entri itu", "; applied where that entry stands")
    }

    static func rule(_ rule: RuleUse) -> Phrase {
        Phrase("aturan: ", "rule: ") + Phrase("\(rule.workflow) \(rule.event); ")
            + Phrase("sumber: ", "source: ") + .source(rule.source, mark: .mark(rule.mark))
    }

    /// By which policy, ladder and calendar a reminder was due.
    static func reminder(_ rule: ReminderRuleUse) -> Phrase {
        let label = rule.ladderLabel.map { Phrase(" (") + $0.phrase + Phrase(")") } ?? Phrase("")
        return Phrase("aturan: kebijakan pengingat ", "rule: reminder policy ")
            + Phrase(rule.policy)
            + Phrase(", tangga ", ", ladder ") + Phrase(rule.ladder) + label
            + Phrase(", kalender ", ", calendar ") + Phrase(rule.calendar)
            + Phrase("; keadaan tidak berubah", "; the state stays")
    }

    static func state(_ state: ReplayState) -> Phrase {
        var words =
            Phrase("keadaan: ", "state: ") + Phrase(state.stage)
            + Phrase(" (") + state.stageLabel.phrase + Phrase(")")
        if let closed = state.closed {
            words = words + Phrase("; selesai: ", "; closed: ") + closed.phrase
        }
        guard !state.awaiting.isEmpty else {
            return state.closed == nil
                ? words + Phrase("; tidak ada yang ditunggu", "; nobody is awaited") : words
        }
        return words + Phrase("; menunggu ", "; waiting for ")
            + .list(state.awaiting.map(awaited))
    }

    private static func awaited(_ wait: AwaitedOffice) -> Phrase {
        let office = Phrase { wait.office.words($0) }
        guard let purpose = Phrase.purpose(wait.purpose, signature: wait.signature) else {
            return office
        }
        return office + Phrase(": ") + purpose
    }
}
