package import Audit
import Calendars
package import Entries
package import RuleFiles
package import Workflows

/// A command at the door: who, under which key, and what.
package struct Submission: Sendable {
    /// Who records it: a caller by an opaque name, or the daemon itself.
    package var actor: Actor
    /// The idempotency key; it belongs to the actor.
    package var key: String
    /// The first 16 hex digits of the request's SHA-256.
    package var digest: String
    /// For whom, as the caller claims; nobody checks it.
    package var onBehalfOf: String?
    /// The version of the agreement that the caller saw; nil does not ask.
    package var expectedVersion: Int?
    /// Answers what would be, and writes nothing.
    package var isDryRun: Bool
    /// What the actor wants done.
    package var request: Request

    /// Gathers what the door needs; the time is stamped later, inside the writer's transaction.
    package init(
        actor: Actor,
        key: String,
        digest: String,
        onBehalfOf: String? = nil,
        expectedVersion: Int? = nil,
        isDryRun: Bool = false,
        request: Request
    ) {
        self.actor = actor
        self.key = key
        self.digest = digest
        self.onBehalfOf = onBehalfOf
        self.expectedVersion = expectedVersion
        self.isDryRun = isDryRun
        self.request = request
    }

    /// What is wanted.
    package enum Request: Sendable {
        /// Begins an agreement under the named workflow; nil is the only one, or the shipped one.
        case begin(workflow: String?, Happening)
        /// Something happened to an agreement.
        case happened(agreement: String, Happening)
        /// The personal part of an entry goes for ever.
        case redact(agreement: String, Redaction)
        /// A rule file takes force; nil is any kind.
        case adopt(RuleFile, only: RuleFile.Kind? = nil)
        /// Days off are written into the newest text of a calendar, which takes force.
        case addDays(CalendarAddition)
        /// Agreements live under another version of their workflow from now on.
        case move(WorkflowMove)
        /// The clock is right, although it jumped ahead.
        case confirmClock
        /// Another key signs the log from now on.
        case adoptKey(VerifierKey, reason: String?)
        /// The log goes on although entries that were signed are lost.
        case recover(Recovery)
    }

    /// What was signed and is not in the log any more.
    package struct Recovery: Sendable {
        /// The kept checkpoint as it was signed.
        package var note: String
        /// What it says.
        package var signed: Checkpoint
        /// Whether a key signed it that the log knows, or follows; else somebody only says that it is
        /// this log's.
        package var isByKnownKey: Bool
        /// The first entry that may be lost: up to it the log is what was signed.
        package var lostFrom: Int64
        /// Why, as somebody says who may.
        package var reason: String

        /// Names what is lost.
        package init(
            note: String,
            signed: Checkpoint,
            isByKnownKey: Bool = true,
            lostFrom: Int64,
            reason: String
        ) {
            self.note = note
            self.signed = signed
            self.isByKnownKey = isByKnownKey
            self.lostFrom = lostFrom
            self.reason = reason
        }
    }

    /// Days off for a calendar; nil is the one that offices have unless said otherwise.
    package struct CalendarAddition: Sendable {
        /// The calendar's name; nil is the one that offices have unless said otherwise.
        package var calendar: String?
        /// The lines to be written; those that are there already are passed over.
        package var days: [CalendarText.Day]
        /// The year that they make complete; nil if the calendar keeps the years that it has.
        package var year: Int?

        /// Wishes for days off; refused later if the calendar has them all or can't be edited.
        package init(calendar: String?, days: [CalendarText.Day], year: Int? = nil) {
            self.calendar = calendar
            self.days = days
            self.year = year
        }
    }

    /// Which agreements move, and to which version; nil is the newest.
    package struct WorkflowMove: Sendable {
        /// Who is to move.
        package var which: Which
        /// The version to move to; nil is the newest of each agreement's workflow.
        package var version: Int?

        /// Those that are named, all or none of them; or every open one that can.
        package enum Which: Sendable {
            case named([String])
            case all(workflow: String?)
        }

        /// Wishes for a move; whether each agreement can is judged in the transaction.
        package init(which: Which, version: Int?) {
            self.which = which
            self.version = version
        }
    }

    /// What happened, as the caller says it.
    package struct Happening: Sendable {
        /// The event by its name, or a verb that the agreement's workflow turns into one.
        package var intent: Command.Intent
        /// A typed time; nil is now.
        package var at: String?
        /// On whose word, which letter.
        package var source: String?
        /// The event's fields as the caller gave them, unread.
        package var fields: [String: JSONValue]

        /// Takes over what the caller says; the workflow's forms judge it later.
        package init(
            intent: Command.Intent,
            at: String? = nil,
            source: String? = nil,
            fields: [String: JSONValue] = [:]
        ) {
            self.intent = intent
            self.at = at
            self.source = source
            self.fields = fields
        }
    }
}

