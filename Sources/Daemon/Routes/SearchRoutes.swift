import Answers
import Calendars
import Entries
import Hummingbird
import Projections
import Wire
import Workflows

/// Full-text search over everything that people said.
struct SearchRoutes: Sendable {
    let house: House

    /// How many agreements are answered unless the caller says otherwise.
    private static let limitDefault = 20
    private static let limits = 1...Views.searchHitsMax

    func add(to router: Router<KembarContext>) {
        router.get("/v1/search") { try await search($0, $1) }
    }

    private func search(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        // A '+' in a query reads as a space: here that is as good.
        guard let query = request.query("q") else {
            throw Problem(.missingField, ["field": "q", "event": "search"])
        }
        let limit = try request.whole("limit") ?? Self.limitDefault
        guard Self.limits.contains(limit) else {
            throw Problem(
                .badField,
                [
                    "field": "limit", "value": .string(String(limit)), "expected": "range",
                    "from": .integer(Self.limits.lowerBound),
                    "to": .integer(Self.limits.upperBound),
                ]
            )
        }
        // The rules were waited for, and with them all that was recorded before the question.
        let found = try await house.views.search(query, limit: limit, catchingUp: false)
        let maker = AnswerMaker(house, rules)
        var hits = try found.hits.compactMap { try maker.answer($0) }
        var total = found.total
        // An id is no text of an agreement, and the surest way to ask for one.
        let id = query.trimmingBlanks
        if !hits.contains(where: { $0.id == id }),
            let named = try maker.answer(SearchHit(agreement: id, places: []))
        {
            hits = [named] + hits.prefix(limit - 1)
            total += 1
        }
        return try Answer.json(SearchAnswer(query: query, hits: hits, total: total))
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

extension AnswerMaker {
    fileprivate func answer(_ hit: SearchHit) throws -> SearchHitAnswer? {
        guard let agreement = try house.views.row(of: hit.agreement)?.agreement else { return nil }
        return SearchHitAnswer(
            id: agreement.id,
            title: agreement.title,
            label: try standing(of: agreement),
            synthetic: isSynthetic(agreement),
            matches: hit.places.map { place in
                SearchMatch(
                    position: place.position,
                    field: place.field,
                    snippet: place.pieces.map { SearchPiece(text: $0.text, match: $0.isMatch) }
                )
            }
        )
    }
}
