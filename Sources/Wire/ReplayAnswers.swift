package import Entries

/// `GET /v1/audit/replay`: agreements gone through again, entry by entry, each with its rule.
package struct ReplayAnswer: Codable, Hashable, Sendable {
    package var agreements: [AgreementReplay]
    package var rehearsal: Bool
    /// Minutes that the own office's zone is east of UTC, to show `recorded` there.
    package var offsetMinutes: Int

    package init(agreements: [AgreementReplay], rehearsal: Bool, offsetMinutes: Int) {
        self.agreements = agreements
        self.rehearsal = rehearsal
        self.offsetMinutes = offsetMinutes
    }
}

/// One agreement's steps in the order in which things happened.
package struct AgreementReplay: Codable, Hashable, Sendable {
    package var id: String
    package var title: String
    package var synthetic: Bool
    package var steps: [ReplayStep]

    package init(id: String, title: String, synthetic: Bool, steps: [ReplayStep]) {
        self.id = id
        self.title = title
        self.synthetic = synthetic
        self.steps = steps
    }
}

/// One entry, the rule it was judged by, and the state after it.
package struct ReplayStep: Codable, Hashable, Sendable {
    package var position: Int64
    package var type: String
    package var label: Label
    /// When it happened, after corrections, and when it was recorded.
    package var time: String
    package var recorded: String
    package var actor: String
    package var source: String?
    /// What holds of it after corrections.
    package var data: JSONValue
    /// The rule; absent for what no workflow judges, such as notes, reminders and corrections.
    package var rule: RuleUse?
    /// The state after it; absent before the agreement has begun.
    package var state: ReplayState?
    /// Positions of the corrections that changed it; the one that voided it.
    package var correctedBy: [Int64]
    package var voidedBy: Int64?
    package var redacted: Bool
    /// Why the rules say that it should not have been possible, if so: a problem's code and params.
    package var rejection: Notice?

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
    package var event: String
    package var source: String
    /// `legal`, `office-policy`, `unverified`.
    package var mark: String

    package init(workflow: String, event: String, source: String, mark: String) {
        self.workflow = workflow
        self.event = event
        self.source = source
        self.mark = mark
    }
}

/// What an agreement is at one point of its replay.
package struct ReplayState: Codable, Hashable, Sendable {
    package var stage: String
    package var stageLabel: Label
    package var awaiting: [AwaitedOffice]
    /// How it ended, once it has.
    package var closed: Label?

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
    package var office: OfficeAnswer
    /// For what; absent for a signature.
    package var purpose: String?
    package var signature: Bool
    package var since: String
    package var position: Int64

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
