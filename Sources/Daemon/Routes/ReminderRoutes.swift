import Calendars
import Engine
import Entries
import EventLog
import Hummingbird
import Projections
import Reminders
import Wire
import Workflows

/// What is owed, what went out, what comes next, and why.
struct ReminderRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/reminders") { try await list($0, $1) }
        router.get("/v1/agreements/:id/reminders") { try await explain($0, $1) }
    }

    /// The states of which the list speaks; what never went out is for `explain`.
    private static let shown = ["upcoming", "owed", "issued", "postponed", "held"]

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let maker = AnswerMaker(house, rules)
        var items: [ReminderAnswer] = []
        if let planner = try maker.planner() {
            for row in try house.views.board(remindedOnly: true) {
                items += try maker.reminders(of: row.agreement, planner)
                    .filter { Self.shown.contains($0.state) }
                    .nextOfEachLadder
            }
        }
        items.sort { ($0.day, $0.agreement, $0.role) < ($1.day, $1.agreement, $1.role) }
        return try Answer.json(
            ReminderList(
                now: maker.local(maker.now),
                items: items,
                rehearsal: house.folder.identity.isRehearsal
            )
        )
    }

    private func explain(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let id = try context.parameters.require("id")
        let maker = AnswerMaker(house, rules)
        guard let row = try house.views.row(of: id), let planner = try maker.planner() else {
            throw Problem(.unknownAgreement, ["id": .string(id)])
        }
        return try Answer.json(try maker.explanation(of: row.agreement, planner))
    }
}

extension [ReminderAnswer] {
    /// Of each opener, office and role: what was issued or is owed, and only the next that comes.
    fileprivate var nextOfEachLadder: [ReminderAnswer] {
        var seen: Set<String> = []
        return filter { item in
            guard ["upcoming", "held"].contains(item.state) else { return true }
            let key = "\(item.opener) \(item.office?.code ?? "-") \(item.rule) \(item.role)"
            return seen.insert(key).inserted
        }
    }
}

extension ReminderAnswer {
    /// When it went or will go out, as far as is known.
    fileprivate var day: String { goesOut ?? due }
}
