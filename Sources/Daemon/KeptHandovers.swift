import Exports
import Foundation
import Glibc

/// What keys signed over their successors, beside each kept checkpoint: who puts an older log back, from
/// before a change of its key, finds there whose signature the newer checkpoint has.
///
/// The same text as `kembar audit keys --output` writes. Nobody has to trust the file: each handover
/// counts by the old key's signature alone.
struct KeptHandovers: Sendable {
    /// The longest file that is read: room for more changes of the key than any log has.
    private static let bytesMax = 4_194_304

    private let paths: [String]

    /// Those beside these checkpoints.
    init(beside checkpoints: [String]) {
        paths = checkpoints.map {
            ($0 as NSString).deletingLastPathComponent + "/handovers"
        }
    }

    /// All of them that can be read.
    ///
    /// Who spoils a file keeps nobody from starting or reading by that. Before anything is signed
    /// `unreadable` has to be asked: what can't be read may say that the key is retired.
    func all() -> [KeyHandover] { paths.flatMap { (try? Self.read($0)) ?? [] } }

    /// The first file that is there and can't be read; nil if there is none.
    var unreadable: (path: String, cause: String)? {
        for path in paths {
            do {
                _ = try Self.bytes(of: path)
            } catch {
                return (path, error.cause)
            }
        }
        return nil
    }

    /// Keeps these too, durably, in each place.
    ///
    /// None is taken away: the log may be older than they are. So nothing is kept where one of the files
    /// can't be read.
    func keep(_ handovers: [KeyHandover]) throws {
        if let unreadable {
            throw CheckpointConflict.handoversUnreadable(
                path: unreadable.path,
                cause: unreadable.cause
            )
        }
        for path in paths {
            let kept = try Self.read(path)
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

    private static func read(_ path: String) throws(Unreadable) -> [KeyHandover] {
        KeyHandover.all(in: try bytes(of: path))
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
