import Audit
import Engine
import Entries
import EventLog
import Exports
import Wire
import Workflows

// What a log is held against, and what signed entries of it say was lost.
extension Verification {
    /// What the log is held against, and what it is not because it was lost.
    struct Held {
        /// The kept checkpoint as a note.
        var note: String?
        /// Whether there is one, and it is passed over.
        var isNoteLost = false
        /// What witnesses have cosigned.
        var cosigned: [String] = []
        /// The trees by which keys handed over.
        var handedOver: [Checkpoint] = []
        /// Those of them that a trusted key signed: only they show entries to be what was signed.
        var vouching: [Checkpoint] = []
        /// What keys signed over a trusted one for which nobody here vouches: no more than a doubt.
        var doubtful: [Doubtful] = []
        /// What somebody outside kept.
        var outside: OutsideCheckpoints?
        /// What is passed over although nobody asked about it.
        var lost: [AdmittedLoss] = []
    }

    /// A tree by which a key handed over that only leads to a trusted one.
    struct Doubtful {
        /// The key that signed it.
        var key: VerifierKey
        /// How many entries it signed.
        var signed: Int64
        /// What the log has to fit of that, if it is as honest as that key.
        var shown: Checkpoint
    }

    /// What the log has to fit, given what signed entries say was lost.
    func holdings(
        _ grounds: Grounds,
        _ outside: OutsideCheckpoints?,
        by lost: [Recovered]
    ) -> Held {
        var held = Held(note: note, outside: outside)
        for note in cosigned {
            if let admission = admission(of: note, grounds.told, by: lost) {
                held.lost.add(admission)
            } else {
                held.cosigned.append(note)
            }
        }
        handOver(grounds, by: lost, to: &held)
        held.lost.sort { $0.entry < $1.entry }
        for index in held.lost.indices {
            held.lost[index].shown = shown(before: held.lost[index].entry, held, grounds)
        }
        return held
    }

    /// Up to where the entries are shown to be what was signed before the log went on in that one.
    ///
    /// Whoever has a key that was in force from there on can sign anything anew, also of the entries before: only
    /// what older keys signed shows those, and what the caller kept outside.
    func shown(before entry: Int64, _ held: Held, _ grounds: Grounds) -> Int64 {
        guard let told = grounds.told else { return 0 }
        let signer = told.signer(ofSize: entry + 1)
        let older = told.keys.prefix { $0 != signer }
        let trees = held.vouching + (held.outside?.checkpoints ?? [])
        let sizes =
            grounds.signatures.filter { older.contains($0.key) }.map { $0.size }
            + trees.filter { (try? log.extends($0)) == true }.map { $0.size }
        return sizes.filter { $0 <= entry }.max() ?? 0
    }

    /// The adoption of a key in the place of a lost one, where that signed the recovery and the pinned key, else
    /// the log's first, does not lead to it; nil if none did.
    func replacement(signing recovered: Recovered, _ grounds: Grounds) -> KeyHistory.Adoption? {
        guard let followed = grounds.chains.first(of: grounds.history),
            let history = grounds.history
        else { return nil }
        let notes = [note].compactMap(\.self) + cosigned
        let signers = fitting(notes, RightfulKeys(history: history, pinned: nil))
            .filter { recovered.position < $0.checkpoint.size }
            .flatMap { $0.signatures.map(\.key) }
        return history.adoptions.last { adoption in
            adoption.isLost && signers.contains(adoption.key)
                && !followed.keys.contains(adoption.key)
        }
    }

    /// The same without anything that signed entries say was lost.
    func passing(over lost: [Recovered], _ all: Held, _ grounds: Grounds) -> Held {
        var rest = all
        if let note = all.note, admission(of: note, grounds.told, by: lost) != nil {
            (rest.note, rest.isNoteLost) = (nil, true)
        }
        rest.handedOver.removeAll { tree in lost.contains { $0.covers(tree.size) } }
        rest.outside = all.outside?.without(lost)
        return rest
    }

    /// What was signed and is kept beside the log, smallest first; what is no checkpoint is left out.
    func kept(_ held: Held, _ grounds: Grounds) -> [Checkpoint] {
        guard let told = grounds.told else { return [] }
        let notes = ([held.note].compactMap(\.self) + held.cosigned)
            .compactMap { try? KeptCheckpoint($0, of: told, in: log).checkpoint }
        return (notes + held.handedOver).sorted { $0.size < $1.size }
    }

