package import Entries

/// One agreement as of a day: `GET /v1/agreements/{id}?asOf=&knownAt=`; also the rows of the list.
///
/// Times are texts as exact as is known: `2018-10`, `2018-11-07`, or an instant with its offset.
package struct AgreementAnswer: Codable, Hashable, Sendable {
    /// Year and number: `2018-0001`.
    package var id: String
    /// What it is called.
    package var title: String
    /// The last stage entered, and its label.
    package var stage: String
    /// What the agreement's own workflow version calls that stage.
    package var stageLabel: Label
    /// Since when it is in that stage, and how many working days of the own office that is.
    package var since: String
    /// Working days of the own office since then, without those on which the agreement was on hold; after
    /// its end they stop.
    package var workingDays: Int
    /// The count rests on days off that are only expected so far.
    package var estimated: Bool?
    /// The years in the count whose days off are not known, if any.
    package var missingYears: [Int]?
    /// Those of `missingYears` that are known in part, under the calendar files that lack them; absent
    /// without any.
    package var missingFrom: [String: [Int]]?
    /// The working days since then that do not count because of holds; absent without any.
    package var heldDays: Int?
    /// How many facts: what `If-Match` compares.
    package var version: Int
    /// In the order in which its beginning names them.
    package var parties: [OfficeAnswer]
    /// Everybody who is awaited, missing signatures included; empty when nobody is.
    package var awaiting: [AwaitingAnswer]
    /// Every signature, also the void ones.
    package var signatures: [SignatureAnswer]
    /// The files of its events; those attached by hand only where one agreement is asked for.
    package var documents: [DocumentAnswer]
    /// The version of the workflow that it is pinned to.
    package var workflow: WorkflowReference
    /// How it ended, if it did.
    package var closed: ClosingAnswer?
    /// The time for which it holds; absent before it is signed.
    package var term: TermAnswer?
    /// The hold that stands now; absent once it has run out.
    package var held: HoldAnswer?
    /// The latest value of every further field that the workflow defines, such as `kind`, `paper`, `scope`.
    ///
    /// A field of the form `version`, such as `scopeVersion`, holds the how-manieth of its event it
    /// refers to, counted from 1 in the order in which they happened; the log holds its entry.
    package var fields: [String: JSONValue]
    /// The versions of events that count them, such as the scopes: event name to the positions, oldest first.
    package var versions: [String: [Int64]]
    /// What the events in `versions` are called.
    package var versionLabels: [String: Label]?
    /// Its notes; empty in the list, which reads no single entry.
    package var notes: [NoteAnswer]
    /// Nothing has moved for longer than the first rung of a ladder allows.
    package var stalled: Bool
    /// A ladder has nothing more to give although what it is about still stands.
    package var exhausted: Bool
    /// When the next reminder is due, if any: an instant.
    package var nextReminder: String?
    /// What the day of the next reminder rests on that is not certain; absent if all of it is.
    package var nextReminderDoubt: DayDoubt?
    /// One of the offices is invented.
    package var synthetic: Bool
    /// The own office's code.
    package var own: String
    /// How often its reminders were put off, and until when; absent if never since its stage, wait or
    /// term was opened.
    package var postponed: PostponementAnswer?
    /// The time between an old paper's end and a renewal that is not signed; told of the present only.
    package var gap: GapAnswer?

    /// Makes the answer; what is nil is left out of the JSON.
    package init(
        id: String,
        title: String,
        stage: String,
        stageLabel: Label,
        since: String,
        workingDays: Int,
        estimated: Bool? = nil,
        missingYears: [Int]? = nil,
        missingFrom: [String: [Int]]? = nil,
        heldDays: Int? = nil,
        version: Int,
        parties: [OfficeAnswer],
        awaiting: [AwaitingAnswer],
        signatures: [SignatureAnswer],
        documents: [DocumentAnswer],
        workflow: WorkflowReference,
        closed: ClosingAnswer?,
        term: TermAnswer?,
        held: HoldAnswer?,
        fields: [String: JSONValue],
        versions: [String: [Int64]],
        versionLabels: [String: Label]? = nil,
        notes: [NoteAnswer],
        stalled: Bool,
        exhausted: Bool = false,
        nextReminder: String?,
        nextReminderDoubt: DayDoubt? = nil,
        synthetic: Bool,
        own: String,
        postponed: PostponementAnswer? = nil,
        gap: GapAnswer? = nil
    ) {
        self.nextReminderDoubt = nextReminderDoubt
        self.postponed = postponed
        self.gap = gap
        self.id = id
        self.title = title
        self.stage = stage
        self.stageLabel = stageLabel
        self.since = since
        self.workingDays = workingDays
        self.estimated = estimated
        self.missingYears = missingYears
        self.missingFrom = missingFrom
        self.heldDays = heldDays
        self.version = version
        self.parties = parties
        self.awaiting = awaiting
        self.signatures = signatures
        self.documents = documents
        self.workflow = workflow
        self.closed = closed
        self.term = term
        self.held = held
        self.fields = fields
        self.versions = versions
        self.versionLabels = versionLabels
        self.notes = notes
        self.stalled = stalled
        self.exhausted = exhausted
        self.nextReminder = nextReminder
        self.synthetic = synthetic
        self.own = own
    }
}

