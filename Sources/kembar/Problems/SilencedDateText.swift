import Language

/// That a date of the law passes while its reminders are silent, and how that can be mended.
struct SilencedDateText {
    private let params: Params

    init(_ params: Params) { self.params = params }

    /// Whether the clock stands still; otherwise somebody has put the reminders off.
    private var isHeld: Bool { params.optionalText("silence") == "held" }

    var sentence: Phrase {
        name + Phrase(", ") + params.date("date")
            + Phrase(
                ", akan lewat selama tidak ada yang diingatkan; ",
                ", passes while nobody is reminded; "
            ) + next + remedies
    }

    /// What the date is and on what it rests; of a day limit also whose it is.
    private var name: Phrase {
        let label = params.label("label")
        let source = params.optionalText("source").flatMap { source in
            params.optionalText("mark").map { mark in
                // A day limit is one; the date of a term rests on the law.
                Phrase.sourceInBrackets(
                    source,
                    mark: params.has("office") ? .limitMark(mark) : .mark(mark)
                )
            }
        }
        let rests = source ?? Phrase("")
        guard params.has("office") else { return label + rests }
        return Phrase("Batas waktu ", "The limit ") + label + rests + Phrase(" bagi ", " for ")
            + params.office("office")
    }

    private var next: Phrase {
        guard params.has("next") else {
            return Phrase("penundaannya tanpa batas waktu.", "the hold has no end.")
        }
        return Phrase(
            "pengingat berikutnya paling awal ",
            "the next reminder comes on "
        ) + params.date("next") + Phrase(".", " at the earliest.")
    }

    /// What is possible: on trial nothing stands yet that could be ended.
    private var remedies: Phrase {
        [resuming, shorter].compactMap(\.self).reduce(Phrase("")) { $0 + Phrase(" ") + $1 }
    }

    private var resuming: Phrase? {
        guard isHeld, params.has("position") else { return nil }
        return Phrase("Melanjutkannya sebelum itu: ", "To resume it before then: ")
            + Phrase("kembar resume ") + agreement + Phrase(".")
    }

    /// An earlier day; where it is too late for one, taking the silence back.
    private var shorter: Phrase? {
        guard params.has("latest") else {
            // A hold that is resumed today is over today.
            guard !isHeld, params.has("position") else { return nil }
            return Phrase("Membatalkannya: ", "To take it back: ") + correction
                + Phrase(" --void") + Self.reason
        }
        let opening =
            Phrase("Tanggal yang lebih awal, paling lambat ", "An earlier date, at the latest ")
            + params.date("latest") + Phrase(": ")
        let until = Phrase("--until ") + params.text("latest")
        guard params.has("position") else { return opening + until }
        guard isHeld else {
            return opening + Phrase("kembar remind later ") + agreement + Phrase(" ") + until
                + Phrase(" --note CATATAN", " --note TEXT")
        }
        return opening + correction + Phrase(" until=") + params.text("latest") + Self.reason
    }

    private var agreement: Phrase { params.text("agreement") }

    private var correction: Phrase {
        Phrase("kembar correct ") + agreement + Phrase(" ") + params.text("position")
    }

    private static let reason = Phrase(" --reason ALASAN", " --reason REASON")
}
