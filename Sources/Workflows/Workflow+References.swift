import Entries

extension Workflow {
    /// Whether everybody is a party whom a field calls one.
    func partyReason(
        _ rule: EventRule,
        _ data: [String: JSONValue],
        among parties: [Agreement.Party]
    ) -> Rejection.Reason? {
        for field in rule.fields {
            let named: [String]
            switch field.form {
            case .party: named = data[field.name]?.string.map { [$0] } ?? []
            case .numbers: named = data[field.name]?.object?.keys.sorted() ?? []
            default: named = []
            }
            let stranger = named.first { code in !parties.contains { $0.code == code } }
            if let stranger { return .notAParty(stranger, parties: parties) }
        }
        return nil
    }

    /// Whether every version that a field refers to stood by then.
    func versionReason(
        _ rule: EventRule,
        _ data: [String: JSONValue],
        in agreement: Agreement
    ) -> Rejection.Reason? {
        let sources = [data] + (data["signatures"]?.array ?? []).compactMap(\.object)
        for field in rule.fields {
            guard case .version(let event) = field.form else { continue }
            let standing = agreement.versions[event] ?? []
            let positions = sources.compactMap { $0[field.name]?.integer.map(Int64.init) }
            guard positions.allSatisfy(standing.contains) else {
                // It was voided or moved, so there is no number to call it by but the next one.
                return .unknownVersion(
                    event: event,
                    version: standing.count + 1,
                    latest: standing.count
                )
            }
        }
        return nil
    }
}
