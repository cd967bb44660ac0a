import Audit
import EventLog
import Exports
import Glibc

/// The mirror, opened: the log's entries line by line, and how far they are durable.
///
/// Used on one queue. What fails leaves the lines as they were, or a last line that is torn; after
/// any failure the file is opened anew.
final class MirrorFile {
    /// How many entries are durable in it.
    private(set) var size: Int64 = 0
    /// How many bytes of a torn last line were taken away when it was opened.
    private(set) var tornByteCount = 0
    /// Whether it holds bytes that were redacted in the log since.
    private(set) var holdsRedacted = false

    private let folder: MirrorFolder
    private let log: any EntryLog
    private var file: Int32
    private var byteCount = 0

    /// Opens the mirror of `log` in a folder, and holds every line against the log.
    ///
    /// Throws `MirrorTrouble`: `ahead` or `differs` where it is not the beginning of this log, which
    /// leaves it as it is.
    init(_ folder: MirrorFolder, of log: any EntryLog) throws(MirrorTrouble) {
        self.folder = folder
        self.log = log
        file = try folder.file()
        // From here on it is whole: whatever is thrown, `deinit` closes the file, and once only.
        try checkKind()
        try scan()
        try takeTornLine()
        // Whatever became of an earlier sync, what was found is durable before it counts.
        try sync()
    }

    deinit { close(file) }

    /// Whether this is still what stands under the mirror's name, as long as it was left.
    func isInPlace() throws(MirrorTrouble) -> Bool {
        try folder.leads(to: file, ofLength: byteCount)
    }

    /// Adds lines at the end, durably: one write and one sync.
    func add(_ lines: MirrorLines) throws(MirrorTrouble) {
        try write(lines.bytes, to: file, at: byteCount)
        try sync()
        byteCount += lines.bytes.count
        size = lines.end
    }

    /// Makes the mirror anew, without the bytes that were redacted, and adds lines at its end.
    ///
    /// The new file takes the old one's place when it is whole and durable.
    func rewrite(adding lines: MirrorLines) throws(MirrorTrouble) {
        let redacted = try Self.asking { Set(try log.redactions().keys) }
        let draft = try folder.draft()
        do throws(MirrorTrouble) {
            var (copy, frontier) = (Copy(), TreeFrontier())
            try eachLine { (position, line) throws(MirrorTrouble) in
                _ = frontier.append(line.leaf)
                copy.take(redacted.contains(position) ? line.redacted : line.bytes)
                if copy.bytes.count >= MirrorLines.byteCountMax { try put(&copy, into: draft) }
            }
            // What was read when the file was opened may read otherwise by now.
            guard frontier.root == (try root(ofSize: size)) else {
                throw MirrorTrouble(.differs, position: try firstDifference(below: size))
            }
            copy.bytes += lines.bytes
            try put(&copy, into: draft)
            try folder.faults.made(.sync) { fsync(draft) }
            try folder.publishDraft()
            close(file)
            file = draft
            byteCount = copy.end
        } catch {
            close(draft)
            folder.dropDraft()
            throw error
        }
        size = lines.end
        holdsRedacted = false
    }

    /// What goes into a new file, and how much of it is there.
    private struct Copy {
        var bytes: [UInt8] = []
        var end = 0

