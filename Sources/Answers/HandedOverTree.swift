import Audit
import Engine
import Entries
import Exports
import Wire

/// A tree by which a key handed over, for a log or proofs of single entries to be held against.
///
/// The successor goes on from that tree. So whoever has only a later key can write no entry anew that an older key
/// signed, without a node that differs. `KeyChains` makes all of them.
struct HandedOverTree {
    /// What the key signed over its successor.
    let handover: KeyHandover
    /// What was signed.
    let signed: Checkpoint
    /// The key that handed over.
    let key: VerifierKey
    /// That key, and those before it that count: what they sign they vouch for themselves.
    let signers: [VerifierKey]
    /// The key that was handed over to.
    let successor: VerifierKey
    /// That one, and those that it leads to.
    let successors: [VerifierKey]
    /// The keys that count and are not known to have been in force before it: only for one of them does the absence of
    /// that key's signature say something.
    let others: Set<VerifierKey>
    /// What stands behind the key that handed over.
    let standing: Standing
    private let nodes: ShownNodes

    /// What stands behind a key that handed over.
    enum Standing {
        /// It is trusted or one that a trusted key leads to, or the log keeps its word in a signed entry.
        case trusted
        /// It leads to a trusted one, and the log names it: what it signed speaks against the log, never for it.
        case named
        /// It only leads to a trusted one: anybody may have made it up, so what it signed is no more than a doubt.
        case unknown
    }

    init(
        handover: KeyHandover,
        signed: Checkpoint,
        key: VerifierKey,
        signers: [VerifierKey],
        successor: VerifierKey,
        successors: [VerifierKey],
        others: Set<VerifierKey>,
        standing: Standing
    ) {
        self.handover = handover
        self.signed = signed
        self.key = key
        self.signers = signers
        self.successor = successor
        self.successors = successors
        self.others = others
        self.standing = standing
        nodes = handover.receipt.nodes(under: signed)
    }

    /// Why entries may be other ones than those of the tree.
    enum Doubt: String {
        /// Their proofs have a node that is another one in the tree.
        case differs = "handover-differs"
        /// Only a later key signed them, in a tree so small that it has no node over one of them in common.
        case unshown = "handover-unshown"
    }

    /// What speaks against entries, as far as nothing is told of a loss; nil if nothing does.
    ///
    /// Of entries behind the tree the key said nothing.
    func doubt(of entries: ShownEntries) -> Doubt? {
        if !nodes.differences(from: entries.nodes).isEmpty { return .differs }
        guard entries.signers.contains(where: others.contains),
            !entries.signers.contains(where: signers.contains),
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
        guard let doubt = tree.doubt(of: entries) else { return }
        let inForce = history.adoptions.map(\.key).filter(entries.signers.contains)
        let admissions = history.admissions(
            of: tree.signed.size,
            over: tree.successor,
            by: recoveries
        )
        let isLedTo = tree.successors.contains(where: inForce.contains)
        // What somebody made up was never part of the log, so nobody lost it.
        if isLedTo, tree.standing != .unknown, var told = admissions.last,
            let first = admissions.map(\.lostFrom).min(), tree.fits(entries, before: first)
        {
            // What nobody trusts shows nothing to be what was signed.
            told.shown =
                tree.standing == .trusted ? min(tree.agreed(with: entries), told.entry) : 0
            var all = lost ?? []
            all.add(told)
            lost = all.sorted { $0.entry < $1.entry }
            return
        }
        // One handover that does not fit says all; but nobody's word hides whose others do not.
        if fault?.code.hasPrefix("handover-") == true {
            let word = JSONValue.string(tree.key.description)
            var others = fault?.params["otherKeys"]?.array ?? []
            if word != fault?.params["vkey"], !others.contains(word) {
                others.append(word)
                fault?.params["otherKeys"] = .array(others)
                tell(unknown: tree)
            }
            return
        }
        unproved = (unproved ?? []) + ["handover"]
        var params: [String: JSONValue] = [
            "vkey": .string(tree.key.description),
            "signed": .integer(Int(tree.signed.size)),
        ]
        // The loss is recorded, by a key for which nothing that is known here vouches.
        if !isLedTo, let told = admissions.last { params["recovery"] = .integer(Int(told.entry)) }
        if tree.standing == .unknown { params["standing"] = .string("unknown") }
        tell(
            VerifyFault(position: -1, code: doubt.rawValue, params: params),
            as: "unverified"
        )
    }

    /// Names a key told beside another one for which nothing vouches, so that nobody takes it for the log's.
    private mutating func tell(unknown tree: HandedOverTree) {
        guard tree.standing == .unknown else { return }
        let known = fault?.params["unknownKeys"]?.array ?? []
        fault?.params["unknownKeys"] = .array(known + [.string(tree.key.description)])
    }
}
