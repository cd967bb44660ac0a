/// The message of one digest as its recipient reads it.
///
/// A pure function of the content: read again from the log, it gives the same bytes. It speaks of
/// offices, never of persons, and blames nobody: someone is awaited, or nothing has moved yet.
package struct ReminderText: Hashable, Sendable {
    /// The subject, one line.
    package let subject: String
    /// The body, one element a line, without line ends.
    package let lines: [String]
    /// The same body as an HTML document.
    package let html: String

    /// Words the digest in the recipient's language.
    package init(_ content: DigestContent, in language: Language) {
        var blocks = [TextBlock.paragraph([language.say(Self.address(content))])]
        if content.rehearsal { blocks.append(.paragraph([language.say(Self.rehearsalNote)])) }
        if !content.items.isEmpty || content.weekly == nil {
            blocks.append(.paragraph([language.say(Self.opening(content))]))
        }
        for (index, item) in content.items.enumerated() {
            // A purpose may have several lines; here one of them could pass for one of ours.
            let lines = Self.lines(of: item, number: index + 1, in: language)
            blocks.append(.item(lines.map(\.inOneLine)))
        }
        if content.waiting > 0 {
            blocks.append(.paragraph([language.say(Self.more(content.waiting))]))
        }
        if let weekly = content.weekly { blocks.append(.item(weekly.lines(in: language))) }
        let sentences = Self.missingYears(content).map { language.say($0) + "." }
        if !sentences.isEmpty { blocks.append(.paragraph(sentences)) }
        blocks.append(.paragraph([language.say(Self.closing)]))
        self.init(Self.subject(content), blocks, proof: content.proof, in: language)
    }

    /// Words a message on trial: who holds a role learns that messages arrive.
    package init(trial content: DigestContent, in language: Language) {
        var blocks = [TextBlock.paragraph([language.say(Self.address(content))])]
        if content.rehearsal { blocks.append(.paragraph([language.say(Self.rehearsalNote)])) }
        blocks += [
            .paragraph([language.say(Self.trial)]), .paragraph([language.say(Self.trialClosing)]),
        ]
        self.init(
            Self.marks(content) + Self.trialSubject(content),
            blocks,
            proof: content.proof,
            in: language
        )
    }

    private init(
        _ subject: Phrase,
        _ blocks: [TextBlock],
        proof: String?,
        in language: Language
    ) {
        var blocks = blocks
        if let proof {
            blocks += [
                .paragraph([language.say(Self.keep)]),
                // To the letter, with its empty line: a signature is over every byte.
                .verbatim(
                    proof.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                ),
            ]
        }
        self.subject = language.say(subject)
        lines = Array(blocks.map(\.lines).joined(separator: [""]))
        html = TextBlock.document(blocks, titled: self.subject, in: language)
    }

    private static func subject(_ content: DigestContent) -> Phrase {
        // Two waits of one paper are two matters of one paper.
        let count = Set(content.items.map(\.agreement)).count
        if count == 0, let weekly = content.weekly {
            return marks(content) + reportSubject(content, weekly)
        }
        let words = Phrase { language in
            let date = language.date(content.date)
            let number = language.number(count)
            return switch language {
            case .id: "Pengingat kerja sama daerah, \(date): \(number) naskah"
            case .en:
                "Regional cooperation reminder, \(date): \(number) \(count == 1 ? "paper" : "papers")"
            }
        }
        let urgent =
            content.isImmediate ? Phrase("Batas hukum: ", "Legal deadline: ") : Phrase("")
        return marks(content) + urgent + words
    }

    private static func reportSubject(
        _ content: DigestContent,
        _ weekly: WeeklyContent
    ) -> Phrase {
        Phrase("Kabar mingguan kerja sama daerah, ", "Weekly report on regional cooperation, ")
            + Phrase { $0.date(content.date) } + Phrase(": ") + .papers(weekly.open)
    }

    /// What has to stand in front of a subject: that it is a rehearsal, that somebody is invented.
    private static func marks(_ content: DigestContent) -> Phrase {
        let isSynthetic = content.synthetic || content.items.contains(where: \.synthetic)
        let synthetic = isSynthetic ? Phrase("[") + .synthetic + Phrase("] ") : Phrase("")
        let rehearsal = content.rehearsal ? Phrase("[") + .rehearsal + Phrase("] ") : Phrase("")
        return rehearsal + synthetic
    }

    private static func trialSubject(_ content: DigestContent) -> Phrase {
        Phrase { language in
            let date = language.date(content.date)
            return switch language {
            case .id: "Pesan percobaan kembar, \(date)"
            case .en: "Test message of kembar, \(date)"
            }
        }
    }

    private static let trial = Phrase(
        "Ini pesan percobaan. Bila pesan ini sampai, pengingat kerja sama daerah untuk peran ini akan sampai dengan cara yang sama.",
        "This is a test message. If it has arrived, reminders of regional cooperation for this role will arrive in the same way."
    )

    private static let trialClosing = Phrase(
        "Tidak ada yang perlu ditindaklanjuti.",
        "Nothing needs to be done."
    )

    private static func address(_ content: DigestContent) -> Phrase {
        let office =
            content.synthetic
            ? Phrase("\(content.office) (") + .synthetic + Phrase(")") : Phrase(content.office)
        return Phrase("Yth. ", "To: ") + content.role + Phrase(", ") + office
    }

    private static let rehearsalNote = Phrase(
        "GLADI: ini contoh pesan yang sesungguhnya; untuk latihan, tidak perlu ditindaklanjuti.",
        "REHEARSAL: this is how a real message reads; for practice, nothing needs to be done."
    )

    private static func opening(_ content: DigestContent) -> Phrase {
        Phrase { language in
            let date = language.date(content.date)
            return switch language {
            case .id: "Sampai dengan \(date), berikut naskah kerja sama yang perlu perhatian:"
            case .en: "As of \(date), these cooperation papers need attention:"
            }
        }
    }

    private static func more(_ count: Int) -> Phrase {
        Phrase { language in
            let number = language.number(count)
            return switch language {
            case .id: "\(number) pengingat lagi menyusul pada hari kerja berikutnya."
            case .en: "\(number) more \(count == 1 ? "follows" : "follow") on the next working day."
            }
        }
    }

    /// The calendars that lack days off of this year, and from November on of the next.
    private static func missingYears(_ content: DigestContent) -> [Phrase] {
        let years = [(content.thisYear, false), (content.nextYear, true)]
        return years.flatMap { missing, isAhead in
            (missing?.calendars ?? []).map { name in
                Phrase.missingYear(
                    missing?.year ?? 0,
                    of: name,
                    from: missing?.files[name] ?? [],
                    isAhead: isAhead
                )
            }
        }
    }

    private static let keep = Phrase(
        "Simpanlah pesan ini. Baris berikut menandai seluruh riwayat sampai pesan ini; riwayat yang diubah sesudahnya tidak akan cocok lagi.",
        "Keep this message. The lines below mark the whole history up to it; a history that is changed afterwards will no longer fit."
    )

    private static let closing = Phrase(
        "Pesan ini disusun oleh kembar dari riwayat yang tercatat. Mengapa dikirim dan kapan berikutnya: kembar remind explain ID. Rinciannya: kembar show ID.",
        "kembar wrote this message from the recorded history. Why it came and what comes next: kembar remind explain ID. Details: kembar show ID."
    )
}

