import Glibc
import Synchronization

/// A connection to a Unix socket, whose calls wait for the system.
final class SocketConnection: Sendable {
    /// A call failed; the number is the system's.
    struct Failure: Error, Hashable {
        var errno: Int32
    }

    /// The open socket; -1 when it is closed.
    private let descriptor: Mutex<Int32>
    private let deadline: ContinuousClock.Instant?

    /// Connects to the socket at `path`; after `limitSeconds` every call fails.
    init(_ path: String, limitSeconds: Int64?) throws(Failure) {
        guard var address = sockaddr_un(path: path) else { throw Failure(errno: ENAMETOOLONG) }
        let socket = Glibc.socket(
            AF_UNIX,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue),
            0
        )
        guard socket >= 0 else { throw Failure(errno: errno) }
        if let limitSeconds {
            // Also the longest wait for a place in the queue of a daemon that is busy.
            var limit = timeval(tv_sec: Int(limitSeconds), tv_usec: 0)
            let size = socklen_t(MemoryLayout<timeval>.size)
            setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                restarting { connect(socket, pointer, size) }
            }
        }
        guard result == 0 else {
            let failure = Failure(errno: errno)
            Glibc.close(socket)
            throw failure
        }
        descriptor = Mutex(socket)
        deadline = limitSeconds.map { .now + .seconds($0) }
    }

    deinit { close() }

    /// Sends everything; false if the other side takes no more.
    func send(_ bytes: [UInt8]) -> Bool {
        let socket = descriptor.withLock { $0 }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                restarting {
                    Glibc.send(socket, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
                }
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits for the next bytes; how many there are, and zero at the end.
    func receive(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let socket = descriptor.withLock { $0 }
        if let deadline { try wait(for: socket, until: deadline) }
        let count = restarting { read(socket, buffer.baseAddress, buffer.count) }
        guard count >= 0 else { throw Failure(errno: errno) }
        return count
    }

    /// Ends both directions: who waits in another call comes back from it.
    func interrupt() {
        descriptor.withLock { socket in
            if socket >= 0 { _ = shutdown(socket, CInt(SHUT_RDWR)) }
        }
    }

    /// Closes the socket; closing twice does nothing.
    func close() {
        descriptor.withLock { socket in
            if socket >= 0 { Glibc.close(socket) }
            socket = -1
        }
    }

    private func wait(
        for socket: Int32,
        until deadline: ContinuousClock.Instant
    ) throws(Failure) {
        var waited = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        let result = restarting {
            let rest = deadline - .now
            // Rounded up, or the last millisecond would be asked for over and over.
            let milliseconds = max(
                0,
                rest.components.seconds * 1_000
                    + rest.components.attoseconds / 1_000_000_000_000_000 + 1
            )
            return poll(&waited, 1, Int32(clamping: milliseconds))
        }
        guard result > 0 else { throw Failure(errno: result == 0 ? ETIMEDOUT : errno) }
    }
}

extension sockaddr_un {
    /// The address of a socket file; nil if the path is longer than an address holds.
    init?(path: String) {
        self.init()
        sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let isTaken = withUnsafeMutableBytes(of: &sun_path) { place in
            // One byte is left for the zero at the end.
            guard bytes.count < place.count, !bytes.contains(0) else { return false }
            place.copyBytes(from: bytes)
            return true
        }
        guard isTaken else { return nil }
    }
}
