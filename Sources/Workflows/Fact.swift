package import Calendars
package import Entries

/// Something that happened to an agreement, as its entry says it.
package struct Fact: Hashable, Sendable {
    /// The entry's position: where it stands in the order of recording.
    package var position: Int64
    /// The entry's `id`, which later entries name as their cause.
    package var entryID: String
    /// The event's name, of the workflow or of the engine.
    package var type: String
    /// When it happened, as exactly as is known; what was recorded, before corrections.
    package var moment: Moment
    /// When it was recorded; never decreases along the history.
    package var recorded: Timestamp
    /// The fields as the entry holds them.
    package var data: [String: JSONValue]

    /// Makes a fact from its parts.
    package init(
        position: Int64,
        entryID: String,
        type: String,
        moment: Moment,
        recorded: Timestamp,
        data: [String: JSONValue]
    ) {
        self.position = position
        self.entryID = entryID
        self.type = type
        self.moment = moment
        self.recorded = recorded
        self.data = data
    }

    /// Takes from an entry what deciding and folding look at.
    package init(_ entry: borrowing Entry) {
        self.init(
            position: entry.position,
            entryID: entry.id,
            type: entry.type,
            moment: entry.moment,
            recorded: entry.recorded,
            data: entry.data.object ?? [:]
        )
    }

    /// On whose word, which letter.
    package var source: String? { data["source"]?.string }
}

/// The entries that every workflow has: what the engine itself knows how to read.
package enum EngineEvent: String, Sendable, CaseIterable {
    case noteAdded = "NoteAdded"
    case documentAttached = "DocumentAttached"
    case followedUp = "FollowedUp"
    case corrected = "Corrected"
    case redacted = "Redacted"
    case held = "Held"
    case resumed = "Resumed"
    case postponed = "Postponed"
    case reminderIssued = "ReminderIssued"
    case ladderExhausted = "LadderExhausted"
    case messageIssued = "MessageIssued"
    case messageDelivered = "MessageDelivered"
    case messageFailed = "MessageFailed"
    case workflowAdopted = "WorkflowAdopted"
    case workflowMoved = "WorkflowMoved"
    case policyAdopted = "PolicyAdopted"
    case calendarAdopted = "CalendarAdopted"
    case officesAdopted = "OfficesAdopted"
    case keyAdopted = "KeyAdopted"
    case keyHandedOver = "KeyHandedOver"
    case logRecovered = "LogRecovered"
    case logStarted = "LogStarted"
    case daemonStarted = "DaemonStarted"
    case daemonStopped = "DaemonStopped"
    case clockSetBack = "ClockSetBack"
    case clockSetAhead = "ClockSetAhead"
    case clockConfirmed = "ClockConfirmed"

    /// Whether `decide` looks at it, so that it counts in an agreement's `version`.
    ///
    /// Reminders, messages, notes, documents and follow-ups change nothing that a person's command
    /// could conflict with.
    package var isFact: Bool {
        switch self {
        case .corrected, .held, .resumed, .workflowMoved: true
        default: false
        }
    }

    /// Whether it takes a place in the order of what happened; corrections change others instead.
    ///
    /// A postponement does, but no decision looks at it, so it counts in no `version`.
    var isPlaced: Bool { isFact && self != .corrected || self == .postponed }

    /// Whether it only adds to what is known: a note, a document, a follow-up.
    ///
    /// It can be corrected and voided like a fact, but no decision looks at it.
    var isSupplement: Bool {
        switch self {
        case .noteAdded, .documentAttached, .followedUp: true
        default: false
        }
    }

    /// The event of that name, looked up: compared with one name after another, it took an eighth of a fold.
    package init?(rawValue: String) {
        guard let event = Self.byName[rawValue] else { return nil }
        self = event
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) }
    )

    /// Whether an entry of that type counts in an agreement's `version`.
    package static func isFact(type: String) -> Bool {
        EngineEvent(rawValue: type)?.isFact ?? true
    }
}
