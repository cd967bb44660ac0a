/// What the weekly report has to say, before it is said in any language.
///
/// It comes also when nothing is owed: who expects it and does not get it knows that something is wrong.
package struct WeeklyContent: Hashable, Sendable {
    /// How many papers are under way.
    package var open: Int
    /// The same by stage, most first.
    package var stages: [Count]
    /// The offices that are awaited, most papers first; not more than fit.
    package var awaited: [Count]
    /// How many offices are awaited in all.
    package var offices: Int
    /// On how many papers a ladder is at its end.
    package var exhausted: Int
    /// On how many papers a day limit is over, and nobody has recorded what follows.
    package var lapsed: Int
    /// How many papers have ended while what renews them is not signed.
    package var gaps: Int
    /// When the next reminder is due; nil if none is ahead.
    package var due: String?
    /// What its day rests on that is not certain.
    package var dueDoubt = DoubtWords()
    /// Of which agreement.
    package var agreement: String?
    /// How the history stands.
    package var audit: Audit
    /// The day of the next report.
    package var next: String?
    /// What that day rests on that is not certain.
    package var nextDoubt = DoubtWords()

    /// A name and how many papers go with it.
    package struct Count: Hashable, Sendable {
        /// What is counted.
        package var name: Phrase
        /// How many papers.
        package var papers: Int

        /// Counts papers under a name.
        package init(name: Phrase, papers: Int) {
            self.name = name
            self.papers = papers
        }
    }

    /// What a check of the history came to.
    package enum Audit: Hashable, Sendable {
        /// So many entries were read again, and nothing was wrong.
        case whole(size: Int)
        /// There are too many entries to read them all for a report.
        case notChecked(size: Int)
        /// The entry at that position is not as it was recorded; -1 if no single one is to blame.
        case damaged(position: Int)
        /// The log contradicts what was signed before.
        case contradicted
    }

    /// Gathers what is said.
    package init(
        open: Int,
        stages: [Count],
        awaited: [Count],
        offices: Int,
        exhausted: Int,
        lapsed: Int = 0,
        gaps: Int = 0,
        due: String?,
        agreement: String?,
        audit: Audit,
        next: String?
    ) {
        self.open = open
        self.stages = stages
        self.awaited = awaited
        self.offices = offices
        self.exhausted = exhausted
        self.lapsed = lapsed
        self.gaps = gaps
        self.due = due
        self.agreement = agreement
        self.audit = audit
        self.next = next
    }
}

extension WeeklyContent {
    /// The report as lines; the first one names it.
    func lines(in language: Language) -> [String] {
        var phrases = [opened, waited]
        if lapsed > 0 {
            phrases.append(
                Phrase("Batas waktu sudah lewat pada ", "A limit has passed for ")
                    + .papers(lapsed) + Phrase(": kembar list.")
            )
        }
        if gaps > 0 {
            phrases.append(
                Phrase(
                    "Celah (masa berlaku sudah berakhir, perpanjangannya belum ditandatangani) pada ",
                    "A gap (the term has ended, its renewal is not signed) for "
                ) + .papers(gaps) + Phrase(": kembar list.")
            )
        }
        if exhausted > 0 {
            phrases.append(
                Phrase("Tangga pengingat sudah habis pada ", "The ladder is at its end for ")
                    + .papers(exhausted) + Phrase(": kembar list.")
            )
        }
        phrases += [nextReminder, standing]
        phrases += [nextReport].compactMap(\.self)
        var doubts = dueDoubt
        doubts.add(nextDoubt)
        phrases += doubts.sentences
        return [language.say(Self.title)] + phrases.map { "   " + language.say($0) }
    }

    private static let title = Phrase(
        "Kabar mingguan: kembar bekerja.",
        "Weekly report: kembar is at work."
    )

    private var opened: Phrase {
        guard open > 0 else {
            return Phrase("Tidak ada naskah yang sedang berjalan.", "No paper is under way.")
        }
        let stages = Phrase.list(
            stages.map { stage in stage.name + Phrase { " \($0.number(stage.papers))" } }
        )
        return Phrase.papers(open)
            + Phrase(" sedang berjalan: ", open == 1 ? " is under way: " : " are under way: ")
            + stages + Phrase(".")
    }

