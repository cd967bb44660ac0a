import Calendars
import Engine
import Entries
import Reminders
import Workflows

/// The rules that a log has adopted so far, as the inspector reads them: files and nothing worked out.
struct RuleRecord {
    private(set) var offices: Offices?
    private(set) var days = DayBook()
    private(set) var policy: Policy?
    /// Since when the policy has a weekly report: one that was due before is not made up for.
    private(set) var reportsSince: Timestamp?
    /// Since when each step of the policy holds without a break.
    private var since: [StepName: Timestamp] = [:]
    private var calendars: [String: HolidayCalendar] = [:]
    private var workflows = Rulebook()

    private struct StepName: Hashable {
        var ladder: String
        var isBack: Bool
        var days: Int
        var role: String
    }

    /// Takes in an adoption; false for any other entry.
    mutating func take(_ entry: Entry) throws -> Bool {
        guard RuleFile.Kind.allCases.contains(where: { $0.event.rawValue == entry.type }),
            let file = RuleFile(data: entry.data)
        else { return false }
        switch try file.adopted(version: entry.data["version"]?.integer ?? 1) {
        case .offices(let offices): self.offices = offices
        case .workflow(let workflow): workflows.adopt(workflow)
        case .calendar(let calendar):
            calendars[calendar.name] = calendar
            days = DayBook(calendars)
        case .policy(let policy): take(policy, at: entry.recorded)
        }
        return true
    }

    private mutating func take(_ policy: Policy, at recorded: Timestamp) {
        let isFirst = self.policy == nil
        var kept: [StepName: Timestamp] = [:]
        for ladder in policy.ladders {
            for step in Step.all(of: ladder) {
                for role in step.roles {
                    let name = StepName(
                        ladder: ladder.name,
                        isBack: ladder.back != nil,
                        days: step.days,
                        role: role
                    )
                    kept[name] = since[name] ?? (isFirst ? .earliest : recorded)
                }
            }
        }
        since = kept
        reportsSince = policy.weekly == nil ? nil : reportsSince ?? recorded
        self.policy = policy
    }

    /// What folding needs; nil before a log has its first rules.
    func circumstances() throws -> Circumstances? {
        guard let offices else { return nil }
        return Circumstances(rules: workflows, offices: offices, calendars: try CalendarSet([]))
    }

    /// Since when a step of a ladder has been in force for a role.
    func start(of step: Step, _ ladder: Ladder, for role: String) -> Timestamp {
        let name = StepName(
            ladder: ladder.name,
            isBack: ladder.back != nil,
            days: step.days,
            role: role
        )
        return since[name] ?? .earliest
    }

    /// The ladder that a stage names.
    func ladderName(of stage: String, in workflow: WorkflowVersion) -> String? {
        workflows[workflow]?.stage(named: stage)?.ladder
    }

    /// The day limits that a workflow has.
    func limits(of workflow: WorkflowVersion) -> [LimitRule] {
        workflows[workflow]?.limits ?? []
    }
}

/// A rung or a repetition: so many days, and who is told.
struct Step {
    var days: Int
    var roles: [String]

    /// The rungs of a ladder, then the last one again every so many days.
    static func all(of ladder: Ladder) -> [Step] {
        var steps = ladder.rungs.map { Step(days: $0.days, roles: $0.roles) }
        guard let repetition = ladder.repetition, var days = steps.last?.days else { return steps }
        for _ in 0..<repetition.times {
            days += repetition.every
            steps.append(Step(days: days, roles: repetition.roles))
        }
        return steps
    }
}
