package import Audit
package import Engine
package import Entries
package import EventLog
package import Exports
package import Wire

/// The check of a whole log against the checkpoint that was kept of it, and of who signed that.
package struct Verification {
    let log: any EntryLog
    let identity: LogIdentity
    /// The kept checkpoint as a note; nil if there is none.
    let note: String?
    /// The key that the auditor pinned, as typed.
    private let vkey: String?
    /// Checkpoints that somebody outside kept, such as those of saved mails, one after another.
    private let since: String?
    /// Checkpoints that witnesses have cosigned.
    let cosigned: [String]
    /// What keys signed over their successors, from elsewhere than the log.
    let handovers: [KeyHandover]
    /// What lies of those beside the log itself, such as in a bundle: judged as the log's own.
    let carried: [KeyHandover]
    /// The logs' keys that a policy names.
    private let policyKeys: [VerifierKey]
    /// Told how many entries of how many were read.
    private let progress: (@Sendable (_ read: Int64, _ of: Int64) -> Void)?

    /// Prepares the check; nothing is read yet.
    package init(
        _ log: any EntryLog,
        _ identity: LogIdentity,
        note: String?,
        vkey: String?,
        since: String? = nil,
        cosigned: [String] = [],
        handovers: [KeyHandover] = [],
        carried: [KeyHandover] = [],
        policyKeys: [VerifierKey] = [],
        progress: (@Sendable (_ read: Int64, _ of: Int64) -> Void)? = nil
    ) {
        self.progress = progress
        self.cosigned = cosigned
        self.handovers = handovers
        self.carried = carried
        self.policyKeys = policyKeys
        self.log = log
        self.identity = identity
        self.note = note
        self.vkey = vkey
        self.since = since
    }

    /// Reads everything and says what was found; damage is an answer, not an error.
    ///
    /// Throws `Problem` if the pinned key or the checkpoint from outside is none, `LogFailure` if the log can't be looked at.
    package func answer() throws -> VerifyAnswer {
        let pinned = try PinnedKey.read(vkey)
        // Where an entry about keys can't be read, the reading itself names it.
        let history = (try? KeyHistory(identity, in: log)) ?? KeyHistory(identity)
        let chains = KeyChains(
            pinned: pinned,
            policy: policyKeys,
            brought: handovers,
            carried: carried,
            own: history?.handovers(in: log) ?? []
        )
        let found = history.map { signatures($0, chains) }
        let signed = found?.opened.map(\.checkpoint.size).max() ?? 0
        let grounds = Grounds(
            pinned: pinned,
            chains: chains,
            rightful: found?.rightful,
            history: history,
            told: history?.told(below: signed),
            signed: signed,
            signatures: (found?.opened ?? []).flatMap { opened in
                opened.signatures.map { (key: $0.key, size: opened.checkpoint.size) }
            }
        )
        let outside = try since.map {
            try OutsideCheckpoints(
                $0,
                of: grounds.told,
                identity.origin,
                in: log,
                trusting: chains.verifiers
            )
        }
        var answer = try explained(grounds, outside)
        if let outside { try answer.hold(outside, against: log) }
        if let retired = note.flatMap({ retirement(of: $0, grounds) }) { answer.tell(retired) }
        return answer
    }

    /// What is believed before an entry was read.
    struct Grounds {
        var pinned: VerifierKey?
        /// The keys that are trusted, and whatever leads to them or from them.
        var chains: KeyChains
        /// The keys whose signature counts, none that only an unsigned entry adopts.
        var rightful: RightfulKeys?
        /// All that the log says of its keys; nil if it names none.
        var history: KeyHistory?
        /// The same, by its signed entries: those behind them must not change what is said of them.
        var told: KeyHistory?
        /// How many entries a rightful key signed; 0 if none did.
        var signed: Int64
        /// Which rightful key signed a tree of this log of how many entries.
        var signatures: [(key: VerifierKey, size: Int64)]

        /// Whether a key signed a tree of this log that has the entry by which this log adopts the key.
        ///
        /// It also rightly signs smaller ones, such as those of mails that were composed before its time: they
        /// say nothing of what came after them.
        func isInForce(_ key: VerifierKey) -> Bool {
            history?.adoptions.contains { adoption in
                adoption.key == key
                    && signatures.contains { $0.key == key && adoption.position < $0.size }
            } ?? false
        }
    }

    /// The keys whose signature counts, and what they signed of this log.
    ///
    /// Where none was pinned, the checkpoint beside the log decides which of its keys are signed themselves:
    /// what only an entry beyond it adopts signs nothing, neither a cosigned checkpoint nor a handover.
    private func signatures(
        _ history: KeyHistory,
        _ chains: KeyChains
    ) -> (rightful: RightfulKeys, opened: [OpenedCheckpoint]) {
        let named = RightfulKeys(
            history: history,
            pinned: chains.pinned,
            policy: chains.policy
        )
        var first = fitting([note].compactMap(\.self), named)
        // It may be kept elsewhere than the log; then what came back from witnesses is all that lies here.
        if first.isEmpty { first = fitting(cosigned, named) }
        first += fitting(since.map { SignedNote.sequence(in: $0) } ?? [], named)
        let size = first.map(\.checkpoint.size).max() ?? 0
        let rightful = RightfulKeys(
            history: history.signed(in: log, below: size),
            pinned: chains.pinned,
            policy: chains.policy
        )
        let handedOver = history.adoptions.compactMap { $0.handover?.note }
        return (rightful, first + fitting(cosigned + handedOver, rightful))
    }

    /// The trees that a rightful key signed and this log goes on from, by the stored nodes; whether the entries
    /// are those, the reading shows.
    func fitting(_ notes: [String], _ rightful: RightfulKeys) -> [OpenedCheckpoint] {
        notes.compactMap { rightful.opened($0) }.filter { opened in
            let checkpoint = opened.checkpoint
            return checkpoint.isOf(origin: identity.origin)
                && (try? log.extends(checkpoint)) == true
        }
    }

    /// Checks all that some key vouches for, and names the entry in which the log admits a loss.
    ///
    /// Only a signed entry admits anything: anybody can append an excuse to what he changed. What witnesses once
    /// cosigned of lost entries, and what keys signed over their successors in them, accuses nobody then and is told
    /// apart; what the caller brought, and the checkpoint beside the log, stay findings.
    private func explained(
        _ grounds: Grounds,
        _ outside: OutsideCheckpoints?
    ) throws -> VerifyAnswer {
        // Where one can't be read, the reading itself names it.
        let recoveries = (try? Recovered.all(in: log)) ?? []
        let lost = recoveries.filter { $0.position < grounds.signed }
        let all = holdings(grounds, outside, by: lost)
        var answer = try answer(grounds, all)
        guard let fault = answer.fault,
            let size = fault.params["since"]?.integer.map(Int64.init)
                ?? kept(all, grounds).firstUnfit(fault.code, fault.params)?.size
        else { return answer }
        guard let recovered = lost.last(where: { $0.covers(size) }) else {
            let claim = recoveries.last { $0.covers(size) }
            answer.fault?.params["unsignedRecovery"] = claim.map { .integer(Int($0.position)) }
            answer.fault?.name(claim.flatMap { replacement(signing: $0, grounds) })
            return answer
        }
        // What the log admits must not hide what it does not: without those, is all the rest whole?
        var rest = try self.answer(grounds, passing(over: lost, all, grounds))
        guard rest.areEntriesWhole else { return rest }
        var admitted = fault
        admitted.narrow(to: recovered, shown: shown(before: recovered.position, all, grounds))
        // A handover is excused by none but keys that it leads to.
        if all.handedOver.firstUnfit(fault.code, fault.params) != nil {
            admitted.name(replacement(signing: recovered, grounds))
        }
        rest.tell(admitted, as: "damaged")
        return rest
    }

    /// Checks all that it is held against.
    private func answer(_ grounds: Grounds, _ held: Held) throws -> VerifyAnswer {
        let (pinned, told) = (grounds.pinned, grounds.told)
        let (note, handedOver) = (held.note, held.handedOver)
        let witnesses = held.outside?.checkpoints ?? []
        let (seen, spoilt) = cosignatures(held.cosigned, grounds)
        var isSignerKnown = false
        var isForged = false
        var answer = VerifyAnswer(
            result: "whole",
            origin: identity.origin,
            size: 0,
            root: "",
            redacted: 0,
            agreements: 0,
            signer: "not-checked",
            vkey: vkey,
            checked: [
                "bytes", "columns", "positions", "versions", "tree", "recorded-time", "redactions",
            ]
                + (self.note == nil ? [] : ["checkpoint"]),
            rehearsal: identity.isRehearsal
        )
        do {
            let known = try grounds.history ?? KeptCheckpoint.history(of: identity, in: log)
            // By `told` a key is none of the log's where the spoilt signature was its only one.
            let named = known.keys + (grounds.rightful?.pinned?.keys ?? [])
            isForged = note.map { KeptCheckpoint.isForged($0, inNameOf: named) } ?? false
            var kept: Checkpoint?
            let retired = note.flatMap { retirement(of: $0, grounds) }
            // What no key signed in its time accuses no entry, and ends no reading.
            if let note, !isForged, retired?.isVouchedFor != true {
                kept = try KeptCheckpoint(note, of: told ?? known, in: log).checkpoint
            }
            // An entry that keeps no handover lies where it lies: the entries before it are looked at first.
            let handed = Result { try known.handoverCheckpoints() }
            var review = try LogReview(
                log,
                origin: identity.origin,
                kept: [kept].compactMap(\.self) + witnesses + seen + handedOver
                    + ((try? handed.get()) ?? []),
                progress: progress
            )
            let outcome = try review.run()
            _ = try handed.get()
            answer.size = outcome.whole.size
            answer.root = outcome.whole.root.hex
            answer.redacted = outcome.whole.redacted.count
            answer.agreements = outcome.agreements
            answer.signed = grounds.signed == 0 ? nil : grounds.signed
            if !known.adoptions.isEmpty {
                // Without a checkpoint that a key signed, every later key is left to anybody's word.
                let none: Int64? = pinned == nil || isForged ? 0 : nil
                answer.keys = known.answers(in: log, signed: answer.signed ?? none)
                answer.checked.append("keys")
            }
            if let outside = held.outside { answer.note(outside) }
            answer.lost = held.lost.isEmpty ? nil : held.lost
            answer.documents = try documents(outcome.documents)
            if let pinned, !isForged {
                let proofs = handovers + carried + known.handovers(in: log)
                answer.checkSigner(pinned, note, proofs, known)
                // Where the checkpoint beside the log is of what was lost, nothing is left to be signed.
                if held.isNoteLost, answer.fault?.code == "signer" {
                    (answer.result, answer.fault) = ("whole", nil)
                    answer.signer = "not-checked"
                }
            } else if let fork = grounds.chains.first(of: known)?.fork {
                answer.condemn(fork, in: known)
            }
            isSignerKnown = answer.fault == nil && !isForged && retired == nil
            // Whoever spoils the signature must hide nothing else by that.
            if answer.areEntriesWhole { try answer.check(shapeOf: log, outcome) }
            if answer.areEntriesWhole { answer.leaveOpen(outcome.redactedBy) }
        } catch let fault as LogReview.Fault {
            var params = fault.params
            params["since"] = held.outside?.checkpoints.firstUnfit(fault.code, fault.params)
                .map { .integer(Int($0.size)) }
            let isHandover = handedOver.firstUnfit(fault.code, fault.params) != nil
            let position = isHandover ? agreed(with: witnesses, before: fault) : fault.position
            answer.condemn(position, fault.code, params)
        }
        if isForged { answer.condemn(-1, "kept-checkpoint", ["reason": "forged"]) }
        answer.doubt(held.doubtful, in: log)
        if let spoilt, isSignerKnown || isByNobody(spoilt.note, grounds) {
            let params = spoilt.fault.params.merging(["file": "cosignatures"]) { $1 }
            answer.condemn(spoilt.fault.position, spoilt.fault.code, params)
        }
        return answer
    }

    /// That a key signed the checkpoint beside the log after its time.
    struct Retirement {
        var fault: LogReview.Fault
        /// How many entries that checkpoint covers.
        var size: Int64
        /// Whether a signature that counts says so; else no more than an entry which the checkpoint itself covers.
        var isVouchedFor: Bool
    }

    /// Whether a key signed a note after its time; nil if none did.
    ///
    /// Where nothing else signed the log, the entry that retires the key is signed by nothing: but a tree that has
    /// that entry speaks against whoever signed it. Of one behind that tree anybody may be the author.
    private func retirement(of note: String, _ grounds: Grounds) -> Retirement? {
        guard let said = KeptCheckpoint.said(by: note) else { return nil }
        func fault(by history: KeyHistory?) -> LogReview.Fault? {
            guard let history else { return nil }
            do throws(LogReview.Fault) {
                _ = try KeptCheckpoint(note, of: history, in: log)
                return nil
            } catch {
                return error.code == "retired-key" ? error : nil
            }
        }
        if let vouched = fault(by: grounds.told) ?? fault(by: grounds.rightful?.history) {
            return Retirement(fault: vouched, size: said.size, isVouchedFor: true)
        }
        guard said.isOf(origin: identity.origin), (try? log.extends(said)) == true,
            let found = fault(by: grounds.history)
        else { return nil }
        return Retirement(fault: found, size: said.size, isVouchedFor: false)
    }

    /// The checkpoints that came back from witnesses, and the first note among them that never did, or was changed.
    ///
    /// It lies beside the log: the entries are looked at all the same.
    private func cosignatures(
        _ notes: [String],
        _ grounds: Grounds
    ) -> (seen: [Checkpoint], spoilt: (note: String, fault: LogReview.Fault)?) {
        guard let told = grounds.told else { return ([], nil) }
        var seen: [Checkpoint] = []
        var spoilt: (note: String, fault: LogReview.Fault)?
        for note in notes {
            do throws(LogReview.Fault) {
                let kept = try KeptCheckpoint(note, of: told, in: log)
                // A witness gets what the log has signed: this is none that came back.
                guard kept.isByKnownKey || grounds.rightful?.opened(note) != nil else {
                    throw LogReview.Fault(
                        position: -1,
                        code: "kept-cosignatures",
                        params: ["reason": "unsigned"]
                    )
                }
                seen.append(kept.checkpoint)
            } catch {
                spoilt = spoilt ?? (note: note, fault: error)
            }
        }
        return (seen, spoilt)
    }

    /// Whether no key signed a note that any entry names, while one of them signed the checkpoint beside the log.
    ///
    /// Where the entries are other ones, or no key that counts signed them, nothing shows which of those keys count;
    /// and under a checkpoint by a key that the log does not name, others may be by that.
    private func isByNobody(_ note: String, _ grounds: Grounds) -> Bool {
        let keys = grounds.history?.keys ?? []
        func isNamed(_ note: String) -> Bool { (try? Checkpoint.open(note, keys: keys)) != nil }
        return !isNamed(note) && (self.note.map(isNamed) ?? true)
    }

    /// Up to where the entries are whole, where they do not fit a tree by which a key handed over.
    ///
    /// Whoever has that key after its time signs the checkpoint beside the log anew, and what any key before
    /// it signed: only what the caller brought along shows what the entries were.
    private func agreed(with witnesses: [Checkpoint], before fault: LogReview.Fault) -> Int64 {
        let size = Int64(fault.params["signed"]?.integer ?? 0)
        let fitting = witnesses.filter { $0.size < size && (try? log.extends($0)) == true }
        return min(fault.position, fitting.map(\.size).max() ?? 0)
    }

    /// What the entries at these positions name; those that only look like it name nothing.
    private func documents(_ positions: [Int64]) throws -> DocumentCheck {
        DocumentCheck(
            try positions.flatMap { position -> [RecordedDocument] in
                guard let kept = try log.entry(at: position) else { return [] }
                return RecordedDocument.named(in: try HistoryReader.entry(kept, in: log))
            }
        )
    }
}

