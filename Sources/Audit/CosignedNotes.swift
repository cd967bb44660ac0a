/// The checkpoints of one log that came back with cosignatures, as few as say everything.
///
/// Pure: where they lie, and whether their roots are the log's, is for the keeper to know.
package struct CosignedNotes: Hashable, Sendable {
    /// The notes by the size of their checkpoint, each with the log's own line and what witnesses added.
    private var bySize: [Int64: SignedNote] = [:]

    /// Takes over notes that were kept; what is no checkpoint is left out.
    package init(_ notes: [SignedNote] = []) {
        for note in notes {
            guard let checkpoint = try? Checkpoint(text: note.text) else { continue }
            bySize[checkpoint.size] = note
        }
    }

    /// The notes in the order of their sizes.
    package var notes: [SignedNote] { bySize.keys.sorted().compactMap { bySize[$0] } }

    /// The note of that size; nil if no witness has sent one back.
    package func note(ofSize size: Int64) -> SignedNote? { bySize[size] }

    /// The newest cosignature of a witness, and the size that it is over; nil if there is none.
    package func newest(by witness: VerifierKey) -> (size: Int64, timestamp: Int64)? {
        for size in bySize.keys.sorted(by: >) {
            guard let note = bySize[size],
                let signature = (try? note.verify([witness]))?.last,
                let timestamp = signature.timestamp
            else { continue }
            return (size, timestamp)
        }
        return nil
    }

    /// The newest note that meets a policy; nil if none does.
    package func newest(meeting policy: TrustPolicy) -> SignedNote? {
        notes.last { note in
            (try? Checkpoint.open(note, keys: policy.trusted))
                .map { policy.isMet(by: $0.signatures) } ?? false
        }
    }

    /// Takes a note in: the log's own lines, and those of the witnesses that are known; returns the
    /// cosignatures.
    ///
    /// Foreign lines are not kept: a forged one in a witness's name would make the kept note unreadable.
    /// Of several notes by a witness the newest stays, and beside them the newest that meets `policy`.
    package mutating func take(
        _ note: SignedNote,
        logs: [VerifierKey],
        witnesses: [VerifierKey],
        policy: TrustPolicy? = nil
    ) throws(CosignatureRefusal) -> [VerifiedSignature] {
        let opened = try Self.open(note, logs + witnesses)
        let cosignatures = opened.cosignatures
        guard !cosignatures.isEmpty else { throw .noWitness }
        let size = opened.checkpoint.size
        let kept = bySize[size].map { $0.text == note.text ? $0.signatures : [] } ?? []
        let own = opened.signatures.filter { $0.key.type != .cosignature }.map(\.line)
        // One line for each witness: the later of two says the same as both.
        let news = witnesses.compactMap { witness in
            cosignatures.filter { $0.key == witness }
                .max { ($0.timestamp ?? 0) < ($1.timestamp ?? 0) }?.line
        }
        let others = kept.filter { line in
            !own.contains(line) && !cosignatures.contains { $0.key.isClaimed(by: line) }
        }
        do {
            bySize[size] = try SignedNote(text: note.text, signatures: own + others + news)
        } catch {
            throw .noCheckpoint
        }
        prune(witnesses, policy)
        return cosignatures
    }

    private static func open(
        _ note: SignedNote,
        _ keys: [VerifierKey]
    ) throws(CosignatureRefusal) -> OpenedCheckpoint {
        do throws(CheckpointFailure) {
            return try Checkpoint.open(note, keys: keys)
        } catch {
            switch error {
            case .note(.forged): throw .forged
            case .note(.unsigned), .notSignedByLog: throw .notSigned
            default: throw .noCheckpoint
            }
        }
    }

    private mutating func prune(_ witnesses: [VerifierKey], _ policy: TrustPolicy?) {
        var wanted = Set(witnesses.compactMap { newest(by: $0)?.size })
        if let note = policy.flatMap({ newest(meeting: $0) }),
            let checkpoint = try? Checkpoint(text: note.text)
        {
            wanted.insert(checkpoint.size)
        }
        bySize = bySize.filter { wanted.contains($0.key) }
    }
}

/// Why a note with cosignatures is not taken in.
package enum CosignatureRefusal: Error, Hashable, Sendable {
    /// It is no checkpoint.
    case noCheckpoint
    /// No key of the log signed it.
    case notSigned
    /// A line claims to be by a known key and is not.
    case forged
    /// No witness that is known here cosigned it.
    case noWitness
}
