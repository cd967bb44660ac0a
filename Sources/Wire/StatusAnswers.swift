/// `GET /v1/status`: what the daemon is doing and for whom it takes the caller.
package struct StatusAnswer: Codable, Hashable, Sendable {
    /// Name and version of the program.
    package var program: String
    /// The log's origin.
    package var origin: String
    /// The office that uses this kembar.
    package var own: OfficeAnswer
    /// Abbreviation of the own office's zone, such as `WITA`.
    package var zone: String
    /// The daemon's clock, an instant with the own office's offset.
    package var now: String
    /// Whether the log was founded to practise with, so that its clock stands still.
    package var rehearsal: Bool
    /// What is durable, and whether more can be.
    package var log: LogStatus
    /// How far the tables that answers come from have followed the log.
    package var views: ViewStatus
    /// What was said and what comes next.
    package var reminders: ReminderStatus
    /// The caller, as the kernel names the connected process.
    package var you: CallerAnswer
    /// Paths by role: data, log, views, contacts, key, operatorSocket, auditSocket, settings.
    package var files: [String: String]
    /// Agreements by stage name, and `closed`; none where the views can't be asked.
    package var agreements: [String: Int]
    /// What these stages are called, by name.
    package var stageLabels: [String: Label]?
    /// Calendar names to years without data, this one and the next.
    package var missingYears: [String: [Int]]
    /// For each calendar those of its `missingYears` that are known in part, under the calendar files
    /// that lack them; absent without any.
    package var missingFrom: [String: [String: [Int]]]?
    /// The last copies of the log that the daemon was told of.
    package var backups: BackupStatus?
    /// The entries once more on a second disk; absent where the settings name none.
    package var mirror: MirrorStatus?
    /// What the operator should look at; empty when all is well.
    package var problems: [Notice]

    /// Makes the answer of one moment.
    package init(
        program: String,
        origin: String,
        own: OfficeAnswer,
        zone: String,
        now: String,
        rehearsal: Bool,
        log: LogStatus,
        views: ViewStatus,
        reminders: ReminderStatus,
        you: CallerAnswer,
        files: [String: String],
        agreements: [String: Int],
        missingYears: [String: [Int]],
        missingFrom: [String: [String: [Int]]]? = nil,
        problems: [Notice],
        stageLabels: [String: Label]? = nil,
        backups: BackupStatus? = nil,
        mirror: MirrorStatus? = nil
    ) {
        self.program = program
        self.origin = origin
        self.own = own
        self.zone = zone
        self.now = now
        self.rehearsal = rehearsal
        self.log = log
        self.views = views
        self.reminders = reminders
        self.you = you
        self.files = files
        self.agreements = agreements
        self.missingYears = missingYears
        self.missingFrom = missingFrom
        self.problems = problems
        self.stageLabels = stageLabels
        self.backups = backups
        self.mirror = mirror
    }
}

/// The log's head.
package struct LogStatus: Codable, Hashable, Sendable {
    /// Entries in the log.
    package var size: Int64
    /// Root of the tree, hex.
    package var root: String
    /// Whether the last attempt to write succeeded; each further one is made anew.
    package var writable: Bool
    /// The code of the failed attempt, such as `diskFull`; absent when all is well.
    package var lastError: String?

    /// Makes the answer; `lastError` is nil when all is well.
    package init(
        size: Int64,
        root: String,
        writable: Bool,
        lastError: String? = nil
    ) {
        self.size = size
        self.root = root
        self.writable = writable
        self.lastError = lastError
    }
}

/// How far the mirror is.
package struct MirrorStatus: Codable, Hashable, Sendable {
    /// The folder on the second disk.
    package var path: String
    /// Entries that are durable there, as far as is known.
    package var size: Int64
    /// Entries of the log that are not there yet.
    package var behind: Int64
    /// Why it is not level, such as `disk-full`; absent when all is well.
    package var lastError: String?

    /// Makes the answer; `lastError` is nil when all is well.
    package init(path: String, size: Int64, behind: Int64, lastError: String? = nil) {
        self.path = path
        self.size = size
        self.behind = behind
        self.lastError = lastError
    }
}

/// How far the views are.
package struct ViewStatus: Codable, Hashable, Sendable {
    /// The last position that the views contain, -1 for none.
    package var position: Int64
    /// Entries not yet in the views.
    package var lag: Int64
    /// Why the views stand still or are in memory; absent when all is well.
    package var lastError: String?

    /// Makes the answer; `lastError` is nil when all is well.
    package init(
        position: Int64,
        lag: Int64,
        lastError: String? = nil
    ) {
        self.position = position
        self.lag = lag
        self.lastError = lastError
    }
}

/// Reminders in figures; all 0 where the views can't be asked, which the problems say.
package struct ReminderStatus: Codable, Hashable, Sendable {
    /// When something is due next.
    package var nextWake: String?
    /// What the day of `nextWake` rests on that is not certain; absent if all of it is.
    package var nextWakeDoubt: DayDoubt?
    /// How many reminders the log holds.
    package var issued: Int
    /// Messages without an outcome.
    package var outstanding: Int
    /// How many agreements have a ladder at its end.
    package var exhausted: Int
    /// Open agreements of which a day limit is over; absent in answers of older versions.
    package var lapsed: Int?
    /// Which they are, by id, as many as are named one by one; an older daemon names none.
    package var exhaustedAgreements: [String]?

    /// Makes the answer; `nextWake` is nil where nothing comes by itself.
    package init(
        nextWake: String? = nil,
        issued: Int,
        outstanding: Int,
        exhausted: Int,
        exhaustedAgreements: [String]? = nil,
        lapsed: Int? = nil,
        nextWakeDoubt: DayDoubt? = nil
    ) {
        self.nextWakeDoubt = nextWakeDoubt
        self.lapsed = lapsed
        self.nextWake = nextWake
        self.issued = issued
        self.outstanding = outstanding
        self.exhausted = exhausted
        self.exhaustedAgreements = exhaustedAgreements
    }
}

/// For whom the daemon takes the caller, by the kernel's word.
package struct CallerAnswer: Codable, Hashable, Sendable {
    /// The Unix user.
    package var uid: Int
    /// The user's primary group when connecting.
    package var gid: Int
    /// Names of the kembar groups the caller is in.
    package var groups: [String]
    /// The opaque name, once the caller has written something.
    package var actor: String?
    /// `read`, `write`, `admin`.
    package var rights: [String]
    /// `operator` or `audit`.
    package var socket: String

    /// Makes the answer; `actor` is nil for who has recorded nothing.
    package init(
        uid: Int,
        gid: Int,
        groups: [String],
        actor: String? = nil,
        rights: [String],
        socket: String
    ) {
        self.uid = uid
        self.gid = gid
        self.groups = groups
        self.actor = actor
        self.rights = rights
        self.socket = socket
    }
}
