import Glibc
import NIOCore
import NIOHTTP1

/// Sends one request over a Unix socket and reads the answer.
///
/// There are no retries here.
struct SocketClient {
    /// What went wrong between the two programs; what it means for a write is the caller's to judge.
    enum Fault: Error, Hashable {
        /// Nothing was sent.
        case notConnected(errno: Int32)
        /// The connection ended, or the time was up, before the answer was complete.
        case lost
    }

    /// How long an answer may take, in seconds; nil for a stream that may last.
    var limitSeconds: Int64?

    /// Takes the next bytes of a streamed body; says whether more are wanted.
    typealias Sink = @Sendable ([UInt8]) async -> Bool

    /// How much of an answer is read at once.
    private static let pieceSize = 64 * 1024

    /// Sends `request` through the socket at `path`; a streamed body goes to `sink` as it comes.
    ///
    /// Cancelling ends the connection.
    func send(
        _ request: Request,
        through path: String,
        sink: Sink? = nil
    ) async throws(Fault) -> Response {
        guard let bytes = request.bytes else { throw .notConnected(errno: EINVAL) }
        let connection = try connect(path)
        defer { connection.close() }
        do {
            return try await withTaskCancellationHandler {
                // A daemon that wants no more of it, because it is too long, has answered already.
                _ = await JobThread.waiting { connection.send(bytes) }
                return try await answer(to: request, connection, sink: sink)
            } onCancel: {
                connection.interrupt()
            }
        } catch {
            // Whatever it was, nobody can say whether the daemon acted: that is all that matters.
            throw .lost
        }
    }

    private func connect(_ path: String) throws(Fault) -> SocketConnection {
        do throws(SocketConnection.Failure) {
            return try SocketConnection(path, limitSeconds: limitSeconds)
        } catch {
            throw .notConnected(errno: error.errno)
        }
    }

    private func answer(
        to request: Request,
        _ connection: SocketConnection,
        sink: Sink?
    ) async throws -> Response {
        // Made while the daemon works: it takes a while to be made.
        let reader = try AnswerReader(to: request)
        var answer = Answer(sink: sink)
        // One reader at a time: it is filled before it is looked at.
        nonisolated(unsafe) let piece = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.pieceSize,
            alignment: 1
        )
        defer { piece.deallocate() }
        while true {
            let received = await JobThread.waiting {
                Result { () throws(SocketConnection.Failure) in
                    try connection.receive(into: piece)
                }
            }
            let count = try received.get()
            let isAtEnd = count == 0
            let parts =
                isAtEnd
                ? try reader.end()
                : try reader.take(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            for part in parts {
                if let response = try await answer.take(part) { return response }
            }
            if isAtEnd { throw Fault.lost }
        }
    }
}

/// An answer while it comes in.
private struct Answer {
    let sink: SocketClient.Sink?
    private var response: Response?

    init(sink: SocketClient.Sink?) { self.sink = sink }

    /// Takes the next part; the response when it is complete, or when `sink` has enough of it.
    mutating func take(_ part: HTTPClientResponsePart) async throws -> Response? {
        switch part {
        case .head(let head):
            // What is below 200 only announces the answer.
            guard head.status.code >= 200 else { return nil }
            response = Response(
                status: Int(head.status.code),
                body: [],
                isRehearsal: head.headers.first(name: Response.rehearsalField) == "true"
            )
        case .body(let buffer):
            if let sink, let response, response.isSuccess {
                guard await sink(Array(buffer.readableBytesView)) else { return response }
            } else {
                response?.body += buffer.readableBytesView
            }
        case .end:
            guard let response else { throw SocketClient.Fault.lost }
            return response
        }
        return nil
    }
}
