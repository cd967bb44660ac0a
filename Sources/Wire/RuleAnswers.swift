/// `GET /v1/rules`: every rule file in force, newest version of each.
package struct RuleList: Codable, Hashable, Sendable {
    package var rules: [RuleAnswer]

    package init(
        rules: [RuleAnswer]
    ) {
        self.rules = rules
    }
}

/// One adopted rule file; `text` only in `GET /v1/rules/{kind}/{name}?version=`.
package struct RuleAnswer: Codable, Hashable, Sendable {
    /// `workflow`, `policy`, `calendar`, `offices`.
    package var kind: String
    package var name: String
    package var version: Int
    package var position: Int64
    /// When: an instant, UTC.
    package var adopted: String
    /// Of the text.
    package var sha256: String
    package var label: Label
    package var text: String?
    /// Open agreements pinned to this version, for a workflow.
    package var agreements: Int?

    package init(
        kind: String,
        name: String,
        version: Int,
        position: Int64,
        adopted: String,
        sha256: String,
        label: Label,
        text: String? = nil,
        agreements: Int? = nil
    ) {
        self.kind = kind
        self.name = name
        self.version = version
        self.position = position
        self.adopted = adopted
        self.sha256 = sha256
        self.label = label
        self.text = text
        self.agreements = agreements
    }
}

/// The answer to `POST /v1/rules/check`.
package struct RuleCheckAnswer: Codable, Hashable, Sendable {
    package var kind: String?
    package var name: String?
    /// The version it would get if adopted.
    package var version: Int?
    package var faults: [RuleFault]
    /// The same text is in force already.
    package var unchanged: Bool
    /// What would change, one remark each.
    package var changes: [Notice]
    /// Whom it would touch; absent if the file has faults or is in force already.
    package var touch: AdoptionTouch?
    /// How many faults more there are than are listed.
    package var faultsLeftOut: Int?

    package init(
        kind: String? = nil,
        name: String? = nil,
        version: Int? = nil,
        faults: [RuleFault],
        unchanged: Bool,
        changes: [Notice],
        touch: AdoptionTouch? = nil,
        faultsLeftOut: Int? = nil
    ) {
        self.kind = kind
        self.name = name
        self.version = version
        self.faults = faults
        self.unchanged = unchanged
        self.changes = changes
        self.touch = touch
        self.faultsLeftOut = faultsLeftOut
    }
}

/// One thing wrong in a rule file.
package struct RuleFault: Codable, Hashable, Sendable {
    package var line: Int
    package var column: Int
    package var path: String
    package var code: String
    package var params: [String: String]

    package init(
        line: Int,
        column: Int,
        path: String,
        code: String,
        params: [String: String]
    ) {
        self.line = line
        self.column = column
        self.path = path
        self.code = code
        self.params = params
    }
}
