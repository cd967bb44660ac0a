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

    static func notCompared(_ workflow: String) -> Phrase {
        Phrase(
            "Tidak ada naskah beralur \(workflow) di sini: tidak ada yang dibandingkan.",
            "No agreement of \(workflow) here: nothing was compared."
        )
    }

    static func noDifference(_ workflow: String, _ count: Int) -> Phrase {
        .count(count, "naskah", "agreement", "agreements")
            + Phrase(
                " beralur \(workflow) tetap berjalan seperti semula dengan aturan itu.",
                " of \(workflow) would have gone as before under those rules."
            )
    }

    static let compared = Phrase(
        "Yang dibandingkan: langkah mana yang mungkin, tahap, yang ditunggu, tanda tangan, masa berlaku, akhir naskah, serta sumber dan tanda aturannya.",
        "Compared: which steps are possible, stage, who is awaited, signatures, term, the end, and the rules' source and mark."
    )

    /// Rules that lead to the same and rest on something else.
    static func sources(_ count: Int) -> Phrase {
        .count(
            count,
            "aturan bersumber atau bertanda lain dalam berkas itu:",
            "rule has another source or mark in that file:",
            "rules have another source or mark in that file:"
        )
    }

    static func term(_ term: OtherRulesTerm?) -> Phrase {
        guard let term else { return Phrase("masa berlaku: tidak ada", "term: none") }
        var words = Phrase("masa berlaku: ", "term: ") + Phrase { $0.date(term.from) }
        if let until = term.until {
            words = words + Phrase(" sampai ", " until ") + Phrase { $0.date(until) }
        }
        guard let ended = term.ended else { return words }
        return words + Phrase(", berakhir ", ", ended ") + Phrase { $0.date(ended) }
    }

    static func signed(_ parties: [String]) -> Phrase {
        Phrase("tanda tangan: ", "signatures: ")
            + (parties.isEmpty
                ? Phrase("tidak ada", "none") : Phrase(parties.joined(separator: ", ")))
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
