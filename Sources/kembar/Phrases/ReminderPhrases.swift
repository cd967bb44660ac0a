import Language
import Wire

/// What the screens about reminders say.
enum ReminderPhrases {
    static let headings = [
        Phrase("Jatuh tempo", "Due"), Phrase("ID"), Phrase("Judul", "Title"),
        Phrase("Perihal", "About"), Phrase("Kepada", "To"), Phrase("Keadaan", "State"),
    ]
    static let empty = Phrase(
        "Tidak ada pengingat: belum ada naskah, atau semuanya ditunda atau sudah selesai.",
        "No reminders: there is no agreement, or all of them are on hold or closed."
    )
    static let now = Phrase("Sekarang", "Now")
    static let silent = Phrase("Tidak diingatkan. ", "No reminder. ")
    static let weekends = Phrase(
        "Sabtu dan Minggu tidak dihitung.",
        "Saturdays and Sundays are not counted."
    )
    static let skipped = Phrase("tidak dihitung: ", "not counted: ")
    static let alsoSkipped = Phrase("juga tidak dihitung: ", "also not counted: ")
    static let nothingAhead = Phrase(
        "Tidak ada lagi yang akan diingatkan.",
        "Nobody will be reminded any more."
    )
    static let nothingSkipped = Phrase("tidak ada hari libur di antaranya", "no holidays between")

    /// The state in a word or two, for a column.
    static func state(_ state: String) -> Phrase {
        switch state {
        case "upcoming": Phrase("akan datang", "upcoming")
        case "owed": Phrase("saatnya dikirim", "owed now")
        case "issued": Phrase("sudah diterbitkan", "issued")
        case "passed-over": Phrase("dilewati", "passed over")
        case "not-in-force": Phrase("belum berlaku", "not in force")
        case "superseded": Phrase("digantikan", "superseded")
        case "silent": Phrase("tidak diingatkan", "no reminder")
        case "postponed": Phrase("ditunda dulu", "put off")
        case "held": Phrase("tertahan", "on hold")
        default: Phrase("lain (\(state))", "other (\(state))")
        }
    }

    /// The state with its reason and its entries; what is still ahead is told as what will be.
    static func state(
        _ state: String,
        positions: [Int64],
        recorded: String,
        isAhead: Bool
    ) -> Phrase {
        switch state {
        case "issued" where !positions.isEmpty:
            self.state(state) + Phrase(" (") + CommonPhrases.entries(positions) + Phrase(")")
        case "passed-over":
            Phrase(
                "dilewati, karena jatuh tempo sebelum dicatat (\(recorded))",
                "passed over, because it fell due before it was recorded (\(recorded))"
            )
        case "not-in-force":
            Phrase(
                "dilewati, karena aturan atau penerima ini baru ditetapkan sesudahnya",
                "passed over, because this rule or recipient was adopted only later"
            )
        case "superseded":
            isAhead
                ? Phrase(
                    "tidak akan dikirim, digantikan pengingat yang lebih baru",
                    "will not be sent, a later reminder takes its place"
                )
                : Phrase(
                    "tidak dikirim, digantikan pengingat yang lebih baru",
                    "not sent, a later reminder took its place"
                )
        default: self.state(state)
        }
    }

    /// What a ladder is about: an office that is awaited, or a stage in which nothing moves.
    static func about(office: String?, purpose: Phrase?) -> Phrase {
        guard let office else {
            return Phrase("belum ada perkembangan", "no progress yet")
        }
        let whatFor = purpose.map { Phrase(", ") + $0 } ?? Phrase("")
        return Phrase("menunggu \(office)", "waiting for \(office)") + whatFor
    }

    /// What a reminder is about.
    static func about(_ reminder: ReminderAnswer) -> Phrase {
        if let limit = reminder.limitLabel {
            return lapsed(
                limit.phrase,
                office: reminder.office?.name,
                runs: reminder.limitRuns ?? false
            )
        }
        return about(
            term: reminder.term,
            office: reminder.office?.name,
            purpose: Phrase.purpose(reminder.purpose, signature: reminder.signature)
        )
    }

    /// What an opener's ladder is about.
    static func about(_ opener: OpenerExplanation) -> Phrase {
        if let limit = opener.limitLabel {
            return lapsed(
                limit.phrase,
                office: opener.office?.name,
                runs: opener.limitRuns ?? false
            )
        }
        return about(
            term: opener.term,
            office: opener.office?.name,
            purpose: Phrase.purpose(opener.purpose, signature: opener.signature)
        )
    }

    /// That a day limit of a wait is over, which is said once; as long as it runs, once it will be.
    static func lapsed(_ limit: Phrase, office: String?, runs: Bool) -> Phrase {
        let office = Phrase(office.map { " (\($0))" } ?? "")
        return runs
            ? Phrase("bila batas waktu ", "once the limit ") + limit + office
                + Phrase(" lewat", " has passed")
            : Phrase("batas waktu ", "limit ") + limit + office
                + Phrase(" sudah lewat", " has passed")
    }

