package import Calendars

/// A field of an event: its name, form and label.
package struct FieldRule: Hashable, Sendable {
    /// The member of the entry's data that holds it.
    package var name: String
    /// What it may hold.
    package var form: Form
    /// Whether the event can't be without it.
    package var isRequired: Bool
    /// What people call the field.
    package var label: Bilingual

    /// What a field may hold.
    package enum Form: Hashable, Sendable {
        case text
        case texts
        case integer
        case boolean
        /// A day, month or year, or an instant; may lie in the future (a promise is no fact).
        case date
        case choice([String])
        /// An office that may be known or not; bodies such as `51.08/DPRD` included.
        case office
        /// The parties of an agreement: codes with names.
        case offices
        /// One of the agreement's own parties.
        case party
        /// Texts by party: each party gives the paper its own number.
        case numbers
        /// The id of an agreement that exists.
        case agreement
        case agreements
        /// Name, size and SHA-256 of a file; the file itself stays outside.
        case document
        /// The how-manieth of that event this refers to; kept as the position of its entry.
        case version(of: String)

        /// The word for it in a workflow file.
        package var word: String {
            switch self {
            case .text: "text"
            case .texts: "texts"
            case .integer: "integer"
            case .boolean: "boolean"
            case .date: "date"
            case .choice: "choice"
            case .office: "office"
            case .offices: "offices"
            case .party: "party"
            case .numbers: "numbers"
            case .agreement: "agreement"
            case .agreements: "agreements"
            case .document: "document"
            case .version: "version"
            }
        }
    }
}

/// A number of days within which somebody has to act, with its article and mark.
package struct LimitRule: Hashable, Sendable {
    /// The name by which events put their waits under it.
    package var name: String
    /// What people call the limit.
    package var label: Bilingual
    /// The body whose wait it limits: `DPRD` limits the waits for `51.08/DPRD`.
    package var body: String
    /// Only agreements whose field has one of these values; empty is all.
    package var when: [String: [String]]
    /// How many working days; day 1 is the first working day after the wait began.
    package var workingDays: Int
    /// Which days count: a calendar by name, since that is part of the rule.
    package var calendar: String
    /// The article that sets the number, and how sure that is.
    package var source: RuleSource
}
