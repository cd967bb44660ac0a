import Glibc

/// The indexes by which entries are found, each with the reading that shows all it has.
///
/// In this order they are read and told: through `first` the agreements are found of which `subject` is asked.
enum LogIndex: String, CaseIterable {
    case first = "entry_first"
    case subject = "entry_subject"
    case command = "entry_command"
    case engine = "entry_engine"

    /// Every row of the index alone: its text, its number and the entry to which it leads.
    ///
    /// Where a text comes first, SQLite finds rows a shorter way than it reads them, so those are asked for
    /// as answers ask: by agreement and by type. A row can read well and be found by nobody.
    var reading: String {
        switch self {
        case .first:
            """
            SELECT subject, length(subject), position FROM entry INDEXED BY entry_first
            WHERE subjectversion = 1 ORDER BY length(subject), subject
            """
        case .subject:
            """
            SELECT e.subject, e.subjectversion, e.position
            FROM entry AS f INDEXED BY entry_first CROSS JOIN entry AS e INDEXED BY entry_subject
            ON e.subject = f.subject WHERE f.subjectversion = 1
            """
        case .command:
            """
            SELECT command, part, position FROM entry INDEXED BY entry_command
            ORDER BY command, part
            """
        case .engine:
            """
            SELECT e.type, e.position, e.position
            FROM (SELECT DISTINCT type FROM entry INDEXED BY entry_engine WHERE subject IS NULL) AS t
            CROSS JOIN entry AS e INDEXED BY entry_engine ON e.type = t.type
            WHERE e.subject IS NULL
            """
        }
    }

    /// How many rows the index has, where its reading does not come to each.
    var counting: String? {
        guard self == .subject else { return nil }
        return "SELECT count(*) FROM entry INDEXED BY entry_subject WHERE subject IS NOT NULL"
    }

    /// What comes before the text in the order of the reading; nothing where all have the same.
    fileprivate func length(of row: IndexRow) -> Int64 {
        switch self {
        case .first: row.number
        case .subject: Int64(row.text.count)
        case .command, .engine: 0
        }
    }
}

/// One row of an index, lent where it lies: good only until the next one is read.
struct IndexRow {
    /// What it is found by: an agreement's id, a command's key, a type.
    let text: UnsafeBufferPointer<UInt8>
    /// What tells rows of one text apart; of an agreement's beginning the length of its id.
    let number: Int64
    /// The entry to which it leads.
    let position: Int64

    /// A hash under the key that this process drew when it began; `beginning` has taken nothing in yet.
    func hash(from beginning: Hasher) -> UInt64 {
        var hasher = beginning
        hasher.combine(number)
        hasher.combine(position)
        hasher.combine(bytes: UnsafeRawBufferPointer(text))
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

/// Whether the rows of an index come as it is searched: ascending, each once.
///
/// Out of their order all of them are there, and a search finds some.
struct IndexOrder {
    private let index: LogIndex
    private var length = Int64.min
    private var text: [UInt8] = []
    private var number = Int64.min

    init(of index: LogIndex) { self.index = index }

    /// Takes the next row; false if it should have come before.
    mutating func take(_ row: IndexRow) -> Bool {
        let length = index.length(of: row)
        defer { keep(row, length) }
        guard length == self.length else { return length > self.length }
        let found = order(before: row.text)
        return found == 0 ? number < row.number : found < 0
    }

    private mutating func keep(_ row: IndexRow, _ length: Int64) {
        self.length = length
        number = row.number
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: row.text)
    }

    /// Compares as SQLite does: byte by byte, and of two that begin alike the shorter comes first.
    private func order(before next: UnsafeBufferPointer<UInt8>) -> Int {
        let found = text.withUnsafeBytes { kept -> Int in
            let shared = min(kept.count, next.count)
            guard shared > 0, let one = kept.baseAddress, let other = next.baseAddress else {
                return 0
            }
            return Int(memcmp(one, other, shared))
        }
        return found == 0 ? text.count - next.count : found
    }
}
