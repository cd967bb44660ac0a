package import Calendars

/// Why a command is refused: what is missing, and by which rule.
package struct Rejection: Error, Hashable, Sendable {
    /// What is missing or in the way, with its particulars.
    package var reason: Reason
    /// The rule that says no; nil where it is the form of the request and no rule.
    package var rule: RuleCitation?

    /// Refuses for `reason`, by `rule` where one says so.
    package init(_ reason: Reason, rule: RuleCitation? = nil) {
        self.reason = reason
        self.rule = rule
    }

    /// Every way to be refused, each with what a person needs to go on.
    package indirect enum Reason: Hashable, Sendable {
        case unknownEvent(String, allowed: [String])
        case unknownField(String, event: String, allowed: [String])
        case missingField(String, event: String, label: Bilingual?)
        case badField(String, value: String, expected: String, allowed: [String])
        /// A document's name that holds a tab or a line end: this one.
        case nameNotOneLine(String, scalar: UInt32)
        case badTime(String)
        case timeInFuture(Moment, now: Timestamp)
        case unknownAgreement(String)
        case notBeginning(event: String)
        case duplicateParty(String)
        case tooFewParties
        case notAParty(String, parties: [Agreement.Party])
        case notFromHere(event: EventRule, stage: Stage, from: [Stage])
        case closed(Agreement.Closing)
        case stillAwaited([Agreement.Wait])
        /// `at` is when the answer was given: who is awaited now may not have been then.
        case notAwaited(
            office: String,
            purpose: String?,
            awaited: [Agreement.Wait],
            at: Moment
        )
        case alreadyAwaited(Agreement.Wait)
        case alreadySigned(Agreement.Signature)
        case signaturesMissing([String])
        case draftMissing
        case noLimit(office: String)
        case limitNotLapsed(LimitEnd)
        case unknownVersion(event: String, version: Int, latest: Int)
        case termEnded(Agreement.Point)
        case alreadyHeld(Agreement.Hold)
        case notHeld
        case notOfThisAgreement(position: Int64)
        /// A correction, or something that nobody corrects; `by` is the correction that voided it.
        case notCorrectable(position: Int64, type: String, by: Int64? = nil)
        case nothingChanged
        /// Its bytes are gone already, taken by the entry at `by`.
        case alreadyRedacted(position: Int64, by: Int64)
        /// The event can't be without that field: it can be replaced, not removed.
        case fieldRequired(String, event: String, label: Bilingual?)
        case notRedactable(position: Int64, type: String)
        /// The text to be removed stands on in these entries, where no redaction can take it out.
        case textRemains(positions: [Int64])
        /// A term or a hold that ends before it begins.
        case endsBeforeItBegins(field: String, until: Moment, begins: Moment)
        case unknownWorkflowVersion(WorkflowVersion, newest: Int)
        case sameWorkflowVersion(agreement: String, WorkflowVersion)
        case moveImpossible(agreement: String, to: WorkflowVersion, MoveObstacle)
        /// The new order would make a later step impossible, for that reason; `positions` are of every
        /// step that would be, that one first: what rests on another of them is among them.
        case laterStepImpossible(
            Fact,
            label: Bilingual?,
            because: Reason,
            positions: [Int64]
        )
    }
}

/// The rule that a step was judged by.
package struct RuleCitation: Hashable, Sendable {
    /// The workflow and version that the agreement is pinned to.
    package var workflow: WorkflowVersion
    /// The event whose rule it is.
    package var event: String
    /// The article or policy that the rule rests on.
    package var source: RuleSource

    /// Cites the rule of one event in one version of a workflow.
    package init(workflow: WorkflowVersion, event: String, source: RuleSource) {
        self.workflow = workflow
        self.event = event
        self.source = source
    }
}

/// The end of a day limit on one wait.
package struct LimitEnd: Hashable, Sendable {
    /// The limit that ran on the wait.
    package var limit: LimitRule
    /// The code of the office waited for.
    package var office: String
    /// The last day on which the office can still act.
    package var lastDay: LocalDate
    /// The first instant after it, in that office's zone.
    package var lapses: Timestamp
    /// The arithmetic behind the last day: the days skipped, and how sure they are.
    package var count: WorkingDayCount
}
