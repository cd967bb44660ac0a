import Calendars
import Engine
import Entries
import Foundation
import NIOCore
import Testing
import Wire

@testable import Daemon

/// Copies of the log, what is kept of them, and the figures for a monitoring system.
@Suite struct BackupTests {
    @Test func `a tar head has what tar reads, also beyond eight gigabytes`() {
        let head = TarHead(name: "log.db", byteCount: 4_096, modified: 1_541_638_800).bytes
        #expect(head.count == 512)
        #expect(String(decoding: head[..<6], as: UTF8.self) == "log.db")
        #expect(String(decoding: head[124..<135], as: UTF8.self) == "00000010000")
        var blank = head
        blank.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
        let sum = blank.reduce(0) { $0 + Int($1) }
        #expect(Int(String(decoding: head[148..<154], as: UTF8.self), radix: 8) == sum)
        let large = TarHead(name: "log.db", byteCount: 1 << 40, modified: 0).bytes
        #expect(large[124] == 0x80)
        #expect(large[125..<136].reduce(0) { $0 << 8 | Int($1) } == 1 << 40)
    }

    @Test func `the copy is an archive of log and checkpoint, and nothing of it stays`()
        async throws
    {
        try await Household.with { household in
            var archive: [UInt8] = []
            var pieces = try BackupArchive(of: household.house).pieces
            while let piece = try pieces.next() { archive += Array(buffer: piece) }
            #expect(archive.count % 512 == 0)
            #expect(archive.suffix(1_024).allSatisfy { $0 == 0 })
            let left = try FileManager.default.contentsOfDirectory(
                atPath: household.folder + "/data"
            )
            #expect(left.filter { $0.hasPrefix("backup.") } == [])
        }
    }