/// Whom we wait for, for what, since when, on whose word, until which promise.
package struct AwaitingAnswer: Codable, Hashable, Sendable {
    /// Who has to act.
    package var office: OfficeAnswer
    /// For what; absent when it is a signature (`signature` is true then).
    package var purpose: String?
    /// Whether it is a signature that is waited for.
    package var signature: Bool
    /// When the wait began, as exactly as is known.
    package var since: String
    /// Working days of the awaited office since then, without those on which the agreement was on hold.
    package var workingDays: Int
    /// The count rests on days off that are only expected so far.
    package var estimated: Bool?
    /// The years in the count whose days off are not known, if any.
    package var missingYears: [Int]?
    /// Those of `missingYears` that are known in part, under the calendar files that lack them; absent
    /// without any.
    package var missingFrom: [String: [Int]]?
    /// The working days since then that do not count because of holds; absent without any.
    package var heldDays: Int?
    /// On whose word we wait, which letter.
    package var source: String?
    /// Until when the office promised to act, as exactly as it did; the last promise stands.
    package var promised: String?
    /// How many promises were given so far, if any: a second one says that the first was not kept.
    package var promiseCount: Int?
    /// The entry that opened the wait.
    package var position: Int64
    /// A day limit that runs on this wait.
    package var limit: LimitAnswer?
    /// Whether its ladder has nothing more to give; absent otherwise.
    package var exhausted: Bool?

    /// Makes the answer; what is nil is left out of the JSON.
    package init(
        office: OfficeAnswer,
        purpose: String?,
        signature: Bool,
        since: String,
        workingDays: Int,
        estimated: Bool? = nil,
        missingYears: [Int]? = nil,
        missingFrom: [String: [Int]]? = nil,
        heldDays: Int? = nil,
        source: String?,
        promised: String?,
        promiseCount: Int? = nil,
        position: Int64,
        limit: LimitAnswer?,
        exhausted: Bool? = nil
    ) {
        self.exhausted = exhausted
        self.office = office
        self.purpose = purpose
        self.signature = signature
        self.since = since
        self.workingDays = workingDays
        self.estimated = estimated
        self.missingYears = missingYears
        self.missingFrom = missingFrom
        self.heldDays = heldDays
        self.source = source
        self.promised = promised
        self.promiseCount = promiseCount
        self.position = position
        self.limit = limit
    }

    private enum CodingKeys: String, CodingKey {
        case office, signature, since, workingDays, estimated, missingYears, missingFrom, source,
            promised, promiseCount, position, limit, exhausted
        case purpose = "for"
    }
}

/// A day limit: its last day, its rule and how sure that is.
package struct LimitAnswer: Codable, Hashable, Sendable {
    /// The limit's name in the workflow.
    package var name: String
    /// The last day on which the office can act, `2019-01-15`.
    package var lastDay: String
    /// Whether that day is over in the zone of the office waited for.
    package var lapsed: Bool
    /// `legal`, `office-policy` or `unverified`.
    package var mark: String
    /// The article, or the office's policy, that sets the number of days.
    package var source: String
    /// Whether the count rests on days off that are only expected so far.
    package var estimated: Bool

    /// Makes the answer for the end of one limit on one wait.
    package init(
        name: String,
        lastDay: String,
        lapsed: Bool,
        mark: String,
        source: String,
        estimated: Bool
    ) {
        self.name = name
        self.lastDay = lastDay
        self.lapsed = lapsed
        self.mark = mark
        self.source = source
        self.estimated = estimated
    }
}

/// One signature, standing or voided by a later scope or draft.
package struct SignatureAnswer: Codable, Hashable, Sendable {
    /// The party that signed.
    package var office: OfficeAnswer
    /// When, as exactly as is known.
    package var time: String
    /// The number that this party gave the paper.
    package var number: String?
    /// Where, in free words.
    package var place: String?
    /// In which office it was signed; meant to name no person.
    package var capacity: String?
    /// The draft that was signed.
    package var draft: String?
    /// The position of the entry that records it.
    package var position: Int64
    /// The entry that made it void.
    package var voidedBy: Int64?

    /// Makes the answer; `draft` is the number of the version, from 1, as text.
    package init(
        office: OfficeAnswer,
        time: String,
        number: String?,
        place: String?,
        capacity: String?,
        draft: String?,
        position: Int64,
        voidedBy: Int64?
    ) {
        self.office = office
        self.time = time
        self.number = number
        self.place = place
        self.capacity = capacity
        self.draft = draft
        self.position = position
        self.voidedBy = voidedBy
    }
}

