import Audit
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Projections
import TestSupport
import Workflows

@testable import kembar_audit

/// A data folder as a daemon leaves it, small and the same in every run.
///
/// Few entries under rule files of a few lines; one of the entries is longer than a page, one that
/// was longer than two is redacted, so that the file has pages that nothing uses.
struct SmallFolder: Sendable {
    static let origin = "test.invalid/kembar"
    static let agreement = "2026-0001"

    let path: String
    /// The key that signed the checkpoint beside the log.
    let key: SigningKey

    var vkey: String { key.verifierKey.description }

    /// The key that the log was founded with.
    static func founder() throws -> SigningKey {
        try SigningKey(name: origin, seed: Array(repeating: 7, count: 32))
    }

    /// Makes the folder, with the views of the log or without; the key hands over to `successor` at the end, if there is one.
    ///
    /// Where nothing is redacted yet, the entries before are the same.
    init(
        _ path: String,
        hasViews: Bool = false,
        isRedacted: Bool = true,
        successor: SigningKey? = nil
    ) async throws {
        self.path = path
        let founder = try Self.founder()
        key = successor ?? founder
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let log = try SQLiteLog.open(folder: path)
        try await Self.fill(log, founder, isRedacted, successor)
        let head = log.head
        if hasViews {
            let views = try Views(path: path + "/views.db", log: log)
            await views.catchUp()
            // Lets every text be found that there is.
            _ = try await views.search("contoh", limit: 1)
        }
        await log.close()
        // As a daemon leaves it that was stopped: nothing is in it any more.
        try write("", to: "log.db-wal")
        let checkpoint = try Checkpoint(origin: Self.origin, size: head.size, root: head.root)
        try write(checkpoint.sign(with: key), to: "checkpoint")
    }

    /// The same folder under another path.
    func copy(_ path: String) throws -> SmallFolder {
        try FileManager.default.copyItem(atPath: self.path, toPath: path)
        return SmallFolder(at: path, key)
    }

    private init(at path: String, _ key: SigningKey) {
        self.path = path
        self.key = key
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: file(name), atomically: false, encoding: .utf8)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: file(name), encoding: .utf8)
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
    }

    // MARK: What happened

    private static func fill(
        _ log: SQLiteLog,
        _ key: SigningKey,
        _ isRedacted: Bool,
        _ successor: SigningKey?
    ) async throws {
        let start = Timestamp(milliseconds: 1_780_000_000_000)
        let identity = CountingIdentity()
        let door = Door(clock: StandingClock(at: start)) { identity.next() }
        try await Founding(origin: origin, key: key, isRehearsal: true, files: rules)
            .found(log, door)
        guard let rules = try RulesInForce.adopted(in: log) else { throw FoundingFailure.noOffices }
        let submitter = Submitter(
            log: log,
            door: door,
            origin: origin,
            rules: rules,
            lastRecorded: start
        )
        func submit(_ number: Int, _ request: Submission.Request) async throws {
            _ = try await submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "admin"),
                    key: "perintah-\(number)",
                    digest: "0123456789abcdef",
                    expectedVersion: nil,
                    isDryRun: false,
                    request: request
                )
            )
        }
        func note(_ text: String) -> Submission.Request {
            .happened(
                agreement: agreement,
                .init(intent: .event("NoteAdded"), at: nil, fields: ["text": .string(text)])
            )
        }
        try await submit(
            1,
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: nil,
                    fields: ["title": "Contoh", "parties": ["99.71"]]
                )
            )
        )
        try await submit(2, note(String(repeating: "rahasia sekali. ", count: 520)))
        try await submit(3, note(String(repeating: "panjang sekali. ", count: 260)))
        if isRedacted {
            try await submit(
                4,
                .redact(
                    agreement: agreement,
                    Redaction(position: 6, set: ["text": "(dihapus)"], authority: "Nota 1")
                )
            )
        }
        try await submit(5, note("selesai"))
        guard let successor else { return }
        try await submit(6, .adoptKey(successor.verifierKey, reason: nil))
        let founding = LogIdentity(
            origin: origin,
            vkey: key.verifierKey.description,
            isRehearsal: true
        )
        guard let adoption = try KeyHistory(founding, in: log)?.adoptions.last else {
            throw CocoaError(.featureUnsupported)
        }
        // The tree that ends with the adoption is the last that the old key signs.
        let last = try Checkpoint(origin: origin, size: log.head.size, root: log.head.root)
        try await submitter.recordHandover(of: adoption, last.sign(with: key))
    }

    private static let rules = [
        RuleFile(
            text: """
                offices: kecil
                own: "99.01"
                language: id
                zones:
                  - { name: Asia/Jakarta, offset: "+07:00", abbreviation: WIB }
                calendars: { default: id }
                list:
                  - { code: "99.01", name: Kabupaten Contoh, zone: Asia/Jakarta, synthetic: true }
                  - { code: "99.71", name: Kota Contoh, zone: Asia/Jakarta, synthetic: true }

                """,
            regions: "code,name,kind,zone\n11,Provinsi Aceh,provinsi,Asia/Jakarta\n"
        ),
        RuleFile(
            text: """
                calendar: id
                label: { id: Kalender, en: Calendar }
                source: { id: Uji, en: Test }
                years: [2026, 2026]

                """
        ),
        RuleFile(
            text: """
                policy: main
                label: {id: Pengingat, en: Reminders}
                roles:
                  - {name: petugas, label: {id: Petugas, en: Officer}}
                window: {from: "08:00", until: "15:00"}
                waits: tahap
                signatures: tahap
                ladders:
                  - name: tahap
                    label: {id: Tahap, en: Stage}
                    rungs:
                      - {after: 10, roles: [petugas]}
                    source: {text: Uji, mark: office-policy}

                """
        ),
        RuleFile(
            text: """
                workflow: kecil
                label: {id: Kecil, en: Small}
                stages:
                  - {name: Begun, label: {id: Mulai, en: Begun}, ladder: tahap}
                events:
                  - name: Proposed
                    verb: propose
                    label: {id: Diusulkan, en: Proposed}
                    from: []
                    fields:
                      - {name: title, form: text, required: true, label: {id: Judul, en: Title}}
                      - {name: parties, form: offices, required: true, label: {id: Pihak, en: Parties}}
                    brings: {begins: true, enters: Begun}
                    source: {text: Uji, mark: office-policy}
                  - name: Refused
                    verb: decline
                    label: {id: Ditolak, en: Refused}
                    from: [open]
                    fields:
                      - {name: party, form: party, required: true, label: {id: Pihak, en: Party}}
                      - {name: reason, form: text, required: true, label: {id: Alasan, en: Reason}}
                    brings: {closes: true}
                    source: {text: Uji, mark: office-policy}

                """
        ),
    ]
}

/// A folder that is gone when its owner is; in memory where the system has a place for that.
final class Scratch: Sendable {
    let path: String

    init() throws {
        let shared = "/dev/shm"
        let parent =
            FileManager.default.isWritableFile(atPath: shared) ? shared : NSTemporaryDirectory()
        path = "\(parent)/kembar-tamper-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
