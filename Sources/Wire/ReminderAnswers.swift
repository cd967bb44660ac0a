/// `GET /v1/reminders`: what is owed, what went out, what comes next, over all agreements.
package struct ReminderList: Codable, Hashable, Sendable {
    package var now: String
    package var items: [ReminderAnswer]
    package var rehearsal: Bool

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
    package var agreement: String
    package var title: String
    /// The obligation's key, for ever the same.
    package var key: String
    /// The entry that opened the stage or the wait.
    package var opener: Int64
    /// The stage the agreement is in.
    package var stage: String
    package var stageLabel: Label
    /// The office waited for; absent for a stage's own ladder.
    package var office: OfficeAnswer?
    package var purpose: String?
    /// The wait is for a signature.
    package var signature: Bool
    /// The ladder's name in the policy.
    package var rule: String
    package var rung: Int
    package var occurrence: Int
    package var role: String
    package var roleLabel: Label
    /// The instant from which it is owed.
    package var due: String
    /// `upcoming`, `owed`, `issued`, `passed-over`, `superseded`.
    package var state: String
    /// The `ReminderIssued` entry.
    package var position: Int64?
    package var synthetic: Bool

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
        synthetic: Bool
    ) {
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

/// `GET /v1/agreements/{id}/reminders`: the arithmetic.
package struct ReminderExplanation: Codable, Hashable, Sendable {
    package var agreement: String
    package var title: String
    package var now: String
    /// Why nothing at all is sent: closed, held.
    package var silent: Notice?
    package var openers: [OpenerExplanation]
    package var rehearsal: Bool
    package var synthetic: Bool

    package init(
        agreement: String,
        title: String,
        now: String,
        silent: Notice? = nil,
        openers: [OpenerExplanation],
        rehearsal: Bool,
        synthetic: Bool
    ) {
        self.agreement = agreement
        self.title = title
        self.now = now
        self.silent = silent
        self.openers = openers
        self.rehearsal = rehearsal
        self.synthetic = synthetic
    }
}

/// One opener and its ladder.
package struct OpenerExplanation: Codable, Hashable, Sendable {
    package var opener: Int64
    package var office: OfficeAnswer?
    package var purpose: String?
    package var signature: Bool
    package var rule: String
    package var since: String
    package var promised: String?
    /// How many promises were given, if any.
    package var promiseCount: Int?
    /// The date that is counted from: the promised date, else since.
    package var anchor: String
    /// Counted from the day of recording: by what happened this ladder was over before it.
    package var begunAnew: Bool?
    /// When all that it rests on was recorded, an instant: nothing earlier is owed.
    package var recorded: String
    package var calendar: String
    package var calendarOffice: OfficeAnswer
    /// Why this ladder is silent: somebody is awaited.
    package var silent: Notice?
    package var slots: [SlotExplanation]

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
        slots: [SlotExplanation]
    ) {
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
}

/// One slot of a ladder.
package struct SlotExplanation: Codable, Hashable, Sendable {
    package var rung: Int
    package var occurrence: Int
    package var role: String
    package var roleLabel: Label
    /// Counted from the anchor.
    package var workingDays: Int
    /// The working day it falls on.
    package var date: String
    /// The instant, in the recipient's window.
    package var due: String
    /// Days that did not count, weekends left out.
    package var skipped: [SkippedAnswer]
    package var estimated: Bool
    package var missingYears: [Int]
    package var state: String
    package var position: Int64?

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
        state: String,
        position: Int64? = nil
    ) {
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

/// A day that did not count.
package struct SkippedAnswer: Codable, Hashable, Sendable {
    package var date: String
    package var name: Label
    package var kind: String
    package var estimated: Bool

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
    package var from: String
    package var to: String
    package var wakeUps: Int
    package var reminders: [ReminderAnswer]
    package var messages: [MessageAnswer]

    package init(
        from: String,
        to: String,
        wakeUps: Int,
        reminders: [ReminderAnswer],
        messages: [MessageAnswer]
    ) {
        self.from = from
        self.to = to
        self.wakeUps = wakeUps
        self.reminders = reminders
        self.messages = messages
    }
}

/// A message that left the house.
package struct MessageAnswer: Codable, Hashable, Sendable {
    package var position: Int64
    package var role: String
    package var roleLabel: Label
    package var office: OfficeAnswer
    /// Local date of the recipient.
    package var date: String
    package var channel: String
    package var subject: String
    /// As the recipient reads it, in the recipient's language.
    package var text: String

    package init(
        position: Int64,
        role: String,
        roleLabel: Label,
        office: OfficeAnswer,
        date: String,
        channel: String,
        subject: String,
        text: String
    ) {
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
