import Mail
import Synchronization

/// Checkpoints in a file of their own, or in mails that somebody saved.
enum SavedNote {
    /// The first note, with all its signature lines.
    static func text(of path: String, _ desk: Desk) throws -> String {
        guard let note = MailReader(try desk.content(of: path)).checkpoint else {
            throw Failure.noCheckpoint(path: path)
        }
        return note
    }

    /// Every note, in the order of the file.
    static func texts(of path: String, _ desk: Desk) throws -> [String] {
        let notes = MailReader(try desk.content(of: path)).checkpoints
        guard !notes.isEmpty else { throw Failure.noCheckpoint(path: path) }
        guard notes.count <= MailReader.checkpointCountMax else {
            throw Failure.tooManyCheckpoints(path: path, count: notes.count)
        }
        return notes
    }
}

/// The notes of the files that one command names, each file read and divided once: of a pipe the second
/// reading has nothing.
final class ReadNotes: Sendable {
    private let kept = Mutex<[String: NoteParts]>([:])

    /// The parts of the file's notes, from the first reading.
    func parts(of path: String, _ desk: Desk) throws -> NoteParts {
        if let known = kept.withLock({ $0[path] }) { return known }
        let parts = NoteParts(try SavedNote.texts(of: path, desk))
        kept.withLock { $0[path] = parts }
        return parts
    }
}

/// The checkpoints of a file, in parts that a request's head can hold each.
///
/// Only the daemon knows which log is its own: so the first part has one of every log that is named, and
/// the others are of that log alone. The smallest come first: so the first that does not fit is told.
struct NoteParts {
    /// What the target and the lines of a request may have together is 16,384 bytes (docs/api.md), a third of it for
    /// base64 and the rest of the request.
    static let bytesMax = 9_000

    /// One of each log, and as many more as there is room for.
    let first: [String]
    private let rest: [String]

    init(_ notes: [String]) {
        let sorted = notes.sorted { Self.size($0) < Self.size($1) }
        var logs: Set<[UInt8]> = []
        let ones = sorted.filter { logs.insert(Self.log($0)).inserted }
        let others = sorted.filter { !ones.contains($0) }
        let room = Self.bytesMax - ones.reduce(0) { $0 + $1.utf8.count }
        let more = Self.parts(others, room).first ?? []
        first = ones + more
        rest = Array(others.dropFirst(more.count))
    }

    /// What is asked after the first part, once it is known which log answers.
    func further(of log: String) -> (parts: [[String]], otherCount: Int) {
        let own = rest.filter { Self.log($0) == Array(log.utf8) }
        return (
            Self.parts(own, Self.bytesMax).filter { !$0.isEmpty }, rest.count - own.count
        )
    }

    /// Divides notes in order; the first part has `room` bytes, the others all of them.
    private static func parts(_ notes: [String], _ room: Int) -> [[String]] {
        var parts: [[String]] = [[]]
        var left = room
        for note in notes {
            if note.utf8.count > left {
                parts.append([])
                left = bytesMax
            }
            parts[parts.count - 1].append(note)
            left -= note.utf8.count
        }
        return parts
    }

    /// The name that the checkpoint carries, in its bytes.
    private static func log(_ note: String) -> [UInt8] { Array(note.utf8.prefix { $0 != 0x0A }) }

    private static func size(_ note: String) -> Int64 {
        Int64(note.split(separator: "\n").dropFirst().first ?? "") ?? .max
    }
}
