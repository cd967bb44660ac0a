import Audit
package import Engine
package import Entries
package import EventLog
package import Wire

/// The check of a whole log against the checkpoint that was kept of it, and of who signed that.
package struct Verification {
    private let log: any EntryLog
    private let identity: LogIdentity
    /// The kept checkpoint as a note; nil if there is none.
    private let note: String?
    /// The key that the auditor pinned, as typed.
    private let vkey: String?
    /// A checkpoint that somebody outside kept, such as one of a saved mail.
    private let since: String?

    /// Prepares the check; nothing is read yet.
    package init(
        _ log: any EntryLog,
        _ identity: LogIdentity,
        note: String?,
        vkey: String?,
        since: String? = nil
    ) {
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
        let witness = try witnessed()
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
            let kept = try note.map { try KeptCheckpoint($0, of: identity).checkpoint }
            var review = try LogReview(
                log,
                origin: identity.origin,
                kept: [kept, witness].compactMap(\.self)
            )
            let outcome = try review.run()
            answer.size = outcome.whole.size
            answer.root = outcome.whole.root.hex
            answer.redacted = outcome.whole.redacted.count
            answer.agreements = outcome.agreements
            answer.signed = outcome.whole.agreedSizes.last
            if let witness {
                answer.since = witness.size
                answer.checked.append("since")
            }
            if let pinned { answer.checkSigner(pinned, note) }
            if answer.fault == nil { try answer.check(shapeOf: log, outcome) }
        } catch let fault as LogReview.Fault {
            answer.condemn(fault.position, fault.code, fault.params)
        }
        return answer
    }

    /// What stands in the checkpoint from outside; it has to be one of this log.
    ///
    /// One signed by another key is held against the log all the same: who rewrote the log may have
    /// taken another key.
    private func witnessed() throws(Problem) -> Checkpoint? {
        guard let since else { return nil }
        do {
            let checkpoint = try KeptCheckpoint(since, of: identity).checkpoint
            if checkpoint.isOf(origin: identity.origin) { return checkpoint }
        } catch {
            // No checkpoint, or a forged one: it says nothing about the log.
        }
        let origin = String(since.prefix { $0 != "\n" })
        throw Problem(
            .badField,
            ["field": "since", "value": .string(origin), "expected": "checkpoint"]
        )
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

    /// A key that the caller pinned has to have signed the checkpoint; no signature by it is damage.
    mutating func checkSigner(_ pinned: VerifierKey, _ note: String?) {
        let isSigned = note.map { (try? Checkpoint.open($0, keys: [pinned])) != nil } ?? false
        signer = isSigned ? "verified" : "failed"
        guard !isSigned else { return }
        condemn(size, "signer", ["vkey": .string(vkey ?? "")])
    }
}
