import GRDB

extension LogQueries {
    /// Says what of the file's shape is not as this program makes it; nil if all is.
    ///
    /// What the indexes hold is looked at for each by `fault(of:from:_:)`; `indexed` are the sums of the first
    /// `size` entries, which were looked for by their numbers as they were read.
    func shapeFault(of size: Int64, _ indexed: IndexSums) throws -> String? {
        // A log that says it has no tables is not begun anew over those it has: no later start takes it.
        let version = try number("PRAGMA user_version")
        guard version > 0 else { return "user_version: \(version)" }
        if let fault = try LogSchema.fault(in: database) { return fault }
        let first = try number("SELECT coalesce(min(position), 0) FROM entry")
        guard first == 0 else { return "entry: position \(first)" }
        if let position = try indexed.unfound ?? unfoundLast(of: size) {
            return "entry: position \(position) not found"
        }
        return try unfoundRedaction().map { "redaction: position \($0) not found" }
    }

    /// The last entry, which may have none beside it that looked for it, if its number does not lead to it.
    private func unfoundLast(of size: Int64) throws -> Int64? {
        guard size > 0 else { return nil }
        let found = try number("SELECT count(*) FROM entry WHERE position = \(size - 1)")
        return found == 1 ? nil : size - 1
    }

    /// A row that says by which entry bytes were taken, and that nobody finds who asks for those bytes.
    private func unfoundRedaction() throws -> Int64? {
        // Backwards each is looked for from above: see `searching`.
        let sql = """
            SELECT r.position FROM redaction AS r
            LEFT JOIN redaction AS found ON found.position = r.position
            WHERE found.position IS NULL ORDER BY r.position DESC LIMIT 1
            """
        return try Int64.fetchOne(database, sql: sql)
    }

    /// Says how an index leads elsewhere than to all the entries, each once; nil if it does not.
    ///
    /// `indexed` are the sums of those before `size`; the file may hold more by now, which are read here.
    func fault(
        of index: LogIndex,
        from size: Int64,
        _ indexed: IndexSums
    ) throws -> String? {
        var expected = indexed
        try lend(where: "position >= ?", [size]) { entry in
            expected.add(entry)
            return true
        }
        let (found, isInOrder) = try rows(of: index)
        let all = try index.counting.map(number) ?? found.count
        let count = expected[index].count
        // A row too many is led to by its own name only, so the reading may pass it by.
        guard all == count else { return "\(index.rawValue): \(all) of \(count)" }
        guard found.count == count else {
            return "\(index.rawValue): \(found.count) of \(count)"
        }
        guard isInOrder else { return "\(index.rawValue): order" }
        return found == expected[index] ? nil : "\(index.rawValue): other rows"
    }

    /// Reads a whole index; a row that is none of ours stands in no sum.
    private func rows(of index: LogIndex) throws -> (sum: IndexSum, isInOrder: Bool) {
        var (sum, order, isInOrder) = (IndexSum(), IndexOrder(of: index), true)
        try LentRows.each(of: index.reading, [], in: database) { lent in
            let text = index == .command ? lent.blob(at: 0) : lent.text(at: 0)
            guard let text, let number = lent.integer(at: 1), let position = lent.integer(at: 2)
            else { return true }
            let row = IndexRow(text: text, number: number, position: position)
            if !order.take(row) { isInOrder = false }
            sum.add(row)
            return true
        }
        return (sum, isInOrder)
    }

    private func number(_ sql: String) throws -> Int64 {
        try Int64.fetchOne(database, sql: sql) ?? 0
    }
}