extension ReminderText {
    private static func lines(
        of item: DigestContent.Item,
        number: Int,
        in language: Language
    ) -> [String] {
        let synthetic = item.synthetic ? " (\(language.say(.synthetic)))" : ""
        var lines = ["\(number). \(item.agreement) \(item.title)\(synthetic)"]
        let stage = Phrase("Tahap: ", "Stage: ") + item.stage
        let step = step(of: item).map { Phrase("; ") + $0 } ?? Phrase("")
        lines.append(language.say(stage + step + Phrase(".")))
        lines.append(language.say(situation(of: item).capitalized + Phrase(".")))
        lines += item.pauses.map { language.say(Self.sentence(of: $0)) }
        if let promised = item.promised {
            let date = language.date(promised)
            lines.append(language.say(Phrase("Dijanjikan: \(date).", "Promised: \(date).")))
        }
        lines += item.limits.map { language.say(Self.sentence(of: $0, item.agreement)) }
        lines += (item.term?.passed ?? []).map { language.say(Self.sentence(of: $0)) }
        if item.postponements > 0 {
            let count = item.postponements
            let words = Phrase(
                "Sudah ditunda \(count) kali.",
                count == 1 ? "Postponed once so far." : "Postponed \(count) times so far."
            )
            lines.append(language.say(words))
        }
        lines += doubts(about: item, in: language)
        lines.append(language.say(request(of: item)))
        return [lines[0]] + lines.dropFirst().map { "   \($0)" }
    }