extension DocumentCheck {
    /// Lists what entries name, in the order of their positions.
    init(_ recorded: [RecordedDocument]) {
        self.init(
            recorded.sorted { $0.position < $1.position }.map {
                DocumentState(
                    position: $0.position,
                    agreement: $0.agreement,
                    name: $0.name,
                    sha256: $0.sha256
                )
            }
        )
    }
}

extension VerifyFault {
    /// Says that the checkpoint ends in the range that the log admits to have lost: the log's own word, so
    /// the fault stays one.
    ///
    /// Nor does that word make an entry whole that no checkpoint shows to be: whoever has the key could write
    /// the history anew and call that a loss further on. Those are whole that are `shown` to have been signed
    /// before the log went on, whatever was known of that when the loss was recorded.
    fileprivate mutating func narrow(to recovered: Recovered, shown: Int64 = 0) {
        if code != "root" { position = max(recovered.lostFrom, shown) }
        params["recovery"] = .integer(Int(recovered.position))
        params["lostFrom"] = .integer(Int(recovered.lostFrom))
        params["lostThrough"] = .integer(Int(recovered.size - 1))
        params["recoveryReason"] = recovered.reason.map { .string($0) }
    }

    /// Names the key that signed a recovery in the place of a lost one.
    fileprivate mutating func name(_ signer: KeyHistory.Adoption?) {
        guard let signer else { return }
        params["recoveryKey"] = .string(signer.key.description)
        params["recoveryKeyEntry"] = .integer(Int(signer.position))
    }
}

