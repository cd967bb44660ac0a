package import Entries

/// The answer to `POST /v1/rules` and `POST /v1/calendars/days`: what took force, what it changed,
/// and whom it touched.
package struct AdoptionAnswer: Codable, Hashable, Sendable {
    /// The adopting entry.
    package var entries: [EntryReference]
    /// True when nothing was written; the position is the one that the entry would have had.
    package var dryRun: Bool?
    /// What took force, in the version it got.
    package var rule: RuleReference
    /// The differences from the version before: `rule-added`, `rule-removed`, `rule-changed`.
    package var changes: [Notice]
    /// Whom it touched; recorded with the adoption, so the same for ever.
    package var touch: AdoptionTouch

    /// Makes the answer; all of it stands in the adoption's entry.
    package init(
        entries: [EntryReference],
        dryRun: Bool?,
        rule: RuleReference,
        changes: [Notice],
        touch: AdoptionTouch
    ) {
        self.entries = entries
        self.dryRun = dryRun
        self.rule = rule
        self.changes = changes
        self.touch = touch
    }
}

/// A rule file by kind, name and version.
package struct RuleReference: Codable, Hashable, Sendable {
    /// `workflow`, `policy`, `calendar` or `offices`.
    package var kind: String
    /// What the file calls itself.
    package var name: String
    /// Counts the adoptions of this kind and name, from 1.
    package var version: Int

    /// Names one version of a rule file.
    package init(kind: String, name: String, version: Int) {
        self.kind = kind
        self.name = name
        self.version = version
    }
}

/// Whom a change of the rules touches.
package struct AdoptionTouch: Codable, Hashable, Sendable {
    /// How many open agreements: those whose deadlines move or whose reminders go to others; of a workflow,
    /// those that stay with an older version.
    package var touched: Int
    /// Of a workflow: how many of them `POST /v1/rules/moves` could bring to it.
    package var movable: Int?
    /// The deadlines that move, up to 100; an entry of the log may have room for fewer.
    package var moves: [DeadlineMoveAnswer]
    /// How many moved deadlines are not listed.
    package var movesLeftOut: Int
    /// How many of those move no day and no hour, and only go to others; absent if none.
    package var recipientsLeftOut: Int?
    /// Agreements that are touched and of which no move is listed.
    package var others: [String]
    /// How many differences are not listed, of more than 200 or for want of room.
    package var changesLeftOut: Int

    /// Says whom it touches; `movable` is absent but for a workflow.
    package init(
        touched: Int,
        movable: Int?,
        moves: [DeadlineMoveAnswer],
        movesLeftOut: Int,
        recipientsLeftOut: Int? = nil,
        others: [String],
        changesLeftOut: Int
    ) {
        self.touched = touched
        self.movable = movable
        self.moves = moves
        self.movesLeftOut = movesLeftOut
        self.recipientsLeftOut = recipientsLeftOut
        self.others = others
        self.changesLeftOut = changesLeftOut
    }
}

