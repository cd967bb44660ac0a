import Answers
import Calendars
import Engine
import Entries
import EventLog
import Hummingbird
import Projections
import Wire
import Workflows

/// The facts for the draft of a letter; nothing is recorded, nothing is sent.
struct LetterRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/agreements/:id/letter") { try await draft($0, $1) }
    }

    private func draft(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let id = try context.parameters.require("id")
        let entries = try HistoryReader.entries(house.log.entries(ofSubject: id), in: house.log)
        let history = History(entries)
        guard let agreement = Fold(rules.circumstances).agreement(id, history) else {
            throw Problem(.unknownAgreement, ["id": .string(id)])
        }
        let maker = AnswerMaker(house, rules)
        return try Answer.json(try maker.letter(agreement, history, to: request.query("party")))
    }
}
