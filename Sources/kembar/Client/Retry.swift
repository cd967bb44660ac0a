/// Decides whether a request is sent once more: pure, told the time.
///
/// Only a write that the daemon does once per key is repeated, with the same key, and for a short
/// while only: a person is waiting, and after that the person decides.
struct Retry {
    /// How long a request is repeated at most.
    static let secondsMax = 5.0
    /// The first pause; each further one is twice as long, up to `pauseMax`.
    static let pauseFirst = 0.1
    static let pauseMax = 1.0

    /// What came of one attempt.
    enum Attempt: Hashable {
        case answered(status: Int, code: String?)
        case notConnected(errno: Int32)
        case lost
    }

    enum Verdict: Hashable {
        /// The attempt stands, good or bad.
        case accept
        case again(afterSeconds: Double)
    }

    private let isRepeatable: Bool
    private let start: Double
    private var pause = pauseFirst
    /// Whether an attempt may have reached the daemon and its outcome is not known.
    private(set) var isOutcomeOpen = false

    init(isRepeatable: Bool, start: Double) {
        self.isRepeatable = isRepeatable
        self.start = start
    }

    /// Judges an attempt that ended at `now`.
    mutating func judge(_ attempt: Attempt, refused: Int32, now: Double) -> Verdict {
        switch attempt {
        case .answered(503, "outcome-unknown"), .lost: isOutcomeOpen = true
        case .answered(503, "stopping"): break
        case .answered(let status, _):
            // The key brings back what an earlier attempt did; only a 503 says nothing about it.
            if status != 503 { isOutcomeOpen = false }
            return .accept
        // A socket file without a listener: the daemon may be between two starts.
        case .notConnected(refused): break
        case .notConnected:
            guard isOutcomeOpen else { return .accept }
        }
        guard isRepeatable, now + pause - start <= Self.secondsMax else { return .accept }
        defer { pause = min(pause * 2, Self.pauseMax) }
        return .again(afterSeconds: pause)
    }
}
