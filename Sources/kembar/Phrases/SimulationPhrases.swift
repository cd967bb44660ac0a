import Language

/// What is said of reminders that would go out.
enum SimulationPhrases {
    static let nothing = Phrase(
        "Tidak ada pengingat yang akan terbit.",
        "No reminder would go out."
    )

    static func span(from: String, to: String) -> Phrase {
        Phrase(
            "Simulasi dari \(from) sampai \(to), bila tidak terjadi apa-apa:",
            "Simulation from \(from) to \(to), if nothing happens:"
        )
    }

    static func line(
        _ agreement: String,
        about: Phrase,
        rung: Int,
        occurrence: Int,
        _ doubts: DoubtWords,
        recipients: Phrase
    ) -> Phrase {
        let again =
            occurrence > 1
            ? Phrase(", ulangan \(occurrence - 1)", ", again \(occurrence - 1)") : Phrase("")
        return Phrase("\(agreement): ") + about
            + Phrase("; pengingat \(rung)", "; reminder \(rung)")
            + again + doubts.marks + Phrase(", kepada ", ", to ") + recipients
    }

    static let unforeseen = Phrase(
        "Apa yang timbul dari catatan orang sesudah ini tidak termasuk. Yang menyusul berakhirnya masa berlaku termasuk, karena akhir itu dicatat kembard sendiri.",
        "What arises only from later entries by people is not included. What follows the end of a term is, because kembard records that end by itself."
    )

    static func count(_ count: Int) -> Phrase {
        Phrase("\(count) pengingat.", count == 1 ? "1 reminder." : "\(count) reminders.")
    }

    static func leftOut(_ count: Int) -> Phrase {
        Phrase(
            "\(count) lagi tidak diperlihatkan; persempit dengan --from dan --to.",
            "\(count) more are not shown; narrow it with --from and --to."
        )
    }

    static func moved(_ days: Int, from before: String, to after: String) -> Phrase {
        let date = Phrase { $0.date(String(before.prefix(10))) }
        let count = Phrase { $0.number(abs(days)) }
        switch days {
        case 0:
            return Phrase("; pada jam lain: pukul ", "; at another hour: at ")
                + Phrase { $0.hour(after) } + Phrase(", semula pukul ", ", was at ")
                + Phrase { $0.hour(before) }
        case ..<0:
            return Phrase("; lebih awal ", "; earlier by ") + count
                + Phrase(" hari, semula ", abs(days) == 1 ? " day, was " : " days, was ") + date
        default:
            return Phrase("; mundur ", "; later by ") + count
                + Phrase(" hari, semula ", days == 1 ? " day, was " : " days, was ") + date
        }
    }

    /// Of an answer that leaves something out only what is shown is known.
    static func difference(added: Int, moved: Int, removed: Int, isWhole: Bool) -> Phrase {
        guard added + moved + removed > 0 else {
            return isWhole
                ? Phrase(
                    "Berkas itu tidak mengubah satu pengingat pun pada hari-hari itu.",
                    "That file changes no reminder of those days."
                )
                : Phrase(
                    "Berkas itu tidak mengubah satu pun dari yang diperlihatkan.",
                    "That file changes none of those that are shown."
                )
        }
        let counts = Phrase(
            "\(added) bertambah (+), \(removed) hilang (-), \(moved) bergeser (~).",
            "\(added) more (+), \(removed) gone (-), \(moved) moved (~)."
        )
        let under =
            isWhole
            ? Phrase("Menurut berkas itu: ", "Under that file: ")
            : Phrase(
                "Menurut berkas itu, dari yang diperlihatkan: ",
                "Under that file, of those that are shown: "
            )
        return under + counts
    }
}
