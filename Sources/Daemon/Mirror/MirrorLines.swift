import Audit
import EventLog
import Exports

/// The next lines of a mirror, as the log has them.
struct MirrorLines {
    /// How many bytes are gathered at most before they are written, except for one last line.
    static let byteCountMax = 4 << 20

    /// The lines, each with its end.
    private(set) var bytes: [UInt8] = []
    /// The position after the last one.
    private(set) var end: Int64
    /// Whether one of them takes an earlier one's bytes away.
    private(set) var takesBytesAway = false

    private static let redactionType = Array(NewEntry.redactionType.utf8)

    /// No lines, behind the first `size`.
    init(after size: Int64) { end = size }

    /// Reads on from `size` up to what is committed, or as much as fits.
    ///
    /// There is at least one, for whoever asks knows that there are more. Throws `logDamaged` for bytes that do not have their hash: a second copy of damage helps nobody.
    init(after size: Int64, from log: any EntryLog) throws(MirrorTrouble) {
        end = size
        var damaged: Int64?
        try MirrorFile.asking {
            try log.lend(size..<log.head.size) { entry in
                guard entry.bytes.map({ MerkleTree.leafHash(Array($0)) == entry.leaf }) ?? true
                else {
                    damaged = entry.position
                    return false
                }
                take(entry)
                return bytes.count < Self.byteCountMax
            }
        }
        // What comes before it is mirrored first.
        guard bytes.isEmpty else { return }
        guard let damaged else { throw MirrorTrouble(.logUnreadable, position: size) }
        throw MirrorTrouble(.logDamaged, position: damaged)
    }

    private mutating func take(_ entry: LentEntry) {
        if let own = entry.bytes {
            bytes += own
        } else {
            bytes += EntryLine.redacted(entry.leaf)
        }
        bytes.append(UInt8(ascii: "\n"))
        end = entry.position + 1
        if entry.type.elementsEqual(Self.redactionType) { takesBytesAway = true }
    }
}