    private var waited: Phrase {
        guard !awaited.isEmpty else {
            return Phrase("Tidak ada yang ditunggu.", "Nobody is awaited.")
        }
        var parts = awaited.map { $0.name + Phrase(" (") + .papers($0.papers) + Phrase(")") }
        if offices > awaited.count {
            parts.append(
                .count(offices - awaited.count, "kantor lain", "other office", "other offices")
            )
        }
        return Phrase("Yang ditunggu: ", "Awaited: ") + .list(parts) + Phrase(".")
    }

    private var nextReminder: Phrase {
        guard let due else {
            return Phrase(
                "Tidak ada pengingat yang akan jatuh tempo.",
                "No reminder is going to fall due."
            )
        }
        let about = agreement.map { ", \($0)" } ?? ""
        return Phrase { language in
            let date = language.date(due) + language.say(dueDoubt.marks)
            return switch language {
            case .id: "Pengingat berikutnya: \(date)\(about)."
            case .en: "Next reminder: \(date)\(about)."
            }
        }
    }

    private var standing: Phrase {
        switch audit {
        case .whole(let size):
            Phrase("Riwayat: ", "History: ") + .entries(size)
                + Phrase(", hari ini diperiksa seluruhnya: utuh.", ", all checked today: whole.")
        case .notChecked(let size):
            Phrase("Riwayat: ", "History: ") + .entries(size)
                + Phrase("; periksa dengan: kembar audit verify.", "; check: kembar audit verify.")
        case .damaged(let position):
            Phrase("RIWAYAT TIDAK UTUH", "THE HISTORY IS NOT WHOLE")
                + (position < 0
                    ? Phrase("") : Phrase(" pada entri \(position)", " at entry \(position)"))
                + Phrase(
                    ". Jalankan kembar audit verify, dan jangan hapus pesan-pesan lama.",
                    ". Run kembar audit verify, and delete no old message."
                )
        case .contradicted:
            Phrase(
                "RIWAYAT TIDAK COCOK dengan yang pernah ditandatangani. Jalankan kembar audit verify, dan jangan hapus pesan-pesan lama.",
                "THE HISTORY CONTRADICTS what was signed before. Run kembar audit verify, and delete no old message."
            )
        }
    }

    private var nextReport: Phrase? {
        next.map { day in
            Phrase { language in
                let date = language.date(day) + language.say(nextDoubt.marks)
                return switch language {
                case .id: "Kabar berikutnya: \(date). Bila tidak sampai, jalankan: kembar status."
                case .en: "Next report: \(date). If it does not come, run: kembar status."
                }
            }
        }
    }
}

extension Phrase {
    /// A number of papers.
    static func papers(_ count: Int) -> Phrase { .count(count, "naskah", "paper", "papers") }

    /// A number of entries of the log.
    fileprivate static func entries(_ count: Int) -> Phrase {
        .count(count, "entri", "entry", "entries")
    }

    /// That a calendar lacks the days off of a year, and what can be done.
    ///
    /// `files` are those that lack them where the others that it is made of have theirs; none if nothing of
    /// that year is known.
    package static func missingYear(
        _ year: Int,
        of calendar: String,
        from files: [String],
        isAhead: Bool
    ) -> Phrase {
        let gaps = Dictionary(uniqueKeysWithValues: files.map { ($0, [year]) })
        let lack =
            files.isEmpty
            ? Phrase(
                "Kalender \(calendar) belum memuat hari libur \(year); tambahkan",
                "The calendar \(calendar) has no days off yet for \(year); add them"
            )
            : MissingYears([year], from: gaps).phrase.capitalized
                + Phrase(". Tambahkan", ". Add them")
        let by =
            isAhead
            ? Phrase(" sebelum tahun itu mulai", " before that year begins") : Phrase("")
        return lack + by
            + Phrase(": kembar calendars adopt BERKAS", ": kembar calendars adopt FILE")
    }
}