extension VerifyAnswer {
    /// Holds against a log that was found whole those checkpoints from outside that no key signed which anybody
    /// here knows.
    ///
    /// Where the pinned key vouches for the log, such a note proves nothing, whether it fits or not. Elsewhere
    /// the log may have been replaced, its key with it: then one that does not fit is a finding.
    fileprivate mutating func hold(
        _ outside: OutsideCheckpoints,
        against log: any EntryLog
    ) throws {
        guard let first = outside.unsigned.first, areEntriesWhole else { return }
        var agreed = outside.checkpoints.map(\.size) + [signed].compactMap(\.self)
        var found: [(checkpoint: Checkpoint, fault: LogReview.Fault)] = []
        for kept in outside.unsigned {
            if let fault = try kept.fault(in: log, origin: origin) {
                found.append((kept.checkpoint, fault))
            } else {
                agreed.append(kept.checkpoint.size)
            }
        }
        // What the log admits must not hide what it does not, and only what is signed does it admit.
        let recoveries = try Recovered.all(in: log).filter { $0.position < signed ?? 0 }
        let unfit =
            found.first { one in !recoveries.contains { $0.concerns(one.checkpoint) } }
            ?? found.first
        let size = (unfit?.checkpoint ?? first.checkpoint).size
        var new = VerifyFault(position: -1, code: "since-unsigned", params: ["signer": "unknown"])
        if let unfit, signer != "verified" {
            new.code = unfit.fault.code
            new.params["since"] = .integer(Int(size))
            new.params["found"] = unfit.fault.params["found"]
            new.params["expected"] = unfit.fault.params["expected"]
            // What is stored was held against the entries: the first other one lies behind what fits.
            new.position =
                new.code == "root"
                ? agreed.filter { $0 < size }.max() ?? 0 : unfit.fault.position
        } else {
            // Under a key that did not sign the log it says nothing more.
            guard signer != "failed" else { return }
            new.params["size"] = .integer(Int(size))
            new.params["fits"] = .bool(unfit == nil)
        }
        if let unfit, let recovered = recoveries.last(where: { $0.concerns(unfit.checkpoint) }) {
            new.narrow(to: recovered)
            // Here the log was found whole, and a checkpoint that nobody signed accuses no entry.
            new.position = max(new.position, recovered.lostFrom)
        }
        if new.code == "since-unsigned" { new.position = -1 }
        tell(new, as: new.code == "since-unsigned" ? "unverified" : "damaged")
    }

