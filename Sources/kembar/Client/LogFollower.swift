import Language
import Synchronization
import Wire

/// Follows the log until the reader has enough: connects again after the daemon was restarted, and
/// goes on behind the last entry that it has seen.
struct LogFollower {
    let exchange: Exchange
    /// Only the entries of that agreement; nil is all.
    let agreement: String?
    let page: Page

    /// How long it waits before it looks for the daemon again: a restart takes about a second.
    static let pauseSeconds = 1.0

    /// Calls `show` with every entry after `position`; it says whether to go on.
    ///
    /// Returns when the reader has gone. Throws what ended the first connection before it began, and
    /// refusals: these do not pass by waiting.
    func follow(
        after position: Int64,
        _ show: @escaping @Sendable (EventStreamReader.Event) async -> Void
    ) async throws(Failure) {
        let progress = Progress(position)
        let desk = exchange.desk
        while true {
            progress.beginConnection()
            do throws(Failure) {
                _ = try await exchange.answer(to: request(progress)) { [page] bytes in
                    if progress.isBack() { desk.say(page.say(WatchPhrases.again), on: .errors) }
                    for event in progress.take(bytes) {
                        await show(event)
                        progress.saw(event)
                    }
                    return desk.isOutputOpen()
                }
            } catch {
                guard progress.hasConnected, Self.passes(error) else { throw error }
            }
            guard desk.isOutputOpen() else { return }
            if progress.isLost() { desk.say(page.say(WatchPhrases.lost), on: .errors) }
            await desk.sleep(Self.pauseSeconds)
        }
    }

    private func request(_ progress: Progress) -> Request {
        var request = Request.get(
            ["events"],
            [("after", String(progress.start)), ("agreement", agreement)]
        )
        request.headers = [Request.Header(name: "Accept", value: "text/event-stream")]
        if progress.position != progress.start {
            let last = String(progress.position)
            request.headers.append(Request.Header(name: "Last-Event-ID", value: last))
        }
        return request
    }

    /// Whether waiting can help: the daemon is away, is stopping, or has no place just now.
    private static func passes(_ failure: Failure) -> Bool {
        switch failure {
        case .unreachable, .lostAnswer: true
        case .problem(let report, _):
            [.stopping, .tooManyReaders, .busy, .logUnavailable, .deadlinePassed]
                .contains(report.known)
        default: false
        }
    }
}

/// How far a follower is, shared with the connection that feeds it.
private final class Progress: Sendable {
    private struct State {
        var reader = EventStreamReader()
        var position: Int64
        var hasConnected = false
        var isAway = false
    }

    /// Where it began.
    let start: Int64
    private let state: Mutex<State>

    init(_ position: Int64) {
        start = position
        state = Mutex(State(position: position))
    }

    var position: Int64 { state.withLock { $0.position } }
    var hasConnected: Bool { state.withLock { $0.hasConnected } }

    /// Half an event of the connection before is forgotten: it comes again as a whole.
    func beginConnection() { state.withLock { $0.reader = EventStreamReader() } }

    func take(_ bytes: [UInt8]) -> [EventStreamReader.Event] {
        state.withLock { $0.reader.take(bytes) }
    }

    func saw(_ event: EventStreamReader.Event) { state.withLock { $0.position = event.id } }

    /// Notes that bytes came; whether they are the first after a connection was lost.
    func isBack() -> Bool {
        state.withLock { state in
            defer { (state.hasConnected, state.isAway) = (true, false) }
            return state.isAway
        }
    }

    /// Notes that the connection ended; whether that is news.
    func isLost() -> Bool {
        state.withLock { state in
            defer { state.isAway = true }
            return !state.isAway
        }
    }
}
