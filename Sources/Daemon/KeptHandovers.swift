import Exports
import Foundation
import Glibc
import Synchronization

/// What keys signed over their successors, beside each kept checkpoint: who puts an older log back, from
/// before a change of its key, finds there whose signature the newer checkpoint has.
///
/// The same text as `kembar audit keys --output` writes. Nobody has to trust the file: each handover
/// counts by the old key's signature alone.
final class KeptHandovers: Sendable {
    /// The longest file that is read: room for more changes of the key than any log has.
    private static let bytesMax = 4_194_304

    private let paths: [String]
    /// What each file held when it was read last: every signature asks.
    private let readings: Mutex<[String: Reading]> = Mutex([:])

    /// Those beside these checkpoints.
    init(beside checkpoints: [String]) {
        paths = checkpoints.map {
            ($0 as NSString).deletingLastPathComponent + "/handovers"
        }
    }

    /// What the files hold.
    struct Found {
        /// All handovers that can be read.
        ///
        /// Who spoils a file keeps nobody from starting or reading by that. Before anything is signed
        /// `unreadable` has to be asked: what can't be read may say that the key is retired.
        var handovers: [KeyHandover] = []
        /// The first file that is there and can't be read, and why; nil if there is none.
        var unreadable: (path: String, cause: String)?
    }

    /// Looks at each file, and reads those that have changed since they were read last.
    func look() -> Found {
        paths.reduce(into: Found()) { found, path in
            switch read(path) {
            case .success(let handovers): found.handovers += handovers
            case .failure(let failure):
                found.unreadable = found.unreadable ?? (path, failure.cause)
            }
        }
    }

    /// Keeps these too, durably, in each place.
    ///
    /// None is taken away: the log may be older than they are. So nothing is kept where one of the files
    /// can't be read.
    func keep(_ handovers: [KeyHandover]) throws {
        if let unreadable = look().unreadable {
            throw CheckpointConflict.handoversUnreadable(
                path: unreadable.path,
                cause: unreadable.cause
            )
        }
        for path in paths {
            let kept = try read(path).get()
            let new = handovers.filter { !kept.contains($0) }
            guard !new.isEmpty else { continue }
            let text = (kept + new).map(\.receipt.description).joined()
            try DurableFile.write(Array(text.utf8), to: path, mode: 0o640)
        }
    }

    /// Why a file can't be read, as the system says it.
    private struct Unreadable: Error {
        var cause: String

        init(_ number: CInt) { cause = String(cString: strerror(number)) }
    }

    /// What a file held when its node, length and times were these.
    private struct Reading {
        var state: FileFacts.State
        var handovers: [KeyHandover]
    }

    private func read(_ path: String) -> Result<[KeyHandover], Unreadable> {
        // Looked at before it is read: one that changes meanwhile is read again.
        guard let state = FileFacts.state(of: path) else {
            return errno == ENOENT ? .success([]) : .failure(Unreadable(errno))
        }
        return readings.withLock { readings in
            if let last = readings[path], last.state == state { return .success(last.handovers) }
            do throws(Unreadable) {
                let handovers = KeyHandover.all(in: try Self.bytes(of: path))
                readings[path] = Reading(state: state, handovers: handovers)
                return .success(handovers)
            } catch {
                readings[path] = nil
                return .failure(error)
            }
        }
    }

    /// What the file holds; nothing if there is none.
    private static func bytes(of path: String) throws(Unreadable) -> [UInt8] {
        // Against a pipe that somebody put there: it would keep the daemon waiting.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno != ENOENT else { return [] }
            throw Unreadable(errno)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw Unreadable(errno)
            }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else { throw Unreadable(EFBIG) }
        }
    }
}
