import Answers
import Calendars
import Engine
import Entries
import Wire
import Workflows

extension AnswerMaker {
    /// What the draft of a letter about an agreement says, to the office of that code.
    ///
    /// Without a code it goes to the one office that is awaited, or else to the one other party;
    /// where there are several or none, it is refused with those that could be named.
    func letter(
        _ agreement: Agreement,
        _ history: History,
        to code: String?
    ) throws(Problem) -> LetterAnswer {
        if let closed = agreement.closed { throw Problem(closed) }
        let addressee = try addressee(code, agreement)
        let wait = agreement.waits.first { $0.office == addressee }
        let workflow = circumstances.rules[agreement.workflow]
        let cited = workflow.map { Correspondence(history, $0) }
        let today = offices.own.zone.date(of: now)
        let sent = cited?.letters(to: addressee, awaited: wait) ?? []
        let received = cited?.replies(from: addressee, awaited: wait) ?? []
        return LetterAnswer(
            agreement: agreement.id,
            title: agreement.title,
            date: today.description,
            from: side(offices.own),
            signatory: offices.signatory,
            to: side(offices.office(addressee, named: name(of: addressee, in: agreement))),
            purpose: wait?.purpose,
            signature: wait?.isSignature ?? false,
            since: wait?.since.moment.text,
            promised: wait?.promised?.text,
            promisePassed: wait?.promised.map { $0.lastDay(in: offices.own.zone) < today },
            meeting: cited?.meeting.map {
                LetterMeeting(label: $0.words.answer, time: $0.moment.text, place: $0.place)
            },
            sent: sent.map { LetterSentBefore(number: $0.number, date: $0.date) },
            received: received.isEmpty
                ? nil : received.map { LetterSentBefore(number: $0.number, date: $0.date) },
            event: workflow?.events.first { $0.cited == .letter }?.name,
            rehearsal: house.folder.identity.isRehearsal,
            synthetic: isSynthetic(agreement) || offices.office(addressee).synthetic
        )
    }

    private func addressee(_ code: String?, _ agreement: Agreement) throws(Problem) -> String {
        var awaited: [String] = []
        for wait in agreement.waits where !awaited.contains(wait.office) {
            awaited.append(wait.office)
        }
        let others = agreement.parties.map(\.code).filter { $0 != offices.own.code }
        // Nobody writes to the own office; who may be meant is said as if none had been named.
        guard let code, code != offices.own.code else {
            let candidates = awaited.isEmpty ? others : awaited
            if code == nil, candidates.count == 1 { return candidates[0] }
            throw Problem(.addresseeMissing, ["offices": .array(candidates.map(json(of:)))])
        }
        guard (awaited + others).contains(code) else {
            throw Problem(
                .notAParty,
                [
                    "office": json(of: code),
                    "parties": .array(agreement.parties.map { json(of: $0.code) }),
                ]
            )
        }
        return code

        func json(of code: String) -> JSONValue {
            let name = offices.office(code, named: name(of: code, in: agreement)).name
            return ["code": .string(code), "name": .string(name)]
        }
    }

    private func side(_ office: Office) -> LetterOffice {
        let code = OfficeCode(office.code)
        return LetterOffice(
            code: office.code,
            name: office.name,
            government: code?.region != nil && code?.body == nil && office.known,
            addressee: office.addressee,
            seat: office.seat
        )
    }
}

extension Problem {
    fileprivate init(_ closing: Agreement.Closing) {
        self.init(
            .closed,
            [
                "event": .string(closing.event),
                "label": closing.label.json,
                "time": .string(closing.at.moment.text),
            ]
        )
    }
}
