extension WitnessRequest {
    /// Puts a witness's line under the checkpoint: as it is recorded, and as it is handed out.
    ///
    /// The record holds the log's line and the new one only. What is handed out keeps the lines of others
    /// too, as many as a note may have, but none that claims to be by the witness: a forged one in
    /// its name would make the note unreadable, and so the cosignature worthless. Throws if the log has not signed.
    package func cosigned(
        with line: SignatureLine,
        by witness: VerifierKey,
        log: VerifierKey
    ) throws(NoteFailure) -> (record: SignedNote, answer: SignedNote) {
        // However often the log's line is repeated, it says one thing.
        let own = try note.verify([log]).prefix(1).map(\.line)
        let others = note.signatures.filter { !witness.isClaimed(by: $0) && !own.contains($0) }
        let kept = others.prefix(SignedNote.signatureCountMax - own.count - 1)
        return (
            try SignedNote(text: note.text, signatures: own + [line]),
            try SignedNote(text: note.text, signatures: own + kept + [line])
        )
    }
}
