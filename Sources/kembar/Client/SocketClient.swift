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
        let thread = WaitingThread()
        defer {
            connection.close()
            thread.end()
        }
        do {
            return try await withTaskCancellationHandler {
                // A daemon that wants no more of it, because it is too long, has answered already.
                _ = await thread.run { connection.send(bytes) }
                let reading = Reading(of: request, connection)
                let result = await Self.answer(reading, on: thread, sink)
                await thread.run { reading.end() }
                return try result.get()
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

    private static func answer(
        _ reading: Reading,
        on thread: WaitingThread,
        _ sink: Sink?
    ) async -> Result<Response, any Error> {
        var answer = Answer(sink: sink)
        do {
            while true {
                let read = try await thread.run { Result { try reading.next() } }.get()
                for part in read.parts {
                    if let response = try await answer.take(part) { return .success(response) }
                }
                if read.isAtEnd { return .failure(Fault.lost) }
            }
        } catch {
            return .failure(error)
        }
    }
}

/// A connection and the parser of its answer.
///
/// `@unchecked`: all of it is used on one thread, as the parser wants.
private final class Reading: @unchecked Sendable {
    /// How much of an answer is read at once.
    private static let pieceSize = 64 * 1024

    private let request: Request
    private let connection: SocketConnection
    private let piece = UnsafeMutableRawBufferPointer.allocate(
        byteCount: pieceSize,
        alignment: 1
    )
    private var reader: AnswerReader?

    init(of request: Request, _ connection: SocketConnection) {
        self.request = request
        self.connection = connection
    }

    deinit { piece.deallocate() }

    /// Waits for more of the answer; what that completes, and whether it was the end.
    func next() throws -> (parts: [HTTPClientResponsePart], isAtEnd: Bool) {
        // Made while the daemon works: it takes a while to be made.
        let reader = try self.reader ?? AnswerReader(to: request)
        self.reader = reader
        let count = try connection.receive(into: piece)
        guard count > 0 else { return (try reader.end(), true) }
        return (try reader.take(UnsafeRawBufferPointer(rebasing: piece[..<count])), false)
    }

    /// Lets go of the parser.
    func end() { reader = nil }
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
                isRehearsal: head.headers.first(name: Response.rehearsalField) == "true",
                keyStanding: head.headers.first(name: Response.keyStandingField)
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
