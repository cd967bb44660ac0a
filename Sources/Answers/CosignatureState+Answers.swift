package import Audit
package import Wire

extension CosignatureState {
    /// How far each of a policy's witnesses has cosigned, in the policy's order; none without a policy.
    ///
    /// `kept` are notes that the log goes on from: a witness goes on from no others either.
    package static func all(of policy: TrustPolicy?, in kept: CosignedNotes) -> [CosignatureState] {
        (policy?.witnesses ?? []).map { witness in
            let newest = kept.newest(by: witness)
            return CosignatureState(
                name: witness.name,
                vkey: witness.description,
                size: newest?.size,
                time: newest?.timestamp
            )
        }
    }
}

extension LostCosignatures {
    /// What was cosigned of entries that the log lost, and by which of a policy's witnesses; nil if nothing.
    package static func all(
        of policy: TrustPolicy?,
        in kept: KeptCosignatures
    ) -> [LostCosignatures]? {
        let lost = kept.lost.map { lost in
            let note = CosignedNotes([lost.note])
            return LostCosignatures(
                size: lost.size,
                recovery: lost.recovery,
                witnesses: (policy?.witnesses ?? []).compactMap { witness in
                    note.newest(by: witness).map {
                        WitnessAnswer(name: witness.name, time: $0.timestamp)
                    }
                }
            )
        }
        return lost.isEmpty ? nil : lost
    }
}
