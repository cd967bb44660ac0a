/// `GET /v1/deadlines`: the days by which something should have happened, of all agreements.
package struct DeadlineList: Codable, Hashable, Sendable {
    /// The log's name.
    package var origin: String
    /// The time that the daemon takes for right, an instant in UTC.
    package var now: String
    /// By day.
    package var deadlines: [DeadlineAnswer]
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// Makes the answer.
    package init(origin: String, now: String, deadlines: [DeadlineAnswer], rehearsal: Bool) {
        self.origin = origin
        self.now = now
        self.deadlines = deadlines
        self.rehearsal = rehearsal
    }
}

/// One open deadline.
package struct DeadlineAnswer: Codable, Hashable, Sendable {
    /// The same for the same deadline, also after it was moved: an iCalendar UID.
    package var uid: String
    /// `promise`, `limit` or `term`.
    package var kind: String
    /// What the limit is called; absent for a promise and a term.
    package var label: Label?
    /// How sure the limit is; absent for a promise and a term.
    package var mark: String?
    /// The agreement's id.
    package var agreement: String
    /// What the agreement is called.
    package var title: String
    /// The office that must act; absent for a term.
    package var office: String?
    /// The last day.
    package var day: String
    /// The day behind it.
    package var dayAfter: String
    /// How often it may have moved: it rises with every promise, and with every rule file that is adopted.
    package var sequence: Int
    /// Whether the count rests on days off that are only expected, or on a year without any.
    package var estimated: Bool
    /// Whether one of the agreement's offices is invented.
    package var synthetic: Bool

    /// Makes the answer; what is nil is left out of the JSON.
    package init(
        uid: String,
        kind: String,
        label: Label? = nil,
        mark: String? = nil,
        agreement: String,
        title: String,
        office: String? = nil,
        day: String,
        dayAfter: String,
        sequence: Int,
        estimated: Bool,
        synthetic: Bool
    ) {
        self.uid = uid
        self.kind = kind
        self.label = label
        self.mark = mark
        self.agreement = agreement
        self.title = title
        self.office = office
        self.day = day
        self.dayAfter = dayAfter
        self.sequence = sequence
        self.estimated = estimated
        self.synthetic = synthetic
    }
}
