import Foundation
import Testing

/// What is not checked is said loudly, and fails where nobody would read it.
@Suite(.timeLimit(.minutes(1))) struct SkipTests {
    private static let script =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path + "/scripts/skip"

    @Test(arguments: [
        (["journal", "needs", "root"], false, Int32(0)),
        (["journal", "needs", "root"], true, 0),
        (["--installed", "journal", "curl is missing"], false, 0),
        // What set-up installs and is not there would never be checked again.
        (["--installed", "journal", "curl is missing"], true, 1),
    ])
    func `a part that is left out is named, and in CI its want is a failure`(
        words: [String],
        isCI: Bool,
        status: Int32
    ) async throws {
        try await Place.with { place in
            let outcome = try await place.start(
                Self.script,
                words,
                environment: isCI ? ["KEMBAR_CI": "1"] : [:]
            ).outcome()
            #expect(outcome.status == status)
            #expect(outcome.output == "")
            let why = words.drop { $0 == "--installed" }.dropFirst().joined(separator: " ")
            #expect(outcome.errors.contains("journal: SKIPPED: \(why)\n"))
            #expect(outcome.errors.contains("journal: FAILED") == (status == 1))
        }
    }
}
