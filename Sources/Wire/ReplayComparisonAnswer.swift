package import Entries

/// What `kembar-audit compare` answers: where two versions replay one log differently.
package struct ReplayComparisonAnswer: Codable, Hashable, Sendable {
    /// The agreements that this version has replayed.
    package var agreements: Int
    /// Their steps.
    package var steps: Int
    /// What differs, by agreement and position; empty if nothing does.
    package var differences: [ReplayDifference]
    /// How many differences are not listed.
    package var more: Int
    /// Members of the replay that one of the versions does not tell, so that they were not compared.
    package var untold: [String]

    /// Makes the answer.
    package init(
        agreements: Int,
        steps: Int,
        differences: [ReplayDifference],
        more: Int,
        untold: [String]
    ) {
        self.agreements = agreements
        self.steps = steps
        self.differences = differences
        self.more = more
        self.untold = untold
    }
}

/// One value that two versions make differently of the same entries.
package struct ReplayDifference: Codable, Hashable, Sendable {
    /// The agreement's id; empty if it is about the log as a whole.
    package var agreement: String
    /// The step's entry; absent if it is about the agreement as a whole.
    package var position: Int64?
    /// Which member of the step, such as `state.stage`; empty if the whole of it is there only once.
    package var member: String
    /// What the earlier version made of it; absent if nothing.
    package var earlier: JSONValue?
    /// What this version makes of it; absent if nothing.
    package var now: JSONValue?

    /// Makes the difference.
    package init(
        agreement: String,
        position: Int64?,
        member: String,
        earlier: JSONValue?,
        now: JSONValue?
    ) {
        self.agreement = agreement
        self.position = position
        self.member = member
        self.earlier = earlier
        self.now = now
    }
}
