package import Audit
import Calendars
package import Entries

/// A form in which other people's tools read a log.
///
/// All of them are for reading: the evidence is the bundle, whose bytes can be hashed again.
package enum ExportFormat: String, CaseIterable, Sendable {
    /// IEEE 1849 (XES) for process mining: one trace for each agreement, one for the log itself.
    case xes
    /// OCEL 2.0 as JSON, for object-centric process mining.
    case ocelJSON = "ocel-json"
    /// RFC 4180, safe to open in a spreadsheet.
    case csv
    /// One JSON object a line, with the leaf hash and plain names.
    case jsonl
    /// CloudEvents 1.0, one a line.
    case cloudevents

    /// The media type of what is written.
    package var mediaType: String {
        switch self {
        case .xes: "application/xml"
        case .ocelJSON: "application/json"
        case .csv: "text/csv; charset=utf-8"
        case .jsonl, .cloudevents: "application/jsonl"
        }
    }

    /// Whether the entries of one agreement stand together, and not in the order of the log.
    package var isByAgreement: Bool { self == .xes }

    /// Whether the agreements are listed once more behind the entries.
    package var listsAgreements: Bool { self == .ocelJSON }
}

/// An entry on its way into an export; of a redacted one, what its redaction left.
package struct ExportedEntry: Sendable {
    /// What it says.
    package let entry: Entry
    /// The exact bytes; nil if they were redacted.
    package let bytes: [UInt8]?
    /// The hash under which it stands in the tree.
    package let leaf: TreeHash

    /// Joins an entry with what the log knows of it.
    package init(_ entry: Entry, bytes: [UInt8]?, leaf: TreeHash) {
        self.entry = entry
        self.bytes = bytes
        self.leaf = leaf
    }

    /// Whether its bytes are gone: then `entry` says what the redaction restates, and has another hash than `leaf`.
    var isRedacted: Bool { bytes == nil }

    /// What the entry is about: its agreement, or the log itself.
    var caseName: String { entry.subject?.agreement ?? Self.logCase }

    /// The case of the entries that belong to no agreement.
    static let logCase = "kembar"

    /// When it happened: the first instant of an imprecise time.
    var happened: String { entry.moment.start.utc }

    /// The parties that it names, by code, each once.
    var parties: [String] {
        let named = (entry.data["parties"]?.array ?? []).compactMap {
            $0.string ?? $0["code"]?.string
        }
        return ([entry.data["party"]?.string].compactMap(\.self) + named).reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
    }
}

/// Which part of which log an export covers, so that it can be tied to a checkpoint.
package struct ExportScope: Sendable {
    /// The log's name.
    package let origin: String
    /// How many entries.
    package let size: Int64
    /// The root over them.
    package let root: TreeHash
    /// The one agreement that is here, of a log of so many entries; nil where the whole log is.
    package let carried: String?

    /// Names a prefix of a log.
    package init(origin: String, size: Int64, root: TreeHash, carried: String? = nil) {
        self.origin = origin
        self.size = size
        self.root = root
        self.carried = carried
    }
}

/// Writes an export piece by piece; what it holds does not grow with the entries.
package protocol ExportWriter {
    /// What stands before everything.
    func head(_ scope: ExportScope) -> [UInt8]
    /// Begins what belongs together; asked only where the format is by agreement.
    mutating func begin(_ name: String, title: String?) -> [UInt8]
    /// One entry.
    mutating func entry(_ exported: ExportedEntry) -> [UInt8]
    /// Ends what belongs together.
    mutating func end() -> [UInt8]
    /// Begins the list of the agreements; asked only where the format has one.
    mutating func list() -> [UInt8]
    /// An agreement in that list.
    mutating func listed(_ agreement: String, title: String?) -> [UInt8]
    /// What stands after everything.
    mutating func tail(_ scope: ExportScope) -> [UInt8]
}

extension ExportWriter {
    /// Nothing, where the format has no such thing.
    package func head(_ scope: ExportScope) -> [UInt8] { [] }
    /// Nothing, where the format has no such thing.
    package mutating func begin(_ name: String, title: String?) -> [UInt8] { [] }
    /// Nothing, where the format has no such thing.
    package mutating func end() -> [UInt8] { [] }
    /// Nothing, where the format has no such thing.
    package mutating func list() -> [UInt8] { [] }
    /// Nothing, where the format has no such thing.
    package mutating func listed(_ agreement: String, title: String?) -> [UInt8] { [] }
    /// Nothing, where the format has no such thing.
    package mutating func tail(_ scope: ExportScope) -> [UInt8] { [] }
}

extension ExportFormat {
    /// A writer at its beginning.
    package func writer() -> any ExportWriter {
        switch self {
        case .xes: XESWriter()
        case .ocelJSON: OCELWriter()
        case .csv: CSVWriter()
        case .jsonl: JSONLinesWriter()
        case .cloudevents: CloudEventsWriter()
        }
    }
}
