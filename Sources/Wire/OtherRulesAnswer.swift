/// `POST /v1/audit/replay`: what other rules would have said of what happened.
package struct OtherRulesAnswer: Codable, Hashable, Sendable {
    /// The workflow that the file describes: agreements of another one are not looked at.
    package var workflow: String
    /// The agreements of which the other rules would have said something else.
    package var agreements: [OtherRulesReplay]
    /// How many agreements of that workflow would have gone as they did.
    package var same: Int
    /// The rules by which steps of those agreements were judged, and which the file rests on something else.
    ///
    /// By that alone nothing goes another way. Absent from an older daemon.
    package var sources: [OtherRuleSource]?
    /// The agreement of a bundle of one: no other was looked at; absent of a whole log.
    package var carried: String?
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// Makes the answer.
    package init(workflow: String, agreements: [OtherRulesReplay], same: Int, rehearsal: Bool) {
        self.workflow = workflow
        self.agreements = agreements
        self.same = same
        self.rehearsal = rehearsal
    }
}

/// A rule that the file gives another source, or another mark.
package struct OtherRuleSource: Codable, Hashable, Sendable {
    /// The event, as the rules of its day have it.
    package var was: RuleUse
    /// As the file has it: cited by the workflow's name, for no version of it was adopted.
    package var would: RuleUse

    /// Holds two rules together.
    package init(was: RuleUse, would: RuleUse) {
        self.was = was
        self.would = would
    }
}

/// Where one agreement would have gone another way.
package struct OtherRulesReplay: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var id: String
    /// What it is called.
    package var title: String
    /// Whether one of its offices is invented.
    package var synthetic: Bool
    /// The steps that differ, in the order in which things happened.
    package var steps: [OtherRulesStep]

    /// Makes the answer for one agreement.
    package init(id: String, title: String, synthetic: Bool, steps: [OtherRulesStep]) {
        self.id = id
        self.title = title
        self.synthetic = synthetic
        self.steps = steps
    }
}

/// One step as it was judged, and as the other rules would have judged it.
package struct OtherRulesStep: Codable, Hashable, Sendable {
    /// The entry's position in the log.
    package var position: Int64
    /// The event's name.
    package var type: String
    /// What the rules of its day call the event.
    package var label: Label
    /// When it happened.
    package var time: String
    /// By the rules of its day.
    package var was: OtherRulesVerdict
    /// By the other rules.
    package var would: OtherRulesVerdict

    /// Holds two verdicts together.
    package init(
        position: Int64,
        type: String,
        label: Label,
        time: String,
        was: OtherRulesVerdict,
        would: OtherRulesVerdict
    ) {
        self.position = position
        self.type = type
        self.label = label
        self.time = time
        self.was = was
        self.would = would
    }
}

/// What rules say of a step.
package struct OtherRulesVerdict: Codable, Hashable, Sendable {
    /// The state after it; absent before the agreement has begun.
    package var state: ReplayState?
    /// Why it is impossible; absent if it is not.
    package var rejection: Notice?
    /// The term after it; absent while none was opened.
    package var term: OtherRulesTerm?
    /// The codes of the parties whose signatures stand after it; absent before the agreement has begun.
    package var signed: [String]?

    /// Takes over what a replay says.
    package init(state: ReplayState?, rejection: Notice?) {
        self.state = state
        self.rejection = rejection
    }
}

/// The time for which an agreement holds after a step.
package struct OtherRulesTerm: Codable, Hashable, Sendable {
    /// When it begins.
    package var from: String
    /// When it ends; absent if no end was agreed.
    package var until: String?
    /// When something ended it; absent while it runs.
    package var ended: String?

    /// Makes the term.
    package init(from: String, until: String?, ended: String?) {
        self.from = from
        self.until = until
        self.ended = ended
    }
}
