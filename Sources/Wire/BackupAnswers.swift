/// The body of `POST /v1/admin/backups`: a copy of the log was made, or read again and found whole or not.
package struct BackupNote: RequestForm, Codable, Hashable, Sendable {
    /// What was done with the copy.
    package enum Kind: String, Codable, Sendable {
        /// It was made.
        case copy
        /// It was read again, replayed and found whole.
        case drill
        /// It was read again and is not whole.
        case failure
    }

    /// All that the body may have.
    package static let members = ["kind", "size", "root", "fault"]

    /// What was done.
    package var kind: Kind
    /// The entries in it; of a failure it may not be known.
    package var size: Int64?
    /// Root of the tree over them, hex.
    package var root: String?
    /// Of a failure: what is wrong, as one word.
    package var fault: String?

    /// Says that a copy of so many entries was made or found whole.
    package init(kind: Kind, size: Int64, root: String) {
        self.kind = kind
        self.size = size
        self.root = root
    }

    /// Says that a copy is not whole.
    package init(failure: String) {
        kind = .failure
        fault = failure
    }
}

/// The last copies that the daemon was told of; part of `GET /v1/status`.
package struct BackupStatus: Codable, Hashable, Sendable {
    /// The last one made; absent if there was none.
    package var copy: BackupMark?
    /// The last one that was read again and found whole; absent if there was none.
    package var drill: BackupMark?
    /// A proof that failed, if none succeeded since.
    package var failure: BackupFailure?

    /// Makes the answer; nil says that there was none.
    package init(
        copy: BackupMark? = nil,
        drill: BackupMark? = nil,
        failure: BackupFailure? = nil
    ) {
        self.copy = copy
        self.drill = drill
        self.failure = failure
    }
}

/// When something was done with a copy of how many entries.
package struct BackupMark: Codable, Hashable, Sendable {
    /// An instant with the own office's offset.
    package var at: String
    /// The entries in it.
    package var size: Int64

    /// Makes the mark.
    package init(at: String, size: Int64) {
        self.at = at
        self.size = size
    }
}

/// When the proof of a copy failed, and why.
package struct BackupFailure: Codable, Hashable, Sendable {
    /// An instant with the own office's offset.
    package var at: String
    /// What was wrong, as one word.
    package var fault: String

    /// Makes the mark.
    package init(at: String, fault: String) {
        self.at = at
        self.fault = fault
    }
}
