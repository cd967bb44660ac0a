/// `GET /v1/audit/diff`: what the agreements were at one edge and are at another.
package struct DiffAnswer: Codable, Hashable, Sendable {
    /// The edge that is compared with, inclusive.
    package var from: DiffEdge
    /// The edge at which the changes have happened, inclusive.
    package var to: DiffEdge
    /// `recorded`: what was known; `happened`: what had happened, as it is known now.
    package var mode: String
    /// The agreements that differ, in the order of their ids.
    package var agreements: [AgreementDiff]
    /// How many were compared.
    package var compared: Int
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// The second edge lies before the first: what is new reads as taken away.
    package var backwards: Bool?

    /// Makes the answer; agreements that do not differ only count in `compared`.
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
    /// The last entry that counts; -1 is before the first.
    package var position: Int64?

    /// Makes an edge from one of the two.
    package init(time: String? = nil, position: Int64? = nil) {
        self.time = time
        self.position = position
    }
}

/// What one agreement differs in.
package struct AgreementDiff: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var id: String
    /// What it is called at the later edge, or was if it is gone there.
    package var title: String
    /// Whether one of its offices is invented.
    package var synthetic: Bool
    /// Codes: begun, gone, stage, closed, reopened, wait-began, wait-ended, wait-changed, signed,
    /// signature-lost, document-added, document-removed, held, hold-ended, field,
    /// term-over, limit-lapsed, recorded, unrecorded, restated.
    package var changes: [Notice]

    /// Makes the answer for an agreement that differs.
    package init(id: String, title: String, synthetic: Bool, changes: [Notice]) {
        self.id = id
        self.title = title
        self.synthetic = synthetic
        self.changes = changes
    }
}
