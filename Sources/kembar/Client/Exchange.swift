import Glibc

/// One request and its answer, with the repetitions that are safe.
struct Exchange: Sendable {
    let desk: Desk
    let sockets: [String]
    /// The command that repeats the request under its key, to show if its outcome stays unknown.
    let repetition: String?

    /// The longest answer to wait for: reading a whole log again takes its time.
    static let readLimitSeconds: Int64 = 600
    /// The longest wait for a write: it is one transaction; longer means that the daemon is stuck.
    static let writeLimitSeconds: Int64 = 30

    /// Sends the request and returns the answer that is no refusal; a body for `sink` goes there.
    func answer(
        to request: Request,
        sink: SocketClient.Sink? = nil
    ) async throws(Failure) -> Response {
        var retry = Retry(
            isRepeatable: request.key != nil && request.isRepeatable,
            start: desk.uptime()
        )
        while true {
            let attempt = await attempt(request, sink)
            switch retry.judge(attempt.kind, refused: ECONNREFUSED, now: desk.uptime()) {
            case .again(let seconds): await desk.sleep(seconds)
            case .accept: return try settle(attempt, request, retry)
            }
        }
    }

    private struct Outcome {
        var kind: Retry.Attempt
        var path: String
        var response: Response?
    }

    /// One attempt over the sockets in turn; the first that takes a connection is the one.
    private func attempt(_ request: Request, _ sink: SocketClient.Sink?) async -> Outcome {
        let isWrite = request.key != nil
        let client = SocketClient(
            limitSeconds: sink != nil
                ? nil : isWrite ? Self.writeLimitSeconds : Self.readLimitSeconds
        )
        var failed = Outcome(kind: .notConnected(errno: ENOENT), path: sockets.first ?? "")
        for (index, path) in sockets.enumerated() {
            switch await send(request, through: path, client, sink) {
            case .success(let response):
                return Outcome(
                    kind: .answered(status: response.status, code: response.problem?.code),
                    path: path,
                    response: response
                )
            case .failure(.lost): return Outcome(kind: .lost, path: path)
            case .failure(.notConnected(let errno)):
                // A door that is shut says more than a door that is not there.
                if index == 0 || errno == EACCES, failed.kind != .notConnected(errno: EACCES) {
                    failed = Outcome(kind: .notConnected(errno: errno), path: path)
                }
            }
        }
        return failed
    }

    private func send(
        _ request: Request,
        through path: String,
        _ client: SocketClient,
        _ sink: SocketClient.Sink?
    ) async -> Result<Response, SocketClient.Fault> {
        do throws(SocketClient.Fault) {
            return .success(try await client.send(request, through: path, sink: sink))
        } catch {
            return .failure(error)
        }
    }

    private func settle(
        _ outcome: Outcome,
        _ request: Request,
        _ retry: Retry
    ) throws(Failure) -> Response {
        switch outcome.kind {
        case .answered(_, let code):
            guard let response = outcome.response else { throw .lostAnswer(path: outcome.path) }
            if response.isSuccess { return response }
            guard let problem = response.problem else {
                throw .unreadableAnswer(reason: "HTTP \(response.status)")
            }
            if retry.isOutcomeOpen || code == "outcome-unknown" {
                throw .outcomeUnknown(repetition: repetition, isRepeatable: request.isRepeatable)
            }
            throw .problem(problem.addressed(to: desk.user()), repetition: repetition)
        case .lost where request.key == nil: throw .lostAnswer(path: outcome.path)
        case .lost:
            throw .outcomeUnknown(repetition: repetition, isRepeatable: request.isRepeatable)
        case .notConnected(let errno):
            if retry.isOutcomeOpen {
                throw .outcomeUnknown(repetition: repetition, isRepeatable: request.isRepeatable)
            }
            if errno == EACCES || errno == EPERM {
                throw .socketNotPermitted(
                    path: outcome.path,
                    group: SocketChoice.group(of: outcome.path),
                    user: desk.user()
                )
            }
            throw .unreachable(path: outcome.path, errno: errno, repetition: repetition)
        }
    }
}
