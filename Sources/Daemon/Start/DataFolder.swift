import Audit
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Glibc
import Workflows

/// The folder that holds everything kembar keeps, opened and locked.
struct DataFolder: Sendable {
    var path: String
    var log: SQLiteLog
    var identity: LogIdentity
    var key: SigningKey
    /// The key that takes its place, where a rotation was cut off.
    var nextKey: SigningKey?
    var rules: RulesInForce
    var door: Door

    var keyPath: String { path + "/key" }
    var viewsPath: String { path + "/views.db" }
    var contactsPath: String { path + "/contacts.db" }
    var logPath: String { path + "/log.db" }
    var checkpointPath: String { path + "/checkpoint" }
    var heartbeatPath: String { path + "/heartbeat" }
    var backupsPath: String { path + "/backups" }
    var cosignaturesPath: String { path + "/cosignatures" }

    /// What a new log is made with, and what an old one has to agree with.
    struct Wish {
        var origin: String?
        var isRehearsal: Bool
        var settings: Settings
        /// The folder outside the data where the checkpoint is kept once more; nil if there is none.
        var checkpoints: String?
        /// Why the key in force is lost and another one has to take its place; nil if it is not.
        var lostKeyReason: String?
        /// Makes the door from the zone of the own office, in which a rehearsal's start is read.
        var door: (Zone) throws -> Door
    }

    /// Opens the folder; an empty one becomes a log with key, origin and the shipped rules.
    ///
    /// A folder in which no log may begin stays as it is, or is not made.
    ///
    /// `faults` are for tests.
    static func open(
        _ path: String,
        _ wish: Wish,
        faults: LogFaults = .none
    ) async throws -> DataFolder {
        var new: NewLog?
        if FileFacts.bytes(of: path + "/log.db") ?? 0 == 0 {
            // Whoever has the folder is named first. A lock for looking makes nothing.
            let lock = try FolderLock(folder: path, access: .readOnly)
            defer { lock.release() }
            new = try NewLog(path, wish)
        }
        let log = try SQLiteLog.open(folder: path, faults: faults)
        do {
            // The rule files matter to a new log only: an old one has its rules in itself. A file without
            // entries is left from a start that was cut off.
            if log.head.size == 0 { try await (new ?? NewLog(path, wish)).begin(log) }
            guard let first = try log.entry(at: 0)?.bytes,
                let identity = LogIdentity(try Entry(bytes: first))
            else { throw StartFailure.notALog(path: path) }
            try check(identity, wish, path)
            guard let rules = try RulesInForce.adopted(in: log) else {
                throw StartFailure.notALog(path: path)
            }
            let door = try wish.door(rules.circumstances.offices.own.zone)
            let folders = [path] + [wish.checkpoints].compactMap(\.self)
            let keyFiles = KeyFiles(
                path: path,
                identity: identity,
                handovers: KeptHandovers(beside: folders.map { $0 + "/checkpoint" }).look()
                    .handovers
            )
            if let reason = wish.lostKeyReason {
                try await keyFiles.replaceLost(because: reason, in: log, door, rules)
            }
            try await keyFiles.follow(in: log, door, rules)
            let (key, nextKey) = try keyFiles.keys(in: log)
            return DataFolder(
                path: path,
                log: log,
                identity: identity,
                key: key,
                nextKey: nextKey,
                rules: rules,
                door: door
            )
        } catch {
            await log.close()
            throw error
        }
    }

    private static func check(
        _ identity: LogIdentity,
        _ wish: Wish,
        _ path: String
    ) throws(StartFailure) {
        if wish.isRehearsal && !identity.isRehearsal { throw .rehearsalOnRealLog(path: path) }
        if !wish.isRehearsal && identity.isRehearsal { throw .realOnRehearsalLog(path: path) }
        if let origin = wish.origin, origin != identity.origin {
            throw .originOfAnotherLog(expected: origin, found: identity.origin)
        }
    }
}

extension LogIdentity {
    /// How the origin of a log begins that nobody gave one.
    static let provisionalStart = "kembar.invalid/"

    /// Whether a log that is meant to last has no name of its own.
    var isProvisional: Bool { !isRehearsal && origin.hasPrefix(Self.provisionalStart) }
}

/// A small file that is either the old one or the new one, whatever happens.
enum DurableFile {
    /// Writes beside, syncs, renames, syncs the folder.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(StartFailure) {
        let draft = path + ".new"
        // What a start that was cut off has left may have another mode, or be a link to elsewhere.
        unlink(draft)
        let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .call(on: draft) }
        do throws(StartFailure) {
            defer { close(descriptor) }
            guard writeAll(bytes, to: descriptor) else {
                throw .call(on: draft)
            }
            // Against our own umask: the mode is what was asked for.
            guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
                throw .call(on: draft)
            }
        } catch {
            unlink(draft)
            throw error
        }
        guard rename(draft, path) == 0 else { throw .call(on: path) }
        try syncFolder(of: path)
    }

    /// Makes the names beside `path` durable.
    static func syncFolder(of path: String) throws(StartFailure) {
        let folder = Glibc.open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .call(on: path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .call(on: path) }
    }
}
