/// `GET /v1/officers`: whose the opaque names of the log are.
///
/// For the group that manages them only.
package struct OfficerList: Codable, Hashable, Sendable {
    /// In the order in which the names were given.
    package var officers: [OfficerAnswer]

    /// Makes the answer.
    package init(officers: [OfficerAnswer]) { self.officers = officers }
}

/// Whose an opaque name of the log is, from when to when.
///
/// Stands outside the log and can be erased.
package struct OfficerAnswer: Codable, Hashable, Sendable {
    /// The name as entries have it, such as `a-0007`.
    package var id: String
    /// The login name of that time; absent where the system never said one, and once it is erased.
    package var login: String?
    /// The number of the Unix user; absent once it is erased.
    package var uid: Int?
    /// Since when, an instant.
    package var since: String
    /// Until when, an instant; absent while it goes on.
    package var until: String?
    /// Whether new entries of that account come under this name.
    package var current: Bool
    /// Whether nothing says any more whose it was.
    package var erased: Bool

    /// Describes one name.
    package init(
        id: String,
        login: String? = nil,
        uid: Int? = nil,
        since: String,
        until: String? = nil,
        current: Bool,
        erased: Bool
    ) {
        self.id = id
        self.login = login
        self.uid = uid
        self.since = since
        self.until = until
        self.current = current
        self.erased = erased
    }
}