/// A date that moved: of one reminder of a ladder, or the last day of a limit; or a reminder that keeps its
/// day and goes to others.
package struct DeadlineMoveAnswer: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// What the agreement is called; absent if the views do not have it.
    package var title: String?
    /// `reminder` or `limit`.
    package var kind: String
    /// The office waited for; absent for a stage.
    package var office: OfficeAnswer?
    /// The limit's name.
    package var limit: String?
    /// What people call the limit.
    package var limitLabel: Label?
    /// The ladder's name, where what opened it has several; absent for a stage, a wait and a limit.
    package var rule: String?
    /// What the policy calls that ladder.
    package var ruleLabel: Label?
    /// The rung of the reminder, from 1; absent for a limit, and where an older version recorded only the
    /// next reminder of each ladder.
    package var rung: Int?
    /// The how-manieth time of that rung, from 1; absent without a rung.
    package var occurrence: Int?
    /// The entry that opened the stage or the wait.
    package var position: Int64
    /// Absent where there was, or is, no date.
    package var before: String?
    /// The date under the new rules, `2018-11-22`; absent where there is none.
    package var after: String?
    /// What the date before rests on that is not certain; absent if all of it is, and where an older version
    /// recorded the move.
    package var beforeDoubt: DayDoubt?
    /// The same of the date under the new rules.
    package var afterDoubt: DayDoubt?
    /// When the reminder would have gone out, in the own office's zone; absent unless its day stays and
    /// only the hour moves.
    package var goesOutBefore: String?
    /// When it goes out under the new rules; absent likewise.
    package var goesOutAfter: String?
    /// Who would have got the reminder, what the policies before and after call them; absent unless others get
    /// it now.
    package var rolesBefore: [Label]?
    /// Who gets it under the new rules; absent likewise.
    package var rolesAfter: [Label]?

    /// Describes one move; a side without a date is left out.
    package init(
        agreement: String,
        title: String?,
        kind: String,
        office: OfficeAnswer?,
        limit: String?,
        limitLabel: Label? = nil,
        position: Int64,
        before: String?,
        after: String?,
        rule: String? = nil,
        ruleLabel: Label? = nil,
        rung: Int? = nil,
        occurrence: Int? = nil,
        goesOutBefore: String? = nil,
        goesOutAfter: String? = nil,
        rolesBefore: [Label]? = nil,
        rolesAfter: [Label]? = nil,
        beforeDoubt: DayDoubt? = nil,
        afterDoubt: DayDoubt? = nil
    ) {
        self.beforeDoubt = beforeDoubt
        self.afterDoubt = afterDoubt
        self.rolesBefore = rolesBefore
        self.rolesAfter = rolesAfter
        self.goesOutBefore = goesOutBefore
        self.goesOutAfter = goesOutAfter
        self.rule = rule
        self.ruleLabel = ruleLabel
        self.rung = rung
        self.occurrence = occurrence
        self.agreement = agreement
        self.title = title
        self.kind = kind
        self.office = office
        self.limit = limit
        self.limitLabel = limitLabel
        self.position = position
        self.before = before
        self.after = after
    }
}

/// Moves agreements to another version of their workflow by `POST /v1/rules/moves`.
///
/// Exactly one of `agreements` (all of them move, or none) and `all` (those move that can).
package struct WorkflowMoveRequest: RequestForm, Codable, Hashable, Sendable {
    /// All that the body may have; whether the members fit together is the route's question.
    package static let members = ["agreements", "all", "workflow", "to"]

    /// The ids of those that move: all, or none if one of them can't.
    package var agreements: [String]?
    /// True moves every open agreement that can.
    package var all: Bool?
    /// Of `all`: only those of this workflow.
    package var workflow: String?
    /// The version to move to; absent is the newest.
    package var to: Int?

    /// Makes the body; giving both or neither of `agreements` and `all` is refused by the daemon.
    package init(
        agreements: [String]? = nil,
        all: Bool? = nil,
        workflow: String? = nil,
        to: Int? = nil
    ) {
        self.agreements = agreements
        self.all = all
        self.workflow = workflow
        self.to = to
    }
}

/// The answer to `POST /v1/rules/moves`.
package struct WorkflowMoveAnswer: Codable, Hashable, Sendable {
    /// The `WorkflowMoved` entries, one for each agreement.
    package var entries: [EntryReference]
    /// True when nothing was written; the positions are those that the entries would have had.
    package var dryRun: Bool?
    /// The agreements that moved, in the order of `entries`.
    package var moved: [MovedAgreement]
    /// Of `all`: those that stay where they are, with the reason.
    package var stays: [StayingAgreement]
    /// Of `all`: how many more can move; one command moves 200.
    package var remaining: Int

    /// Makes the answer; `stays` and `remaining` say nothing where agreements were named.
    package init(
        entries: [EntryReference],
        dryRun: Bool?,
        moved: [MovedAgreement],
        stays: [StayingAgreement],
        remaining: Int
    ) {
        self.entries = entries
        self.dryRun = dryRun
        self.moved = moved
        self.stays = stays
        self.remaining = remaining
    }
}

/// One agreement that moved, and what is different for it now.
package struct MovedAgreement: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// What the agreement is called; absent if the views do not have it.
    package var title: String?
    /// The version that it lived under until now.
    package var from: WorkflowReference
    /// The version that judges its next command.
    package var to: WorkflowReference
    /// The differences between the two versions, as an adoption lists them.
    package var changes: [Notice]
    /// Its deadlines that move.
    package var moves: [DeadlineMoveAnswer]

    /// Makes the answer from what the agreement's `WorkflowMoved` entry says.
    package init(
        agreement: String,
        title: String?,
        from: WorkflowReference,
        to: WorkflowReference,
        changes: [Notice],
        moves: [DeadlineMoveAnswer]
    ) {
        self.agreement = agreement
        self.title = title
        self.from = from
        self.to = to
        self.changes = changes
        self.moves = moves
    }
}