    /// Puts in the trees by which keys handed over: the log has to fit each like any other that such a key signed.
    ///
    /// Unless a signed entry says that it was lost, and the successor is in force, for no retired key can say that.
    /// The proof itself shows smaller trees: one that ends before what is said to be lost has to fit all the same, and
    /// so has one that an older copy, which ends before the handover, has already.
    private func handOver(_ grounds: Grounds, by lost: [Recovered], to held: inout Held) {
        let told = grounds.told
        let kept = told.map { told in
            zip(told.keys, told.adoptions).compactMap { $1.provedHandover(by: $0) }
        }
        let trees = grounds.chains.trees(of: identity.origin, naming: told, kept: kept ?? [])
        for tree in trees {
            let isUnfit = (try? log.extends(tree.signed)) != true
            // That an entry adopts a successor says nothing, for anybody may write one, nor does what it signed of the
            // entries before.
            let admissions =
                isUnfit && tree.successors.contains(where: grounds.isInForce)
                ? told?.admissions(of: tree.signed.size, over: tree.successor, by: lost) ?? []
                : []
            var size = log.head.size
            let isKnown = tree.standing != .unknown
            if let admission = admissions.last {
                // What somebody made up was never part of the log, so nobody lost it.
                if isKnown { held.lost.add(admission) }
                size = admissions.map(\.lostFrom).min() ?? admission.lostFrom
            }
            let isAll = admissions.isEmpty && tree.signed.size <= size
            let shown = isAll ? tree.signed : tree.handover.shown(upTo: size)
            guard isKnown else {
                // Of one that shows no tree up to the loss nothing fits.
                let doubtful = shown ?? (admissions.isEmpty ? nil : tree.signed)
                if let doubtful {
                    held.doubtful.append(
                        Doubtful(key: tree.key, signed: tree.signed.size, shown: doubtful)
                    )
                }
                continue
            }
            guard let shown else { continue }
            held.handedOver.append(shown)
            if tree.standing == .trusted { held.vouching.append(shown) }
        }
    }

    /// What a signed entry says of a note that the log does not go on from; nil if the log does, or none says
    /// that it lost that.
    private func admission(
        of note: String,
        _ history: KeyHistory?,
        by lost: [Recovered]
    ) -> AdmittedLoss? {
        guard !lost.isEmpty, let history,
            // What no key signed was never part of the log, so nobody lost it.
            let kept = try? KeptCheckpoint(note, of: history, in: log), kept.isByKnownKey,
            let recovered = lost.last(where: { $0.covers(kept.checkpoint.size) }),
            (try? kept.fault(in: log, origin: identity.origin)) != nil
        else { return nil }
        return AdmittedLoss(recovered, signed: kept.checkpoint.size)
    }
}

extension KeyHistory {
    /// What its entries say of the loss of a tree of that size, by which a key handed over to `successor`: the
    /// adoption that keeps the proof, for the entries from there on, and recoveries.
    func admissions(
        of size: Int64,
        over successor: VerifierKey,
        by lost: [Recovered]
    ) -> [AdmittedLoss] {
        var found: [AdmittedLoss] = []
        for (previous, adoption) in zip(keys, adoptions) {
            guard adoption.isLost, adoption.key == successor, adoption.position < size,
                let kept = adoption.provedHandover(by: previous)?.successor(of: previous),
                size <= kept.lastSize
            else { continue }
            found.append(
                AdmittedLoss(
                    entry: adoption.position,
                    type: EngineEvent.keyAdopted.rawValue,
                    lostFrom: adoption.position,
                    lostThrough: kept.lastSize - 1,
                    signed: size
                )
            )
        }
        return found + lost.filter { $0.covers(size) }.map { AdmittedLoss($0, signed: size) }
    }
}

extension KeyHistory.Adoption {
    /// What the key before it signed over it, as it is kept here of entries that the log has lost; nil if nothing is.
    fileprivate func provedHandover(by previous: VerifierKey) -> KeyHandover? {
        proof.flatMap { proof in
            KeyHandover.all(in: Array(proof.utf8))
                .first { $0.successor(of: previous)?.key == key }
        }
    }
}

extension KeyHandover {
    /// The largest tree of at most `limit` entries that the proof shows by itself.
    ///
    /// Left of a tree's last entry lie whole subtrees, and the proof has the root of each.
    fileprivate func shown(upTo limit: Int64) -> Checkpoint? {
        guard let signed = try? Checkpoint(text: receipt.note.text), signed.size == position + 1
        else { return nil }
        // The lowest comes first.
        var roots = receipt.inclusion.hashes[...]
        var size = position
        while size > max(limit, 0) {
            size &= size - 1
            roots = roots.dropFirst()
        }
        guard size > 0, var root = roots.first else { return nil }
        for left in roots.dropFirst() { root = MerkleTree.nodeHash(left, root) }
        return try? Checkpoint(origin: signed.origin, size: size, root: root)
    }
}

extension AdmittedLoss {
    /// What a recovery says, about a checkpoint over that many entries.
    fileprivate init(_ recovered: Recovered, signed: Int64) {
        self.init(
            entry: recovered.position,
            type: EngineEvent.logRecovered.rawValue,
            lostFrom: recovered.lostFrom,
            lostThrough: recovered.size - 1,
            reason: recovered.reason,
            signed: signed
        )
    }
}

extension [AdmittedLoss] {
    /// Puts in what an entry says; of several checkpoints that it is about, the largest is named.
    mutating func add(_ new: AdmittedLoss) {
        guard let index = firstIndex(where: { $0.entry == new.entry }) else {
            append(new)
            return
        }
        self[index].signed = Swift.max(self[index].signed, new.signed)
    }
}
