/// The body of `POST /v1/admin/backups`: a copy of the log was made, or read again and found whole.
package struct BackupNote: RequestForm, Codable, Hashable, Sendable {
    /// What was done with the copy.
    package enum Kind: String, Codable, Sendable {
        case copy, drill
    }

    /// All that the body may have.
    package static let members = ["kind", "size", "root"]

    /// Made, or proved.
    package var kind: Kind
    /// The entries in it.
    package var size: Int64
    /// Root of the tree over them, hex.
    package var root: String

    /// Makes the body.
    package init(kind: Kind, size: Int64, root: String) {
        self.kind = kind
        self.size = size
        self.root = root
    }
}

/// The last copies that the daemon was told of; part of `GET /v1/status`.
package struct BackupStatus: Codable, Hashable, Sendable {
    /// The last one made; absent if there was none.
    package var copy: BackupMark?
    /// The last one that was read again and found whole; absent if there was none.
    package var drill: BackupMark?

    /// Makes the answer; nil says that there was none.
    package init(copy: BackupMark? = nil, drill: BackupMark? = nil) {
        self.copy = copy
        self.drill = drill
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
