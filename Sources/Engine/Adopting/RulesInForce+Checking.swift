import Calendars
import Reminders
import RuleFiles
import Workflows

extension RulesInForce {
    /// Refuses files that can't begin a log together: two of one name, or one that does not fit another.
    static func checkTogether(
        _ contents: [RuleFile.Content],
        under offices: Offices,
        at now: Timestamp
    ) throws {
        var faults = FileFaults()
        var names: Set<String> = []
        for content in contents
        where !names.insert("\(content.kind.rawValue) \(content.name)").inserted {
            faults.add(.whole(.duplicate, value: content.name))
        }
        try faults.throwIfAny()
        let calendars = contents.compactMap { content -> HolidayCalendar? in
            guard case .calendar(let calendar) = content else { return nil }
            return calendar
        }
        var rules = RulesInForce(
            Circumstances(
                rules: Rulebook(),
                offices: offices,
                calendars: try standingTogether(calendars)
            )
        )
        for content in contents {
            // The calendars are there already: they include each other in any order of files.
            if case .calendar = content { continue }
            rules = try rules.adopting(content, at: now)
        }
        for content in contents { try rules.checkTogether(content) }
    }

    private static func standingTogether(
        _ calendars: [HolidayCalendar]
    ) throws(FileFaults) -> CalendarSet {
        do {
            return try CalendarSet(calendars)
        } catch {
            var faults = FileFaults()
            faults.add(.includes(error))
            throw faults
        }
    }

    /// Refuses a file that is well made but does not fit the others in force.
    ///
    /// Every ladder that a stage names must be in the policy, every included calendar must be there.
    package func checkTogether(_ content: RuleFile.Content) throws {
        var faults = FileFaults()
        switch content {
        case .workflow(let workflow):
            for limit in workflow.limits
            where circumstances.calendars.calendar(named: limit.calendar) == nil {
                // A limit without a calendar would silently never run.
                faults.add(.whole(.unknownReference, value: limit.calendar))
            }
            guard let policy else { break }
            for stage in workflow.stages {
                guard let ladder = stage.ladder, policy.ladder(named: ladder) == nil else {
                    continue
                }
                faults.add(.whole(.unknownReference, value: ladder))
            }
        case .policy(let policy):
            for stage in circumstances.rules.newest.flatMap(\.stages) {
                guard let ladder = stage.ladder, policy.ladder(named: ladder) == nil else {
                    continue
                }
                faults.add(.whole(.noLadder, value: stage.name))
            }
        case .calendar(let calendar):
            do {
                _ = try circumstances.calendars.adopting(calendar)
            } catch {
                faults.add(.includes(error))
            }
        case .offices(let offices):
            for name in offices.calendarNames
            where circumstances.calendars.calendar(named: name) == nil {
                faults.add(.whole(.unknownReference, value: name))
            }
        }
        try faults.throwIfAny()
    }
}

extension FileFault {
    fileprivate static func includes(_ error: CalendarSetError) -> FileFault {
        FileFault(
            line: 1,
            column: 1,
            path: "includes",
            code: .unknownReference,
            params: error.params
        )
    }

    fileprivate static func whole(_ code: FileFaultCode, value: String) -> FileFault {
        FileFault(line: 1, column: 1, path: "", code: code, params: ["value": value])
    }
}