/// A document known by its hash; kembar keeps no files.
package struct DocumentAnswer: Codable, Hashable, Sendable {
    /// The file's name as it was recorded.
    package var name: String
    /// In bytes.
    package var size: Int
    /// Of the file's bytes, in hex.
    package var sha256: String
    /// The position of the entry that brought it.
    package var position: Int64
    /// Which draft it is, if it is one.
    package var version: String?

    /// Makes the answer; `version` is nil for anything but a draft.
    package init(name: String, size: Int, sha256: String, position: Int64, version: String?) {
        self.name = name
        self.size = size
        self.sha256 = sha256
        self.position = position
        self.version = version
    }
}

/// The workflow version that an agreement is pinned to.
package struct WorkflowReference: Codable, Hashable, Sendable {
    /// What the workflow calls itself.
    package var name: String
    /// Which adoption of that name, from 1.
    package var version: Int

    /// Names one adopted version.
    package init(name: String, version: Int) {
        self.name = name
        self.version = version
    }
}

/// How an agreement ended.
package struct ClosingAnswer: Codable, Hashable, Sendable {
    /// The event that ended it, by its name in the workflow.
    package var event: String
    /// What the workflow calls that event.
    package var label: Label
    /// When, as exactly as is known.
    package var time: String
    /// The party that ended it; absent where no single one did.
    package var by: OfficeAnswer?
    /// Why, in the words of whoever recorded it.
    package var reason: String?

    /// Makes the answer; what is nil is left out of the JSON.
    package init(event: String, label: Label, time: String, by: OfficeAnswer?, reason: String?) {
        self.event = event
        self.label = label
        self.time = time
        self.by = by
        self.reason = reason
    }
}

/// The term that a signed agreement runs.
package struct TermAnswer: Codable, Hashable, Sendable {
    /// The first day or time, as it was recorded.
    package var from: String
    /// The agreed end, as it was recorded; absent if none was agreed.
    package var until: String?
    /// When it came to its end; absent while it runs.
    package var ended: String?
    /// What ended it: the event, by whom and why.
    package var ending: ClosingAnswer?

    /// Makes the answer; `ending` needs the history, so `ended` may stand without it.
    package init(
        from: String,
        until: String?,
        ended: String?,
        ending: ClosingAnswer? = nil
    ) {
        self.from = from
        self.until = until
        self.ended = ended
        self.ending = ending
    }
}

/// No paper holds: the old one has ended, and the one that renews it is not signed.
package struct GapAnswer: Codable, Hashable, Sendable {
    /// The first day without a paper.
    package var since: String
    /// The agreement that has ended.
    package var predecessor: String
    /// The agreement that renews it.
    package var successor: String

    /// Describes the gap between two agreements.
    package init(since: String, predecessor: String, successor: String) {
        self.since = since
        self.predecessor = predecessor
        self.successor = successor
    }
}

/// A clock that stands still.
package struct HoldAnswer: Codable, Hashable, Sendable {
    /// When the clock was stopped, as exactly as is known.
    package var since: String
    /// Through which day, month or year; absent until somebody resumes.
    package var until: String?
    /// Why, in the words of whoever recorded it.
    package var reason: String?

    /// Makes the answer for a hold that stands at the moment asked about.
    package init(since: String, until: String?, reason: String?) {
        self.since = since
        self.until = until
        self.reason = reason
    }
}

/// A note, in the order of the history.
package struct NoteAnswer: Codable, Hashable, Sendable {
    /// When it was so, as exactly as is known; not when it was recorded.
    package var time: String
    /// The note as it is after corrections.
    package var text: String
    /// The position of its entry.
    package var position: Int64

    /// Makes the answer for one note.
    package init(time: String, text: String, position: Int64) {
        self.time = time
        self.text = text
        self.position = position
    }
}

/// `GET /v1/agreements`.
package struct AgreementList: Codable, Hashable, Sendable {
    /// In the order of their ids.
    package var agreements: [AgreementAnswer]
    /// The log position that this answer covers, and whether the log is a rehearsal.
    package var position: Int64
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// Makes the answer; `position` is how far the views were when they were read.
    package init(agreements: [AgreementAnswer], position: Int64, rehearsal: Bool) {
        self.agreements = agreements
        self.position = position
        self.rehearsal = rehearsal
    }
}

