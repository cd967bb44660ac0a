import Language
import Wire

/// One line of the arithmetic: the slots of one step that fall on one day and stand alike.
struct LadderStep: Hashable {
    let workingDays: Int
    /// The working day that the count ends on.
    let date: String
    /// The instant in the own office's window.
    let due: String
    let state: String
    /// The instant at which it goes out if nothing happens before; nil of one that never will.
    let goesOut: String?
    /// To whom, in the order of the ladder.
    private(set) var roles: [Label]
    /// The reminders that went out.
    private(set) var positions: [Int64]
    let skipped: [SkippedAnswer]
    let estimated: Bool
    let missing: MissingYears
    /// Calendar days before the date that is counted back from; nil where it counts forward.
    let daysBefore: Int?
    /// The day off that it was brought forward from.
    let rolledFrom: String?
    /// The postponement after which it comes once more.
    let resumes: Int64?
    /// The holds that lie in the count.
    let pauses: [PauseAnswer]
    /// The named days on which the own office rests, before it goes out.
    let resting: [SkippedAnswer]

    init(_ slot: SlotExplanation) {
        workingDays = slot.workingDays
        date = slot.date
        due = slot.due
        state = slot.state
        goesOut = slot.goesOut
        roles = [slot.roleLabel]
        positions = slot.position.map { [$0] } ?? []
        skipped = slot.skipped
        estimated = slot.estimated
        missing = MissingYears(slot.missingYears, from: slot.missingFrom)
        daysBefore = slot.daysBefore
        rolledFrom = slot.rolledFrom
        resumes = slot.resumes
        pauses = slot.pauses ?? []
        resting = slot.resting ?? []
    }

    /// How many working days of the count the clock stood still for.
    var pausedDays: Int { pauses.map(\.workingDays.count).reduce(0, +) }

    /// Draws the slots together that differ only in the recipient; their order stays.
    static func steps(of slots: [SlotExplanation]) -> [LadderStep] {
        var steps: [LadderStep] = []
        var places: [Key: Int] = [:]
        for slot in slots {
            let key = Key(
                rung: slot.rung,
                occurrence: slot.occurrence,
                due: slot.due,
                state: slot.state,
                goesOut: slot.goesOut,
                resumes: slot.resumes
            )
            if let place = places[key] {
                steps[place].roles.append(slot.roleLabel)
                if let position = slot.position { steps[place].positions.append(position) }
            } else {
                places[key] = steps.count
                steps.append(LadderStep(slot))
            }
        }
        return steps
    }

    private struct Key: Hashable {
        var rung: Int
        var occurrence: Int
        var due: String
        var state: String
        var goesOut: String?
        var resumes: Int64?
    }

    var isUpcoming: Bool { state == "upcoming" || state == "held" }

    /// The day on which it goes out, if a silence or a day off keeps it back beyond its own.
    var leavesLater: String? {
        guard let goesOut, !goesOut.utf8.starts(with: due.utf8.prefix(10)) else { return nil }
        return goesOut
    }

    /// Whether the message goes out on a later day than the count ends: the own office rests on that day.
    var isMoved: Bool { resumes == nil && !due.utf8.starts(with: date.utf8) }

    /// How many steps that are still to come are shown.
    static let upcomingMax = 3

    /// What is shown, in the order in which it falls due, and what is only counted: everything past, and the
    /// next few.
    ///
    /// One that gives way to another which is not shown is not shown either.
    static func shown(_ steps: [LadderStep]) -> (shown: [LadderStep], rest: ArraySlice<LadderStep>)
    {
        let upcoming = steps.filter(\.isUpcoming)
        let rest = upcoming.dropFirst(upcomingMax)
        guard let last = upcoming.prefix(upcomingMax).last, !rest.isEmpty else {
            return (steps, rest)
        }
        let shown = steps.filter { step in
            guard step.isUpcoming || step.state == "superseded" else { return true }
            return step == last || step.due <= last.due && !rest.contains(step)
        }
        return (shown, rest)
    }
}
