package import Calendars

/// One reminder that is, was or will be owed: the latest slot due of one ladder for one role.
package struct Obligation: Hashable, Sendable {
    /// Its name for ever, under which it is recorded at most once.
    package var key: ObligationKey
    /// The rung and the arithmetic of its day.
    package var slot: Slot
    /// Words fit the level: upwards a superior is told, not asked.
    package var isSuperior: Bool
}

/// What makes a reminder the same one for ever.
///
/// It is the idempotency key of the command that records it, and never expires: neither a restart
/// nor a rebuild can repeat one.
package struct ObligationKey: Hashable, Sendable, CustomStringConvertible {
    /// The agreement's id.
    package var agreement: String
    /// The position of the entry that opened the stage or the wait.
    package var opener: Int64
    /// The office waited for; nil for a stage's own ladder.
    package var office: String?
    /// The ladder's name in the policy.
    package var rule: String
    /// The step by its distance from the anchor: a rung's number names another day when somebody puts
    /// a rung before it (docs/decisions/0035).
    package var workingDays: Int
    /// The recipient's role in the policy.
    package var role: String

    /// `reminder:2018-0001:7:35.72:menunggu:10:petugas`.
    package var description: String {
        "reminder:\(agreement):\(opener):\(office ?? "-"):\(rule):\(workingDays):\(role)"
    }
}

/// When a rung falls due, and the arithmetic behind it.
package struct Slot: Hashable, Sendable {
    /// The rung or repetition that falls due.
    package var step: Ladder.Step
    /// The recipient's role in the policy: each has a slot of its own.
    package var role: String
    /// The count in the calendar of the office that must act, paused days included.
    package var count: WorkingDayCount
    /// How many of the working days counted do not count, because the clock stood still.
    package var pausedDays: Int
    /// The working day of the recipient on which it goes out, and the instant its window opens.
    package var day: LocalDate
    /// The instant from which it is owed: when the window opens on `day`.
    package var due: Timestamp
}
