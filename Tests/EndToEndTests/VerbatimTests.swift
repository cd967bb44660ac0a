import Foundation
import Testing

/// What a stranger can check without us: the lines, a SHA-256 and RFC 6962.
@Suite(.timeLimit(.minutes(10))) struct VerbatimTests {
    @Test func `the lines of the log hash to the root that the checkpoint signs`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done(
                "propose",
                "Café 'contoh' \"dua\"",
                "--party",
                "99.71",
                "--kind",
                "KSDD",
                "--paper",
                "KB"
            )
            try await daemon.done("rehearse", "to", "2026-07-31")
            let lines = try await daemon.lines()
            let checkpoint = try await daemon.done("audit", "checkpoint")
                .split(separator: "\n", omittingEmptySubsequences: false)
            #expect(checkpoint[0] == "test.invalid/kembar")
            #expect(checkpoint[1] == "\(lines.count)")
            #expect(checkpoint[2] == (try await Self.root(of: lines, in: place)))
            #expect(checkpoint[3].isEmpty)
            #expect(checkpoint[4].hasPrefix("— test.invalid/kembar "))
        }
    }

    @Test func `the lines after a position are the end of all lines, byte for byte`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let lines = try await daemon.lines()
            #expect(lines.count > 5)
            for after in [0, 3, lines.count - 2, lines.count - 1] {
                let rest = try await daemon.done("api", "GET", "/v1/events?after=\(after)")
                #expect(rest == lines.dropFirst(after + 1).map { $0 + "\n" }.joined())
            }
            #expect(try await daemon.kembar("api", "GET", "/v1/events?after=-2").status == 1)
        }
    }

    /// The Merkle tree hash of RFC 6962, section 2.1, with the SHA-256 of coreutils.
    private static func root(of lines: [String], in place: Place) async throws -> String {
        var hashes = try await sha256(lines.map { [0] + Array($0.utf8) }, in: place)
        // Level by level; a last one without a partner moves up as it is, which gives the same tree.
        while hashes.count > 1 {
            let pairs = stride(from: 0, to: hashes.count - 1, by: 2)
                .map { [1] + hashes[$0] + hashes[$0 + 1] }
            let odd = hashes.count.isMultiple(of: 2) ? [] : [hashes[hashes.count - 1]]
            hashes = try await sha256(pairs, in: place) + odd
        }
        return Data(hashes[0]).base64EncodedString()
    }

    private static func sha256(_ texts: [[UInt8]], in place: Place) async throws -> [[UInt8]] {
        let names = texts.indices.map { "leaf-\($0)" }
        for (name, text) in zip(names, texts) {
            try Data(text).write(to: URL(fileURLWithPath: place.file(name)))
        }
        let program = try #require(Programs.tool("sha256sum"))
        let outcome = try await place.start(program, names.map(place.file)).outcome()
        return try outcome.output.split(separator: "\n").map { line in
            try stride(from: 0, to: 64, by: 2).map { index in
                let start = line.index(line.startIndex, offsetBy: index)
                return try #require(UInt8(line[start...].prefix(2), radix: 16))
            }
        }
    }
}
