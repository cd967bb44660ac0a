import Audit
import Entries
import Exports

/// A log whose first key handed over to another one, which signed the rest.
struct RotatedLog {
    let old: SigningKey
    let new: SigningKey
    /// The last tree, signed by the new key.
    let note: String
    /// What the old key signed of the genuine log: four entries, the adoption last.
    let handover: KeyHandover
    private let lines: [[UInt8]]

    /// Makes the log; with another `text` in entry 1 the new key has written it anew.
    ///
    /// With `lostFrom` it lost the handover: from there on it has other entries, and says so. With `isFoundedAnew` its
    /// first entry names the new key as the one that it began with.
    init(text: String = "asli", lostFrom: Int64? = nil, isFoundedAnew: Bool = false) throws {
        let old = try SigningKey(name: SmallLog.origin, seed: Array(repeating: 1, count: 32))
        let new = try SigningKey(name: SmallLog.origin, seed: Array(repeating: 2, count: 32))
        self.old = old
        self.new = new
        let founder = isFoundedAnew ? new : old
        func beginning(_ text: String, by founder: SigningKey) throws -> [[UInt8]] {
            [
                try SmallLog.entry(
                    0,
                    "LogStarted",
                    version: nil,
                    [
                        "origin": .string(SmallLog.origin),
                        "vkey": .string(founder.verifierKey.description),
                    ]
                ), try SmallLog.entry(1, "Noted", version: 1, ["text": .string(text)]),
            ]
        }
        var adopted: [String: JSONValue] = [
            "vkey": .string(new.verifierKey.description),
            "previous": .string(old.verifierKey.description),
        ]
        let genuine =
            try beginning("asli", by: old) + [
                try SmallLog.entry(2, "Noted", version: 2, ["text": "dua"]),
                try SmallLog.entry(3, "KeyAdopted", version: nil, .object(adopted)),
            ]
        let signed = try Self.checkpoint(genuine, size: 4)
        let handedOver = try signed.sign(with: old)
        handover = KeyHandover(try Self.receipt(genuine, 3, size: 4, under: handedOver))
        guard let lostFrom else {
            lines =
                try beginning(text, by: founder) + genuine[2...] + [
                    try SmallLog.entry(
                        4,
                        "KeyHandedOver",
                        version: nil,
                        ["adoption": 3, "checkpoint": .string(handedOver)]
                    ), try SmallLog.entry(5, "Noted", version: 3, ["text": "tiga"]),
                ]
            note = try Self.checkpoint(lines, size: 6).sign(with: new)
            return
        }
        adopted["lost"] = true
        lines =
            try beginning(text, by: founder) + [
                try SmallLog.entry(2, "Noted", version: 2, ["text": "dua lagi"]),
                try SmallLog.entry(
                    3,
                    "LogRecovered",
                    version: nil,
                    [
                        "checkpoint": .string(handedOver), "reason": "disk rusak",
                        "lostFrom": .integer(Int(lostFrom)), "lostThrough": 3,
                        "signed": ["root": .string(signed.root.hex), "size": 4],
                    ]
                ), try SmallLog.entry(4, "KeyAdopted", version: nil, .object(adopted)),
            ]
        note = try Self.checkpoint(lines, size: 5).sign(with: new)
    }

    /// The receipt of an entry under the tree of `size` entries, signed by the new key unless another is named.
    func receipt(_ position: Int64, size: Int64? = nil, by key: SigningKey? = nil) throws
        -> EntryReceipt
    {
        let size = size ?? Int64(lines.count)
        let note = try Self.checkpoint(lines, size: size).sign(with: key ?? new)
        return try Self.receipt(lines, position, size: size, under: note)
    }

    /// Writes the bundle of the agreement with these handovers in it, without the entries at some positions.
    ///
    /// With `size` it is of that many entries, signed by `key`, or by the new one.
    func bundle(
        _ handovers: [KeyHandover],
        without gone: Set<Int64> = [],
        note: String? = nil,
        size: Int64? = nil,
        by key: SigningKey? = nil
    ) throws -> MemoryFiles {
        let files = MemoryFiles()
        let small = try size.map {
            try Self.checkpoint(lines, size: $0).sign(with: key ?? new)
        }
        let note = note ?? small ?? self.note
        var maker = try BundleMaker(files, note: note, agreement: SmallLog.agreement)
        let size = size ?? Int64(lines.count)
        for position in 0..<size where !gone.contains(position) {
            try maker.add(receipt: Self.receipt(lines, position, size: size, under: note))
        }
        for handover in handovers { try maker.add(handover: handover) }
        try maker.finish()
        return files
    }

    private static func leaves(_ lines: [[UInt8]], _ size: Int64) -> [TreeHash] {
        lines.prefix(Int(size)).map { MerkleTree.leafHash($0) }
    }

    private static func checkpoint(_ lines: [[UInt8]], size: Int64) throws -> Checkpoint {
        var frontier = TreeFrontier()
        for leaf in leaves(lines, size) { _ = frontier.append(leaf) }
        return try Checkpoint(origin: SmallLog.origin, size: size, root: frontier.root)
    }

    private static func receipt(
        _ lines: [[UInt8]],
        _ position: Int64,
        size: Int64,
        under note: String
    ) throws -> EntryReceipt {
        try EntryReceipt(
            line: EntryLine(lines[Int(position)]),
            position: position,
            inclusion: .generate(
                index: position,
                size: size,
                from: SmallLog.Nodes(leaves: leaves(lines, size))
            ),
            note: SignedNote.parse(note)
        )
    }
}
