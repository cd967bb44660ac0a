import Testing

@testable import EventLog

/// A lone work is written where it comes from, as long as the disk is quick and nobody else writes.
@Suite struct WritePaceTests {
    private static func quiet() -> WritePace {
        var pace = WritePace()
        for _ in 1...WritePace.aloneMin {
            pace.note(works: 1, waiting: 0, commit: .microseconds(200))
        }
        return pace
    }

    @Test func `it takes a row of lone works to be quiet`() {
        var pace = WritePace()
        for _ in 1..<WritePace.aloneMin {
            pace.note(works: 1, waiting: 0, commit: .microseconds(200))
            #expect(!pace.isQuiet)
        }
        // A work that was refused committed nothing.
        pace.note(works: 1, waiting: 0, commit: nil)
        #expect(pace.isQuiet)
    }

    @Test(arguments: [
        (2, 0, Duration.microseconds(200)), (1, 1, .microseconds(200)),
        (1, 0, .microseconds(1_001)),
    ])
    func `company, or one slow commit, ends it`(works: Int, waiting: Int, commit: Duration) {
        var pace = Self.quiet()
        #expect(pace.isQuiet)
        pace.note(works: works, waiting: waiting, commit: commit)
        #expect(!pace.isQuiet)
        pace.note(works: 1, waiting: 0, commit: .microseconds(200))
        #expect(!pace.isQuiet)
    }
}
