/// Asks what would go out by `POST /v1/reminders/simulation`; nothing is written.
package struct SimulationRequest: RequestForm, Codable, Hashable, Sendable {
    /// A time as in `CommandRequest.at`; absent is now, and so is one that is over.
    package var from: String?
    /// A time as in `CommandRequest.at`, not over yet; a date alone means its end.
    package var until: String
    /// The text of a reminder policy to hold against the one in force.
    package var policy: String?
    /// The text of a calendar to hold against the one of its name.
    package var calendar: String?

    /// Makes the body; what is nil is left out of the JSON.
    package init(
        from: String? = nil,
        until: String,
        policy: String? = nil,
        calendar: String? = nil
    ) {
        self.from = from
        self.until = until
        self.policy = policy
        self.calendar = calendar
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case from, until, policy, calendar
    }

    /// All members of the type: the form takes each of them.
    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// What would go out if nothing happened meanwhile, over all open agreements.
package struct SimulationAnswer: Codable, Hashable, Sendable {
    /// The first instant that is looked at, in the own office's zone.
    package var from: String
    /// The last one, in the same zone.
    package var until: String
    /// Whether other rules were given: then each reminder says whether only they, or only those in
    /// force, would bring it, or both at different times.
    package var compared: Bool
    /// In the order in which they would go out.
    package var reminders: [SimulatedReminder]
    /// How many more there are than are listed.
    package var leftOut: Int
    /// Whether the log is a rehearsal's.
    package var rehearsal: Bool

    /// Gathers the answer.
    package init(
        from: String,
        until: String,
        compared: Bool,
        reminders: [SimulatedReminder],
        leftOut: Int,
        rehearsal: Bool
    ) {
        self.from = from
        self.until = until
        self.compared = compared
        self.reminders = reminders
        self.leftOut = leftOut
        self.rehearsal = rehearsal
    }
}

/// One reminder that would go out.
package struct SimulatedReminder: Codable, Hashable, Sendable {
    /// When it would be issued, in the own office's zone.
    package var at: String
    /// `added`: only the given rules bring it; `removed`: only those in force do; `moved`: both do, at
    /// another time; absent: both, at the same.
    package var change: String?
    /// Of one that moves: when it would go out under the rules in force.
    package var before: String?
    /// Of one that moves: by how many days, negative if it comes earlier.
    package var movedDays: Int?
    /// The reminder itself, its state `upcoming`.
    package var reminder: ReminderAnswer
    /// True of one about the end of a term that the daemon has not recorded yet; absent otherwise.
    ///
    /// Its `opener` and `key` name the place that this entry would have now.
    package var foreseen: Bool?

    /// Gathers the answer.
    package init(
        at: String,
        change: String?,
        before: String? = nil,
        movedDays: Int? = nil,
        reminder: ReminderAnswer,
        foreseen: Bool? = nil
    ) {
        self.at = at
        self.change = change
        self.before = before
        self.movedDays = movedDays
        self.reminder = reminder
        self.foreseen = foreseen
    }
}
