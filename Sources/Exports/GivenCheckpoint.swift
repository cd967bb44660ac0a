package import Audit
package import Entries

/// A checkpoint that somebody named for a bundle to stand under.
///
/// Who signed it is for whoever verifies the bundle to ask.
package struct GivenCheckpoint: Hashable, Sendable {
    /// The note, byte for byte as it was read.
    package let note: String
    /// What it says.
    package let checkpoint: Checkpoint

    /// Reads a file's bytes.
    ///
    /// Throws `UnfitCheckpoint` if they are no signed checkpoint over at least one entry, or one of another log than that of `origin`.
    package init(_ bytes: [UInt8], of origin: String) throws(UnfitCheckpoint) {
        guard let signed = try? SignedNote.parse(bytes),
            let said = try? Checkpoint(of: signed), said.size > 0
        else { throw .unreadable }
        guard said.isOf(origin: origin) else {
            throw .foreign(found: said.origin, origin: origin)
        }
        note = signed.description
        checkpoint = said
    }

    /// Throws `UnfitCheckpoint` if it covers more than `size` entries.
    package func require(atMost size: Int64) throws(UnfitCheckpoint) {
        guard checkpoint.size <= size else { throw .beyond(signed: checkpoint.size, found: size) }
    }
}

/// Why no bundle is made under a checkpoint that somebody named.
package enum UnfitCheckpoint: Error, Hashable, Sendable {
    /// The file is no signed checkpoint, or holds more than one.
    case unreadable
    /// It is of another log.
    case foreign(found: String, origin: String)
    /// It covers more entries than are here.
    case beyond(signed: Int64, found: Int64)
    /// Here is one agreement, and proofs under the checkpoint over so many entries that was carried with it.
    case carried(agreement: String, signed: Int64)
    /// What it signed is not what is here.
    case otherEntries(signed: Int64)

    /// Whether the log may be the one that was changed, and not the wrong file be named.
    package var isOfOtherEntries: Bool {
        if case .otherEntries = self { return true }
        return false
    }

    /// What a problem says of it; `path` names the file.
    package func params(_ path: String) -> [String: JSONValue] {
        var params: [String: JSONValue] = ["field": "checkpoint", "value": .string(path)]
        switch self {
        case .unreadable: params["expected"] = "checkpoint"
        case .foreign(let found, let origin):
            params["expected"] = "checkpoint-of-log"
            params["found"] = .string(found)
            params["origin"] = .string(origin)
        case .beyond(let signed, let found):
            params["expected"] = "checkpoint-covered"
            params["signed"] = .integer(Int(signed))
            params["found"] = .integer(Int(found))
        case .carried(let agreement, let signed):
            params["expected"] = "checkpoint-carried"
            params["agreement"] = .string(agreement)
            params["signed"] = .integer(Int(signed))
        case .otherEntries(let signed):
            return ["position": -1, "checkpoint": .string(path), "signed": .integer(Int(signed))]
        }
        return params
    }
}
