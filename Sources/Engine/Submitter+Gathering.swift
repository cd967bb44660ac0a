package import Calendars
package import Entries
import EventLog
import Reminders
import Workflows

/// How everything stands, for the message of one week.
package struct WeeklyReport: Hashable, Sendable {
    /// The policy's day of the week that it is about: its name.
    package var week: LocalDate
    /// What it says, without a language.
    package var figures: [String: JSONValue]

    /// Gathers what a week's report says.
    package init(week: LocalDate, figures: [String: JSONValue]) {
        self.week = week
        self.figures = figures
    }
}

extension Submitter {
    /// The most bytes of reminders' keys that one message carries, and the most keys: the rest of its
    /// entry has to have room beside them.
    ///
    /// The others wait for the next working day's.
    package static let keysOfMessageMax = (bytes: 56_000, count: 500)

    /// Issues the one message of a role and local day, with those of `waiting` that still stand and the
    /// weekly report, if one is given.
    ///
    /// Asked again inside the writer's transaction, so that an answer or a hold that came a moment
    /// before is respected; what does not fit is counted, not asked. Answers nil when there is nothing
    /// to say, or when the day's message is there already; one that failed because it stood no longer
    /// makes room for another. A week's report goes out once in the same way. `successors`
    /// are as for `askOnceMore`, `channel` is the way that it is meant to take.
    package func gather(
        for role: String,
        on day: LocalDate,
        _ waiting: [CarriedReminder],
        weekly: WeeklyReport? = nil,
        successors: Successors = [:],
        channel: String = MessageChannel.journal
    ) async throws -> Entry? {
        try await working { [self] transaction in
            let inForce = try rules.inForce(transaction)
            guard let planner = inForce.planner else { return nil }
            let own = inForce.circumstances.offices.own
            let box = MessageBox(role: role, office: own.code)
            guard let key = try freeKey(box.name(of: day), transaction) else { return nil }
            let report = try weekly.flatMap { report in
                try isGiven(report.week, by: day, box, transaction) ? nil : report
            }
            let (carried, rest) = carriable(waiting, planner, successors, transaction)
            guard !carried.isEmpty || report != nil else { return nil }
            var data: [String: JSONValue] = [
                "role": .string(role), "office": .string(own.code),
                "day": .string(day.description), "channel": .string(channel),
                "reminders": .array(carried.map { .string($0.key) }),
            ]
            if rest > 0 { data["waiting"] = .integer(rest) }
            data["weekly"] = report?.json
            data["nextYear"] = inForce.circumstances.missingNextYear(on: day)?.json
            return try append(message: data, named: key, transaction)
        }
    }

    /// Issues a message for one reminder that waits for no other day, behind the day's message.
    ///
    /// Asked again inside the writer's transaction, as `gather` is. Answers nil when the reminder stands
    /// no longer, or when such a message of it is there already.
    package func sendAtOnce(
        _ reminder: CarriedReminder,
        for role: String,
        on day: LocalDate,
        successors: Successors = [:],
        channel: String = MessageChannel.journal
    ) async throws -> Entry? {
        try await working { [self] transaction in
            let inForce = try rules.inForce(transaction)
            guard let planner = inForce.planner,
                let key = try freeKey("immediate:\(reminder.key)", transaction),
                try stands(reminder, planner, successors, at: recordingTime(), transaction)
            else { return nil }
            let data: [String: JSONValue] = [
                "role": .string(role),
                "office": .string(inForce.circumstances.offices.own.code),
                "day": .string(day.description), "channel": .string(channel),
                "reminders": [.string(reminder.key)], "immediate": true,
            ]
            return try append(message: data, named: key, transaction)
        }
    }

