import Audit
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import RuleFiles

/// A log that is yet to begin, against which nothing speaks.
///
/// Everything is looked at before anything is made: a folder that is refused is evidence, or is tried
/// again, and stays as it was.
struct NewLog {
    private let keyPath: String
    private let seed: [UInt8]
    /// Whether the seed was there; if not, it has to be kept before anything names the key.
    private let isSeedKept: Bool
    private let founding: Founding.Proved
    private let door: Door

    /// Looks at the folder and at the settings; makes nothing.
    init(_ path: String, _ wish: DataFolder.Wish) throws {
        try Self.refuseLostLog(path, wish)
        let files = try wish.settings.ruleFiles()
        let origin =
            wish.origin
            ?? "\(LogIdentity.provisionalStart)\(Hexadecimal.encode(Door.randomBytes(8)))"
        guard Self.isOrigin(origin) else { throw StartFailure.badOrigin(origin) }
        keyPath = path + "/key"
        // A key without a log is left from a start that was cut off between the two: use it.
        let kept = try KeyFiles.readSeed(keyPath)
        seed = kept ?? KeyFiles.newSeed()
        isSeedKept = kept != nil
        let key = try SigningKey(name: origin, seed: seed)
        do {
            door = try wish.door(Self.zone(of: files))
            founding = try Founding(
                origin: origin,
                key: key,
                isRehearsal: wish.isRehearsal,
                files: files
            ).proved(at: door.clock.now())
        } catch let faults as FileFaults {
            throw StartFailure.settingsFaulty(path: wish.settings.folder ?? path, faults)
        }
    }

    /// Gives the log its key and its first entries; the folder is locked by now.
    func begin(_ log: any EntryLog) async throws {
        if !isSeedKept { try KeyFiles.write(seed, to: keyPath) }
        try await founding.found(log, door)
    }

    private static func refuseLostLog(_ path: String, _ wish: DataFolder.Wish) throws {
        // What only a running daemon writes is there, so a log was there too: it was lost, and a new
        // one under the same key would be a second history.
        for leftover in ["checkpoint", "contacts.db"]
        where FileManager.default.fileExists(atPath: path + "/" + leftover) {
            throw StartFailure.logMissing(path: path, leftover: leftover)
        }
        // So are the newest entries of one, which SQLite would delete for want of the file they belong to.
        if FileFacts.bytes(of: path + "/log.db-wal") ?? 0 > 0,
            FileFacts.bytes(of: path + "/log.db") ?? 0 == 0
        {
            throw StartFailure.logMissing(path: path, leftover: "log.db-wal")
        }
        // So is what it mirrored, and what is there can be brought back.
        if !wish.isRehearsal, let mirror = wish.settings.mirror.map({ MirrorFolder.file(in: $0) }),
            FileFacts.bytes(of: mirror) ?? 0 > 0
        {
            throw StartFailure.mirrorOfLostLog(path: path, mirror: mirror)
        }
        // No key can be lost of what there never was.
        guard wish.lostKeyReason == nil else { throw StartFailure.notALog(path: path) }
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
