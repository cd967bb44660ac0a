import Glibc

/// Why the mirror is not level with the log.
struct MirrorTrouble: Error, Hashable, Sendable {
    /// What is in the way; the raw values are stable words.
    enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The folder is not there: its disk was taken away, or it was never made.
        case missing
        case noPermission = "no-permission"
        case readOnly = "read-only"
        case diskFull = "disk-full"
        /// The system failed to read or write.
        case io
        /// It has not answered for `Mirror.patienceUsual`.
        case slow
        /// Another kembard writes there.
        case inUse = "in-use"
        /// What stands under the name is a link, a pipe or something else that is not written to.
        case notAFile = "not-a-file"
        /// It has entries that the log has not: the log was restored, or lost its end.
        case ahead
        /// An entry of it is not the log's.
        case differs
        /// An entry of the log does not fit its own hash: it is not copied.
        case logDamaged = "log-damaged"
        /// The log can't be read.
        case logUnreadable = "log-unreadable"
    }

    /// What is in the way.
    let reason: Reason
    /// What the system said; empty if the reason says it all.
    let cause: String
    /// From which entry on; nil if it concerns none.
    let position: Int64?
    /// Whether a sync failed: then nobody knows which pages of the file are on the disk.
    var leavesPagesUncertain = false

    init(_ reason: Reason, cause: String = "", position: Int64? = nil) {
        self.reason = reason
        self.cause = cause
        self.position = position
    }

    /// A call of the system failed with this number.
    init(errno number: Int32) {
        let reason: Reason =
            switch number {
            case ENOENT: .missing
            case EACCES, EPERM: .noPermission
            case EROFS: .readOnly
            case ENOSPC, EDQUOT: .diskFull
            case EWOULDBLOCK: .inUse
            case ELOOP, ENOTDIR, EISDIR, ENXIO: .notAFile
            default: .io
            }
        self.init(reason, cause: String(cString: strerror(number)))
    }

    /// Whether the mirror and the log contradict each other, which no waiting mends.
    var isConflict: Bool { reason == .ahead || reason == .differs }
}
