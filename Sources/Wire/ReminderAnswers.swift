/// `GET /v1/reminders`: what is owed, what went out, what comes next, over all agreements.
package struct ReminderList: Codable, Hashable, Sendable {
    /// The time that the daemon takes for right, an instant with the own office's offset.
    package var now: String
    /// What was issued, what is owed, and of each ladder and role the next that comes, by due time.
    package var items: [ReminderAnswer]
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// Makes the answer; the states in it are those of `now`.
    package init(
        now: String,
        items: [ReminderAnswer],
        rehearsal: Bool
    ) {
        self.now = now
        self.items = items
        self.rehearsal = rehearsal
    }
}

/// One reminder: who is told what about which opener, when and in which state.
package struct ReminderAnswer: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// What the agreement is called.
    package var title: String
    /// The obligation's key, for ever the same.
    package var key: String
    /// The entry that opened the stage or the wait.
    package var opener: Int64
    /// The stage the agreement is in.
    package var stage: String
    /// What the agreement's workflow calls that stage.
    package var stageLabel: Label
    /// The office waited for; absent for a stage's own ladder.
    package var office: OfficeAnswer?
    /// For what the office is awaited; absent for a signature and for a stage's own ladder.
    package var purpose: String?
    /// The wait is for a signature.
    package var signature: Bool
    /// The ladder's name in the policy.
    package var rule: String
    /// The rung of the ladder, from 1.
    package var rung: Int
    /// The how-manieth time of that rung, from 1: a repetition begins with 2.
    package var occurrence: Int
    /// The recipient's role in the policy.
    package var role: String
    /// What the policy calls that role.
    package var roleLabel: Label
    /// The instant from which it is owed.
    package var due: String
    /// `upcoming`, `owed`, `issued`, `passed-over`, `not-in-force`, `superseded`, `postponed`, `held`.
    package var state: String
    /// When it goes out if nothing happens before; absent of one that never will, and while a hold has
    /// no end.
    package var goesOut: String?
    /// The `ReminderIssued` entry.
    package var position: Int64?
    /// Whether one of the agreement's offices is invented.
    package var synthetic: Bool
    /// The end of the term that it is about; absent for a stage or a wait.
    package var term: TermMatter?
    /// How many calendar days before the date in `term` it stands; absent where it counts forward.
    package var daysBefore: Int?
    /// How often the matter was put off so far; absent if never.
    package var postponements: Int?
    /// What the workflow calls the day limit of which it says that it is over; absent for any other.
    package var limitLabel: Label?
    /// True while that limit still runs; absent once it is over, as it is when the reminder goes out.
    package var limitRuns: Bool?
    /// What its day rests on that is not certain; absent if all of it is.
    package var doubt: DayDoubt?

    /// Makes the answer; `position` is nil until the reminder is in the log.
    package init(
        agreement: String,
        title: String,
        key: String,
        opener: Int64,
        stage: String,
        stageLabel: Label,
        office: OfficeAnswer? = nil,
        purpose: String? = nil,
        signature: Bool,
        rule: String,
        rung: Int,
        occurrence: Int,
        role: String,
        roleLabel: Label,
        due: String,
        state: String,
        position: Int64? = nil,
        synthetic: Bool,
        term: TermMatter? = nil,
        daysBefore: Int? = nil,
        postponements: Int? = nil,
        goesOut: String? = nil,
        limitLabel: Label? = nil,
        limitRuns: Bool? = nil,
        doubt: DayDoubt? = nil
    ) {
        self.limitRuns = limitRuns
        self.doubt = doubt
        self.limitLabel = limitLabel
        self.goesOut = goesOut
        self.term = term
        self.daysBefore = daysBefore
        self.postponements = postponements
        self.agreement = agreement
        self.title = title
        self.key = key
        self.opener = opener
        self.stage = stage
        self.stageLabel = stageLabel
        self.office = office
        self.purpose = purpose
        self.signature = signature
        self.rule = rule
        self.rung = rung
        self.occurrence = occurrence
        self.role = role
        self.roleLabel = roleLabel
        self.due = due
        self.state = state
        self.position = position
        self.synthetic = synthetic
    }
}

