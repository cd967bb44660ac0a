import Calendars
import Entries
import Reminders
import Workflows

/// Something about which reminders are owed as long as it stands: a stage, a wait, a term or its end.
///
/// The inspector's own reading of state and policy, counted day by day; the planner is not asked.
struct Duty {
    var ladder: Ladder
    var opener: Int64
    var office: String?
    /// The date that is counted back from, if it is.
    var date: LocalDate?
    /// The day limit that it is about, if it is, and from when on that is over.
    var limit: (name: String, lapses: Timestamp)?
    var isOfTerm: Bool
    /// Somebody is awaited, so the stage keeps silent.
    var isSilent: Bool
    /// What falls due before was not known yet.
    var owedFrom: Timestamp
    /// The law's date was ahead when it became known, and the ladder speaks at once: nothing of it is passed over.
    var isUrgent = false
    /// The last "I have seen it", and until when it holds.
    var seen: (at: Agreement.Point, until: Timestamp)?
    var steps: [DueStep]

    struct DueStep {
        var step: Step
        var due: Timestamp
    }

    /// Everything that stands of an agreement.
    static func all(of state: Agreement, _ rules: RuleRecord) -> [Duty] {
        guard let policy = rules.policy, let offices = rules.offices else { return [] }
        let reading = Reading(state: state, rules: rules, policy: policy, own: offices.own)
        var duties: [Duty] = []
        if state.closed == nil {
            if let stage = reading.stage() { duties.append(stage) }
            for wait in state.waits {
                let actor = offices.office(wait.office)
                if let duty = reading.wait(wait, actor: actor) { duties.append(duty) }
                duties += reading.limits(of: wait, actor: actor)
            }
        }
        return duties + reading.term()
    }
}

/// One agreement, read under the rules of a moment.
private struct Reading {
    var state: Agreement
    var rules: RuleRecord
    var policy: Policy
    var own: Office

    func stage() -> Duty? {
        guard let name = rules.ladderName(of: state.stage, in: state.workflow),
            let ladder = policy.ladder(named: name)
        else { return nil }
        let begins = state.free.map { [state.since, $0] } ?? [state.since]
        return duty(
            ladder,
            opener: state.since,
            actor: own,
            from: begins.map { $0.date(in: own.zone) }.max() ?? .latest,
            knownSince: begins.map(\.recorded).max() ?? .earliest,
            seenAfter: begins,
            isSilent: !state.waits.isEmpty
        )
    }

    func wait(_ wait: Agreement.Wait, actor: Office) -> Duty? {
        guard let ladder = policy.ladder(named: wait.isSignature ? policy.signatures : policy.waits)
        else { return nil }
        return duty(
            ladder,
            opener: wait.opener,
            office: wait.office,
            actor: actor,
            from: wait.promised?.lastDay(in: actor.zone) ?? wait.since.date(in: actor.zone),
            knownSince: wait.opener.recorded,
            seenAfter: [wait.opener]
        )
    }

    /// What is said once the days are over that the law gives an office: the wait began them, and
    /// neither a promise nor a hold moves them.
    func limits(of wait: Agreement.Wait, actor: Office) -> [Duty] {
        guard let ladder = policy.lapsed.flatMap(policy.ladder(named:)) else { return [] }
        return rules.limits(of: state.workflow).filter { limit in
            wait.limits.contains(limit.name) && wait.office.hasSuffix("/" + limit.body)
                && hasOne(of: limit.when)
        }.map { limit in
            let lastDay = rules.days.counting(
                limit.workingDays,
                after: wait.since.date(in: actor.zone),
                in: limit.calendar,
                except: { _ in false }
            )
            return Duty(
                ladder: ladder,
                opener: wait.since.position,
                office: wait.office,
                limit: (limit.name, actor.zone.startOfDay(lastDay.adding(days: 1))),
                isOfTerm: false,
                isSilent: false,
                owedFrom: wait.since.recorded,
                seen: seen(after: [wait.since]),
                steps: steps(of: ladder, behind: lastDay)
            )
        }
    }

