package import Calendars
import Synchronization

/// Holds the wall clock against the time that has passed: whether somebody, or something, set it ahead.
///
/// Compares within one life of the daemon only; what it found stands in the log.
package final class ClockWatch: Sendable {
    /// A clock that is further ahead than that was set: no machine gains a day by itself.
    package static let toleranceMilliseconds: Int64 = 24 * 3_600_000

    /// The wall clock and the time passed at the last look at which both agreed.
    private struct Mark {
        var wall: Timestamp
        var passed: Int64
        var isAhead = false
    }

    private let last = Mutex<Mark?>(nil)

    /// Begins to compare with the first look.
    package init() {}

    /// What a look finds.
    package enum Finding: Hashable, Sendable {
        /// Both clocks agree, or there is nothing to compare yet.
        case steady
        /// The wall clock should say `expected`.
        case ahead(expected: Timestamp)
        /// It was ahead, and is right again.
        case returned
    }

    /// Looks at both clocks; the first look of a life finds nothing.
    package func look(_ door: Door) -> Finding {
        guard let steady = door.steady else { return .steady }
        let wall = door.clock.now()
        let passed = steady.elapsedMilliseconds()
        return last.withLock { last in
            guard var mark = last else {
                last = Mark(wall: wall, passed: passed)
                return .steady
            }
            let expected = mark.wall.adding(milliseconds: passed - mark.passed)
            guard wall.milliseconds - expected.milliseconds <= Self.toleranceMilliseconds else {
                // What the clock said when it was right stays what it is compared with.
                mark.isAhead = true
                last = mark
                return .ahead(expected: expected)
            }
            // One that was set back is right again when it comes back to where it was: no jump.
            let isSetBack =
                expected.milliseconds - wall.milliseconds > Self.toleranceMilliseconds
            if !isSetBack { last = Mark(wall: wall, passed: passed) }
            return mark.isAhead ? .returned : .steady
        }
    }

    /// Returns what the wall clock says, or where it is far ahead of the time that has passed, what it
    /// should say.
    ///
    /// Changes nothing of what the next look finds; before the first look the wall clock counts as right.
    package func time(_ door: Door) -> Timestamp {
        let (wall, expected) = reading(door)
        return expected ?? wall
    }

    /// Whether the wall clock is far ahead of the time that has passed.
    ///
    /// Changes nothing of what the next look finds; before the first look it counts as right.
    package func isAhead(_ door: Door) -> Bool { reading(door).expected != nil }

    private func reading(_ door: Door) -> (wall: Timestamp, expected: Timestamp?) {
        let wall = door.clock.now()
        guard let steady = door.steady else { return (wall, nil) }
        let passed = steady.elapsedMilliseconds()
        return last.withLock { last in
            guard let mark = last else { return (wall, nil) }
            let expected = mark.wall.adding(milliseconds: passed - mark.passed)
            let ahead = wall.milliseconds - expected.milliseconds
            return (wall, ahead > Self.toleranceMilliseconds ? expected : nil)
        }
    }

    /// Takes the wall clock as right from now on: somebody has confirmed it.
    package func forget() { last.withLock { $0 = nil } }
}
