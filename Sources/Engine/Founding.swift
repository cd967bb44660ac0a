package import Audit
package import Calendars
package import Entries
package import EventLog
import RuleFiles
import Workflows

/// Begins a log: position 0 says what it is, then the shipped rules take force.
package struct Founding: Sendable {
    /// The name of the log for ever, such as `kembar.invalid/4f1d2c3b5a697887`: part of every entry
    /// and checkpoint.
    package var origin: String
    /// The key that will sign the checkpoints; the log gets its public half only.
    package var key: SigningKey
    /// Whether it is a log to practise with, which it says for ever.
    package var isRehearsal: Bool
    /// Offices first, then calendars in the order of their includes, the policy, the workflows.
    package var files: [RuleFile]

    /// Prepares the founding; the files are read and checked when it happens.
    package init(origin: String, key: SigningKey, isRehearsal: Bool, files: [RuleFile]) {
        self.origin = origin
        self.key = key
        self.isRehearsal = isRehearsal
        self.files = files
    }

    /// Writes the first entries of an empty log in one transaction.
    ///
    /// Throws `FileFaults` and writes nothing if a file is faulty, or does not fit the others.
    package func found(_ log: any EntryLog, _ door: Door) async throws {
        try await proved(at: door.clock.now()).found(log, door)
    }

    /// Reads and checks the files, for whoever may make nothing before he knows that they are good.
    ///
    /// Throws `FileFaults` if a file is faulty, or does not fit the others: a log keeps its rules for
    /// ever.
    package func proved(at now: Timestamp) throws -> Proved {
        let contents = try files.map { try $0.proved(version: 1) }
        let offices = contents.compactMap { content -> Offices? in
            guard case .offices(let offices) = content else { return nil }
            return offices
        }
        guard let offices = offices.first else { throw FoundingFailure.noOffices }
        try RulesInForce.checkTogether(contents, in: files, under: offices, at: now)
        return Proved(founding: self, contents: contents, offices: offices)
    }

    /// A founding whose files are known to be good.
    package struct Proved: Sendable {
        fileprivate let founding: Founding
        fileprivate let contents: [RuleFile.Content]
        fileprivate let offices: Offices

        /// Writes the first entries of an empty log in one transaction.
        package func found(_ log: any EntryLog, _ door: Door) async throws {
            try await log.write { transaction in
                guard transaction.size == 0 else { throw FoundingFailure.notEmpty }
                let files = founding.files
                let count = files.count + 1
                // One time for all: a clock that steps back in between must not stand in the log.
                let now = door.clock.now()
                let started = founding.started(offices)
                try founding.append(.logStarted, started, 1, count, now, door, transaction)
                for (index, content) in contents.enumerated() {
                    try founding.append(
                        content.kind.event,
                        files[index].data(name: content.name, version: 1),
                        index + 2,
                        count,
                        now,
                        door,
                        transaction
                    )
                }
            }
        }
    }

    private func started(_ offices: Offices) -> [String: JSONValue] {
        [
            "origin": .string(origin), "vkey": .string(key.verifierKey.description),
            "office": .string(offices.own.code), "officeName": .string(offices.own.name),
            "zone": .string(offices.own.zone.name), "rehearsal": .bool(isRehearsal),
            "format": 1,
        ]
    }

    private func append(
        _ event: EngineEvent,
        _ data: [String: JSONValue],
        _ part: Int,
        _ parts: Int,
        _ now: Timestamp,
        _ door: Door,
        _ transaction: any LogTransaction
    ) throws {
        let entry = Entry(
            id: door.identity(),
            source: "https://" + origin,
            type: event.rawValue,
            subject: nil,
            moment: Moment(instant: now, offsetMinutes: 0),
            recorded: now,
            position: transaction.size,
            command: CommandStamp(
                id: "founding",
                part: part,
                parts: parts,
                digest: Submitter.systemDigest
            ),
            actor: .system,
            data: .object(data)
        )
        try transaction.append(try NewEntry(entry))
    }
}

/// Why a log can't begin.
package enum FoundingFailure: Error, Sendable {
    case noOffices
    case notEmpty
}

/// What position 0 says.
package struct LogIdentity: Hashable, Sendable {
    /// The name that every entry's `source` and every checkpoint carries.
    package var origin: String
    /// The public key of the log as text, `<name>+<hash>+<key>` (C2SP signed-note).
    package var vkey: String
    /// Whether it was founded to practise with; no later entry can change that.
    package var isRehearsal: Bool

    /// Says it of a log whose first entry does not.
    package init(origin: String, vkey: String, isRehearsal: Bool) {
        self.origin = origin
        self.vkey = vkey
        self.isRehearsal = isRehearsal
    }

    /// Reads it from the first entry; nil if that is no `LogStarted`.
    package init?(_ entry: Entry) {
        guard entry.type == EngineEvent.logStarted.rawValue,
            let origin = entry.data["origin"]?.string, let vkey = entry.data["vkey"]?.string
        else { return nil }
        self.origin = origin
        self.vkey = vkey
        isRehearsal = entry.data["rehearsal"]?.bool ?? false
    }
}
