package import Calendars
package import Entries
import EventLog
import Reminders
import Workflows

/// The ways by which a message leaves.
package enum MessageChannel {
    /// The daemon's own journal; every message goes there.
    package static let journal = "journal"
    /// A folder with a file for each message.
    package static let spool = "spool"
    /// Mail, carried by kembar-deliver.
    package static let mail = "mail"
    /// A web service of the office, called by kembar-deliver.
    package static let webhook = "webhook"
}

/// A reminder in the log that no message carries yet.
package struct CarriedReminder: Hashable, Sendable {
    /// The reminder's key, as its entry's command id has it.
    package var key: String
    /// The agreement's id.
    package var agreement: String
    /// The position of the entry that opened the stage or the wait.
    package var opener: Int64
    /// The code of the office waited for; nil for a stage's own ladder.
    package var office: String?

    /// Names a reminder by what the message's text and its entry need.
    package init(key: String, agreement: String, opener: Int64, office: String?) {
        self.key = key
        self.agreement = agreement
        self.opener = opener
        self.office = office
    }
}

/// Of agreements, those that name them as what they renew, whether signed or not.
package typealias Successors = [String: [String]]

extension Submitter {
    /// A message has one outcome: both kinds stand under this key.
    static func outcome(of message: Int64) -> String { "outcome:\(message)" }

    func stands(
        _ reminder: CarriedReminder,
        _ planner: Planner,
        _ successors: Successors,
        at now: Timestamp,
        _ transaction: any LogTransaction
    ) throws -> Bool {
        let history = try history(of: reminder.agreement, transaction)
        var planner = planner
        planner.renewals[reminder.agreement] = try successors[reminder.agreement]?.first {
            try renews(reminder.agreement, $0, planner.circumstances, transaction)
        }
        guard let state = Fold(planner.circumstances).agreement(reminder.agreement, history) else {
            return false
        }
        return planner.stands(
            state,
            opener: reminder.opener,
            office: reminder.office,
            key: reminder.key,
            at: now
        )
    }

    /// Why a message never leaves.
    package enum MessageFailure: String, Sendable {
        /// Something that it speaks of was answered, ended or held since.
        case noLongerStands
        /// Its entry was redacted: nobody can say any more what it said.
        case redacted
        /// Every recipient's side refused it for good.
        case refused
        /// Nobody was reached within the days in which it was tried.
        case gaveUp

        /// Whether the message was never sent, so that its reminders wait for another one.
        ///
        /// What was refused stands in the journal: said once more it would be refused once more.
        var isReleasing: Bool { self == .noLongerStands || self == .redacted }

        /// Whether a `MessageFailed` entry lets its reminders go into another message.
        package static func isReleasing(_ entry: Entry) -> Bool {
            entry.data["reason"]?.string.flatMap(MessageFailure.init(rawValue:))?.isReleasing
                ?? true
        }
    }

    /// Asks once more, before a message leaves, whether everything that it carries still stands.
    ///
    /// If not, `MessageFailed` is recorded and answered, naming what no longer stands; what does may
    /// go into another message. One that has left already, as `report` says, counts as delivered
    /// instead: what it said would else be said again. What can't be read does not stand, or the rest
    /// would wait for ever. Nil is leave to send. Throws `SubmissionFailure.unreadable` where the
    /// message's own entry can't be read. Between this answer and the sending somebody may still be
    /// faster: only what was recorded before is respected. `successors` are those of the agreements
    /// that it speaks of; whether they are signed by now is looked up here.
    package func askOnceMore(
        message position: Int64,
        successors: Successors = [:],
        leftAs report: DeliveryReport? = nil
    ) async throws -> Entry? {
        try await working { [self] transaction in
            guard let kept = try transaction.entry(at: position),
                try !hasOutcome(position, transaction),
                let planner = try rules.inForce(transaction).planner
            else { return nil }
            let message = try HistoryReader.entry(kept, in: transaction, recent: recent)
            guard let keys = message.data["reminders"]?.array else {
                return try end(message, .redacted, [], report, transaction)
            }
            let now = recordingTime()
            let fallen = try keys.filter { key in
                do {
                    guard let reminder = try reminder(key.string ?? "", transaction) else {
                        return true
                    }
                    return try !stands(reminder, planner, successors, at: now, transaction)
                } catch SubmissionFailure.unreadable {
                    return true
                } catch let failure as LogFailure where failure.damagedPosition != nil {
                    return true
                }
            }
            guard !fallen.isEmpty else { return nil }
            return try end(message, .noLongerStands, fallen, report, transaction)
        }
    }

    /// Returns an issued reminder by its key; nil if it says no longer what it was about.
    private func reminder(
        _ key: String,
        _ transaction: any LogTransaction
    ) throws -> CarriedReminder? {
        let command = CommandKey(actor: .system, id: key)
        guard let kept = try transaction.entries(ofCommand: command).first,
            let agreement = kept.subject
        else { return nil }
        let data = try HistoryReader.entry(kept, in: transaction, recent: recent).data
        guard let opener = data["opener"]?.integer else { return nil }
        return CarriedReminder(
            key: key,
            agreement: agreement,
            opener: Int64(opener),
            office: data["office"]?.string
        )
    }

