import Audit
import Foundation
import Testing

@testable import EventLog

/// Files that earlier programs wrote, kept for ever: each opens, is whole and is written on.
///
/// A failure here says that files out there would be called altered: a schema changes by one more step of
/// `LogSchema`, never by an edit of one that is there. `Tests/Fixtures/make` keeps the files.
@Suite struct KeptFileTests {
    private static let logs = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/logs")

    private static let kept =
        ((try? FileManager.default.contentsOfDirectory(atPath: logs.path)) ?? []).sorted()
        .map { logs.appending(path: $0) }
        .filter { FileManager.default.fileExists(atPath: $0.appending(path: "log.db").path) }

    @Test func `the file of schema version 1 is there`() throws {
        // SQLite's header has `user_version` in four bytes at 60.
        let versions = try Self.kept.map {
            Array(try Data(contentsOf: $0.appending(path: "log.db"))[60..<64])
        }
        #expect(versions.contains([0, 0, 0, 1]))
    }

    @Test(arguments: kept)
    func `a kept file opens as a whole one, has the kept entries, and takes the next`(
        _ kept: URL
    ) async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            atPath: kept.appending(path: "log.db").path,
            toPath: folder.database
        )
        for access in [LogAccess.readOnly, .readWrite] {
            let log = try SQLiteLog.open(folder: folder.path, access: access)
            #expect(try log.structuralFault() == nil)
            let data = kept.appending(path: "log/data")
            let lines = try log.all().map { String(decoding: $0.line, as: UTF8.self) + "\n" }
            let text = try String(
                contentsOf: data.appending(path: "events.jsonl"),
                encoding: .utf8
            )
            // The daemon that stopped afterwards has said so.
            #expect(lines.joined().hasPrefix(text) && !text.isEmpty)
            let note = try String(contentsOf: data.appending(path: "checkpoint"), encoding: .utf8)
                .split(separator: "\n")
            let leaves = try log.all().prefix(try #require(Int(note[1])))
            #expect(leaves.allSatisfy(\.isIntact) && leaves.contains { $0.bytes == nil })
            let root = tree(over: leaves.map(\.leaf)).frontier.root
            #expect(TreeHash(bytes: try #require(Data(base64Encoded: String(note[2])))) == root)
            #expect(log.head.root == tree(over: try log.all().map(\.leaf)).frontier.root)
            if access == .readWrite {
                try await log.append(.engine("berikutnya", command: 1))
                #expect(try log.structuralFault() == nil)
            }
            await log.close()
        }
    }
}