    /// Tells the trees that do not fit by which keys handed over that nobody here vouches for.
    ///
    /// Either the log was written anew, its first key with it, or somebody made such a key up. So it hides nothing and
    /// accuses no entry; under a key that did not sign the log it says nothing more.
    fileprivate mutating func doubt(_ trees: [Verification.Doubtful], in log: any EntryLog) {
        guard areEntriesWhole, signer != "failed" else { return }
        for tree in trees where (try? log.extends(tree.shown)) != true {
            let word = JSONValue.string(tree.key.description)
            // One that is brought twice is no other.
            let isTold = findings.contains {
                $0.code == "handover-unvouched" && $0.params["vkey"] == word
            }
            guard !isTold else { continue }
            tell(
                VerifyFault(
                    position: -1,
                    code: "handover-unvouched",
                    params: ["vkey": word, "signed": .integer(Int(tree.signed))]
                ),
                as: "unverified"
            )
        }
    }

    /// Says so where what is shown in the place of a signed entry is the word of one that is not signed.
    ///
    /// So looks a copy that was taken between a redaction and the next signing, and so does one to which
    /// somebody appended a `Redacted` of his own: only a later checkpoint tells them apart.
    fileprivate mutating func leaveOpen(_ redactedBy: [Int64: Int64]) {
        guard let signed,
            let open = redactedBy.filter({ $0.key < signed && signed <= $0.value })
                .min(by: { $0.key < $1.key })
        else { return }
        tell(
            VerifyFault(
                position: open.key,
                code: "unsigned-redaction",
                params: ["by": .integer(Int(open.value)), "signed": .integer(Int(signed))]
            ),
            as: "unverified"
        )
    }

