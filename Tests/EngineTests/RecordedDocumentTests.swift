import Engine
import Entries
import Testing
import Workflows

/// Documents as entries name them.
@Suite struct RecordedDocumentTests {
    private static let hash = String(repeating: "ab", count: 32)

    private static func document(_ name: String, _ hash: String = hash) -> JSONValue {
        ["name": .string(name), "size": 12, "sha256": .string(hash)]
    }

    @Test func `a review finds every entry that names one, and no adopted rule file`() async throws
    {
        let shop = try await Workshop()
        _ = try await shop.propose("a")
        _ = try await shop.happen("b", "discuss", at: "2018-10-20", ["scope": "pariwisata"])
        let drafted = try await shop.happen(
            "c",
            "draft",
            at: "2018-10-25",
            ["document": Self.document("konsep.pdf")]
        )
        let position = try #require(drafted.entries.first).position
        var review = try LogReview(shop.log, origin: Workshop.origin, kept: [])
        #expect(try review.run().documents == [position])
        let entry = try #require(try shop.entries().last)
        let named = RecordedDocument.named(in: entry)
        #expect(named.map(\.position) == [position])
        #expect(named.map(\.agreement) == ["2018-0001"])
        #expect(named.map(\.name) == ["konsep.pdf"])
        #expect(named.map(\.sha256) == [Self.hash])
        // Rule files have a hash as well; nobody keeps them as documents.
        let rules = try shop.entries().filter { $0.data["sha256"] != nil }
        #expect(!rules.isEmpty)
        #expect(rules.flatMap { RecordedDocument.named(in: $0) } == [])
    }
}
