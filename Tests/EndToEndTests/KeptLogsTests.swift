import Foundation
import Testing
import Wire

/// Logs that released versions wrote, kept for ever: each verifies, and replays as it did on its day.
///
/// `Tests/Fixtures/make` keeps one for a version; nothing in them is ever changed afterwards.
@Suite(.timeLimit(.minutes(15)))
struct KeptLogsTests {
    fileprivate static let logs = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/logs").path

    fileprivate static let versions =
        (try? FileManager.default.contentsOfDirectory(atPath: logs).sorted()) ?? []

    @Test func `at least the first version's log is there`() {
        #expect(Self.versions.contains("0.1.0"))
    }

    @Test(arguments: versions)
    func `a kept log is whole and replays as on its day`(version: String) async throws {
        let folder = "\(Self.logs)/\(version)"
        try await Place.with { place in
            let verified = try await place.start(
                Programs.audit,
                ["verify", "--data", "\(folder)/log", "--json"]
            ).outcome()
            #expect(verified.status == 0, "\(verified)")
            let compared = try await place.start(
                Programs.audit,
                ["compare", "\(folder)/replay.json", "--data", "\(folder)/log", "--json"]
            ).outcome()
            #expect(compared.status == 0, "\(compared)")
            let answer = try JSONDecoder().decode(
                ReplayComparisonAnswer.self,
                from: Data(compared.output.utf8)
            )
            #expect(answer.differences == [] && answer.steps > 10, "\(answer)")
            let counted = try await place.start(
                Programs.audit,
                ["replay", "--check", "--data", "\(folder)/log", "--json"]
            ).outcome()
            #expect(
                try JSONDecoder().decode(ReplayCountAnswer.self, from: Data(counted.output.utf8))
                    == ReplayCountAnswer(agreements: answer.agreements, steps: answer.steps)
            )
        }
    }

    @Test func `a replay that says something else is found out, and what is none is refused`()
        async throws
    {
        let folder = "\(Self.logs)/0.1.0"
        try await Place.with { place in
            let told = try String(contentsOfFile: "\(folder)/replay.json", encoding: .utf8)
            let changed = place.file("lain.json")
            try told.replacingOccurrences(of: "PKSDrafted", with: "Declined")
                .write(toFile: changed, atomically: true, encoding: .utf8)
            let differing = try await place.start(
                Programs.kembar,
                ["audit", "compare", changed, "--data", "\(folder)/log"],
                environment: ["LANG": "id_ID.UTF-8"]
            ).outcome()
            #expect(differing.status == 1, "\(differing)")
            #expect(differing.output.contains("dahulu Declined, sekarang PKSDrafted"))
            let none = place.file("bukan.json")
            try Data("[]".utf8).write(to: URL(filePath: none))
            let refused = try await place.start(
                Programs.kembar,
                ["audit", "compare", none, "--data", "\(folder)/log"],
                environment: ["LANG": "id_ID.UTF-8"]
            ).outcome()
            #expect(refused.status == 1, "\(refused)")
            #expect(refused.errors.contains("audit replay --json"), "\(refused)")
        }
    }
}
