/// How exactly it is known when something happened.
///
/// The raw value is what an entry's `timeprecision` says.
package enum Precision: String, Codable, Sendable, CaseIterable {
    case instant, day, month, year
}