    /// Which reminder of its ladder it is, or that a limit is over, which is said once; nil of what is counted
    /// back from a date.
    ///
    /// There rungs that lay before the recording, or on the same working day as the next, were never said:
    /// the number would tell of reminders that nobody got. The days that are left stand in the next line.
    private static func step(of item: DigestContent.Item) -> Phrase? {
        if item.isOfLimit { return Phrase("batas waktu sudah lewat", "a limit has passed") }
        if item.term?.law != nil { return Phrase("pengingat batas hukum", "legal deadline") }
        guard item.term?.date == nil else { return nil }
        return Phrase.reminder(rung: item.rung, occurrence: item.occurrence)
    }

    /// A hold that lies in the days counted: when it was, and how many of them do not count.
    private static func sentence(of pause: DigestContent.Item.Pause) -> Phrase {
        Phrase { language in
            let span = language.shortSpan(pause.first, pause.last)
            let days = language.say(.workingDays(pause.workingDays))
            return switch language {
            case .id: "Ditahan \(span): \(days) tidak dihitung."
            case .en: "On hold \(span): \(days) not counted."
            }
        }
    }

    /// A date of the law that is over: what it was for can't be made up for by the end of the term.
    private static func sentence(of passed: DigestContent.Item.Term.Passed) -> Phrase {
        passed.label + Phrase(" (") + .limitMark("legal") + Phrase(", \(passed.law)): ")
            + Phrase { $0.date(passed.date) }
            + Phrase(
                " (sudah lewat); belum ada perpanjangan yang ditandatangani.",
                " (passed); no renewal is signed yet."
            )
    }

    /// Until when a limit runs, or what may be recorded now that it is over.
    private static func sentence(
        of limit: DigestContent.Item.Limit,
        _ agreement: String
    ) -> Phrase {
        let name = limit.label + Phrase(" (") + .limitMark(limit.mark) + Phrase(")")
        let day = Phrase { $0.date(limit.lastDay) } + limit.doubt.marks
        guard limit.isOver else {
            return Phrase("Batas waktu ", "Limit: ") + name + Phrase(": sampai ", ", until ") + day
                + Phrase(".")
        }
        let over =
            Phrase("Batas waktu ", "The limit ") + name
            + Phrase(" sudah lewat; hari terakhirnya ", " is over; its last day was ") + day
        guard let event = limit.event else { return over + Phrase(".") }
        let command = (["kembar", "record", agreement, event] + limit.fields.map(\.inShell))
            .joined(separator: " ")
        return over
            + Phrase(". Dapat dicatat: ", ". It can be recorded: ") + Phrase(command)
    }

    /// Whom we wait for and since when, or that nothing has moved.
    private static func situation(of item: DigestContent.Item) -> Phrase {
        if let term = item.term { return situation(of: term) }
        let purpose = Phrase.purpose(item.purpose, signature: item.signature)
        let from =
            item.isAfterPromise
            ? Phrase(" sesudah tanggal yang dijanjikan", " after the promised date") : Phrase("")
        return Phrase { language in
            let since = language.date(item.since)
            let days = language.say(.workingDays(item.workingDays) + from)
            let whatFor = purpose.map { language.say(Phrase(" untuk ", " for ") + $0) } ?? ""
            return switch (language, item.waitedOffice) {
            case (.id, let office?): "menunggu \(office)\(whatFor) sejak \(since) (\(days))"
            case (.en, let office?): "waiting for \(office)\(whatFor) since \(since) (\(days))"
            case (.id, nil): "belum ada perkembangan sejak \(since) (\(days))"
            case (.en, nil): "no progress yet since \(since) (\(days))"
            }
        }
    }

