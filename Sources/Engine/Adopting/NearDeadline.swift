package import Calendars
package import Entries

/// What falls due soon after a change of the rules, and is another under them.
package struct NearDeadline: Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// `reminder`; `moved` where only its day is another; `limit`.
    package var kind: String
    /// The position of the entry that opened the stage, the wait or the term.
    package var opener: Int64
    /// The code of the office waited for; nil for any other ladder.
    package var office: String?
    /// The limit's name in the workflow; nil for a reminder.
    package var limit: String?
    /// The day; of a limit that before the change, or the new one if there was none.
    package var day: LocalDate
    /// How many working days of the own office lie between the change and that day.
    package var workingDays: Int
    /// Of a reminder, the roles that would have got it; of one that moved, its day; of a limit, its last day.
    package var before: [String]
    /// The same under the new rules; empty where there is none.
    package var after: [String]
    /// What the rules before and after call those roles.
    package var roleLabels: [String: Bilingual] = [:]

    /// As an answer has it.
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "agreement": .string(agreement), "kind": .string(kind),
            "opener": .integer(Int(opener)), "day": .string(day.description),
            "workingDays": .integer(workingDays),
            "before": .array(before.map(JSONValue.string)),
            "after": .array(after.map(JSONValue.string)),
        ]
        members["office"] = office.map(JSONValue.string)
        members["limit"] = limit.map(JSONValue.string)
        if !roleLabels.isEmpty { members["roleLabels"] = roleLabels.json }
        return .object(members)
    }
}
