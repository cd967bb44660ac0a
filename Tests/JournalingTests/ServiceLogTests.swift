import Glibc
import Logging
import Synchronization
import Testing

@testable import Journaling

/// What a service says in the journal, and what at a terminal.
@Suite struct ServiceLogTests {
    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])

        var all: [String] { kept.withLock(\.self) }

        func add(_ line: String) { kept.withLock { $0.append(line) } }
    }

    @Test(arguments: [
        (Logger.Level.debug, "<7>"), (.info, "<6>"), (.notice, "<5>"), (.warning, "<4>"),
        (.error, "<3>"), (.critical, "<2>"),
    ])
    func `a line begins with its priority and has no time`(level: Logger.Level, prefix: String) {
        let lines = Lines()
        var logger = Logger(label: "kembard") { _ in ServiceLogHandler { lines.add($0) } }
        logger.logLevel = .debug
        logger.log(level: level, "wake-up failed", metadata: ["since": "now", "error": "diskFull"])
        #expect(lines.all == [prefix + "wake-up failed error=diskFull since=now"])
    }

    @Test func `an event stays one line, whatever is in it`() {
        let lines = Lines()
        let logger = Logger(label: "kembard") { _ in ServiceLogHandler { lines.add($0) } }
        logger.error("first\nsecond", metadata: ["cause": "a\r\n<0>b\u{2028}c"])
        #expect(lines.all == ["<3>first second cause=\"a <0>b c\""])
        logger.debug("not asked for")
        #expect(lines.all.count == 1)
    }

    @Test func `no value runs into the next one`() {
        let lines = Lines()
        let logger = Logger(label: "kembard") { _ in ServiceLogHandler { lines.add($0) } }
        logger.error(
            "failed",
            metadata: [
                "cause": "No such file", "empty": "", "path": "/a/b", "said": #"x="y" \"#,
            ]
        )
        #expect(
            lines.all == [
                #"<3>failed cause="No such file" empty="" path=/a/b said="x=\"y\" \\""#
            ]
        )
    }

    @Test func `only the descriptor that JOURNAL_STREAM names is the journal`() throws {
        var ends: [CInt] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        var status = stat()
        try #require(fstat(ends[1], &status) == 0)
        let stream = "\(status.st_dev):\(status.st_ino)"
        #expect(ServiceLog.isJournal(["JOURNAL_STREAM": stream], descriptor: ends[1]))
        #expect(!ServiceLog.isJournal(["JOURNAL_STREAM": "1:2"], descriptor: ends[1]))
        #expect(!ServiceLog.isJournal(["JOURNAL_STREAM": ""], descriptor: ends[1]))
        #expect(!ServiceLog.isJournal([:], descriptor: ends[1]))
        #expect(!ServiceLog.isJournal(["JOURNAL_STREAM": stream], descriptor: STDIN_FILENO))
    }

    @Test func `last words are errors in the journal and words anywhere else`() throws {
        var status = stat()
        try #require(fstat(STDERR_FILENO, &status) == 0)
        let journal = ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]
        let text = "kembard: File x is faulty:\n  1:2 verb"
        #expect(
            ServiceLog.lastWords(text, environment: journal)
                == "<3>kembard: File x is faulty:\n<3>  1:2 verb\n"
        )
        #expect(ServiceLog.lastWords(text, environment: [:]) == text + "\n")
    }
}
