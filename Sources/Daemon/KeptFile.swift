import Glibc

/// A small file that lies beside the log, such as what witnesses cosigned.
enum KeptFile {
    /// It is there, or something else under its name, and can't be read.
    struct Unreadable: Error {
        let path: String
        /// Why, as the system numbers it.
        let number: CInt

        /// Why, in the system's words.
        var cause: String { String(cString: strerror(number)) }
    }

    /// The whole file; one that is longer than `bytesMax` can't be read.
    static func bytes(of path: String, atMost bytesMax: Int = .max) throws(Unreadable) -> [UInt8] {
        // Against a pipe that somebody put there: it would keep the daemon waiting.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Unreadable(path: path, number: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw Unreadable(path: path, number: errno)
            }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else { throw Unreadable(path: path, number: EFBIG) }
        }
    }
}
