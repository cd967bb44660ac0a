import Audit
import Engine
import Entries
package import EventLog
package import Exports

/// Reads a log into an export, piece by piece: to the head as of its beginning.
package struct ExportReader {
    private enum Step {
        case head
        case agreements(Int)
        case engine(Int64)
        case entries(Int64)
        case list(Int)
        case tail
        case done
    }

    private let log: any EntryLog
    private let scope: ExportScope
    private let format: ExportFormat
    private var writer: any ExportWriter
    private var step = Step.head
    private var agreements: [String] = []

    /// Entries that are read in one go: an entry has 64 KiB at most.
    private static let batchMax = 64

    /// Begins an export; nothing is read yet.
    ///
    /// `carried` is the agreement where only one is here: then the export says that it is a part.
    package init(
        _ log: any EntryLog,
        _ format: ExportFormat,
        origin: String,
        carried: String? = nil
    ) {
        self.log = log
        self.format = format
        scope = ExportScope(
            origin: origin,
            size: log.head.size,
            root: log.head.root,
            carried: carried
        )
        writer = format.writer()
    }

    /// The next piece; nil at the end.
    ///
    /// Throws as `HistoryReader` does for what can't be read.
    package mutating func next() throws -> [UInt8]? {
        switch step {
        case .head:
            if format.isByAgreement || format.listsAgreements {
                agreements = try log.subjects()
            }
            step = format.isByAgreement ? .agreements(0) : .entries(-1)
            return writer.head(scope)
        case .agreements(let index):
            guard index < agreements.count else {
                step = .engine(-1)
                return writer.begin("kembar", title: nil)
            }
            step = .agreements(index + 1)
            return try agreement(agreements[index])
        case .engine(let position):
            return try batch(after: position, Step.engine) { $0.subject == nil }
                ?? {
                    step = .tail
                    return writer.end()
                }()
        case .entries(let position):
            return try batch(after: position, Step.entries) { _ in true }
                ?? {
                    step = format.listsAgreements ? .list(0) : .tail
                    return format.listsAgreements ? writer.list() : []
                }()
        case .list(let index):
            let end = min(index + Self.batchMax, agreements.count)
            step = end < agreements.count ? .list(end) : .tail
            var bytes: [UInt8] = []
            for id in agreements[index..<end] { bytes += try listed(id) }
            return bytes
        case .tail:
            step = .done
            return writer.tail(scope)
        case .done: return nil
        }
    }

    private mutating func agreement(_ id: String) throws -> [UInt8] {
        let kept = try log.entries(ofSubject: id).filter { $0.position < scope.size }
        // One that began after the head is none of this export's.
        guard let first = kept.first else { return [] }
        let beginning = try exported(first)
        var bytes = writer.begin(id, title: Self.title(beginning))
        bytes += writer.entry(beginning)
        for one in kept.dropFirst() { bytes += writer.entry(try exported(one)) }
        return bytes + writer.end()
    }

    private mutating func listed(_ id: String) throws -> [UInt8] {
        let kept = try log.entries(ofSubject: id).first { $0.position < scope.size }
        return try kept.map { writer.listed(id, title: Self.title(try exported($0))) } ?? []
    }

    /// What an agreement was called at its beginning.
    private static func title(_ first: ExportedEntry) -> String? {
        first.entry.data["title"]?.string
    }

    private mutating func batch(
        after position: Int64,
        _ next: (Int64) -> Step,
        where isWanted: (KeptEntry) -> Bool
    ) throws -> [UInt8]? {
        let limit = min(Int64(Self.batchMax), scope.size - position - 1)
        guard limit > 0 else { return nil }
        let kept = try log.read(after: position, limit: Int(limit))
            .filter { $0.position < scope.size }
        guard let last = kept.last else { return nil }
        step = next(last.position)
        var bytes: [UInt8] = []
        for one in kept where isWanted(one) { bytes += writer.entry(try exported(one)) }
        return bytes
    }

    private func exported(_ kept: KeptEntry) throws -> ExportedEntry {
        ExportedEntry(
            try HistoryReader.entry(kept, in: log),
            bytes: kept.bytes,
            leaf: kept.leaf
        )
    }
}
