/// How the program ends; the numbers are a contract with scripts.
enum ProcessStatus: Int32, Sendable {
    case done = 0
    /// Refused by a rule, or failed. Of `audit verify`: damaged.
    case refused = 1
    /// Cancelled. Of `audit verify`: could not verify; of `audit silences`: could not look.
    case cancelled = 2
    case notFound = 3
    case notPermitted = 4
    case versionConflict = 5
    case integrityFailure = 6
    /// The daemon could not be reached, or what became of a write is unknown.
    case unreachable = 7
    /// Overdue work; only where `--exit-code` asks for it.
    case overdue = 8
    /// The command line can't be understood (`EX_USAGE`).
    case usage = 64
}

/// A command for which failures end with statuses of their own.
protocol FailureStatus {
    func status(of failure: Failure) -> ProcessStatus
}
