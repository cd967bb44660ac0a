/// `GET /v1/offices`: the offices in force, and which of them is the own one.
package struct OfficeList: Codable, Hashable, Sendable {
    /// The listed offices, then every region of the table; one alone if a code was asked for.
    package var offices: [OfficeEntry]
    /// The own office's code.
    package var own: String

    /// Makes the answer.
    package init(offices: [OfficeEntry], own: String) {
        self.offices = offices
        self.own = own
    }
}

/// One office with what the counting of its days needs.
package struct OfficeEntry: Codable, Hashable, Sendable {
    /// Such as `35.72`, or a short name such as `univ-contoh`.
    package var code: String
    /// What the file calls it.
    package var name: String
    /// Abbreviation of its zone, such as `WITA`.
    package var zone: String
    /// The name of its calendar, such as `id-bali`.
    package var calendar: String
    /// It is invented.
    package var synthetic: Bool
    /// What it is, as the offices file says, such as `regency` or `body`.
    package var kind: String?

    /// Describes one office; `kind` is left out when nil.
    package init(
        code: String,
        name: String,
        zone: String,
        calendar: String,
        synthetic: Bool,
        kind: String? = nil
    ) {
        self.code = code
        self.name = name
        self.zone = zone
        self.calendar = calendar
        self.synthetic = synthetic
        self.kind = kind
    }
}
