import Entries
import Foundation
import Testing

@testable import Daemon

/// The description of the interface against the program's routes.
@Suite struct DescriptionTests {
    @Test func `every route is described, and nothing else`() async throws {
        let document = try JSONDecoder().decode(
            JSONValue.self,
            from: Data(APIDescription.builtIn.bytes)
        )
        let described = (document["paths"]?.object ?? [:]).flatMap { path, item in
            (item.object ?? [:]).keys.filter { $0 != "parameters" }
                .map { "\($0.uppercased()) \(path)" }
        }
        let routes = try await Household.with { household in
            Routing.routes(household.house).map { "\($0.method) \($0.path)" }
        }
        #expect(described.sorted() == routes.sorted())
    }
}
