/// A day of the week, numbered as in ISO 8601: Monday is 1, Sunday is 7.
package enum Weekday: Int, Sendable, CaseIterable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// Whether offices are closed on this day every week.
    ///
    /// Offices work Monday to Friday (Perpres 21/2023 Ps 3, as reported).
    package var isWeekend: Bool { self == .saturday || self == .sunday }

    /// The day's name in rule files and answers, `monday`.
    package var name: String {
        switch self {
        case .monday: "monday"
        case .tuesday: "tuesday"
        case .wednesday: "wednesday"
        case .thursday: "thursday"
        case .friday: "friday"
        case .saturday: "saturday"
        case .sunday: "sunday"
        }
    }
}
