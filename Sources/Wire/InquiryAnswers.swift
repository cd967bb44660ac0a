package import Entries

/// `GET /v1/audit/why`: which entries made a value of an agreement what it is.
package struct WhyAnswer: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var id: String
    /// What it is called.
    package var title: String
    /// The field that was asked about; `stage` is where the agreement stands.
    package var field: String
    /// What the field holds now; absent if nothing ever set it.
    ///
    /// Of signatures, and of what is said of each: what those say that stand, by the party; of `party`, whose
    /// signatures stand, if any do. A note, a document or a follow-up makes it only where no step says anything.
    package var value: JSONValue?
    /// Every entry that set it, in the order in which things happened; the last one that counts made
    /// the value.
    package var entries: [WhyEntry]
    /// Minutes that the own office's zone is east of UTC.
    package var offsetMinutes: Int
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Whether one of its offices is invented, or one that an entry names.
    package var synthetic: Bool

    /// Makes the answer.
    package init(
        id: String,
        title: String,
        field: String,
        value: JSONValue?,
        entries: [WhyEntry],
        offsetMinutes: Int,
        rehearsal: Bool,
        synthetic: Bool
    ) {
        self.id = id
        self.title = title
        self.field = field
        self.value = value
        self.entries = entries
        self.offsetMinutes = offsetMinutes
        self.rehearsal = rehearsal
        self.synthetic = synthetic
    }
}

/// One entry that an inquiry cites.
package struct WhyEntry: Codable, Hashable, Sendable {
    /// Its position in the log.
    package var position: Int64
    /// The event's name.
    package var type: String
    /// What people call the event.
    package var label: Label
    /// When it happened, after corrections.
    package var time: String
    /// When it was recorded, with the own office's offset.
    package var recorded: String
    /// Who recorded it.
    package var actor: String
    /// On whose word.
    package var source: String?
    /// What it set the field to, as it was recorded; absent where it was made void, or takes the value away.
    ///
    /// What a correction set is an entry of its own, behind the corrected one.
    package var value: JSONValue?
    /// The corrections that changed the entry.
    package var correctedBy: [Int64]
    /// The correction that voided it.
    package var voidedBy: Int64?
    /// Of a correction: the entry whose field it sets.
    package var corrects: Int64?
    /// Of a correction: the value that stood there before; absent if there was none.
    package var was: JSONValue?
    /// Of a correction: why, in the words of whoever recorded it.
    package var reason: String?
    /// What the field is called, and its form; absent where no workflow says, and from an older daemon.
    package var field: FieldAnswer?
    /// Where the field is `stage`: what people call the stage in `value`.
    package var stageLabel: Label?
    /// The names of the offices whose codes stand in `value` and `was`.
    package var offices: [String: String]?

    /// Cites an entry.
    package init(
        position: Int64,
        type: String,
        label: Label,
        time: String,
        recorded: String,
        actor: String,
        source: String?,
        value: JSONValue?,
        correctedBy: [Int64],
        voidedBy: Int64?
    ) {
        self.position = position
        self.type = type
        self.label = label
        self.time = time
        self.recorded = recorded
        self.actor = actor
        self.source = source
        self.value = value
        self.correctedBy = correctedBy
        self.voidedBy = voidedBy
    }
}

/// `GET /v1/audit/first`: the first entry of each agreement by which something came true.
package struct FirstAnswer: Codable, Hashable, Sendable {
    /// In the order of the agreements' ids; those of which it never came true are left out.
    ///
    /// One agreement has two where what came true first was corrected, and it came true again.
    package var matches: [FirstMatch]
    /// The agreement of a bundle of one: no other was looked through; absent of a whole log.
    package var carried: String?
    /// Minutes that the own office's zone is east of UTC.
    package var offsetMinutes: Int
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// Makes the answer.
    package init(matches: [FirstMatch], offsetMinutes: Int, rehearsal: Bool) {
        self.matches = matches
        self.offsetMinutes = offsetMinutes
        self.rehearsal = rehearsal
    }
}

