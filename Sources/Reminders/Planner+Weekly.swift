package import Calendars
import Workflows

/// One time at which the weekly report is due.
package struct WeeklySlot: Hashable, Sendable {
    /// The policy's day of that week: the report's name, also where it goes out later.
    package var week: LocalDate
    /// The working day on which it goes out.
    package var day: LocalDate
    /// The instant from which it is owed: when the window opens on `day`.
    package var due: Timestamp
}

extension Planner {
    /// Returns this week's report for a role, if it is due at `now`; whether it was given is not asked.
    ///
    /// Nil while it is ahead, and for a role that gets none. A week begins on the policy's day. A
    /// report that an outage swallowed is made up for until the next week begins, never after.
    package func weekly(for role: String, at now: Timestamp) -> WeeklySlot? {
        guard let week = week(at: now), isReported(to: role) else { return nil }
        let slot = weeklySlot(of: week)
        return slot.due <= now && isInForce(slot, for: role) ? slot : nil
    }

    /// Returns a role's first report after `now`; nil for a role that gets none.
    package func nextWeekly(for role: String, after now: Timestamp) -> WeeklySlot? {
        guard var week = week(at: now), isReported(to: role) else { return nil }
        while week < .latest {
            let slot = weeklySlot(of: week)
            if slot.due > now, isInForce(slot, for: role) { return slot }
            week = week.adding(days: Self.daysOfWeek)
        }
        return nil
    }

    private static let daysOfWeek = 7

    private func isReported(to role: String) -> Bool {
        policy.weekly?.roles.contains(role) ?? false
    }

    /// The policy's day of the week in which `now` lies; nil without a weekly report.
    private func week(at now: Timestamp) -> LocalDate? {
        guard let weekly = policy.weekly else { return nil }
        let today = circumstances.offices.own.zone.date(of: now)
        let days = today.weekday.rawValue - weekly.day.rawValue
        return today.adding(days: -((days + Self.daysOfWeek) % Self.daysOfWeek))
    }

    private func weeklySlot(of week: LocalDate) -> WeeklySlot {
        let day = ownCalendar.firstWorkingDay(onOrAfter: week)
        return WeeklySlot(week: week, day: day, due: opening(of: day))
    }

    private func isInForce(_ slot: WeeklySlot, for role: String) -> Bool {
        slot.due >= tenure.start(ofReportsFor: role)
    }
}
