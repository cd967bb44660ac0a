import Answers
import Calendars
import Engine
import Entries
import Hummingbird
import Language
import Projections
import Wire
import Workflows

/// Moves a rehearsal's clock, running every wake-up between.
struct RehearsalRoutes: Sendable {
    let house: House

    /// The most wake-ups of one request: ten years of working days.
    static let wakeUpsMax = 2_600

    func add(to router: Router<KembarContext>) {
        router.post("/v1/rehearsal") { try await move($0, $1) }
    }

    private func move(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.write, of: context.caller)
        guard let clock = house.rehearsal else { throw Problem(.notARehearsal) }
        let (body, _) = try await request.decoded(RehearsalRequest.self)
        try await house.reachHead()
        let zone = house.submitter.rulesInForce.circumstances.offices.own.zone
        let from = clock.now()
        var answer = RehearsalAnswer(
            from: from.rfc3339(offsetMinutes: zone.offsetMinutes),
            to: "",
            wakeUps: 0,
            reminders: [],
            messages: []
        )
        let target = try target(body, from, zone)
        while answer.wakeUps < Self.wakeUpsMax {
            guard let next = try house.wakeUp.next(after: clock.now()), next <= target else {
                break
            }
            clock.move(to: next)
            try await wake(&answer)
            guard body.next == true else { continue }
            // Weekly reports come for ever: with nothing else ahead there is no end to wait for.
            if try !answer.reminders.isEmpty || house.wakeUp.nextReminder(after: next) == nil {
                break
            }
        }
        if body.next != true, answer.wakeUps < Self.wakeUpsMax {
            clock.move(to: target)
            try await wake(&answer)
        }
        answer.to = clock.now().rfc3339(offsetMinutes: zone.offsetMinutes)
        return try Answer.json(answer)
    }

    /// Runs a wake-up; the problem of one whose write failed says where the clock stands, which was moved.
    private func wake(_ answer: inout RehearsalAnswer) async throws {
        let outcome: WakeUp.Outcome
        do {
            outcome = try await house.wakeUp.run()
        } catch {
            var problem = ProblemMaker.problem(of: error)
            guard [.logUnavailable, .outcomeUnknown].contains(problem.code) else { throw error }
            let zone = house.submitter.rulesInForce.circumstances.offices.own.zone
            problem.params["clock"] = (house.rehearsal?.now()).map {
                .string($0.rfc3339(offsetMinutes: zone.offsetMinutes))
            }
            throw problem
        }
        answer.wakeUps += 1
        // In a rehearsal nobody else carries: what is outstanding after a failure waits to be written.
        answer.unwritten = try outcome.failure.map {
            UnwrittenMessages($0, try house.views.outstanding())
        }
        let maker = AnswerMaker(house, house.submitter.rulesInForce)
        guard let planner = try maker.planner() else { return }
        answer.reminders += try outcome.reminders.compactMap { try maker.reminder($0, planner) }
        answer.messages += outcome.messages.map { message in
            MessageAnswer(
                position: message.entry.position,
                role: message.role,
                roleLabel: message.roleLabel.answer,
                office: maker.office(message.office),
                date: message.day,
                channel: "journal",
                subject: message.text.subject,
                text: message.text.lines.joined(separator: "\n"),
                report: message.isReport ? true : nil
            )
        }
    }

    private func target(
        _ body: RehearsalRequest,
        _ from: Timestamp,
        _ zone: Zone
    ) throws -> Timestamp {
        switch (body.to, body.next) {
        case (nil, true?):
            guard try house.wakeUp.nextReminder(after: from) != nil else {
                throw Problem(
                    .nothingAhead,
                    ["now": .string(from.rfc3339(offsetMinutes: zone.offsetMinutes))]
                )
            }
            return .latest
        case (let text?, nil):
            guard let moment = try? Moment(text, in: zone) else {
                throw Problem(.badTime, ["value": .string(text)])
            }
            let target = moment.end.adding(milliseconds: -1)
            guard target >= from else {
                throw Problem(
                    .rehearsalBackwards,
                    [
                        "now": .string(from.rfc3339(offsetMinutes: zone.offsetMinutes)),
                        "to": .string(text),
                    ]
                )
            }
            return target
        default:
            throw Problem(.malformedRequest, ["reason": "exactly-one", "members": ["to", "next"]])
        }
    }
}