/// What a day rests on that is not certain.
package struct DayDoubt: Codable, Hashable, Sendable {
    /// Whether the count rests on days off that are only expected so far.
    package var estimated: Bool
    /// The years in the count whose days off are not known.
    package var missingYears: [Int]
    /// Those of `missingYears` that are known in part, under the calendar files that lack them; absent
    /// without any.
    package var missingFrom: [String: [Int]]?

    /// Describes the doubts of one count.
    package init(estimated: Bool, missingYears: [Int], missingFrom: [String: [Int]]? = nil) {
        self.estimated = estimated
        self.missingYears = missingYears
        self.missingFrom = missingFrom
    }
}

/// What a reminder of a term is about: its end, or a date before it, or what is due after it.
package struct TermMatter: Codable, Hashable, Sendable {
    /// What the policy calls the ladder.
    package var label: Label
    /// The last day of the term.
    package var lastDay: String
    /// The date that is counted back from; absent once the last day has passed.
    package var date: String?
    /// `legal`, `office-policy` or `unverified`.
    package var mark: String
    /// The article, or the office's policy, that the ladder rests on.
    package var source: String

    /// Describes the matter; `date` is nil for what is due after the end.
    package init(label: Label, lastDay: String, date: String?, mark: String, source: String) {
        self.label = label
        self.lastDay = lastDay
        self.date = date
        self.mark = mark
        self.source = source
    }
}

/// "I have seen it": until when nothing is owed, and how often that was said of the same matter.
package struct PostponementAnswer: Codable, Hashable, Sendable {
    /// Through which day, month or year the last one holds.
    package var until: String
    /// What is known of the matter, in the words of whoever recorded it.
    package var note: String?
    /// How often since the stage, the wait or the term was opened.
    package var count: Int
    /// Whether nothing is owed because of it now.
    package var silent: Bool
    /// The position of the last one's entry.
    package var position: Int64

    /// Makes the answer for the last of `count` postponements.
    package init(until: String, note: String?, count: Int, silent: Bool, position: Int64) {
        self.until = until
        self.note = note
        self.count = count
        self.silent = silent
        self.position = position
    }
}

/// `GET /v1/agreements/{id}/reminders`: the arithmetic.
package struct ReminderExplanation: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// What the agreement is called.
    package var title: String
    /// The time that the daemon takes for right, an instant with the own office's offset.
    package var now: String
    /// Why nothing at all is sent: closed, held.
    package var silent: Notice?
    /// The ladders that run: the stage's first, then those of the waits.
    package var openers: [OpenerExplanation]
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Whether one of the agreement's offices is invented.
    package var synthetic: Bool
    /// The weekly report, which comes beside the reminders; absent if nobody gets one.
    package var weekly: WeeklyAnswer?
    /// The hours in which anything goes out.
    package var window: WindowAnswer?

    /// Makes the answer; `silent` is nil where something may be sent.
    package init(
        agreement: String,
        title: String,
        now: String,
        silent: Notice? = nil,
        openers: [OpenerExplanation],
        rehearsal: Bool,
        synthetic: Bool,
        weekly: WeeklyAnswer? = nil,
        window: WindowAnswer? = nil
    ) {
        self.window = window
        self.weekly = weekly
        self.agreement = agreement
        self.title = title
        self.now = now
        self.silent = silent
        self.openers = openers
        self.rehearsal = rehearsal
        self.synthetic = synthetic
    }
}

/// The hours of a working day of the own office in which anything goes out.
package struct WindowAnswer: Codable, Hashable, Sendable {
    /// The own office, whose working days they are.
    package var office: OfficeAnswer
    /// The first minute, `08:00`.
    package var from: String
    /// The first minute after them, `15:00`.
    package var until: String
    /// Other hours on some days that are not over yet.
    package var exceptions: [Exception]

    /// Other hours from one day through another.
    package struct Exception: Codable, Hashable, Sendable {
        /// The first day.
        package var first: String
        /// The last day.
        package var last: String
        /// The first minute.
        package var from: String
        /// The first minute after them.
        package var until: String
        /// What people call those days.
        package var label: Label

        /// Describes other hours.
        package init(first: String, last: String, from: String, until: String, label: Label) {
            self.first = first
            self.last = last
            self.from = from
            self.until = until
            self.label = label
        }
    }

    /// Makes the answer.
    package init(office: OfficeAnswer, from: String, until: String, exceptions: [Exception]) {
        self.office = office
        self.from = from
        self.until = until
        self.exceptions = exceptions
    }
}

