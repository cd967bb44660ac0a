import Audit
import Engine
import Exports

/// The keys that are trusted where something is verified, and the trees by which keys handed over that it has to fit.
///
/// One rule for copies, whole bundles, an agreement's bundle and receipts: whatever keys are trusted (the pinned one,
/// those that a policy names, those that the log names where none was pinned), every tree by which they handed over
/// is held against it, and so is every one by a key that leads to one of them or that one of them leads to; and who
/// signed is asked of all keys that the trusted ones lead to. So nobody makes chains of keys but this.
///
/// A key that only leads to a trusted one is anybody's: it makes nothing trusted, and what it signed speaks only
/// against what is verified.
struct KeyChains {
    /// The pinned key with those that it leads to; nil if none was.
    let pinned: FollowedKey?
    /// The logs' keys that a policy names, each with those that it leads to.
    let policy: [FollowedKey]
    /// Where every handover leads that is known here, whoever brought it.
    private let steps: HandoverSteps
    /// The handovers that the caller brought.
    private let brought: HandoverSteps
    /// Those that lie beside the log itself, such as in a bundle.
    private let carried: HandoverSteps

    /// Follows the keys over all handovers: of several by one key that counts which the caller brought.
    ///
    /// `own` are those that the log shows itself.
    init(
        pinned: VerifierKey?,
        policy: [VerifierKey],
        brought: [KeyHandover],
        carried: [KeyHandover] = [],
        own: [KeyHandover] = []
    ) {
        let steps = HandoverSteps(brought + carried + own)
        self.pinned = pinned.map { FollowedKey($0, over: steps) }
        self.policy = policy.map { FollowedKey($0, over: steps) }
        self.brought = HandoverSteps(brought)
        self.carried = HandoverSteps(carried)
        self.steps = steps
    }

    /// The keys of whoever verifies, each with those that it leads to.
    var verifiers: [FollowedKey] { [pinned].compactMap(\.self) + policy }

    /// The chain whose fork is told by the log itself: of the pinned key, else of the log's first.
    func first(of history: KeyHistory?) -> FollowedKey? {
        pinned ?? history.map { FollowedKey($0.founding, over: steps) } ?? policy.first
    }

    /// The keys that count and signed a note; each is asked by itself, so that no line in another's name hides one.
    func signers(of note: String, naming history: KeyHistory?) -> [VerifierKey] {
        guard let size = KeptCheckpoint.said(by: note)?.size else { return [] }
        var keys = verifiers.flatMap { $0.keys(forSize: size) }
        if pinned == nil, let history {
            keys += history.signers(ofSize: size)
            keys += history.keys.flatMap { FollowedKey($0, over: steps).keys(forSize: size) }
        }
        return Self.distinct(keys).filter { (try? Checkpoint.open(note, keys: [$0])) != nil }
    }

    /// Every tree by which a key handed over that has to be held against what is verified, those of trusted keys first.
    ///
    /// `history` is what the log says of its keys, nil where there is none. `kept` are handovers that the log keeps of
    /// entries which it has lost. What lies beside the log or in it is no other than what it keeps itself: there a key
    /// that replaced a lost one is after it, and one that only leads to a trusted key counts if the log names it.
    func trees(
        of origin: String,
        naming history: KeyHistory?,
        kept: [KeyHandover] = []
    ) -> [HandedOverTree] {
        let named = history?.keys ?? []
        let own = verifiers.map { $0.links[0].key }
        let trusted = Self.distinct(own + (pinned == nil ? named : []))
        let led = Set(trusted + trusted.flatMap(steps.keys(after:)))
        let older = Set(trusted.flatMap(steps.keys(before:)))
        // Where somebody brought a key, the log's own word makes no other one's signature count.
        let vouching = own.isEmpty ? led : Set(own + own.flatMap(steps.keys(after:)))
        let afterLost = Set((history?.adoptions ?? []).filter(\.isLost).map(\.key))
        // Several may be by one key, or to one: each is asked about once.
        var after: [VerifierKey: [VerifierKey]] = [:]
        var before: [VerifierKey: [VerifierKey]] = [:]
        func found(
            _ key: VerifierKey,
            in known: inout [VerifierKey: [VerifierKey]],
            by find: (VerifierKey) -> [VerifierKey]
        ) -> [VerifierKey] {
            if let keys = known[key] { return keys }
            let keys = find(key)
            known[key] = keys
            return keys
        }
        func tree(_ step: HandoverSteps.Step, isOfLog: Bool, isKept: Bool) -> HandedOverTree? {
            let isNamed = named.contains(step.from)
            let isLed = led.contains(step.from)
            guard isLed || isKept || older.contains(step.from) && (isNamed || !isOfLog),
                let signed = try? Checkpoint(of: step.handover.receipt.note),
                signed.isOf(origin: origin)
            else { return nil }
            let later = [step.to] + found(step.to, in: &after, by: steps.keys(after:))
            let laterKeys = Set(later)
            let place = isOfLog ? named.firstIndex(of: step.to) : nil
            // In a ring a key is before itself: whoever made that vouches for nothing by it.
            let earlier = found(step.from, in: &before, by: steps.keys(before:))
                .filter { vouching.contains($0) && !laterKeys.contains($0) }
            // Where the log's word alone makes this key count, it also says whose time was before, unless handovers
            // say otherwise. Beside a key that somebody brought, only of one that replaced a lost one: from every
            // other the log carries a handover, and who has only the later key would leave it out.
            var namedBefore: Set<VerifierKey> = []
            let isAfterLost = !vouching.contains(step.from) && afterLost.contains(step.from)
            if isNamed, own.isEmpty || isAfterLost {
                namedBefore = Set(named.prefix { $0 != step.from })
                    .subtracting(found(step.from, in: &after, by: steps.keys(after:)))
            }
            return HandedOverTree(
                handover: step.handover,
                signed: signed,
                key: step.from,
                signers: [step.from] + earlier,
                successor: step.to,
                successors: later + (place.map { Array(named[$0...]) } ?? []),
                others: vouching.subtracting(namedBefore),
                standing: isLed || isKept ? .trusted : isNamed ? .named : .unknown
            )
        }
        let all =
            brought.all.compactMap { tree($0, isOfLog: false, isKept: false) }
            + carried.all.compactMap { tree($0, isOfLog: true, isKept: false) }
            + HandoverSteps(kept).all.compactMap { tree($0, isOfLog: true, isKept: true) }
        let standings: [HandedOverTree.Standing] = [.trusted, .named, .unknown]
        return standings.flatMap { standing in all.filter { $0.standing == standing } }
    }

    private static func distinct(_ keys: [VerifierKey]) -> [VerifierKey] {
        var seen: Set<VerifierKey> = []
        return keys.filter { seen.insert($0).inserted }
    }
}
