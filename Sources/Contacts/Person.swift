package import Calendars

/// Somebody who holds a role in the own office, from when to when.
package struct Person: Hashable, Sendable {
    /// The opaque number, given once: that of somebody erased is nobody's again.
    package var number: Int64
    /// The role's name in the policy.
    package var role: String
    /// The person's name.
    package var name: String
    /// The address for mail.
    package var mail: String?
    /// The language of messages, `id` or `en`.
    package var language: String
    /// The first day.
    package var since: LocalDate
    /// The last day; nil while it goes on.
    package var until: LocalDate?
    /// Why the last mail did not arrive; nil when all is well.
    package var lastFailure: String?

    /// The number as it is shown: `c-0003`.
    package var id: String { Self.id(of: number) }

    /// Whether the person holds the role on that day.
    package func holds(on day: LocalDate) -> Bool {
        since <= day && until.map { day <= $0 } ?? true
    }

    /// Returns the number that is shown as `c-0003`; nil for anything else.
    package static func number(of id: String) -> Int64? {
        guard id.hasPrefix("c-"), let number = Int64(id.dropFirst(2)), number > 0,
            Self.id(of: number) == id
        else { return nil }
        return number
    }

    /// Returns how the number is shown.
    package static func id(of number: Int64) -> String {
        let digits = String(number)
        return "c-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// What is said of a person; nil leaves what is known, or takes the usual for somebody new.
package struct PersonChange: Hashable, Sendable {
    /// Whom it is about; nil is the one of that name in that role, or somebody new.
    package var number: Int64?
    /// The role's name in the policy.
    package var role: String
    /// The person's name.
    package var name: String
    /// The address for mail.
    package var mail: String?
    /// The language of messages.
    package var language: String?
    /// The first day.
    package var since: LocalDate?
    /// The last day.
    package var until: LocalDate?
    /// What is to be forgotten.
    package var cleared: Set<Clearable>

    /// What a person can be without.
    package enum Clearable: String, CaseIterable, Sendable {
        /// The address for mail.
        case mail
        /// The last day.
        case until
    }

    /// Gathers what is said.
    package init(
        number: Int64? = nil,
        role: String,
        name: String,
        mail: String? = nil,
        language: String? = nil,
        since: LocalDate? = nil,
        until: LocalDate? = nil,
        cleared: Set<Clearable> = []
    ) {
        self.number = number
        self.role = role
        self.name = name
        self.mail = mail
        self.language = language
        self.since = since
        self.until = until
        self.cleared = cleared
    }
}

/// Somebody would hold a role to a day before the first.
package struct EndsBeforeItBegins: Error, Hashable, Sendable {
    /// The first day.
    package var since: LocalDate
    /// The last day.
    package var until: LocalDate
}
