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
    /// Where it is kept once more, outside the data folder; nil where there is no such place.
    private let outsidePath: String?
    /// One signing at a time: compare and swap on the kept file.
    private let signing = Mutex(())

    init(
        log: any EntryLog,
        origin: String,
        key: SigningKey,
        path: String,
        outsidePath: String? = nil
    ) {
        self.log = log
        self.origin = origin
        self.key = key
        self.path = path
        self.outsidePath = outsidePath
    }

    private var paths: [String] { [path] + [outsidePath].compactMap(\.self) }

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
            let kept = try paths.map { try checked(at: $0) }
            // As it is kept: others may have signed it too.
            let isKept = kept[0] == checkpoint
            let note =
                try (isKept ? keptNote(at: path) : nil) ?? checkpoint.sign(with: key)
            for (path, old) in zip(paths, kept) where size > old?.size ?? -1 {
                // What is older than the kept one lies inside the tree that was promised already.
                try DurableFile.write(Array(note.utf8), to: path, mode: 0o640)
            }
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
            return try keptNote(at: path)
        }
    }

    /// What speaks against the log as it is now, by what was signed before; nil if nothing does.
    ///
    /// Signs nothing, and costs a look at each kept file.
    func conflict() throws -> CheckpointConflict? {
        do {
            try signing.withLock { _ in
                for path in paths { _ = try checked(at: path) }
            }
            return nil
        } catch let conflict as CheckpointConflict {
            return conflict
        }
    }

    /// The checkpoint that is kept there, which the log extends; nil if there never was one.
    private func checked(at path: String) throws -> Checkpoint? {
        guard let note = try keptNote(at: path) else { return nil }
        let kept = try opened(note)
        try check(kept)
        return kept
    }

    /// The last signed checkpoint; nil only if there never was one.
    ///
    /// A file that is there and can't be read is no "never": signing without it would forget a promise.
    private func keptNote(at path: String) throws -> String? {
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
