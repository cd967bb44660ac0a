import FoundationEssentials

/// What a backup says of itself, by the checkpoint in it.
struct BackupHead: Hashable, Sendable {
    var origin: String
    /// The entries that the checkpoint was signed over.
    var size: Int64
    /// Root of the tree over them, hex.
    var root: String

    /// Reads the first three lines of a checkpoint; whether it was really signed, `kembar-audit` says.
    init?(_ checkpoint: [UInt8]) {
        let lines = String(decoding: checkpoint, as: UTF8.self)
            .split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4, let size = Int64(lines[1]), size > 0,
            let root = Data(base64Encoded: String(lines[2])), root.count == 32
        else { return nil }
        origin = String(lines[0])
        self.size = size
        self.root = root.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// Reads a tar archive as it comes, piece by piece: `log.db`, `checkpoint` and the views, and nothing else.
struct BackupReader {
    /// The names that a backup has, in their order; anything else in an archive makes it no backup.
    static let names = ["log.db", "checkpoint", "views.db"]
    /// How many of them each has: views that could not be read are not there.
    private static let neededCount = 2

    private static let blockSize = 512
    private static let checkpointBytesMax: Int64 = 65_536

    private var block: [UInt8] = []
    /// What of the running file is still to come, and its name.
    private var rest: Int64 = 0
    private var padding = 0
    private var name = ""
    /// The files that have come, in their order.
    private(set) var seen: [String] = []
    private var emptyBlocks = 0
    private var isFaulty = false
    private var checkpoint: [UInt8] = []
    /// Takes the content of each file as it comes.
    private let content: ((_ name: String, _ bytes: ArraySlice<UInt8>) -> Void)?

    init(content: ((_ name: String, _ bytes: ArraySlice<UInt8>) -> Void)? = nil) {
        self.content = content
    }

    /// What the backup holds; nil unless it is whole.
    var head: BackupHead? {
        guard !isFaulty, emptyBlocks >= 2, seen.count >= Self.neededCount else { return nil }
        return BackupHead(checkpoint)
    }

    mutating func take(_ bytes: [UInt8]) {
        var left = bytes[...]
        while !left.isEmpty, !isFaulty {
            if rest > 0 {
                let part = left.prefix(Int(min(rest, Int64(left.count))))
                content?(name, part)
                if name == "checkpoint" { checkpoint += part }
                rest -= Int64(part.count)
                left = left.dropFirst(part.count)
            } else if padding > 0 {
                let part = left.prefix(padding)
                padding -= part.count
                left = left.dropFirst(part.count)
            } else {
                let part = left.prefix(Self.blockSize - block.count)
                block += part
                left = left.dropFirst(part.count)
                if block.count == Self.blockSize { readHead() }
            }
        }
    }

    private mutating func readHead() {
        defer { block = [] }
        guard block.contains(where: { $0 != 0 }) else {
            emptyBlocks += 1
            return
        }
        name = String(decoding: block[..<100].prefix { $0 != 0 }, as: UTF8.self)
        let isNext = seen.count < Self.names.count && name == Self.names[seen.count]
        guard emptyBlocks == 0, isNext, let size = Self.size(block[124..<136]),
            name != "checkpoint" || size <= Self.checkpointBytesMax
        else {
            isFaulty = true
            return
        }
        seen.append(name)
        rest = size
        padding = (Self.blockSize - Int(size % Int64(Self.blockSize))) % Self.blockSize
    }

    private static func size(_ field: ArraySlice<UInt8>) -> Int64? {
        if field.first == 0x80 {
            return field.dropFirst(4).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
        let digits = field.prefix { (0x30...0x37).contains($0) }
        return Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
