import Foundation
import Glibc

/// systemd's side of sd_notify(3) in this process: keeps what was said until it is asked.
final class NotifyInbox: Sendable {
    let path: String
    private let descriptor: CInt

    /// Binds a socket in `folder`, whose path is short.
    init(in folder: String) throws {
        path = folder + "/notify"
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length)
            }
        }
        guard result == 0 else { throw POSIXError(.EIO) }
    }

    deinit { close(descriptor) }

    /// What was said since the last time, in order; a datagram is here as soon as it is sent.
    func said() -> [String] {
        var said: [String] = []
        var bytes = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, CInt(MSG_DONTWAIT))
            guard count > 0 else { return said }
            said.append(String(decoding: bytes[..<count], as: UTF8.self))
        }
    }
}
