import Glibc
import Wire

/// One request and its answer, with the repetitions that are safe.
struct Exchange: Sendable {
    let desk: Desk
    let sockets: [String]
    /// The command that repeats the request under its key, to show if its outcome stays unknown.
    let repetition: Repetition?

    /// The longest answer to wait for: reading a whole log again takes its time.
    static let readLimitSeconds: Int64 = 600
    /// The longest wait for a write: it is one transaction; longer means that the daemon is stuck.
    static let writeLimitSeconds: Int64 = 30

    /// Sends the request and returns the answer that is no refusal; a body for `sink` goes there.
    func answer(
        to request: Request,
        sink: SocketClient.Sink? = nil
    ) async throws(Failure) -> Response {
        var retry = Retry(isRepeatable: request.isRepeatable, start: desk.uptime())
        var doubt: ProblemReport?
        while true {
            let attempt = await attempt(request, sink)
            switch attempt.kind {
            case .answered(_, "outcome-unknown"): doubt = attempt.response?.problem
            case .lost: doubt = nil
            default: break
            }
            switch retry.judge(attempt.kind, refused: ECONNREFUSED, now: desk.uptime()) {
            case .again(let seconds): await desk.sleep(seconds)
            case .accept: return try settle(attempt, request, retry, doubt)
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
        let client = SocketClient(
            limitSeconds: sink != nil
                ? nil : request.isRepeatable ? Self.writeLimitSeconds : Self.readLimitSeconds
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

    /// `doubt` is what the daemon answered if it was the daemon that could not say what became of it.
    private func settle(
        _ outcome: Outcome,
        _ request: Request,
        _ retry: Retry,
        _ doubt: ProblemReport?
    ) throws(Failure) -> Response {
        let isWrite = request.kind != .question
        switch outcome.kind {
        case .answered:
            guard let response = outcome.response else { throw .lostAnswer(path: outcome.path) }
            if response.isSuccess { return response }
            guard let problem = response.problem else {
                throw .unreadableAnswer(reason: "HTTP \(response.status)")
            }
            if isWrite, retry.isOutcomeOpen { throw unknown(request, doubt) }
            throw .problem(problem.addressed(to: desk.user()), repetition: repetition)
        case .lost where isWrite: throw unknown(request, nil)
        case .lost: throw .lostAnswer(path: outcome.path)
        case .notConnected(let errno):
            if retry.isOutcomeOpen {
                throw isWrite ? unknown(request, doubt) : .lostAnswer(path: outcome.path)
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

    private func unknown(_ request: Request, _ doubt: ProblemReport?) -> Failure {
        // What has no key, and what nobody can repeat from here, has to be looked at.
        let remedy = request.kind == .keyed ? repetition.map(Failure.Remedy.repeating) : nil
        return .outcomeUnknown(doubt, remedy ?? .looking(Self.look(at: request.target)))
    }

    /// The command that shows whether a write to that path was done.
    static func look(at target: String) -> String {
        let places = [
            ("/v1/contacts", "kembar contacts show"), ("/v1/officers", "kembar admin officer list"),
            ("/v1/admin/cosignatures", "kembar audit cosignatures"),
        ]
        return places.first { target.hasPrefix($0.0) }?.1 ?? "kembar status"
    }
}
