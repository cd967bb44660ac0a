import Audit
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import TestSupport
import Workflows

/// An engine over a founded log, with a clock that stands still and identities that count.
struct Workshop: Sendable {
    let log: any EntryLog
    let submitter: Submitter
    let clock: StandingClock
    /// The folder of a log on disk; nil for one in memory.
    let folder: String?

    static let origin = "test.invalid/kembar"

    /// Begins a log in memory, or on disk if `folder` is given.
    init(
        folder: String? = nil,
        start: String = "2018-11-08T01:00:00.000Z",
        faults: LogFaults = .none,
        files: [RuleFile]? = nil
    ) async throws {
        self.folder = folder
        let instant = Timestamp(rfc3339: start) ?? Timestamp(milliseconds: 0)
        clock = StandingClock(at: instant)
        let identity = CountingIdentity()
        let door = Door(clock: clock) { identity.next() }
        if let folder {
            log = try SQLiteLog.open(folder: folder)
        } else {
            log = InMemoryLog(faults: faults)
        }
        if log.head.size == 0 {
            try await Founding(
                origin: Self.origin,
                key: try SigningKey(name: Self.origin, seed: Array(repeating: 7, count: 32)),
                isRehearsal: true,
                files: try files ?? Self.files()
            ).found(log, door)
        }
        guard let rules = try RulesInForce.adopted(in: log) else { throw FoundingFailure.noOffices }
        submitter = Submitter(
            log: log,
            door: door,
            origin: Self.origin,
            rules: rules,
            lastRecorded: instant
        )
    }

    /// The shipped rule files in the order in which a daemon adopts them.
    static func files() throws -> [RuleFile] {
        [
            RuleFile(
                text: try Shipped.text("config/offices.yaml"),
                regions: try Shipped.text("config/regions.csv")
            )
        ]
            + (try [
                "config/calendars/id-bali.yaml", "config/calendars/id-public.yaml",
                "config/calendars/id.yaml", "config/reminders.yaml",
                "config/workflows/kerja-sama-daerah.yaml",
            ].map { RuleFile(text: try Shipped.text($0)) })
    }

    static let officer = Actor.user(id: "a-0001", role: "operator")

    /// Submits one command under a key.
    func submit(
        _ key: String,
        _ request: Submission.Request,
        actor: Actor = officer,
        digest: String = "0123456789abcdef",
        version: Int? = nil,
        dryRun: Bool = false
    ) async throws -> Receipt {
        try await submitter.submit(
            Submission(
                actor: actor,
                key: key,
                digest: digest,
                expectedVersion: version,
                isDryRun: dryRun,
                request: request
            )
        )
    }

    func propose(_ key: String, at: String = "2018-10") async throws -> Receipt {
        try await submit(
            key,
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: at,
                    fields: ["title": "Kota Kembar", "parties": ["35.72"]]
                )
            )
        )
    }

    func happen(
        _ key: String,
        _ verb: String,
        at: String? = nil,
        _ fields: [String: JSONValue],
        agreement: String = "2018-0001",
        version: Int? = nil,
        dryRun: Bool = false,
        digest: String = "0123456789abcdef"
    ) async throws -> Receipt {
        try await submit(
            key,
            .happened(
                agreement: agreement,
                .init(intent: .verb(verb), at: at, fields: fields)
            ),
            digest: digest,
            version: version,
            dryRun: dryRun
        )
    }

    /// Every entry of the log, decoded strictly.
    func entries() throws -> [Entry] {
        try log.read(after: -1, limit: 100_000).map {
            try Entry(bytes: $0.bytes ?? [], strictly: true)
        }
    }
}

/// A folder that is gone when its owner is.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "kembar-engine-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Workshop {
    /// An agreement that waits since 7 November for Kota Blitar, under the keys 1 to 3.
    func awaitReadiness() async throws {
        _ = try await propose("1")
        _ = try await happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        _ = try await happen(
            "3",
            "await",
            at: "2018-11-07",
            ["office": "35.72", "for": "kesiapan"]
        )
    }
}
