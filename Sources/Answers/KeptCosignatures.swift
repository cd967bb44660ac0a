package import Audit
package import Engine
package import EventLog

/// What lies among the cosignatures of a log, told apart by what it is to that log.
package struct KeptCosignatures: Sendable {
    /// What a key of the log signed and the log goes on from.
    package let fitting: CosignedNotes
    /// What a key of the log signed of entries that the log says it lost, smallest first.
    package let lost: [Lost]
    /// What a key of the log signed, and the log neither goes on from it nor says why.
    package let contradicting: [SignedNote]
    /// What no key of the log signed, or none whose turn it was, or under which a line claims to be by one and is
    /// not: it never came back from a witness.
    package let foreign: [SignedNote]

    /// A cosigned checkpoint of entries that a log lost.
    package struct Lost: Hashable, Sendable {
        /// The note.
        package var note: SignedNote
        /// The entries that its checkpoint covers.
        package var size: Int64
        /// The entry that says they are lost.
        package var recovery: Int64
    }

    /// Tells the notes of one log apart, its keys being those of `history`.
    ///
    /// Looks at the stored tree only. An entry says that something is lost if it is among the first
    /// `signed` ones, or a fitting note covers it: anybody can append an excuse. Nil: all of them are signed.
    package init(
        _ notes: CosignedNotes,
        of history: KeyHistory,
        in log: any EntryLog,
        signed: Int64? = nil
    ) throws {
        var fitting: [SignedNote] = []
        var beyond: [(note: SignedNote, size: Int64)] = []
        var foreign: [SignedNote] = []
        var covered = signed ?? .max
        for note in notes.notes {
            // What can't be believed, `verify` names with its reason.
            guard let kept = try? KeptCheckpoint(note.description, of: history, in: log),
                kept.isByKnownKey
            else {
                foreign.append(note)
                continue
            }
            let size = kept.checkpoint.size
            guard try log.extends(kept.checkpoint) else {
                beyond.append((note, size))
                continue
            }
            fitting.append(note)
            covered = max(covered, size)
        }
        let recoveries =
            beyond.isEmpty ? [] : try Recovered.all(in: log).filter { $0.position < covered }
        var lost: [Lost] = []
        var contradicting: [SignedNote] = []
        for (note, size) in beyond {
            guard let recovery = recoveries.last(where: { $0.covers(size) }) else {
                contradicting.append(note)
                continue
            }
            lost.append(Lost(note: note, size: size, recovery: recovery.position))
        }
        self.fitting = CosignedNotes(fitting)
        self.lost = lost
        self.contradicting = contradicting
        self.foreign = foreign
    }

    /// The notes that can be believed; none where the log can't be looked at, which `verify` tells.
    package static func believed(
        _ notes: CosignedNotes,
        of history: @autoclosure () throws -> KeyHistory,
        in log: any EntryLog
    ) -> CosignedNotes {
        guard let kept = try? KeptCosignatures(notes, of: history(), in: log) else {
            return CosignedNotes()
        }
        return kept.fitting
    }

    /// All that does not count, in no order: it stays beside what comes in, for it is evidence.
    package var others: [SignedNote] { lost.map(\.note) + contradicting + foreign }

    /// How many notes are neither of this log nor of entries that it says it lost; nil if none is.
    package var unexplainedCount: Int? {
        let count = contradicting.count + foreign.count
        return count == 0 ? nil : count
    }
}
