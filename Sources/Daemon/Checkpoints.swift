import Answers
import Audit
import Calendars
import Engine
import EventLog
import Exports
import Foundation
import Glibc
import Logging
import Synchronization

/// Signs what the log's tree is now, and never anything that contradicts what was signed before.
final class Checkpoints: Sendable {
    private let log: any EntryLog
    /// The log's name, which every checkpoint carries.
    let origin: String
    private let identity: LogIdentity
    /// The secret keys that are held, oldest first: one, and while it hands over, its successor.
    private let keys: Mutex<[SigningKey]>
    private let path: String
    /// Where it is kept once more, outside the data folder; nil where there is no such place.
    private let outsidePath: String?
    /// What keys handed over, as it is kept beside each checkpoint.
    private let handovers: KeptHandovers
    /// One signing at a time: compare and swap on the kept file.
    private let signing = Mutex(())
    /// The kept note that was verified last, under the keys that it was held against: two places keep the
    /// same one, and it stays until the next is signed.
    private let verified = Mutex<Verified?>(nil)
    /// How many entries the largest tree has that this process has signed.
    private let signedSize = Mutex<Int64>(-1)

    init(
        log: any EntryLog,
        origin: String,
        key: SigningKey,
        path: String,
        outsidePath: String? = nil
    ) {
        self.log = log
        self.origin = origin
        // The key that a log was founded with stands in its first entry; here one without entries too.
        identity =
            Self.identity(of: log)
            ?? LogIdentity(
                origin: origin,
                vkey: key.verifierKey.description,
                isRehearsal: false
            )
        keys = Mutex([key])
        self.path = path
        self.outsidePath = outsidePath
        handovers = KeptHandovers(beside: [path] + [outsidePath].compactMap(\.self))
    }

    private static func identity(of log: any EntryLog) -> LogIdentity? {
        // What can't be read there is told by `verify`; signing goes on with the key that is held.
        guard let kept = try? log.entry(at: 0),
            let entry = try? HistoryReader.entry(kept, in: log)
        else { return nil }
        return LogIdentity(entry)
    }

    /// The keys of the log one after another, as its entries say.
    func history() throws -> KeyHistory {
        guard let history = try KeyHistory(identity, in: log) else {
            throw CheckpointConflict.keyNotHere
        }
        return history
    }

    /// Holds another key from now on: it signs from the entry on that comes after its adoption.
    func hold(_ key: SigningKey) {
        keys.withLock { keys in
            if !keys.contains(where: { $0.verifierKey == key.verifierKey }) { keys.append(key) }
        }
    }

    /// Forgets every key but this one, once it is in force and its predecessor has signed it over.
    func forgetAll(but key: VerifierKey) {
        keys.withLock { keys in keys.removeAll { $0.verifierKey != key } }
    }

    /// Keeps what the keys of this log signed over their successors beside each checkpoint.
    func keepHandovers() throws { try handovers.keep(history().handovers(in: log)) }

    /// The key that the log's last one handed over to in entries that the log has lost; nil if it did not.
    ///
    /// Only what can be read counts: before anything is signed, `unreadableHandovers` counts too.
    func successor() throws -> VerifierKey? {
        Self.successor(try history(), by: handovers.look().handovers)
    }

    private static func successor(
        _ history: KeyHistory,
        by handovers: [KeyHandover]
    ) -> VerifierKey? {
        let last = history.current
        return FollowedKey(last, over: handovers).keys.last { $0 != last }
    }

    /// A kept file of handovers that is there and can't be read, and why; nil if there is none.
    var unreadableHandovers: (path: String, cause: String)? { handovers.look().unreadable }

    /// Why nobody can say whether the log's last key is still in force, as one of `KeyList.doubts`; nil where
    /// that is known.
    ///
    /// Asks as `conflict` does. A kept checkpoint that can't be read now raises no doubt of its own.
    func keyDoubt() throws -> String? {
        guard try successor() == nil else { return nil }
        if unreadableHandovers != nil { return "handovers-unreadable" }
        guard case .signedByUnknownKey? = try? conflict() else { return nil }
        return "signed-by-unknown-key"
    }

    /// Why the key in force may not sign, whatever the log holds; nil if it may.
    func obstacle() throws -> CheckpointConflict? { obstacle(try history()) }

    private func obstacle(_ history: KeyHistory) -> CheckpointConflict? {
        let found = handovers.look()
        // It has signed that it is retired: what it signs now is refused by all who know.
        if let successor = Self.successor(history, by: found.handovers) {
            return .keyRetired(successor)
        }
        // It may have: whoever can spoil a file must not bring a retired key back by that.
        return found.unreadable.map { .handoversUnreadable(path: $0.path, cause: $0.cause) }
    }

    /// The held key that signs a tree of that size: the one whose turn it is, else a later one.
    private func signer(ofSize size: Int64, _ history: KeyHistory) throws -> SigningKey {
        if let obstacle = obstacle(history) { throw obstacle }
        let rightful = history.signers(ofSize: size)
        let held = keys.withLock { $0 }
        let inTurn = history.signer(ofSize: size)
        guard
            let key = held.first(where: { $0.verifierKey == inTurn })
                ?? held.last(where: { rightful.contains($0.verifierKey) })
        else { throw CheckpointConflict.keyNotHere }
        return key
    }

