import Foundation
import Testing

/// What it costs that an answer is durable.
@Suite(
    .timeLimit(.minutes(10)),
    .enabled("needs strace, and permission to trace", { try await Needs.strace() })
)
struct DurabilityTests {
    @Test func `one command is one sync of the log`() async throws {
        try await Place.with { place in
            let strace = try #require(Programs.tool("strace"))
            let trace = place.file("syncs")
            // -D: the daemon is our child and strace its side: signals reach the daemon.
            let daemon = try await Daemon.serving(
                in: place,
                .init(wrapper: [
                    strace, "-D", "-f", "-y", "-e", "trace=fdatasync,fsync", "-o", trace,
                ])
            )
            try await daemon.begin()
            let before = try Self.syncs(in: trace)
            for number in 1...20 {
                try await daemon.done("note", "2026-0001", "catatan \(number)")
            }
            #expect(try Self.syncs(in: trace) - before == 20)
            try await daemon.done("list")
            try await daemon.done("audit", "verify")
            #expect(try Self.syncs(in: trace) - before == 20, "reading must not sync")
        }
    }

    private static func syncs(in trace: String) throws -> Int {
        try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
            .count { $0.contains("/log.db-wal>") }
    }
}
