package import Audit
import Entries
import EventLog
package import Wire

extension TrustPolicy {
    /// Reads the policy file of whoever verifies; throws `Problem` naming the line that says nothing.
    package static func read(_ bytes: [UInt8]) throws(Problem) -> TrustPolicy {
        do {
            return try TrustPolicy(bytes: bytes)
        } catch {
            throw Problem(
                .badField,
                [
                    "field": "policy", "value": .string("\(error.line)"),
                    "expected": "policy",
                ]
            )
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
    package mutating func check(_ policy: TrustPolicy, _ note: String?) {
        guard result == "whole" else { return }
        checked.append("policy")
        let opened = note.flatMap { try? Checkpoint.open($0, keys: policy.trusted) }
        witnesses = policy.witnesses(in: opened?.signatures ?? [])
        guard let opened, policy.isMet(by: opened.signatures) else {
            return condemn(size, "policy", [:])
        }
    }
}

extension AuditAnswers {
    /// What a witness is asked that cosigned `oldSize` entries last, 0 if it never did.
    package func witnessRequest(since oldSize: Int64, under note: String) throws -> String {
        let signed = try SignedNote.parse(note)
        let checkpoint = try Checkpoint(text: signed.text)
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
