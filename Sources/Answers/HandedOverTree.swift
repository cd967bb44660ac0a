import Audit
import Engine
import Entries
import Exports
import Wire

/// A tree by which a key handed over, for proofs of single entries to be held against.
///
/// The successor goes on from that tree. So whoever has only a later key can write no entry anew that an older key
/// signed, without a node that differs.
struct HandedOverTree {
    /// What was signed.
    let signed: Checkpoint
    /// The key that handed over, and those of its chain before it: what they sign they vouch for themselves.
    let signers: [VerifierKey]
    /// Its successor, and those that this leads to.
    var successors: [VerifierKey]
    private let nodes: ShownNodes

    /// Why entries may be other ones than those of the tree.
    enum Doubt: String {
        /// Their proofs have a node that is another one in the tree.
        case differs = "handover-differs"
        /// Only a later key signed them, in a tree so small that it has no node over one of them in common.
        case unshown = "handover-unshown"
    }

    /// Those of `handovers` that are by a key of a chain, and of that log.
    static func along(
        _ chains: [FollowedKey],
        _ handovers: [KeyHandover],
        origin: String
    ) -> [HandedOverTree] {
        chains.map(\.keys).flatMap { keys in
            handovers.compactMap { handover -> HandedOverTree? in
                guard let index = keys.firstIndex(where: { handover.successor(of: $0) != nil }),
                    let next = handover.successor(of: keys[index]),
                    let signed = try? Checkpoint(text: handover.receipt.note.text),
                    signed.isOf(origin: origin)
                else { return nil }
                return HandedOverTree(
                    signed: signed,
                    signers: Array(keys[...index]),
                    successors: [next.key] + keys[(index + 1)...],
                    nodes: handover.receipt.nodes(under: signed)
                )
            }
        }
    }

    /// What speaks against entries, as far as nothing is told of a loss; nil if nothing does.
    ///
    /// Of entries behind the tree the key said nothing.
    func doubt(of entries: ShownEntries) -> Doubt? {
        if !nodes.differences(from: entries.nodes).isEmpty { return .differs }
        guard !entries.signers.isEmpty, !entries.signers.contains(where: signers.contains),
            entries.positions.contains(where: {
                $0 < signed.size && !nodes.meets(entries.nodes, over: $0)
            })
        else { return nil }
        return .unshown
    }

    /// Whether all that differs lies where entries were lost, from `first` on.
    func fits(_ entries: ShownEntries, before first: Int64) -> Bool {
        nodes.differences(from: entries.nodes).allSatisfy { $0.lastPosition >= first }
    }

    /// How many entries from the first are shown to be those of the tree.
    func agreed(with entries: ShownEntries) -> Int64 { nodes.agreed(with: entries.nodes) }
}

/// What verified proofs of entries under one checkpoint show.
struct ShownEntries {
    var nodes: ShownNodes
    var positions: [Int64]
    /// The keys that count and signed the checkpoint.
    var signers: [VerifierKey]
}

extension VerifyAnswer {
    /// Holds the entries of one agreement against a tree by which a key handed over.
    ///
    /// A loss that a signed entry tells excuses what differs from there on, if a successor is in force, for no retired
    /// key can say that. An older bundle does not carry what its log says of losses: so nothing here is called damage.
    mutating func hold(
        _ entries: ShownEntries,
        against tree: HandedOverTree,
        _ history: KeyHistory,
        by recoveries: [Recovered]
    ) {
        guard let doubt = tree.doubt(of: entries), let successor = tree.successors.first else {
            return
        }
        let inForce = history.adoptions.map(\.key).filter(entries.signers.contains)
        let admissions = history.admissions(of: tree.signed.size, over: successor, by: recoveries)
        let isLedTo = tree.successors.contains(where: inForce.contains)
        if isLedTo, var told = admissions.last,
            let first = admissions.map(\.lostFrom).min(), tree.fits(entries, before: first)
        {
            told.shown = min(tree.agreed(with: entries), told.entry)
            var all = lost ?? []
            all.add(told)
            lost = all.sorted { $0.entry < $1.entry }
            return
        }
        // One handover that does not fit says all.
        guard fault?.code.hasPrefix("handover-") != true else { return }
        unproved = (unproved ?? []) + ["handover"]
        var params: [String: JSONValue] = [
            "vkey": .string(tree.signers.last?.description ?? ""),
            "signed": .integer(Int(tree.signed.size)),
        ]
        // The loss is recorded, by a key for which nothing that is known here vouches.
        if !isLedTo, let told = admissions.last { params["recovery"] = .integer(Int(told.entry)) }
        tell(
            VerifyFault(position: -1, code: doubt.rawValue, params: params),
            as: "unverified"
        )
    }
}
