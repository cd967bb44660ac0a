package import Calendars
package import Entries

extension CountDoubt {
    /// As entries hold it, and answers as well.
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "estimated": .bool(isEstimated),
            "missingYears": .array(missingYears.map(JSONValue.integer)),
        ]
        if !missingFrom.isEmpty {
            members["missingFrom"] = .object(
                missingFrom.mapValues { .array($0.map(JSONValue.integer)) }
            )
        }
        return .object(members)
    }

    /// Reads it back from an entry; nil where that tells of no doubt.
    package init?(json: JSONValue?) {
        self.init(
            isEstimated: json?["estimated"]?.bool ?? false,
            missingYears: json?["missingYears"]?.array?.compactMap(\.integer) ?? [],
            missingFrom: (json?["missingFrom"]?.object ?? [:]).mapValues {
                $0.array?.compactMap(\.integer) ?? []
            }
        )
    }
}