    /// Says that the checkpoint beside the log is by a key after its time, once all has been looked at.
    fileprivate mutating func tell(_ retired: Verification.Retirement) {
        let found = retired.fault
        let new = VerifyFault(position: found.position, code: found.code, params: found.params)
        // The pinned key may be that one; then the same is told.
        let isTold = fault?.code == new.code && fault?.isOfCosignatures == false
        guard !areEntriesWhole, !isTold else { return tell(new, as: "damaged") }
        // Where entries are wrong that this checkpoint covers, so may be the one that retires the key.
        let isOfOther =
            ["root", "truncated"].contains(fault?.code)
            && fault?.params["signed"]?.integer != Int(retired.size)
        guard retired.isVouchedFor || isOfOther else { return }
        var rest = beside ?? []
        let place = rest.firstIndex(where: \.leavesEntriesWhole) ?? rest.endIndex
        rest.insert(new, at: place)
        beside = rest
    }

    /// Says that the log is not whole, and what is wrong first.
    package mutating func condemn(
        _ position: Int64,
        _ code: String,
        _ params: [String: JSONValue]
    ) {
        // An empty log is no damage, and no success either.
        tell(
            VerifyFault(position: position, code: code, params: params),
            as: code == "nothing" ? "unverified" : "damaged"
        )
    }

