package import Calendars
import Reminders
package import Workflows

/// An agreement as it stood before a change of the rules and after it.
package struct ChangedRules {
    /// The rules before and after; the same ones where the agreement went to another workflow version.
    package var rules: (before: RulesInForce, after: RulesInForce)
    /// The agreement before and after; the same one where the rules changed around it.
    package var agreement: (before: Agreement, after: Agreement)
    /// The names of the reminders that were issued by then.
    package var issued: Set<String>
    /// When the change was recorded.
    package var recorded: Timestamp
    /// Whether another agreement had renewed this one: then its term is nobody's matter.
    package var isRenewed: Bool

    /// Describes a change.
    package init(
        rules: (before: RulesInForce, after: RulesInForce),
        agreement: (before: Agreement, after: Agreement),
        issued: Set<String>,
        recorded: Timestamp,
        isRenewed: Bool
    ) {
        self.rules = rules
        self.agreement = agreement
        self.issued = issued
        self.recorded = recorded
        self.isRenewed = isRenewed
    }

    /// What falls due within so many working days after the change and is not what it was: on another
    /// day, for others, or not at all.
    package func near(_ workingDays: Int) -> [NearDeadline] {
        let offices = rules.before.circumstances.offices
        let calendar =
            rules.before.circumstances.calendars.calendar(named: offices.own.calendar)
            ?? .withoutData
        let today = offices.own.zone.date(of: recorded)
        let lastDay = calendar.adding(workingDays: workingDays, to: today).date
        let old = dates(rules.before, agreement.before, through: lastDay)
        let new = dates(rules.after, agreement.after, through: lastDay)
        guard old != new else { return [] }
        // Whether a reminder moved or was taken away shows only where it would have moved to.
        let far = lastDay.adding(days: 366)
        let differing = Differing(
            old: dates(rules.before, agreement.before, through: far),
            new: dates(rules.after, agreement.after, through: far)
        )
        let labels = rules.before.roleLabels(and: rules.after)
        return differing.changes.compactMap { change in
            let days = [change.before?.day, change.after?.day].compactMap(\.self)
            guard let day = days.first(where: { today...lastDay ~= $0 }) else { return nil }
            let words = change.words
            return NearDeadline(
                agreement: agreement.before.id,
                kind: change.isMove ? "moved" : change.deadline.kind.rawValue,
                opener: change.deadline.opener,
                office: change.deadline.office,
                limit: change.deadline.limit,
                day: day,
                workingDays: calendar.workingDays(after: today, through: day),
                before: rules.before.inOrder(words.before),
                after: rules.after.inOrder(words.after),
                roleLabels: labels.filter { (words.before + words.after).contains($0.key) }
            )
        }
        .sorted { ($0.day, $0.opener, $0.kind) < ($1.day, $1.opener, $1.kind) }
    }

    /// A limit, or what is to be said of one ladder on one day.
    private struct Key: Hashable {
        var deadline: Deadline
        /// Of a reminder; nil for a limit.
        var day: LocalDate?
    }

    private struct Planned: Equatable {
        var day: LocalDate
        /// The roles, or the limit's date.
        var words: [String]
    }

    /// A deadline that is not what it was; nil where there is none under those rules.
    private struct Change {
        var deadline: Deadline
        var before: Planned?
        var after: Planned?

        /// Whether a reminder goes to the same roles on another day.
        var isMove: Bool {
            guard deadline.kind == .reminder, let before, let after else { return false }
            return before.day != after.day
        }

        var words: (before: [String], after: [String]) {
            guard isMove, let before, let after else {
                return (before?.words ?? [], after?.words ?? [])
            }
            return ([before.day.description], [after.day.description])
        }
    }

    /// Two plans of one agreement, held against each other.
    private struct Differing {
        let changes: [Change]

        /// Pairs a reminder that is gone from one day with the first one to the same roles that came to another.
        init(old: [Key: Planned], new: [Key: Planned]) {
            var changes: [Change] = []
            var gone: [(key: Key, planned: Planned)] = []
            var come: [(key: Key, planned: Planned)] = []
            for key in Set(old.keys).union(new.keys) where old[key] != new[key] {
                switch (key.day, old[key], new[key]) {
                case (.some, let before?, nil): gone.append((key, before))
                case (.some, nil, let after?): come.append((key, after))
                case (_, let before, let after):
                    changes.append(Change(deadline: key.deadline, before: before, after: after))
                }
            }
            come.sort { $0.planned.day < $1.planned.day }
            for (key, before) in gone.sorted(by: { $0.planned.day < $1.planned.day }) {
                let place = come.firstIndex {
                    $0.key.deadline == key.deadline && $0.planned.words == before.words
                }
                let after = place.map { come.remove(at: $0).planned }
                changes.append(Change(deadline: key.deadline, before: before, after: after))
            }
            changes += come.map {
                Change(deadline: $0.key.deadline, before: nil, after: $0.planned)
            }
            self.changes = changes
        }
    }

    private func dates(
        _ rules: RulesInForce,
        _ agreement: Agreement,
        through lastDay: LocalDate
    ) -> [Key: Planned] {
        var planned: [Key: Planned] = [:]
        let surveyed = Survey.Surveyed(agreement: agreement, issued: issued)
        let deadlines = rules.deadlines(of: surveyed, at: recorded)
        for (deadline, time) in deadlines where deadline.kind == .limit {
            // Of a term, the law's date before its end: nobody asks for it once the paper is renewed.
            guard !(isRenewed && deadline.office == nil) else { continue }
            planned[Key(deadline: deadline)] = Planned(
                day: time.day,
                words: [time.day.description]
            )
        }
        guard let planner = rules.planner else { return planned }
        let slots = planner.slots(of: agreement, from: recorded, through: lastDay) {
            issued.contains($0.description)
        }
        for (running, slot) in slots where !(isRenewed && running.isOfTerm) {
            // On hold, or put off until after it: nobody would have heard of it anyway.
            guard planner.silence(of: agreement, now: slot.due) == nil,
                !planner.isPostponed(running, at: slot.due)
            else { continue }
            let deadline = Deadline(
                kind: .reminder,
                opener: running.opener.position,
                office: running.wait?.office,
                limit: nil
            )
            let key = Key(deadline: deadline, day: slot.day)
            let roles = Set(planned[key]?.words ?? []).union([slot.role])
            planned[key] = Planned(day: slot.day, words: roles.sorted())
        }
        return planned
    }
}
