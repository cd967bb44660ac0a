import Audit
import EventLog
import Foundation
import Glibc
import Synchronization

/// Signs what the log's tree is now, and never anything that contradicts what was signed before.
final class Checkpoints: Sendable {
    private let log: any EntryLog
    /// The log's name, which every checkpoint carries.
    let origin: String
    private let key: SigningKey
    private let path: String
    /// One signing at a time: compare and swap on the kept file.
    private let signing = Mutex(())

    init(log: any EntryLog, origin: String, key: SigningKey, path: String) {
        self.log = log
        self.origin = origin
        self.key = key
        self.path = path
    }

    /// Returns the signed checkpoint of the tree's head; the last signed one is kept durably first.
    ///
    /// Throws `CheckpointConflict` if the log is smaller than, or differs from, what was signed last.
    func signed() throws -> String { try signed(ofSize: log.head.size) }

    /// Returns the signed checkpoint of the tree as it was with `size` entries, which it has.
    ///
    /// Always the same bytes: Ed25519 draws no lots. Throws as `signed` does.
    func signed(ofSize size: Int64) throws -> String {
        try signing.withLock { _ in
            let root = try Audit.root(ofSize: size, from: log.nodes)
            let checkpoint = try Checkpoint(origin: origin, size: size, root: root)
            var newest: Int64 = -1
            if let kept = try keptNote() {
                let old = try opened(kept)
                try check(old)
                if old == checkpoint { return kept }
                newest = old.size
            }
            let note = try checkpoint.sign(with: key)
            // What is older than the kept one lies inside the tree that was promised already.
            if size > newest { try DurableFile.write(Array(note.utf8), to: path, mode: 0o640) }
            return note
        }
    }

    /// The signed head to check a log against: the newest, or where that can't be kept now, the last.
    ///
    /// Throws `CheckpointConflict` as `signed` does.
    func signedOrKept() throws -> String? {
        do {
            return try signed()
        } catch is StartFailure {
            // A full disk: looking needs no new signature.
            return try keptNote()
        }
    }

    /// The last signed checkpoint; nil only if there never was one.
    ///
    /// A file that is there and can't be read is no "never": signing without it would forget a promise.
    private func keptNote() throws -> String? {
        guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartFailure.folder(path: path, cause: errorText())
        }
        return String(decoding: data, as: UTF8.self)
    }

    private func opened(_ note: String) throws -> Checkpoint {
        do {
            return try Checkpoint.open(note, keys: [key.verifierKey]).checkpoint
        } catch {
            // Changed, or another log's: what was signed last is not known any more.
            throw CheckpointConflict.keptNoteChanged
        }
    }

    private func check(_ kept: Checkpoint) throws {
        guard kept.isOf(origin: origin) else { throw CheckpointConflict.keptNoteChanged }
        guard kept.size <= log.head.size,
            try Audit.root(ofSize: kept.size, from: log.nodes) == kept.root
        else { throw CheckpointConflict.notAnExtension(kept: kept.size, found: log.head.size) }
    }
}

/// Nothing can be signed without the risk of contradicting what was signed before.
enum CheckpointConflict: Error, Hashable {
    /// The log is not an extension of the tree that was signed last; sizes in entries.
    case notAnExtension(kept: Int64, found: Int64)
    /// The kept checkpoint was changed or is another log's: what was signed last is not known.
    case keptNoteChanged
}
