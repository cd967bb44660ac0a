import Audit
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Glibc
import RuleFiles
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
        /// Why the key in force is lost and another one has to take its place; nil if it is not.
        var lostKeyReason: String?
        /// Makes the door from the zone of the own office, in which a rehearsal's start is read.
        var door: (Zone) throws -> Door
    }

    /// Opens the folder; an empty one becomes a log with key, origin and the shipped rules.
    ///
    /// `faults` are for tests.
    static func open(
        _ path: String,
        _ wish: Wish,
        faults: LogFaults = .none
    ) async throws -> DataFolder {
        let log = try SQLiteLog.open(folder: path, faults: faults)
        do {
            // The rule files matter to a new log only: an old one has its rules in itself.
            if log.head.size == 0 { try await found(log, path, wish) }
            guard let first = try log.entry(at: 0)?.bytes,
                let identity = LogIdentity(try Entry(bytes: first))
            else { throw StartFailure.notALog(path: path) }
            try check(identity, wish, path)
            guard let rules = try RulesInForce.adopted(in: log) else {
                throw StartFailure.notALog(path: path)
            }
            let door = try wish.door(rules.circumstances.offices.own.zone)
            let keyFiles = KeyFiles(path: path, identity: identity)
            if let reason = wish.lostKeyReason {
                try await keyFiles.replaceLost(because: reason, in: log, door, rules)
            }
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

    private static func found(_ log: SQLiteLog, _ path: String, _ wish: Wish) async throws {
        let files = try wish.settings.ruleFiles()
        let origin =
            wish.origin
            ?? "\(LogIdentity.provisionalStart)\(Hexadecimal.encode(Door.randomBytes(8)))"
        guard Self.isOrigin(origin) else { throw StartFailure.badOrigin(origin) }
        // What only a running daemon writes is there, so a log was there too: it was lost, and a new
        // one under the same key would be a second history.
        for leftover in ["checkpoint", "contacts.db"]
        where FileManager.default.fileExists(atPath: path + "/" + leftover) {
            throw StartFailure.logMissing(path: path, leftover: leftover)
        }
        // So is what it mirrored, and what is there can be brought back.
        if !wish.isRehearsal, let mirror = wish.settings.mirror.map({ MirrorFolder.file(in: $0) }),
            FileFacts.bytes(of: mirror) ?? 0 > 0
        {
            throw StartFailure.mirrorOfLostLog(path: path, mirror: mirror)
        }
        let keyPath = path + "/key"
        // A key without a log is left from a start that was cut off between the two: use it.
        let seed = try KeyFiles.readSeed(keyPath) ?? KeyFiles.writeSeed(keyPath)
        let key = try SigningKey(name: origin, seed: seed)
        do {
            let zone = try zone(of: files)
            try await Founding(
                origin: origin,
                key: key,
                isRehearsal: wish.isRehearsal,
                files: files
            ).found(log, try wish.door(zone))
        } catch let faults as FileFaults {
            throw StartFailure.settingsFaulty(path: wish.settings.folder ?? path, faults)
        }
    }

    private static func zone(of files: [RuleFile]) throws -> Zone {
        for file in files {
            if case .offices(let offices) = try file.proved() { return offices.own.zone }
        }
        throw FoundingFailure.noOffices
    }

    /// A URL without scheme, as key names must be: no spaces, no `+` (C2SP signed-note).
    private static func isOrigin(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 200
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "+") }
            && !text.contains("://")
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
        guard descriptor >= 0 else { throw .folder(path: draft, cause: errorText()) }
        do throws(StartFailure) {
            defer { close(descriptor) }
            guard writeAll(bytes, to: descriptor) else {
                throw .folder(path: draft, cause: errorText())
            }
            // Against our own umask: the mode is what was asked for.
            guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
                throw .folder(path: draft, cause: errorText())
            }
        } catch {
            unlink(draft)
            throw error
        }
        guard rename(draft, path) == 0 else { throw .folder(path: path, cause: errorText()) }
        try syncFolder(of: path)
    }

    /// Makes the names beside `path` durable.
    static func syncFolder(of path: String) throws(StartFailure) {
        let folder = Glibc.open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .folder(path: path, cause: errorText()) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .folder(path: path, cause: errorText()) }
    }
}
