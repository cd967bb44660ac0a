import Audit
import Engine
import Entries
import EventLog
import Exports
import Wire

/// The checkpoints that somebody outside kept: each has to fit the log.
struct OutsideCheckpoints {
    /// Those of this log, smallest first, that one of its keys signed, or one of the verifier's or a successor of it.
    let checkpoints: [Checkpoint]
    /// Those in this log's name, smallest first, that none of those keys signed: anybody may have written them.
    let unsigned: [KeptCheckpoint]
    /// How many are of other logs: a mailbox may have them too.
    let otherCount: Int

    /// Reads notes that stand one after another.
    ///
    /// One signed by a key that the log never had is kept apart: who rewrote the log may have taken another
    /// key, and so may have who made the checkpoint up. `verifiers` are the keys of whoever verifies, each with
    /// its successors. What a key signed before it was lost, of entries that are lost too, is held against the
    /// log like any other.
    ///
    /// Throws `Problem` for the first that is no checkpoint, or claims a key of the log that did not sign it,
    /// or only after its time, and if none is of this log.
    init(
        _ notes: String,
        of history: KeyHistory?,
        _ origin: String,
        in log: any EntryLog,
        trusting verifiers: [FollowedKey] = []
    ) throws(Problem) {
        var found: [Checkpoint] = []
        var unsigned: [KeptCheckpoint] = []
        var otherCount = 0
        for note in SignedNote.sequence(in: notes) {
            let claimed = (try? SignedNote.parse(note)).flatMap { try? Checkpoint(of: $0) }
            if let claimed, !claimed.isOf(origin: origin) {
                otherCount += 1
                continue
            }
            guard let history else { throw Self.problem(note, "checkpoint") }
            do {
                let kept = try KeptCheckpoint(note, of: history, in: log)
                if kept.isByKnownKey || Self.isSigned(note, by: verifiers) {
                    found.append(kept.checkpoint)
                } else {
                    unsigned.append(kept)
                }
            } catch {
                // Whatever this log says of the key, to whoever trusts it the signature counts.
                if let claimed, Self.isSigned(note, by: verifiers) {
                    found.append(claimed)
                    continue
                }
                throw Self.problem(note, claimed == nil ? "checkpoint" : "checkpoint-signature")
            }
        }
        guard !found.isEmpty || !unsigned.isEmpty else { throw Self.problem(notes, "checkpoint") }
        checkpoints = found.sorted { $0.size < $1.size }
        self.unsigned = unsigned.sorted { $0.checkpoint.size < $1.checkpoint.size }
        self.otherCount = otherCount
    }

    private init(_ checkpoints: [Checkpoint], _ unsigned: [KeptCheckpoint], otherCount: Int) {
        self.checkpoints = checkpoints
        self.unsigned = unsigned
        self.otherCount = otherCount
    }

    /// Whether such a key signed the note, or one that it handed over to, before it was retired.
    private static func isSigned(_ note: String, by verifiers: [FollowedKey]) -> Bool {
        guard let size = KeptCheckpoint.said(by: note)?.size else { return false }
        return verifiers.contains {
            (try? Checkpoint.open(note, keys: $0.keys(forSize: size))) != nil
        }
    }

    /// Those of them that end in no range which the log says it lost.
    func without(_ lost: [Recovered]) -> OutsideCheckpoints {
        OutsideCheckpoints(
            checkpoints.filter { checkpoint in !lost.contains { $0.covers(checkpoint.size) } },
            unsigned,
            otherCount: otherCount
        )
    }

    private static func problem(_ note: String, _ expected: String) -> Problem {
        // Origin and size are what a person finds it by.
        let name = note.split(separator: "\n").prefix(2).joined(separator: ", ")
        return Problem(
            .badField,
            ["field": "since", "value": .string(name), "expected": .string(expected)]
        )
    }
}

extension VerifyAnswer {
    /// Says which checkpoints from outside the log fits.
    mutating func note(_ outside: OutsideCheckpoints) {
        guard !outside.checkpoints.isEmpty else { return }
        since = outside.checkpoints.last?.size
        sinceOldest = outside.checkpoints.first?.size
        sinceCount = outside.checkpoints.count
        sinceOthers = outside.otherCount == 0 ? nil : outside.otherCount
        checked.append("since")
    }
}
