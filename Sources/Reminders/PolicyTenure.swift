package import Calendars

/// Since when each step of the policy has been in force without a break: so many days of a ladder, for
/// a role.
///
/// A reminder's key names all three, so a ladder under a new name, or with other days, would owe again
/// what was said under the old ones: what falls due before a step came into force is passed over.
package struct PolicyTenure: Hashable, Sendable {
    private var starts: [StepName: Timestamp] = [:]
    /// Since when a role has had a weekly report on that day of the week, by role.
    private var reports: [String: Report] = [:]

    private struct Report: Hashable {
        var day: Weekday
        var start: Timestamp
    }

    private struct StepName: Hashable {
        var ladder: String
        var days: Int
        var isBack: Bool
        var role: String
    }

    /// Restricts nothing: every step counts as in force since ever.
    package init() {}

    /// Takes in the adoption of `policy` at `recorded`; nil before is the first one, which restricts nothing.
    package mutating func adopt(
        _ policy: Policy,
        after before: Policy?,
        recorded: Timestamp
    ) {
        adoptReports(of: policy, recorded: recorded)
        guard let before else { return }
        let known = Set(Self.steps(of: before))
        for step in Self.steps(of: policy) where !known.contains(step) {
            starts[step] = recorded
        }
    }

    /// Before that instant a step of a ladder owes a role nothing.
    func start(_ ladder: Ladder, days: Int, role: String) -> Timestamp {
        let step = StepName(
            ladder: ladder.name,
            days: days,
            isBack: ladder.back != nil,
            role: role
        )
        return starts[step] ?? .earliest
    }

    /// A report that was due before anybody was to get one is not made up for: not by the first policy
    /// either, so that founding a log sends nothing.
    private mutating func adoptReports(of policy: Policy, recorded: Timestamp) {
        guard let weekly = policy.weekly else { return reports = [:] }
        let old = reports
        reports = [:]
        for role in weekly.roles {
            let known = old[role].flatMap { $0.day == weekly.day ? $0 : nil }
            reports[role] = known ?? Report(day: weekly.day, start: recorded)
        }
    }

    /// Before that instant a role is owed no weekly report.
    func start(ofReportsFor role: String) -> Timestamp { reports[role]?.start ?? .earliest }

    private static func steps(of policy: Policy) -> [StepName] {
        policy.ladders.flatMap { ladder in
            ladder.steps.flatMap { step in
                step.roles.map {
                    StepName(
                        ladder: ladder.name,
                        days: step.days,
                        isBack: ladder.back != nil,
                        role: $0
                    )
                }
            }
        }
    }
}
