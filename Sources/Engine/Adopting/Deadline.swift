package import Calendars
package import Entries
import Reminders
import Workflows

/// A date of an agreement that the rules set: one reminder of a ladder, or the end of a limit.
struct Deadline: Hashable {
    /// A reminder, or a limit.
    package enum Kind: String, Sendable {
        case reminder
        case limit
    }

    var kind: Kind
    /// The entry that opened the stage or the wait.
    var opener: Int64
    /// The office waited for; nil for a stage's own ladder.
    var office: String?
    /// The limit's name, or that of the policy's ladder that counts back from a date of the law; nil for
    /// a reminder.
    var limit: String?
    /// The ladder's name, where an opener has several: those of a term, and of a limit that is over.
    var rule: String?
    /// The rung, from 1; nil for a limit.
    var rung: Int?
    /// The how-manieth time of that rung, from 1; nil for a limit.
    var occurrence: Int?

    /// The same without the step: of which ladder or limit it is one.
    var matter: Deadline {
        var matter = self
        (matter.rung, matter.occurrence) = (nil, nil)
        return matter
    }
}

/// When a deadline falls under some rules, and who is told.
struct DeadlineTime {
    /// The day; of a reminder that on which it goes out.
    var day: LocalDate
    /// The instant at which a reminder goes out; nil of a limit, and while a hold has no end.
    var goesOut: Timestamp?
    /// The roles that a reminder goes to; none of a limit.
    var roles: Set<String> = []
    /// The counts that the day rests on; none of a date that the calendar on the wall gives.
    var grounds: [WorkingDayCount] = []
}

extension DeadlineTime {
    /// Of a limit: its day alone counts.
    init(_ day: LocalDate, _ grounds: [WorkingDayCount] = []) {
        self.init(day: day, goesOut: nil, grounds: grounds)
    }

    /// When a slot goes out, in the own office's zone; without an end to a hold its own day counts.
    init(_ placed: Planner.PlacedSlot, _ grounds: [WorkingDayCount], in zone: Zone) {
        self.init(
            day: placed.goesOut.map(zone.date(of:)) ?? placed.slot.day,
            goesOut: placed.goesOut,
            roles: [placed.slot.role],
            grounds: grounds
        )
    }

    /// Whether nothing moves and nobody else is told: a day that only becomes more certain stays.
    func isSame(as other: DeadlineTime?) -> Bool {
        day == other?.day && goesOut == other?.goesOut && roles == other?.roles
    }

    /// The earlier of two, for the recipients of both.
    func earlier(_ other: DeadlineTime?) -> DeadlineTime {
        guard let other else { return self }
        let isFirst =
            day == other.day
            ? (goesOut ?? .earliest) <= (other.goesOut ?? .earliest) : day < other.day
        var earlier = isFirst ? self : other
        earlier.roles = roles.union(other.roles)
        return earlier
    }
}

/// A deadline that new rules move, or a reminder that they send to others, as the adoption records it.
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
    /// The ladder's name, where an opener has several; nil for a stage, a wait and a limit.
    package var rule: String?
    /// The rung, from 1; nil for a limit, and in entries of versions that told only of the next reminder.
    package var rung: Int?
    /// The how-manieth time of that rung, from 1; nil where there is no rung.
    package var occurrence: Int?
    /// The date before and after; nil where there is none.
    package var before: LocalDate?
    /// The date under the new rules; nil where none is set any more.
    package var after: LocalDate?
    /// What the date before rests on that is not certain; nil if all of it is, and in entries of versions
    /// that did not tell.
    package var beforeDoubt: CountDoubt?
    /// The same of the date under the new rules.
    package var afterDoubt: CountDoubt?
    /// When the reminder would have gone out, in the own office's zone; nil unless its day stays and only
    /// the hour moves.
    package var goesOutBefore: String?
    /// When it goes out under the new rules; nil likewise.
    package var goesOutAfter: String?
    /// The roles that the reminder would have gone to, by name; nil unless others get it now, and in entries
    /// of versions that told only of days.
    package var rolesBefore: [String]?
    /// The roles that it goes to under the new rules; nil likewise.
    package var rolesAfter: [String]?

    /// Whether a day or an hour moves; if not, only the recipients change.
    package var movesTime: Bool { before != after || goesOutBefore != goesOutAfter }

    /// As the entry holds it.
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "agreement": .string(agreement), "kind": .string(kind),
            "opener": .integer(Int(opener)),
        ]
        members["office"] = office.map(JSONValue.string)
        members["limit"] = limit.map(JSONValue.string)
        members["rule"] = rule.map(JSONValue.string)
        members["rung"] = rung.map(JSONValue.integer)
        members["occurrence"] = occurrence.map(JSONValue.integer)
        members["before"] = before.map { .string($0.description) }
        members["after"] = after.map { .string($0.description) }
        members["beforeDoubt"] = beforeDoubt?.json
        members["afterDoubt"] = afterDoubt?.json
        members["goesOutBefore"] = goesOutBefore.map(JSONValue.string)
        members["goesOutAfter"] = goesOutAfter.map(JSONValue.string)
        members["rolesBefore"] = rolesBefore.map { .array($0.map(JSONValue.string)) }
        members["rolesAfter"] = rolesAfter.map { .array($0.map(JSONValue.string)) }
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
        rule = json["rule"]?.string
        rung = json["rung"]?.integer
        occurrence = json["occurrence"]?.integer
        before = json["before"]?.string.flatMap { LocalDate($0) }
        after = json["after"]?.string.flatMap { LocalDate($0) }
        beforeDoubt = CountDoubt(json: json["beforeDoubt"])
        afterDoubt = CountDoubt(json: json["afterDoubt"])
        goesOutBefore = json["goesOutBefore"]?.string
        goesOutAfter = json["goesOutAfter"]?.string
        rolesBefore = json["rolesBefore"]?.array?.compactMap(\.string)
        rolesAfter = json["rolesAfter"]?.array?.compactMap(\.string)
    }

    init(
        _ agreement: String,
        _ deadline: Deadline,
        _ before: DeadlineTime?,
        _ after: DeadlineTime?,
        under rules: (before: RulesInForce, after: RulesInForce)
    ) {
        self.agreement = agreement
        kind = deadline.kind.rawValue
        opener = deadline.opener
        office = deadline.office
        limit = deadline.limit
        rule = deadline.rule
        rung = deadline.rung
        occurrence = deadline.occurrence
        self.before = before?.day
        self.after = after?.day
        beforeDoubt = CountDoubt(before?.grounds ?? [])
        afterDoubt = CountDoubt(after?.grounds ?? [])
        guard let before, let after else { return }
        if before.roles != after.roles {
            rolesBefore = rules.before.inOrder(before.roles)
            rolesAfter = rules.after.inOrder(after.roles)
        }
        guard before.day == after.day, before.goesOut != after.goesOut else { return }
        let zone = rules.before.circumstances.offices.own.zone
        goesOutBefore = before.goesOut?.rfc3339(offsetMinutes: zone.offsetMinutes)
        goesOutAfter = after.goesOut?.rfc3339(offsetMinutes: zone.offsetMinutes)
    }
}