/// Who is told once a week how everything stands, and when next.
package struct WeeklyAnswer: Codable, Hashable, Sendable {
    /// The day of the week, `monday`; where that is a day off, the next working day.
    package var day: String
    /// What the policy calls the roles that get it.
    package var roles: [Label]
    /// When the next one is due, an instant; absent if none is ahead.
    package var next: String?
    /// What the day of `next` rests on that is not certain; absent if all of it is.
    package var nextDoubt: DayDoubt?

    /// Makes the answer.
    package init(
        day: String,
        roles: [Label],
        next: String? = nil,
        nextDoubt: DayDoubt? = nil
    ) {
        self.day = day
        self.roles = roles
        self.next = next
        self.nextDoubt = nextDoubt
    }
}

/// One opener and its ladder.
package struct OpenerExplanation: Codable, Hashable, Sendable {
    /// The position of the entry of the stage, the wait or its last promise.
    package var opener: Int64
    /// The office waited for; absent for a stage's own ladder.
    package var office: OfficeAnswer?
    /// For what the office is awaited; absent for a signature and for a stage's own ladder.
    package var purpose: String?
    /// Whether it is a signature that is waited for.
    package var signature: Bool
    /// The ladder's name in the policy.
    package var rule: String
    /// When the stage or the wait began, as exactly as is known.
    package var since: String
    /// Until when the office promised to act; absent without a promise.
    package var promised: String?
    /// How many promises were given, if any.
    package var promiseCount: Int?
    /// The date that is counted from: the promised date, else since.
    package var anchor: String
    /// Counted from the day of recording: by what happened this ladder was over before it.
    package var begunAnew: Bool?
    /// When all that it rests on was recorded, an instant: nothing earlier is owed.
    package var recorded: String
    /// The name of the calendar that is counted by.
    package var calendar: String
    /// The office that must act, whose calendar that is.
    package var calendarOffice: OfficeAnswer
    /// Why this ladder is silent: somebody is awaited.
    package var silent: Notice?
    /// Every rung and repetition for every role, as they fall due.
    package var slots: [SlotExplanation]
    /// The end of the term that the ladder is about; absent for a stage or a wait.
    package var term: TermMatter?
    /// How often it was put off, and until when; absent if never.
    package var postponed: PostponementAnswer?
    /// The day limits that the wait is under; absent without any.
    package var limits: [LimitExplanation]?
    /// What the workflow calls the day limit whose end the ladder is about; absent for any other.
    package var limitLabel: Label?

    /// Makes the answer; what is nil is left out of the JSON.
    package init(
        opener: Int64,
        office: OfficeAnswer? = nil,
        purpose: String? = nil,
        signature: Bool,
        rule: String,
        since: String,
        promised: String? = nil,
        promiseCount: Int? = nil,
        anchor: String,
        begunAnew: Bool? = nil,
        recorded: String,
        calendar: String,
        calendarOffice: OfficeAnswer,
        silent: Notice? = nil,
        slots: [SlotExplanation],
        term: TermMatter? = nil,
        postponed: PostponementAnswer? = nil,
        limits: [LimitExplanation]? = nil,
        limitLabel: Label? = nil
    ) {
        self.limitLabel = limitLabel
        self.limits = limits
        self.term = term
        self.postponed = postponed
        self.opener = opener
        self.office = office
        self.purpose = purpose
        self.signature = signature
        self.rule = rule
        self.since = since
        self.promised = promised
        self.promiseCount = promiseCount
        self.anchor = anchor
        self.begunAnew = begunAnew
        self.recorded = recorded
        self.calendar = calendar
        self.calendarOffice = calendarOffice
        self.silent = silent
        self.slots = slots
    }

    /// Whether the limit whose end the ladder is about still runs; nil once it is over, and of any other ladder.
    package var limitRuns: Bool? {
        limitLabel != nil && limits?.first?.lapsed == false ? true : nil
    }
}

