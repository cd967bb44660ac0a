import Calendars
import Entries
package import EventLog
import Workflows

/// The open agreements as the log tells them: whom a change of the rules can touch.
///
/// Read from the log and not from the views, because what is found goes into the log for ever. Taken
/// outside the writer's transaction, so that nobody waits for it, and brought up to date inside.
package struct Survey: Sendable {
    /// One open agreement and the reminders that were issued for it.
    struct Surveyed: Sendable {
        var agreement: Agreement
        var issued: Set<String>
    }

    private(set) var open: [String: Surveyed] = [:]
    /// The closed ones whose term runs: they are still reminded of.
    private var inTerm: [String: Surveyed] = [:]
    /// Of every signed agreement, those that it renews.
    private var renewed: [String: [String]] = [:]
    /// Entries from this position on are not looked at yet.
    private var size: Int64

    /// Reads every agreement of the log.
    package init(_ log: any EntryLog, _ rules: RulesInForce) throws {
        size = log.head.size
        for subject in try log.subjects() {
            try take(subject, in: log, rules) { try log.entries(ofSubject: subject) }
        }
    }

    /// Looks again at the agreements to which something happened since.
    mutating func bringUp(to transaction: any LogTransaction, _ rules: RulesInForce) throws {
        var touched: Set<String> = []
        for position in size..<max(size, transaction.size) {
            let subject = try Self.undamaged { try transaction.entry(at: position)?.subject }
            if case .some(.some(let subject)) = subject { touched.insert(subject) }
        }
        for subject in touched.sorted() {
            try take(subject, in: transaction, rules) {
                try transaction.entries(ofSubject: subject)
            }
        }
        size = transaction.size
    }

    /// Returns what `reading` reads; nil where the log is damaged.
    ///
    /// One damaged agreement must not keep the rules of all others from being changed: it counts as
    /// not touched, and `status` and `verify` name it.
    private static func undamaged<Result>(_ reading: () throws -> Result) throws -> Result? {
        do {
            return try reading()
        } catch SubmissionFailure.unreadable {
            return nil
        } catch let failure as LogFailure {
            guard failure.damagedPosition != nil else { throw failure }
            return nil
        }
    }

    private mutating func take(
        _ subject: String,
        in log: some RedactionSource,
        _ rules: RulesInForce,
        _ kept: () throws -> [KeptEntry]
    ) throws {
        let read = try Self.undamaged { try HistoryReader.entries(kept(), in: log) }
        guard let entries = read else { return }
        let agreement = Fold(rules.circumstances).agreement(subject, History(entries))
        open[subject] = nil
        inTerm[subject] = nil
        renewed[subject] = nil
        guard let agreement else { return }
        if agreement.term != nil, !agreement.renews.isEmpty {
            renewed[subject] = agreement.renews
        }
        guard agreement.closed == nil || agreement.hasRunningTerm else { return }
        let issued = entries.filter { $0.type == EngineEvent.reminderIssued.rawValue }
        let surveyed = Surveyed(
            agreement: agreement,
            issued: Set(issued.map(\.command.id))
        )
        if agreement.closed == nil { open[subject] = surveyed } else { inTerm[subject] = surveyed }
    }

    /// The open agreements by id: shorter ids first, as the board shows them.
    var inOrder: [Surveyed] { Self.sorted(open.values) }

    /// Those whose deadlines new rules can move: the open ones, and those whose term runs and was not
    /// renewed.
    var withDeadlines: [Surveyed] {
        let gone = Set(renewed.values.joined())
        return Self.sorted(open.values + inTerm.values.filter { !gone.contains($0.agreement.id) })
    }

    private static func sorted(_ surveyed: some Sequence<Surveyed>) -> [Surveyed] {
        surveyed.sorted { first, second in
            let (one, other) = (first.agreement.id, second.agreement.id)
            return (one.utf8.count, one) < (other.utf8.count, other)
        }
    }
}
