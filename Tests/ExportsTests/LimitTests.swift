import Audit
import Entries
import Exports
import Testing

/// What a bundle or a receipt from elsewhere can make its reader hold.
@Suite struct LimitTests {
    /// A file without end.
    private struct Endless: BundleContent {
        func paths() throws -> [String] { ["bagit.txt"] }

        func read(_ path: String, _ piece: ([UInt8]) throws -> Void) throws {
            let bytes = [UInt8](repeating: 0x78, count: 65_536)
            while true { try piece(bytes) }
        }
    }

    /// A file of equal pieces.
    private struct Repeated: BundleContent {
        let piece: [UInt8]
        let count: Int

        func paths() throws -> [String] { ["x"] }

        func read(_ path: String, _ take: ([UInt8]) throws -> Void) throws {
            for _ in 0..<count { try take(piece) }
        }
    }

    @Test func `a file without end is given up, and so is a line`() {
        #expect(throws: FileTrouble.self) { try Endless().content(of: "x") }
        #expect(throws: FileTrouble.self) { try Endless().lines(of: "x") { _ in } }
    }

    @Test func `the longest entry is a line, and a file of many lines has no limit`() throws {
        let line = [UInt8](repeating: 0x78, count: 65_535)
        let count = BundleLimits.fileBytesMax / line.count + 1
        let file = Repeated(piece: line + [0x0A], count: count)
        var read = 0
        let isEnded = try file.lines(of: "x") { _ in read += 1 }
        #expect(isEnded)
        #expect(read == count)
        #expect(throws: FileTrouble.self) { try file.content(of: "x") }
    }

    @Test func `a receipt longer than any is none`() throws {
        let text = try SmallLog().receipt(3).description
        let long = String(repeating: "A", count: BundleLimits.fileBytesMax)
        let bytes = Array(text.replacing("extra ", with: "extra \(long)").utf8)
        #expect(throws: TlogProofFailure.self) { try EntryReceipt(bytes) }
    }

    @Test func `an adoption of something that is no rule file makes no file`() throws {
        let log = try SmallLog()
        let key = try SigningKey(name: SmallLog.origin, seed: Array(repeating: 3, count: 32))
        let lines = [
            log.lines[0],
            try SmallLog.entry(
                1,
                "../../lariAdopted",
                version: nil,
                ["name": "x", "version": 1, "text": "isi", "sha256": ""]
            ),
            try SmallLog.entry(
                2,
                "KeyAdopted",
                version: nil,
                ["name": "x", "version": 1, "text": "isi", "sha256": ""]
            ),
        ]
        var frontier = TreeFrontier()
        for line in lines { _ = frontier.append(MerkleTree.leafHash(line)) }
        let note = try Checkpoint(
            origin: SmallLog.origin,
            size: frontier.size,
            root: frontier.root
        ).sign(with: key)
        let files = MemoryFiles()
        var maker = try BundleMaker(files, note: note)
        for line in lines { try maker.add(line: line) }
        try maker.finish()
        #expect(files.files.keys.allSatisfy { !$0.hasPrefix("data/rules") }, "\(files.files.keys)")
        #expect(throws: Never.self) { try BundleReview(files).run() }
    }
}
