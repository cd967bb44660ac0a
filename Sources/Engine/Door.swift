package import Calendars
import FoundationEssentials
import Synchronization

/// Where time and identity come in, and nowhere else.
///
/// What passes here is stamped once; everything after it is deterministic.
package struct Door: Sendable {
    /// What every stamp of time is taken from.
    package var clock: any WallClock
    /// What tells how much time has passed, to hold the wall clock against; nil where time does not
    /// move by itself, as in a rehearsal.
    package var steady: (any SteadyClock)?
    /// Makes a random UUID in lower case.
    package var identity: @Sendable () -> String

    /// Makes a door from its sources: real ones in a daemon, counting ones in tests.
    package init(
        clock: any WallClock,
        steady: (any SteadyClock)? = nil,
        identity: @escaping @Sendable () -> String
    ) {
        self.clock = clock
        self.steady = steady
        self.identity = identity
    }

    /// The door of a real daemon: random identities from the system.
    package static func real(
        clock: any WallClock,
        steady: (any SteadyClock)? = nil
    ) -> Door {
        Door(clock: clock, steady: steady) { UUID().uuidString.lowercased() }
    }
}

/// Says what time it is.
package protocol WallClock: Sendable {
    /// Returns the present instant; may be asked from any thread.
    func now() -> Timestamp
}

/// Says how much time has passed, whatever anybody sets the wall clock to.
package protocol SteadyClock: Sendable {
    /// Returns the milliseconds since some moment of its own; never goes back.
    func elapsedMilliseconds() -> Int64
}

/// The machine's own count of time, which goes on while it sleeps.
package struct MachineClock: SteadyClock {
    private let start = ContinuousClock.now

    /// Begins to count.
    package init() {}

    /// Returns the milliseconds since this clock was made.
    package func elapsedMilliseconds() -> Int64 {
        let passed = start.duration(to: .now).components
        return passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000
    }
}

/// The system's clock, in milliseconds.
package struct SystemClock: WallClock {
    /// Makes the clock; it keeps nothing.
    package init() {}

    /// Returns the system's time, which may step back: whoever stamps entries guards against that.
    package func now() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
    }
}

/// A clock that stands still until it is moved: for rehearsals and tests.
package final class StandingClock: WallClock {
    private let time: Mutex<Timestamp>

    /// Starts at that instant and stays there.
    package init(at start: Timestamp) { time = Mutex(start) }

    /// Returns the instant it was last moved to.
    package func now() -> Timestamp { time.withLock { $0 } }

    /// Moves to `instant`; never backwards, an earlier instant is passed over.
    package func move(to instant: Timestamp) { time.withLock { $0 = max($0, instant) } }
}

extension Door {
    /// Returns random bytes from the system, for keys and names.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
