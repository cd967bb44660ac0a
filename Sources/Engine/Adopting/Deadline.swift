package import Calendars
package import Entries
import Reminders
import Workflows

/// A date of an agreement that the rules set: the next reminder of a ladder, or the end of a limit.
struct Deadline: Hashable {
    /// Reminders of one ladder, or one limit.
    package enum Kind: String, Sendable {
        case reminder
        case limit
    }

    var kind: Kind
    /// The entry that opened the stage or the wait.
    var opener: Int64
    /// The office waited for; nil for a stage's own ladder.
    var office: String?
    /// The limit's name; nil for a reminder.
    var limit: String?
}

/// A deadline that new rules move, as the adoption records it.
package struct DeadlineMove: Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// `reminder` or `limit`.
    package var kind: String
    /// The position of the entry that opened the stage or the wait.
    package var opener: Int64
    /// The code of the office waited for; nil for a stage's own ladder.
    package var office: String?
    /// The limit's name in the workflow; nil for a reminder.
    package var limit: String?
    /// The date before and after; nil where there is none.
    package var before: LocalDate?
    /// The date under the new rules; nil where none is set any more.
    package var after: LocalDate?

    /// As the entry holds it.
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "agreement": .string(agreement), "kind": .string(kind),
            "opener": .integer(Int(opener)),
        ]
        members["office"] = office.map(JSONValue.string)
        members["limit"] = limit.map(JSONValue.string)
        members["before"] = before.map { .string($0.description) }
        members["after"] = after.map { .string($0.description) }
        return .object(members)
    }

    /// Reads it back from an entry.
    package init?(json: JSONValue) {
        guard let agreement = json["agreement"]?.string, let kind = json["kind"]?.string,
            let opener = json["opener"]?.integer
        else { return nil }
        self.agreement = agreement
        self.kind = kind
        self.opener = Int64(opener)
        office = json["office"]?.string
        limit = json["limit"]?.string
        before = json["before"]?.string.flatMap { LocalDate($0) }
        after = json["after"]?.string.flatMap { LocalDate($0) }
    }

    init(_ agreement: String, _ deadline: Deadline, _ before: LocalDate?, _ after: LocalDate?) {
        self.agreement = agreement
        kind = deadline.kind.rawValue
        opener = deadline.opener
        office = deadline.office
        limit = deadline.limit
        self.before = before
        self.after = after
    }
}

extension RulesInForce {
    /// The dates that these rules set for an agreement.
    func deadlines(of surveyed: Survey.Surveyed) -> [Deadline: LocalDate] {
        let agreement = surveyed.agreement
        var dates: [Deadline: LocalDate] = [:]
        let ahead = planner?.ahead(of: agreement) { surveyed.issued.contains($0.description) }
        for (running, slot) in ahead ?? [] {
            let deadline = Deadline(
                kind: .reminder,
                opener: running.opener.position,
                office: running.wait?.office,
                limit: nil
            )
            // Two waits for one office can have one opener: the earlier date is the one that counts.
            dates[deadline] = min(slot.day, dates[deadline] ?? slot.day)
        }
        guard let workflow = circumstances.rules[agreement.workflow] else { return dates }
        for wait in agreement.waits {
            for end in workflow.limitEnds(of: wait, in: agreement, circumstances) {
                let deadline = Deadline(
                    kind: .limit,
                    opener: wait.since.position,
                    office: wait.office,
                    limit: end.limit.name
                )
                dates[deadline] = end.lastDay
            }
        }
        return dates
    }

    /// Which dates of an agreement are others under `after`, which may hold for another state of it.
    func moves(
        of surveyed: Survey.Surveyed,
        under after: RulesInForce,
        as changed: Survey.Surveyed? = nil
    ) -> [DeadlineMove] {
        let old = deadlines(of: surveyed)
        let new = after.deadlines(of: changed ?? surveyed)
        return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
            .map { DeadlineMove(surveyed.agreement.id, $0, old[$0], new[$0]) }
            .sorted {
                ($0.opener, $0.office ?? "", $0.kind, $0.limit ?? "")
                    < ($1.opener, $1.office ?? "", $1.kind, $1.limit ?? "")
            }
    }
}