/// `GET /v1/agreements/{id}/history`: every entry of one agreement, in the order in which it happened.
package struct HistoryAnswer: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var id: String
    /// What the agreement is called.
    package var title: String
    /// In the order in which things happened; adoptions that moved a deadline of it stand among
    /// them.
    package var entries: [HistoryEntry]
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Whether one of the agreement's offices is invented.
    package var synthetic: Bool
    /// Minutes that the own office's zone is east of UTC, to show `recorded` there.
    package var offsetMinutes: Int?
    /// The names of the offices whose codes the entries hold, by code.
    package var offices: [String: String]?
    /// What the recipients of its reminders are called, by role.
    package var roles: [String: Label]?
    /// What the limits and ladders are called whose dates an adoption moved, and the limits that reminders
    /// are about, by name.
    package var limits: [String: Label]?

    /// Makes the answer; the last three help showing and are left out when nil.
    package init(
        id: String,
        title: String,
        entries: [HistoryEntry],
        rehearsal: Bool,
        synthetic: Bool,
        offsetMinutes: Int? = nil,
        offices: [String: String]? = nil,
        roles: [String: Label]? = nil,
        limits: [String: Label]? = nil
    ) {
        self.limits = limits
        self.id = id
        self.title = title
        self.entries = entries
        self.rehearsal = rehearsal
        self.synthetic = synthetic
        self.offsetMinutes = offsetMinutes
        self.offices = offices
        self.roles = roles
    }
}

/// One entry as history shows it.
package struct HistoryEntry: Codable, Hashable, Sendable {
    /// The entry's position in the log.
    package var position: Int64
    /// The event's name, of the workflow or of the engine.
    package var type: String
    /// What the workflow version that judged it calls the event.
    package var label: Label
    /// When it happened, and when it was recorded (an instant with the own office's offset).
    package var time: String
    /// When it was recorded: an instant with the own office's offset.
    package var recorded: String
    /// `a-0007` or `system`.
    package var actor: String
    /// For whom it was recorded, as the recorder says; absent where nothing is said.
    package var onBehalfOf: String?
    /// On whose word, which letter, after corrections.
    package var source: String?
    /// The entry's fields, corrections applied.
    ///
    /// A field of the form `version` holds the how-manieth of its event it refers to, counted from
    /// 1; the log holds its entry.
    package var data: JSONValue
    /// The stage after it, if it changed.
    package var stage: String?
    /// Positions of the corrections that changed it; the one that voided it.
    package var correctedBy: [Int64]
    /// The position of the correction that voided it; absent while it counts.
    package var voidedBy: Int64?
    /// The offices whose signatures it took the force of, by their codes; absent for most.
    package var voidsSignatures: [String]?
    /// Recorded on a later day than it happened.
    package var late: Bool
    /// Its bytes were redacted.
    package var redacted: Bool
    /// What the rules of the entry call its fields; absent for entries of the engine without fields.
    package var fields: [String: FieldAnswer]?
    /// What stood there before it was corrected; absent if it was not.
    package var original: OriginalEntry?

    /// Makes the row; what is nil is left out of the JSON.
    package init(
        position: Int64,
        type: String,
        label: Label,
        time: String,
        recorded: String,
        actor: String,
        source: String?,
        data: JSONValue,
        stage: String?,
        correctedBy: [Int64],
        voidedBy: Int64?,
        late: Bool,
        redacted: Bool,
        fields: [String: FieldAnswer]? = nil,
        original: OriginalEntry? = nil,
        onBehalfOf: String? = nil,
        voidsSignatures: [String]? = nil
    ) {
        self.position = position
        self.onBehalfOf = onBehalfOf
        self.voidsSignatures = voidsSignatures
        self.type = type
        self.label = label
        self.time = time
        self.recorded = recorded
        self.actor = actor
        self.source = source
        self.data = data
        self.stage = stage
        self.correctedBy = correctedBy
        self.voidedBy = voidedBy
        self.late = late
        self.redacted = redacted
        self.fields = fields
        self.original = original
    }
}

/// What a corrected entry said at first, as far as it differs.
package struct OriginalEntry: Codable, Hashable, Sendable {
    /// When it was said to have happened; absent if that was not corrected.
    package var time: String?
    /// The old values of the fields that differ; null where there was none.
    package var data: [String: JSONValue]

    /// Keeps the first word of a corrected entry, as far as it was another.
    package init(time: String?, data: [String: JSONValue]) {
        self.time = time
        self.data = data
    }
}

/// What a field is called, and its form in the workflow's words: `text`, `date`, `office`, ...
package struct FieldAnswer: Codable, Hashable, Sendable {
    /// What people call the field.
    package var label: Label
    /// What it may hold, in the workflow file's word.
    package var form: String

    /// Describes one field of an event.
    package init(label: Label, form: String) {
        self.label = label
        self.form = form
    }
}
