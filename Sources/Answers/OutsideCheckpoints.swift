import Audit
import Engine
import Entries
import EventLog
import Exports
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
                found.append(try KeptCheckpoint(note, of: history).checkpoint)
            } catch {
                guard error.code == "retired-key",
                    let lost = Self.signedBeforeLoss(note, history, in: log)
                else {
                    throw Self.problem(note, claimed == nil ? "checkpoint" : "checkpoint-signature")
                }
                found.append(lost)
            }
        }
        guard !found.isEmpty else { throw Self.problem(notes, "checkpoint") }
        checkpoints = found.sorted { $0.size < $1.size }
        self.otherCount = otherCount
    }

    /// What a key signed whose last signature this log has not; nil if it can't be that.
    ///
    /// Such a key may have signed more than this log has, up to where it handed over, but nothing of this log
    /// any more: that is somebody else with the lost key. So may one that handed over in this log, of entries
    /// that the log said before were lost.
    private static func signedBeforeLoss(
        _ note: String,
        _ history: KeyHistory,
        in log: any EntryLog
    ) -> Checkpoint? {
        guard let opened = try? Checkpoint.open(note, keys: history.keys) else { return nil }
        let (checkpoint, size) = (opened.checkpoint, opened.checkpoint.size)
        let handovers = history.handovers(in: log)
        // Where entries or the tree can't be read, the review of the log says so.
        let recoveries = (try? Recovered.all(in: log)) ?? []
        let rightful =
            history.openEnded.filter {
                FollowedKey($0, over: handovers).keys(forSize: size).contains($0)
            } + history.signers(ofLostSize: size, by: recoveries)
        guard opened.signatures.contains(where: { rightful.contains($0.key) }) else { return nil }
        let root = try? Audit.root(ofSize: size, from: log.nodes)
        return size > log.head.size || root != checkpoint.root ? checkpoint : nil
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

    /// The smallest of them that speaks against the log, if it is one of them that does.
    func firstUnfit(_ fault: LogReview.Fault) -> Checkpoint? {
        switch fault.code {
        case "truncated":
            checkpoints.first { $0.size > Int64(fault.params["found"]?.integer ?? .max) }
        case "root":
            checkpoints.first {
                Int($0.size) == fault.params["signed"]?.integer
                    && $0.root.hex == fault.params["expected"]?.string
            }
        default: nil
        }
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
