import Audit
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
        /// The first file that is there and can't be read whole, and why; nil if there is none.
        var unreadable: (path: String, cause: String)?

        /// Finds nothing.
        init() {}

        /// Reads the proofs in a file: anything else in it may have been one.
        fileprivate init(_ bytes: [UInt8], at path: String) {
            handovers = KeyHandover.all(in: bytes)
            // One that its key did not sign, or no more, is no handover: what it was may be the one that counts.
            let isWhole =
                handovers.count == TlogProof.sequence(in: bytes).count
                && handovers.allSatisfy(\.isSigned)
            unreadable = isWhole ? nil : (path, "spoilt")
        }

        fileprivate init(unreadable path: String, _ number: CInt) {
            unreadable = (path, String(cString: strerror(number)))
        }
    }

    /// Looks at each file, and reads those that have changed since they were read last.
    func look() -> Found {
        paths.map(read).reduce(into: Found()) { all, found in
            all.handovers += found.handovers
            all.unreadable = all.unreadable ?? found.unreadable
        }
    }

    /// Keeps these too, durably, in each place.
    ///
    /// None is taken away: the log may be older than they are. So nothing is kept where one of the files
    /// can't be read, or holds anything else.
    func keep(_ handovers: [KeyHandover]) throws {
        let kept = paths.map { (path: $0, found: read($0)) }
        if let unreadable = kept.compactMap(\.found.unreadable).first {
            throw CheckpointConflict.handoversUnreadable(
                path: unreadable.path,
                cause: unreadable.cause
            )
        }
        for (path, found) in kept {
            let new = handovers.filter { !found.handovers.contains($0) }
            guard !new.isEmpty else { continue }
            let text = (found.handovers + new).map(\.receipt.description).joined()
            try DurableFile.write(Array(text.utf8), to: path, mode: 0o640)
        }
    }

    /// What a file held when its node, length and times were these.
    private struct Reading {
        var state: FileFacts.State
        var found: Found
    }

    private func read(_ path: String) -> Found {
        // Looked at before it is read: one that changes meanwhile is read again.
        guard let state = FileFacts.state(of: path) else {
            return errno == ENOENT ? Found() : Found(unreadable: path, errno)
        }
        return readings.withLock { readings in
            if let last = readings[path], last.state == state { return last.found }
            readings[path] = nil
            do throws(KeptFile.Unreadable) {
                let found = Found(try KeptFile.bytes(of: path, atMost: Self.bytesMax), at: path)
                readings[path] = Reading(state: state, found: found)
                return found
            } catch {
                return Found(unreadable: path, error.number)
            }
        }
    }
}
