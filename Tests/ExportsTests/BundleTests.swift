import Audit
import Entries
import Exports
import Testing

@Suite struct BundleTests {
    @Test func `a bundle holds the lines verbatim, the tree and the rules, and is found whole`()
        throws
    {
        let log = try SmallLog()
        let files = try log.bundle()
        #expect(
            try files.paths() == [
                "bag-info.txt", "bagit.txt", "data/README.txt", "data/checkpoint",
                "data/events.jsonl", "data/rules/calendar-hari.yaml", "data/tile/0/000.p/5",
                "manifest-sha256.txt", "tagmanifest-sha256.txt",
            ]
        )
        #expect(files.files["data/events.jsonl"] == log.lines.flatMap { $0 + [0x0A] })
        #expect(files.files["data/checkpoint"] == Array(log.note.utf8))
        #expect(files.files["data/rules/calendar-hari.yaml"] == Array("calendar: hari\n".utf8))
        let whole = try BundleReview(files).run()
        #expect(whole.checkpoint.size == 5)
        #expect(whole.positions == nil)
    }

    @Test func `an agreement's bundle holds each entry's proof, and is found whole`() throws {
        let files = try SmallLog().agreementBundle()
        #expect(try files.paths().contains("data/proofs/0000000004.tlog-proof"))
        #expect(try BundleReview(files).run().positions == [0, 1, 2, 3, 4])
    }

    @Test func `the same log gives the same bytes`() throws {
        #expect(try SmallLog().bundle().files == SmallLog().bundle().files)
    }

    @Test func `a bundle whose writing broke off anywhere is no finished one`() throws {
        let log = try SmallLog()
        var limit = 0
        while true {
            let files = MemoryFiles()
            files.limit = limit
            do {
                _ = try log.bundle(into: files)
                break
            } catch is MemoryFiles.NoPower {
                #expect { try BundleReview(files).run() } throws: {
                    ($0 as? BundleFault)?.kind == .unfinished
                }
            }
            limit += 1
        }
        #expect(limit > 15)
    }

    @Test func `what is not as it was signed gets into no bundle`() throws {
        let log = try SmallLog()
        var short = try BundleMaker(MemoryFiles(), note: log.note)
        for line in log.lines.dropLast() { try short.add(line: line) }
        #expect(throws: BundleFailure.notAsSigned(found: 4, signed: 5)) { try short.finish() }
        var one = try BundleMaker(MemoryFiles(), note: log.note, agreement: SmallLog.agreement)
        #expect(throws: BundleFailure.notAsSigned(found: 3, signed: 5)) {
            try one.add(receipt: try log.receipt(3, ofLine: 4))
        }
        var changed = try BundleMaker(MemoryFiles(), note: log.note)
        for line in log.lines.dropLast() + [log.lines[0]] { try changed.add(line: line) }
        #expect(throws: BundleFailure.notAsSigned(found: 5, signed: 5)) { try changed.finish() }
        #expect(throws: BundleFailure.checkpoint) { try BundleMaker(MemoryFiles(), note: "x\n") }
    }

    @Test func `a checkpoint that somebody named is one of this log, and of no more than it has`()
        throws
    {
        let log = try SmallLog()
        let bytes = Array(log.note.utf8)
        let given = try GivenCheckpoint(bytes, of: SmallLog.origin)
        #expect(given.note == log.note && given.checkpoint.size == 5)
        try given.require(atMost: 5)
        #expect(throws: UnfitCheckpoint.beyond(signed: 5, found: 4)) {
            try given.require(atMost: 4)
        }
        #expect(throws: UnfitCheckpoint.foreign(found: SmallLog.origin, origin: "lain.invalid")) {
            try GivenCheckpoint(bytes, of: "lain.invalid")
        }
        let unsigned = Array("\(given.checkpoint.text)\n".utf8)
        // More entries than a log can have, which no answer could say.
        let endless = try Checkpoint(
            origin: SmallLog.origin,
            size: .max,
            root: given.checkpoint.root
        ).sign(with: log.key)
        let others: [[UInt8]] = [
            [], Array("hello\n".utf8), unsigned, bytes + [0x0A], bytes + bytes, [0xFF],
            Array(endless.utf8),
        ]
        for bad in others {
            #expect(throws: UnfitCheckpoint.unreadable) {
                try GivenCheckpoint(bad, of: SmallLog.origin)
            }
        }
    }

    @Test func `lines after the checkpoint are left out`() throws {
        let log = try SmallLog()
        let files = MemoryFiles()
        var maker = try BundleMaker(files, note: log.note)
        for line in log.lines + [Array("{}".utf8)] { try maker.add(line: line) }
        try maker.finish()
        #expect(files.files == (try log.bundle().files))
    }

    @Test func `a redaction that came after the checkpoint keeps the bundle from being made`()
        throws
    {
        // Given a checkpoint over all entries but the last, which took the bytes of one before
        let log = try SmallLog()
        var frontier = TreeFrontier()
        for line in log.lines.dropLast() { _ = frontier.append(EntryLine(line).leaf) }
        let note = try Checkpoint(
            origin: SmallLog.origin,
            size: frontier.size,
            root: frontier.root
        ).sign(with: log.key)
        var maker = try BundleMaker(MemoryFiles(), note: note)
        for line in log.lines.dropLast() { try maker.add(line: line) }
        // When that last one comes, then it is named
        #expect(throws: BundleFailure.redactedLater(position: 2, by: 4, signed: 4)) {
            try maker.add(line: log.lines[4])
        }
        // And what was taken before the checkpoint keeps nothing back, whatever comes after
        let again = try SmallLog.entry(
            5,
            "Redacted",
            version: 4,
            ["position": 2, "entry": SmallLog.restated(2, "Noted")]
        )
        var whole = try BundleMaker(MemoryFiles(), note: log.note)
        for line in log.lines + [again] { try whole.add(line: line) }
        #expect(throws: Never.self) { try whole.finish() }
    }
}