/// One agreement that can't move, and why: a problem code with its parameters.
package struct StayingAgreement: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// What the agreement is called.
    package var title: String?
    /// The problem's code, such as `move-impossible`.
    package var code: String
    /// What the problem's sentence needs; which keys, docs/problems.md says by code.
    package var params: [String: JSONValue]

    /// Says why one agreement stays where it is.
    package init(
        agreement: String,
        title: String?,
        code: String,
        params: [String: JSONValue]
    ) {
        self.agreement = agreement
        self.title = title
        self.code = code
        self.params = params
    }
}

/// `GET /v1/rules/{kind}/{name}/structure?version=`: a workflow as a graph.
package struct WorkflowStructure: Codable, Hashable, Sendable {
    /// What the workflow calls itself.
    package var name: String
    /// Which adoption of it this is.
    package var version: Int
    /// What people call it.
    package var label: Label
    /// The nodes, in the order of the file.
    package var stages: [StageAnswer]
    /// The arrows, in the order of the file.
    package var events: [EventAnswer]

    /// Makes the graph; nothing of the rules' conditions is in it.
    package init(
        name: String,
        version: Int,
        label: Label,
        stages: [StageAnswer],
        events: [EventAnswer]
    ) {
        self.name = name
        self.version = version
        self.label = label
        self.stages = stages
        self.events = events
    }

    /// A stage; open unless an event that closes enters it.
    package struct StageAnswer: Codable, Hashable, Sendable {
        /// The name that `from` and `enters` refer to.
        package var name: String
        /// What people call the stage.
        package var label: Label
        /// Whether the way goes on from here.
        package var open: Bool
        /// The policy's ladder that runs here; absent where the way ends.
        package var ladder: String?

        /// Describes one node.
        package init(name: String, label: Label, open: Bool, ladder: String?) {
            self.name = name
            self.label = label
            self.open = open
            self.ladder = ladder
        }
    }

    /// An event: from where it is possible, and where it leads.
    package struct EventAnswer: Codable, Hashable, Sendable {
        /// The event's name in entries.
        package var name: String
        /// What people call the event.
        package var label: Label
        /// What people type; several events may share one.
        package var verb: String
        /// Stages by name, or one word: `open`, `any`; empty if it begins an agreement.
        package var from: [String]
        /// The stage that it enters.
        package var enters: String?
        /// Whether the agreement has ended after it.
        package var closes: Bool
        /// Whether the term of a signed agreement ends with it.
        package var endsTerm: Bool
        /// Whether only the daemon can record it.
        package var byDaemon: Bool
        /// The names of its fields.
        package var fields: [String]
        /// What whoever records it is asked for, in the order of the file; absent from older daemons.
        package var inputs: [FieldInput]?

        /// Describes one arrow, or several where it is possible from more than one stage.
        package init(
            name: String,
            label: Label,
            verb: String,
            from: [String],
            enters: String?,
            closes: Bool,
            endsTerm: Bool,
            byDaemon: Bool,
            fields: [String],
            inputs: [FieldInput]? = nil
        ) {
            self.inputs = inputs
            self.name = name
            self.label = label
            self.verb = verb
            self.from = from
            self.enters = enters
            self.closes = closes
            self.endsTerm = endsTerm
            self.byDaemon = byDaemon
            self.fields = fields
        }
    }

    /// A field of an event, for a program that asks somebody for it.
    package struct FieldInput: Codable, Hashable, Sendable {
        /// The member of the entry's data.
        package var name: String
        /// What people call it.
        package var label: Label
        /// What it may hold, in the words of a workflow file: `text`, `date`, `offices`.
        package var form: String
        /// Whether the event can't be without it.
        package var required: Bool
        /// What may be chosen, of the form `choice`.
        package var choices: [String]?

        /// Describes one field.
        package init(
            name: String,
            label: Label,
            form: String,
            required: Bool,
            choices: [String]? = nil
        ) {
            self.name = name
            self.label = label
            self.form = form
            self.required = required
            self.choices = choices
        }
    }
}
