import Calendars
import Reminders

/// How everything stands, once a week for every role that is to be told: also when nothing is stalled.
extension Inspector {
    func lookAtReport(of week: String, _ message: Message) throws {
        let whose = "\(message.role) of the week of \(week)"
        guard !isReported(week, to: message.role) else {
            throw broken(.reportedWeekly, "a second report to \(whose)")
        }
        guard weekOfReport(to: message.role, at: message.issued) == week else {
            throw broken(.reportedWeekly, "a report to \(whose) at \(message.issued.utc)")
        }
    }

    /// Whether a report is missing that a message of today should carry.
    func lookForReports(_ today: String, at now: Timestamp) throws {
        for role in rules.policy?.weekly?.roles ?? [] where !hasMessage(to: role, on: today) {
            guard let week = weekOfReport(to: role, at: now), !isReported(week, to: role) else {
                continue
            }
            throw broken(.reportedWeekly, "no report to \(role) of the week of \(week)")
        }
    }

    private func isReported(_ week: String, to role: String) -> Bool {
        messages.values.contains { $0.role == role && $0.week == week && !$0.isReleased }
    }

    /// The week whose report a role should have by now; nil before that is due, and where none is.
    private func weekOfReport(to role: String, at now: Timestamp) -> String? {
        guard let policy = rules.policy, let weekly = policy.weekly, weekly.roles.contains(role),
            let since = rules.reportsSince, let own = rules.offices?.own
        else { return nil }
        var week = own.zone.date(of: now)
        while week.weekday != weekly.day { week = week.adding(days: -1) }
        let day = rules.days.onOrAfter(week, in: own.calendar)
        let due = own.zone.instant(
            day,
            minuteOfDay: policy.window.minutes(of: day).lowerBound
        )
        return since <= due && due <= now ? week.description : nil
    }
}
