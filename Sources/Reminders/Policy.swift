package import Calendars
package import Workflows

/// Who is reminded of what, after how long: the office's reminder policy.
package struct Policy: Hashable, Sendable {
    /// The file's name for itself; adoptions of one name are versions of each other.
    package var name: String
    /// What people call the policy.
    package var label: Bilingual
    /// The recipients that rungs may name; the order is that in which obligations are answered.
    package var roles: [Role]
    /// The ladders that stages of a workflow and the two names below refer to.
    package var ladders: [Ladder]
    /// The ladder of a wait, and that of a missing signature.
    package var waits: String
    /// The name of the ladder of a missing signature.
    package var signatures: String
    /// The ladders that count back from the end of a term, by name.
    package var terms: [String] = []
    /// The ladder that asks for the final report once a term's last day has passed; nil asks nobody.
    package var ended: String?
    /// The ladder that says when a day limit of a wait is over; nil says nothing of it.
    package var lapsed: String?
    /// When on a working day anything goes out, by the own office's clock and calendar.
    package var window: Window
    /// Who is told once a week how everything stands, whether or not anything is owed; nil is nobody.
    package var weekly: Weekly?

    /// The weekly report: a message that comes even when nothing is stalled, so that silence means
    /// that something is wrong.
    package struct Weekly: Hashable, Sendable {
        /// On which day of the week; where that is a day off, on the next working day.
        package var day: Weekday
        /// The roles that get it.
        package var roles: [String]
    }

    /// Returns the ladder of that name.
    package func ladder(named name: String) -> Ladder? {
        // Only the one that is found is copied.
        ladders.indices.first { ladders[$0].name == name }.map { ladders[$0] }
    }

    /// Returns the dates before the end of an agreement's term that ladders count back from, such as that of
    /// a notice six months before; the end itself is none of them.
    package func dates(
        before lastDay: LocalDate,
        of agreement: Agreement
    ) -> [(ladder: Ladder, day: LocalDate)] {
        terms.compactMap(ladder(named:)).compactMap { ladder in
            guard let back = ladder.back, back.monthsBefore > 0, back.applies(to: agreement) else {
                return nil
            }
            return (ladder, lastDay.adding(months: -back.monthsBefore))
        }
    }

    /// Returns the role of that name.
    package func role(named name: String) -> Role? { roles.first { $0.name == name } }
}

/// A recipient by office function; who that is today stands outside the log.
package struct Role: Hashable, Sendable {
    /// The role's name in rungs and keys; a renamed one owes nothing that fell due before.
    package var name: String
    /// What people call the function.
    package var label: Bilingual
    /// Whether a message to it goes upwards, which changes its words.
    package var isSuperior: Bool
}

/// The hours of a working day in which anything goes out, in minutes of the local day.
package struct Window: Hashable, Sendable {
    /// The first minute of the window, from 0.
    package var from: Int
    /// The first minute after it; always later than `from`.
    package var until: Int
    /// Other hours on some days, such as those of Ramadan, by day; no day stands in two of them.
    package var exceptions: [Exception] = []

    /// Other hours from one day through another.
    package struct Exception: Hashable, Sendable {
        /// The first and the last day on which they hold.
        package var days: ClosedRange<LocalDate>
        /// The first minute, from 0.
        package var from: Int
        /// The first minute after them; always later than `from`.
        package var until: Int
        /// What people call those days.
        package var label: Bilingual
    }

    /// Returns the exception that holds on a day; nil on an ordinary one.
    package func exception(on day: LocalDate) -> Exception? {
        exceptions.first { $0.days.contains(day) }
    }

    /// Returns the minutes of a day in which anything goes out; whether it is a working day is not asked.
    package func minutes(of day: LocalDate) -> Range<Int> {
        exception(on: day).map { $0.from..<$0.until } ?? from..<until
    }
}

/// What is owed while nothing moves: rungs, then a repetition, then silence that is shown.
package struct Ladder: Hashable, Sendable {
    /// The ladder's name in stages and keys; a renamed one owes nothing that fell due before.
    package var name: String
    /// What people call the ladder.
    package var label: Bilingual
    /// The steps, each at a greater distance than the one before; at least one.
    package var rungs: [Rung]
    /// What comes after the last rung; never in a ladder that counts back.
    package var repetition: Repetition?
    /// From which date it counts back; nil counts forward from an opener.
    package var back: Back?
    /// On what the office rests it: most often its own policy, no law.
    package var source: RuleSource
    /// Whether its reminders leave at once instead of with the next day's message, and also when the
    /// matter was recorded after their day: only for what the law sets a date for.
    package var isImmediate = false

    /// The date that a ladder counts back from: the end of a term, or a day so many months before it.
    package struct Back: Hashable, Sendable {
        /// How many months before the last day of the term that date lies.
        package var monthsBefore: Int
        /// The ladder is for agreements whose fields have one of these values.
        package var when: [String: [String]]

        /// Whether it is one for that agreement.
        func applies(to agreement: Agreement) -> Bool { agreement.hasOne(of: when) }
    }

    /// A step: so many days from the anchor, these roles are told.
    package struct Rung: Hashable, Sendable {
        /// The distance from the anchor: working days after it, where 0 is the anchor itself or the
        /// next working day, or calendar days before it.
        package var days: Int
        /// The roles that are told, each by a reminder of its own.
        package var roles: [String]
    }

    /// The last rung again, every so many working days, so many times.
    package struct Repetition: Hashable, Sendable {
        /// The working days from one time to the next.
        package var every: Int
        /// How often, 0 for never; then the ladder is exhausted, which the board shows.
        package var times: Int
        /// The roles that are told each time, which need not be those of the last rung.
        package var roles: [String]
    }

    /// Every rung and repetition with its number, from 1, and its distance from the anchor.
    package var steps: [Step] {
        var steps = rungs.enumerated().map {
            Step(
                number: $0 + 1,
                rung: $0 + 1,
                occurrence: 1,
                days: $1.days,
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
                    days: last.days + time * repetition.every,
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
        /// The rung, from 1; of a repetition, the last one.
        package var rung: Int
        /// The how-manieth time of that rung, from 1: a repetition begins with 2.
        package var occurrence: Int
        /// The distance from the anchor, as its rung has it.
        package var days: Int
        /// The roles that are told.
        package var roles: [String]
    }
}