    private static func about(term: TermMatter?, office: String?, purpose: Phrase?) -> Phrase {
        guard let term else { return about(office: office, purpose: purpose) }
        let date = term.date ?? term.lastDay
        return term.label.phrase + Phrase { ": " + $0.date(date) }
    }

    /// How often somebody has seen it and put it off.
    static func postponed(_ count: Int) -> Phrase {
        Phrase(
            "ditunda \(count) kali",
            count == 1 ? "postponed once" : "postponed \(count) times"
        )
    }

    /// The same with the day of the last one and what was said.
    static func postponed(_ postponed: PostponementAnswer) -> Phrase {
        let note = postponed.note.map { Phrase(": \($0)") } ?? Phrase("")
        return self.postponed(postponed.count)
            + Phrase { language in
                language.say(Phrase(", terakhir sampai ", ", last until "))
                    + language.date(postponed.until)
            } + note
    }

    /// From which date is counted back, and on what that rests.
    static func countedBack(_ date: String, _ term: TermMatter) -> Phrase {
        let start = Phrase { language in
            language.say(Phrase("Dihitung mundur dari ", "Counted back from "))
                + language.date(date)
        }
        let end =
            term.date == term.lastDay
            ? Phrase(", hari terakhir masa berlaku", ", the last day of the term")
            : Phrase { language in
                language.say(Phrase("; masa berlaku berakhir ", "; the term ends on "))
                    + language.date(term.lastDay)
            }
        return start + end + .sourceInBrackets(term.source, mark: .mark(term.mark)) + Phrase(".")
    }

    static func daysBefore(_ days: Int) -> Phrase {
        guard days > 0 else { return Phrase("pada hari itu", "on the day") }
        return Phrase { $0.number(days) }
            + Phrase(" hari sebelumnya", days == 1 ? " day before" : " days before")
    }

    static func rolled(from date: String) -> Phrase {
        Phrase(", dimajukan dari hari libur \(date)", ", brought forward from a day off, \(date)")
    }

    static let daysOff = Phrase("hari libur: ", "days off: ")

    static func resumed(after position: Int64) -> Phrase {
        Phrase(
            ", sekali lagi sesudah ditunda (entri \(position))",
            ", once more after it was put off (entry \(position))"
        )
    }

    /// Who gets the weekly report, and when next.
    static func weekly(_ weekly: WeeklyAnswer) -> Phrase {
        let start =
            Phrase("Kabar mingguan setiap ", "Weekly report every ") + .weekday(weekly.day)
            + Phrase(" kepada ", " to ") + .list(weekly.roles.map(\.phrase))
        guard let next = weekly.next else { return start + Phrase(".") }
        return start
            + Phrase { language in
                let date =
                    language.date(next) + language.say(DoubtWords([weekly.nextDoubt]).marks)
                return language.say(Phrase("; berikutnya \(date).", "; the next on \(date)."))
            }
    }

    static func opener(_ position: Int64, rule: String) -> Phrase {
        Phrase("entri \(position), aturan \(rule)", "entry \(position), rule \(rule)")
    }

    /// A day limit: its last day, whether that is over, and how it is counted.
    static func limit(_ limit: LimitExplanation, from: String, until: String) -> Phrase {
        let over = limit.lapsed ? Phrase(", sudah lewat", ", passed") : Phrase("")
        let estimated =
            limit.estimated ? Phrase(" [") + .estimated + Phrase("]") : Phrase("")
        let mark = Phrase.limitMark(limit.mark)
        let source = mark.covers(limit.source) ? Phrase("") : Phrase(" (\(limit.source))")
        return limit.label.phrase + Phrase(" (") + mark
            + Phrase("): sampai \(until)", "): until \(until)") + estimated + over
            + Phrase("; ") + .workingDays(limit.workingDays)
            + Phrase(
                " sejak \(from) menurut kalender \(limit.calendar)",
                " from \(from) by the calendar \(limit.calendar)"
            ) + source + Phrase(".")
    }

    /// From which day is counted, and by whose calendar.
    static func counted(_ start: Phrase, calendar: String, office: String) -> Phrase {
        start
            + Phrase(
                ", menurut kalender \(calendar) dari \(office).",
                ", by the calendar \(calendar) of \(office)."
            )
    }

    static func start(_ anchor: String) -> Phrase {
        Phrase("Dihitung dari \(anchor)", "Counted from \(anchor)")
    }

    /// The promise is named with its number, when it is not the first.
    static func start(promised anchor: String, count: Int, since: String) -> Phrase {
        let number = count > 1 ? Phrase(" (janji ke-\(count))", " (promise \(count))") : Phrase("")
        return Phrase(
            "Dihitung dari tanggal yang dijanjikan, \(anchor)",
            "Counted from the promised date, \(anchor)"
        )
            + number + Phrase(" (dibuka \(since))", " (opened \(since))")
    }

