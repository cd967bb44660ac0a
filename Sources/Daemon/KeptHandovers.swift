import Exports
import Foundation
import Glibc

/// What keys signed over their successors, beside each kept checkpoint: who puts an older log back, from
/// before a change of its key, finds there whose signature the newer checkpoint has.
///
/// The same text as `kembar audit keys --output` writes. Nobody has to trust the file: each handover
/// counts by the old key's signature alone.
struct KeptHandovers: Sendable {
    private let paths: [String]

    /// Those beside these checkpoints.
    init(beside checkpoints: [String]) {
        paths = checkpoints.map {
            ($0 as NSString).deletingLastPathComponent + "/handovers"
        }
    }

    /// All of them that can be read.
    func all() throws -> [KeyHandover] { try paths.flatMap(Self.read) }

    /// Keeps these too, durably, in each place.
    ///
    /// None is taken away: the log may be older than they are.
    func keep(_ handovers: [KeyHandover]) throws {
        for path in paths {
            let kept = try Self.read(path)
            let new = handovers.filter { !kept.contains($0) }
            guard !new.isEmpty else { continue }
            let text = (kept + new).map(\.receipt.description).joined()
            try DurableFile.write(Array(text.utf8), to: path, mode: 0o640)
        }
    }

    private static func read(_ path: String) throws -> [KeyHandover] {
        guard access(path, F_OK) == 0 || errno != ENOENT else { return [] }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartFailure.call(on: path)
        }
        return KeyHandover.all(in: Array(data))
    }
}
