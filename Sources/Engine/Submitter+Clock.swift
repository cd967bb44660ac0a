package import Calendars
import Entries
import EventLog
import Synchronization
import Workflows

/// A clock that jumped ahead, as the log says it, and that nobody has confirmed yet.
package struct ClockJump: Hashable, Sendable {
    /// The position of its entry.
    package var position: Int64
    /// What the wall clock said.
    package var clock: String
    /// What it would have said by the time that had passed.
    package var expected: String
}

extension Submitter {
    /// Returns the last jump of the clock if nobody has confirmed it; nil if the clock counts as right.
    package func unconfirmedJump() throws -> ClockJump? {
        // Each message is followed by the question whether the next may go.
        let head = log.head
        if let known = clockJump.withLock({ $0 }), known.head == head { return known.jump }
        let jump = Self.unconfirmed(try log.engineEntries(ofTypes: Self.clockTypes), in: log)
        clockJump.withLock { $0 = (head, jump) }
        return jump
    }

    private static let clockTypes = [EngineEvent.clockSetAhead, .clockConfirmed].map(\.rawValue)

    private static func unconfirmed(
        _ kept: [KeptEntry],
        in source: some RedactionSource
    ) -> ClockJump? {
        guard let last = kept.last, last.type == EngineEvent.clockSetAhead.rawValue else {
            return nil
        }
        // That it stands there is enough to wait; where it is damaged `verify` says so.
        let data = try? HistoryReader.entry(last, in: source).data
        return ClockJump(
            position: last.position,
            clock: data?["clock"]?.string ?? "",
            expected: data?["expected"]?.string ?? ""
        )
    }

    /// Records that the clock jumped ahead of the time that has passed.
    ///
    /// Recorded at the time that has passed: recorded times never decrease, so the wrong one would
    /// stay in every entry until the world has caught up with it.
    package func recordJump(from expected: Timestamp, to clock: Timestamp) async throws {
        try await log.write { [self] transaction in
            let recorded = max(lastRecordedTime, expected)
            let key = "clock-ahead:\(transaction.size)"
            var entry = engineEntry(
                .clockSetAhead,
                [
                    "aheadSeconds": .integer(
                        Int((clock.milliseconds - expected.milliseconds) / 1_000)
                    ),
                    "clock": .string(clock.utc), "expected": .string(expected.utc),
                ],
                command: CommandStamp(id: key, part: 1, parts: 1, digest: Self.systemDigest),
                actor: .system,
                position: transaction.size
            )
            entry.recorded = recorded
            entry.moment = Moment(instant: recorded, offsetMinutes: 0)
            try append(entry, transaction)
        }
    }

    /// Records that the clock went back to the time that had passed: nobody needs to confirm it.
    package func recordReturn(after jump: ClockJump) async throws {
        try await record(
            .clockConfirmed,
            key: "clock-returned:\(jump.position)",
            ["jump": .integer(Int(jump.position)), "returned": true]
        )
    }

    /// Somebody who may says that the clock is right after its jump.
    func confirmClock(
        _ submission: Submission,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let kept = try transaction.engineEntries(ofTypes: Self.clockTypes)
        guard let jump = Self.unconfirmed(kept, in: transaction) else {
            throw SubmissionFailure.clockNotAhead
        }
        return try recordAlone(
            .clockConfirmed,
            ["jump": .integer(Int(jump.position))],
            for: submission,
            transaction
        )
    }
}
