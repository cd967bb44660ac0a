import EventLog
import Glibc
import RuleFiles

/// Why the daemon does not start, each with what it concerns.
enum StartFailure: Error {
    case socket(path: String, cause: String)
    case socketTaken(path: String)
    case socketPathTooLong(path: String)
    /// The path can't be used; `errno` is what the call to the system failed with, if it was one.
    case folder(path: String, cause: String, errno: CInt? = nil)
    /// A folder where a file has to be named.
    case folderForFile(path: String)
    case noSettings(looked: [String])
    case settingsFaulty(path: String, FileFaults)
    case keyMissing(path: String, expected: String)
    case keyUnreadable(path: String, cause: String)
    /// The key's file is there, and what is in it is no key.
    case keyGarbled(path: String)
    case keyOfAnotherLog(path: String, expected: String)
    case keyNotLost(path: String)
    /// A key is to be replaced as lost, and one that is not in force lies in its place.
    case keyInTheWay(path: String, found: String)
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

extension StartFailure {
    /// A call to the system on that path failed, and `errno` says why.
    static func call(on path: String) -> StartFailure {
        let number = errno
        return .folder(path: path, cause: String(cString: strerror(number)), errno: number)
    }
}