/// When something came true of one agreement.
package struct FirstMatch: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var id: String
    /// What it is called.
    package var title: String
    /// Whether one of its offices is invented, or one that the entry names.
    package var synthetic: Bool
    /// The entry by which it came true.
    package var entry: WhyEntry
    /// True where it holds no more, because the entry was corrected or made void; absent otherwise.
    package var former: Bool?

    /// Pairs an agreement with its entry.
    package init(id: String, title: String, synthetic: Bool, entry: WhyEntry) {
        self.id = id
        self.title = title
        self.synthetic = synthetic
        self.entry = entry
    }
}

/// `GET /v1/audit/silences`: when nobody was reminded, and why.
package struct SilencesAnswer: Codable, Hashable, Sendable {
    /// In the order of their entries.
    package var silences: [Silence]
    /// Minutes that the own office's zone is east of UTC.
    package var offsetMinutes: Int
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Whether the own office is invented, or one of an agreement that is named.
    package var synthetic: Bool

    /// Makes the answer.
    package init(
        silences: [Silence],
        offsetMinutes: Int,
        rehearsal: Bool,
        synthetic: Bool
    ) {
        self.silences = silences
        self.offsetMinutes = offsetMinutes
        self.rehearsal = rehearsal
        self.synthetic = synthetic
    }
}

/// A time in which the engine did not do what it should have, or a sign of it.
package struct Silence: Codable, Hashable, Sendable {
    /// `stopped`, `crashed`, `clock-set-back`, `clock-set-ahead`, `late-reminder`.
    package var kind: String
    /// From about when, as an instant in UTC; of a late reminder, when it was due.
    package var from: String?
    /// Until about when; of a late reminder, when it was issued.
    package var until: String?
    /// The entries that say so.
    package var positions: [Int64]
    /// The agreement of a late reminder.
    package var agreement: String?

    /// Describes a silence.
    package init(
        kind: String,
        from: String?,
        until: String?,
        positions: [Int64],
        agreement: String? = nil
    ) {
        self.kind = kind
        self.from = from
        self.until = until
        self.positions = positions
        self.agreement = agreement
    }
}

/// `GET /v1/audit/exceptions`: what an inspector asks about first.
///
/// It judges nothing.
package struct ExceptionsAnswer: Codable, Hashable, Sendable {
    /// The log's name.
    package var origin: String
    /// How many entries were looked through.
    package var size: Int64
    /// The root over them, hex.
    package var root: String
    /// Until when what goes on was counted: now, of a copy until its last entry; with the own office's offset.
    package var asOf: String
    /// The calendar that working days are counted by, each as it stood on its day.
    package var calendar: CountedBy
    /// Every kind that was looked for, in the order of a report; those of no finding were not found.
    package var kinds: [String]
    /// The kinds that a bundle of one agreement can't show, because it does not carry their entries; absent of a whole log.
    ///
    /// A reminder of that agreement that came late is among the findings all the same, as `silence`.
    package var notLookedFor: [String]?
    /// An entry is late that was recorded more than so many working days after it happened.
    package var lateDays: Int
    /// A hold is long that lasts more than so many working days.
    package var holdDays: Int
    /// A change of rules is near to what falls due within so many working days after it.
    package var nearDays: Int
    /// In the order of their first positions, kind by kind.
    package var findings: [Finding]
    /// Minutes that the own office's zone is east of UTC.
    package var offsetMinutes: Int
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Whether the own office is invented, or one of an agreement that a finding names.
    package var synthetic: Bool

    /// Makes the answer.
    package init(
        origin: String,
        size: Int64,
        root: String,
        asOf: String,
        calendar: CountedBy,
        kinds: [String],
        lateDays: Int,
        holdDays: Int,
        nearDays: Int,
        findings: [Finding],
        offsetMinutes: Int,
        rehearsal: Bool,
        synthetic: Bool
    ) {
        self.origin = origin
        self.size = size
        self.root = root
        self.asOf = asOf
        self.calendar = calendar
        self.kinds = kinds
        self.lateDays = lateDays
        self.holdDays = holdDays
        self.nearDays = nearDays
        self.findings = findings
        self.offsetMinutes = offsetMinutes
        self.rehearsal = rehearsal
        self.synthetic = synthetic
    }
}

