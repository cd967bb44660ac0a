import Audit
import Engine
import Entries
import EventLog
import Wire

/// The checkpoints that somebody outside kept: each has to fit the log.
struct OutsideCheckpoints {
    /// Those of this log, smallest first.
    let checkpoints: [Checkpoint]
    /// How many are of other logs: a mailbox may have them too.
    let otherCount: Int

    /// Reads notes that stand one after another.
    ///
    /// One signed by a key that the log never had is held against the log all the same: who rewrote the
    /// log may have taken another key. So is what a key signed before it was lost, of entries that are lost
    /// too. Throws `Problem` for the first that is no checkpoint, or claims a key of the log that did not
    /// sign it, or only after its time, and if none is of this log.
    init(
        _ notes: String,
        of history: KeyHistory?,
        _ origin: String,
        in log: any EntryLog
    ) throws(Problem) {
        var found: [Checkpoint] = []
        var otherCount = 0
        for note in SignedNote.sequence(in: notes) {
            let claimed = (try? SignedNote.parse(note)).flatMap { try? Checkpoint(text: $0.text) }
            if let claimed, !claimed.isOf(origin: origin) {
                otherCount += 1
                continue
            }
            guard let history else { throw Self.problem(note, "checkpoint") }
            do {
                found.append(try KeptCheckpoint(note, of: history, in: log).checkpoint)
            } catch {
                throw Self.problem(note, claimed == nil ? "checkpoint" : "checkpoint-signature")
            }
        }
        guard !found.isEmpty else { throw Self.problem(notes, "checkpoint") }
        checkpoints = found.sorted { $0.size < $1.size }
        self.otherCount = otherCount
    }

    private init(_ checkpoints: [Checkpoint], otherCount: Int) {
        self.checkpoints = checkpoints
        self.otherCount = otherCount
    }

    /// Those of them that end in no range which the log says it lost.
    func without(_ lost: [Recovered]) -> OutsideCheckpoints {
        OutsideCheckpoints(
            checkpoints.filter { checkpoint in !lost.contains { $0.covers(checkpoint.size) } },
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
        since = outside.checkpoints.last?.size
        sinceOldest = outside.checkpoints.first?.size
        sinceCount = outside.checkpoints.count
        sinceOthers = outside.otherCount == 0 ? nil : outside.otherCount
        checked.append("since")
    }
}
