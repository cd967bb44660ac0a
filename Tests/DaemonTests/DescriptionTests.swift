import Entries
import Foundation
import HTTPTypes
import Logging
import NIOCore
import Testing
import Wire

@testable import Daemon

/// The description of the interface against the program's routes.
@Suite struct DescriptionTests {
    private static func document() throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(APIDescription.builtIn.bytes))
    }

    /// What may be answered whatever is asked, and the response that says so.
    private static let anywhere = [
        "400": "Refused", "405": "NotAllowed", "431": "HeadTooLarge", "500": "Failed",
        "503": "Refused",
    ]

    @Test func `what may be answered whatever is asked is described everywhere`() throws {
        for (path, item) in try Self.document()["paths"]?.object ?? [:] {
            for (method, operation) in item.object ?? [:] where method != "parameters" {
                for (status, response) in Self.anywhere {
                    let described = operation["responses"]?[status]?["$ref"]?.string
                    #expect(
                        described == "#/components/responses/" + response,
                        "\(method) \(path) \(status)"
                    )
                }
            }
        }
    }

    @Test func `every route is described, and nothing else`() async throws {
        let document = try Self.document()
        let described = (document["paths"]?.object ?? [:]).flatMap { path, item in
            (item.object ?? [:]).keys.filter { $0 != "parameters" }
                .map { "\($0.uppercased()) \(path)" }
        }
        let routes = try await Household.with { household in
            Routing.routes(household.house).map { "\($0.method) \($0.path)" }
        }
        #expect(described.sorted() == routes.sorted())
    }

    @Test func `what takes a key, and what can be tried, is what clients take for it`()
        throws
    {
        let document = try JSONDecoder().decode(
            JSONValue.self,
            from: Data(APIDescription.builtIn.bytes)
        )
        let paths = document["paths"]?.object ?? [:]
        for (path, item) in paths {
            for (method, operation) in item.object ?? [:] where method != "parameters" {
                let parameters = (operation["parameters"]?.array ?? []).compactMap {
                    $0["$ref"]?.string
                }
                let isAsking = method != "post" || RequestKind.asking.contains(path)
                let takesKey = parameters.contains("#/components/parameters/key")
                let isTrial = parameters.contains("#/components/parameters/dryRun")
                let kind: RequestKind = takesKey ? .keyed : isAsking ? .question : .unkeyed
                let name = method.uppercased()
                #expect(RequestKind(method: name, target: path) == kind, "\(name) \(path)")
                #expect(
                    RequestKind(method: name, target: path + "?dryRun=true")
                        == (isTrial ? .question : kind),
                    "\(name) \(path)"
                )
            }
        }
        let known = RequestKind.asking + RequestKind.trying + RequestKind.plain
        #expect(known.filter { paths[$0]?["post"] == nil } == [])
    }

    @Test(arguments: [
        ("/v1/agreements", "outcome-unknown"), ("/v1/contacts", "outcome-unknown"),
        ("/v1/agreements?dryRun=true", "deadline-passed"), ("/v1/rules/check", "deadline-passed"),
        ("/v1/audit/verify", "deadline-passed"),
    ])
    func `what is late and records nothing was not done, of the rest nobody knows`(
        target: String,
        code: String
    ) async throws {
        try await Household.with { household in
            let routing = Routing(household.house, logger: Logger(label: "test"))
            let request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: target)
            let answer = routing.lateAnswer(to: request, deadline: .seconds(25))
            let body = String(buffer: try #require(answer.body))
            #expect(body.contains(#""code":"\#(code)""#), "\(body)")
        }
    }
}
