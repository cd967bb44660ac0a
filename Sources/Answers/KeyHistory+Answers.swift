package import Audit
package import Engine
import Entries
package import EventLog
package import Exports
package import Wire

extension KeyHistory {
    /// The keys as an answer has them, oldest first, each with what the one before it signed.
    ///
    /// `signed` is how many entries are known to be signed, nil where nobody asks: a key that only an entry
    /// beyond them adopts is marked, for anybody may have written that entry.
    package func answers(in log: any EntryLog, signed: Int64? = nil) -> [KeyAnswer] {
        let signedCount = signed.map { self.signedCount(in: log, below: $0) } ?? adoptions.count
        return [KeyAnswer(vkey: founding.description, origin: .founding, position: 0)]
            + zip(keys, adoptions).enumerated().map { index, link -> KeyAnswer in
                let (previous, adoption) = link
                let handover = handover(from: previous, to: adoption, in: log, below: .max)
                let isHandedOver = adoption.isLost ? handover != nil : adoption.handover != nil
                return KeyAnswer(
                    vkey: adoption.key.description,
                    origin: isHandedOver ? .handedOver : adoption.isLost ? .lost : .pending,
                    position: adoption.position,
                    handover: handover?.receipt.description,
                    handedOver: adoption.handover?.position,
                    unsigned: index < signedCount ? nil : true
                )
            }
    }

    /// The last key that a signature vouches for, where the first `size` entries are signed: what comes after
    /// them anybody may have written.
    package func lastSigned(in log: any EntryLog, below size: Int64) -> VerifierKey {
        keys[signedCount(in: log, below: size)]
    }

    /// The same history without the keys that no signature vouches for, where the first `size` entries are
    /// signed.
    package func signed(in log: any EntryLog, below size: Int64) -> KeyHistory {
        let rest = adoptions.dropFirst(signedCount(in: log, below: size))
        return rest.first.map { told(below: $0.position) } ?? self
    }

    /// How many of the adoptions are among the first `size` entries, or signed over by the key before: up to
    /// the first that is neither, for a key that nobody vouches for vouches for no other.
    private func signedCount(in log: any EntryLog, below size: Int64) -> Int {
        zip(keys, adoptions).prefix { previous, adoption in
            adoption.position < size
                || handover(from: previous, to: adoption, in: log, below: .max)?
                    .successor(of: previous)?.key == adoption.key
        }.count
    }

    /// What each key signed over its successor, as proofs that need the old key and nothing else; those
    /// that the first `size` entries tell of.
    ///
    /// One that can't be made from this log is left out: then nobody can follow there. Two may be of the same
    /// position: one that was kept elsewhere is of an entry that this log lost, and has anew.
    package func handovers(in log: any EntryLog, below size: Int64 = .max) -> [KeyHandover] {
        zip(keys, adoptions).compactMap { handover(from: $0, to: $1, in: log, below: size) }
    }

    private func handover(
        from previous: VerifierKey,
        to adoption: Adoption,
        in log: any EntryLog,
        below size: Int64
    ) -> KeyHandover? {
        if let proof = adoption.proof, adoption.position < size {
            return KeyHandover.all(in: Array(proof.utf8))
                .first { $0.successor(of: previous)?.key == adoption.key }
        }
        guard let handover = adoption.handover, handover.position < size,
            let note = try? SignedNote.parse(handover.note),
            let checkpoint = try? Checkpoint(text: note.text),
            adoption.position < checkpoint.size,
            let kept = try? log.entry(at: adoption.position),
            let inclusion = try? InclusionProof.generate(
                index: adoption.position,
                size: checkpoint.size,
                from: log.nodes
            ),
            let receipt = try? EntryReceipt(
                line: EntryLine(kept.line),
                position: adoption.position,
                inclusion: inclusion,
                note: note
            )
        else { return nil }
        return KeyHandover(receipt)
    }

    /// The checkpoints by which keys handed over; throws `LogReview.Fault` for one that the key did not
    /// sign, or that is not over its successor's adoption.
    func handoverCheckpoints() throws -> [Checkpoint] {
        try zip(keys, adoptions).compactMap { previous, adoption in
            guard let handover = adoption.handover else { return nil }
            guard let opened = try? Checkpoint.open(handover.note, keys: [previous]),
                opened.checkpoint.size == adoption.position + 1
            else {
                throw LogReview.Fault(
                    position: handover.position,
                    code: "handover",
                    params: ["by": .string(previous.description)]
                )
            }
            return opened.checkpoint
        }
    }
}

extension TrustPolicy {
    /// The same policy, its logs' keys followed over handovers, for a checkpoint of that size.
    package func following(_ handovers: [KeyHandover], forSize size: Int64) -> TrustPolicy {
        trusting(
            logs: logs.flatMap { FollowedKey($0, over: handovers).keys(forSize: size) }
                .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        )
    }

    /// The first of its logs' keys, or of those that they lead to, that handed over to more than one; nil if
    /// none did.
    func fork(over handovers: [KeyHandover]) -> FollowedKey.Fork? {
        logs.lazy.compactMap { FollowedKey($0, over: handovers).fork }.first
    }
}

extension VerifyAnswer {
    /// Says that one key handed over to several: whoever did that signed more than one history.
    ///
    /// The entry is named by which this log adopted another one than the first, which the caller brought.
    mutating func condemn(_ fork: FollowedKey.Fork, in history: KeyHistory?) {
        let others = fork.successors.dropFirst()
        let adoption = history?.adoptions.first { others.contains($0.key) }
        condemn(
            adoption?.position ?? -1,
            "handover",
            [
                "vkey": .string(fork.key.description),
                "successors": .array(fork.successors.map { .string($0.description) }),
            ]
        )
    }
}
