package import Calendars
import Engine
import Entries
import Projections
import Reminders
import Workflows

/// What goes out of the house, and when there is something to do again.
extension WakeUp {
    /// When there is something to do next, the weekly report included; nil if never by itself.
    package func next(after now: Timestamp) throws -> Timestamp? {
        [try nextReminder(after: now), try nextReport(after: now)].compactMap(\.self).min()
    }

    /// When some role's next weekly report is due; nil if the policy has none.
    private func nextReport(after now: Timestamp) throws -> Timestamp? {
        guard let planner = submitter.rulesInForce.planner else { return nil }
        return try (planner.policy.weekly?.roles ?? []).compactMap { role in
            let next = planner.nextWeekly(for: role, after: now)?.due
            guard let slot = planner.weekly(for: role, at: now),
                try !views.hasReport(role: role, week: slot.week)
            else { return next }
            // Its day has had its message, or the window is over: the next one takes it along.
            let day = planner.circumstances.offices.own.zone.date(of: now)
            let hasMessage = try views.hasMessage(role: role, day: day)
            return planner.windowOpening(
                onOrAfter: hasMessage ? tomorrow(planner, now) : now.adding(milliseconds: 60_000)
            )
        }.min()
    }

    private func tomorrow(_ planner: Planner, _ now: Timestamp) -> Timestamp {
        let zone = planner.circumstances.offices.own.zone
        return zone.startOfDay(zone.date(of: now).adding(days: 1))
    }

    /// When a reminder or the end of a term is due next; nil if nothing ever will by itself.
    func nextReminder(after now: Timestamp) throws -> Timestamp? {
        guard var planner = submitter.rulesInForce.planner else { return nil }
        planner.renewals = try views.signedRenewals()
        var instants: [Timestamp] = []
        if let due = try views.firstDue() {
            // What is due already but was not issued now waits for the next opening of the window.
            instants.append(due > now ? due : now.adding(milliseconds: 60_000))
        }
        let zone = planner.circumstances.offices.own.zone
        let tomorrow = tomorrow(planner, now)
        var agreements = KnownAgreements(views: views)
        search: for role in try roles(planner) {
            for reminder in try views.uncarried(role: role) {
                guard let agreement = try agreements.agreement(reminder.agreement) else {
                    continue
                }
                // Issued after today's digest it goes out with tomorrow's, or when the hold is over.
                let end = agreement.held?.end(in: zone) ?? tomorrow
                let next = max(tomorrow, end)
                let stands = planner.stands(
                    agreement,
                    opener: reminder.opener,
                    office: reminder.office,
                    key: reminder.key,
                    at: next
                )
                guard stands else { continue }
                instants.append(next)
                // Of what waits for a day's message nothing can be earlier: the others need not be judged.
                if next == tomorrow { break search }
            }
        }
        for role in try roles(planner)
        where try !waitingAtOnce(planner, role, now, &agreements).isEmpty {
            // It should have left at this wake-up, so the next one tries again.
            instants.append(now.adding(milliseconds: 60_000))
            break
        }
        // That a term has ended is recorded at any hour.
        let end = try views.firstTermEnd().map { $0 > now ? $0 : now.adding(milliseconds: 60_000) }
        return (instants.map(planner.windowOpening(onOrAfter:)) + [end].compactMap(\.self)).min()
    }

    /// What the day of `next`, as `nextReminder` gave it, rests on that is not certain; nil if all of it is.
    func doubt(ofNext next: Timestamp, after now: Timestamp) throws -> CountDoubt? {
        guard var planner = submitter.rulesInForce.planner else { return nil }
        planner.renewals = try views.signedRenewals()
        if let due = try views.firstDue(), due == next {
            return try views.doubt(ofFirst: due, goingOut: next, at: now, planner)
        }
        // The end of a term is a day that somebody named, and is recorded on a day off as well.
        guard try views.firstTermEnd() != next else { return nil }
        return CountDoubt(planner.grounds(ofOpening: next, after: now))
    }

    /// The roles of the policy, and those that still have a reminder waiting: one that left the policy
    /// after its reminder was issued is told of it all the same.
    private func roles(_ planner: Planner) throws -> [String] {
        let known = planner.policy.roles.map(\.name)
        return known + (try views.uncarriedRoles().filter { !known.contains($0) })
    }

