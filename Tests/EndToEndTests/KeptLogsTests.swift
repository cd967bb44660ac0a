import Entries
import Foundation
import TestSupport
import Testing
import Wire
import Workflows

/// Logs that released versions wrote, kept for ever: each verifies, and replays as it did on its day.
///
/// `Tests/Fixtures/make` keeps some for a version; nothing in them is ever changed afterwards.
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

    /// A type that no log has is one that nothing holds: its entries might be read otherwise tomorrow.
    @Test func `together they have every type of entry that there is`() throws {
        var types: Set<String> = []
        for version in Self.versions {
            let file = "\(Self.logs)/\(version)/log/data/events.jsonl"
            let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
            // What was redacted has no type any more.
            for line in lines where !line.hasPrefix(#"{"redacted""#) {
                types.insert(try Entry(bytes: Array(line.utf8)).type)
            }
        }
        let shipped = try #require(
            try Shipped.workflows().first { $0.name == "kerja-sama-daerah" }
        )
        let all = EngineEvent.allCases.map(\.rawValue) + shipped.events.map(\.name)
        #expect(Set(all).subtracting(types) == [])
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
            #expect(answer.differences == [] && answer.steps > 0, "\(answer)")
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

    /// A process reads its zone and locale at its start: so one makes the views, and another holds them against the log.
    @Test func `the views of a kept log are the same in another zone and locale`() async throws {
        let far = ["TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"]
        try await Place.with { place in
            let data = place.file("data")
            let made = try await place.start(
                Programs.audit,
                [
                    "rebuild", "--from", "\(Self.logs)/0.1.0/log/data/events.jsonl", "--to", data,
                    "--json",
                ]
            ).outcome()
            #expect(made.status == 0, "\(made)")
            let options = Daemon.Options(origin: nil)
            // Its key lies with who kept it.
            let replaced = try await place.start(
                Programs.kembard,
                ["replace-lost-key", "--reason", "uji"] + Daemon.arguments(options, in: place)
            ).outcome()
            #expect(replaced.status == 0, "\(replaced)")
            for (maker, reader) in [(far, [:]), ([:], far)] {
                for file in ["views.db", "views.db-wal", "views.db-shm"] {
                    try? FileManager.default.removeItem(atPath: "\(data)/\(file)")
                }
                let daemon = try await Daemon.serving(
                    in: place,
                    .init(origin: nil, environment: maker)
                )
                try await daemon.done("find", "contoh")
                await daemon.stop()
                let verified = try await place.start(
                    Programs.audit,
                    ["verify", "--data", data, "--json"],
                    environment: reader
                ).outcome()
                let answer = try JSONDecoder().decode(
                    VerifyAnswer.self,
                    from: Data(verified.output.utf8)
                )
                #expect(answer.views == "same", "\(verified)")
                #expect(verified.status == 0, "\(verified)")
            }
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
