import Answers
import Calendars
import Contacts
import Engine
import Entries
import Hummingbird
import Mail
import Projections
import Reminders
import RuleFiles
import Wire
import Workflows

/// Who holds which role, and how each is reached.
///
/// Names and addresses are for `kembar-admin` only.
struct ContactRoutes: Sendable {
    let house: House

    /// The longest name that is kept.
    private static let nameBytesMax = 200

    func add(to router: Router<KembarContext>) {
        router.get("/v1/contacts") { try await list($0, $1) }
        router.post("/v1/contacts") { try await set($0, $1) }
        router.post("/v1/contacts/:id/retirement") { try await retire($0, $1) }
        router.post("/v1/contacts/:id/erasure") { try await erase($0, $1) }
        router.get("/v1/agreements/:id/route") { try await route($0, $1) }
        router.post("/v1/messages/test") { try await test($0, $1) }
    }

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let rules = try await house.currentRules()
        let wished = request.query("role")
        if let wished { _ = try role(wished, rules) }
        let people = try house.contacts.people().filter { wished == nil || $0.role == wished }
        return try Answer.json(ContactList(contacts: people.map { answer($0, rules) }))
    }

    private func today(_ rules: RulesInForce) -> LocalDate {
        rules.circumstances.offices.own.zone.date(of: house.submitter.time)
    }

    private func answer(_ person: Person, _ rules: RulesInForce) -> ContactAnswer {
        ContactAnswer(
            id: person.id,
            role: person.role,
            roleLabel: rules.policy?.role(named: person.role)?.label.answer,
            name: person.name,
            mail: person.mail,
            language: person.language,
            since: person.since.description,
            until: person.until?.description,
            current: person.holds(on: today(rules)),
            lastFailure: person.lastFailure
        )
    }

    /// The role of that name; refuses what the policy does not have.
    private func role(_ name: String, _ rules: RulesInForce) throws(Problem) -> Role {
        if let role = rules.policy?.role(named: name) { return role }
        let known = rules.policy?.roles.map(\.name) ?? []
        throw Problem(
            .badField,
            [
                "field": "role", "value": .string(name), "expected": "choice",
                "allowed": .array(known.map(JSONValue.string)),
            ]
        )
    }

    private func set(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, _) = try await request.decoded(ContactRequest.self)
        let rules = try await house.currentRules()
        _ = try role(body.role, rules)
        let change = try self.change(body)
        let person: Person?
        do {
            person = try house.contacts.set(
                change,
                usual: rules.circumstances.offices.language,
                on: today(rules)
            )
        } catch let error as EndsBeforeItBegins {
            throw Problem(
                .badField,
                [
                    "field": "until", "value": .string(error.until.description),
                    "expected": "after", "other": .string(error.since.description),
                ]
            )
        }
        guard let person else {
            throw Problem(.unknownContact, ["id": .string(body.id ?? "")])
        }
        return try Answer.json(answer(person, rules))
    }

    private func change(_ body: ContactRequest) throws(Problem) -> PersonChange {
        for (field, text) in [("name", body.name), ("mail", body.mail ?? "-")] {
            if let fault = InputText.fault(in: text) {
                throw ProblemMaker.problem(of: fault, field)
            }
        }
        let isName =
            !body.name.allSatisfy(\.isWhitespace) && body.name.utf8.count <= Self.nameBytesMax
            && !body.name.contains(where: \.isNewline)
        guard isName else { throw bad("name", body.name, expected: "line") }
        if let mail = body.mail, !MailMessage.Mailbox.isAddress(mail) {
            throw bad("mail", mail, expected: "address")
        }
        if let language = body.language, !["id", "en"].contains(language) {
            throw Problem(
                .badField,
                [
                    "field": "language", "value": .string(language), "expected": "choice",
                    "allowed": ["id", "en"],
                ]
            )
        }
        return PersonChange(
            number: try body.id.map(number),
            role: body.role,
            name: body.name,
            mail: body.mail,
            language: body.language,
            since: try day(body.since),
            until: try day(body.until),
            cleared: try cleared(body)
        )
    }

    /// What is to be forgotten: nothing that is given in the same breath.
    private func cleared(_ body: ContactRequest) throws(Problem) -> Set<PersonChange.Clearable> {
        let given: [PersonChange.Clearable] =
            (body.mail == nil ? [] : [.mail]) + (body.until == nil ? [] : [.until])
        let allowed = PersonChange.Clearable.allCases.filter { !given.contains($0) }
        var cleared: Set<PersonChange.Clearable> = []
        for word in body.clear ?? [] {
            guard let field = allowed.first(where: { $0.rawValue == word }) else {
                throw Problem(
                    .badField,
                    [
                        "field": "clear", "value": .string(word), "expected": "choice",
                        "allowed": .array(allowed.map { .string($0.rawValue) }),
                    ]
                )
            }
            cleared.insert(field)
        }
        return cleared
    }

    private func bad(_ field: String, _ value: String, expected: JSONValue) -> Problem {
        Problem(
            .badField,
            ["field": .string(field), "value": .string(value), "expected": expected]
        )
    }

    private func day(_ text: String?) throws(Problem) -> LocalDate? {
        guard let text else { return nil }
        guard let day = LocalDate(text) else {
            throw Problem(.badTime, ["value": .string(text), "expected": "day"])
        }
        return day
    }

    private func number(_ id: String) throws(Problem) -> Int64 {
        guard let number = Person.number(of: id) else {
            throw Problem(.unknownContact, ["id": .string(id)])
        }
        return number
    }

    /// The last day in a role, today if none is named.
    private func retire(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let number = try number(try context.parameters.require("id"))
        let (body, _) = try await request.decoded(RetirementRequest.self)
        let rules = try await house.currentRules()
        let day = try day(body.until) ?? today(rules)
        let unknown = Problem(.unknownContact, ["id": .string(Person.id(of: number))])
        guard let known = try house.contacts.person(number) else { throw unknown }
        guard day >= known.since else {
            throw Problem(
                .badField,
                [
                    "field": "until", "value": .string(day.description), "expected": "after",
                    "other": .string(known.since.description),
                ]
            )
        }
        guard let person = try house.contacts.retire(number, after: day) else { throw unknown }
        return try Answer.json(answer(person, rules))
    }

    private func erase(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let id = try context.parameters.require("id")
        guard try house.contacts.erase(try number(id)) else {
            throw Problem(.unknownContact, ["id": .string(id)])
        }
        return try Answer.json(ContactErased(id: id))
    }

    // MARK: Routes

    private func route(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let id = try context.parameters.require("id")
        guard let agreement = try house.views.row(of: id)?.agreement, let planner = rules.planner
        else { throw Problem(.unknownAgreement, ["id": .string(id)]) }
        let maker = AnswerMaker(house, rules)
        let explanation = try maker.explanation(of: agreement, planner)
        let ladders = explanation.openers.filter { $0.silent == nil }.map { opener in
            LadderRoute(
                office: opener.office,
                purpose: opener.purpose,
                signature: opener.signature,
                rule: opener.rule,
                label: planner.policy.ladder(named: opener.rule)?.label.answer
                    ?? Label(id: opener.rule, en: opener.rule),
                steps: opener.slots
                    .filter { ["upcoming", "owed", "postponed", "held"].contains($0.state) }
                    .map { slot in
                        StepRoute(
                            due: slot.due,
                            goesOut: slot.goesOut,
                            role: slot.role,
                            doubt: slot.goesOutDoubt
                        )
                    },
                limitLabel: opener.limitLabel,
                limitRuns: opener.limitRuns
            )
        }
        let told = Set(ladders.flatMap(\.steps).map(\.role))
        let mayName = house.rights.rights(of: context.caller).contains(.admin)
        return try Answer.json(
            RouteAnswer(
                agreement: agreement.id,
                title: agreement.title,
                silent: explanation.silent,
                ladders: ladders,
                roles: try planner.policy.roles.filter { told.contains($0.name) }
                    .map { try route(to: $0, maker, mayName: mayName) },
                rehearsal: explanation.rehearsal,
                synthetic: explanation.synthetic
            )
        )
    }

    /// How a role is reached at this moment.
    private func route(
        to role: Role,
        _ maker: AnswerMaker,
        mayName: Bool
    ) throws -> RoleRoute {
        let outbox = house.wakeUp.outbox
        let day = today(maker.rules)
        let people = try house.contacts.people(holding: role.name, on: day)
        let upcoming =
            try people.isEmpty
            ? house.contacts.people(toHold: role.name, after: day) : []
        let isMailed = outbox.channels.carried.contains(MessageChannel.mail)
        let reachable = people.filter { $0.mail != nil }
        var channels = [MessageChannel.journal]
        if outbox.channels.spool != nil { channels.append(MessageChannel.spool) }
        if outbox.isCarried {
            if isMailed, !reachable.isEmpty { channels.append(MessageChannel.mail) }
            if outbox.channels.carried.contains(MessageChannel.webhook) {
                channels.append(MessageChannel.webhook)
            }
        }
        var missing: [String] = []
        if people.isEmpty { missing.append("no-person") }
        if reachable.count < people.count { missing.append("no-address") }
        if !isMailed { missing.append("mail-not-set") }
        if outbox.isRehearsal { missing.append("rehearsal") }
        return RoleRoute(
            role: role.name,
            roleLabel: role.label.answer,
            office: maker.office(maker.offices.own.code),
            channels: channels,
            people: people.map { PersonRoute($0, mayName: mayName) },
            missing: missing,
            upcoming: upcoming.isEmpty
                ? nil
                : upcoming.map { person in
                    var route = PersonRoute(person, mayName: mayName)
                    route.since = person.since.description
                    return route
                }
        )
    }

    private func test(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.write, of: context.caller)
        let (body, bytes) = try await request.decoded(TestMessageRequest.self)
        let rules = try await house.currentRules()
        let role = try role(body.role, rules)
        let stamp = try await house.stamp(request, context, bytes, right: .write)
        try house.checkRoom(for: stamp.actor, key: stamp.key)
        let outbox = house.wakeUp.outbox
        let entry = try await house.submitter.issueTrial(
            to: role.name,
            on: today(rules),
            channel: outbox.meant,
            actor: stamp.actor,
            key: stamp.key,
            digest: stamp.digest
        )
        try await house.reachHead()
        var unwritten: UnwrittenMessages?
        // Written at once: somebody is waiting to see it. What carries it further comes for it.
        if try house.views.outstanding().contains(entry.position) {
            do {
                _ = try await outbox.carry(entry.position)
            } catch let failure as JournalFailure {
                // It is recorded, and a wake-up writes it: asked for again it would be a second one.
                unwritten = UnwrittenMessages(failure, [entry.position])
            }
        }
        let mayName = house.rights.rights(of: context.caller).contains(.admin)
        return try Answer.json(
            TestMessageAnswer(
                position: entry.position,
                route: try route(to: role, AnswerMaker(house, rules), mayName: mayName),
                unwritten: unwritten
            ),
            status: .created
        )
    }
}

extension PersonRoute {
    /// Somebody as a route tells it; name and address for those only who may see them.
    fileprivate init(_ person: Person, mayName: Bool) {
        self.init(
            id: person.id,
            reachable: person.mail != nil,
            language: person.language,
            name: mayName ? person.name : nil,
            mail: mayName ? person.mail : nil
        )
    }
}
