import Calendars
import Engine
import Entries
import EventLog
import Wire
import Workflows

extension AuditAnswers {
    /// What time alone changed between two edges and no entry says: terms whose last day passed, limits of
    /// waits that lapsed.
    ///
    /// None where the comparison looks back, or an edge has no time.
    func passed(between comparison: Comparison, of agreement: String) throws -> [Notice] {
        guard let from = comparison.instant(of: comparison.from),
            let to = comparison.instant(of: comparison.to), from < to
        else { return [] }
        let entries = try HistoryReader.entries(log.entries(ofSubject: agreement), in: log)
        let fold = Fold(circumstances)
        let state =
            switch (comparison.mode, comparison.to) {
            case (.happened, .time(let time)):
                fold.edge(agreement, History(entries), happenedBy: time).state
            case (_, .time(let time)):
                fold.edge(agreement, History(entries), knownAt: time).state
            case (_, .position(let position)):
                fold.edge(agreement, History(entries.filter { $0.position <= position })).state
            }
        guard let state else { return [] }
        return limits(of: state, lapsedAfter: from, by: to)
            + term(of: state, overAfter: from, by: to)
    }

    private func term(
        of agreement: Agreement,
        overAfter from: Timestamp,
        by to: Timestamp
    ) -> [Notice] {
        guard let term = agreement.term, term.ended == nil, let lastDay = term.lastDay(in: zone)
        else { return [] }
        let over = zone.startOfDay(lastDay.adding(days: 1))
        guard from < over, over <= to else { return [] }
        return [
            Notice(
                code: "term-over",
                params: [
                    "lastDay": .string(lastDay.description),
                    "position": .integer(Int(term.at.position)),
                ]
            )
        ]
    }

    private func limits(
        of agreement: Agreement,
        lapsedAfter from: Timestamp,
        by to: Timestamp
    ) -> [Notice] {
        guard agreement.closed == nil,
            let workflow = circumstances.rules[agreement.workflow]
        else { return [] }
        return agreement.waits.flatMap { wait in
            workflow.limitEnds(of: wait, in: agreement, circumstances)
                .filter { from < $0.lapses && $0.lapses <= to }
                .map { end in
                    let office = office(wait.office, in: agreement)
                    let label = end.limit.label.answer
                    return Notice(
                        code: "limit-lapsed",
                        params: [
                            "office": [
                                "code": .string(office.code), "name": .string(office.name),
                            ],
                            "limit": .string(end.limit.name),
                            "limitLabel": ["id": .string(label.id), "en": .string(label.en)],
                            "lastDay": .string(end.lastDay.description),
                            "position": .integer(Int(wait.since.position)),
                        ]
                    )
                }
        }
    }
}
