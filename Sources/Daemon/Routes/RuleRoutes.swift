import Answers
import Calendars
import Engine
import Entries
import EventLog
import Hummingbird
import Projections
import Wire
import Workflows

/// The rules in force and the offices.
struct RuleRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/rules") { try await list($0, $1) }
        router.get("/v1/rules/:kind/:name") { try await show($0, $1) }
        router.get("/v1/rules/:kind/:name/structure") { try await structure($0, $1) }
        router.get("/v1/offices") { try await offices($0, $1) }
    }

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        return try Answer.json(RuleList(rules: try rules.newest.map { try answer($0) }))
    }

    private func show(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let kind = try context.parameters.require("kind")
        let name = try context.parameters.require("name")
        let version = try request.whole("version")
        let found = rules.adoptions.last {
            $0.kind.rawValue == kind && $0.name == name
                && (version == nil || $0.version == version)
        }
        guard let found else {
            let newest = rules.adoptions.last { $0.kind.rawValue == kind && $0.name == name }
            throw Self.unknown(kind, name, version, newest: newest?.version)
        }
        var answer = try answer(found)
        if let kept = try house.log.entry(at: found.position) {
            let entry = try HistoryReader.entry(kept, in: house.log)
            answer.text = entry.data["text"]?.string
        }
        return try Answer.json(answer)
    }

    private func structure(
        _ request: Request,
        _ context: KembarContext
    ) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules().circumstances.rules
        let kind = try context.parameters.require("kind")
        let name = try context.parameters.require("name")
        guard kind == RuleFile.Kind.workflow.rawValue else {
            throw Self.unknown(kind, name, nil, newest: nil)
        }
        let version = try request.whole("version")
        let found =
            if let version {
                rules[WorkflowVersion(name: name, version: version)]
            } else {
                rules.newest(name)
            }
        guard let found else {
            throw Self.unknown(kind, name, version, newest: rules.newest(name)?.version)
        }
        return try Answer.json(found.structure)
    }

    /// No such file, or no such version of one whose newest is named.
    private static func unknown(
        _ kind: String,
        _ name: String,
        _ version: Int?,
        newest: Int?
    ) -> Problem {
        var params: [String: JSONValue] = ["kind": .string(kind), "name": .string(name)]
        params["version"] = version.map(JSONValue.integer)
        params["newest"] = newest.map(JSONValue.integer)
        return Problem(.unknownRules, params)
    }

    private func answer(_ adoption: RulesInForce.Adoption) throws -> RuleAnswer {
        var agreements: Int?
        if adoption.kind == .workflow {
            agreements = try house.views.board(openOnly: true).count {
                $0.agreement.workflow.name == adoption.name
                    && $0.agreement.workflow.version == adoption.version
            }
        }
        return RuleAnswer(
            kind: adoption.kind.rawValue,
            name: adoption.name,
            version: adoption.version,
            position: adoption.position,
            adopted: adoption.recorded.utc,
            sha256: adoption.sha256,
            label: adoption.label.answer,
            agreements: agreements
        )
    }

    private func offices(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let offices = try await house.currentRules().circumstances.offices
        let all =
            if let code = request.query("code") {
                // An organ of a region (51.08/DPRD) is known without standing in the list.
                [offices.office(code)].filter(\.known)
            } else {
                offices.listed + offices.allRegions.map { offices.office($0.code) }
            }
        return try Answer.json(
            OfficeList(
                offices: all.map { office in
                    OfficeEntry(
                        code: office.code,
                        name: office.name,
                        zone: office.zone.abbreviation,
                        calendar: office.calendar,
                        synthetic: office.synthetic
                    )
                },
                own: offices.own.code
            )
        )
    }
}