extension DeadlineMove {
    /// Of which ladder or limit it is a date.
    var matter: Deadline {
        Deadline(
            kind: Deadline.Kind(rawValue: kind) ?? .reminder,
            opener: opener,
            office: office,
            limit: limit,
            rule: rule
        )
    }
}

extension RulesInForce {
    /// Roles in the order of the policy, as reminders name them; what it does not have last.
    func inOrder(_ roles: some Collection<String>) -> [String] {
        let known = (policy?.roles ?? []).map(\.name).filter(roles.contains)
        return known + roles.filter { !known.contains($0) }.sorted()
    }

    /// What these rules and those after them call all roles; where they differ, what the later ones say.
    func roleLabels(and after: RulesInForce) -> [String: Bilingual] {
        let roles = (policy?.roles ?? []) + (after.policy?.roles ?? [])
        return Dictionary(roles.map { ($0.name, $0.label) }) { _, later in later }
    }

    /// The dates that these rules set for an agreement, as things stand at `now`: of every ladder that is
    /// not silenced all that is still to go out, to its last repetition, and the ends of all limits.
    func deadlines(of surveyed: Survey.Surveyed, at now: Timestamp) -> [Deadline: DeadlineTime] {
        let agreement = surveyed.agreement
        let zone = circumstances.offices.own.zone
        var dates: [Deadline: DeadlineTime] = [:]
        let planner = planner
        let ahead = planner?.ahead(
            of: agreement,
            issued: { surveyed.issued.contains($0.description) },
            at: now
        )
        for (running, placed) in ahead ?? [] {
            let grounds = planner?.grounds(of: placed.slot, running, agreement) ?? []
            let hasSeveral = running.isOfTerm || running.limit != nil
            let deadline = Deadline(
                kind: .reminder,
                opener: running.opener.position,
                office: running.wait?.office,
                limit: nil,
                rule: hasSeveral ? running.ladder.name : nil,
                rung: placed.slot.step.rung,
                occurrence: placed.slot.step.occurrence
            )
            // Two waits for one office can have one opener: the earlier date is the one that counts.
            dates[deadline] = DeadlineTime(placed, grounds, in: zone)
                .earlier(dates[deadline])
        }
        let lastDay = agreement.term.flatMap { term in
            term.ended == nil ? term.lastDay(in: zone) : nil
        }
        for date in lastDay.flatMap({ policy?.dates(before: $0, of: agreement) }) ?? [] {
            let deadline = Deadline(
                kind: .limit,
                opener: agreement.term?.at.position ?? 0,
                office: nil,
                limit: date.ladder.name
            )
            dates[deadline] = DeadlineTime(date.day)
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
                dates[deadline] = DeadlineTime(end.lastDay, [end.count])
            }
        }
        return dates
    }

    /// Which dates of an agreement, and which recipients of them, are others under `after`, which may hold for
    /// another state of it.
    func moves(
        of surveyed: Survey.Surveyed,
        under after: RulesInForce,
        at now: Timestamp,
        as changed: Survey.Surveyed? = nil
    ) -> [DeadlineMove] {
        let old = deadlines(of: surveyed, at: now)
        let new = after.deadlines(of: changed ?? surveyed, at: now)
        let rules = (before: self, after: after)
        return Set(old.keys).union(new.keys).filter { old[$0]?.isSame(as: new[$0]) != true }
            .map { DeadlineMove(surveyed.agreement.id, $0, old[$0], new[$0], under: rules) }
            .sorted {
                let one = ($0.opener, $0.office ?? "", $0.kind, $0.limit ?? $0.rule ?? "")
                let other = ($1.opener, $1.office ?? "", $1.kind, $1.limit ?? $1.rule ?? "")
                guard one == other else { return one < other }
                return ($0.rung ?? 0, $0.occurrence ?? 0) < ($1.rung ?? 0, $1.occurrence ?? 0)
            }
    }
}
