import Contacts
import Glibc
import Synchronization

/// The account of a connection's caller, asked for when it first matters, and then kept.
///
/// Once for each connection: whoever gets the number of an account that was deleted has to connect
/// first, and what still runs of the old one goes on as who it was.
final class CallerAccount: Sendable {
    private let asked = Mutex<SystemUser.Account?>(nil)
    private let lookUp: @Sendable (uid_t) -> SystemUser.Account

    init(lookUp: @escaping @Sendable (uid_t) -> SystemUser.Account = SystemUser.Account.fromSystem)
    {
        self.lookUp = lookUp
    }

    /// What the system said; nil if it was not asked, or could not say.
    var known: SystemUser.Account? { asked.withLock(\.self) }

    /// Asks the system, unless it has said so before.
    func ask(of uid: uid_t) -> SystemUser.Account {
        if let known { return known }
        let account = lookUp(uid)
        if account != .unknown { asked.withLock { $0 = account } }
        return account
    }
}

extension SystemUser.Account {
    /// The longest line of an account that is read: more is a damaged file.
    private static let bytesMax = 1_048_576

    /// Looks a user up in the system's database, wherever nsswitch.conf says that it is.
    static func fromSystem(_ uid: uid_t) -> SystemUser.Account {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 1024)
        while true {
            let answer = buffer.withUnsafeMutableBufferPointer { buffer -> SystemUser.Account? in
                guard let start = buffer.baseAddress else { return .unknown }
                switch getpwuid_r(uid, &entry, start, buffer.count, &found) {
                case 0:
                    guard found != nil, let name = entry.pw_name else { return .absent }
                    return .named(String(cString: name))
                case ERANGE where buffer.count < bytesMax: return nil
                // Of an account that is not there 0 is said: what can't be asked says this.
                default: return .unknown
                }
            }
            if let answer { return answer }
            buffer = [CChar](repeating: 0, count: buffer.count * 4)
        }
    }
}