    private func end(
        _ message: Entry,
        _ reason: MessageFailure,
        _ fallen: [JSONValue],
        _ report: DeliveryReport?,
        _ transaction: any LogTransaction
    ) throws -> Entry {
        var data = outcomeData(of: message.position)
        if let report {
            report.write(to: &data)
            return try appendOutcome(.messageDelivered, of: message, data, transaction)
        }
        data["reason"] = .string(reason.rawValue)
        if !fallen.isEmpty { data["reminders"] = .array(fallen) }
        return try appendOutcome(.messageFailed, of: message, data, transaction)
    }

    /// How a message left, for its outcome: numbers only, no person and no address.
    package struct DeliveryReport: Hashable, Sendable {
        /// The way that it left by at last.
        package var channel: String
        /// How many were reached by mail or webhook.
        package var reached: Int
        /// How many refused it for good.
        package var refused: Int
        /// How many could not be reached within the days in which it was tried.
        package var unreached: Int
        /// Why it left by another way than it was meant to; nil if it did not.
        package var fallback: String?

        /// Gathers what became of it.
        package init(
            channel: String = MessageChannel.journal,
            reached: Int = 0,
            refused: Int = 0,
            unreached: Int = 0,
            fallback: String? = nil
        ) {
            self.channel = channel
            self.reached = reached
            self.refused = refused
            self.unreached = unreached
            self.fallback = fallback
        }

        fileprivate func write(to data: inout [String: JSONValue]) {
            data["channel"] = .string(channel)
            for (name, count) in [
                ("reached", reached), ("refused", refused), ("unreached", unreached),
            ] where count > 0 {
                data[name] = .integer(count)
            }
            data["fallback"] = fallback.map(JSONValue.string)
        }
    }

    /// Records that a message left, once.
    package func recordDelivery(
        of message: Entry,
        _ report: DeliveryReport = DeliveryReport()
    ) async throws {
        try await working { [self] transaction in
            guard try !hasOutcome(message.position, transaction) else { return }
            var data = outcomeData(of: message.position)
            report.write(to: &data)
            _ = try appendOutcome(.messageDelivered, of: message, data, transaction)
        }
    }

    /// Records that a message reached nobody and is not tried any more, once.
    package func recordFailure(
        of message: Entry,
        _ reason: MessageFailure,
        _ report: DeliveryReport
    ) async throws {
        try await working { [self] transaction in
            guard try !hasOutcome(message.position, transaction) else { return }
            var data = outcomeData(of: message.position)
            report.write(to: &data)
            data["reason"] = .string(reason.rawValue)
            _ = try appendOutcome(.messageFailed, of: message, data, transaction)
        }
    }

    /// Issues a message on trial to a role, once under the actor's key; answers its entry.
    ///
    /// It carries no reminder and is nobody's message of the day.
    package func issueTrial(
        to role: String,
        on day: LocalDate,
        channel: String,
        actor: Actor,
        key: String,
        digest: String
    ) async throws -> Entry {
        try await working { [self] transaction in
            let command = CommandKey(actor: actor, id: key)
            if let kept = try transaction.entries(ofCommand: command).first {
                let entry = try HistoryReader.entry(kept, in: transaction)
                guard entry.command.digest == digest else {
                    throw SubmissionFailure.keyReused(key)
                }
                return entry
            }
            let own = try rules.inForce(transaction).circumstances.offices.own
            let entry = engineEntry(
                .messageIssued,
                .object([
                    "role": .string(role), "office": .string(own.code),
                    "day": .string(day.description), "channel": .string(channel),
                    "reminders": [], "trial": true,
                ]),
                command: CommandStamp(id: key, part: 1, parts: 1, digest: digest),
                actor: actor,
                position: transaction.size
            )
            try append(entry, transaction)
            return entry
        }
    }

    /// Whether it is in the log what became of a message.
    package func hasOutcome(message position: Int64) throws -> Bool {
        let key = CommandKey(actor: .system, id: Self.outcome(of: position))
        return try !log.entries(ofCommand: key).isEmpty
    }

    private func hasOutcome(_ message: Int64, _ transaction: any LogTransaction) throws -> Bool {
        let key = CommandKey(actor: .system, id: Self.outcome(of: message))
        return try !transaction.entries(ofCommand: key).isEmpty
    }

    private func outcomeData(of message: Int64) -> [String: JSONValue] {
        ["message": .integer(Int(message)), "channel": "journal"]
    }

    private func appendOutcome(
        _ event: EngineEvent,
        of message: Entry,
        _ data: [String: JSONValue],
        _ transaction: any LogTransaction
    ) throws -> Entry {
        var entry = engineEntry(
            event,
            .object(data),
            command: CommandStamp(
                id: Self.outcome(of: message.position),
                part: 1,
                parts: 1,
                digest: Self.systemDigest
            ),
            actor: .system,
            position: transaction.size
        )
        entry.causation = message.id
        try append(entry, transaction)
        return entry
    }
}
