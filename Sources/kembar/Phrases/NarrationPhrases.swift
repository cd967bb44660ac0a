import Language
import Wire

/// The sentences of an agreement's story.
enum NarrationPhrases {
    /// When the step happened, and what it is called; a note is told in its own words.
    static func happened(_ step: ReplayStep, _ note: String?) -> Phrase {
        guard let note else {
            return on(step.time) + Phrase(" terjadi langkah “", " the step “") + step.label.phrase
                + Phrase("”", "” took place")
        }
        return on(step.time)
            + Phrase(" ditambahkan catatan “\(note)”", " a note was added: “\(note)”")
    }

    /// The day, month or year, as a sentence begins with it.
    private static func on(_ time: String) -> Phrase {
        Phrase { language in
            let date = language.date(time)
            return switch (language, time.count) {
            case (.id, ...4): "Pada tahun \(date)"
            case (.id, ...7): "Pada bulan \(date)"
            case (.id, _): "Pada hari \(date)"
            case (.en, ..<10): "In \(date)"
            case (.en, _): "On \(date)"
            }
        }
    }

    /// That it was not written down on its day.
    static func late(_ recorded: String) -> Phrase {
        Phrase(" Hal ini baru dicatat pada hari ", " It was only recorded on ")
            + Phrase { $0.date(String(recorded.prefix(10))) } + Phrase(".")
    }

    static func changed(_ label: Phrase, from old: Phrase?, to new: Phrase?) -> Phrase {
        let was = old.map { Phrase("“") + $0 + Phrase("”") } ?? Phrase("kosong", "nothing")
        let now = new.map { Phrase("“") + $0 + Phrase("”") } ?? Phrase("kosong", "nothing")
        return label + Phrase(" dari ", " from ") + was + Phrase(" menjadi ", " to ") + now
    }

    static func changedTime(_ old: String, to new: String) -> Phrase {
        changed(
            Phrase("waktu kejadian", "the time of the fact"),
            from: Phrase { $0.date(old) },
            to: Phrase { $0.date(new) }
        )
    }

    /// Who changed what, when and why.
    static func corrected(
        _ changes: [Phrase],
        by position: Int64,
        actor: String,
        recorded: String,
        reason: String?,
        source: String?
    ) -> Phrase {
        var words =
            Phrase(" Keterangan itu diralat oleh \(actor) pada hari ", " \(actor) corrected it on ")
            + Phrase { $0.date(String(recorded.prefix(10))) } + Phrase(": ") + .list(changes)
        if let reason {
            words = words + Phrase(", dengan alasan “\(reason)”", ", for the reason “\(reason)”")
        }
        if let source { words = words + self.source(source) }
        return words + Phrase(" [") + CommonPhrases.entries([position]) + Phrase("].")
    }

    /// Who took personal data out of an entry, when and on what ground.
    static func redacted(
        _ position: Int64,
        by redaction: Int64,
        actor: String,
        recorded: String,
        authority: String?
    ) -> Phrase {
        var words =
            Phrase(
                " Data pribadi dalam entri \(position) dihapus oleh \(actor) pada hari ",
                " \(actor) took personal data out of entry \(position) on "
            ) + Phrase { $0.date(String(recorded.prefix(10))) }
        if let authority {
            words =
                words
                + Phrase(
                    ", dengan dasar “\(authority)”",
                    ", on the authority of “\(authority)”"
                )
        }
        return words + Phrase("; buktinya tetap utuh [", "; its proof stays whole [")
            + CommonPhrases.entries([redaction]) + Phrase("].")
    }

    static func source(_ source: String) -> Phrase {
        Phrase(", menurut \(source)", ", according to \(source)")
    }

    static func voided(_ position: Int64, reason: String?) -> Phrase {
        let why =
            reason.map { Phrase(", dengan alasan “\($0)”", ", for the reason “\($0)”") }
            ?? Phrase("")
        return Phrase(" Langkah ini kemudian dibatalkan", " This step was later made void") + why
            + Phrase(" [") + CommonPhrases.entries([position]) + Phrase("].")
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
