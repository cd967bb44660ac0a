package import Entries

/// `GET /v1/audit/replay`: agreements gone through again, entry by entry, each with its rule.
package struct ReplayAnswer: Codable, Hashable, Sendable {
    /// In the order of their ids.
    package var agreements: [AgreementReplay]
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Minutes that the own office's zone is east of UTC, to show `recorded` there.
    package var offsetMinutes: Int
    /// How much it tells, so that two versions are compared by what both know: 1, or absent, of versions
    /// that left out `late`, `original`, `reminder`, `offices` and `ahead`; 2 with them.
    package var facts: Int?

    /// Makes the answer.
    package init(agreements: [AgreementReplay], rehearsal: Bool, offsetMinutes: Int) {
        self.agreements = agreements
        self.rehearsal = rehearsal
        self.offsetMinutes = offsetMinutes
    }
}

/// How much was gone through again, of which nothing is told: `kembar-audit replay --check`.
package struct ReplayCountAnswer: Codable, Hashable, Sendable {
    /// The agreements that have begun.
    package var agreements: Int
    /// Their entries.
    package var steps: Int

    /// Makes the answer.
    package init(agreements: Int, steps: Int) {
        self.agreements = agreements
        self.steps = steps
    }
}

/// One agreement's steps in the order in which things happened.
package struct AgreementReplay: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var id: String
    /// What it is called after its last step.
    package var title: String
    /// Whether one of its offices is invented.
    package var synthetic: Bool
    /// Every entry of the agreement within the limits that were asked for.
    package var steps: [ReplayStep]
    /// The names of the offices whose codes stand in the steps; absent from an older daemon.
    package var offices: [String: String]?
    /// What its clocks come to after its last step, under the rules in force; absent where only the past up
    /// to some time was asked for, and from an older daemon.
    package var ahead: AgreementAhead?

    /// Makes the answer for one agreement.
    package init(id: String, title: String, synthetic: Bool, steps: [ReplayStep]) {
        self.id = id
        self.title = title
        self.synthetic = synthetic
        self.steps = steps
    }
}

/// When the clocks of one agreement come to their ends, worked out from the log alone.
///
/// What was issued or renewed is not looked at, nor a hold without an end; days on which the clock stood still are
/// counted in. An auditor holds two versions of the program against each other by it.
package struct AgreementAhead: Codable, Hashable, Sendable {
    /// Every reminder of the ladders that run, by its key: the instant at which it falls due.
    package var reminders: [String: String]
    /// The first instants after the day limits of its waits, in order.
    package var limits: [String]
    /// The first instant after its term; absent without an open one.
    package var termEnds: String?

    /// Makes the answer.
    package init(reminders: [String: String], limits: [String], termEnds: String?) {
        self.reminders = reminders
        self.limits = limits
        self.termEnds = termEnds
    }
}

/// One entry, the rule it was judged by, and the state after it.
package struct ReplayStep: Codable, Hashable, Sendable {
    /// The entry's position in the log.
    package var position: Int64
    /// The event's name, of the workflow or of the engine.
    package var type: String
    /// What the workflow version that judged it calls the event.
    package var label: Label
    /// When it happened, after corrections, and when it was recorded.
    package var time: String
    /// When it was recorded: an instant with the own office's offset.
    package var recorded: String
    /// `a-0007` or `system`.
    package var actor: String
    /// On whose word, which letter, after corrections.
    package var source: String?
    /// What holds of it after corrections.
    package var data: JSONValue
    /// The rule; absent for what no workflow judges, such as notes, reminders and corrections.
    package var rule: RuleUse?
    /// The state after it; absent before the agreement has begun.
    package var state: ReplayState?
    /// Positions of the corrections that changed it; the one that voided it.
    package var correctedBy: [Int64]
    /// The position of the correction that voided it; absent while it counts.
    package var voidedBy: Int64?
    /// Whether its bytes are gone, so that `data` is what the redaction left.
    package var redacted: Bool
    /// Why the rules say that it should not have been possible, if so: a problem's code and params.
    package var rejection: Notice?
    /// What it said before it was corrected, as far as that differs; absent if nothing does.
    package var original: OriginalEntry?
    /// What its fields are called, by their names; absent where it has none of its own.
    package var fields: [String: FieldAnswer]?
    /// True where it was recorded on a later day than it happened; absent otherwise.
    package var late: Bool?
    /// Of a reminder, and of a ladder's end: what made it due; absent otherwise.
    package var reminder: ReminderRuleUse?

    /// Makes the step; what is nil is left out of the JSON.
    package init(
        position: Int64,
        type: String,
        label: Label,
        time: String,
        recorded: String,
        actor: String,
        source: String?,
        data: JSONValue,
        rule: RuleUse?,
        state: ReplayState?,
        correctedBy: [Int64],
        voidedBy: Int64?,
        redacted: Bool,
        rejection: Notice?
    ) {
        self.position = position
        self.type = type
        self.label = label
        self.time = time
        self.recorded = recorded
        self.actor = actor
        self.source = source
        self.data = data
        self.rule = rule
        self.state = state
        self.correctedBy = correctedBy
        self.voidedBy = voidedBy
        self.redacted = redacted
        self.rejection = rejection
    }
}

