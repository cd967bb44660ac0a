import EventLog
import RuleFiles

/// Why the daemon does not start, each with what it concerns.
enum StartFailure: Error {
    case socket(path: String, cause: String)
    case socketTaken(path: String)
    case socketPathTooLong(path: String)
    case folder(path: String, cause: String)
    /// A folder where a file has to be named.
    case folderForFile(path: String)
    case noSettings(looked: [String])
    case settingsFaulty(path: String, FileFaults)
    case keyMissing(path: String)
    case keyUnreadable(path: String, cause: String)
    case keyOfAnotherLog(path: String, expected: String)
    case keyNotLost(path: String)
    case policyFaulty(path: String, line: Int)
    case notALog(path: String)
    case logMissing(path: String, leftover: String)
    /// There is no log, but a mirror of one.
    case mirrorOfLostLog(path: String, mirror: String)
    case originOfAnotherLog(expected: String, found: String)
    case rehearsalOnRealLog(path: String)
    case realOnRehearsalLog(path: String)
    case badRehearsalTime(String)
    /// The rehearsal's clock stands later than the start that was asked for; both as local texts.
    case rehearsalBehind(path: String, start: String, clock: String)
    case badOrigin(String)
}
