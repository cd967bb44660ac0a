import Foundation
import Glibc

/// systemd's side of sd_notify(3): a datagram socket that hears how the daemon is.
final class NotifySocket: Sendable {
    let path: String
    private let descriptor: CInt

    /// Long enough for a start on a busy machine; a daemon that says nothing must not hang the test.
    private static let patienceSeconds = 180

    init(at path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        let result = try withSocketAddress(path) { bind(descriptor, $0, $1) }
        guard result == 0 else { throw Connection.Failure(call: "bind", errno: errno) }
    }

    deinit { close(descriptor) }

    /// Waits until the daemon says `state`; false if it says nothing any more.
    func receives(_ state: String) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                while let said = next() {
                    if said.split(separator: "\n").contains(state[...]) {
                        return continuation.resume(returning: true)
                    }
                }
                continuation.resume(returning: false)
            }
        }
    }

    private func next() -> String? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}
