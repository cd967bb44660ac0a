import Calendars
import Reminders
import TestSupport
import Testing
import Workflows

extension Story {
    /// The planner under the shipped policy.
    func planner() throws -> Planner {
        Planner(policy: try Shipped.policy(), circumstances: circumstances)
    }

    func instant(_ time: String) throws -> Timestamp {
        try Moment(time, in: circumstances.offices.own.zone).start
    }

    /// What is owed at that time: office, role.
    func owed(at time: String) throws -> [String] {
        let agreement = try #require(agreement)
        return try planner().owed(agreement, issued: { _ in false }, now: try instant(time))
            .map { "\($0.key.rule) \($0.key.office ?? "-") > \($0.key.role)" }
    }

    /// When the first reminder of this state goes out, in the own zone.
    func next() throws -> String? {
        let agreement = try #require(agreement)
        return try planner().next(agreement) { _ in false }?
            .rfc3339(offsetMinutes: circumstances.offices.own.zone.offsetMinutes)
    }

    /// Whom we wait for, for what and since when.
    var awaited: [String] {
        agreement?.waits.map {
            "\($0.office): \($0.purpose ?? "-") (\($0.since.moment.text))"
        } ?? []
    }

    /// The stages with the day on which each was entered last, in the order of the replay.
    var way: [String] {
        var way: [String] = []
        for step in steps {
            guard let after = step.after else { continue }
            let line = "\(after.stage) \(after.since.moment.text)"
            if way.last != line { way.append(line) }
        }
        return way
    }
}

/// Returns the working calendar of that name.
func calendar(_ name: String) throws -> WorkingCalendar {
    try #require(try Shipped.buleleng().calendars.calendar(named: name))
}

func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }
