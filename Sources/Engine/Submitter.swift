package import Calendars
import Crypto
package import Entries
package import EventLog
import Synchronization
import Workflows

/// The one door in: stamps a command, lets the rules decide inside the writer's transaction, appends.
package final class Submitter: Sendable {
    /// The log behind the door, for those who read; it is written through this submitter only.
    package let log: any EntryLog
    /// Where the stamps come from.
    package let door: Door
    /// `https://` and the log's origin.
    let source: String
    let rules: RulesKeeper
    /// What was decoded or written lately; the views may share it.
    package let recent = RecentEntries()
    /// How the agreements stand that people work on.
    let standings = Standings()
    /// Whether the clock was set ahead.
    package let watch = ClockWatch()
    /// What was asked last about the clock, and of which head; the log says nothing else until it grows.
    let clockJump = Mutex<(head: LogHead, jump: ClockJump?)?>(nil)
    /// The last recorded time; it never decreases, whatever the clock does.
    private let lastRecorded: Mutex<Timestamp>

    /// Opens the door on a log that was founded, with the rules and the last time that stand in it.
    package init(
        log: any EntryLog,
        door: Door,
        origin: String,
        rules: RulesInForce,
        lastRecorded: Timestamp
    ) {
        self.log = log
        self.door = door
        source = "https://" + origin
        self.rules = RulesKeeper(rules)
        self.lastRecorded = Mutex(lastRecorded)
        // From the first command on the clock is held against what has passed. Not one that is behind the
        // log: a machine without a battery begins in the past, and has not jumped when it comes right.
        if door.clock.now() >= lastRecorded { _ = watch.look(door) }
    }

    /// The rules in force as of the last committed adoption.
    package var rulesInForce: RulesInForce {
        rules.current(log)
    }

    /// Does what a submission asks and answers when it is durable.
    ///
    /// Throws `Rejection` when the rules say no, `SubmissionFailure` when the request can't be
    /// taken, `LogFailure` when the world fails. The same key, actor and digest get the first
    /// answer again.
    package func submit(_ submission: Submission) async throws -> Receipt {
        try submission.checkText()
        if let refusal = submission.recorderRefusal { throw refusal }
        // Read before the transaction: it may take a while, and nobody else should wait for it.
        let survey = try survey(for: submission.request)
        defer {
            // After the commit, whatever it came to: what was redacted is to be nowhere.
            if case .redact = submission.request {
                recent.forget()
                standings.forget()
            }
        }
        return try await log.write { [self] transaction in
            if let first = try firstAnswer(submission, transaction) { return first }
            switch submission.request {
            case .begin(let workflow, let happening):
                return try begin(submission, workflow, happening, transaction)
            case .happened(let agreement, let happening):
                return try happened(submission, agreement, happening, transaction)
            case .redact(let agreement, let redaction):
                return try redact(submission, agreement, redaction, transaction)
            case .adopt(let file, let kind):
                return try adopt(submission, file, only: kind, survey, transaction)
            case .addDays(let addition):
                return try adopt(submission, adding: addition, survey, transaction)
            case .move(let move):
                return try self.move(submission, move, survey, transaction)
            case .confirmClock: return try confirmClock(submission, transaction)
            case .adoptKey(let key, let reason):
                return try adoptKey(submission, key, reason: reason, transaction)
            case .recover(let recovery):
                return try recover(submission, recovery, transaction)
            }
        }
    }

    /// The open agreements, for a request that can touch any of them.
    private func survey(for request: Submission.Request) throws -> Survey? {
        switch request {
        case .begin, .happened, .redact, .confirmClock, .adoptKey, .recover: nil
        case .adopt, .addDays, .move: try Survey(log, rulesInForce)
        }
    }

    /// Rebuilds the answer of a command that came before, from its entries.
    private func firstAnswer(
        _ submission: Submission,
        _ transaction: any LogTransaction
    ) throws -> Receipt? {
        guard !submission.isDryRun else { return nil }
        let key = CommandKey(actor: submission.actor, id: submission.key)
        let kept = try transaction.entries(ofCommand: key)
        guard let first = kept.first else { return nil }
        let entries = try HistoryReader.entries(kept, in: transaction)
        // A redacted entry has lost the digest of its request; then the key alone must do.
        let digests = entries.map(\.command.digest).filter { !$0.isEmpty }
        guard digests.allSatisfy({ $0 == submission.digest }) else {
            throw SubmissionFailure.keyReused(submission.key)
        }
        // A command may move several agreements: its answer is about none of them alone.
        var subject = first.subject
        if case .move = submission.request { subject = nil }
        let last = entries.last?.position ?? first.position
        let history = try subject.map { try self.history(of: $0, transaction).through(last) }
        var receipt = Receipt(agreement: subject, version: history?.version, entries: entries)
        switch submission.request {
        case .begin, .happened:
            receipt.history = history
            let fold = Fold(try rules.inForce(transaction).circumstances)
            receipt.state = subject.flatMap { id in history.flatMap { fold.agreement(id, $0) } }
        default: break
        }
        return receipt
    }

    func history(of agreement: String, _ transaction: any LogTransaction) throws -> History {
        History(
            try HistoryReader.entries(
                try transaction.entries(ofSubject: agreement),
                in: transaction,
                recent: recent
            )
        )
    }

    /// The time that is taken for right: the wall clock, unless that jumped ahead and nobody has confirmed
    /// it; then the time that has passed.
    ///
    /// Answers count with it, as recording does: what they call due or over would be refused otherwise.
    package var time: Timestamp { watch.time(door) }

    /// The time at the door: the wall clock, but never before what was recorded last.
    ///
    /// A clock that jumped ahead is not followed until somebody has confirmed it: recorded times never
    /// decrease, so that one command would hold every later entry (docs/decisions/0077).
    func recordingTime() -> Timestamp {
        let now = time
        return lastRecorded.withLock { max($0, now) }
    }

    /// Appends an entry; only what is appended moves the last recorded time, no refusal does.
    func append(_ entry: Entry, _ transaction: any LogTransaction) throws {
        try append(NewEntry(entry), entry, transaction)
    }

    /// Appends an entry whose bytes were made already.
    func append(
        _ kept: NewEntry,
        _ entry: Entry,
        _ transaction: any LogTransaction
    ) throws {
        try transaction.append(kept)
        recent.keep(entry, under: kept.leaf)
        lastRecorded.withLock { $0 = max($0, entry.recorded) }
    }

    /// When the newest entry was recorded, as far as this daemon knows.
    package var lastRecordedTime: Timestamp { lastRecorded.withLock { $0 } }

    /// How far the wall clock is behind the last recorded time, in milliseconds; 0 if it is not.
    package var clockBehindMilliseconds: Int64 {
        max(0, lastRecorded.withLock { $0 }.milliseconds - door.clock.now().milliseconds)
    }
}

