package import Audit
import Entries

/// A key's own word on its successor: the adopting entry, proved under a checkpoint that the old key
/// signed.
///
/// It takes the old key to check it, and nothing else: so whoever pinned that key follows it.
package struct KeyHandover: Hashable, Sendable {
    /// The entry's proof, a C2SP tlog-proof like every receipt.
    package let receipt: EntryReceipt

    /// The most handovers that somebody may bring, or a bundle carry: no log changes its key so often.
    package static let countMax = 1_000

    /// Wraps a receipt; whether it hands anything over shows when a key is followed.
    package init(_ receipt: EntryReceipt) { self.receipt = receipt }

    /// The entry that adopted the successor.
    package var position: Int64 { receipt.position }

    /// Reads proofs that stand one after another, as `audit keys --output` writes them.
    ///
    /// What is none is left out: a handover counts by the old key's signature alone.
    package static func all(in bytes: [UInt8]) -> [KeyHandover] {
        TlogProof.sequence(in: bytes).compactMap { (try? EntryReceipt($0)).map(KeyHandover.init) }
    }

    /// The key that `key` handed over to, and the largest tree that `key` may have signed.
    ///
    /// Nil if this is no handover by `key`. A lost key hands nothing over.
    package func successor(of key: VerifierKey) -> (key: VerifierKey, lastSize: Int64)? {
        guard let opened = try? receipt.verify([key]), !receipt.line.isRedacted,
            let entry = try? Entry(bytes: receipt.line.bytes, strictly: true),
            entry.position == receipt.position, entry.type == "KeyAdopted",
            entry.source == "https://\(opened.checkpoint.origin)",
            entry.data["previous"]?.string == key.description,
            let next = entry.data["vkey"]?.string.flatMap({ try? VerifierKey($0) }),
            next.type == .ed25519, next.isNamed(opened.checkpoint.origin)
        else { return nil }
        return (next, opened.checkpoint.size)
    }

    /// The key that signed it and the one that it leads to; nil if the key that the entry says came before has not
    /// signed it.
    fileprivate var step: (from: VerifierKey, to: VerifierKey)? {
        guard let entry = try? Entry(bytes: receipt.line.bytes),
            let previous = entry.data["previous"]?.string.flatMap({ try? VerifierKey($0) }),
            let next = successor(of: previous)
        else { return nil }
        return (previous, next.key)
    }

    /// Whether the key that the entry says came before has signed it: what nobody could follow is none.
    package var isSigned: Bool { step != nil }
}

/// Handovers as steps from one key to the next, whoever trusts those keys.
///
/// Anybody can make a key that hands over to another one. So a way here vouches for nothing by itself: who trusts
/// which key is for `FollowedKey`.
package struct HandoverSteps: Sendable {
    /// What one key signed over its successor.
    package struct Step: Sendable {
        /// The proof.
        package let handover: KeyHandover
        /// The key that signed it.
        package let from: VerifierKey
        /// Its successor.
        package let to: VerifierKey
    }

    /// All of them, in the order in which they were given.
    package let all: [Step]
    /// To which keys each handed over, in that order.
    private let ends: [VerifierKey: [VerifierKey]]
    /// Which keys handed over to each, in that order.
    private let starts: [VerifierKey: [VerifierKey]]

    /// Takes handovers; what no key signed that the entry names is left out.
    package init(_ handovers: [KeyHandover]) {
        all = handovers.compactMap { handover in
            handover.step.map { Step(handover: handover, from: $0.from, to: $0.to) }
        }
        ends = all.reduce(into: [:]) { $0[$1.from, default: []].append($1.to) }
        starts = all.reduce(into: [:]) { $0[$1.to, default: []].append($1.from) }
    }

    /// Every key from which handovers lead to that one, the nearest first: also where several hand over to one.
    package func keys(before key: VerifierKey) -> [VerifierKey] {
        Self.reached(from: key, starts)
    }

    /// Every key to which handovers lead from that one, the nearest first: also where one hands over to several.
    package func keys(after key: VerifierKey) -> [VerifierKey] {
        Self.reached(from: key, ends)
    }

    /// Each key once, so that no ring of them goes on for ever; never the one that is asked about.
    private static func reached(
        from key: VerifierKey,
        _ steps: [VerifierKey: [VerifierKey]]
    ) -> [VerifierKey] {
        var found = [key]
        var seen: Set = [key]
        var place = 0
        while place < found.count {
            for next in steps[found[place]] ?? [] where seen.insert(next).inserted {
                found.append(next)
            }
            place += 1
        }
        return Array(found.dropFirst())
    }
}

/// The keys that may speak for one that was pinned, as handovers lead from one to the next.
package struct FollowedKey: Hashable, Sendable {
    /// A key, and how far it may have signed.
    package struct Link: Hashable, Sendable {
        /// The key.
        package var key: VerifierKey
        /// The largest tree that it may have signed; nil if it is not retired, as far as is known here.
        package var lastSize: Int64?
    }

    /// A key that handed over to more than one: whoever did that signed more than one history.
    package struct Fork: Hashable, Sendable {
        /// The key.
        package var key: VerifierKey
        /// The keys that it handed over to, in the order in which its handovers were given.
        package var successors: [VerifierKey]
    }

    /// The pinned key, then its successors.
    package private(set) var links: [Link]
    /// The first of them that handed over to more than one; nil if none did.
    package private(set) var fork: Fork?
    /// The entries that adopted the successors, by their numbers in the log that was signed then.
    package private(set) var positions: [Int64] = []

    /// Follows `key` over `handovers`, which may come in any order, and may be of other keys.
    ///
    /// Of several by one key the first counts: so those that somebody kept stand before those that come with
    /// what is under examination.
    package init(_ key: VerifierKey, over handovers: [KeyHandover] = []) {
        var last = Link(key: key)
        links = []
        var rest = handovers
        while let next = Self.next(after: last.key, &rest) {
            let others: [VerifierKey] = handovers.compactMap { $0.successor(of: last.key)?.key }
                .filter { $0 != next.key }
                .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            if fork == nil, !others.isEmpty {
                fork = Fork(key: last.key, successors: [next.key] + others)
            }
            last.lastSize = next.lastSize
            links.append(last)
            positions.append(next.position)
            last = Link(key: next.key)
        }
        links.append(last)
    }

    /// The first handover by that key; it is taken out, so that no ring of them goes on for ever.
    private static func next(
        after key: VerifierKey,
        _ rest: inout [KeyHandover]
    ) -> (key: VerifierKey, lastSize: Int64, position: Int64)? {
        for (index, handover) in rest.enumerated() {
            guard let next = handover.successor(of: key) else { continue }
            rest.remove(at: index)
            return (next.key, next.lastSize, handover.position)
        }
        return nil
    }

    /// All of them.
    package var keys: [VerifierKey] { links.map(\.key) }

    /// The entries that adopted the successors up to the first of `signers`; none if the pinned key is one of them.
    package func positions(upTo signers: [VerifierKey]) -> [Int64] {
        Array(positions.prefix(links.firstIndex { signers.contains($0.key) } ?? 0))
    }

    /// Those that may have signed a checkpoint of that size.
    package func keys(forSize size: Int64) -> [VerifierKey] {
        links.filter { $0.lastSize.map { size <= $0 } ?? true }.map(\.key)
    }
}
