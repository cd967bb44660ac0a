import Contacts
import Engine
import Entries
import Hummingbird
import Wire

/// Whose the opaque names of the log are.
///
/// For `kembar-admin` only.
struct OfficerRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/officers") { try await list($0, $1) }
        router.post("/v1/officers/:id/retirement") { try await retire($0, $1) }
        router.post("/v1/officers/:id/erasure") { try await erase($0, $1) }
    }

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let officers: [Officer]
        if let id = request.query("id") {
            guard let officer = try house.contacts.officer(id) else { throw unknown(id) }
            officers = [officer]
        } else {
            officers = try house.contacts.officers()
        }
        return try Answer.json(OfficerList(officers: officers.map(answer)))
    }

    private func answer(_ officer: Officer) -> OfficerAnswer {
        let maker = AnswerMaker(house, house.submitter.rulesInForce)
        return OfficerAnswer(
            id: officer.name,
            login: officer.login,
            uid: officer.uid.map { Int($0) },
            since: maker.local(officer.since),
            until: officer.until.map(maker.local),
            current: officer.until == nil,
            erased: officer.isErased
        )
    }

    private func unknown(_ id: String) -> Problem {
        Problem(.unknownContact, ["id": .string(id)])
    }

    private func retire(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let id = try context.parameters.require("id")
        let now = house.submitter.door.clock.now()
        guard let officer = try house.contacts.retireOfficer(id, at: now) else { throw unknown(id) }
        return try Answer.json(answer(officer))
    }

    private func erase(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let id = try context.parameters.require("id")
        guard try house.contacts.eraseOfficer(id, at: house.submitter.door.clock.now()) else {
            throw unknown(id)
        }
        return try Answer.json(ContactErased(id: id))
    }
}