    /// A ladder forward from a day, or anew from the day it was typed in if it was over by then.
    private func duty(
        _ ladder: Ladder,
        opener: Agreement.Point,
        office: String? = nil,
        actor: Office,
        from start: LocalDate,
        knownSince: Timestamp,
        seenAfter openers: [Agreement.Point],
        isSilent: Bool = false
    ) -> Duty {
        var steps = forward(ladder, from: start, actor)
        if let last = steps.last, last.due < knownSince {
            steps = forward(ladder, from: actor.zone.date(of: knownSince), actor)
        }
        return Duty(
            ladder: ladder,
            opener: opener.position,
            office: office,
            isOfTerm: false,
            isSilent: isSilent,
            owedFrom: knownSince,
            seen: seen(after: openers),
            steps: steps
        )
    }

    func term() -> [Duty] {
        guard let term = state.term, let lastDay = term.lastDay(in: own.zone) else { return [] }
        func duty(_ name: String, _ opener: Agreement.Point) -> Duty? {
            guard let ladder = policy.ladder(named: name) else { return nil }
            var duty = Duty(
                ladder: ladder,
                opener: opener.position,
                isOfTerm: true,
                isSilent: false,
                owedFrom: term.at.recorded,
                seen: seen(after: [opener]),
                steps: []
            )
            if let back = ladder.back {
                guard hasOne(of: back.when) else { return nil }
                let date = lastDay.adding(months: -back.monthsBefore)
                duty.date = date
                duty.isUrgent = ladder.isImmediate && opening(after: term.at.recorded) <= date
                duty.steps = Step.all(of: ladder).map { step in
                    let day = rules.days.onOrBefore(
                        date.adding(days: -step.days),
                        in: own.calendar
                    )
                    return Duty.DueStep(step: step, due: opening(day))
                }
            } else {
                duty.steps = steps(of: ladder, behind: lastDay)
            }
            return duty
        }
        guard let ended = term.ended else {
            return policy.terms.compactMap { duty($0, term.at) }
        }
        guard term.isExpired, let name = policy.ended else { return [] }
        return duty(name, ended).map { [$0] } ?? []
    }

    /// A ladder forward from the day behind a last one, by the own office's days, whatever stands still.
    private func steps(of ladder: Ladder, behind lastDay: LocalDate) -> [Duty.DueStep] {
        Step.all(of: ladder).map { step in
            let day = rules.days.counting(
                step.days,
                after: lastDay.adding(days: 1),
                in: own.calendar,
                except: { _ in false }
            )
            return Duty.DueStep(step: step, due: opening(onOrAfter: day))
        }
    }

    private func hasOne(of wanted: [String: [String]]) -> Bool {
        wanted.allSatisfy { field, values in
            state.fields[field]?.string.map(values.contains) ?? false
        }
    }

    private func forward(_ ladder: Ladder, from start: LocalDate, _ actor: Office)
        -> [Duty.DueStep]
    {
        let pauses = pauses()
        return Step.all(of: ladder).map { step in
            let day = rules.days.counting(step.days, after: start, in: actor.calendar) { day in
                pauses.contains { $0.contains(day) }
            }
            return Duty.DueStep(step: step, due: opening(onOrAfter: day))
        }
    }

    /// The days that a hold covers wholly.
    private func pauses() -> [ClosedRange<LocalDate>] {
        (state.pastHolds + (state.held.map { [$0] } ?? [])).compactMap { hold in
            guard let end = hold.end(in: own.zone) else { return nil }
            let first = hold.at.date(in: own.zone).adding(days: 1)
            let last = own.zone.date(of: end).adding(days: -1)
            return first <= last ? first...last : nil
        }
    }

    private func seen(after openers: [Agreement.Point]) -> (Agreement.Point, Timestamp)? {
        let known = openers.map(\.position).max() ?? -1
        let last = state.postponements.filter {
            $0.at.position > known && $0.end(in: own.zone) > $0.at.recorded
        }.max { $0.at.position < $1.at.position }
        return last.map { ($0.at, $0.end(in: own.zone)) }
    }

    /// The first day on which anything recorded at that moment can leave.
    private func opening(after recorded: Timestamp) -> LocalDate {
        let day = own.zone.date(of: recorded)
        let end = policy.window.minutes(of: day).upperBound
        let isOver = own.zone.minuteOfDay(of: recorded) >= end
        return rules.days.onOrAfter(isOver ? day.adding(days: 1) : day, in: own.calendar)
    }

    private func opening(_ day: LocalDate) -> Timestamp {
        own.zone.instant(day, minuteOfDay: policy.window.minutes(of: day).lowerBound)
    }

    private func opening(onOrAfter day: LocalDate) -> Timestamp {
        opening(rules.days.onOrAfter(day, in: own.calendar))
    }
}
