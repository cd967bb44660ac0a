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

    /// What it says, if the key that the entry says came before has signed it.
    fileprivate let word: Word?

    /// A key, its successor, and the largest tree that the key may have signed.
    fileprivate struct Word: Hashable, Sendable {
        var from: VerifierKey
        var to: VerifierKey
        var lastSize: Int64
    }

    /// Wraps a receipt; whether it hands anything over shows when a key is followed.
    package init(_ receipt: EntryReceipt) {
        self.receipt = receipt
        // Once for all: it is asked for every key to which others lead.
        word = Self.word(of: receipt)
    }

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
        guard let word, word.from == key else { return nil }
        return (word.to, word.lastSize)
    }

    private static func word(of receipt: EntryReceipt) -> Word? {
        guard !receipt.line.isRedacted,
            let entry = try? Entry(bytes: receipt.line.bytes, strictly: true),
            entry.position == receipt.position, entry.type == "KeyAdopted",
            let previous = entry.data["previous"]?.string,
            let key = try? VerifierKey(previous), key.description == previous,
            let opened = try? receipt.verify([key]),
            entry.source == "https://\(opened.checkpoint.origin)",
            let next = entry.data["vkey"]?.string.flatMap({ try? VerifierKey($0) }),
            next.type == .ed25519, next.isNamed(opened.checkpoint.origin)
        else { return nil }
        return Word(from: key, to: next, lastSize: opened.checkpoint.size)
    }

    /// Whether the key that the entry says came before has signed it: what nobody could follow is none.
    package var isSigned: Bool { word != nil }
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

        /// The largest tree that the key may have signed.
        fileprivate var lastSize: Int64? { handover.word?.lastSize }
    }

    /// All of them, in the order in which they were given.
    package let all: [Step]
    /// Those by each key, in that order.
    private let leaving: [VerifierKey: [Step]]
    /// Those to each key, in that order.
    private let arriving: [VerifierKey: [Step]]

    /// Takes handovers; what no key signed that the entry names is left out.
    package init(_ handovers: [KeyHandover]) {
        all = handovers.compactMap { handover in
            handover.word.map { Step(handover: handover, from: $0.from, to: $0.to) }
        }
        leaving = Dictionary(grouping: all, by: \.from)
        arriving = Dictionary(grouping: all, by: \.to)
    }

    /// What that key signed over successors, in the order in which it was given.
    package func steps(from key: VerifierKey) -> [Step] { leaving[key] ?? [] }

    /// Every key from which handovers lead to that one, the nearest first: also where several hand over to one.
    package func keys(before key: VerifierKey) -> [VerifierKey] {
        Self.reached(from: key) { (arriving[$0] ?? []).map(\.from) }
    }

    /// Every key to which handovers lead from that one, the nearest first: also where one hands over to several.
    package func keys(after key: VerifierKey) -> [VerifierKey] {
        Self.reached(from: key) { steps(from: $0).map(\.to) }
    }

    /// Each key once, so that no ring of them goes on for ever; never the one that is asked about.
    private static func reached(
        from key: VerifierKey,
        by next: (VerifierKey) -> [VerifierKey]
    ) -> [VerifierKey] {
        var found = [key]
        var seen: Set = [key]
        var place = 0
        while place < found.count {
            found += next(found[place]).filter { seen.insert($0).inserted }
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
        self.init(key, over: HandoverSteps(handovers))
    }

    /// The same over handovers whose signatures were checked already.
    package init(_ key: VerifierKey, over steps: HandoverSteps) {
        var last = Link(key: key)
        links = []
        // Each counts once, so that no ring of them goes on for ever.
        var taken: [VerifierKey: Int] = [:]
        while true {
            let own = steps.steps(from: last.key)
            let place = taken[last.key, default: 0]
            guard place < own.count, let lastSize = own[place].lastSize else { break }
            taken[last.key] = place + 1
            let next = own[place].to
            let others = own.map(\.to).filter { $0 != next }
            if fork == nil, !others.isEmpty {
                let distinct: [VerifierKey] = others.reduce(into: []) {
                    if !$0.contains($1) { $0.append($1) }
                }
                fork = Fork(key: last.key, successors: [next] + distinct)
            }
            last.lastSize = lastSize
            links.append(last)
            positions.append(own[place].handover.position)
            last = Link(key: next)
        }
        links.append(last)
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
