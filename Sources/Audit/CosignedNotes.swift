/// The checkpoints of one log that came back with cosignatures, as few as say everything.
///
/// Pure: where they lie, and whether their roots are the log's, is for the keeper to know. Several may be of
/// one size: what was signed of entries that are lost stays beside what is signed of those in their place.
package struct CosignedNotes: Hashable, Sendable {
    /// A note, with the log's own line and what witnesses added.
    private struct Kept: Hashable, Sendable {
        /// The entries that its checkpoint covers.
        var size: Int64
        var note: SignedNote
    }

    /// Each note once, in the order of their sizes.
    private var kept: [Kept] = []

    /// Takes over notes that were kept; what is no checkpoint is left out, and so is what has the text of an
    /// earlier one and a line in common with it.
    ///
    /// What comes back of one text becomes one note: two with the log's line are one and a changed one, or the
    /// same twice. What no key of the log signed has no line of it and may lie beside.
    package init(_ notes: [SignedNote] = []) {
        for note in notes {
            guard let checkpoint = try? Checkpoint(of: note),
                !kept.contains(where: { $0.note.isDouble(of: note) })
            else { continue }
            kept.append(Kept(size: checkpoint.size, note: note))
        }
        sort()
    }

    private mutating func sort() {
        kept.sort { ($0.size, $0.note.description) < ($1.size, $1.note.description) }
    }

    /// The notes in the order of their sizes.
    package var notes: [SignedNote] { kept.map(\.note) }

    /// The newest cosignature of a witness, and the size that it is over; nil if there is none.
    package func newest(by witness: VerifierKey) -> (size: Int64, timestamp: Int64)? {
        for one in kept.reversed() {
            guard let signature = (try? one.note.verify([witness]))?.last,
                let timestamp = signature.timestamp
            else { continue }
            return (one.size, timestamp)
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

    /// Whether a line under one of them claims to be by one of these keys and is not.
    ///
    /// Such a line is never taken in, so somebody put it there.
    package func isForged(inNameOf keys: [VerifierKey]) -> Bool {
        notes.contains { !$0.forgeries(inNameOf: keys).isEmpty }
    }

    /// The same, with notes beside them that count for nothing: of one whose text is here too, the lines that
    /// are not.
    ///
    /// So what is wrong stays as evidence, and no note is a double of another.
    package func beside(_ others: [SignedNote]) -> CosignedNotes {
        let rest = others.compactMap { other -> SignedNote? in
            let here = notes.filter { $0.text == other.text }.flatMap(\.signatures)
            let lines = other.signatures.filter { !here.contains($0) }
            return try? SignedNote(text: other.text, signatures: lines)
        }
        return CosignedNotes(rest + notes)
    }

    /// Takes a note in: the log's own lines, and those of the witnesses that are known; returns the
    /// cosignatures.
    ///
    /// Foreign lines are not kept: a forged one in a witness's name would make the kept note unreadable.
    /// Of several notes by a witness the newest stays, and beside them the newest that meets `policy`. Only for
    /// notes that the log goes on from: of one size it keeps the one that comes in.
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
        // Nor is a forged one carried on that somebody put under what was kept before.
        let before = notes.filter { $0.text == note.text }.flatMap { old -> [SignatureLine] in
            let forged = old.forgeries(inNameOf: logs + witnesses)
            return old.signatures.filter { !forged.contains($0) }
        }
        let own = opened.signatures.filter { $0.key.type != .cosignature }.map(\.line)
        // One line for each witness: the later of two says the same as both.
        let news = witnesses.compactMap { witness in
            cosignatures.filter { $0.key == witness }
                .max { ($0.timestamp ?? 0) < ($1.timestamp ?? 0) }?.line
        }
        let others = before.filter { line in
            !own.contains(line) && !cosignatures.contains { $0.key.isClaimed(by: line) }
        }
        do {
            let merged = try SignedNote(text: note.text, signatures: own + others + news)
            kept.removeAll { $0.size == size }
            kept.append(Kept(size: size, note: merged))
            sort()
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
            let checkpoint = try? Checkpoint(of: note)
        {
            wanted.insert(checkpoint.size)
        }
        kept.removeAll { !wanted.contains($0.size) }
    }
}

extension SignedNote {
    /// The lines by these keys; what only claims to be by one of them is left out.
    package func lines(by keys: [VerifierKey]) -> [SignatureLine] {
        signatures.filter { line in
            keys.contains { $0.isClaimed(by: line) && $0.verified(line, over: text) != nil }
        }
    }

    /// The lines that claim to be by one of these keys and are by none of them.
    package func forgeries(inNameOf keys: [VerifierKey]) -> [SignatureLine] {
        let genuine = lines(by: keys)
        return signatures.filter { line in
            !genuine.contains(line)
                && keys.contains { $0.type.isSupported && $0.isClaimed(by: line) }
        }
    }

    /// The note without those lines; nil if it has no others.
    package func withoutForgeries(inNameOf keys: [VerifierKey]) -> SignedNote? {
        let forged = forgeries(inNameOf: keys)
        // Of the failures only that no line is left can be: the text was read already.
        return try? SignedNote(
            text: text,
            signatures: signatures.filter { !forged.contains($0) }
        )
    }

    /// Whether it has the same text as `other`, and a line in common with it.
    fileprivate func isDouble(of other: SignedNote) -> Bool {
        text == other.text && signatures.contains(where: other.signatures.contains)
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
