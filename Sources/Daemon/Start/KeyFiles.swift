import Audit
import Calendars
import Engine
import Entries
import EventLog
import Exports
import Foundation
import Glibc

/// The files of the signing key: `key`, and beside it `key.next` while it changes.
///
/// The order of a change: `key.next` is durable, the log adopts it, the old key signs that, the log keeps
/// the signature, `key.next` becomes `key`. Cut off anywhere, the next start goes on from there.
struct KeyFiles: Sendable {
    /// The data folder.
    let path: String
    let identity: LogIdentity
    /// What keys handed over, as it is kept beside the checkpoints.
    var handovers: [KeyHandover] = []

    private var keyPath: String { path + "/key" }
    private var nextPath: String { path + "/key.next" }

    /// The key that is held, and its successor if that was adopted and has not taken its place yet.
    func keys(in log: any EntryLog) throws -> (key: SigningKey, next: SigningKey?) {
        let history = try history(of: log)
        let next = try key(at: nextPath)
        guard let key = try key(at: keyPath) else {
            // The lost one was replaced, and the new one has not got its name yet.
            guard let next, next.verifierKey == history.current else {
                throw StartFailure.keyMissing(
                    path: keyPath,
                    expected: followed(history).description
                )
            }
            try promote()
            return (next, nil)
        }
        if key.verifierKey == history.current { return (key, nil) }
        guard let adoption = history.adoptions.last, let next,
            next.verifierKey == adoption.key, history.keys.dropLast().last == key.verifierKey
        else {
            throw StartFailure.keyOfAnotherLog(
                path: keyPath,
                expected: followed(history).description
            )
        }
        return (key, next)
    }

    /// The key that signs from now on: the one in force, or the one that it handed over to in entries
    /// that the log has lost.
    private func followed(_ history: KeyHistory) -> VerifierKey {
        FollowedKey(history.current, over: handovers).keys.last ?? history.current
    }

    /// Lets the log go on under the key that lies here, where the one that it knows handed over to that
    /// key in entries that it has lost.
    func follow(in log: any EntryLog, _ door: Door, _ rules: RulesInForce) async throws {
        let history = try history(of: log)
        let keys = FollowedKey(history.current, over: handovers).keys
        guard let held = try key(at: keyPath)?.verifierKey,
            let last = keys.firstIndex(of: held), last > 0
        else { return }
        let submitter = try submitter(log, door, rules)
        for (previous, key) in zip(keys[..<last], keys.dropFirst()) {
            let handover = handovers.first { $0.successor(of: previous)?.key == key }
            try await submitter.replaceLostKey(
                by: key,
                reason: nil,
                handover: handover?.receipt.description
            )
        }
    }

    /// Makes the next key, durably; one that was never adopted is overwritten.
    func makeNext() throws -> SigningKey {
        let seed = Self.newSeed()
        try Self.write(seed, to: nextPath)
        return try SigningKey(name: identity.origin, seed: seed)
    }

    /// Whether the key in force has not got its name yet.
    func isNextInForce(_ history: KeyHistory) throws -> Bool {
        try key(at: nextPath)?.verifierKey == history.current
    }

    /// Puts the next key in the place of the old one, which is gone then.
    func promote() throws {
        guard rename(nextPath, keyPath) == 0 else {
            throw StartFailure.call(on: keyPath)
        }
        try DurableFile.syncFolder(of: keyPath)
    }

    /// Lets a new key sign a log whose key is lost.
    ///
    /// Throws `StartFailure.keyNotLost` if the key in force lies there, `keyInTheWay` if another one does:
    /// it may be the only copy of the key that a newer log is signed by.
    func replaceLost(
        because reason: String,
        in log: any EntryLog,
        _ door: Door,
        _ rules: RulesInForce
    ) async throws {
        let history = try history(of: log)
        let isNextInForce = try isNextInForce(history)
        if let key = try key(at: keyPath)?.verifierKey {
            // Where a change was cut off, the key before it lies there until the next start.
            let isPredecessor = isNextInForce && key == history.keys.dropLast().last
            throw key == followed(history) || isPredecessor
                ? StartFailure.keyNotLost(path: keyPath)
                : StartFailure.keyInTheWay(path: keyPath, found: key.description)
        }
        // Adopted before this was cut off.
        guard !isNextInForce else { return try promote() }
        let submitter = try submitter(log, door, rules)
        let next = try makeNext()
        try await submitter.replaceLostKey(by: next.verifierKey, reason: reason)
        try promote()
    }

    private func submitter(
        _ log: any EntryLog,
        _ door: Door,
        _ rules: RulesInForce
    ) throws -> Submitter {
        let newest = try log.entry(at: log.head.size - 1)
        return Submitter(
            log: log,
            door: door,
            origin: identity.origin,
            rules: rules,
            lastRecorded: try newest.map { try HistoryReader.entry($0, in: log).recorded }
                ?? door.clock.now()
        )
    }

    private func history(of log: any EntryLog) throws -> KeyHistory {
        guard let history = try KeyHistory(identity, in: log) else {
            throw StartFailure.notALog(path: path)
        }
        return history
    }

    private func key(at path: String) throws -> SigningKey? {
        try Self.readSeed(path).map { try SigningKey(name: identity.origin, seed: $0) }
    }

    /// The seed in a file; nil if there is no such file.
    static func readSeed(_ path: String) throws(StartFailure) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .keyUnreadable(path: path, cause: errorText())
        }
        let text = String(decoding: data, as: UTF8.self)
        guard let hash = TreeHash(hex: text.filter { $0 != "\n" }) else {
            throw .keyGarbled(path: path)
        }
        return hash.bytes
    }

    static func newSeed() -> [UInt8] { Door.randomBytes(SigningKey.seedByteCount) }

    /// Writes a seed durably, readable by its owner only, before anything names the key.
    static func write(_ seed: [UInt8], to path: String) throws(StartFailure) {
        try DurableFile.write(Array((Hexadecimal.encode(seed) + "\n").utf8), to: path, mode: 0o600)
    }
}
