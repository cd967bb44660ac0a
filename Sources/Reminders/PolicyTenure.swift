package import Calendars

/// Since when each ladder and each role of the policy has been in force without a break.
///
/// A reminder's key names both, so a ladder under a new name would owe again what was issued under
/// the old one: what falls due before a name came into force is passed over.
package struct PolicyTenure: Hashable, Sendable {
    private var ladders: [String: Timestamp] = [:]
    private var roles: [String: Timestamp] = [:]

    package init() {}

    /// Takes in the adoption of `policy` at `recorded`; nil before is the first one, which restricts nothing.
    package mutating func adopt(
        _ policy: Policy,
        after before: Policy?,
        recorded: Timestamp
    ) {
        guard let before else { return }
        for ladder in policy.ladders where before.ladder(named: ladder.name) == nil {
            ladders[ladder.name] = recorded
        }
        for role in policy.roles where before.role(named: role.name) == nil {
            roles[role.name] = recorded
        }
    }

    /// Before that instant a ladder owes a role nothing.
    func start(ladder: String, role: String) -> Timestamp {
        max(ladders[ladder] ?? .earliest, roles[role] ?? .earliest)
    }
}