    /// Whether it is kept once more where who puts the data folder back does not reach.
    var isKeptOutside: Bool { outsidePath != nil }

    private var paths: [String] { [path] + [outsidePath].compactMap(\.self) }

    /// When the newest checkpoint was kept, by the file's own time; nil before the first.
    var lastSigned: Timestamp? { FileFacts.changed(path) }

    /// Returns the signed checkpoint of the tree's head; the last signed one is kept durably first.
    ///
    /// Throws `CheckpointConflict` if the log is smaller than, or differs from, what was signed last.
    func signed() throws -> String { try signed(ofSize: log.head.size) }

    /// Returns the signed checkpoint of the tree as it was with `size` entries, which it has.
    ///
    /// Always the same bytes: Ed25519 draws no lots. Throws as `signed` does.
    func signed(ofSize size: Int64) throws -> String {
        try signing.withLock { _ in
            let root = try log.root(ofSize: size)
            let checkpoint = try Checkpoint(origin: origin, size: size, root: root)
            let history = try history()
            let kept = try paths.map { try checked(at: $0, history) }
            // As it is kept: so the same size has the same bytes.
            let isKept = kept[0] == checkpoint
            let note =
                try (isKept ? keptNote(at: path) : nil)
                ?? checkpoint.sign(with: signer(ofSize: size, history))
            for (path, old) in zip(paths, kept) where size > old?.size ?? -1 {
                // What is older than the kept one lies inside the tree that was promised already.
                try DurableFile.write(Array(note.utf8), to: path, mode: 0o640)
            }
            signedSize.withLock { $0 = max($0, size) }
            return note
        }
    }

