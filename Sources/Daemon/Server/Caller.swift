import Contacts
import Glibc

/// Who is at the other end of a connection, by the kernel's word.
///
/// Asked once, when the connection is made: a process that changes its groups afterwards connects
/// again. Nothing that the caller sends changes it.
final class Caller: Sendable {
    let uid: uid_t
    let gid: gid_t
    let groups: Set<gid_t>
    let socket: SocketRole
    /// What the system says of that user's account.
    let account: CallerAccount

    /// Reads the peer of a connected Unix socket; nil if the kernel does not tell.
    init?(descriptor: CInt, socket: SocketRole) {
        var credentials = PeerCredentials()
        var length = socklen_t(MemoryLayout<PeerCredentials>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else {
            return nil
        }
        // What the kernel says of a socket that has no peer with a name, such as a network's.
        guard credentials.uid != uid_t.max else { return nil }
        uid = credentials.uid
        gid = credentials.gid
        groups = Self.supplementaryGroups(descriptor).union([credentials.gid])
        self.socket = socket
        account = CallerAccount()
    }

    init(
        uid: uid_t,
        gid: gid_t,
        groups: Set<gid_t>,
        socket: SocketRole,
        account: CallerAccount = CallerAccount()
    ) {
        self.uid = uid
        self.gid = gid
        self.groups = groups
        self.socket = socket
        self.account = account
    }

    /// Who it is, as far as that was asked for before; nil if not.
    var askedUser: SystemUser? { account.known.map { SystemUser(uid: uid, account: $0) } }

    /// Who it is; may wait for what the system looks accounts up in.
    func user() -> SystemUser { SystemUser(uid: uid, account: account.ask(of: uid)) }

    /// SO_PEERGROUPS of socket(7), the groups of the peer when it connected.
    ///
    /// SO_PEERCRED has only the first of them.
    private static let peerGroupsOption: CInt = 59

    private static func supplementaryGroups(_ descriptor: CInt) -> Set<gid_t> {
        // More than most are in; who is in more groups makes the kernel say how many.
        var count = 64
        while true {
            var groups = [gid_t](repeating: 0, count: count)
            var length = socklen_t(count * MemoryLayout<gid_t>.size)
            let result = getsockopt(descriptor, SOL_SOCKET, peerGroupsOption, &groups, &length)
            let needed = Int(length) / MemoryLayout<gid_t>.size
            if result == 0 { return Set(groups.prefix(needed)) }
            guard errno == ERANGE, needed > count else { return [] }
            count = needed
        }
    }
}

/// `struct ucred` of unix(7), which Glibc hides without _GNU_SOURCE.
private struct PeerCredentials {
    var pid: pid_t = 0
    var uid: uid_t = 0
    var gid: gid_t = 0
}

/// Which door a connection came through.
enum SocketRole: String, Sendable, CaseIterable {
    case `operator`
    case audit
    case deliver

    /// The file's name in the folder of sockets.
    var fileName: String { rawValue + ".sock" }

    /// The group whose members may connect.
    var group: String {
        switch self {
        case .operator: "kembar"
        case .audit: "kembar-audit"
        case .deliver: "kembar-deliver"
        }
    }
}
