import Answers
import Calendars
import Engine
import Language
import Mail
import Reminders
import Wire
import Workflows

/// A day by which something should have happened, as far as an agreement knows it.
struct OpenDeadline: Hashable, Sendable {
    /// What it rests on.
    enum Kind: Hashable, Sendable {
        /// The office waited for gave its word.
        case promise
        /// A limit of the workflow, or a date before the end of a term that the policy counts back from, by
        /// name, with its words.
        case limit(name: String, label: Bilingual, mark: String)
        /// The agreement's own term.
        case term
    }

    var kind: Kind
    var agreement: String
    var title: String
    /// The office that must act; nil for a term.
    var office: String?
    /// The position at which the wait began; nil for a term.
    var wait: Int64?
    var day: LocalDate
    /// How often it may have moved: the promises given, or the rule files adopted since it began to run.
    ///
    /// A file of a calendar program takes the greater number (RFC 5545, 3.8.7.4), so it may rise where the
    /// day stays, and never the other way round.
    var sequence: Int
    /// The count rests on days off that are only expected so far, or on a year without any.
    var isEstimated: Bool
    /// One of the agreement's offices is invented.
    var isSynthetic: Bool

    /// Everything open of an agreement, by day.
    static func all(
        of agreement: Agreement,
        _ rules: RulesInForce
    ) -> [OpenDeadline] {
        let (circumstances, policy) = (rules.circumstances, rules.policy)
        func adoptions(since position: Int64) -> Int {
            rules.adoptions.count { $0.position > position }
        }
        let offices = circumstances.offices
        let codes = agreement.parties.map(\.code) + agreement.waits.map(\.office)
        let isSynthetic = codes.contains { offices.office($0).synthetic }
        func deadline(
            _ kind: Kind,
            _ wait: Agreement.Wait?,
            _ day: LocalDate,
            sequence: Int = 0,
            isEstimated: Bool = false
        ) -> OpenDeadline {
            OpenDeadline(
                kind: kind,
                agreement: agreement.id,
                title: agreement.title,
                office: wait.map { wait in
                    let office = offices.office(wait.office)
                    let named = agreement.parties.first { $0.code == wait.office }?.name
                    return office.known ? office.name : named ?? office.name
                },
                wait: wait?.since.position,
                day: day,
                sequence: sequence,
                isEstimated: isEstimated,
                isSynthetic: isSynthetic
            )
        }
        var found: [OpenDeadline] = []
        for wait in agreement.waits where agreement.closed == nil {
            let zone = offices.office(wait.office).zone
            if let promised = wait.promised {
                let day = zone.date(of: promised.end.adding(milliseconds: -1))
                found.append(deadline(.promise, wait, day, sequence: wait.promiseCount))
            }
            let ends =
                circumstances.rules[agreement.workflow]?
                .limitEnds(of: wait, in: agreement, circumstances) ?? []
            for end in ends {
                let kind = Kind.limit(
                    name: end.limit.name,
                    label: end.limit.label,
                    mark: end.limit.source.mark.rawValue
                )
                let isEstimated = end.count.touchesEstimate || !end.count.yearsWithoutData.isEmpty
                found.append(
                    deadline(
                        kind,
                        wait,
                        end.lastDay,
                        sequence: adoptions(since: wait.since.position),
                        isEstimated: isEstimated
                    )
                )
            }
        }
        if let term = agreement.term, term.ended == nil, let until = term.until,
            let end = try? Moment(until, in: offices.own.zone)
        {
            let day = offices.own.zone.date(of: end.end.adding(milliseconds: -1))
            found.append(deadline(.term, nil, day))
            for date in policy?.dates(before: day, of: agreement) ?? [] {
                let kind = Kind.limit(
                    name: date.ladder.name,
                    label: date.ladder.label,
                    mark: date.ladder.source.mark.rawValue
                )
                let sequence = adoptions(since: term.at.position)
                found.append(deadline(kind, nil, date.day, sequence: sequence))
            }
        }
        return found.sorted { $0.day < $1.day }
    }
}

extension OpenDeadline {
    /// The event of an iCalendar file; the same deadline has the same UID whenever it is written.
    func event(origin: String, rehearsal: Bool, in language: Language) -> CalendarFile.Event {
        let content = content(rehearsal: rehearsal)
        return CalendarFile.Event(
            uid: uid(origin),
            day: day.description,
            dayAfter: day.adding(days: 1).description,
            sequence: sequence,
            summary: language.say(content.summary),
            details: content.details.map(language.say)
        )
    }

    private func content(rehearsal: Bool) -> DeadlineContent {
        let kind: DeadlineContent.Kind =
            switch self.kind {
            case .promise: .promise
            case .limit(_, let label, let mark): .limit(Phrase(label.id, label.en), mark: mark)
            case .term: .term
            }
        return DeadlineContent(
            kind: kind,
            agreement: agreement,
            title: title,
            office: office,
            estimated: isEstimated,
            synthetic: isSynthetic,
            rehearsal: rehearsal
        )
    }

    /// Made of what it is about, not of its day: a promise that moves stays the same entry.
    func uid(_ origin: String) -> String {
        let name =
            switch kind {
            case .promise: "promise"
            case .limit(let name, _, _): "limit-\(name)"
            case .term: "term"
            }
        let parts = [agreement, wait.map(String.init), name].compactMap(\.self)
        let id = MessageID(origin: origin, thread: parts.joined(separator: "-")).description
        return String(id.dropFirst().dropLast())
    }

    func answer(origin: String) -> DeadlineAnswer {
        var answer = DeadlineAnswer(
            uid: uid(origin),
            kind: "promise",
            agreement: agreement,
            title: title,
            office: office,
            day: day.description,
            dayAfter: day.adding(days: 1).description,
            sequence: sequence,
            estimated: isEstimated,
            synthetic: isSynthetic
        )
        switch kind {
        case .promise: break
        case .limit(_, let label, let mark):
            (answer.kind, answer.label, answer.mark) = ("limit", label.answer, mark)
        case .term: answer.kind = "term"
        }
        return answer
    }
}
