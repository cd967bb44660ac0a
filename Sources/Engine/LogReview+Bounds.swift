import Audit
import Entries
import EventLog

extension LogReview {
    /// Returns the fault with the place of the first wrong entry, as closely as what is stored tells it.
    ///
    /// A reader meets a changed entry only where something no longer fits, which may be behind it: then
    /// the one at which it shows is whole. No whole entry may be accused.
    func bounded(_ fault: Fault, _ kept: [Checkpoint]) throws -> Fault {
        guard fault.position >= 0 else { return fault }
        var agreed: Int64 = 0
        var changed: Range<Int64>?
        let search = ChangeSearch(stored: stored, computed: computed)
        let size = log.head.size
        var last: Int64 = 0
        var isLocated = false
        for checkpoint in kept.sorted(by: { $0.size < $1.size })
        where checkpoint.size > 0 && checkpoint.size <= size {
            // Two of the same size may contradict each other.
            if last < checkpoint.size { agreed = last }
            guard
                let range = try search.firstChange(size: checkpoint.size, root: checkpoint.root)
            else {
                last = checkpoint.size
                continue
            }
            // What an earlier checkpoint has agreed to is not wrong: of stored nodes that say so nothing is left.
            isLocated = range != 0..<checkpoint.size && range.upperBound > agreed
            let end = isLocated ? range.upperBound : checkpoint.size
            changed = max(range.lowerBound, agreed)..<max(end, agreed)
            break
        }
        if fault.code == "tree-node" { return boundedNode(fault, changed, max(agreed, last)) }
        guard let changed else { return fault }
        if fault.code == "root" { return fault.placed(in: changed) }
        // What comes first is told, also if something else that is wrong was met before.
        guard changed.lowerBound < fault.position,
            isLocated || Self.comparing.contains(fault.code)
        else { return fault }
        return Fault(position: 0, code: "tree-node").placed(in: changed)
    }

    /// Faults that hold an entry against those before it: either may be the wrong one.
    private static let comparing: Set = ["recorded-time", "subject-version"]

    private func boundedNode(
        _ fault: Fault,
        _ changed: Range<Int64>?,
        _ agreed: Int64
    ) -> Fault {
        let level = Int64(fault.params["level"]?.integer ?? 0)
        let first = Int64(fault.params["index"]?.integer ?? 0) << level
        if let changed, changed.lowerBound <= fault.position { return fault.placed(in: changed) }
        guard changed != nil || agreed > fault.position else {
            // Nobody signed these: the node and what lies under it contradict each other.
            var unsigned = fault.placed(in: max(first, agreed)..<fault.position + 1)
            unsigned.params["unsigned"] = true
            return unsigned
        }
        // A node alone is wrong, and no entry.
        var spared = fault.placed(in: first..<fault.position + 1)
        spared.position = -1
        spared.params["from"] = .integer(Int(first))
        return spared
    }

    private func stored(level: Int, index: Int64) throws -> TreeHash? {
        guard level == 0 else {
            return try log.keptNodes(level: level, indexes: index..<index + 1).first ?? nil
        }
        do {
            return try log.entry(at: index)?.leaf
        } catch let failure as LogFailure where failure.isDamage {
            return nil
        }
    }

    private func computed(level: Int, index: Int64) throws -> TreeHash? {
        let positions = index << Int64(level)..<(index + 1) << Int64(level)
        var next = positions.lowerBound
        var frontier = TreeFrontier()
        do {
            try log.lend(positions) { entry in
                let leaf = entry.bytes.map {
                    MerkleTree.leafHash(raw: UnsafeRawBufferPointer($0))
                }
                guard entry.position == next else { return false }
                next += 1
                _ = frontier.append(leaf ?? entry.leaf)
                return true
            }
        } catch let failure as LogFailure where failure.isDamage {
            return nil
        }
        return next == positions.upperBound ? frontier.root : nil
    }
}

extension LogReview.Fault {
    /// Says that the first wrong entry lies among these.
    fileprivate func placed(in range: Range<Int64>) -> LogReview.Fault {
        var placed = self
        placed.position = range.lowerBound
        placed.params["through"] = .integer(Int(range.upperBound - 1))
        return placed
    }
}