    /// One digest per role and local day: what comes due later waits for the next, but for what the law
    /// sets a date for, where the policy says so: that leaves in a message of its own.
    ///
    /// The weekly report goes with the message of its day, or is one by itself.
    func gatherMessages(
        _ planner: Planner,
        _ now: Timestamp,
        _ outcome: inout Outcome
    ) async throws {
        let day = planner.circumstances.offices.own.zone.date(of: now)
        var agreements = KnownAgreements(views: views)
        var figures: [String: JSONValue]?
        for role in try roles(planner) {
            guard try !views.hasMessage(role: role, day: day) else {
                for reminder in try waitingAtOnce(planner, role, now, &agreements) {
                    do {
                        _ = try await submitter.sendAtOnce(
                            reminder.carried,
                            for: role,
                            on: day,
                            successors: views.successors(waitingFor: role),
                            channel: outbox.meant
                        )
                    } catch SubmissionFailure.unreadable(let position) {
                        // One damaged agreement must not silence the others.
                        outcome.unreadable.insert(position)
                    }
                }
                continue
            }
            // Asked of the views first: what no longer stands is not folded again for ever in the
            // writer's transaction, which asks once more.
            let waiting = try views.uncarried(role: role).filter { reminder in
                guard let agreement = try agreements.agreement(reminder.agreement) else {
                    return false
                }
                return planner.stands(
                    agreement,
                    opener: reminder.opener,
                    office: reminder.office,
                    key: reminder.key,
                    at: now
                )
            }
            let slot = try planner.weekly(for: role, at: now).flatMap { slot in
                try views.hasReport(role: role, week: slot.week) ? nil : slot
            }
            guard !waiting.isEmpty || slot != nil else { continue }
            if slot != nil, figures == nil {
                figures = try await weeklyFigures.figures(
                    planner,
                    at: now,
                    next: planner.nextWeekly(for: role, after: now)
                )
            }
            _ = try await submitter.gather(
                for: role,
                on: day,
                waiting.map(\.carried),
                weekly: slot.map { WeeklyReport(week: $0.week, figures: figures ?? [:]) },
                successors: views.successors(waitingFor: role),
                channel: outbox.meant
            )
        }
    }

    /// The reminders of a role that no message carries yet and that wait for no day's message.
    ///
    /// Only of ladders that speak at once is an agreement looked at: the others may be many, and are not
    /// asked about again before tomorrow.
    private func waitingAtOnce(
        _ planner: Planner,
        _ role: String,
        _ now: Timestamp,
        _ agreements: inout KnownAgreements
    ) throws -> [IssuedReminder] {
        let urgent = planner.policy.ladders.filter(\.isImmediate).map { ":\($0.name):" }
        guard !urgent.isEmpty else { return [] }
        var waiting: [IssuedReminder] = []
        for reminder in try views.uncarried(role: role)
        where urgent.contains(where: { reminder.key.contains($0) }) {
            guard let agreement = try agreements.agreement(reminder.agreement),
                planner.isImmediate(reminder.key, agreement),
                planner.stands(
                    agreement,
                    opener: reminder.opener,
                    office: reminder.office,
                    key: reminder.key,
                    at: now
                )
            else { continue }
            waiting.append(reminder)
        }
        return waiting
    }

    private var weeklyFigures: WeeklyFigures {
        WeeklyFigures(
            views: views,
            log: outbox.journal.log,
            checkpoints: outbox.journal.checkpoints
        )
    }
}

/// The agreements of a wake-up as the views have them, each read once: several reminders of one may wait,
/// for several roles.
private struct KnownAgreements {
    let views: Views
    private var known: [String: Agreement] = [:]

    init(views: Views) { self.views = views }

    mutating func agreement(_ id: String) throws -> Agreement? {
        if let agreement = known[id] { return agreement }
        known[id] = try views.row(of: id)?.agreement
        return known[id]
    }
}

extension IssuedReminder {
    /// As the writer is asked to carry it.
    fileprivate var carried: CarriedReminder {
        CarriedReminder(key: key, agreement: agreement, opener: opener, office: office)
    }
}