    @Test func `what a killed daemon left of a copy goes at the next start`() throws {
        try TemporaryFolder.with { folder in
            let left = folder + "/backup.abcdef"
            try FileManager.default.createDirectory(
                atPath: left,
                withIntermediateDirectories: false
            )
            try Data("x".utf8).write(to: URL(filePath: left + "/log.db"))
            try Data("x".utf8).write(to: URL(filePath: folder + "/backups"))
            BackupArchive.removeLeftovers(in: folder)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["backups"])
        }
    }

    @Test func `what a killed restore left goes at the next start, and nothing else`() throws {
        try TemporaryFolder.with { folder in
            // Given a whole log that a killed restore left, and what bears a like name
            for name in [
                "kembar-restore.a1B2c3", "kembar-restore.backup", "kembar-restore.catatan",
                "kembar-restore.public", "lain",
            ] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(name)",
                    withIntermediateDirectories: false,
                    attributes: [.posixPermissions: name.hasSuffix("public") ? 0o755 : 0o700]
                )
                try Data("x".utf8).write(to: URL(filePath: "\(folder)/\(name)/log.db"))
            }
            // What somebody keeps there besides is none of its own
            let note = folder + "/kembar-restore.backup/catatan.txt"
            try Data("x".utf8).write(to: URL(filePath: note))
            try Data("x".utf8)
                .write(to: URL(filePath: folder + "/kembar-restore.a1B2c3/log.db-wal"))
            try Data("x".utf8).write(to: URL(filePath: folder + "/kembar-restore.abcdef"))
            try #require(symlink("lain", folder + "/kembar-restore.ABCDEF") == 0)
            // And in the folder a link that leads out of it
            let out = folder + "/kembar-restore.a1B2c3/checkpoint"
            try #require(symlink("../lain/log.db", out) == 0)
            // When kembard starts, then that folder is gone, and nothing else
            BackupArchive.removeLeftovers(in: folder)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                    "kembar-restore.ABCDEF", "kembar-restore.abcdef", "kembar-restore.backup",
                    "kembar-restore.catatan", "kembar-restore.public", "lain",
                ]
            )
            let kept = [
                "lain/log.db", "kembar-restore.catatan/log.db", "kembar-restore.backup/log.db",
                "kembar-restore.backup/catatan.txt", "kembar-restore.public/log.db",
            ]
            #expect(kept.allSatisfy { FileManager.default.fileExists(atPath: "\(folder)/\($0)") })
        }
    }

    @Test func `copies and proofs are kept over a restart, and told of when they are old`() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/backups"
            let begun = Timestamp(milliseconds: 0)
            func problems(_ record: BackupRecord, day: Int64) -> [String] {
                let now = Timestamp(milliseconds: day * BackupRecord.millisecondsPerDay)
                return record.problems(now: now, since: begun).map(\.code)
            }
            let record = BackupRecord(path: path)
            #expect(problems(record, day: 2) == [])
            #expect(problems(record, day: 3) == ["backup-old", "drill-old"])
            let day3 = Timestamp(milliseconds: 3 * BackupRecord.millisecondsPerDay)
            try record.noteCopy(size: 5, at: day3.utc)
            #expect(problems(record, day: 3) == ["drill-old"])
            try record.noteFailure("views-differ", at: day3.utc)
            #expect(problems(record, day: 3) == ["drill-failed", "drill-old"])
            try record.noteDrill(size: 5, at: day3.utc)
            let again = BackupRecord(path: path)
            #expect(again.status.copy == BackupMark(at: day3.utc, size: 5))
            #expect(problems(again, day: 5) == [])
            #expect(problems(again, day: 6) == ["backup-old", "drill-old"])
            try Data("bukan JSON".utf8).write(to: URL(filePath: path))
            #expect(BackupRecord(path: path).status == BackupStatus())
        }
    }

    @Test func `status says that a house's log was never copied, and a rehearsal's does not`()
        async throws
    {
        func told(_ channels: Channels?) async throws -> [[String]] {
            let clock = StandingClock(at: Household.start)
            return try await Household.with(clock: clock, channels: channels) { household in
                var told: [[String]] = []
                for day: Int64 in [0, 2, 4] {
                    let passed = day * BackupRecord.millisecondsPerDay
                    clock.move(to: Household.start.adding(milliseconds: passed))
                    let status = try await household.house.answer(
                        StatusAnswer.self,
                        to: "/v1/status"
                    )
                    let codes = status.problems.map(\.code)
                    told.append(codes.filter { ["backup-old", "drill-old"].contains($0) })
                }
                return told
            }
        }
        #expect(try await told(Channels()) == [[], [], ["backup-old", "drill-old"]])
        #expect(try await told(nil) == [[], [], []])
    }

    @Test func `a proof of an old copy is no proof of what came after it`() throws {
        try TemporaryFolder.with { folder in
            let record = BackupRecord(path: folder + "/backups")
            let day9 = Timestamp(milliseconds: 9 * BackupRecord.millisecondsPerDay)
            // One entry a day, the first on day 0.
            func problems() -> [Notice] {
                record.problems(now: day9, since: Timestamp(milliseconds: 0)) { position in
                    position < 9
                        ? Timestamp(milliseconds: position * BackupRecord.millisecondsPerDay) : nil
                }
            }
            try record.noteCopy(size: 9, at: day9.utc)
            try record.noteFailure("views-differ", at: day9.utc)
            try record.noteDrill(size: 4, at: day9.utc)
            #expect(problems().map(\.code) == ["drill-failed", "drill-old"])
            #expect(problems().last?.params["lacking"] == 4)
            try record.noteDrill(size: 9, at: day9.utc)
            #expect(problems() == [])
        }
    }

    @Test func `figures are lines that a monitoring system reads`() {
        var text = MetricsText()
        text.gauge("kembar_log_entries", "Entries in the log.", 7)
        let metrics = Metrics()
        metrics.count(.init(kind: "write", outcome: "ok"), seconds: 0.004)
        metrics.count(.init(kind: "write", outcome: "ok"), seconds: 2)
        metrics.count(.init(kind: "write", outcome: "not-permitted"), seconds: 0.002)
        text.add(metrics.counts)
        let lines = Set(text.text.split(separator: "\n").map(String.init))
        for line in [
            "# TYPE kembar_log_entries gauge", "kembar_log_entries 7",
            #"kembar_requests_total{kind="write",outcome="ok"} 2"#,
            #"kembar_requests_total{kind="write",outcome="not-permitted"} 1"#,
            #"kembar_request_duration_seconds_bucket{kind="write",le="0.001"} 0"#,
            #"kembar_request_duration_seconds_bucket{kind="write",le="0.005"} 2"#,
            #"kembar_request_duration_seconds_bucket{kind="write",le="+Inf"} 3"#,
            #"kembar_request_duration_seconds_count{kind="write"} 3"#,
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }
}
