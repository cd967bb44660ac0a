import Audit
package import Engine
import Entries
package import EventLog
import Exports
import Glibc

/// A log made anew from its lines: a mirror's, or those of a bundle of a whole log.
///
/// Every line has to be an entry's exact bytes, or what stands for redacted ones, in order and of one
/// origin; it is appended by the code by which it was appended at first. Whatever is wrong is named by
/// its position: the line is one more.
package struct LogRebuild {
    private let path: String

    /// How many lines are appended in one transaction.
    private static let batchCount = 1_000

    /// Names the file; nothing is read yet.
    package init(_ path: String) { self.path = path }

    /// Appends every line to a log that is empty; returns what the first one says of the log.
    ///
    /// Throws `LogReview.Fault` for the first thing that is wrong with a line, `FileTrouble` for a file
    /// that can't be read, `LogFailure` for a log that can't be written. What was appended by then stays.
    package func fill(_ log: any EntryLog) async throws -> LogIdentity {
        var redacted = RedactedLines()
        try await eachBatch { lines in
            for line in lines { redacted.look(at: line) }
        }
        var rebuilt = RebuiltLines(redacted)
        try await eachBatch { lines in
            try await Self.append(try lines.map { try rebuilt.take($0) }, to: log)
        }
        guard let identity = rebuilt.identity else {
            throw LogReview.Fault(position: -1, code: "nothing")
        }
        return identity
    }

    private func eachBatch(_ body: ([[UInt8]]) async throws -> Void) async throws {
        let reader = try LineReader(path)
        var (lines, before): ([[UInt8]], Int64) = ([], 0)
        do {
            while let line = try reader.next() {
                // What a power cut left is no entry; nobody was told that it is one.
                guard reader.isEnded else {
                    throw LogReview.Fault(position: before + Int64(lines.count), code: "torn-line")
                }
                lines.append(line)
                guard lines.count == Self.batchCount else { continue }
                try await body(lines)
                before += Int64(lines.count)
                lines.removeAll(keepingCapacity: true)
            }
        } catch let trouble as FileTrouble where trouble.errno == EFBIG {
            throw LogReview.Fault(position: before + Int64(lines.count), code: "line-too-long")
        }
        if !lines.isEmpty { try await body(lines) }
    }

    private static func append(_ entries: [NewEntry], to log: any EntryLog) async throws {
        guard !entries.isEmpty else { return }
        try await log.write { transaction in
            for entry in entries {
                let position = transaction.size
                do {
                    try transaction.append(entry)
                } catch let failure as LogFailure where failure.code == .refused {
                    throw LogReview.Fault(
                        position: position,
                        code: "entry-refused",
                        params: ["cause": .string(failure.cause)]
                    )
                }
            }
        }
    }
}

/// Lines on their way to being entries.
private struct RebuiltLines {
    private let redacted: RedactedLines
    private var position: Int64 = 0
    private var versions: [String: Int] = [:]
    /// What the first line says.
    private(set) var identity: LogIdentity?

    init(_ redacted: RedactedLines) { self.redacted = redacted }

    mutating func take(_ bytes: [UInt8]) throws -> NewEntry {
        let line = EntryLine(bytes)
        let new = line.isRedacted ? try placeholder(line) : try entry(line)
        if let subject = new.subject { versions[subject, default: 0] += 1 }
        position += 1
        return new
    }

    private func placeholder(_ line: EntryLine) throws -> NewEntry {
        guard redacted.causes[position] != nil else {
            throw LogReview.Fault(position: position, code: "unexplained-redaction")
        }
        return NewEntry(takenAway: redacted.row(position, line, versions))
    }

    private mutating func entry(_ line: EntryLine) throws -> NewEntry {
        let entry: Entry
        do {
            entry = try Entry(bytes: line.bytes, strictly: true)
        } catch {
            throw LogReview.Fault(position: position, code: "entry-bytes")
        }
        guard entry.position == position else {
            throw LogReview.Fault(
                position: position,
                code: "positions",
                params: [
                    "expected": .integer(Int(position)), "found": .integer(Int(entry.position)),
                ]
            )
        }
        try check(entry)
        return try NewEntry(entry)
    }

    private mutating func check(_ entry: Entry) throws {
        if position == 0 { identity = LogIdentity(entry) }
        guard let identity else { throw LogReview.Fault(position: 0, code: "nothing") }
        let source = "https://" + identity.origin
        guard entry.source == source else {
            throw LogReview.Fault(
                position: position,
                code: "origin",
                params: ["expected": .string(source), "found": .string(entry.source)]
            )
        }
    }
}
