package import Calendars
import FoundationEssentials
import Synchronization

/// Where time and identity come in, and nowhere else.
///
/// What passes here is stamped once; everything after it is deterministic.
package struct Door: Sendable {
    /// What every stamp of time is taken from.
    package var clock: any WallClock
    /// Makes a random UUID in lower case.
    package var identity: @Sendable () -> String

    /// Makes a door from its sources: real ones in a daemon, counting ones in tests.
    package init(clock: any WallClock, identity: @escaping @Sendable () -> String) {
        self.clock = clock
        self.identity = identity
    }

    /// The door of a real daemon: random identities from the system.
    package static func real(clock: any WallClock) -> Door {
        Door(clock: clock) { randomUUID() }
    }

    /// A random UUID (RFC 9562, version 4) as text, in lower case.
    static func randomUUID() -> String {
        var generator = SystemRandomNumberGenerator()
        // The four bits of the version, and the two of the variant.
        let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return String(unsafeUninitializedCapacity: 36) { text in
            var count = 0
            for shift in stride(from: 124, through: 0, by: -4) {
                let half = shift >= 64 ? high : low
                let digit = UInt8(half >> UInt64(shift & 63) & 0xF)
                text[count] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
                count += 1
                if [96, 80, 64, 48].contains(shift) {
                    text[count] = UInt8(ascii: "-")
                    count += 1
                }
            }
            return count
        }
    }
}

/// Says what time it is.
package protocol WallClock: Sendable {
    /// Returns the present instant; may be asked from any thread.
    func now() -> Timestamp
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
