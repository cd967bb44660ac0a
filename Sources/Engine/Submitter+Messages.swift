package import Calendars
package import Entries
import EventLog
import Reminders
import Workflows

/// A reminder in the log that no message carries yet.
package struct CarriedReminder: Hashable, Sendable {
    /// The reminder's key, as its entry's command id has it.
    package var key: String
    package var agreement: String
    package var opener: Int64
    package var office: String?

    package init(key: String, agreement: String, opener: Int64, office: String?) {
        self.key = key
        self.agreement = agreement
        self.opener = opener
        self.office = office
    }
}

extension Submitter {
    /// The most reminders that one message carries: their keys have to fit into its entry.
    ///
    /// The others wait for the next working day's.
    package static let remindersOfMessageMax = 500

    /// Issues the one message of a role and local day, with those of `waiting` that still stand.
    ///
    /// Asked again inside the writer's transaction, so that an answer or a hold that came a moment
    /// before is respected. Answers nil when there is nothing to say, or when the day's message is
    /// there already.
    package func gather(
        for role: String,
        on day: LocalDate,
        _ waiting: [CarriedReminder]
    ) async throws -> Entry? {
        try await log.write { [self] transaction in
            let inForce = try rules.inForce(transaction)
            guard let planner = inForce.planner else { return nil }
            let own = inForce.circumstances.offices.own
            let key = "message:\(role):\(own.code):\(day)"
            let command = CommandKey(actor: .system, id: key)
            guard try transaction.entries(ofCommand: command).isEmpty else { return nil }
            let now = recordingTime()
            let standing = waiting.filter { reminder in
                // A damaged agreement is left out; the wake-up has told of it.
                guard let history = try? history(of: reminder.agreement, transaction),
                    let state = Fold(inForce.circumstances).agreement(reminder.agreement, history)
                else { return false }
                return planner.stands(
                    state,
                    opener: reminder.opener,
                    office: reminder.office,
                    at: now
                )
            }
            guard !standing.isEmpty else { return nil }
            let carried = standing.prefix(Self.remindersOfMessageMax)
            var data: [String: JSONValue] = [
                "role": .string(role), "office": .string(own.code),
                "day": .string(day.description), "channel": "journal",
                "reminders": .array(carried.map { .string($0.key) }),
            ]
            if standing.count > carried.count {
                data["waiting"] = .integer(standing.count - carried.count)
            }
            let entry = engineEntry(
                .messageIssued,
                .object(data),
                command: CommandStamp(id: key, part: 1, parts: 1, digest: Self.systemDigest),
                actor: .system,
                position: transaction.size
            )
            try append(entry, transaction)
            return entry
        }
    }
}
