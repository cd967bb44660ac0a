/// Has the whole log read again by `POST /v1/audit/verify`, with what somebody outside kept: more than an address
/// can hold.
package struct VerifyRequest: RequestForm, Codable, Hashable, Sendable {
    /// All that the body may have.
    package static let members = ["vkey", "since", "policy"]

    /// The key that must have signed the head.
    package var vkey: String?
    /// Checkpoints that were kept, one after another.
    package var since: String?
    /// A trust policy (C2SP tlog-policy).
    package var policy: String?

    /// Makes the body.
    package init(vkey: String? = nil, since: String? = nil, policy: String? = nil) {
        self.vkey = vkey
        self.since = since
        self.policy = policy
    }
}

/// Hands a cosigned checkpoint in, by `POST /v1/admin/cosignatures` or on the deliverer's socket.
package struct CosignedRequest: RequestForm, Codable, Hashable, Sendable {
    /// All that the body may have.
    package static let members = ["checkpoint"]

    /// The note, with the log's own line and those of witnesses.
    package var checkpoint: String

    /// Makes the body.
    package init(checkpoint: String) { self.checkpoint = checkpoint }
}

/// `GET /v1/audit/cosignatures`, and the answer to one that was handed in: what witnesses have cosigned.
package struct CosignatureList: Codable, Hashable, Sendable {
    /// How many entries the log has.
    package var head: Int64
    /// Each witness of the settings' policy, with the newest that came back from it and that the log goes on
    /// from.
    package var witnesses: [CosignatureState]
    /// How many entries the newest checkpoint covers that enough witnesses have cosigned; absent if none.
    package var enough: Int64?
    /// That checkpoint with its cosignatures; absent if none.
    package var checkpoint: String?
    /// Of a copy: cosignatures in it by witnesses that nobody's policy names, which nobody checked.
    package var unchecked: [CosignatureClaim]?
    /// What was cosigned of entries that the log says it lost, smallest first; absent if nothing was.
    package var lost: [LostCosignatures]?
    /// How many kept checkpoints are neither of this log nor of entries that it says it lost; absent if none is.
    ///
    /// They count for nothing, and `verify` says what is wrong.
    package var unexplained: Int?
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// Lists the witnesses.
    package init(
        head: Int64,
        witnesses: [CosignatureState],
        enough: Int64? = nil,
        checkpoint: String? = nil,
        unchecked: [CosignatureClaim]? = nil,
        lost: [LostCosignatures]? = nil,
        unexplained: Int? = nil,
        rehearsal: Bool
    ) {
        self.head = head
        self.witnesses = witnesses
        self.enough = enough
        self.checkpoint = checkpoint
        self.unchecked = unchecked
        self.lost = lost
        self.unexplained = unexplained
        self.rehearsal = rehearsal
    }
}

/// A checkpoint that was cosigned of entries which the log lost.
package struct LostCosignatures: Codable, Hashable, Sendable {
    /// How many entries the checkpoint covers.
    package var size: Int64
    /// The entry that says they are lost.
    package var recovery: Int64
    /// The witnesses of the policy that cosigned it.
    package var witnesses: [WitnessAnswer]

    /// Describes a checkpoint.
    package init(size: Int64, recovery: Int64, witnesses: [WitnessAnswer]) {
        self.size = size
        self.recovery = recovery
        self.witnesses = witnesses
    }
}

/// A cosignature as it says of itself.
package struct CosignatureClaim: Codable, Hashable, Sendable {
    /// The name of the key that it claims to be by.
    package var name: String
    /// The key's ID of eight hexadecimal digits, which the key itself begins with behind its name.
    package var keyID: String
    /// How many entries its checkpoint covers.
    package var size: Int64
    /// When, by its own word, in POSIX seconds; absent where it has no time.
    package var time: Int64?

    /// Describes a line.
    package init(name: String, keyID: String, size: Int64, time: Int64? = nil) {
        self.name = name
        self.keyID = keyID
        self.size = size
        self.time = time
    }
}

/// One witness, and what it cosigned last.
package struct CosignatureState: Codable, Hashable, Sendable {
    /// The name of its key.
    package var name: String
    /// Its key.
    package var vkey: String
    /// How many entries the checkpoint covers that it cosigned last; absent if none came back that the log goes
    /// on from.
    package var size: Int64?
    /// When, by its own clock, in POSIX seconds.
    package var time: Int64?

    /// Describes a witness.
    package init(name: String, vkey: String, size: Int64? = nil, time: Int64? = nil) {
        self.name = name
        self.vkey = vkey
        self.size = size
        self.time = time
    }
}
