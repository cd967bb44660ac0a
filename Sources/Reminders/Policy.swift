package import Calendars
package import Workflows

/// Who is reminded of what, after how long: the office's reminder policy.
package struct Policy: Hashable, Sendable {
    package var name: String
    package var label: Bilingual
    package var roles: [Role]
    package var ladders: [Ladder]
    /// The ladder of a wait, and that of a missing signature.
    package var waits: String
    package var signatures: String
    package var window: Window

    /// Returns the ladder of that name.
    package func ladder(named name: String) -> Ladder? { ladders.first { $0.name == name } }

    /// Returns the role of that name.
    package func role(named name: String) -> Role? { roles.first { $0.name == name } }
}

/// A recipient by office function; who that is today stands outside the log.
package struct Role: Hashable, Sendable {
    package var name: String
    package var label: Bilingual
    /// Whether a message to it goes upwards, which changes its words.
    package var isSuperior: Bool
}

/// The hours of a working day in which anything goes out, in minutes of the local day.
package struct Window: Hashable, Sendable {
    package var from: Int
    package var until: Int
}

/// What is owed while nothing moves: rungs, then a repetition, then silence that is shown.
package struct Ladder: Hashable, Sendable {
    package var name: String
    package var label: Bilingual
    package var rungs: [Rung]
    /// What comes after the last rung.
    package var repetition: Repetition?
    package var source: RuleSource

    /// A step: so many working days after the anchor, these roles are told.
    package struct Rung: Hashable, Sendable {
        package var workingDays: Int
        package var roles: [String]
    }

    /// The last rung again, every so many working days, so many times.
    package struct Repetition: Hashable, Sendable {
        package var every: Int
        package var times: Int
        package var roles: [String]
    }

    /// Every rung and repetition with its number, from 1, and its distance from the anchor.
    package var steps: [Step] {
        var steps = rungs.enumerated().map {
            Step(
                number: $0 + 1,
                rung: $0 + 1,
                occurrence: 1,
                workingDays: $1.workingDays,
                roles: $1.roles
            )
        }
        guard let repetition, let last = rungs.last else { return steps }
        for time in 1...max(1, repetition.times) where repetition.times > 0 {
            steps.append(
                Step(
                    number: rungs.count + time,
                    rung: rungs.count,
                    occurrence: time + 1,
                    workingDays: last.workingDays + time * repetition.every,
                    roles: repetition.roles
                )
            )
        }
        return steps
    }

    /// One rung or repetition.
    package struct Step: Hashable, Sendable {
        /// Its place among the steps, from 1.
        package var number: Int
        package var rung: Int
        package var occurrence: Int
        package var workingDays: Int
        package var roles: [String]
    }
}
