package import Calendars

/// An opaque name of the log, and whose it is.
package struct Officer: Hashable, Sendable {
    /// The name as entries have it: `a-0007`.
    package var name: String
    /// The Unix user that it was given to; nil once that is erased.
    package var uid: UInt32?
    /// The login name of that time; nil where the system never said one, and once it is erased.
    package var login: String?
    /// Since when.
    package var since: Timestamp
    /// Until when; nil while it goes on.
    package var until: Timestamp?

    /// Whether nothing says any more whose it was.
    package var isErased: Bool { uid == nil }
}

/// Who records, by the kernel's and the system's word.
package struct SystemUser: Hashable, Sendable {
    /// The number that the kernel tells.
    package var uid: UInt32
    /// What the system says of that number.
    package var account: Account

    /// What the system says of the account behind a Unix user's number.
    package enum Account: Hashable, Sendable {
        /// Its login name.
        case named(String)
        /// No account has that number: it was deleted while something of it still runs, or there never was one.
        case absent
        /// The system could not say at that moment.
        case unknown
    }

    /// Says who records.
    package init(uid: UInt32, account: Account) {
        self.uid = uid
        self.account = account
    }
}

/// A name that is in force, and the account that it was given to.
struct GivenName: Hashable, Sendable {
    var name: String
    /// The login name; nil until the system says one, empty where there was no account.
    var login: String?

    /// Whether it is still the name of whoever has the number now.
    ///
    /// A number is given to somebody else once an account is deleted, a login name is not changed by
    /// chance: another one is another person. No account, or no answer, tells nothing new.
    func belongs(to account: SystemUser.Account) -> Bool {
        switch account {
        case .absent, .unknown: true
        case .named(let current): login == nil || login == current
        }
    }
}

extension SystemUser.Account {
    /// How the file keeps it.
    var kept: String? {
        switch self {
        case .named(let login): login
        case .absent: ""
        case .unknown: nil
        }
    }
}
