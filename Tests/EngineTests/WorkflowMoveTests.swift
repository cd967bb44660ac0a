import Calendars
import Engine
import Entries
import EventLog
import TestSupport
import Testing
import Workflows

/// Agreements move to another version of their workflow by recorded events.
@Suite struct WorkflowMoveTests {
    private func adopt(
        _ key: String,
        _ shop: Workshop,
        _ change: (String) -> String
    ) async throws {
        let text = change(try Shipped.text("config/workflows/kerja-sama-daerah.yaml"))
        _ = try await shop.submit(key, .adopt(RuleFile(text: text)))
    }

    private func move(
        _ key: String,
        _ shop: Workshop,
        _ which: Submission.WorkflowMove.Which,
        to version: Int? = nil,
        dryRun: Bool = false
    ) async throws -> Receipt {
        try await shop.submit(
            key,
            .move(.init(which: which, version: version)),
            dryRun: dryRun
        )
    }

    private func reason(_ body: () async throws -> Receipt) async -> Rejection.Reason? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? Rejection)?.reason
        }
    }

    @Test func `a moved agreement is judged by the new version from then on`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        try await adopt("2", shop) {
            $0.replacing("verb: withdraw\n", with: "verb: tarik\n")
                .replacing("verb: withdraw,", with: "verb: tarik,")
        }
        _ = try await shop.happen("3", "discuss", ["scope": ["a"]])
        let receipt = try await move("4", shop, .named(["2018-0001"]))
        #expect(receipt.entries.map(\.type) == ["WorkflowMoved"])
        #expect(receipt.entries[0].data["workflow"]?["version"] == 2)
        #expect(receipt.entries[0].data["from"]?["version"] == 1)
        let history = History(
            try HistoryReader.entries(shop.log.entries(ofSubject: "2018-0001"), in: shop.log)
        )
        let fold = Fold(shop.submitter.rulesInForce.circumstances)
        #expect(fold.agreement("2018-0001", history)?.workflow.version == 2)
        #expect(fold.judged("2018-0001", history).allSatisfy { $0.rejection == nil })
        // It counts as a fact, so that nobody's --if-version passes over it.
        #expect(history.version == 3)
        let again = try await move("4", shop, .named(["2018-0001"]))
        #expect(again == receipt)
    }

    @Test func `a move that is no move, and one to a version that is not there, are refused`()
        async throws
    {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let size = shop.log.head.size
        let same = await reason { try await move("2", shop, .named(["2018-0001"])) }
        guard case .sameWorkflowVersion(let agreement, let version) = same else {
            Issue.record("\(String(describing: same))")
            return
        }
        #expect(agreement == "2018-0001")
        #expect(version.version == 1)
        let unknown = await reason { try await move("3", shop, .named(["2018-0001"]), to: 7) }
        guard case .unknownWorkflowVersion(let missing, let newest) = unknown else {
            Issue.record("\(String(describing: unknown))")
            return
        }
        #expect(missing.version == 7)
        #expect(newest == 1)
        #expect(shop.log.head.size == size)
    }

    @Test func `an agreement stays whose stage, limit or wait the version does not have`()
        async throws
    {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        _ = try await shop.submit(
            "2",
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: "2018-10",
                    fields: ["title": "Luar negeri", "parties": ["35.72"], "kind": "KSDPL"]
                )
            )
        )
        _ = try await shop.happen("3", "discuss", ["scope": ["a"]], agreement: "2018-0002")
        _ = try await shop.happen(
            "4",
            "await",
            ["office": "51.08/DPRD", "for": "persetujuan"],
            agreement: "2018-0002"
        )
        try await adopt("5", shop) { text in
            text.replacing("persetujuan-dprd", with: "persetujuan-dewan")
                .replacing("VisitProposed", with: "VisitPlanned")
        }
        for (id, expected) in [("2018-0001", "stage"), ("2018-0002", "limit")] {
            let refused = await reason { try await move("m" + id, shop, .named([id])) }
            guard case .moveImpossible(id, let to, let obstacle) = refused else {
                Issue.record("\(id): \(String(describing: refused))")
                continue
            }
            #expect(to.version == 2)
            switch obstacle {
            case .stage(let stage):
                #expect(expected == "stage")
                #expect(stage.label.id == "Kunjungan Diusulkan")
            case .limit(let name, _):
                #expect(expected == "limit")
                #expect(name == "persetujuan-dprd")
            default: Issue.record("\(obstacle)")
            }
            // An answer to `all` says the same of those that stay, down to what the stage is called.
            let kept = try shop.log.entries(ofSubject: id)
            let history = History(try HistoryReader.entries(kept, in: shop.log))
            let rules = shop.submitter.rulesInForce
            let agreement = try #require(Fold(rules.circumstances).agreement(id, history))
            #expect(rules.obstacle(to: agreement, version: nil)?.reason == refused)
        }
        // Named together they move all or none; of all, those move that can: here nobody.
        let size = shop.log.head.size
        #expect(
            await reason { try await move("6", shop, .named(["2018-0001", "2018-0002"])) } != nil
        )
        #expect(try await move("7", shop, .all(workflow: nil)).entries == [])
        #expect(shop.log.head.size == size)
    }

    @Test func `all moves those that can in one command, and its limit's end moves visibly`()
        async throws
    {
        let shop = try await Workshop()
        _ = try await shop.submit(
            "1",
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: "2018-10",
                    fields: ["title": "Luar negeri", "parties": ["35.72"], "kind": "KSDPL"]
                )
            )
        )
        _ = try await shop.propose("2")
        _ = try await shop.happen("3", "discuss", at: "2018-11-01", ["scope": ["a"]])
        _ = try await shop.happen(
            "4",
            "await",
            at: "2018-11-07",
            ["office": "51.08/DPRD", "for": "persetujuan"]
        )
        try await adopt("5", shop) {
            $0.replacing("working-days: 45", with: "working-days: 10")
        }
        let trial = try await move("6", shop, .all(workflow: nil), dryRun: true)
        let moved = try await move("6", shop, .all(workflow: nil))
        #expect(trial.entries.map(\.data) == moved.entries.map(\.data))
        #expect(moved.entries.map { $0.subject?.agreement } == ["2018-0001", "2018-0002"])
        #expect(moved.entries.map(\.command.part) == [1, 2])
        #expect(moved.agreement == nil)
        let effect = try #require(AdoptionEffect(data: moved.entries[0].data))
        let limit = try #require(effect.moves.first { $0.kind == "limit" })
        #expect(limit.before?.description == "2019-01-15")
        #expect(limit.after?.description == "2018-11-22")
        #expect(effect.changes.contains { $0.part == .limit && $0.what == "working-days" })
        let none = try #require(AdoptionEffect(data: moved.entries[1].data))
        #expect(none.moves == [])
        #expect(none.changes == [])
        #expect(try await move("6", shop, .all(workflow: nil)) == moved)
    }
}
