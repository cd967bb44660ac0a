import Language
import Wire

/// The sentences of an agreement's story.
enum NarrationPhrases {
    static func happened(_ step: ReplayStep) -> Phrase {
        Phrase { language in
            let label = language.say(step.label.phrase)
            let lower = label.prefix(1).lowercased() + label.dropFirst()
            // A name that is all in capitals at its beginning, such as PKS, stays so.
            let isName = label.prefix(2) == label.prefix(2).uppercased()
            let date = language.date(step.time)
            return switch language {
            case .id: "Pada \(date): \(isName ? label : lower)"
            case .en: "\(step.time.count < 10 ? "In" : "On") \(date): \(isName ? label : lower)"
            }
        }
    }

    static func source(_ source: String) -> Phrase {
        Phrase(", menurut \(source)", ", according to \(source)")
    }

    static func voided(_ position: Int64) -> Phrase {
        Phrase(
            " Entri ini kemudian dibatalkan oleh entri \(position).",
            " This entry was later made void by entry \(position)."
        )
    }

    static func corrected(_ positions: [Int64]) -> Phrase {
        Phrase(" Yang tertulis di sini sudah diralat oleh ", " What stands here was corrected by ")
            + CommonPhrases.entries(positions) + Phrase(".")
    }

    static func waits(_ waits: [AwaitedOffice]) -> Phrase {
        Phrase(" Sejak itu ditunggu ", " From then on it waited for ")
            + .list(waits.map(awaited)) + Phrase(".")
    }

    static let nobody = Phrase(
        " Sejak itu tidak ada lagi yang ditunggu.",
        " From then on nobody was awaited any more."
    )

    private static func awaited(_ wait: AwaitedOffice) -> Phrase {
        let office = Phrase { wait.office.words($0) }
        guard let purpose = Phrase.purpose(wait.purpose, signature: wait.signature) else {
            return office
        }
        return office + Phrase(" (") + purpose + Phrase(")")
    }

    static func reminders(_ count: Int, from: String, until: String) -> Phrase {
        let dates = Phrase { language in
            let (first, last) = (language.date(from), language.date(until))
            return switch language {
            case .id: first == last ? "pada \(first)" : "antara \(first) dan \(last)"
            case .en: first == last ? "on \(first)" : "between \(first) and \(last)"
            }
        }
        return Phrase("Dalam masa itu kembar menerbitkan ", "Meanwhile kembar issued ")
            + .count(count, "pengingat ", "reminder ", "reminders ") + dates + Phrase(".")
    }

    static func now(_ state: ReplayState) -> Phrase {
        let stage = Phrase("Tahap terakhir: ", "Last stage: ") + state.stageLabel.phrase
        if let closed = state.closed {
            return stage + Phrase("; selesai: ", "; closed: ") + closed.phrase + Phrase(".")
        }
        guard !state.awaiting.isEmpty else {
            return stage + Phrase("; tidak ada yang ditunggu.", "; nobody is awaited.")
        }
        return stage + Phrase("; masih ditunggu ", "; still waiting for ")
            + .list(state.awaiting.map(awaited)) + Phrase(".")
    }
}
