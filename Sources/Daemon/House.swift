import Calendars
import Contacts
import Engine
import Entries
import EventLog
import FoundationEssentials
import Glibc
import Projections
import Wire
import Workflows

/// Everything that answers requests, standing together.
struct House: Sendable {
    var folder: DataFolder
    var submitter: Submitter
    var views: Views
    var contacts: Contacts
    var rights: Rights
    var checkpoints: Checkpoints
    var cosignatures: Cosignatures
    var rotation: KeyRotation
    var settings: Settings
    var sockets: [SocketRole: String]
    var wakeUp: WakeUp
    var heartbeat: Heartbeat
    var backups: BackupRecord
    /// Room that people's commands leave to reminders.
    var reserve: DiskReserve
    /// The log's entries once more on a second disk; nil where the settings name none.
    var mirror: Mirror?
    var metrics = Metrics()
    /// Whose turn it is to hold the views against the log.
    var comparing = ComparisonTurn()
    /// The places for those who follow the log.
    var followers = Followers()
    /// The clock that a rehearsal moves; nil for a real daemon.
    var rehearsal: StandingClock?

    /// How long a read waits for the views.
    var viewPatience = Duration.seconds(viewPatienceSeconds)

    /// Two were too few where 200 clients share two processors with other work (decision 0033): the views came a moment
    /// later, and an answer then is better than none.
    static let viewPatienceSeconds = 4

    var log: SQLiteLog { folder.log }

    // Never inlined, here and in what every route calls (`decoded`, `submission`, `submit`, `json`): inlined into the routes'
    // coroutines, one of them ends the optimizer of Swift 6.3.1 with signal 11 while it splits them.

    /// Refuses a caller who lacks a right, naming the group that has it.
    @inline(never)
    func require(_ right: Right, of caller: Caller) throws(Problem) {
        guard rights.rights(of: caller).contains(right) else {
            throw Problem(
                .notPermitted,
                [
                    "group": .string(rights.groupToJoin(for: right, of: caller)),
                    "user": .integer(Int(caller.uid)),
                ]
            )
        }
    }

    /// Returns the rules in force, once the views contain the log as it is at this moment.
    func currentRules() async throws -> RulesInForce {
        try await reachHead()
        return submitter.rulesInForce
    }

    /// Waits until the views contain everything that is in the log now.
    func reachHead() async throws {
        let head = log.head.size - 1
        guard views.state.position < head else { return }
        let (views, patience) = (views, viewPatience)
        views.hurry()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await views.wait(for: head) }
            group.addTask {
                // Cancelled as soon as the views are there; then nothing is lost by returning early.
                try? await Task.sleep(for: patience)
            }
            await group.next()
            group.cancelAll()
        }
        let lag = head - views.state.position
        guard lag <= 0 else { throw Problem(.viewsBehind, ["lag": .integer(Int(lag))]) }
    }

    /// Who acts, as entries say it: under an opaque name, given when a caller first writes.
    ///
    /// A dry run writes nothing: whoever has no name yet tries it under the one that is next.
    @inline(never)
    func actor(of caller: Caller, by right: Right, isDryRun: Bool) async throws -> Actor {
        let name: String
        if let user = caller.askedUser, let known = contacts.knownName(of: user) {
            name = known
        } else {
            // Asks the system, reads a file, and perhaps the whole log.
            name = try await Pool.run { try self.name(of: caller, isDryRun: isDryRun) }
        }
        return .user(id: name, role: rights.role(of: caller, for: right))
    }

    @inline(never)
    private func name(of caller: Caller, isDryRun: Bool) throws -> String {
        let greatest = { [log] in try log.greatestActor() }
        return isDryRun
            ? try contacts.nameOrNext(of: caller.user(), greatest: greatest)
            : try contacts.givenName(
                of: caller.user(),
                at: submitter.door.clock.now(),
                greatest: greatest
            )
    }
}

extension SQLiteLog {
    /// The highest number of an `a-0007` in the log: read only when a user is first seen.
    ///
    /// Looked for in the entries' one spelling, because he waits for it: decoding took three seconds of a log of
    /// 200,000. In a text quotes are escaped, so nobody writes himself a number there.
    func greatestActor() throws -> Int {
        let sign = Array(#""authid":"a-"#.utf8)
        var greatest = 0
        var redacted: [Int64] = []
        try lend(0..<head.size) { entry in
            if let bytes = entry.bytes {
                greatest = max(greatest, Self.greatestNumber(behind: sign, in: bytes))
            } else {
                redacted.append(entry.position)
            }
            return true
        }
        for position in redacted {
            guard let kept = try entry(at: position),
                case .user(let id, _) = try HistoryReader.entry(kept, in: self).actor
            else { continue }
            greatest = max(greatest, Int(id.dropFirst(2)) ?? 0)
        }
        return greatest
    }

    private static func greatestNumber(
        behind sign: [UInt8],
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> Int {
        // Found by its rarest letter.
        guard let letter = sign.firstIndex(of: UInt8(ascii: "h")) else { return 0 }
        var greatest = 0
        var rest = UnsafeRawBufferPointer(bytes).dropFirst(letter)
        while !rest.isEmpty {
            let window = UnsafeRawBufferPointer(rebasing: rest)
            guard let start = window.baseAddress,
                let found = memchr(start, Int32(sign[letter]), window.count)
            else { break }
            let place = rest.startIndex + (UnsafeRawPointer(found) - start)
            rest = rest[(place + 1)...]
            let first = place - letter
            guard first + sign.count <= bytes.count,
                bytes[first..<first + sign.count].elementsEqual(sign)
            else { continue }
            let digits = bytes[(first + sign.count)...].prefix {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            greatest = max(greatest, Int(String(decoding: digits, as: UTF8.self)) ?? 0)
        }
        return greatest
    }
}
