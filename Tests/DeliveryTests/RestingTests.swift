import Synchronization
import Testing

@testable import Delivery

/// How the deliverer passes the time between two rounds.
@Suite(.timeLimit(.minutes(15))) struct RestingTests {
    /// A clock that lets nobody wait for the first times, and everybody for ever afterwards.
    private final class HurriedClock: Clock {
        typealias Instant = ContinuousClock.Instant

        let minimumResolution = Duration.nanoseconds(1)
        let start = ContinuousClock.now
        private let rests = Mutex<[Duration]>([])
        private let enough: Int
        private let over: AsyncStream<[Duration]>
        private let finish: AsyncStream<[Duration]>.Continuation

        init(rests: Int) {
            enough = rests
            (over, finish) = AsyncStream.makeStream()
        }

        // It stands still: what a sleeper asks for is what it would have waited.
        var now: Instant { start }

        func sleep(until deadline: Instant, tolerance: Duration?) async throws {
            let all = rests.withLock { rests in
                rests.append(start.duration(to: deadline))
                return rests
            }
            guard all.count >= enough else { return }
            finish.yield(all)
            // Until the task is cancelled.
            for await _ in AsyncStream<Never>.makeStream().stream {}
            try Task.checkCancellation()
        }

        func firstRests() async -> [Duration] {
            for await rests in over { return rests }
            return []
        }
    }

    @Test func `it rests by the clock that it is given, as long as the settings say`() async {
        var settings = DeliverySettings()
        settings.socket = "/tmp/kembar-nobody-listens-here.sock"
        settings.pollSeconds = 3_000
        let clock = HurriedClock(rests: 3)
        let deliverer = Deliverer(settings, environment: [:], clock: clock)
        let running = Task { try await deliverer.run() }
        let rests = await clock.firstRests()
        running.cancel()
        // How it ended is not what this is about.
        _ = try? await running.value
        #expect(rests == Array(repeating: .seconds(3_000), count: 3))
    }
}