    /// What ends when; a date before the end is named beside it.
    private static func situation(of term: DigestContent.Item.Term) -> Phrase {
        guard let date = term.date else {
            return term.label
                + Phrase { language in
                    let lastDay = language.date(term.lastDay)
                    return switch language {
                    case .id: ": masa berlaku sudah berakhir \(lastDay)"
                    case .en: ": the term has ended on \(lastDay)"
                    }
                }
        }
        let law = term.law.map { law in
            Phrase(" (") + .limitMark("legal") + Phrase(", \(law))")
        }
        let day = Phrase { ": \($0.date(date))" } + (term.daysAhead.map(ahead) ?? Phrase(""))
        let start = term.label + (law ?? Phrase("")) + day
        guard date != term.lastDay else { return start }
        return start
            + Phrase { language in
                let lastDay = language.date(term.lastDay)
                return switch language {
                case .id: "; masa berlaku berakhir \(lastDay)"
                case .en: "; the term ends on \(lastDay)"
                }
            }
    }

    /// How far a date is ahead on the day of the message.
    private static func ahead(_ days: Int) -> Phrase {
        switch days {
        case 0: Phrase(" (hari ini)", " (today)")
        case 1...: Phrase(" (") + .count(days, "hari lagi", "day left", "days left") + Phrase(")")
        default: Phrase(" (sudah lewat)", " (passed)")
        }
    }

    private static func doubts(about item: DigestContent.Item, in language: Language) -> [String] {
        var lines: [String] = []
        if item.estimated {
            lines.append(
                language.say(item.term == nil ? Self.countIsEstimated : Self.dayIsEstimated)
            )
        }
        var marked = DoubtWords()
        for limit in item.limits { marked.add(limit.doubt) }
        // Years that both lack are named once.
        marked.add(false, MissingYears(item.missingYears, from: item.missingFrom))
        return lines + marked.sentences.map(language.say)
    }

    private static let countIsEstimated = Phrase(
        "Hitungan hari adalah perkiraan: ada hari libur yang belum ditetapkan.",
        "The count of days is an estimate: some holidays are not fixed yet."
    )

    /// The days to the end of a term are those of the calendar on the wall; days off move the sending alone.
    private static let dayIsEstimated = Phrase(
        "Hanya hari pengirimannya yang perkiraan: ada hari libur yang belum ditetapkan.",
        "Only the day of sending is an estimate: some holidays are not fixed yet."
    )

    /// One's own level is asked to act; upwards one reports and asks for direction.
    private static func request(of item: DigestContent.Item) -> Phrase {
        guard item.escalated else {
            if let term = item.term, term.date == nil {
                return Phrase("Mohon laporan akhir disusun.", "Please draw up the final report.")
            }
            return Phrase("Mohon segera ditindaklanjuti.", "Please follow up soon.")
        }
        let title = Phrase(item.title)
        return Phrase("Izin melaporkan perkembangan ", "For your information and direction: ")
            + title + Phrase(", mohon arahan.", ".")
    }
}

extension String {
    /// The same text as one word of a shell's command line.
    fileprivate var inShell: String {
        let signs = Set("0123456789=.-/_:".unicodeScalars)
        let isPlain = unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || signs.contains(scalar))
        }
        guard !isPlain else { return self }
        return "'" + replacing("'", with: "'\\''") + "'"
    }

    /// The same text without line ends and tabs: a blank stands in their place.
    fileprivate var inOneLine: String {
        var line = ""
        for scalar in unicodeScalars {
            let isBreak = ["\n", "\r", "\t", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
            line.unicodeScalars.append(isBreak ? " " : scalar)
        }
        return line
    }
}
