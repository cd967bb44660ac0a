import Glibc

/// Why nobody can be reached at a socket file, in the system's words.
///
/// curl knows only a host and a port, which nobody named.
enum SocketTrouble {
    /// Returns the cause; nil where somebody can be reached by now.
    ///
    /// Connects, without waiting, and says nothing.
    static func cause(at path: String) -> String? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            return text(of: ENAMETOOLONG)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let kind = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, kind | CInt(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return text(of: errno) }
        defer { close(descriptor) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return result == 0 ? nil : text(of: errno)
    }

    private static func text(of number: Int32) -> String { String(cString: strerror(number)) }
}
