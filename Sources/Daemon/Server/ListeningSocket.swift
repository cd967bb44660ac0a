import Foundation
import Glibc

/// A bound Unix socket: handed over by systemd, or bound here under a lock.
///
/// We bind by ourselves and hand the descriptor on: a server that binds by path would first remove
/// whatever is there, and a second daemon would take the path from a running one in silence.
struct ListeningSocket: Sendable {
    var role: SocketRole
    var path: String
    var descriptor: CInt
    /// The lock on the path, held for life; nil when systemd owns the socket.
    private var lock: CInt?

    init(role: SocketRole, path: String, descriptor: CInt, lock: CInt? = nil) {
        self.role = role
        self.path = path
        self.descriptor = descriptor
        self.lock = lock
    }

    /// Whether we bound the path, so that it is ours to remove.
    var ownsPath: Bool { lock != nil }

    /// Connections that may wait for being accepted; the kernel may lower it (somaxconn).
    ///
    /// A program that connects without waiting is refused beyond it: more than may be open at once.
    static let backlog: CInt = 1_024

    /// Binds `role` in `folder`, or says who is in the way.
    static func bind(_ role: SocketRole, in folder: String) throws(StartFailure) -> ListeningSocket
    {
        let path = folder + "/" + role.fileName
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .socket(path: path, cause: errorText()) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            Glibc.close(lock)
            throw .socketTaken(path: path)
        }
        // Ours by the lock, so what is there is left over from a daemon that died.
        unlink(path)
        let descriptor = socket(
            AF_UNIX,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { throw .socket(path: path, cause: errorText()) }
        try bind(descriptor, to: path)
        try giveToGroup(role, path)
        guard listen(descriptor, backlog) == 0 else {
            throw .socket(path: path, cause: errorText())
        }
        return ListeningSocket(role: role, path: path, descriptor: descriptor, lock: lock)
    }

    /// Takes over the sockets that systemd bound, by their names (sd_listen_fds(3)); empty without any.
    static func fromSystemd(_ environment: [String: String]) -> [ListeningSocket] {
        guard environment["LISTEN_PID"].flatMap({ pid_t($0) }) == getpid(),
            let count = environment["LISTEN_FDS"].flatMap({ CInt($0) })
        else { return [] }
        let names = (environment["LISTEN_FDNAMES"] ?? "").split(
            separator: ":",
            omittingEmptySubsequences: false
        )
        return (0..<count).compactMap { index in
            let name = index < CInt(names.count) ? String(names[Int(index)]) : ""
            guard let role = SocketRole(rawValue: name) else { return nil }
            // SD_LISTEN_FDS_START is 3.
            return ListeningSocket(
                role: role,
                path: path(of: 3 + index) ?? role.fileName,
                descriptor: 3 + index,
                lock: nil
            )
        }
    }

    /// Where a bound Unix socket lies; nil for one without a path.
    static func path(of descriptor: CInt) -> String? {
        var address = sockaddr_un()
        var length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        guard result == 0, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
        let path = withUnsafeBytes(of: address.sun_path) { bytes in
            let count = Int(length) - MemoryLayout<sa_family_t>.size
            return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0 }, as: UTF8.self)
        }
        return path.isEmpty ? nil : path
    }

    private static func bind(_ descriptor: CInt, to path: String) throws(StartFailure) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw .socketPathTooLong(path: path)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        // Nobody but us until the group and the mode are set.
        let mask = umask(0o177)
        defer { umask(mask) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw .socket(path: path, cause: errorText()) }
    }

    /// Opens the socket to its group, if there is such a group and we may.
    private static func giveToGroup(_ role: SocketRole, _ path: String) throws(StartFailure) {
        guard let group = Rights.groupID(named: role.group), chown(path, uid_t.max, group) == 0
        else { return }
        guard chmod(path, 0o660) == 0 else { throw .socket(path: path, cause: errorText()) }
    }
}
