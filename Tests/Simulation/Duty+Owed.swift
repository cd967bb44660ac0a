import Calendars
import Entries
import Reminders
import Workflows

/// Which reminder: as its entry says it, and as the inspector expects it.
struct ReminderName: Hashable, CustomStringConvertible {
    var opener: Int64
    var office: String?
    var rule: String
    var days: Int
    var date: String?
    /// The day limit that is over, if it is about one.
    var limit: String?
    /// The postponement after which it is said once more.
    var resumes: Int64?
    var role: String

    /// Reads it from the data of a `ReminderIssued`.
    init?(_ data: JSONValue) {
        guard let opener = data["opener"]?.integer, let rule = data["rule"]?.string,
            let role = data["role"]?.string,
            let days = (data["workingDays"] ?? data["daysBefore"])?.integer
        else { return nil }
        self.opener = Int64(opener)
        self.rule = rule
        self.role = role
        self.days = days
        office = data["office"]?.string
        date = data["date"]?.string
        limit = data["limit"]?.string
        resumes = data["resumes"]?.integer.map { Int64($0) }
    }

    init(_ duty: Duty, _ days: Int, role: String, resumes: Int64? = nil) {
        opener = duty.opener
        office = duty.office
        rule = duty.ladder.name
        self.days = days
        date = duty.date?.description
        limit = duty.limit?.name
        self.resumes = resumes
        self.role = role
    }

    var description: String {
        let again = resumes.map { "@\($0)" } ?? ""
        return "\(rule) \(days)\(again) of \(opener) \(office ?? "-") for \(role)"
    }
}

extension Duty {
    /// Which reminder the role is owed at `now`; nil if none.
    ///
    /// The latest step that is due, behind the last one that was issued. What was due when somebody
    /// said "seen" comes back once, when that is over.
    func owed(
        _ role: String,
        at now: Timestamp,
        issued: Set<ReminderName>,
        _ rules: RuleRecord
    ) -> ReminderName? {
        guard seen.map({ now >= $0.until }) ?? true else { return nil }
        return last(for: role, until: now, issued, rules)?.name
    }

    /// Whether an entry says that it is at its end: those of a term end with it, and what is said of a
    /// limit is said once.
    var isEndTold: Bool { !isOfTerm && limit == nil }

    /// Whether any role will ever be owed anything more, if nothing happens.
    func isAtItsEnd(issued: Set<ReminderName>, _ rules: RuleRecord, roles: [String]) -> Bool {
        roles.allSatisfy { candidates(for: $0, issued, rules).isEmpty }
    }

    private func last(
        for role: String,
        until now: Timestamp,
        _ issued: Set<ReminderName>,
        _ rules: RuleRecord
    ) -> (index: Int, name: ReminderName)? {
        candidates(for: role, issued, rules).last { $0.due <= now }.map { ($0.index, $0.name) }
    }

    /// What was not issued, nor anything behind it, in order.
    private func candidates(
        for role: String,
        _ issued: Set<ReminderName>,
        _ rules: RuleRecord
    ) -> [(index: Int, due: Timestamp, name: ReminderName)] {
        let told = steps.indices.filter { steps[$0].step.roles.contains(role) }
        let behind = told.last {
            issued.contains(ReminderName(self, steps[$0].step.days, role: role))
        }
        var found: [(index: Int, due: Timestamp, name: ReminderName)] = []
        for index in told where index > behind ?? -1 {
            // What was due when somebody said "seen" has been seen.
            guard seen.map({ steps[index].due > $0.at.recorded }) ?? true else { continue }
            // What came into force after its day, or was due before anybody knew, takes no place of another.
            guard isKnown(steps[index], role, rules) else { continue }
            found.append(
                (index, steps[index].due, ReminderName(self, steps[index].step.days, role: role))
            )
        }
        if let again = again(told, role, rules), again.index >= behind ?? -1,
            !issued.contains(again.name)
        {
            let place = found.firstIndex { $0.index > again.index } ?? found.endIndex
            found.insert(again, at: place)
        }
        return found
    }

    private func again(
        _ told: [Int],
        _ role: String,
        _ rules: RuleRecord
    ) -> (index: Int, due: Timestamp, name: ReminderName)? {
        guard let seen, let own = rules.offices?.own, let policy = rules.policy else { return nil }
        let last = told.last {
            steps[$0].due <= seen.at.recorded && isKnown(steps[$0], role, rules)
        }
        guard let index = last else { return nil }
        let day = rules.days.onOrAfter(own.zone.date(of: seen.until), in: own.calendar)
        return (
            index,
            own.zone.instant(
                day,
                minuteOfDay: policy.window.minutes(of: day).lowerBound
            ),
            ReminderName(
                self,
                steps[index].step.days,
                role: role,
                resumes: seen.at.position
            )
        )
    }

    /// Whether opener and policy were there when it fell due.
    private func isKnown(_ step: DueStep, _ role: String, _ rules: RuleRecord) -> Bool {
        (isUrgent || step.due >= owedFrom)
            && step.due >= rules.start(of: step.step, ladder, for: role)
    }

    /// Whether a reminder of that name was seen, so that nobody speaks of it a second time.
    func isSeen(_ name: ReminderName) -> Bool {
        guard let seen else { return false }
        // What came back after this postponement was said since; after an earlier one it was seen.
        if let resumes = name.resumes, resumes >= seen.at.position { return false }
        var plain = name
        plain.resumes = nil
        return steps.contains {
            $0.due <= seen.at.recorded && plain == ReminderName(self, $0.step.days, role: name.role)
                && $0.step.roles.contains(name.role)
        }
    }
}