/// The calendar by which working days were counted.
package struct CountedBy: Codable, Hashable, Sendable {
    /// Its name in the rules.
    package var name: String
    /// What people call it.
    package var label: Label
    /// Its newest version; absent where none was adopted, and only weekends are left out.
    package var version: Int?

    /// Names a calendar.
    package init(name: String, label: Label, version: Int?) {
        self.name = name
        self.label = label
        self.version = version
    }
}

/// Something that stands out, with the entries that show it.
package struct Finding: Codable, Hashable, Sendable {
    /// `late`, `corrected`, `redacted`, `imprecise`, `no-source`, `skipped-stage`, `no-capacity`, `long-hold`,
    /// `rules-changed`, `ladder-exhausted`, `key-changed`, `log-recovered`, `silence`, `impossible`.
    package var kind: String
    /// The agreement; absent for what concerns the log itself.
    package var agreement: String?
    /// The entries, the one in question first.
    package var positions: [Int64]
    /// What each of them is here: `correction`, `corrected`, `redacted`, `redaction`, `hold`, `end`, `change`,
    /// `touched`, `ahead`, `entered-later`; absent where the kind says it.
    package var roles: [String]?
    /// The particulars, without a language.
    package var params: [String: JSONValue]

    /// Describes a finding.
    package init(
        kind: String,
        agreement: String?,
        positions: [Int64],
        roles: [String]? = nil,
        params: [String: JSONValue] = [:]
    ) {
        self.kind = kind
        self.agreement = agreement
        self.positions = positions
        self.roles = roles
        self.params = params
    }
}

/// `GET /v1/audit/sample`: entries drawn so that anybody can draw them again.
package struct SampleAnswer: Codable, Hashable, Sendable {
    /// What was drawn with.
    package var seed: String
    /// From how many entries.
    package var size: Int64
    /// The root over them, hex.
    package var root: String
    /// The entries drawn, ascending.
    package var entries: [SampledEntry]
    /// The positions that were drawn as well and are not here, ascending: a bundle of one agreement has not
    /// every entry; absent where all are here.
    package var notCarried: [Int64]?
    /// Minutes that the own office's zone is east of UTC.
    package var offsetMinutes: Int
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Whether the own office is invented, or one of an agreement that was drawn.
    package var synthetic: Bool

    /// Makes the answer.
    package init(
        seed: String,
        size: Int64,
        root: String,
        entries: [SampledEntry],
        offsetMinutes: Int,
        rehearsal: Bool,
        synthetic: Bool
    ) {
        self.seed = seed
        self.size = size
        self.root = root
        self.entries = entries
        self.offsetMinutes = offsetMinutes
        self.rehearsal = rehearsal
        self.synthetic = synthetic
    }
}

/// One entry of a sample.
package struct SampledEntry: Codable, Hashable, Sendable {
    /// Its position in the log.
    package var position: Int64
    /// The agreement; absent for an entry of the engine.
    package var agreement: String?
    /// The event's name.
    package var type: String
    /// When it happened.
    package var time: String
    /// When it was recorded, with the own office's offset.
    package var recorded: String
    /// Who recorded it.
    package var actor: String
    /// Its leaf hash, hex.
    package var leaf: String

    /// Cites an entry.
    package init(
        position: Int64,
        agreement: String?,
        type: String,
        time: String,
        recorded: String,
        actor: String,
        leaf: String
    ) {
        self.position = position
        self.agreement = agreement
        self.type = type
        self.time = time
        self.recorded = recorded
        self.actor = actor
        self.leaf = leaf
    }
}