        mutating func take(_ line: [UInt8]) {
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    private func put(_ copy: inout Copy, into draft: Int32) throws(MirrorTrouble) {
        try write(copy.bytes, to: draft, at: copy.end)
        copy.end += copy.bytes.count
        copy.bytes.removeAll(keepingCapacity: true)
    }

    // MARK: Opening

    private func checkKind() throws(MirrorTrouble) {
        var status = stat()
        try folder.faults.made(.look) { fstat(file, &status) }
        // Written through another name, it would be somebody else's file.
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink <= 1 else {
            throw MirrorTrouble(.notAFile)
        }
        // Entries are nobody's business but the office's, whoever made the file.
        if status.st_mode & 0o137 != 0 { fchmod(file, status.st_mode & 0o640) }
    }

    /// Reads every line; together they have to be the beginning of the log.
    private func scan() throws(MirrorTrouble) {
        let head = log.head
        let redacted = try Self.asking { try log.redactions() }
        var frontier = TreeFrontier()
        var rootOfCommon = frontier.root
        // The log redacts first: what only the mirror has as a hash is lost there, however well the hash fits.
        var firstLost: Int64?
        try eachLine { (position, line) throws(MirrorTrouble) in
            _ = frontier.append(line.leaf)
            byteCount += line.bytes.count + 1
            if redacted[position] != nil, !line.isRedacted { holdsRedacted = true }
            if redacted[position] == nil, line.isRedacted, position < head.size {
                firstLost = firstLost ?? position
            }
            if frontier.size == head.size { rootOfCommon = frontier.root }
        }
        size = frontier.size
        let common = min(size, head.size)
        if size < head.size { rootOfCommon = frontier.root }
        guard rootOfCommon == (try root(ofSize: common)) else {
            throw MirrorTrouble(.differs, position: try firstDifference(below: common))
        }
        guard size == common else { throw MirrorTrouble(.ahead, position: common) }
        if let firstLost { throw MirrorTrouble(.differs, position: firstLost) }
    }

    private func root(ofSize size: Int64) throws(MirrorTrouble) -> TreeHash {
        try Self.asking { try log.root(ofSize: size) }
    }

    /// The first line that is not the log's; nil if it is the log's own tree that differs.
    private func firstDifference(below common: Int64) throws(MirrorTrouble) -> Int64? {
        var first: Int64?
        var window: [KeptEntry] = []
        try eachLine { (position, line) throws(MirrorTrouble) in
            guard first == nil, position < common else { return }
            if window.last.map({ $0.position < position }) ?? true {
                window = try Self.asking {
                    try log.read(after: position - 1, limit: Self.windowCount)
                }
            }
            let kept = window.first { $0.position == position }
            if kept?.leaf != line.leaf { first = position }
        }
        return first
    }

    /// How many entries are compared with the mirror's in one go.
    private static let windowCount = 256

    /// Takes away what a power cut left of a last line; it was never counted as mirrored.
    ///
    /// Only what can be such a rest: somebody else's file is left alone.
    private func takeTornLine() throws(MirrorTrouble) {
        var status = stat()
        try folder.faults.made(.look) { fstat(file, &status) }
        let torn = status.st_size - byteCount
        guard torn > 0 else { return }
        let expected = try Self.asking { try log.entry(at: size) }
        var rest = [UInt8](repeating: 0, count: min(torn, NewEntry.byteCountMax))
        let count = try folder.faults.made(.read) { pread(file, &rest, rest.count, byteCount) }
        let line = (expected?.bytes ?? []) + [UInt8](repeating: 0, count: rest.count)
        // Where the log's bytes are gone nothing is left to compare with.
        let isOurs =
            expected != nil
            && (expected?.bytes == nil
                || zip(rest[..<count], line).allSatisfy { $0 == $1 || $0 == 0 })
        guard isOurs else {
            throw MirrorTrouble(expected == nil ? .ahead : .differs, position: size)
        }
        try folder.faults.made(.cut) { ftruncate(file, byteCount) }
        tornByteCount = torn
    }

    // MARK: Reading and writing

    private func eachLine(
        _ body: (Int64, EntryLine) throws(MirrorTrouble) -> Void
    ) throws(MirrorTrouble) {
        var position: Int64 = 0
        do {
            _ = try MirrorContent(file: file, faults: folder.faults).lines(of: "") { bytes in
                try body(position, EntryLine(bytes))
                position += 1
            }
        } catch let trouble as MirrorTrouble {
            throw trouble
        } catch {
            // A line longer than any entry.
            throw MirrorTrouble(.differs, position: position)
        }
    }

    private func write(
        _ bytes: [UInt8],
        to file: Int32,
        at offset: Int
    ) throws(MirrorTrouble) {
        var done = 0
        while done < bytes.count {
            done += try folder.faults.made(.write) {
                bytes.withUnsafeBytes { bytes in
                    pwrite(
                        file,
                        bytes.baseAddress?.advanced(by: done),
                        bytes.count - done,
                        offset + done
                    )
                }
            }
        }
    }

    private func sync() throws(MirrorTrouble) {
        do throws(MirrorTrouble) {
            try folder.faults.made(.sync) { fdatasync(file) }
        } catch {
            var failed = error
            failed.leavesPagesUncertain = true
            throw failed
        }
    }

    /// Cuts off what a failed write has left behind the durable lines, if that can be done now.
    ///
    /// What can't be cut off is a torn line or whole lines of this log: the next opening sees which.
    func cutBack() {
        var status = stat()
        // One that somebody has cut would get longer.
        guard fstat(file, &status) == 0, status.st_size > byteCount else { return }
        ftruncate(file, byteCount)
    }

    /// Asks the log; its own failure is told as one of the mirror's.
    static func asking<Answer>(_ question: () throws -> Answer) throws(MirrorTrouble) -> Answer {
        do {
            return try question()
        } catch {
            throw MirrorTrouble(.logUnreadable, cause: "\(error)")
        }
    }
}

/// The mirror's bytes, as a bundle's are read.
private struct MirrorContent: BundleContent {
    let file: Int32
    let faults: MirrorFaults

    private static let pieceSize = 1 << 20

    func paths() -> [String] { [] }

    func read(_ path: String, _ piece: ([UInt8]) throws -> Void) throws {
        var offset = 0
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = try faults.made(.read) { pread(file, &buffer, buffer.count, offset) }
            guard count > 0 else { return }
            try piece(Array(buffer[..<count]))
            offset += count
        }
    }
}

extension EntryLine {
    /// What stands for the entry once its bytes are gone.
    fileprivate var redacted: [UInt8] { EntryLine.redacted(leaf) }
}