    private func append(
        message data: [String: JSONValue],
        named key: String,
        _ transaction: any LogTransaction
    ) throws -> Entry {
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

    /// Those of `waiting` that still stand and fit into one message, and how many are left.
    private func carriable(
        _ waiting: [CarriedReminder],
        _ planner: Planner,
        _ successors: Successors,
        _ transaction: any LogTransaction
    ) -> (carried: [CarriedReminder], rest: Int) {
        let now = recordingTime()
        var carried: [CarriedReminder] = []
        var bytes = 0
        for (index, reminder) in waiting.enumerated() {
            // Between its quotes, behind a comma.
            let length = reminder.key.utf8.count + 3
            guard carried.count < Self.keysOfMessageMax.count,
                bytes + length <= Self.keysOfMessageMax.bytes
            else { return (carried, waiting.count - index) }
            // A damaged agreement is left out; the wake-up has told of it.
            let stands = try? stands(reminder, planner, successors, at: now, transaction)
            guard stands == true else { continue }
            carried.append(reminder)
            bytes += length
        }
        return (carried, 0)
    }

    /// Whether a message of that week, up to `day`, carries its report and was not taken back.
    private func isGiven(
        _ week: LocalDate,
        by day: LocalDate,
        _ box: MessageBox,
        _ transaction: any LogTransaction
    ) throws -> Bool {
        var date = week
        while date <= day, date < week.adding(days: 7) {
            for kept in try messages(named: box.name(of: date), transaction) {
                let message = try HistoryReader.entry(kept.message, in: transaction)
                guard message.data["weekly"]?["week"]?.string == week.description else { continue }
                let isTakenBack = try kept.outcome.map { try isReleasing($0, transaction) }
                if isTakenBack != true { return true }
            }
            date = date.adding(days: 1)
        }
        return false
    }

    /// The key of the next message of a name: the name itself, or behind every one of it that failed a
    /// numbered one; nil while one of them is on its way or has arrived.
    private func freeKey(_ name: String, _ transaction: any LogTransaction) throws -> String? {
        let messages = try messages(named: name, transaction)
        for (_, outcome) in messages {
            // What nobody could be reached with was said all the same: it is not said again for ever.
            guard let outcome, try isReleasing(outcome, transaction) else { return nil }
        }
        return MessageBox.key(name, number: messages.count + 1)
    }

    /// The messages of a name in their order, each with its outcome.
    private func messages(
        named name: String,
        _ transaction: any LogTransaction
    ) throws -> [(message: KeptEntry, outcome: KeptEntry?)] {
        var messages: [(message: KeptEntry, outcome: KeptEntry?)] = []
        while let kept = try transaction.entries(
            ofCommand: CommandKey(
                actor: .system,
                id: MessageBox.key(name, number: messages.count + 1)
            )
        ).first {
            let outcome = try transaction.entries(
                ofCommand: CommandKey(actor: .system, id: Self.outcome(of: kept.position))
            ).first
            messages.append((kept, outcome))
        }
        return messages
    }

    /// Whether an outcome says that the message never left, so that what it carried goes into another.
    private func isReleasing(
        _ outcome: KeptEntry,
        _ transaction: any LogTransaction
    ) throws -> Bool {
        guard outcome.type == EngineEvent.messageFailed.rawValue else { return false }
        return MessageFailure.isReleasing(try HistoryReader.entry(outcome, in: transaction))
    }
}

/// Whose messages: a role of an office has one a day.
private struct MessageBox {
    var role: String
    var office: String

    /// `message:petugas:51.08:2018-11-22`.
    func name(of day: LocalDate) -> String { "message:\(role):\(office):\(day)" }

    /// The key of a day's first message is the day's name; behind it they are numbered.
    static func key(_ name: String, number: Int) -> String {
        number == 1 ? name : "\(name):\(number)"
    }
}

extension WeeklyReport {
    fileprivate var json: JSONValue {
        .object(figures.merging(["week": .string(week.description)]) { $1 })
    }
}

extension Circumstances.MissingYear {
    fileprivate var json: JSONValue {
        [
            "year": .integer(year),
            "calendars": .array(calendars.map(JSONValue.string)),
        ]
    }
}