/// What became of a command: rebuilt from its entries whenever it is asked for again.
package struct Receipt: Hashable, Sendable {
    /// The agreement; nil for engine entries.
    package var agreement: String?
    /// The agreement's version after it.
    package var version: Int?
    /// What was recorded, or would be in a dry run, in the order of the command's parts.
    package var entries: [Entry]
    /// Whether nothing was written; positions are then those that the entries would have had.
    package var isDryRun = false
    /// Other entries of the agreement that hold a text which was redacted; only told the first time,
    /// since afterwards nobody knows the text.
    package var elsewhere: [Int64] = []
    /// The agreement's history with these entries at its end, after a command that records facts.
    package var history: History?
    /// What the agreement is after that history.
    package var state: Agreement?
    /// Of the trial of a redaction: what would go.
    package var losses: [Loss] = []

    /// What a redaction takes from one entry.
    package struct Loss: Hashable, Sendable {
        /// The entry as it still is.
        package var entry: Entry
        /// The fields that go or change, by name.
        package var fields: [Field]

        /// One field; without `instead` it goes.
        package struct Field: Hashable, Sendable {
            /// The name that the entry's data has for it, or `onBehalfOf`.
            package var name: String
            /// What still stands there: told in the trial alone, since afterwards nobody knows it.
            package var was: JSONValue
            /// What would stand there afterwards; nil if the field goes.
            package var instead: JSONValue?
        }
    }

    /// Says what became of a command; nil for the agreement if it is the engine's own.
    package init(
        agreement: String?,
        version: Int?,
        entries: [Entry],
        isDryRun: Bool = false,
        history: History? = nil,
        state: Agreement? = nil,
        elsewhere: [Int64] = [],
        losses: [Loss] = []
    ) {
        self.agreement = agreement
        self.version = version
        self.entries = entries
        self.isDryRun = isDryRun
        self.history = history
        self.state = state
        self.elsewhere = elsewhere
        self.losses = losses
    }
}

/// Why the engine does not do what was asked, beside the rules' own `Rejection`.
package enum SubmissionFailure: Error, Sendable {
    /// The key came with another request before.
    case keyReused(String)
    case versionConflict(expected: Int, actual: Int)
    case textRefused(field: String, InputText.Fault)
    case entryTooLong(bytes: Int, limit: Int)
    case unknownWorkflow(String)
    case ruleFileFaulty(FileFaults)
    case rulesUnchanged(kind: RuleFile.Kind, name: String, version: Int)
    case unknownCalendar(String)
    /// The calendar's text is not written in a way into which a day can be put.
    case calendarNotEditable(name: String, CalendarText.Obstacle)
    /// More agreements were named than one command moves.
    case tooManyMoves(count: Int, limit: Int)
    /// The clock did not jump ahead, or somebody has confirmed it already.
    case clockNotAhead
    /// The key in force was adopted, and what the key before it has to sign is not recorded yet.
    case handoverPending
    /// An entry can't be read: the log is damaged there.
    case unreadable(position: Int64)
}
