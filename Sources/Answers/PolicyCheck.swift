package import Audit
package import Engine
import Entries
package import EventLog
package import Exports
package import Wire

extension TrustPolicy {
    /// Reads the policy file of whoever verifies; throws `Problem` naming the line that says nothing, or is missing.
    package static func read(_ bytes: [UInt8]) throws(Problem) -> TrustPolicy {
        do {
            return try TrustPolicy(bytes: bytes)
        } catch {
            var params: [String: JSONValue] = [
                "field": "policy", "value": .string("\(error.line)"), "expected": "policy",
            ]
            params["missing"] = error.missing.map { .string($0.rawValue) }
            throw Problem(.badField, params)
        }
    }

    /// The witnesses among these signatures.
    func witnesses(in signatures: [VerifiedSignature]) -> [WitnessAnswer] {
        signatures.compactMap { signature in
            signature.timestamp.map { WitnessAnswer(name: signature.key.name, time: $0) }
        }
    }
}

extension VerifyAnswer {
    /// Holds the checkpoint against a policy; one that is not met is damage: a checkpoint that too few
    /// have seen is what a rewritten history would have.
    ///
    /// `notes` are the checkpoints of this log that may meet it, the newest first; they were held against
    /// the entries. The first is the one beside the log, nil if there is none. A line in a witness's name that is
    /// spoilt is damage of its own, and the genuine ones beside it count. Where what is shown is open, that stays
    /// what is told first, and this stands beside it.
    ///
    /// By `history` the entries are named in which a key of the policy was followed to the one that signed.
    package mutating func check(
        _ policy: TrustPolicy,
        _ notes: [String?],
        _ handovers: [KeyHandover],
        of history: KeyHistory?
    ) {
        guard isReadable else { return }
        checked.append("policy")
        witnesses = []
        let read = notes.map { note in note.flatMap { try? SignedNote.parse($0) } }
        tellSpoiltLines(of: read, policy.witnesses)
        if let fork = policy.fork(over: handovers) { return condemn(fork, in: nil) }
        var isSigned = false
        let named = policy.logs
        for note in read.compactMap({ $0?.withoutForgeries(inNameOf: policy.witnesses) }) {
            guard let size = try? Checkpoint(text: note.text).size else { continue }
            let policy = policy.following(handovers, forSize: size)
            guard let opened = try? Checkpoint.open(note, keys: policy.trusted) else { continue }
            let signers = opened.signatures.map(\.key)
            isSigned = isSigned || signers.contains(where: policy.logs.contains)
            if witnesses?.isEmpty != false {
                witnesses = policy.witnesses(in: opened.signatures)
            }
            guard policy.isMet(by: opened.signatures) else { continue }
            witnesses = policy.witnesses(in: opened.signatures)
            witnessed = size
            let signer = signers.first(where: policy.logs.contains)
            policyKey = signer?.description
            // Of a pinned key that is told already.
            if vkey == nil, let signer, !signers.contains(where: named.contains) {
                let chains = named.map { FollowedKey($0, over: handovers) }
                if let key = chains.first(where: { $0.keys.contains(signer) }) {
                    follow(key, in: history)
                }
            }
            return
        }
        // Of whose log this is the policy says nothing then: no witness is missing.
        condemn(size, "policy", isSigned ? [:] : ["reason": "signer"])
    }

    /// Names the witnesses in whose name a line is spoilt: whoever spoilt it must not hide that by it.
    private mutating func tellSpoiltLines(of notes: [SignedNote?], _ witnesses: [VerifierKey]) {
        // What is wrong with the file beside the log is told as that already, and only the first is not from there.
        let untold = faultOfCosignatures == nil ? notes[...] : notes.prefix(1)
        let lines = untold.compactMap(\.self).flatMap { $0.forgeries(inNameOf: witnesses) }
        guard !lines.isEmpty else { return }
        let names = witnesses.filter { key in lines.contains { key.isClaimed(by: $0) } }.map(\.name)
        condemn(-1, "spoilt-cosignature", ["witnesses": .array(names.map { .string($0) })])
    }

    /// The same, its log's keys followed by `handovers` from elsewhere, and as the log itself proves it.
    package mutating func check(
        _ policy: TrustPolicy,
        _ notes: [String?],
        in log: any EntryLog,
        _ identity: LogIdentity,
        over handovers: [KeyHandover] = []
    ) {
        let history = try? KeyHistory(identity, in: log)
        // What is spoilt among the cosignatures was not held against the entries: it may be of another history.
        let fitting = notes.map { note -> String? in
            guard let note, let said = KeptCheckpoint.said(by: note),
                said.isOf(origin: identity.origin), (try? log.extends(said)) == true
            else { return nil }
            return note
        }
        check(policy, fitting, handovers + (history?.handovers(in: log) ?? []), of: history)
    }

    /// Says that the file with the cosignatures beside the log is none, or can't be read, beside whatever else
    /// is wrong: the log was verified all the same.
    package mutating func condemnCosignatures(isUnreadable: Bool) {
        var fault = VerifyFault(
            position: -1,
            code: "kept-cosignatures",
            params: ["file": "cosignatures"]
        )
        // Nobody knows what is in it then: that accuses nobody of having changed it.
        if isUnreadable { fault.params["reason"] = "unreadable" }
        tell(fault, as: isUnreadable ? "unverified" : "damaged")
    }
}

extension AuditAnswers {
    /// What a witness is asked that cosigned `oldSize` entries last, 0 if it never did.
    package func witnessRequest(since oldSize: Int64, under note: String) throws -> String {
        let signed = try SignedNote.parse(note)
        let checkpoint = try Checkpoint(of: signed)
        guard (0...checkpoint.size).contains(oldSize) else {
            throw Problem(
                .badField,
                [
                    "field": "since", "value": .string("\(oldSize)"), "expected": "range",
                    "from": 0, "to": .integer(Int(checkpoint.size)),
                ]
            )
        }
        let proof =
            oldSize == 0
            ? ConsistencyProof(hashes: [])
            : try ConsistencyProof.generate(
                oldSize: oldSize,
                newSize: checkpoint.size,
                from: entries.nodes
            )
        return WitnessRequest(oldSize: oldSize, proof: proof, note: signed).description
    }
}
