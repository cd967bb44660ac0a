import Entries
import Foundation
import Testing
import Wire

/// The description of the interface against the daemon that serves it.
@Suite(.timeLimit(.minutes(10))) struct OpenAPITests {
    /// The order in which the examples of bodies tell one story; others come after these.
    private static let story = [
        "propose", "discuss", "draft", "await", "note", "correct", "redact", "day", "hold",
        "resume", "contact", "trial", "workflow", "import", "request", "revision", "move",
        "moveAll",
        "next", "ready", "sign",
        "redraft", "to", "register",
    ]

    private static func contract(of daemon: Daemon, through socket: String? = nil) throws
        -> Contract
    {
        let answer = try Connection.ask(socket ?? daemon.socket, "GET", "/v1/openapi.json")
        try #require(answer.status == 200)
        return try Contract(answer.body)
    }

    private static func daemon(in place: Place) async throws -> Daemon {
        try await Daemon.serving(
            in: place,
            .init(rehearsal: "2018-11-08T09:00", isSynthetic: false)
        )
    }

    @Test func `the description is served as it is written, on both sockets`() async throws {
        let file = URL(fileURLWithPath: Daemon.shipped).deletingLastPathComponent()
            .appendingPathComponent("Sources/Daemon/OpenAPI/openapi.json")
        let written = try String(contentsOf: file, encoding: .utf8)
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            for door in ["operator", "audit"] {
                let answer = try Connection.ask(
                    daemon.sockets + "/\(door).sock",
                    "GET",
                    "/v1/openapi.json"
                )
                #expect(answer.body == written)
                #expect(answer.fields["content-type"] == "application/json")
            }
        }
    }

    @Test func `every example is answered as the description says`() async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            let contract = try Self.contract(of: daemon)
            let reads = contract.operations.filter { $0.method == "GET" }
            var told = 0
            // What was answered before was held against the description before.
            var known: [String: String] = [:]
            for (operation, name, body) in Self.ordered(contract) {
                try Self.write(operation, name, body, contract, daemon)
                told += 1
                for read in reads {
                    let few = read.target { $0["required"]?.bool == true }
                    for target in Set([few, read.target { _ in true }]) {
                        let answer = try Connection.ask(daemon.socket(for: read), "GET", target)
                        // Before the story has begun there is no agreement to ask for; a rehearsal
                        // has nothing to be carried.
                        #expect(
                            answer.status == 200 || told < 2
                                || read.isOfDeliverer && answer.status == 404,
                            "\(target): \(answer)"
                        )
                        let kind = answer.fields["content-type"] ?? ""
                        let content = "\(answer.status) \(kind) \(answer.body)"
                        guard known.updateValue(content, forKey: target) != content else {
                            continue
                        }
                        #expect(contract.faults(in: answer, to: read) == [])
                    }
                }
            }
            #expect(told > 10)
        }
    }

    /// The examples of all bodies, in the order of the story.
    private static func ordered(
        _ contract: Contract
    ) -> [(Contract.Operation, String, JSONValue)] {
        contract.operations.flatMap { operation in
            operation.examples.map { (operation, $0.name, $0.body) }
        }.sorted { first, second in
            let (left, right) = (rank(first.1), rank(second.1))
            return left == right ? first.1 < second.1 : left < right
        }
    }

    private static func rank(_ name: String) -> Int { story.firstIndex(of: name) ?? story.count }

    private static func write(
        _ operation: Contract.Operation,
        _ name: String,
        _ body: JSONValue,
        _ contract: Contract,
        _ daemon: Daemon
    ) throws {
        // In a rehearsal nothing is ever carried: `DeliveryTests` asks a real daemon.
        guard !operation.isOfDeliverer else { return }
        let bytes = Array(body.text.utf8)
        if operation.takes("dryRun") {
            let target = operation.target { _ in true }
            let dry = try Connection.ask(daemon.socket, operation.method, target, body: bytes)
            #expect(dry.status == 200, "\(name): \(dry)")
            #expect(contract.faults(in: dry, to: operation) == [])
        }
        let key = operation.takes("Idempotency-Key") ? ["Idempotency-Key": "kunci-\(name)"] : [:]
        let target = operation.target { $0["required"]?.bool == true }
        let answer = try Connection.ask(
            daemon.socket,
            operation.method,
            target,
            key,
            body: bytes
        )
        #expect((200..<300).contains(answer.status), "\(name): \(answer)")
        #expect(contract.faults(in: answer, to: operation) == [])
        guard !key.isEmpty else { return }
        let again = try Connection.ask(daemon.socket, operation.method, target, key, body: bytes)
        #expect(again == answer)
    }

    /// What is refused, and how: operation, target, fields, body, status and code.
    private typealias Refusal = (
        operation: String, target: String, fields: [String: String], body: String?, status: Int,
        code: ProblemCode
    )

    private static let refusals: [Refusal] = [
        ("GET /v1/agreements", "?asof=2018-11-07", [:], nil, 400, .malformedRequest),
        ("GET /v1/agreements", "?asOf=", [:], nil, 400, .malformedRequest),
        ("GET /v1/agreements", "?asOf=2018&asOf=2019", [:], nil, 400, .malformedRequest),
        ("GET /v1/agreements", "?asOf=besok", [:], nil, 422, .badTime),
        ("GET /v1/agreements", "?stage=%00", [:], nil, 422, .textRefused),
        ("GET /v1/agreements", "?stage=%FF", [:], nil, 400, .malformedRequest),
        ("GET /v1/agreements", "?stage=%4", [:], nil, 400, .malformedRequest),
        ("GET /v1/agreements", "?stalled=ja", [:], nil, 422, .badField),
        ("GET /v1/agreements", "", ["If-Match": "3"], nil, 400, .malformedRequest),
        ("GET /v1/agreements/{id}", "", [:], nil, 404, .unknownAgreement),
        ("GET /v1/agreements/{id}/history", "", [:], nil, 404, .unknownAgreement),
        ("GET /v1/agreements/{id}/reminders", "", [:], nil, 404, .unknownAgreement),
        ("GET /v1/agreements/{id}/letter", "", [:], nil, 404, .unknownAgreement),
        ("GET /v1/agreements/{id}/letter", "?to=35.72", [:], nil, 400, .malformedRequest),
        ("GET /v1/officers", "?id=a-0099", [:], nil, 404, .unknownContact),
        ("GET /v1/status", "?verbose=1", [:], nil, 400, .malformedRequest),
        ("GET /v1/openapi.json", "?a", [:], nil, 400, .malformedRequest),
        ("GET /v1/events", "?after=-2", [:], nil, 422, .badField),
        ("GET /v1/events", "?after=1000000", [:], nil, 422, .badField),
        ("GET /v1/events", "", ["Last-Event-ID": "x"], nil, 422, .badField),
        ("GET /v1/events", "?agreement=2018-0099", [:], nil, 404, .unknownAgreement),
        ("GET /v1/audit/verify", "?vkey=x", [:], nil, 422, .badField),
        ("GET /v1/audit/verify", "?logOnly=ja", [:], nil, 422, .badField),
        ("POST /v1/audit/verify", "", [:], #"{"since":"x"}"#, 422, .badField),
        ("GET /v1/audit/prove", "?of=1000000", [:], nil, 422, .badField),
        ("GET /v1/audit/prove", "?of=2018-0099", [:], nil, 404, .unknownAgreement),
        ("GET /v1/audit/receipts", "?agreement=2018-0099", [:], nil, 404, .unknownAgreement),
        ("GET /v1/audit/export", "?format=pdf", [:], nil, 422, .badField),
        ("GET /v1/audit/first", "?field=x", [:], nil, 422, .badField),
        ("GET /v1/audit/sample", "?n=0&seed=x", [:], nil, 422, .badField),
        (
            "POST /v1/audit/replay", "", [:], #"{"name":"x","text":"a: 1"}"#, 422,
            .ruleFileFaulty
        ),
        ("GET /v1/audit/replay", "?agreement=2018-0099", [:], nil, 404, .unknownAgreement),
        ("GET /v1/audit/replay", "?knownAt=besok", [:], nil, 422, .badTime),
        ("GET /v1/audit/diff", "?from=2018-10-31", [:], nil, 422, .badTime),
        ("GET /v1/audit/diff", "?from=0&to=99999", [:], nil, 422, .badField),
        ("GET /v1/audit/diff", "?from=0&to=1&mode=x", [:], nil, 422, .badField),
        ("GET /v1/search", "", [:], nil, 422, .missingField),
        ("GET /v1/search", "?q=x&limit=101", [:], nil, 422, .badField),
        ("GET /v1/calendars/{name}", "?year=x", [:], nil, 422, .badField),
        (
            "GET /v1/rules/{kind}/{name}/structure", "?version=99", [:], nil, 404,
            .unknownRules
        ),
        (
            "POST /v1/rules/moves", "?dryRun=true", [:], #"{"all":true,"agreements":["x"]}"#,
            400, .malformedRequest
        ),
        (
            "POST /v1/rules/moves", "?dryRun=true", ["If-Match": "1"], #"{"all":true}"#, 400,
            .malformedRequest
        ),
        (
            "POST /v1/rules/moves", "?dryRun=true", [:],
            body(["agreements": .array((1...201).map { .string("2018-\($0)") })]), 422,
            .tooManyMoves
        ),
        (
            "POST /v1/rules", "?dryRun=true", [:], #"{"name":"x","text":"a: 1","kind":"b"}"#,
            422, .badField
        ),
        (
            "POST /v1/rules", "?dryRun=true", [:],
            body(["name": "x", "text": .string(workflow)]), 409, .rulesUnchanged
        ),
        (
            "POST /v1/calendars/days", "?dryRun=true", [:],
            #"{"date":"2018-12-03","kind":"a","name":{"id":"x","en":"x","fr":"x"}}"#, 400,
            .malformedRequest
        ),
        (
            "POST /v1/calendars/days", "?dryRun=true", [:],
            #"{"date":"2017-12-03","kind":"a","name":{"id":"x","en":"x"}}"#, 409,
            .calendarNotEditable
        ),
        (
            "POST /v1/agreements/{id}/redactions", "?dryRun=true", [:],
            #"{"position":7,"remove":["source"],"set":{},"authority":"surat"}"#, 404,
            .unknownAgreement
        ),
        ("POST /v1/agreements", "", [:], "{}", 400, .malformedRequest),
        (
            "POST /v1/agreements", "", [:], #"{"verb":"propose","data":{}}"#, 400,
            .idempotencyKeyMissing
        ),
        (
            "POST /v1/agreements", "", ["If-Match": "1", "Idempotency-Key": "k"],
            #"{"verb":"propose","data":{}}"#, 400, .malformedRequest
        ),
        (
            "POST /v1/agreements", "?dryRun=ya", [:], #"{"verb":"propose","data":{}}"#, 422,
            .badField
        ),
        (
            "POST /v1/agreements", "?dryRun=true", [:],
            #"{"verb":"propose","sorce":"x","data":{}}"#, 400, .malformedRequest
        ),
        (
            "POST /v1/agreements", "?dryRun=true", [:], #"{"verb":"propose","data":{}}"#, 422,
            .missingField
        ),
        (
            "POST /v1/agreements/{id}/events", "?dryRun=true", [:],
            #"{"event":"NoteAdded","data":{"text":"x"}}"#, 404, .unknownAgreement
        ),
        (
            "POST /v1/agreements/{id}/events", "?dryRun=true", ["If-Match": "W/\"1\""],
            #"{"event":"NoteAdded","data":{"text":"x"}}"#, 400, .malformedRequest
        ),
        (
            "POST /v1/rules", "?dryRun=true", [:], #"{"name":"x","text":"a: 1"}"#, 422,
            .ruleFileFaulty
        ),
        (
            "POST /v1/rehearsal", "?dryRun=true", [:], #"{"next":true}"#, 400,
            .malformedRequest
        ),
        (
            "POST /v1/admin/backups", "", [:],
            #"{"kind":"copy","size":1,"root":"\#(String(repeating: "0", count: 64))"}"#, 409,
            .backupDiffers
        ),
        ("POST /v1/rehearsal", "", [:], #"{"to":"2017"}"#, 409, .rehearsalBackwards),
        (
            "POST /v1/reminders/simulation", "", [:], #"{"from":"2016","until":"2017"}"#, 422,
            .simulationOfPast
        ),
        (
            "POST /v1/clock/confirmation", "", ["Idempotency-Key": "jam"], "{}", 409,
            .clockNotAhead
        ),
    ]

    /// What is refused about an agreement of three parties that is there.
    private static let refusalsOfOne: [Refusal] = [
        ("GET /v1/agreements/{id}/letter", "", [:], nil, 422, .addresseeMissing),
        (
            "POST /v1/agreements/{id}/events", "", ["Idempotency-Key": "panjang"],
            body([
                "verb": "discuss",
                "data": [
                    "scope": .array(
                        Array(repeating: .string(String(repeating: "x", count: 16_000)), count: 5)
                    )
                ],
            ]), 422, .entryTooLong
        ),
        (
            "POST /v1/agreements/{id}/events", "", ["Idempotency-Key": "basi", "If-Match": "2"],
            #"{"event":"NoteAdded","data":{"text":"x"}}"#, 412, .versionConflict
        ),
    ]

    private static func body(_ value: JSONValue) -> String { value.text }

    /// The shipped workflow, which is in force to the letter; one that is not read is faulty.
    private static let workflow =
        (try? String(
            contentsOfFile: Daemon.shipped + "/workflows/kerja-sama-daerah.yaml",
            encoding: .utf8
        )) ?? ""

    @Test func `every refusal is the problem that the description says`() async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await check(Self.refusals, of: daemon)
            try await daemon.done("propose", "Contoh", "--party", "35.72", "--party", "35.05")
            try await check(Self.refusalsOfOne, of: daemon)
        }
        try await Place.with { place in
            let real = try await Daemon.serving(in: place, .init(rehearsal: nil))
            try await check(
                [("POST /v1/rehearsal", "", [:], #"{"next":true}"#, 409, .notARehearsal)],
                of: real
            )
        }
    }

    /// Asks for what is refused; nothing of it is recorded.
    private func check(_ refusals: [Refusal], of daemon: Daemon) async throws {
        let contract = try Self.contract(of: daemon)
        let entries = try await daemon.lines()
        for refusal in refusals {
            let operation = try #require(contract.operation(refusal.operation))
            let target = operation.target { _ in false } + refusal.target
            let answer = try Connection.ask(
                daemon.socket,
                operation.method,
                target,
                refusal.fields,
                body: refusal.body.map { Array($0.utf8) }
            )
            #expect(answer.status == refusal.status, "\(target): \(answer)")
            #expect(contract.faults(in: answer, to: operation) == [])
            let problem = try JSONDecoder().decode(Problem.self, from: Data(answer.body.utf8))
            #expect(problem.code == refusal.code, "\(target): \(answer)")
            #expect(problem.type.hasSuffix("/" + problem.code.rawValue))
            #expect(problem.status == answer.status)
            #expect(answer.fields["content-type"] == "application/problem+json")
        }
        #expect(try await daemon.lines() == entries)
    }

    @Test func `every path tells its methods, and refuses the others with them`() async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            let contract = try Self.contract(of: daemon)
            for (path, operations) in Dictionary(grouping: contract.operations, by: \.path) {
                var methods = Set(operations.map(\.method)).union(["OPTIONS"])
                if methods.contains("GET") { methods.insert("HEAD") }
                let target = try #require(operations.first).target { _ in false }
                let told = try Connection.ask(daemon.socket, "OPTIONS", target)
                #expect(told.status == 204, "\(path): \(told)")
                let refused = try Connection.ask(daemon.socket, "DELETE", target)
                #expect(refused.status == 405, "\(path): \(refused)")
                for answer in [told, refused] {
                    // A path that also fits a pattern, such as /v1/rules/check, has both's methods.
                    let allowed = (answer.fields["allow"] ?? "").split(separator: ", ")
                    #expect(methods.isSubset(of: Set(allowed.map(String.init))), "\(path)")
                }
                #expect(contract.faults(in: refused, to: operations[0]) == [])
            }
            for operation in contract.operations where operation.method == "GET" {
                let target = operation.target { $0["required"]?.bool == true }
                let (get, head, again) = try (
                    Connection.ask(daemon.socket, "GET", target),
                    Connection.ask(daemon.socket, "HEAD", target),
                    Connection.ask(daemon.socket, "GET", target)
                )
                #expect(head.status == get.status, "\(target)")
                #expect(head.body.isEmpty, "\(target): \(head)")
                #expect(head.fields["content-type"] == get.fields["content-type"])
                let (length, told) = (get.fields["content-length"], head.fields["content-length"])
                #expect((told == nil) == (length == nil), "\(target): \(head)")
                // What counts itself, such as the metrics, may be longer the next time.
                guard again.body == get.body else { continue }
                #expect(told == length, "\(target): \(head)")
            }
        }
    }

    @Test func `to every operation a head that is too large is the problem that is described`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            let contract = try Self.contract(of: daemon)
            for operation in contract.operations {
                let answer = try Connection.ask(
                    daemon.socket(for: operation),
                    operation.method,
                    operation.target { _ in false },
                    ["A": String(repeating: "a", count: 17_000)]
                )
                #expect(answer.status == 431, "\(operation.name): \(answer)")
                #expect(contract.faults(in: answer, to: operation) == [])
            }
        }
    }

    @Test func `the codes of the description are those of the program`() async throws {
        try await Place.with { place in
            let contract = try Self.contract(of: try await Self.daemon(in: place))
            let described = contract.document["components"]?["schemas"]?["ProblemCode"]?["enum"]
            #expect(
                (described?.array ?? []).compactMap(\.string)
                    == ProblemCode.allCases.map(\.rawValue)
            )
        }
    }

    @Test func `the description holds together`() async throws {
        try await Place.with { place in
            let contract = try Self.contract(of: try await Self.daemon(in: place))
            #expect(contract.document["openapi"] == "3.1.0")
            let said = contract.document["info"]?["description"]?.string ?? ""
            #expect(said.contains("/v1 is additive"))
            let operations = contract.operations
            let names = operations.compactMap { $0.json["operationId"]?.string }
            #expect(Set(names).count == operations.count)
            for operation in operations {
                #expect(operation.json["summary"]?.string?.isEmpty == false, "\(operation.name)")
                for case let part? in operation.path.split(separator: "/").map({
                    $0.wholeMatch(of: /\{(.+)\}/)?.1
                }) {
                    #expect(operation.takes(String(part)), "\(operation.name): \(part)")
                }
                for parameter in operation.parameters {
                    let place = "\(operation.name): \(parameter)"
                    guard let schema = parameter["schema"] else {
                        Issue.record("no schema: \(place)")
                        continue
                    }
                    if let example = parameter["example"] {
                        #expect(contract.schema.faults(in: example, schema) == [], "\(place)")
                    }
                }
                let body = operation.json["requestBody"]?["content"]?["application/json"]
                for example in operation.examples {
                    let schema = try #require(body?["schema"])
                    let faults = contract.schema.faults(in: example.body, schema)
                    #expect(faults == [], "\(operation.name): \(example.name)")
                }
            }
            for reference in Self.references(in: contract.document) {
                let target = contract.schema.resolved(reference)
                #expect(target["unresolved"] == nil, "\(reference) leads nowhere")
            }
        }
    }

    private static func references(in value: JSONValue) -> Set<String> {
        var found = Set([value["$ref"]?.string].compactMap(\.self))
        for element in value.array ?? [] { found.formUnion(references(in: element)) }
        for member in (value.object ?? [:]).values { found.formUnion(references(in: member)) }
        return found
    }

    @Test(
        .enabled(
            if: Needs.python(with: "openapi_spec_validator") != nil,
            "NOT CHECKED with openapi-spec-validator: it is not installed (scripts/prepare tests)"
        )
    )
    func `the description is OpenAPI 3.1 to a validator that is not ours`() async throws {
        let file = URL(fileURLWithPath: Daemon.shipped).deletingLastPathComponent()
            .appendingPathComponent("Sources/Daemon/OpenAPI/openapi.json").path
        let program = """
            import json, sys
            from openapi_spec_validator import OpenAPIV31SpecValidator
            OpenAPIV31SpecValidator(json.load(open(sys.argv[1]))).validate()
            """
        try await Place.with { place in
            let run = try place.start(
                try #require(Needs.python(with: "openapi_spec_validator")),
                ["-c", program, file]
            )
            let outcome = await run.outcome()
            #expect(outcome.status == 0, "\(outcome)")
        }
    }
}

extension Contract.Operation {
    /// Whether only the deliverer's socket answers it.
    fileprivate var isOfDeliverer: Bool { path.hasPrefix("/v1/deliveries") }
}

extension Daemon {
    /// The socket on which an operation is answered.
    fileprivate func socket(for operation: Contract.Operation) -> String {
        operation.isOfDeliverer ? sockets + "/deliver.sock" : socket
    }
}
