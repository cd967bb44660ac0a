import Foundation
import Testing

/// What only the running program knows: bytes that are no text, and an output that takes nothing.
@Suite(.timeLimit(.minutes(10))) struct UnwritableTests {
    private func shell(_ line: String) async throws -> Outcome {
        try await Place.with { place in
            try await place.start(
                "/bin/sh",
                ["-c", line],
                environment: ["KEMBAR": Programs.kembar, "LANG": "C"]
            ).outcome()
        }
    }

    @Test func `an output that takes nothing ends with 1, a reader that has gone does not`()
        async throws
    {
        let full = try await shell(#""$KEMBAR" --help > /dev/full"#)
        #expect(full.status == 1)
        #expect(full.errors.hasPrefix("Jawabannya tidak dapat ditulis"), "\(full)")
        let gone = try await shell(#"{ "$KEMBAR" --help; echo $? >&2; } | :"#)
        #expect(gone.status == 0)
        #expect(!gone.errors.contains("Jawabannya"), "\(gone)")
    }

    @Test func `a word that is no UTF-8 is refused, whatever would be sent`() async throws {
        let outcome = try await shell(
            #""$KEMBAR" propose "$(printf 'a\377')" --party 35.72 --socket /nowhere"#
        )
        #expect(outcome.status == 64)
        #expect(
            outcome.errors.hasPrefix("Kesalahan: Argumen 'a\u{FFFD}' bukan teks UTF-8"),
            "\(outcome)"
        )
    }
}