/// A day limit of a wait, and the arithmetic of its last day.
package struct LimitExplanation: Codable, Hashable, Sendable {
    /// The limit's name in the workflow.
    package var name: String
    /// What the workflow calls it.
    package var label: Label
    /// How many working days it gives.
    package var workingDays: Int
    /// The day that is counted from.
    package var from: String
    /// The name of the calendar that is counted by, which need not be the ladder's.
    package var calendar: String
    /// The last day on which the office can act.
    package var lastDay: String
    /// Whether that day is over in the zone of the office.
    package var lapsed: Bool
    /// Days that did not count, weekends left out.
    package var skipped: [SkippedAnswer]
    /// Whether the count rests on days off that are only expected so far.
    package var estimated: Bool
    /// The years in the count whose days off are not known.
    package var missingYears: [Int]
    /// Those of `missingYears` that are known in part, under the calendar files that lack them; absent
    /// without any.
    package var missingFrom: [String: [Int]]?
    /// `legal`, `office-policy` or `unverified`.
    package var mark: String
    /// The article, or the office's policy, that sets the number of days.
    package var source: String
    /// The event that may be recorded now that it is over; absent while it runs, and if none may.
    package var event: String?
    /// What has to be given with that event, `office=51.08/DPRD`; absent without one.
    package var fields: [String]?

    /// Makes the answer.
    package init(
        name: String,
        label: Label,
        workingDays: Int,
        from: String,
        calendar: String,
        lastDay: String,
        lapsed: Bool,
        skipped: [SkippedAnswer],
        estimated: Bool,
        missingYears: [Int],
        missingFrom: [String: [Int]]? = nil,
        mark: String,
        source: String,
        event: String? = nil,
        fields: [String]? = nil
    ) {
        self.event = event
        self.fields = fields
        self.missingFrom = missingFrom
        self.name = name
        self.label = label
        self.workingDays = workingDays
        self.from = from
        self.calendar = calendar
        self.lastDay = lastDay
        self.lapsed = lapsed
        self.skipped = skipped
        self.estimated = estimated
        self.missingYears = missingYears
        self.mark = mark
        self.source = source
    }
}

/// One slot of a ladder.
package struct SlotExplanation: Codable, Hashable, Sendable {
    /// The rung of the ladder, from 1.
    package var rung: Int
    /// The how-manieth time of that rung, from 1: a repetition begins with 2.
    package var occurrence: Int
    /// The recipient's role in the policy.
    package var role: String
    /// What the policy calls that role.
    package var roleLabel: Label
    /// Counted from the anchor; 0 where `daysBefore` counts back from it.
    package var workingDays: Int
    /// The working day it falls on.
    package var date: String
    /// The instant, in the recipient's window.
    package var due: String
    /// Days that did not count, weekends left out.
    package var skipped: [SkippedAnswer]
    /// Whether the count rests on days off that are only expected so far.
    package var estimated: Bool
    /// The years in the count whose days off are not known.
    package var missingYears: [Int]
    /// Those of `missingYears` that are known in part, under the calendar files that lack them; absent
    /// without any.
    package var missingFrom: [String: [Int]]?
    /// As in `ReminderAnswer`, or `silent` while somebody awaited silences the ladder.
    package var state: String
    /// As in `ReminderAnswer`.
    package var goesOut: String?
    /// What the day of `goesOut` rests on that is not certain; absent if all of it is.
    ///
    /// The marks above are of the slot's own day.
    package var goesOutDoubt: DayDoubt?
    /// The `ReminderIssued` entry; absent while there is none.
    package var position: Int64?
    /// Calendar days before the anchor; absent where it counts forward.
    package var daysBefore: Int?
    /// The day off that it was rolled back from to `date`; absent if that day is a working day.
    package var rolledFrom: String?
    /// The entry of the postponement after which the step is owed once more.
    package var resumes: Int64?
    /// The holds that lie in the count, whose working days do not count; absent without any.
    package var pauses: [PauseAnswer]?
    /// The named days on which the own office rests, between `date` and the day on which it goes out; absent
    /// without any.
    package var resting: [SkippedAnswer]?

    /// Makes the answer with the whole arithmetic of one slot.
    package init(
        rung: Int,
        occurrence: Int,
        role: String,
        roleLabel: Label,
        workingDays: Int,
        date: String,
        due: String,
        skipped: [SkippedAnswer],
        estimated: Bool,
        missingYears: [Int],
        missingFrom: [String: [Int]]? = nil,
        state: String,
        position: Int64? = nil,
        daysBefore: Int? = nil,
        rolledFrom: String? = nil,
        resumes: Int64? = nil,
        goesOut: String? = nil,
        goesOutDoubt: DayDoubt? = nil,
        pauses: [PauseAnswer]? = nil,
        resting: [SkippedAnswer]? = nil
    ) {
        self.missingFrom = missingFrom
        self.pauses = pauses
        self.resting = resting
        self.goesOut = goesOut
        self.goesOutDoubt = goesOutDoubt
        self.daysBefore = daysBefore
        self.rolledFrom = rolledFrom
        self.resumes = resumes
        self.rung = rung
        self.occurrence = occurrence
        self.role = role
        self.roleLabel = roleLabel
        self.workingDays = workingDays
        self.date = date
        self.due = due
        self.skipped = skipped
        self.estimated = estimated
        self.missingYears = missingYears
        self.state = state
        self.position = position
    }
}

