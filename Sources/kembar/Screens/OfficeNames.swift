import Entries

/// The names of offices by their codes: an entry has the codes alone.
struct OfficeNames {
    private let names: [String: String]

    init(_ names: [String: String]) { self.names = names }

    /// The name; a code that nobody named stays as it is.
    func name(_ code: String) -> String { names[code] ?? code }

    /// The name with the code behind it.
    func office(_ code: String) -> String {
        names[code].map { $0 == code ? code : "\($0) (\(code))" } ?? code
    }

    /// Whether a value is told of each office by its code.
    private func isByOffice(_ members: [String: JSONValue]) -> Bool {
        !members.isEmpty && members.keys.allSatisfy { names[$0] != nil }
    }

    /// The value with the names of offices beside their codes.
    func named(_ value: JSONValue, of field: String, _ form: String?) -> JSONValue {
        switch value {
        case .string(let code) where FieldWords.isOffice(field, form): .string(office(code))
        case .array(let elements): .array(elements.map { named($0, of: field, form) })
        case .object(let members)
        where form == "numbers" || form == nil && field == "numbers" || isByOffice(members):
            .object(
                Dictionary(
                    members.map { (office($0.key), $0.value) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        case .object(let members) where form == nil && members["party"] != nil:
            .object(
                Dictionary(
                    members.map { ($0.key, named($0.value, of: $0.key, nil)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        default: value
        }
    }
}
