import Calendars
import Entries

extension Workflow {
    /// Refuses the end of a wait by silence before its limit, or without one.
    func lapseReason(
        _ placed: PlacedFact,
        in agreement: Agreement,
        _ circumstances: Circumstances
    ) -> Rejection.Reason? {
        let data = placed.fact.data
        let office = data["office"]?.string ?? ""
        let waits = agreement.waits.filter {
            !$0.isSignature && $0.isAnswered(office: data["office"], purpose: data["for"])
        }
        guard !waits.isEmpty else {
            return .notAwaited(
                office: office,
                purpose: data["for"]?.string,
                awaited: agreement.waits,
                at: placed.fact.moment
            )
        }
        // Every wait that this would answer needs a limit of its own that is over.
        var running: [LimitEnd] = []
        for wait in waits {
            let ends = limitEnds(of: wait, in: agreement, circumstances)
            guard let last = ends.max(by: { $0.lapses < $1.lapses }) else {
                return .noLimit(office: office)
            }
            let zone = circumstances.offices.office(wait.office).zone
            if Agreement.Point(placed).date(in: zone) <= last.lastDay { running.append(last) }
        }
        return running.max { $0.lapses < $1.lapses }.map(Rejection.Reason.limitNotLapsed)
    }

    /// Returns the ends of the limits that a wait is under, in the file's order.
    package func limitEnds(
        of wait: Agreement.Wait,
        in agreement: Agreement,
        _ circumstances: Circumstances
    ) -> [LimitEnd] {
        limits.filter { $0.runs(on: wait, in: agreement) }
            .compactMap { limit in
                guard let calendar = circumstances.calendars.calendar(named: limit.calendar) else {
                    return nil
                }
                let zone = circumstances.offices.office(wait.office).zone
                let count = calendar.adding(
                    workingDays: limit.workingDays,
                    to: wait.since.date(in: zone)
                )
                return LimitEnd(
                    limit: limit,
                    office: wait.office,
                    lastDay: count.date,
                    lapses: zone.startOfDay(count.date.adding(days: 1)),
                    count: count
                )
            }
    }
}

extension Circumstances {
    /// Returns the ends of the limits that an open agreement's waits are under; none of a closed one.
    package func limitEnds(of agreement: Agreement) -> [LimitEnd] {
        guard agreement.closed == nil, let workflow = rules[agreement.workflow] else { return [] }
        return agreement.waits.filter { !$0.limits.isEmpty }.flatMap {
            workflow.limitEnds(of: $0, in: agreement, self)
        }
    }
}

extension Agreement {
    /// Whether each of these fields has one of the values named for it.
    package func hasOne(of values: [String: [String]]) -> Bool {
        values.allSatisfy { field, values in
            fields[field]?.string.map(values.contains) ?? false
        }
    }
}

extension LimitRule {
    /// Whether this limit runs on that wait: its event put it under it, and it applies.
    package func runs(on wait: Agreement.Wait, in agreement: Agreement) -> Bool {
        wait.limits.contains(name) && applies(to: wait, in: agreement)
    }

    /// Whether it is one for that wait: by the body that is waited for and the agreement's fields.
    func applies(to wait: Agreement.Wait, in agreement: Agreement) -> Bool {
        guard wait.office.hasSuffix("/" + body) else { return false }
        return agreement.hasOne(of: when)
    }
}
