import Calendars
import Engine
import Synchronization

/// A clock that people can set, and the time that really passes beside it.
final class WorldClock: WallClock {
    private struct State {
        var truth = Timestamp(milliseconds: 0)
        var offset: Int64 = 0
        /// How much time the steady clock has missed, as one does whose machine stood still.
        var missed: Int64 = 0
    }

    private let state = Mutex(State())

    /// What the wall clock shows.
    func now() -> Timestamp { state.withLock { $0.truth.adding(milliseconds: $0.offset) } }

    /// What time it really is.
    var truth: Timestamp { state.withLock { $0.truth } }

    /// Lets time pass until `instant`; never backwards.
    ///
    /// Unseen time is time that the steady clock does not count.
    func pass(to instant: Timestamp, unseen: Bool = false) {
        state.withLock { state in
            let next = max(state.truth, instant)
            if unseen { state.missed += next.milliseconds - state.truth.milliseconds }
            state.truth = next
        }
    }

    /// Sets the wall clock wrong by so much; 0 makes it right again.
    func shift(byMilliseconds offset: Int64) { state.withLock { $0.offset = offset } }

    /// The count of time that nobody can set.
    var steady: any SteadyClock { Steady(clock: self) }

    private struct Steady: SteadyClock {
        let clock: WorldClock

        func elapsedMilliseconds() -> Int64 {
            clock.state.withLock { $0.truth.milliseconds - $0.missed }
        }
    }
}
