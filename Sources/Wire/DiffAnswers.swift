/// `GET /v1/audit/diff`: what the agreements were at one edge and are at another.
package struct DiffAnswer: Codable, Hashable, Sendable {
    package var from: DiffEdge
    package var to: DiffEdge
    /// `recorded`: what was known; `happened`: what had happened, as it is known now.
    package var mode: String
    /// The agreements that differ, in the order of their ids.
    package var agreements: [AgreementDiff]
    /// How many were compared.
    package var compared: Int
    package var rehearsal: Bool
    /// The second edge lies before the first: what is new reads as taken away.
    package var backwards: Bool?

    package init(
        from: DiffEdge,
        to: DiffEdge,
        mode: String,
        agreements: [AgreementDiff],
        compared: Int,
        rehearsal: Bool,
        backwards: Bool? = nil
    ) {
        self.from = from
        self.to = to
        self.mode = mode
        self.agreements = agreements
        self.compared = compared
        self.rehearsal = rehearsal
        self.backwards = backwards
    }
}

/// One end of a comparison; exactly one member is there.
package struct DiffEdge: Codable, Hashable, Sendable {
    /// A time as it was asked for.
    package var time: String?
    package var position: Int64?

    package init(time: String? = nil, position: Int64? = nil) {
        self.time = time
        self.position = position
    }
}

/// What one agreement differs in.
package struct AgreementDiff: Codable, Hashable, Sendable {
    package var id: String
    package var title: String
    package var synthetic: Bool
    /// Codes: begun, gone, stage, closed, reopened, wait-began, wait-ended, wait-changed, signed,
    /// signature-lost, document-added, document-removed, held, hold-ended, field,
    /// recorded, unrecorded, restated.
    package var changes: [Notice]

    package init(id: String, title: String, synthetic: Bool, changes: [Notice]) {
        self.id = id
        self.title = title
        self.synthetic = synthetic
        self.changes = changes
    }
}
