package import Audit
package import Entries
package import EventLog
import Workflows

/// The keys that signed a log one after another, as its own entries say.
///
/// What it says is for the log's keeper: a verifier pins a key and follows signatures
/// (`KeyHandover`), never the log's word alone.
package struct KeyHistory: Hashable, Sendable {
    /// A key that took the place of another.
    package struct Adoption: Hashable, Sendable {
        /// The entry that adopted it.
        package var position: Int64
        /// The new key.
        package var key: VerifierKey
        /// Whether the key before it was lost, or what that key signed over it: then nothing in this log
        /// but this entry links the two.
        package var isLost: Bool
        /// What the key before it signed, as a proof that was kept outside of this log, which has lost the
        /// entries that say so; nil if nothing was.
        package var proof: String?
        /// What the key before it signed over the adoption; nil if it has not, or never can.
        package var handover: Handover?
    }

    /// The checkpoint by which a key hands over to its successor.
    package struct Handover: Hashable, Sendable {
        /// The entry that keeps it.
        package var position: Int64
        /// The signed note, over the tree whose last entry is the adoption.
        package var note: String
    }

    /// The key that the log began with.
    package let founding: VerifierKey
    /// Its successors, oldest first.
    package private(set) var adoptions: [Adoption] = []

    /// The types of entries that it is read from.
    package static let types = [EngineEvent.keyAdopted, .keyHandedOver].map(\.rawValue)

    /// Reads it from the log; nil if the key of position 0 is none.
    ///
    /// An entry that names no key counts for nothing: `verify` checks bytes, not wishes.
    package init?(_ identity: LogIdentity, in log: any EntryLog) throws {
        self.init(identity, try log.engineEntries(ofTypes: Self.types), in: log)
    }

    /// As if the log had never changed its key: for one whose entries can't be asked.
    package init?(_ identity: LogIdentity) {
        guard let founding = try? VerifierKey(identity.vkey) else { return nil }
        self.founding = founding
    }

    /// The same inside a transaction, which sees entries that are not committed yet.
    package init?(_ identity: LogIdentity, in transaction: any LogTransaction) throws {
        let kept = try transaction.engineEntries(ofTypes: Self.types)
        self.init(identity, kept, in: transaction)
    }

    private init?(
        _ identity: LogIdentity,
        _ kept: [KeptEntry],
        in source: some RedactionSource
    ) {
        guard let founding = try? VerifierKey(identity.vkey) else { return nil }
        self.founding = founding
        for one in kept {
            // One that is damaged counts for nothing here: `verify` names it.
            if let entry = try? HistoryReader.entry(one, in: source) { take(entry) }
        }
    }

    private mutating func take(_ entry: Entry) {
        switch EngineEvent(rawValue: entry.type) {
        case .keyAdopted:
            guard let key = entry.adoptedKey else { return }
            adoptions.append(
                Adoption(
                    position: entry.position,
                    key: key,
                    isLost: entry.data["lost"]?.bool ?? false,
                    proof: entry.data["handover"]?.string
                )
            )
        case .keyHandedOver:
            let adoption = entry.data["adoption"]?.integer.map(Int64.init)
            guard let note = entry.data["checkpoint"]?.string,
                let index = adoptions.firstIndex(where: { $0.position == adoption })
            else { return }
            adoptions[index].handover = Handover(position: entry.position, note: note)
        default: return
        }
    }

    /// What the first `size` entries say of it: an entry that nobody signed must not say who may sign.
    package func told(below size: Int64) -> KeyHistory {
        var told = self
        told.adoptions.removeAll { $0.position >= size }
        return told
    }

    /// The key in force.
    package var current: VerifierKey { adoptions.last?.key ?? founding }

    /// All of them, oldest first.
    package var keys: [VerifierKey] { [founding] + adoptions.map(\.key) }

    /// The keys whose last signature is not in this log: the one in force, and those that were lost, here
    /// or with the entries that say how they handed over.
    package var openEnded: [VerifierKey] {
        zip(keys, adoptions.map(Optional.some) + [nil]).compactMap { key, successor in
            successor?.isLost ?? true ? key : nil
        }
    }

    /// The key that signs the tree of `size` entries: a new one from the entry after its adoption on.
    ///
    /// The tree that ends with the adoption is the last that the old key signs; a lost key signs nothing
    /// any more, so there the new one signs it.
    package func signer(ofSize size: Int64) -> VerifierKey {
        adoptions.last { size > Self.lastSize(before: $0) }?.key ?? founding
    }

    /// The keys that may have signed a checkpoint of that size: no retired one beyond its last tree.
    ///
    /// A later key may sign an earlier tree: that takes nothing back.
    package func signers(ofSize size: Int64) -> [VerifierKey] {
        zip(keys, adoptions.map(Optional.some) + [nil]).compactMap { key, successor in
            successor.map { size <= Self.lastSize(before: $0) } ?? true ? key : nil
        }
    }

    /// The keys that handed over in this log, and may still have signed a tree of that size in entries that it lost:
    /// those that an entry before their successor's adoption says are lost.
    ///
    /// Without such an entry a retired key's signature looks the same, whoever has the key.
    package func signers(ofLostSize size: Int64, by recoveries: [Recovered]) -> [VerifierKey] {
        zip(keys, adoptions).compactMap { key, adoption in
            let isAdmitted = recoveries.contains {
                $0.position < adoption.position && $0.covers(size)
            }
            return isAdmitted && !adoption.isLost ? key : nil
        }
    }

    /// The largest tree that the key before an adoption may sign.
    private static func lastSize(before adoption: Adoption) -> Int64 {
        adoption.isLost ? adoption.position : adoption.position + 1
    }
}

extension Entry {
    /// The key that a `KeyAdopted` entry adopts.
    package var adoptedKey: VerifierKey? {
        guard type == EngineEvent.keyAdopted.rawValue,
            let key = data["vkey"]?.string.flatMap({ try? VerifierKey($0) }),
            key.type == .ed25519, source == "https://\(key.name)"
        else { return nil }
        return key
    }
}