    /// The ladder was over before anybody recorded what it is about.
    static func start(recorded anchor: String, since: String) -> Phrase {
        Phrase(
            "Dihitung dari hari pencatatan, \(anchor): sejak \(since) semua tanggal pengingat sudah lewat sebelum dicatat",
            "Counted from the day of recording, \(anchor): since \(since) every reminder's day had passed before it was recorded"
        )
    }

    static func to(_ roles: [Phrase]) -> Phrase {
        let names = Phrase { language in roles.map(language.say).joined(separator: ", ") }
        return Phrase(", kepada ", ", to ") + names
    }

    static func moved(to date: String) -> Phrase {
        Phrase(
            ", dikirim \(date) karena hari itu kantor sendiri libur",
            ", sent on \(date) because the own office rests that day"
        )
    }

    static let resting = Phrase("libur kantor sendiri: ", "days off of the own office: ")

    /// The most working days of one hold that are named one by one: more than two weeks tell nobody more.
    private static let pausedDaysMax = 10

    /// A hold in a count: its days, how many working days of them do not count, and which.
    static func paused(_ pause: PauseAnswer) -> Phrase {
        Phrase { language in
            let span = language.shortSpan(pause.first, pause.last)
            let days = language.say(.workingDays(pause.workingDays.count))
            let reason = pause.reason.map { ", \($0)" } ?? ""
            let isNamed = !pause.workingDays.isEmpty && pause.workingDays.count <= pausedDaysMax
            let list = pause.workingDays.map(language.shortDate).joined(separator: ", ")
            let named = isNamed ? ": \(list)" : ""
            return switch language {
            case .id:
                "ditahan \(span) (entri \(pause.position)\(reason)): \(days) tidak dihitung\(named)"
            case .en:
                "on hold \(span) (entry \(pause.position)\(reason)): \(days) not counted\(named)"
            }
        }
    }

    /// The count that leads to a day: what counted and what the clock stood still for.
    static func sum(_ workingDays: Int, paused: Int) -> Phrase {
        Phrase.workingDays(workingDays)
            + Phrase { language in
                let days = language.say(.workingDays(workingDays + paused))
                let number = language.number(paused)
                return switch language {
                case .id: " = \(days) di kalender - \(number) ditahan"
                case .en: " = \(days) by the calendar - \(number) on hold"
                }
            }
    }

    /// In which hours anything goes out, and on which days those are others.
    static func window(_ window: WindowAnswer) -> [Phrase] {
        let usual = Phrase { language in
            let office = window.office.words(language)
            let hours = hours(window.from, window.until, language)
            return switch language {
            case .id: "Dikirim pada hari kerja \(office), pukul \(hours)."
            case .en: "Sent on working days of \(office), \(hours)."
            }
        }
        let others = window.exceptions.map { exception in
            Phrase { language in
                let days = language.shortSpan(exception.first, exception.last)
                let label = language.say(exception.label.phrase)
                let hours = hours(exception.from, exception.until, language)
                return switch language {
                case .id: "\(days) (\(label)): pukul \(hours)."
                case .en: "\(days) (\(label)): \(hours)."
                }
            }
        }
        return [usual] + others
    }

    private static func hours(_ from: String, _ until: String, _ language: Language) -> String {
        let hours = "\(from)-\(until)"
        return language == .id ? hours.replacing(":", with: ".") : hours
    }

    /// How many went out before the last ones, and where they stand.
    static func earlier(_ count: Int) -> Phrase {
        .count(
            count,
            "lagi sudah diterbitkan sebelum itu",
            "more was issued before that",
            "more were issued before that"
        ) + Phrase(": kembar remind list --all")
    }

    static func more(_ count: Int, last date: String, _ doubts: DoubtWords) -> Phrase {
        Phrase("… dan ", "… and ") + Phrase { $0.number(count) }
            + Phrase(" lagi, terakhir \(date)", " more, the last on \(date)") + doubts.marks
    }

    /// What may be recorded now that a limit is over, as the message says it.
    static func recordable(_ agreement: String, _ event: String, _ fields: [String]) -> Phrase {
        let command = ["kembar", "record", agreement, event] + fields
        return Phrase("Dapat dicatat: ", "It can be recorded: ")
            + Phrase(command.map(CommandLineEcho.quoted).joined(separator: " "))
    }

    /// When what waits for the end of a silence goes out.
    static func leaves(on date: String) -> Phrase {
        Phrase(", dikirim \(date)", ", goes out on \(date)")
    }

    static func next(
        to roles: Phrase,
        on day: String,
        _ doubts: DoubtWords,
        about: Phrase
    ) -> Phrase {
        let date = Phrase { language in
            language.say(Phrase(", pada ", ", on ")) + language.date(day)
        }
        return Phrase("Berikutnya diingatkan: ", "Next to be reminded: ") + roles + date
            + doubts.marks + Phrase(" (") + about + Phrase(").")
    }

    static func owed(to roles: Phrase, about: Phrase) -> Phrase {
        Phrase("Sekarang saatnya diingatkan: ", "To be reminded now: ") + roles
            + Phrase(" (") + about + Phrase(").")
    }
}
