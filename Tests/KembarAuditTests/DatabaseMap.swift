/// Which byte of an SQLite file belongs to what, after the published file format (sqlite.org/fileformat2.html).
///
/// Knows nothing of SQLite's own code: what a flipped byte may mean is worked out apart from the program that reads it.
struct DatabaseMap {
    /// What a byte is for; the raw value is the words of the table in docs/tampering.md.
    enum Part: String, CaseIterable, Comparable {
        case format = "file head: format, page size, fractions"
        case counters = "file head: change counters, the writer's SQLite version"
        case pageCount = "file head: number of pages"
        case freeList = "file head: first free page, number of free pages"
        case schemaCookie = "file head: number of the schema's last change"
        case schemaFormat = "file head: form of the schema"
        case hints = "file head: cache size, vacuuming"
        case encoding = "file head: encoding of texts"
        case identity = "file head: version of the schema, application"
        case reserved = "file head: reserved"
        case schema = "schema: tables, indexes and rules as text"
        case entryValues = "rows of `entry`: bytes, leaf hashes, columns"
        case nodeValues = "rows of `node`: hashes of the tree"
        case redactionValues = "rows of `redaction`"
        case indexValues = "rows of indexes"
        case rowHeads = "heads of rows: lengths, numbers, types of columns"
        case pageHeads = "heads of pages"
        case pointers = "places of the rows in their page"
        case children = "numbers of other pages"
        case freeBlocks = "heads of gaps between rows"
        case unused = "room that no row uses, ends of pages"
        case freePages = "pages that nothing uses"

        static func < (left: Part, right: Part) -> Bool {
            let all = allCases
            return (all.firstIndex(of: left) ?? 0) < (all.firstIndex(of: right) ?? 0)
        }
    }

    /// What each byte is for.
    private(set) var parts: [Part]
    private let bytes: [UInt8]
    private let pageSize: Int

    /// Maps a file; `tables` says which kind of row the tree with its root on that page holds.
    init(_ bytes: [UInt8], tables: [Int: Part]) {
        self.bytes = bytes
        let stated = Int(bytes[16]) << 8 | Int(bytes[17])
        pageSize = stated == 1 ? 65_536 : stated
        parts = Array(repeating: .unused, count: bytes.count)
        mapFileHead()
        mapFreePages()
        mapTree(page: 1, .schema)
        for (root, part) in tables { mapTree(page: root, part) }
    }

    private mutating func mark(_ start: Int, _ count: Int, _ part: Part) {
        for index in start..<min(start + count, bytes.count) { parts[index] = part }
    }

    private func number(_ at: Int, _ count: Int) -> Int {
        bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
    }

    /// A number of one to nine bytes, seven bits in each; and how many bytes it has.
    private func varint(_ at: Int) -> (value: Int, count: Int) {
        var value: UInt64 = 0
        for count in 1...8 {
            let byte = bytes[at + count - 1]
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return (Int(value), count) }
        }
        return (Int(truncatingIfNeeded: value << 8 | UInt64(bytes[at + 8])), 9)
    }

    private func start(ofPage page: Int) -> Int { (page - 1) * pageSize }

    private mutating func mapFileHead() {
        let fields: [(Int, Int, Part)] = [
            (0, 24, .format), (24, 4, .counters), (28, 4, .pageCount), (32, 8, .freeList),
            (40, 4, .schemaCookie), (44, 4, .schemaFormat), (48, 8, .hints), (56, 4, .encoding),
            (60, 4, .identity), (64, 4, .hints), (68, 4, .identity), (72, 20, .reserved),
            (92, 8, .counters),
        ]
        for (start, count, part) in fields { mark(start, count, part) }
    }

    private mutating func mapFreePages() {
        var trunk = number(32, 4)
        while trunk != 0 {
            let start = start(ofPage: trunk)
            let count = number(start + 4, 4)
            mark(start, pageSize, .freePages)
            mark(start, 8 + 4 * count, .children)
            for leaf in 0..<count {
                let page = number(start + 8 + 4 * leaf, 4)
                mark(self.start(ofPage: page), pageSize, .freePages)
            }
            trunk = number(start, 4)
        }
    }

    private mutating func mapTree(page: Int, _ part: Part) {
        let start = start(ofPage: page)
        let head = page == 1 ? start + 100 : start
        let kind = bytes[head]
        let isLeaf = kind == 0x0D || kind == 0x0A
        let isTable = kind == 0x0D || kind == 0x05
        let count = number(head + 3, 2)
        let pointers = head + (isLeaf ? 8 : 12)
        mark(head, 8, .pageHeads)
        if !isLeaf { mark(head + 8, 4, .children) }
        mark(pointers, 2 * count, .pointers)
        var block = number(head + 1, 2)
        while block != 0 {
            mark(start + block, 4, .freeBlocks)
            block = number(start + block, 2)
        }
        for index in 0..<count {
            var cell = start + number(pointers + 2 * index, 2)
            if !isLeaf {
                mark(cell, 4, .children)
                mapTree(page: number(cell, 4), part)
                cell += 4
            }
            if isTable, !isLeaf {
                mark(cell, varint(cell).count, .rowHeads)
            } else {
                mapRow(cell, isTable: isTable, part)
            }
        }
        if !isLeaf { mapTree(page: number(head + 8, 4), part) }
    }

    private mutating func mapRow(_ cell: Int, isTable: Bool, _ part: Part) {
        let size = varint(cell)
        var payload = cell + size.count
        if isTable { payload += varint(payload).count }
        let local = localSize(size.value, isTable: isTable)
        mark(cell, payload - cell, .rowHeads)
        mark(payload, local, part)
        mark(payload, varint(payload).value, .rowHeads)
        guard local < size.value else { return }
        mark(payload + local, 4, .children)
        var page = number(payload + local, 4)
        var rest = size.value - local
        while rest > 0, page != 0 {
            let start = start(ofPage: page)
            let here = min(rest, pageSize - 4)
            mark(start, 4, .children)
            mark(start + 4, here, part)
            rest -= here
            page = number(start, 4)
        }
    }

    /// How much of a row lies in its own page.
    private func localSize(_ size: Int, isTable: Bool) -> Int {
        let most = isTable ? pageSize - 35 : (pageSize - 12) * 64 / 255 - 23
        guard size > most else { return size }
        let least = (pageSize - 12) * 32 / 255 - 23
        let fitting = least + (size - least) % (pageSize - 4)
        return fitting <= most ? fitting : least
    }
}
