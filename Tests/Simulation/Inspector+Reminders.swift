import Calendars
import Entries
import Reminders
import Workflows

/// Every reminder once, at its time, as long as it stands; and none missing.
extension Inspector {
    mutating func lookAtReminder(_ entry: Entry) throws {
        let key = entry.command.id
        guard let id = entry.subject?.agreement, let name = ReminderName(entry.data) else {
            throw broken(.whole, "\(key) does not say what it is about")
        }
        guard reminders[key] == nil, cases[id]?.issued.contains(name) != true else {
            throw broken(.once, "\(key) was issued twice")
        }
        guard isOpen(entry.recorded) else {
            throw broken(.inWindow, "\(key) was issued at night or on a day off")
        }
        guard !isHeld(id, at: entry.recorded) else {
            throw broken(.notHeld, "\(key) was issued while the clock stood still")
        }
        let duties = duties(id)
        guard
            let duty = duties.first(where: {
                $0.opener == name.opener && $0.office == name.office
                    && $0.ladder.name == name.rule && $0.limit?.name == name.limit
            })
        else { throw broken(.stillOpen, "\(key) was issued after its opener closed") }
        let about = "\(id) \(name.rule) \(name.opener) \(name.office ?? "-") \(name.role)"
        guard lastIssued.updateValue(entry.recorded, forKey: about) != entry.recorded else {
            throw broken(.latestOnly, "\(about): two at one moment")
        }
        let expected = duty.owed(
            name.role,
            at: entry.recorded,
            issued: cases[id]?.issued ?? [],
            rules
        )
        guard expected == name else {
            let words = expected.map(\.description) ?? "nothing"
            throw broken(.latestOnly, "\(key) was issued, owed was \(words)")
        }
        cases[id]?.issued.insert(name)
        reminders[key] = (id, name)
        uncarried[name.role, default: []].insert(key)
        count(name.resumes == nil ? .reminder : .resumedReminder)
        if name.limit != nil { count(.limitPassed) }
        if let step = duty.steps.first(where: { $0.step.days == name.days }),
            entry.recorded.milliseconds - step.due.milliseconds > 15 * 86_400_000
        {
            count(.caughtUp)
        }
    }

    mutating func lookAtEnd(_ entry: Entry) throws {
        guard let id = entry.subject?.agreement, let opener = entry.data["opener"]?.integer,
            let rule = entry.data["rule"]?.string, let roles = rules.policy?.roles.map(\.name)
        else { throw broken(.whole, "\(entry.position) does not say which ladder has ended") }
        let office = entry.data["office"]?.string
        let duty = duties(id).first {
            $0.opener == opener && $0.office == office && $0.ladder.name == rule && $0.isEndTold
        }
        guard let duty,
            duty.isAtItsEnd(issued: cases[id]?.issued ?? [], rules, roles: roles)
        else { throw broken(.endTold, "\(id): \(rule) of \(opener) is not at its end") }
        guard cases[id]?.told.insert(duty.name).inserted == true else {
            throw broken(.endTold, "\(id): that \(rule) of \(opener) has ended is told twice")
        }
        count(.exhausted)
    }

    /// Whether something is owed now that was not issued, or has ended and was not told of.
    mutating func lookForMissing() throws {
        let now = place.clock.truth
        guard let policy = rules.policy, let own = rules.offices?.own else { return }
        let roles = policy.roles.map(\.name)
        let isOpen = isOpen(now)
        for id in cases.keys.sorted() {
            guard let state = state(id), let file = cases[id], !file.isOver else { continue }
            if let term = state.term, term.ended == nil,
                let lastDay = term.lastDay(in: own.zone), lastDay < own.zone.date(of: now)
            {
                throw broken(.endTold, "\(id): nobody said that its term ended on \(lastDay)")
            }
            let isHeld = isHeld(id, at: now)
            for duty in duties(id) {
                if duty.isEndTold, !file.told.contains(duty.name),
                    duty.isAtItsEnd(issued: file.issued, rules, roles: roles)
                {
                    throw broken(.endTold, "\(id): \(duty.name) has ended and nobody said so")
                }
                guard isOpen, !isHeld else { continue }
                for role in roles {
                    let owed = duty.owed(role, at: now, issued: file.issued, rules)
                    if let owed { throw broken(.neverMissed, "\(id): \(owed) is owed") }
                }
            }
        }
    }
}

extension Duty {
    /// What it is about, for the entry that tells of its end.
    var name: String { "\(ladder.name) of \(opener) \(office ?? "-")" }
}
