/// What the indexes of a log have to lead to, worked out from its entries: a sum for each index.
///
/// The order in which entries are added does not matter, so parts of a log are added up apart. Two lists of
/// rows with the same sum are the same rows: each stands in it as a hash under a key that this process drew
/// when it began, so nobody can choose rows that make up for one another.
package struct IndexSums: Sendable {
    private var first = IndexSum()
    private var subject = IndexSum()
    private var command = IndexSum()
    private var engine = IndexSum()
    /// The first entry that is there and that its number does not lead to; nil if there is none.
    private(set) var unfound: Int64?

    /// Makes the sums of no entries.
    package init() {}

    /// Adds the rows that the indexes should have of an entry.
    package mutating func add(_ entry: LentEntry) {
        let position = entry.position
        unfound = Self.earlier(unfound, entry.unfound)
        command.add(IndexRow(text: entry.command, number: Int64(entry.part), position: position))
        guard let id = entry.subject else {
            engine.add(IndexRow(text: entry.type, number: position, position: position))
            return
        }
        let version = Int64(entry.subjectVersion ?? 0)
        subject.add(IndexRow(text: id, number: version, position: position))
        guard version == 1 else { return }
        first.add(IndexRow(text: id, number: Int64(id.count), position: position))
    }

    /// Adds what was worked out from other entries.
    package static func += (sums: inout IndexSums, others: IndexSums) {
        sums.first += others.first
        sums.subject += others.subject
        sums.command += others.command
        sums.engine += others.engine
        sums.unfound = earlier(sums.unfound, others.unfound)
    }

    private static func earlier(_ one: Int64?, _ other: Int64?) -> Int64? {
        guard let other else { return one }
        return min(one ?? other, other)
    }

    subscript(index: LogIndex) -> IndexSum {
        switch index {
        case .first: first
        case .subject: subject
        case .command: command
        case .engine: engine
        }
    }
}

/// So many rows of one index, and the sum of their hashes.
struct IndexSum: Equatable, Sendable {
    private(set) var count: Int64 = 0
    private var sum: UInt64 = 0
    // Where each row's hash begins; kept, for asking for the process's key takes as long as hashing a row.
    private let beginning = Hasher()

    mutating func add(_ row: IndexRow) {
        count += 1
        // Wraps on purpose. Exclusive or would not do: a row that is there twice would be gone.
        sum &+= row.hash(from: beginning)
    }

    static func += (sum: inout IndexSum, other: IndexSum) {
        sum.count += other.count
        sum.sum &+= other.sum
    }

    static func == (one: IndexSum, other: IndexSum) -> Bool {
        one.count == other.count && one.sum == other.sum
    }
}