extension CommandKey {
    /// The key of a command: it belongs to its actor.
    package init(actor: Actor, id: String) {
        var (name, id) = (actor.name, id)
        let digest = name.withUTF8 { name in id.withUTF8 { Self.digest(actor: name, id: $0) } }
        guard let key = CommandKey(bytes: Array(digest.prefix(Self.byteCount))) else {
            preconditionFailure("a SHA-256 has more than \(Self.byteCount) bytes")
        }
        self = key
    }

    /// The hash whose first bytes are the key, from texts where they lie.
    static func digest(
        actor: UnsafeBufferPointer<UInt8>,
        id: UnsafeBufferPointer<UInt8>
    ) -> SHA256.Digest {
        // The longest id is a text of 16,384 bytes: more than should lie on a stack.
        var hash = SHA256()
        hash.update(bufferPointer: UnsafeRawBufferPointer(actor))
        withUnsafeBytes(of: UInt8(0x0A)) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: UnsafeRawBufferPointer(id))
        return hash.finalize()
    }
}

extension Submission {
    /// Refuses text that must not go into an entry for ever.
    fileprivate func checkText() throws(SubmissionFailure) {
        try check("onBehalfOf", onBehalfOf.map(JSONValue.string))
        try check("idempotencyKey", .string(key))
        switch request {
        case .begin(_, let happening), .happened(_, let happening):
            try check("source", happening.source.map(JSONValue.string))
            for name in happening.fields.keys.sorted() {
                try check(name, happening.fields[name])
                try check(name, .string(name))
            }
        case .redact(_, let redaction):
            try check("authority", .string(redaction.authority))
            for name in redaction.set.keys.sorted() {
                try check(name, redaction.set[name])
                try check(name, .string(name))
            }
        case .adoptKey(_, let reason): try check("reason", reason.map(JSONValue.string))
        case .recover(let recovery): try check("reason", .string(recovery.reason))
        case .adopt, .addDays, .move, .confirmClock: break  // A rule file has limits of its own.
        }
    }

    /// Why nobody is named by it: blanks would be kept and say nothing; nil if somebody is.
    fileprivate var recorderRefusal: Rejection? {
        guard let name = onBehalfOf, name.allSatisfy(\.isWhitespace) else { return nil }
        return Rejection(.badField("onBehalfOf", value: name, expected: "text", allowed: []))
    }

    private func check(_ field: String, _ value: JSONValue?) throws(SubmissionFailure) {
        guard let value, let fault = InputText.fault(in: value) else { return }
        throw .textRefused(field: field, fault)
    }
}
