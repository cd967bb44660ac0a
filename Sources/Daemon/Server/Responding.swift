import Hummingbird

/// What answers the requests of a socket.
protocol Responding: Sendable {
    /// Answers a request of a caller whom the kernel has named.
    func respond(to request: Request, from caller: Caller) async -> Response

    /// Whether an answer may take as long as the whole log needs to be read.
    func isLong(_ request: Request) -> Bool

    /// What is said when an answer did not begin in time.
    func lateAnswer(to request: Request, deadline: Duration) -> Response

    /// What is said to somebody of whom the kernel does not tell who it is.
    func strangerAnswer(to request: Request) -> Response
}
