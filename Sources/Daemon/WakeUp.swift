import Calendars
import Engine
package import Entries
import EventLog
import Language
import Projections
import Reminders
import Workflows

/// One wake-up of the nag: issues what is owed, gathers messages, sends them on their way.
///
/// Remembers nothing: what is owed comes from the views, what was sent from the log. A wake-up
/// that is cut off anywhere is finished by the next one.
package struct WakeUp: Sendable {
    /// How many agreements one wake-up looks at before it lets people's commands in again.
    static let agreementsMax = 200

    let submitter: Submitter
    let views: Views
    let outbox: Outbox
    /// What the last wake-up could not do, for `status`.
    let troubles = Troubles()

    /// How far the clock may be behind the last entry: a time server's small corrections are normal.
    package static let clockToleranceMilliseconds: Int64 = 1_000

    /// What one wake-up did.
    package struct Outcome: Sendable {
        /// The reminders that it issued.
        package var reminders: [Entry] = []
        var messages: [JournalMessage] = []
        /// Why the last message could not be written; it stays outstanding for the next wake-up.
        var failure: JournalFailure?
        /// Entries that could not be read: what rests on them is not reminded of.
        package var unreadable: Set<Int64> = []

        /// The messages that the journal took.
        package var written: [Int64] { messages.map(\.entry.position) }
        /// Whether the journal refused a message; the next wake-up tries it again.
        package var isRefusedByJournal: Bool { failure != nil }
    }

    /// Does everything that is due at this moment.
    ///
    /// Cut off anywhere, or by an error, it leaves the rest to the next one.
    package func run() async throws -> Outcome {
        await views.catchUp()
        var outcome = Outcome()
        // A clock that was set back issues nothing: it would count days twice.
        let behind = submitter.clockBehindMilliseconds
        guard behind <= Self.clockToleranceMilliseconds else {
            try await recordClock(behind)
            return outcome
        }
        guard try await isClockTrusted() else { return outcome }
        let now = submitter.door.clock.now()
        try await endTerms(now, &outcome)
        guard var planner = submitter.rulesInForce.planner else { return outcome }
        planner.renewals = try views.signedRenewals()
        // What waited goes first: of what no longer stands in it, the rest goes into the day's message.
        try await deliver(&outcome)
        await views.catchUp()
        if planner.isInWindow(now) {
            var reminders: [Entry] = []
            try await goThrough(&outcome, { try views.due(by: now, limit: $0) }) { agreement in
                reminders += try await submitter.remind(
                    agreement,
                    successors: try views.renewals(of: agreement)
                        .filter { $0.predecessor == agreement }.map(\.successor)
                )
            }
            outcome.reminders = reminders
            try await gatherMessages(planner, now, &outcome)
        }
        try await tellExhausted(&outcome)
        await views.catchUp()
        // A journal that has just refused is not asked again before the next wake-up.
        if outcome.failure == nil { try await deliver(&outcome) }
        await views.catchUp()
        troubles.note(outcome)
        return outcome
    }

    /// Throws what is in the way if log or views can't be read, or the views don't follow the log.
    ///
    /// A round that had nothing to do has hardly asked either.
    func look() throws {
        let last = try read()
        // Views that only lag have been brought along by this round, and what came since is the next
        // one's; those in memory, or with a damaged entry, follow as well as others.
        let position = views.state.position
        guard position < last, let cause = views.failure else { return }
        throw ViewsBehind(position: position, cause: cause)
    }

    /// Reads of the log and of the views, as whoever asks them does; throws what is in the way.
    ///
    /// Returns the log's last position.
    @discardableResult
    func read() throws -> Int64 {
        let last = submitter.log.head.size - 1
        _ = try submitter.log.entry(at: last)
        _ = try views.firstDue()
        return last
    }

    /// The views stand still, so what is owed now is not known.
    struct ViewsBehind: Error {
        var position: Int64
        var cause: any Error
    }

    /// Records of every term whose last day is over that it has ended; that needs no open window.
    private func endTerms(_ now: Timestamp, _ outcome: inout Outcome) async throws {
        try await goThrough(&outcome, { try views.termsOver(by: now, limit: $0) }) {
            _ = try await submitter.endTerm(of: $0)
        }
    }

    /// Records of every ladder that has said its last that it has nothing more to give.
    private func tellExhausted(_ outcome: inout Outcome) async throws {
        try await goThrough(&outcome, { try views.untoldExhausted(limit: $0) }) {
            _ = try await submitter.tellExhausted($0)
        }
    }

    /// Works on the agreements that the views name until none is left, or the same are left: those
    /// wait for something else.
    private func goThrough(
        _ outcome: inout Outcome,
        _ question: (Int) throws -> [String],
        _ work: (String) async throws -> Void
    ) async throws {
        var before: [String] = []
        while true {
            let named = try question(Self.agreementsMax)
            guard !named.isEmpty, named != before else { return }
            for agreement in named {
                try Task.checkCancellation()
                do {
                    try await work(agreement)
                } catch SubmissionFailure.unreadable(let position) {
                    // One damaged agreement must not silence the others.
                    outcome.unreadable.insert(position)
                }
            }
            await views.catchUp()
            before = named
        }
    }

    /// Whether time may be acted upon: a clock that jumped ahead holds everything until somebody has
    /// confirmed it, or until it goes back.
    private func isClockTrusted() async throws -> Bool {
        let jump = try submitter.unconfirmedJump()
        switch submitter.watch.look(submitter.door) {
        case .steady: return jump == nil
        case .ahead(let expected):
            if jump == nil {
                try await submitter.recordJump(from: expected, to: submitter.door.clock.now())
            }
            return false
        case .returned:
            if let jump { try await submitter.recordReturn(after: jump) }
            return true
        }
    }

    /// Says once per setting back that the clock is behind the history.
    private func recordClock(_ behind: Int64) async throws {
        let last = submitter.lastRecordedTime
        try await submitter.record(
            .clockSetBack,
            key: "clock:\(last.milliseconds)",
            ["behindSeconds": .integer(Int(behind / 1_000)), "lastRecorded": .string(last.utc)]
        )
    }

    /// Writes every message without an outcome that still stands, and records what became of it; what
    /// kembar-deliver carries stays outstanding until it has told.
    ///
    /// One that can't be written stays outstanding, and so do those behind it: the next wake-up
    /// tries again.
    private func deliver(_ outcome: inout Outcome) async throws {
        try outbox.forgetSettled()
        for position in try views.outstanding() {
            do {
                if let message = try await outbox.carry(position) {
                    outcome.messages.append(message)
                }
            } catch SubmissionFailure.unreadable(let damaged) {
                outcome.unreadable.insert(damaged)
            } catch let failure as JournalFailure {
                outcome.failure = failure
                return
            }
        }
    }
}
