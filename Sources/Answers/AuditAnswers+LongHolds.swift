import Calendars
import Engine
import Entries
import Wire
import Workflows

extension AuditAnswers {
    /// Holds that lasted more than so many working days, up to `asOf` at most.
    ///
    /// A hold ends with what ended it, with its last day or now, whichever comes first: what was planned
    /// is no length. Holds without a working day between them are one.
    func longHolds(
        in replay: Replay,
        beyond holdDays: Int,
        asOf: Timestamp
    ) throws -> [Finding] {
        let holds = replay.state.pastHolds + [replay.state.held].compactMap(\.self)
        var chains: [[HoldSpan]] = []
        for hold in holds.sorted(by: { $0.at.effective < $1.at.effective }) {
            guard let span = HoldSpan(hold, asOf: asOf, zone) else { continue }
            if let last = chains.last?.last, try touch(last, span) {
                chains[chains.count - 1].append(span)
            } else {
                chains.append([span])
            }
        }
        return try chains.compactMap { chain in
            guard let first = chain.first, let last = chain.last else { return nil }
            let days = try workingDays(
                after: first.firstDay,
                through: last.lastDay,
                on: last.end
            )
            return days > holdDays ? finding(chain, first, last, days, replay.agreement) : nil
        }
    }

    private func touch(_ first: HoldSpan, _ second: HoldSpan) throws -> Bool {
        try workingDays(
            after: first.lastDay,
            through: second.firstDay.adding(days: -1),
            on: second.start
        ) <= 0
    }

    private func finding(
        _ chain: [HoldSpan],
        _ first: HoldSpan,
        _ last: HoldSpan,
        _ days: Int,
        _ agreement: String
    ) -> Finding {
        var positions = chain.map(\.hold.at.position)
        var roles = positions.map { _ in "hold" }
        if last.ending == .entry, let ended = last.hold.ended, !positions.contains(ended.position) {
            positions.append(ended.position)
            roles.append("end")
        }
        var params: [String: JSONValue] = [
            "workingDays": .integer(days), "from": .string(first.firstDay.description),
            "through": .string(last.lastDay.description), "ending": .string(last.ending.rawValue),
            "holds": .integer(chain.count),
        ]
        params["planned"] = last.hold.until.map(JSONValue.string)
        params["reason"] = first.hold.reason.map(JSONValue.string)
        let reasons = chain.compactMap { span -> JSONValue? in
            span.hold.reason.map {
                ["position": .integer(Int(span.hold.at.position)), "reason": .string($0)]
            }
        }
        if !reasons.isEmpty { params["reasons"] = .array(reasons) }
        if first.beginsImprecisely || last.endsImprecisely { params["atLeast"] = true }
        return Finding(
            kind: "long-hold",
            agreement: agreement,
            positions: positions,
            roles: roles,
            params: params
        )
    }
}

/// How long one hold really lasted.
private struct HoldSpan {
    /// What came first.
    enum Ending: String {
        /// A resumption, another stage, another hold or the agreement's end.
        case entry
        /// Its last day.
        case until
        /// Nothing yet.
        case now
    }

    let hold: Agreement.Hold
    let start: Timestamp
    let end: Timestamp
    let ending: Ending
    /// The first day on which it held for certain.
    let firstDay: LocalDate
    let lastDay: LocalDate

    /// Nil for a hold that did not last at all.
    init?(_ hold: Agreement.Hold, asOf: Timestamp, _ zone: Zone) {
        let until = hold.until.flatMap { try? Moment($0, in: zone) }?.end
        var (end, ending) = (asOf, Ending.now)
        if let until, until <= end { (end, ending) = (until, .until) }
        if let ended = hold.ended?.effective, ended < end { (end, ending) = (ended, .entry) }
        guard hold.at.effective < end else { return nil }
        self.hold = hold
        self.end = end
        self.ending = ending
        start = hold.at.effective
        lastDay =
            switch ending {
            case .entry: hold.ended?.date(in: zone) ?? zone.date(of: end)
            case .until: zone.date(of: end.adding(milliseconds: -1))
            case .now: zone.date(of: end)
            }
        let begun =
            hold.at.moment.isImprecise
            ? zone.date(of: hold.at.moment.end.adding(milliseconds: -1)) : hold.at.date(in: zone)
        firstDay = min(begun, lastDay)
    }

    var beginsImprecisely: Bool { hold.at.moment.isImprecise }

    var endsImprecisely: Bool {
        ending == .entry && hold.ended?.moment.isImprecise == true
    }
}