    /// Signs what was recorded since this process signed last; nothing if nothing was.
    ///
    /// Nobody has asked for it: so that what was recorded is promised soon, and a folder that is put back
    /// from before is found out. Throws as `signed` does.
    func keepUp() throws {
        let size = log.head.size
        guard signedSize.withLock({ $0 < size }) else { return }
        _ = try signed(ofSize: size)
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
        } catch CheckpointConflict.keyNotHere, CheckpointConflict.keyRetired,
            CheckpointConflict.handoversUnreadable
        {
            return try keptNote(at: path)
        }
    }

    /// What speaks against the log as it is now, by what was signed before; nil if nothing does.
    ///
    /// Signs nothing, and costs a look at each kept file.
    func conflict() throws -> CheckpointConflict? {
        do {
            return try signing.withLock { _ in
                let history = try history()
                for path in paths { _ = try checked(at: path, history) }
                return Self.successor(history, by: handovers.look().handovers)
                    .map(CheckpointConflict.keyRetired)
            }
        } catch let conflict as CheckpointConflict {
            return conflict
        }
    }

    /// The kept notes as they lie there, and what speaks against the log by each; nil for one if nothing does.
    ///
    /// For whoever looks: signs nothing. One that can't be read now says nothing, and is left out.
    func keptNotes() throws -> [(path: String, note: String, conflict: CheckpointConflict?)] {
        try signing.withLock { _ in
            let history = try history()
            var notes: [(path: String, note: String, conflict: CheckpointConflict?)] = []
            for path in paths {
                guard let note = try? keptNote(at: path) else { continue }
                do {
                    _ = try checked(at: path, history)
                    notes.append((path, note, nil))
                } catch let conflict as CheckpointConflict {
                    notes.append((path, note, conflict))
                }
            }
            return notes
        }
    }

    /// The checkpoint that is kept there, which the log extends; nil if there never was one, or if a
    /// recovery says that it does not bind the log any more.
    private func checked(at path: String, _ history: KeyHistory) throws -> Checkpoint? {
        guard let note = try keptNote(at: path) else { return nil }
        guard let (kept, isByKnownKey) = try opened(note, history) else { return nil }
        guard kept.isOf(origin: origin) else { throw CheckpointConflict.keptNoteChanged }
        if try log.extends(kept) { return kept }
        if try Recovered.all(in: log).contains(where: { $0.concerns(kept) }) { return nil }
        let found = log.head.size
        throw isByKnownKey
            ? CheckpointConflict.notAnExtension(
                kept: kept.size,
                found: found,
                isRecoverable: obstacle(history) == nil
            )
            : CheckpointConflict.signedByUnknownKey(kept: kept.size, found: found)
    }

    /// What was signed and is not in the log; nil if nothing is missing.
    ///
    /// Throws `CheckpointConflict.keptNoteChanged` if nobody can say any more what was signed, and
    /// `keyRetired` or `handoversUnreadable` if there is no key yet that may sign the log that goes on.
    func lost(because reason: String) throws -> Submission.Recovery? {
        try signing.withLock { _ in
            let history = try history()
            let kept = try paths.compactMap { path in
                try keptNote(at: path).flatMap { note in
                    try opened(note, history).map {
                        (note: note, checkpoint: $0.checkpoint, isByKnownKey: $0.isByKnownKey)
                    }
                }
            }
            let recoveries = try Recovered.all(in: log)
            let missing = try kept.filter { kept in
                try !log.extends(kept.checkpoint)
                    && !recoveries.contains { $0.concerns(kept.checkpoint) }
            }
            guard let newest = missing.max(by: { $0.checkpoint.size < $1.checkpoint.size }) else {
                return nil
            }
            if let obstacle = obstacle(history) { throw obstacle }
            let agreed = try kept.filter { try log.extends($0.checkpoint) }.map(\.checkpoint.size)
            return Submission.Recovery(
                note: newest.note,
                signed: newest.checkpoint,
                isByKnownKey: newest.isByKnownKey,
                lostFrom: agreed.max() ?? 0,
                reason: reason
            )
        }
    }

    /// The last signed checkpoint; nil only if there never was one.
    ///
    /// A file that is there and can't be read is no "never": signing without it would forget a promise.
    private func keptNote(at path: String) throws -> String? {
        guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartFailure.call(on: path)
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// What a kept note says, and whether a key signed it that the log or a handover knows; nil if the log says
    /// already that what it is of is lost, by a key that has handed over since.
    ///
    /// Where neither does, it is not what this log signed; so the log can only be older than a change of
    /// its key, or somebody has put the note there. Throws `CheckpointConflict.keptNoteChanged` if the note
    /// was changed, is another log's, or was signed by a key after its time.
    private func opened(
        _ note: String,
        _ history: KeyHistory
    ) throws -> (checkpoint: Checkpoint, isByKnownKey: Bool)? {
        if let known = verified.withLock({ $0 }), known.note == note, known.history == history {
            return (known.checkpoint, true)
        }
        if let opened = try? Checkpoint.open(note, keys: history.keys) {
            let signed = opened.checkpoint
            let signers = opened.signatures.map(\.key)
            let rightful = history.signers(ofSize: signed.size)
            if signers.contains(where: rightful.contains) {
                let known = Verified(note: note, history: history, checkpoint: signed)
                verified.withLock { $0 = known }
                return (signed, true)
            }
            // There is nothing new to record: who has the retired key gets no loss out of this.
            let lost = history.signers(ofLostSize: signed.size, by: try Recovered.all(in: log))
            if signers.contains(where: lost.contains), try !log.extends(signed) { return nil }
        }
        // The log's own come first: what lies there can't say otherwise whom a key handed over to.
        let handovers = history.handovers(in: log) + handovers.look().handovers
        let followed = history.openEnded.map { FollowedKey($0, over: handovers) }
        for key in followed {
            guard let opened = try? Checkpoint.open(note, keys: key.keys) else { continue }
            let rightful = key.keys(forSize: opened.checkpoint.size)
            let signers = opened.signatures.map(\.key).filter(rightful.contains)
            guard let signer = signers.last else { continue }
            // A key that was lost may have signed more than this log has, but nothing of this log.
            if try !history.keys.contains(signer) || !log.extends(opened.checkpoint) {
                return (opened.checkpoint, true)
            }
        }
        guard let parsed = try? SignedNote.parse(note),
            Checkpoint.isByAnotherKey(parsed, than: history.keys + followed.flatMap(\.keys)),
            let claimed = try? Checkpoint(text: parsed.text), try !log.extends(claimed)
        else { throw CheckpointConflict.keptNoteChanged }
        return (claimed, false)
    }
}

/// A note whose signature holds under the keys of a log.
private struct Verified: Sendable {
    var note: String
    var history: KeyHistory
    var checkpoint: Checkpoint
}

extension Checkpoints {
    /// Signs what is new, or tells the journal why that can't be; everything else goes on without.
    func keepUp(telling logger: Logger) {
        do {
            try keepUp()
        } catch is CheckpointConflict {
            // `status` and `verify` say it for as long as it stands, and what to do.
        } catch {
            logger.warning("the log was not signed", metadata: ["error": "\(error)"])
        }
    }
}

/// Nothing can be signed without the risk of contradicting what was signed before.
enum CheckpointConflict: Error, Hashable {
    /// The log is not an extension of the tree that was signed last; sizes in entries. It may be recorded
    /// what is lost, unless the key in force may not sign that.
    case notAnExtension(kept: Int64, found: Int64, isRecoverable: Bool = true)
    /// The kept checkpoint was changed or is another log's: what was signed last is not known.
    case keptNoteChanged
    /// A key signed it that neither the log nor a kept handover knows, and the log does not extend it:
    /// perhaps a backup from before a change of the key. Sizes in entries.
    case signedByUnknownKey(kept: Int64, found: Int64)
    /// The key in force is not held here: another program's data folder, or a rotation cut off.
    case keyNotHere
    /// The key in force has handed over to this one, in entries that the log has lost.
    case keyRetired(VerifierKey)
    /// A file of handovers is there and can't be read, for that reason: the key in force may be retired.
    case handoversUnreadable(path: String, cause: String)
}
