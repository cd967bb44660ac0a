/// What one digest message has to say, before it is said in any language.
///
/// One digest goes to one recipient on one working day and carries every reminder owed then.
package struct DigestContent: Hashable, Sendable {
    /// The recipient's role, such as the head of section, in both languages.
    package var role: Phrase
    /// The recipient's office.
    package var office: String
    /// The recipient's local date, `2018-11-22`.
    package var date: String
    /// The log is a rehearsal's.
    package var rehearsal: Bool
    /// The recipient's own office is invented.
    package var synthetic: Bool
    /// The reminders, most overdue first.
    package var items: [Item]
    /// How many more did not fit and wait for the next working day's message.
    package var waiting: Int
    /// The signed checkpoint of the log up to this message, to the letter; nil if none could be signed.
    ///
    /// A message in somebody's hands is a witness against a history that was rewritten.
    package var proof: String?
    /// Whether it leaves beside the day's message, because the law sets a date for what it says.
    package var isImmediate = false
    /// The weekly report; nil on the other days of the week.
    package var weekly: WeeklyContent?
    /// Calendars without the days off of the running year; nil if none lacks them.
    package var thisYear: MissingYear?
    /// Calendars without the days off of the next year; nil before November, and if none lacks them.
    package var nextYear: MissingYear?

    /// A year for which calendars have no days off.
    package struct MissingYear: Hashable, Sendable {
        /// The year.
        package var year: Int
        /// The calendars that lack it.
        package var calendars: [String]
        /// Of each calendar that knows it in part, which files lack it.
        package var files: [String: [String]] = [:]

        /// Names a year and the calendars that lack it.
        package init(year: Int, calendars: [String]) {
            self.year = year
            self.calendars = calendars
        }
    }

    /// Gathers what the message says.
    package init(
        role: Phrase,
        office: String,
        date: String,
        rehearsal: Bool,
        synthetic: Bool,
        items: [Item],
        waiting: Int = 0,
        proof: String? = nil
    ) {
        self.role = role
        self.office = office
        self.date = date
        self.rehearsal = rehearsal
        self.synthetic = synthetic
        self.items = items
        self.waiting = waiting
        self.proof = proof
    }

    /// One reminder of the digest.
    package struct Item: Hashable, Sendable {
        /// The agreement's id, `2018-0001`.
        package var agreement: String
        /// Its title.
        package var title: String
        /// The label of the stage it is in.
        package var stage: Phrase
        /// The office that is awaited; nil for a stage in which nothing moves.
        package var waitedOffice: String?
        /// What it is awaited for.
        package var purpose: String?
        /// It is awaited for its signature.
        package var signature: Bool
        /// Since when, as exactly as is known.
        package var since: String
        /// How many working days count: since then, or after the promised date, without those of holds.
        package var workingDays: Int
        /// Until when the office promised, if it did.
        package var promised: String?
        /// Which reminder of its ladder this is, counted from 1.
        package var rung: Int
        /// Whether it reports upwards instead of asking its own level.
        package var escalated: Bool
        /// The count of days rests on estimated holidays.
        package var estimated: Bool
        /// Years for which no holidays are known.
        package var missingYears: [Int]
        /// Those of them that are known in part, under the calendars that lack them.
        package var missingFrom: [String: [Int]] = [:]
        /// One of the agreement's offices is invented.
        package var synthetic: Bool
        /// The end of the term that it is about; nil for a stage or a wait.
        package var term: Term?
        /// The how-manieth time of that rung, from 1: a repetition begins with 2.
        package var occurrence = 1
        /// How often the matter was put off so far.
        package var postponements = 0

        /// The day limits that the wait is under.
        package var limits: [Limit] = []
        /// It says that a day limit of the wait is over, and is no reminder of the wait itself.
        package var isOfLimit = false
        /// The days are counted from the date that was promised, and not since the wait began.
        package var isAfterPromise = false
        /// The holds that lie in the time counted, in order: their working days do not count.
        package var pauses: [Pause] = []

        /// A hold within the days counted, as a reminder speaks of it.
        package struct Pause: Hashable, Sendable {
            /// The first day that does not count.
            package var first: String
            /// The last day that does not count.
            package var last: String
            /// How many working days of the office that must act these are.
            package var workingDays: Int

            /// Gathers what is said of a hold.
            package init(first: String, last: String, workingDays: Int) {
                self.first = first
                self.last = last
                self.workingDays = workingDays
            }
        }

        /// A day limit, as a reminder speaks of it.
        package struct Limit: Hashable, Sendable {
            /// What the workflow calls it.
            package var label: Phrase
            /// How sure it is: `legal`, `office-policy`, `unverified`.
            package var mark: String
            /// Its last day.
            package var lastDay: String
            /// The event that may be recorded now that it is over; nil while it runs, or if none may.
            package var event: String?
            /// Whether its last day is over.
            package var isOver: Bool
            /// What its last day rests on that is not certain.
            package var doubt = DoubtWords()
            /// What has to be given with that event, `office=51.08/DPRD`.
            package var fields: [String] = []

            /// Gathers what is said of a limit.
            package init(
                label: Phrase,
                mark: String,
                lastDay: String,
                isOver: Bool,
                event: String?
            ) {
                self.label = label
                self.mark = mark
                self.lastDay = lastDay
                self.isOver = isOver
                self.event = event
            }
        }

        /// The end of a term, as a reminder speaks of it.
        package struct Term: Hashable, Sendable {
            /// What the policy calls the ladder.
            package var label: Phrase
            /// The last day of the term.
            package var lastDay: String
            /// The date that is counted back from; nil once the last day has passed.
            package var date: String?
            /// How many days that date is ahead on the day of the message; 0 on the day itself, and below
            /// if it has passed.
            package var daysAhead: Int?
            /// On what the law rests that date; nil where the office alone asks for it.
            package var law: String?
            /// The law's dates before the end that have passed with no renewal signed.
            package var passed: [Passed] = []

            /// A date that the law sets before the end of a term, once it is over.
            package struct Passed: Hashable, Sendable {
                /// What the policy calls its ladder.
                package var label: Phrase
                /// The date.
                package var date: String
                /// On what it rests.
                package var law: String

                /// Gathers what is said of it.
                package init(label: Phrase, date: String, law: String) {
                    self.label = label
                    self.date = date
                    self.law = law
                }
            }

            /// Gathers what is said of the end of a term.
            package init(
                label: Phrase,
                lastDay: String,
                date: String?,
                daysAhead: Int? = nil,
                law: String? = nil
            ) {
                self.label = label
                self.lastDay = lastDay
                self.date = date
                self.daysAhead = daysAhead
                self.law = law
            }
        }

        /// Gathers what one reminder says.
        package init(
            agreement: String,
            title: String,
            stage: Phrase,
            waitedOffice: String?,
            purpose: String?,
            signature: Bool,
            since: String,
            workingDays: Int,
            promised: String?,
            rung: Int,
            escalated: Bool,
            estimated: Bool,
            missingYears: [Int],
            synthetic: Bool
        ) {
            self.agreement = agreement
            self.title = title
            self.stage = stage
            self.waitedOffice = waitedOffice
            self.purpose = purpose
            self.signature = signature
            self.since = since
            self.workingDays = workingDays
            self.promised = promised
            self.rung = rung
            self.escalated = escalated
            self.estimated = estimated
            self.missingYears = missingYears
            self.synthetic = synthetic
        }
    }
}