    /// An index that leads elsewhere than to the entries, or a table of another shape, answers wrongly
    /// although every entry is as it was signed.
    mutating func check(shapeOf log: any EntryLog, _ outcome: LogReview.Outcome) throws {
        let found = try log.shapeCheck(size: outcome.whole.size, indexed: outcome.indexed)
        if found != .none { checked.append("schema") }
        if case .faulty(let cause) = found {
            condemn(-1, "structure", ["cause": .string(cause)])
        }
    }

    /// A key that the caller pinned, or one that it handed over to, has to have signed the checkpoint;
    /// no signature by one is damage.
    ///
    /// The entries of `history` are named in which it was followed: a proof that was kept elsewhere has the
    /// number that its entry had before it was lost. None is named that the log has not.
    mutating func checkSigner(
        _ pinned: VerifierKey,
        _ note: String?,
        _ handovers: [KeyHandover],
        _ history: KeyHistory
    ) {
        let key = FollowedKey(pinned, over: handovers)
        let opened = note.flatMap { try? Checkpoint.open($0, keys: key.keys) }
        let rightful = opened.map { key.keys(forSize: $0.checkpoint.size) } ?? []
        let signers = opened?.signatures.map(\.key) ?? []
        signer = signers.contains(where: rightful.contains) ? "verified" : "failed"
        if let fork = key.fork { return condemn(fork, in: history) }
        guard signer == "failed" else {
            if !signers.contains(pinned) { follow(key, in: history) }
            return
        }
        // It signed, but after it had handed over.
        let code = signers.isEmpty ? "signer" : "retired-key"
        condemn(size, code, ["vkey": .string(vkey ?? "")])
    }

    /// Names the entries of this log by which a key was followed to its successors.
    mutating func follow(_ key: FollowedKey, in history: KeyHistory?) {
        let (told, last) = (history?.told(below: signed ?? .max), max(size, signed ?? 0))
        followed = zip(key.keys.dropFirst(), key.positions).compactMap { successor, position in
            told?.adoptions.last { $0.key == successor }?.position
                ?? (position < last ? position : nil)
        }
    }
}
