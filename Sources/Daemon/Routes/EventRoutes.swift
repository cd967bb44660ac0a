import Entries
import EventLog
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization
import Wire

/// The entries of the log, verbatim: to the head as of now, or followed as they are recorded.
struct EventRoutes: Sendable {
    let house: House

    /// How many entries are read at once: 4 MiB of memory at most, an entry having 64 KiB.
    static let batchMax = 64

    func add(to router: Router<KembarContext>) {
        router.get("/v1/events") { try await events($0, $1) }
    }

    private func events(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let query = try EventQuery(request, house)
        return request.wantsEventStream
            ? try followed(query)
            : listed(query)
    }

    /// One entry a line, then the end.
    private func listed(_ query: EventQuery) -> Response {
        let log = house.log
        return Response(
            status: .ok,
            headers: [.contentType: "application/jsonl"],
            body: ResponseBody { writer in
                var reader = EventReader(log, query)
                while let batch = try reader.next(upTo: query.head) {
                    var buffer = ByteBuffer()
                    for entry in batch {
                        buffer.writeBytes(entry.line)
                        buffer.writeInteger(UInt8(ascii: "\n"))
                    }
                    try await writer.write(buffer)
                }
                try await writer.finish(nil)
            }
        )
    }

    /// One event an entry (Server-Sent Events), until the reader goes or the daemon stops.
    private func followed(_ query: EventQuery) throws(Problem) -> Response {
        guard let place = house.followers.takePlace() else {
            throw Problem(.tooManyReaders, ["limit": .integer(house.followers.max)])
        }
        let log = house.log
        let followers = house.followers
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                // The place is given back when this closure goes, however it ends.
                _ = place
                var reader = EventReader(log, query)
                let (signals, source) = Signal.stream()
                // Ends with this closure, however that ends.
                async let _ = source.feed(from: log, followers)
                // The follower hears at once that it is one.
                try await writer.write(EventStream.comment)
                for await signal in signals {
                    if signal == .silence {
                        // Says that the connection lives, and finds out if it does not.
                        try await writer.write(EventStream.comment)
                    }
                    while let batch = try reader.next(upTo: log.head.size) {
                        guard !batch.isEmpty else { continue }
                        var buffer = ByteBuffer()
                        for entry in batch { buffer.writeEvent(entry) }
                        try await writer.write(buffer)
                    }
                }
                try await writer.finish(nil)
            }
        )
    }
}

/// Which entries are asked for.
private struct EventQuery: Sendable {
    var after: Int64
    var agreement: String?
    /// The entries that there are, as of the question.
    var head: Int64

    init(_ request: Request, _ house: House) throws {
        head = house.log.head.size
        agreement = request.query("agreement")
        // A reader that comes again says where it was; the address it uses says where it began.
        if let last = request.headers[.lastEventID] {
            after = try Self.position(last, of: "Last-Event-ID", head)
        } else {
            after = try Self.position(request.query("after") ?? "-1", of: "after", head)
        }
        if let agreement, try house.log.entries(ofSubject: agreement).isEmpty {
            throw Problem(.unknownAgreement, ["id": .string(agreement)])
        }
    }

    /// Reads a position; one that the log does not reach comes from another log, or from before
    /// a restored backup, and waiting for it in silence would hide that.
    private static func position(
        _ text: String,
        of field: String,
        _ head: Int64
    ) throws(Problem) -> Int64 {
        guard let position = Int64(text), (-1..<max(head, 0)).contains(position) else {
            throw Problem(
                .badField,
                [
                    "field": .string(field), "value": .string(text), "expected": "position",
                    "limit": .integer(Int(head - 1)),
                ]
            )
        }
        return position
    }
}

/// Reads the wanted entries in order, a batch at a time.
private struct EventReader {
    private let log: SQLiteLog
    private let agreement: String?
    private var position: Int64

    init(_ log: SQLiteLog, _ query: EventQuery) {
        self.log = log
        agreement = query.agreement
        position = query.after
    }

    /// Returns the wanted ones of the next entries below `end`, maybe none of them; nil at the end.
    mutating func next(upTo end: Int64) throws -> [KeptEntry]? {
        let limit = min(Int64(EventRoutes.batchMax), end - position - 1)
        guard limit > 0 else { return nil }
        let kept = try log.read(after: position, limit: Int(limit))
        guard let last = kept.last else { return nil }
        position = last.position
        guard let agreement else { return kept }
        return kept.filter { $0.subject == agreement }
    }
}

/// The form of Server-Sent Events.
private enum EventStream {
    /// A comment, which means nothing to a reader.
    static let comment = ByteBuffer(string: ":\n\n")
}

extension ByteBuffer {
    /// Appends an entry as an event; its bytes hold no line end, so they are one line of data.
    fileprivate mutating func writeEvent(_ entry: KeptEntry) {
        writeString("id: \(entry.position)\nevent: \(entry.type)\ndata: ")
        writeBytes(entry.line)
        writeString("\n\n")
    }
}

extension Request {
    /// Whether the caller asked for Server-Sent Events.
    fileprivate var wantsEventStream: Bool {
        headers[values: .accept].contains { $0.lowercased().contains("text/event-stream") }
    }
}

extension HTTPField.Name {
    /// Where a follower was (Server-Sent Events).
    static var lastEventID: Self { token("Last-Event-ID") }
}

/// What moves a follower: something may have been recorded, or nothing was for a while.
private enum Signal: Sendable {
    case change
    case silence

    /// Signals that come while the last one is worked on become one: a slow reader gathers no work.
    static func stream() -> (AsyncStream<Signal>, AsyncStream<Signal>.Continuation) {
        AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }
}

extension AsyncStream<Signal>.Continuation {
    /// Signals until the log closes, the daemon is told to stop, or the caller is cancelled.
    fileprivate func feed(from log: SQLiteLog, _ followers: Followers) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in log.changes() { yield(.change) }
            }
            group.addTask {
                while !Task.isCancelled {
                    // Ends early only by cancellation, and the loop's condition sees that.
                    try? await followers.clock.sleep(for: followers.heartbeat)
                    yield(.silence)
                }
            }
            group.addTask {
                // Throws only when cancelled: then too it is over.
                try? await gracefulShutdown()
            }
            // The heart does not stop by itself; whichever else ends, ends all.
            await group.next()
            group.cancelAll()
        }
        finish()
    }
}

/// The places for those who follow the log.
final class Followers: Sendable {
    /// The most followers at once: each keeps a connection, and wakes up at every commit.
    let max: Int
    /// How long a follower hears nothing at most.
    let heartbeat: Duration
    let clock: any Clock<Duration>
    private let taken = Mutex(0)

    static let placesMax = 32
    static let heartbeatSeconds = 15

    init(
        max: Int = Followers.placesMax,
        heartbeat: Duration = .seconds(Followers.heartbeatSeconds),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.max = max
        self.heartbeat = heartbeat
        self.clock = clock
    }

    /// A place, held for as long as it is kept.
    final class Place: Sendable {
        private let followers: Followers

        fileprivate init(_ followers: Followers) { self.followers = followers }

        deinit { followers.taken.withLock { $0 -= 1 } }
    }

    /// Takes a place; nil if there is none left.
    func takePlace() -> Place? {
        let isFree = taken.withLock { taken in
            guard taken < max else { return false }
            taken += 1
            return true
        }
        return isFree ? Place(self) : nil
    }
}
