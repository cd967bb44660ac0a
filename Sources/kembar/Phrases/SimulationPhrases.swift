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
        recipients: Phrase
    ) -> Phrase {
        let again =
            occurrence > 1
            ? Phrase(", ulangan \(occurrence - 1)", ", again \(occurrence - 1)") : Phrase("")
        return Phrase("\(agreement): ") + about
            + Phrase("; pengingat \(rung)", "; reminder \(rung)")
            + again + Phrase(", kepada ", ", to ") + recipients
    }

    static let unforeseen = Phrase(
        "Yang baru timbul dari catatan kemudian tidak termasuk, misalnya laporan akhir sesudah masa berlaku berakhir.",
        "What only arises from later entries is not in it, such as the final report once a term has ended."
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

    static func moved(_ days: Int, from before: String) -> Phrase {
        let date = Phrase { $0.date(String(before.prefix(10))) }
        let count = Phrase { $0.number(abs(days)) }
        switch days {
        case 0:
            return Phrase("; pada jam lain, semula ", "; at another hour, was ")
                + Phrase { $0.date(before) }
        case ..<0:
            return Phrase("; lebih awal ", "; earlier by ") + count
                + Phrase(" hari, semula ", abs(days) == 1 ? " day, was " : " days, was ") + date
        default:
            return Phrase("; mundur ", "; later by ") + count
                + Phrase(" hari, semula ", days == 1 ? " day, was " : " days, was ") + date
        }
    }

    static func difference(added: Int, moved: Int, removed: Int) -> Phrase {
        guard added + moved + removed > 0 else {
            return Phrase(
                "Berkas itu tidak mengubah satu pengingat pun.",
                "That file changes no reminder."
            )
        }
        return Phrase(
            "Menurut berkas itu: \(added) bertambah (+), \(removed) hilang (-), \(moved) bergeser (~).",
            "Under that file: \(added) more (+), \(removed) gone (-), \(moved) moved (~)."
        )
    }
}