/// The rule of a workflow that a step was judged by.
package struct RuleUse: Codable, Hashable, Sendable {
    /// `kerja-sama-daerah@1`.
    package var workflow: String
    /// The event's name in that workflow.
    package var event: String
    /// The article or policy that the rule rests on.
    package var source: String
    /// `legal`, `office-policy`, `unverified`.
    package var mark: String

    /// Cites one rule.
    package init(workflow: String, event: String, source: String, mark: String) {
        self.workflow = workflow
        self.event = event
        self.source = source
        self.mark = mark
    }
}

/// What a reminder was due by, as it was in force when it was issued.
package struct ReminderRuleUse: Codable, Hashable, Sendable {
    /// The policy and its version: `main@2`.
    package var policy: String
    /// The ladder's name in the policy.
    package var ladder: String
    /// What the policy calls the ladder; absent if it has none of that name.
    package var ladderLabel: Label?
    /// The calendar of the office that had to act, and its version: `id-bali@1`; without one if none was
    /// adopted.
    package var calendar: String

    /// Cites policy, ladder and calendar.
    package init(policy: String, ladder: String, ladderLabel: Label?, calendar: String) {
        self.policy = policy
        self.ladder = ladder
        self.ladderLabel = ladderLabel
        self.calendar = calendar
    }
}

/// What an agreement is at one point of its replay.
package struct ReplayState: Codable, Hashable, Sendable {
    /// The stage, by its name in the workflow.
    package var stage: String
    /// What the workflow version of that moment calls the stage.
    package var stageLabel: Label
    /// Everybody who is awaited then, missing signatures included.
    package var awaiting: [AwaitedOffice]
    /// How it ended, once it has.
    package var closed: Label?

    /// Makes the state; `closed` is nil while the way goes on.
    package init(
        stage: String,
        stageLabel: Label,
        awaiting: [AwaitedOffice],
        closed: Label?
    ) {
        self.stage = stage
        self.stageLabel = stageLabel
        self.awaiting = awaiting
        self.closed = closed
    }
}

/// Whom an agreement waits for, for what, since which entry.
package struct AwaitedOffice: Codable, Hashable, Sendable {
    /// Who has to act.
    package var office: OfficeAnswer
    /// For what; absent for a signature.
    package var purpose: String?
    /// Whether it is a signature that is waited for.
    package var signature: Bool
    /// When the wait began, as exactly as is known.
    package var since: String
    /// The position of the entry that opened the wait.
    package var position: Int64

    /// Makes the answer for one wait.
    package init(
        office: OfficeAnswer,
        purpose: String?,
        signature: Bool,
        since: String,
        position: Int64
    ) {
        self.office = office
        self.purpose = purpose
        self.signature = signature
        self.since = since
        self.position = position
    }

    private enum CodingKeys: String, CodingKey {
        case office
        case purpose = "for"
        case signature, since, position
    }
}
