package import Calendars

/// One reminder that is, was or will be owed: the latest slot due of one ladder for one role.
package struct Obligation: Hashable, Sendable {
    /// Its name for ever, under which it is recorded at most once.
    package var key: ObligationKey
    /// The rung and the arithmetic of its day.
    package var slot: Slot
    /// Words fit the level: upwards a superior is told, not asked.
    package var isSuperior: Bool
    /// How often the matter was put off so far.
    package var postponements = 0
}

/// What makes a reminder the same one for ever.
///
/// It is the idempotency key of the command that records it, and never expires: neither a restart
/// nor a rebuild can repeat one.
package struct ObligationKey: Hashable, Sendable, CustomStringConvertible {
    /// The agreement's id.
    package var agreement: String
    /// The position of the entry that opened the stage, the wait or the term.
    package var opener: Int64
    /// The office waited for; nil for any other ladder.
    package var office: String?
    /// The ladder's name in the policy.
    package var rule: String
    /// The step by its distance from the anchor: a rung's number names another day when somebody puts
    /// a rung before it (docs/decisions/0035).
    package var days: Int
    /// The day limit of the wait that is over, by its name in the workflow; nil for any other ladder.
    package var limit: String?
    /// The date that is counted back from; nil where it is counted forward from the opener.
    ///
    /// It is part of the name, so that another end of a term is reminded of from its first rung on.
    package var date: LocalDate?
    /// The position of the postponement after which the step is owed once more; nil at its own time.
    package var resumes: Int64?
    /// The recipient's role in the policy.
    package var role: String

    /// `reminder:2018-0001:7:35.72:menunggu:10:petugas`; back from a date
    /// `reminder:2018-0001:7:-:akhir-masa:2027-03-14-90:petugas`; once more after the postponement in
    /// entry 45 `reminder:2018-0001:7:35.72:menunggu:10@45:petugas`; of a limit that is over
    /// `reminder:2018-0001:7:51.08/DPRD:batas-lewat:persetujuan-dprd-0:petugas`.
    package var description: String {
        let from = limit.map { "\($0)-" } ?? date.map { "\($0)-" } ?? ""
        let again = resumes.map { "@\($0)" } ?? ""
        return
            "reminder:\(agreement):\(opener):\(office ?? "-"):\(rule):\(from)\(days)\(again):\(role)"
    }

    /// The position of the postponement after which this step came back under `name`; nil where that is
    /// the name of the step at its own time, or of another one.
    func resumes(in name: String) -> Int64? {
        guard let at = name.lastIndex(of: "@"),
            let position = Int64(name[at...].dropFirst().prefix { $0 != ":" })
        else { return nil }
        var key = self
        key.resumes = position
        return key.description == name ? position : nil
    }
}

/// When a rung falls due, and the arithmetic behind it.
package struct Slot: Hashable, Sendable {
    /// The rung or repetition that falls due.
    package var step: Ladder.Step
    /// The recipient's role in the policy: each has a slot of its own.
    package var role: String
    /// The count in the calendar of the office that must act, paused days included; of a step back
    /// the roll to the last working day.
    package var count: WorkingDayCount
    /// The holds that lie in the count, in order: their working days do not count.
    package var pauses: [CountedPause]
    /// The working day of the recipient on which it goes out, and the instant its window opens.
    package var day: LocalDate
    /// The instant from which it is owed: when the window opens on `day`.
    package var due: Timestamp
    /// The position of the postponement after which the step is owed once more; nil at its own time.
    package var resumes: Int64?

    /// How many of the working days counted do not count, because the clock stood still.
    package var pausedDays: Int { pauses.map(\.workingDays).reduce(0, +) }
}

/// Days on which the clock stood still: those that one hold covers wholly.
package struct Pause: Hashable, Sendable {
    /// From the day after the hold began to its last, or to the one before it was ended.
    package var days: ClosedRange<LocalDate>
    /// The position of the hold's entry.
    package var position: Int64
    /// Why, in the words of whoever recorded it.
    package var reason: String?
}

/// A pause as far as it lies in a count.
package struct CountedPause: Hashable, Sendable {
    /// The hold's own days.
    package var pause: Pause
    /// Those of them that no earlier hold has taken out of the count already.
    package var days: ClosedRange<LocalDate>
    /// How many of these would have counted.
    package var workingDays: Int
}