/// A hold as far as it lies in a count: days on which the clock stood still.
package struct PauseAnswer: Codable, Hashable, Sendable {
    /// The first day that did not count because of it: the one after the hold began.
    package var first: String
    /// The last one: the hold's last day, or the one before it was ended.
    package var last: String
    /// The working days among them that would have counted, by date.
    package var workingDays: [String]
    /// The position of the hold's entry.
    package var position: Int64
    /// Why, in the words of whoever recorded it.
    package var reason: String?

    /// Describes a hold within a count.
    package init(
        first: String,
        last: String,
        workingDays: [String],
        position: Int64,
        reason: String?
    ) {
        self.first = first
        self.last = last
        self.workingDays = workingDays
        self.position = position
        self.reason = reason
    }
}

/// A day that did not count.
package struct SkippedAnswer: Codable, Hashable, Sendable {
    /// The day, `2018-11-20`.
    package var date: String
    /// What it is called; of a day with several names, all of them.
    package var name: Label
    /// `public`, `cuti_bersama`, or what else the calendar calls it.
    package var kind: String
    /// Whether it is only expected to be off.
    package var estimated: Bool

    /// Describes one day that a count passed over.
    package init(
        date: String,
        name: Label,
        kind: String,
        estimated: Bool
    ) {
        self.date = date
        self.name = name
        self.kind = kind
        self.estimated = estimated
    }
}

/// The answer to `POST /v1/rehearsal`: what happened while the clock moved.
package struct RehearsalAnswer: Codable, Hashable, Sendable {
    /// Where the clock stood, an instant with the own office's offset.
    package var from: String
    /// Where it stands now; earlier than asked for if the limit of wake-ups was reached.
    package var to: String
    /// How often the loop ran on the way.
    package var wakeUps: Int
    /// What was issued, in the order of the clock.
    package var reminders: [ReminderAnswer]
    /// What was written to the journal, in the order of the clock.
    package var messages: [MessageAnswer]
    /// What the last wake-up could not write, and why; absent where nothing is left.
    package var unwritten: UnwrittenMessages?

    /// Makes the report.
    package init(
        from: String,
        to: String,
        wakeUps: Int,
        reminders: [ReminderAnswer],
        messages: [MessageAnswer],
        unwritten: UnwrittenMessages? = nil
    ) {
        self.unwritten = unwritten
        self.from = from
        self.to = to
        self.wakeUps = wakeUps
        self.reminders = reminders
        self.messages = messages
    }
}

/// A message that left the house.
package struct MessageAnswer: Codable, Hashable, Sendable {
    /// The position of its `MessageIssued` entry.
    package var position: Int64
    /// The recipient's role in the policy.
    package var role: String
    /// What the policy calls that role.
    package var roleLabel: Label
    /// The office whose role it is.
    package var office: OfficeAnswer
    /// Local date of the recipient.
    package var date: String
    /// By which way it left: `journal`.
    package var channel: String
    /// Its first line, in the recipient's language.
    package var subject: String
    /// As the recipient reads it, in the recipient's language.
    package var text: String
    /// Whether it is the weekly report alone; absent otherwise.
    package var report: Bool?

    /// Makes the answer for one message.
    package init(
        position: Int64,
        role: String,
        roleLabel: Label,
        office: OfficeAnswer,
        date: String,
        channel: String,
        subject: String,
        text: String,
        report: Bool? = nil
    ) {
        self.report = report
        self.position = position
        self.role = role
        self.roleLabel = roleLabel
        self.office = office
        self.date = date
        self.channel = channel
        self.subject = subject
        self.text = text
    }
}
