import Audit
import Calendars
import Engine
import Entries
import EventLog
import RuleFiles
import TestSupport
import Testing
import Workflows

/// Rules are adopted whole, hold from then on, and pin what begins under them.
@Suite struct RulesTests {
    private func changed(_ label: String) throws -> RuleFile {
        let text = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
        return RuleFile(text: text.replacing("Kunjungan Diusulkan", with: label))
    }

    @Test func `an agreement stays with the version under which it began`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let adopted = try await shop.submit("2", .adopt(try changed("Kunjungan Direncanakan")))
        #expect(adopted.entries[0].data["version"] == 2)
        _ = try await shop.propose("3")
        let entries = try shop.entries()
        #expect(
            entries.filter { $0.type == "VisitProposed" }.map { $0.data["workflow"] } == [
                ["name": "kerja-sama-daerah", "version": 1],
                ["name": "kerja-sama-daerah", "version": 2],
            ]
        )
        #expect(shop.submitter.rulesInForce.newest(.workflow, "kerja-sama-daerah")?.version == 2)
    }

    @Test func `the text that is adopted stands in the log to the letter`() async throws {
        let shop = try await Workshop()
        let text = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
        let entry = try #require(try shop.entries().last { $0.type == "WorkflowAdopted" })
        #expect(entry.data["text"] == .string(text))
        #expect(entry.data["sha256"] == .string(RuleFile(text: text).digest))
    }

    @Test func `the same text again and a faulty one are refused and leave nothing`() async throws {
        let shop = try await Workshop()
        let same = RuleFile(text: try Shipped.text("config/reminders.yaml"))
        await #expect(throws: SubmissionFailure.self) {
            _ = try await shop.submit("1", .adopt(same))
        }
        await #expect {
            _ = try await shop.submit("2", .adopt(RuleFile(text: "workflow: x\n")))
        } throws: { error in
            guard case SubmissionFailure.ruleFileFaulty(let faults)? = error as? SubmissionFailure
            else { return false }
            return faults.all.contains { $0.code == .missingKey }
        }
        #expect(shop.log.head.size == 7)
    }

    @Test func `a policy without the ladder that a stage names is refused`() async throws {
        let shop = try await Workshop()
        let text = try Shipped.text("config/reminders.yaml")
            .replacing("- name: tahap\n", with: "- name: lain\n")
        await #expect {
            _ = try await shop.submit("1", .adopt(RuleFile(text: text)))
        } throws: { error in
            guard case SubmissionFailure.ruleFileFaulty(let faults)? = error as? SubmissionFailure
            else { return false }
            return faults.all.contains { $0.code == .noLadder }
        }
    }

    @Test func `a limit that counts by a calendar nobody adopted is refused`() async throws {
        let shop = try await Workshop()
        let text = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
            .replacing("calendar: id\n", with: "calendar: id-jawa\n")
        await #expect {
            _ = try await shop.submit("1", .adopt(RuleFile(text: text)))
        } throws: { error in
            guard case SubmissionFailure.ruleFileFaulty(let faults)? = error as? SubmissionFailure
            else { return false }
            return faults.all.contains { $0.params["value"] == "id-jawa" }
        }
    }

    @Test func `rules read back from the log are the rules in force`() async throws {
        let shop = try await Workshop()
        _ = try await shop.submit("2", .adopt(try changed("Kunjungan Direncanakan")))
        let folded = try #require(try RulesInForce.adopted(in: shop.log))
        #expect(folded.adoptions == shop.submitter.rulesInForce.adoptions)
    }

    @Test func `the example workflow is adopted and runs to its end beside the shipped one`()
        async throws
    {
        let shop = try await Workshop()
        let file = RuleFile(
            text: try Shipped.text("config/examples/permintaan-data/workflow.yaml")
        )
        _ = try await shop.submit("1", .adopt(file))
        let begun = try await shop.submit(
            "2",
            .begin(
                workflow: "permintaan-data",
                .init(
                    intent: .verb("propose"),
                    fields: ["title": "Data curah hujan", "parties": ["35.72"]]
                )
            )
        )
        #expect(begun.entries[0].type == "DataRequested")
        let id = try #require(begun.agreement)
        for (key, event, fields) in [
            ("3", "RequestAccepted", ["office": "35.72", "for": "data"]),
            ("4", "DataDelivered", ["office": "35.72"]),
        ] as [(String, String, [String: JSONValue])] {
            _ = try await shop.submit(
                key,
                .happened(agreement: id, .init(intent: .event(event), fields: fields))
            )
        }
        // Without a name the one that the log adopted first is meant.
        #expect(try await shop.propose("5").entries[0].type == "VisitProposed")
    }
}
