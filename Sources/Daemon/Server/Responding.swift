import HTTPTypes
import Hummingbird
import NIOCore

/// What answers the requests of a socket.
protocol Responding: Sendable {
    /// Answers a request of a caller whom the kernel has named.
    func respond(to request: Request, from caller: Caller) async -> Response

    /// Whether answering neither waits for a disk nor takes long, so that it may be done on the
    /// thread that serves the connections. Waiting for the log's writer is no such waiting.
    func isQuick(_ request: HTTPRequest) -> Bool

    /// Whether an answer may take as long as the whole log needs to be read.
    func isLong(_ request: HTTPRequest) -> Bool

    /// The most bytes of a body that are taken with a request.
    func bodyBytesMax(of request: HTTPRequest) -> Int

    /// What is said when an answer did not begin in time.
    func lateAnswer(to request: HTTPRequest, deadline: Duration) -> WholeAnswer

    /// What is said to somebody of whom the kernel does not tell who it is.
    func strangerAnswer(to request: HTTPRequest) -> WholeAnswer
}

extension HTTPRequest {
    /// Whether the caller waits for a word before he sends the body (RFC 9110, section 10.1.1).
    var isAskingToSend: Bool { headerFields[.expect]?.lowercased() == "100-continue" }

    /// How long the body is, as far as the head says so.
    var declaredBodyBytes: Int { headerFields[.contentLength].flatMap { Int($0) } ?? 0 }
}

/// An answer that is there as a whole, to be written at once.
struct WholeAnswer: Sendable {
    var head: HTTPResponse
    /// Nil for an answer without one, as to a HEAD.
    var body: ByteBuffer?
}
