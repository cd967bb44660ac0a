import Audit
package import Engine
package import Entries
package import EventLog
package import Exports
package import Wire

/// The check of a whole log against the checkpoint that was kept of it, and of who signed that.
package struct Verification {
    private let log: any EntryLog
    private let identity: LogIdentity
    /// The kept checkpoint as a note; nil if there is none.
    private let note: String?
    /// The key that the auditor pinned, as typed.
    private let vkey: String?
    /// Checkpoints that somebody outside kept, such as those of saved mails, one after another.
    private let since: String?
    /// Checkpoints that witnesses have cosigned.
    private let cosigned: [String]
    /// What keys signed over their successors, from elsewhere than the log.
    private let handovers: [KeyHandover]
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
        progress: (@Sendable (_ read: Int64, _ of: Int64) -> Void)? = nil
    ) {
        self.progress = progress
        self.cosigned = cosigned
        self.handovers = handovers
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
        let outside = try since.map {
            try OutsideCheckpoints($0, of: history, identity.origin, in: log)
        }
        let answer = try answer(pinned, history, outside)
        guard let fault = answer.fault,
            let size = fault.params["since"]?.integer.map(Int64.init)
                ?? kept(history).firstUnfit(fault.code, fault.params)?.size,
            let lost = try? Recovered.all(in: log),
            let recovered = lost.last(where: { $0.covers(size) })
        else { return answer }
        // What the log admits must not hide what it does not: without those, is all the rest whole?
        let rest = try self.answer(pinned, history, outside?.without(lost), admitting: lost)
        if let fault = rest.fault, fault.code != "signer" { return rest }
        var explained = answer
        explained.fault?.narrow(to: recovered)
        return explained
    }

    /// What was signed and is kept beside the log, smallest first; what is no checkpoint is left out.
    private func kept(_ history: KeyHistory?) -> [Checkpoint] {
        guard let history else { return [] }
        return ([note].compactMap(\.self) + cosigned)
            .compactMap { try? KeptCheckpoint($0, of: history, in: log).checkpoint }
            .sorted { $0.size < $1.size }
    }

    /// Whether the log does not go on from what a note says, and says itself that it lost that.
    private func isAdmitted(_ note: String, _ history: KeyHistory?, by lost: [Recovered]) -> Bool {
        guard !lost.isEmpty, let history,
            let kept = try? KeptCheckpoint(note, of: history, in: log),
            lost.contains(where: { $0.covers(kept.checkpoint.size) })
        else { return false }
        return (try? kept.fault(in: log, origin: identity.origin)) != nil
    }

    /// Checks all but the kept notes that the log admits to have lost.
    private func answer(
        _ pinned: VerifierKey?,
        _ history: KeyHistory?,
        _ outside: OutsideCheckpoints?,
        admitting lost: [Recovered] = []
    ) throws -> VerifyAnswer {
        let witnesses = outside?.checkpoints ?? []
        let note = self.note.flatMap { isAdmitted($0, history, by: lost) ? nil : $0 }
        let cosigned = self.cosigned.filter { !isAdmitted($0, history, by: lost) }
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
                + (note == nil ? [] : ["checkpoint"]),
            rehearsal: identity.isRehearsal
        )
        do {
            let known = try history ?? KeptCheckpoint.history(of: identity, in: log)
            let kept = try note.map { try KeptCheckpoint($0, of: known, in: log).checkpoint }
            let seen = try cosigned.map { try KeptCheckpoint($0, of: known, in: log).checkpoint }
            var review = try LogReview(
                log,
                origin: identity.origin,
                kept: [kept].compactMap(\.self) + witnesses + seen + known.handoverCheckpoints(),
                progress: progress
            )
            let outcome = try review.run()
            if !known.adoptions.isEmpty {
                answer.keys = known.answers(in: log)
                answer.checked.append("keys")
            }
            answer.size = outcome.whole.size
            answer.root = outcome.whole.root.hex
            answer.redacted = outcome.whole.redacted.count
            answer.agreements = outcome.agreements
            answer.signed = outcome.whole.agreedSizes.last
            if let outside { answer.note(outside) }
            answer.documents = try documents(outcome.documents)
            if let pinned {
                answer.checkSigner(pinned, note, known.handovers(in: log) + handovers, known)
            }
            if answer.fault == nil { try answer.check(shapeOf: log, outcome) }
        } catch let fault as LogReview.Fault {
            var params = fault.params
            params["since"] = outside?.checkpoints.firstUnfit(fault.code, fault.params)
                .map { .integer(Int($0.size)) }
            answer.condemn(fault.position, fault.code, params)
        }
        return answer
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
    fileprivate mutating func narrow(to recovered: Recovered) {
        position =
            code == "root" ? max(position, recovered.lostFrom) : recovered.lostFrom
        params["recovery"] = .integer(Int(recovered.position))
        params["lostFrom"] = .integer(Int(recovered.lostFrom))
        params["lostThrough"] = .integer(Int(recovered.size - 1))
        params["recoveryReason"] = recovered.reason.map { .string($0) }
    }
}

extension VerifyAnswer {
    /// Says that the log is not whole, and what is wrong first.
    package mutating func condemn(
        _ position: Int64,
        _ code: String,
        _ params: [String: JSONValue]
    ) {
        // An empty log is no damage, and no success either.
        result = code == "nothing" ? "unverified" : "damaged"
        fault = VerifyFault(position: position, code: code, params: params)
    }

    /// An index that leaves an entry out, or a table of another shape, answers wrongly although every
    /// entry is as it was signed.
    mutating func check(shapeOf log: any EntryLog, _ outcome: LogReview.Outcome) throws {
        let found = try log.shapeCheck(size: outcome.whole.size, agreements: outcome.agreements)
        if found != .none { checked.append("schema") }
        if case .faulty(let cause) = found {
            condemn(-1, "structure", ["cause": .string(cause)])
        }
    }

    /// A key that the caller pinned, or one that it handed over to, has to have signed the checkpoint;
    /// no signature by one is damage.
    ///
    /// The entries of `history` are named in which it was followed: a proof that was kept elsewhere has the
    /// number that its entry had before it was lost.
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
        guard signer == "failed" else {
            if !signers.contains(pinned) {
                followed = zip(key.keys.dropFirst(), key.positions).map { successor, position in
                    history.adoptions.last { $0.key == successor }?.position ?? position
                }
            }
            return
        }
        // It signed, but after it had handed over.
        let code = signers.isEmpty ? "signer" : "retired-key"
        condemn(size, code, ["vkey": .string(vkey ?? "")])
    }
}
