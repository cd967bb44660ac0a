/// `GET /v1/rules`: every rule file in force, newest version of each.
package struct RuleList: Codable, Hashable, Sendable {
    /// One answer for each kind and name, without the text.
    package var rules: [RuleAnswer]

    /// Makes the answer.
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
    /// What the file calls itself.
    package var name: String
    /// Counts the adoptions of this kind and name, from 1.
    package var version: Int
    /// The position of the adopting entry.
    package var position: Int64
    /// When: an instant, UTC.
    package var adopted: String
    /// Of the text.
    package var sha256: String
    /// What people call it.
    package var label: Label
    /// The file as it was adopted, comments included.
    package var text: String?
    /// Open agreements pinned to this version, for a workflow.
    package var agreements: Int?

    /// Makes the answer; what is nil is left out of the JSON.
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
    /// What the file is; absent if that can't be told.
    package var kind: String?
    /// What the file calls itself; absent if it has faults.
    package var name: String?
    /// The version it would get if adopted.
    package var version: Int?
    /// Everything that is wrong, in the order of the file; empty if it could be adopted.
    package var faults: [RuleFault]
    /// The same text is in force already.
    package var unchanged: Bool
    /// What would change, one remark each.
    package var changes: [Notice]
    /// Whom it would touch; absent if the file has faults or is in force already.
    package var touch: AdoptionTouch?
    /// How many faults more there are than are listed.
    package var faultsLeftOut: Int?

    /// Makes the answer, of a faulty file or of one that could be adopted.
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
    /// The line, from 1.
    package var line: Int
    /// The column in Unicode scalars, from 1.
    package var column: Int
    /// The way there, such as `events[3].verb`; empty for the file as a whole.
    package var path: String
    /// What is wrong, such as `unknown_key`: docs/workflows.md lists the codes.
    package var code: String
    /// The particulars; which keys depends on the code.
    package var params: [String: String]

    /// Describes one mistake.
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
