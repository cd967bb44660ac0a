import Audit
import Calendars
import Entries
import Exports
import Testing

/// A log of a few entries with everything a bundle can hold: a rule file, an agreement, a redaction.
struct SmallLog {
    static let origin = "test.invalid/kembar"
    static let agreement = "2026-0001"

    /// The entries' bytes, or what stands for redacted ones.
    let lines: [[UInt8]]
    let note: String
    let key: SigningKey
    private let leaves: [TreeHash]

    /// Makes the log, with one more entry at its end if there is one.
    init(adding last: [UInt8]? = nil) throws {
        key = try SigningKey(name: Self.origin, seed: Array(repeating: 3, count: 32))
        let rule: JSONValue = [
            "name": "hari", "version": 1, "text": "calendar: hari\n", "sha256": "",
        ]
        let lost = try Self.entry(2, "Noted", version: 1, ["text": "rahasia"])
        var entries = [
            try Self.entry(
                0,
                "LogStarted",
                version: nil,
                [
                    "origin": .string(Self.origin),
                    "vkey": .string(key.verifierKey.description),
                ]
            ),
            try Self.entry(1, "CalendarAdopted", version: nil, rule), lost,
            try Self.entry(3, "Noted", version: 2, ["text": "=1+1, \"dua\"", "party": "99.71"]),
            try Self.entry(
                4,
                "Redacted",
                version: 3,
                ["position": 2, "entry": Self.restated(2, "Noted")]
            ),
        ]
        if let last { entries.append(last) }
        leaves = entries.map { MerkleTree.leafHash($0) }
        lines = entries.enumerated().map { index, bytes in
            index == 2 ? Array("{\"redacted\":\"\(MerkleTree.leafHash(lost).hex)\"}".utf8) : bytes
        }
        var frontier = TreeFrontier()
        for leaf in leaves { _ = frontier.append(leaf) }
        note = try Checkpoint(origin: Self.origin, size: frontier.size, root: frontier.root)
            .sign(with: key)
    }

    static func entry(
        _ position: Int64,
        _ type: String,
        version: Int?,
        _ data: JSONValue
    ) throws -> [UInt8] {
        try value(position, type, version: version, data).encoded()
    }

    /// What an entry `Redacted` says in the place of the one whose bytes it takes away.
    static func restated(_ position: Int64, _ type: String) -> JSONValue {
        let entry = value(position, type, version: 1, [:])
        return [
            "type": .string(type), "time": .string(entry.moment.time),
            "timeprecision": .string(entry.moment.precision.rawValue),
            "recordedtime": .string(entry.recorded.utc), "dataversion": 1,
            "commandid": .string(entry.command.id), "commandpart": "1/1", "authid": "a-0001",
            "authrole": "operator", "data": [:],
        ]
    }

    static func value(
        _ position: Int64,
        _ type: String,
        version: Int?,
        _ data: JSONValue
    ) -> Entry {
        let time = Timestamp(milliseconds: 1_780_000_000_000 + position * 1000)
        return Entry(
            id: "00000000-0000-4000-8000-00000000000\(position)",
            source: "https://\(origin)",
            type: type,
            subject: version.map { Entry.Subject(agreement: agreement, version: $0) },
            moment: Moment(instant: time, offsetMinutes: 480),
            recorded: time,
            position: position,
            command: CommandStamp(
                id: "k\(position)",
                part: 1,
                parts: 1,
                digest: "0123456789abcdef"
            ),
            actor: .user(id: "a-0001", role: "operator"),
            data: data
        )
    }

    /// Writes the bundle of the whole log.
    func bundle(into files: MemoryFiles = MemoryFiles()) throws -> MemoryFiles {
        var maker = try BundleMaker(files, note: note)
        for line in lines { try maker.add(line: line) }
        try maker.finish()
        return files
    }

    /// A receipt of the entry at `position`, or one that carries another line.
    func receipt(_ position: Int64, ofLine line: Int? = nil) throws -> EntryReceipt {
        try EntryReceipt(
            line: EntryLine(lines[line ?? Int(position)]),
            position: position,
            inclusion: .generate(
                index: position,
                size: Int64(leaves.count),
                from: Nodes(leaves: leaves)
            ),
            note: SignedNote.parse(note)
        )
    }

    /// Writes the bundle of the agreement.
    func agreementBundle() throws -> MemoryFiles {
        let files = MemoryFiles()
        var maker = try BundleMaker(files, note: note, agreement: Self.agreement)
        for position in 0..<Int64(lines.count) {
            try maker.add(receipt: try receipt(position))
        }
        try maker.finish()
        return files
    }

    struct Nodes: TreeNodes {
        let leaves: [TreeHash]

        func hash(level: Int, index: Int64) throws -> TreeHash {
            let width = 1 << level
            var frontier = TreeFrontier()
            for leaf in leaves[Int(index) * width..<(Int(index) + 1) * width] {
                _ = frontier.append(leaf)
            }
            return frontier.root
        }
    }
}

/// Files in memory; `limit` writes are let through, as many as there is power for.
final class MemoryFiles: BundleFiles, BundleContent, @unchecked Sendable {
    // A test's own thread alone writes and reads them.
    var files: [String: [UInt8]] = [:]
    var limit = Int.max

    struct NoPower: Error {}

    func add(_ bytes: [UInt8], to path: String) throws {
        guard limit > 0 else { throw NoPower() }
        limit -= 1
        files[path, default: []] += bytes
    }

    func close(_ path: String) throws { files[path, default: []] += [] }

    func sync() throws {}

    func paths() throws -> [String] {
        files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    func read(_ path: String, _ piece: ([UInt8]) throws -> Void) throws {
        guard let bytes = files[path] else { throw FileTrouble(path: path, errno: 2) }
        // In small pieces, so that lines are cut anywhere.
        for start in stride(from: 0, to: bytes.count, by: 100) {
            try piece(Array(bytes[start..<min(start + 100, bytes.count)]))
        }
    }
}
