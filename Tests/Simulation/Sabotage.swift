import Entries

/// A kembar that is broken on purpose: each of them has to be found out, or the inspector is blind.
enum Sabotage: String, CaseIterable, Sendable {
    // What the planner is told is wrong.
    case forgetsHolidays, forgetsTheWindow, forgetsARung, forgetsTheLimit, forgetsTheReport
    /// Nobody records that a term has ended.
    case forgetsATerm
    /// The nag never wakes up.
    case sleeps
    /// Nobody holds the clock against the time that passed.
    case trustsTheClock
    // What a wrong planner or outbox would write stands in the log.
    case issuesTwice, issuesEveryRung, remindsTheClosed, remindsTheHeld
    case writesTwiceADay, carriesTwice, reportsTwice, inventsAnOutcome, tellsAnEndTooSoon
    // What no log of kembar's own may be like.
    case turnsTimeBack, misfilesAnEntry
    /// The deliverer says that it told the daemon, and did not.
    case losesOutcome
    /// A mail that is sent once more has another Message-ID.
    case renamesMail
    /// A command is acknowledged and not in the log.
    case losesCommand
    /// A row of the views is not what the log says.
    case spoilsTheViews

    /// The promise that it breaks; the first one that the inspector finds broken.
    var breaks: Set<Promise> {
        switch self {
        case .forgetsHolidays: [.inWindow, .latestOnly]
        case .forgetsTheWindow: [.inWindow]
        case .forgetsARung: [.neverMissed, .latestOnly]
        case .forgetsTheLimit: [.neverMissed]
        case .forgetsTheReport, .reportsTwice: [.reportedWeekly]
        case .forgetsATerm, .tellsAnEndTooSoon: [.endTold]
        // A term that ended, a ladder or a reminder: whatever comes first in that world.
        case .sleeps: [.neverMissed, .endTold, .carriedOnce, .oneOutcome]
        case .trustsTheClock: [.rightClock]
        case .issuesTwice: [.once]
        case .issuesEveryRung: [.latestOnly]
        case .remindsTheClosed: [.stillOpen]
        case .remindsTheHeld: [.notHeld]
        case .writesTwiceADay: [.oneMessageADay]
        case .carriesTwice: [.carriedOnce]
        case .inventsAnOutcome: [.oneOutcome]
        case .turnsTimeBack, .misfilesAnEntry: [.whole]
        case .losesOutcome: [.mailedOnce, .oneOutcome]
        case .renamesMail: [.mailedOnce]
        case .losesCommand: [.durable]
        case .spoilsTheViews: [.rebuilt]
        }
    }

    /// Whether it needs a world that has weekly reports.
    var isOfReports: Bool { self == .forgetsTheReport || self == .reportsTwice }
}

extension Sabotage {
    /// A rule file as the planner is told that it was adopted.
    func spoilt(_ entry: Entry) -> Entry {
        guard let text = entry.data["text"]?.string, var data = entry.data.object else {
            return entry
        }
        var entry = entry
        data["text"] = .string(spoilt(text))
        entry.data = .object(data)
        return entry
    }

    private func spoilt(_ text: String) -> String {
        switch self {
        case .forgetsHolidays where text.contains("calendar: id\n"):
            // All but the first day of the file, so that each kind of day stays one.
            var isFirst = true
            return text.split(separator: "\n").filter { line in
                guard line.hasPrefix("  - { date: ") else { return true }
                defer { isFirst = false }
                return isFirst
            }.joined(separator: "\n") + "\n"
        case .forgetsTheWindow where text.contains("policy: main"):
            return text.replacing(
                /window: {.*}/,
                with: "window: {from: \"00:00\", until: \"23:59\"}"
            )
        case .forgetsARung where text.contains("policy: main"):
            return text.replacing(/\n +- {after: 40, roles: [^\n]*/, with: "")
        case .forgetsTheLimit where text.contains("policy: main"):
            return text.replacing("lapsed: batas-lewat\n", with: "")
        case .forgetsTheReport where text.contains("policy: main"):
            return text.replacing(/weekly: {[^\n]*\n/, with: "")
        case .forgetsATerm where text.contains("workflow: kerja-sama-daerah\n"):
            return text.replacing("    by-daemon: true\n", with: "")
        default: return text
        }
    }
}
