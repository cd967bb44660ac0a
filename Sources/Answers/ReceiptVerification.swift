package import Audit
import Calendars
import Entries
package import Exports
package import Wire

/// The check of a receipt: with the log's key, and nothing else.
package enum ReceiptVerification {
    /// Says what a receipt proves; one that proves nothing is an answer, not an error.
    ///
    /// Throws `Problem` if the key is none. Without a key nothing is proved: the log's own word for who
    /// signed would be taken from what is under examination.
    package static func answer(
        _ bytes: [UInt8],
        vkey: String?,
        policy: TrustPolicy? = nil,
        handovers: [KeyHandover] = []
    ) throws(Problem) -> ReceiptCheck {
        let pinned = try PinnedKey.read(vkey)
        let receipt: EntryReceipt
        do {
            receipt = try EntryReceipt(bytes)
        } catch {
            return ReceiptCheck(result: "damaged", vkey: vkey, reason: error.word)
        }
        var answer = ReceiptCheck(result: "unverified", vkey: vkey)
        guard let checkpoint = try? Checkpoint(of: receipt.note) else {
            answer.result = "damaged"
            answer.reason = "checkpoint"
            return answer
        }
        answer.origin = checkpoint.origin
        answer.size = checkpoint.size
        // What lies beyond the tree is nowhere in it, and may be a number that no answer can say.
        if receipt.position < checkpoint.size { answer.position = receipt.position }
        answer.hashOnly = receipt.line.isRedacted
        let chains = KeyChains(pinned: pinned, policy: policy?.logs ?? [], brought: handovers)
        let fork = chains.verifiers.lazy.compactMap(\.fork).first
        var signers: [VerifierKey] = []
        do {
            if pinned != nil || policy != nil {
                let key = chains.pinned
                let policy = policy?.following(handovers, forSize: checkpoint.size)
                let keys = (key?.keys ?? []) + (policy?.trusted ?? [])
                let opened = try receipt.verify(
                    keys.reduce(into: []) {
                        if !$0.contains($1) { $0.append($1) }
                    }
                )
                signers = opened.signatures.map(\.key)
                answer.judge(opened, key, policy)
            } else {
                try receipt.verify(under: checkpoint)
                answer.reason = "no-key"
            }
        } catch {
            answer.result = "damaged"
            answer.reason = (error as? TlogProofFailure)?.word ?? "inclusion"
        }
        let isBySomeKey =
            answer.result == "whole"
            || ["signer", "retired-key", "policy"].contains(answer.reason ?? "")
        if fork != nil, isBySomeKey {
            // Its holder signed two histories: nobody can say of which this is a part.
            answer.result = "damaged"
            answer.reason = "handover"
            answer.followed = nil
        } else if answer.result == "whole" || answer.reason == "policy" {
            let doubts = doubts(of: receipt, under: checkpoint, by: signers, chains)
            if let first = doubts.first {
                answer.doubts = doubts
                answer.followed = nil
                // A log that recorded a loss may differ honestly, and no receipt carries that. That a policy is not
                // met is worse, and stays what is told first.
                if answer.result == "whole" {
                    answer.result = "unverified"
                    answer.reason = first.reason
                }
            }
        }
        if answer.reason == "signer", (try? receipt.verify(under: checkpoint)) != nil {
            // The key that was given goes before those that the policy names.
            let keys = chains.pinned?.keys ?? policy?.logs ?? []
            answer.otherKey = Checkpoint.isByAnotherKey(receipt.note, than: keys) ? true : nil
        }
        // By whom else it was signed says nothing of the receipt itself, of which the rest is asked all the same.
        let isUnmet = answer.reason == "policy"
        guard answer.result != "damaged" || isUnmet else { return answer }
        guard !receipt.line.isRedacted else {
            guard !isUnmet else { return answer }
            // The hash stands there. Anybody can put it in the place of the bytes, whoever redacted nothing too.
            if answer.result == "whole" { answer.reason = "hash-only" }
            answer.result = "unverified"
            return answer
        }
        // The tree says only that these bytes stand there; whether they say where they stand is asked here.
        guard let entry = try? Entry(bytes: receipt.line.bytes, strictly: true),
            entry.position == receipt.position, entry.source == "https://\(checkpoint.origin)"
        else {
            answer.result = "damaged"
            answer.reason = "entry"
            return answer
        }
        guard !isUnmet, answer.reason?.hasPrefix("handover-") != true else { return answer }
        answer.agreement = entry.subject?.agreement
        answer.version = entry.subject?.version
        answer.type = entry.type
        answer.time = entry.moment.text
        answer.recorded = entry.recorded.utc
        answer.offsetMinutes = entry.moment.offsetMinutes
        answer.actor = entry.actor.name
        answer.data = entry.data
        return answer
    }

    /// Why the entry may be another one than that which older keys signed when they handed over: by each key once.
    private static func doubts(
        of receipt: EntryReceipt,
        under checkpoint: Checkpoint,
        by signers: [VerifierKey],
        _ chains: KeyChains
    ) -> [HandoverDoubt] {
        let entry = ShownEntries(
            nodes: receipt.nodes(under: checkpoint),
            positions: [receipt.position],
            signers: signers
        )
        // A receipt carries nothing of what its log says of keys.
        return chains.trees(of: checkpoint.origin, naming: nil).reduce(into: []) { doubts, tree in
            let vkey = tree.key.description
            guard let doubt = tree.doubt(of: entry), !doubts.contains(where: { $0.vkey == vkey })
            else { return }
            doubts.append(
                HandoverDoubt(reason: doubt.rawValue, vkey: vkey, signed: tree.signed.size)
            )
        }
    }
}

extension ReceiptCheck {
    /// Whether the pinned key, or one that it handed over to, signed, and enough witnesses did.
    fileprivate mutating func judge(
        _ opened: OpenedCheckpoint,
        _ key: FollowedKey?,
        _ policy: TrustPolicy?
    ) {
        result = "whole"
        if let key {
            let signers = opened.signatures.map(\.key)
            let rightful = key.keys(forSize: opened.checkpoint.size).filter(signers.contains)
            if rightful.isEmpty {
                result = "damaged"
                reason = signers.contains(where: key.keys.contains) ? "retired-key" : "signer"
            } else if !signers.contains(key.links[0].key) {
                followed = key.positions(upTo: rightful)
            }
        }
        guard let policy else { return }
        witnesses = policy.witnesses(in: opened.signatures)
        // What the pinned key did not sign proves nothing, whoever has seen it.
        guard result == "whole", !policy.isMet(by: opened.signatures) else { return }
        result = "damaged"
        // What no key of the policy's log signed says nothing of that log, whoever has seen it.
        let isByLog = opened.signatures.map(\.key).contains(where: policy.logs.contains)
        reason = isByLog || key != nil ? "policy" : "signer"
    }
}

/// The key that somebody who verifies brought along.
enum PinnedKey {
    /// Reads it; throws `Problem` if it is none.
    static func read(_ vkey: String?) throws(Problem) -> VerifierKey? {
        guard let vkey else { return nil }
        do {
            return try VerifierKey(vkey)
        } catch {
            throw Problem(
                .badField,
                ["field": "vkey", "value": .string(vkey), "expected": "vkey"]
            )
        }
    }
}

extension TlogProofFailure {
    /// What is wrong, as a stable word.
    fileprivate var word: String {
        switch self {
        case .checkpoint(.note(.unsigned)), .checkpoint(.notSignedByLog): "signer"
        case .checkpoint(.note(.forged)): "forged"
        case .checkpoint: "checkpoint"
        case .inclusion: "inclusion"
        default: "no-receipt"
        }
    }
}
