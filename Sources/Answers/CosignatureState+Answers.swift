package import Audit
package import Wire

extension CosignatureState {
    /// How far each of a policy's witnesses has cosigned, in the policy's order; none without a policy.
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
