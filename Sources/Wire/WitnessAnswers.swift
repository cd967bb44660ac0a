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
    /// Each witness of the settings' policy, with the newest that came back from it.
    package var witnesses: [CosignatureState]
    /// How many entries the newest checkpoint covers that enough witnesses have cosigned; absent if none.
    package var enough: Int64?
    /// That checkpoint with its cosignatures; absent if none.
    package var checkpoint: String?
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// Lists the witnesses.
    package init(
        head: Int64,
        witnesses: [CosignatureState],
        enough: Int64? = nil,
        checkpoint: String? = nil,
        rehearsal: Bool
    ) {
        self.head = head
        self.witnesses = witnesses
        self.enough = enough
        self.checkpoint = checkpoint
        self.rehearsal = rehearsal
    }
}

/// One witness, and what it cosigned last.
package struct CosignatureState: Codable, Hashable, Sendable {
    /// The name of its key.
    package var name: String
    /// Its key.
    package var vkey: String
    /// How many entries the checkpoint covers that it cosigned last; absent if none came back.
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
