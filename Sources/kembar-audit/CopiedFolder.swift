import Answers
import Audit
import Engine
import Entries
import EventLog
import Exports
import FoundationEssentials
import Projections
import Wire

/// A copied data folder, opened from a scratch copy of it.
struct CopiedFolder: Examined {
    let log: SQLiteLog
    private let logIdentity: LogIdentity
    private let path: String
    private let scratch: ScratchFolder
    private let hasWriteAheadLog: Bool
    private let hasCheckpoint: Bool
    private let hasViews: Bool
    private let hasCosignatures: Bool
    /// Why the cosignatures can't be read although something has their name: then the rest can be all the same.
    private let cosignaturesTrouble: Problem?

    /// Copies what is needed and opens it; throws `Problem`, one code for each way in which that fails.
    init(_ evidence: borrowing Evidence, _ scratch: ScratchFolder) throws(Problem) {
        path = evidence.path
        self.scratch = scratch
        // Neither key nor contacts are any of an auditor's business. The -shm is made anew from the
        // -wal: one that was copied at another moment would lie.
        guard try scratch.take("log.db", of: evidence) else {
            throw Problem(.copyWithoutLog, ["path": .string(evidence.path)])
        }
        hasWriteAheadLog = try scratch.take("log.db-wal", of: evidence)
        hasCheckpoint = try scratch.take("checkpoint", of: evidence)
        do throws(Problem) {
            hasCosignatures = try scratch.take("cosignatures", of: evidence)
            cosignaturesTrouble = nil
        } catch {
            guard error.code == .copyUnreadable else { throw error }
            var trouble = error
            trouble.params["file"] = "cosignatures"
            hasCosignatures = true
            cosignaturesTrouble = trouble
        }
        hasViews = try scratch.take("views.db", of: evidence)
        if hasViews { _ = try scratch.take("views.db-wal", of: evidence) }
        try DatabaseHead(scratch.file("log.db")).check(evidence.file("log.db"))
        let note = hasCheckpoint ? Self.note(in: scratch) : nil
        do {
            log = try SQLiteLog.open(folder: scratch.path, access: .readOnly)
        } catch {
            let problem = Self.problem(error, evidence.path)
            guard problem.code == .copyEmpty else { throw problem }
            throw Self.noEntries(evidence.path, note, hasWriteAheadLog: hasWriteAheadLog)
        }
        guard log.head.size > 0 else {
            throw Self.noEntries(evidence.path, note, hasWriteAheadLog: hasWriteAheadLog)
        }
        logIdentity = try Self.identity(log)
    }

    /// Nothing was ever recorded there; or what was, as a checkpoint says, is not in the copy.
    ///
    /// Its key would stand in the first entry, so nobody can say who signed: it is enough that somebody did.
    private static func noEntries(
        _ path: String,
        _ note: String?,
        hasWriteAheadLog: Bool
    ) -> Problem {
        var params: [String: JSONValue] = ["path": .string(path)]
        guard let note else { return Problem(.copyEmpty, params) }
        if let signed = KeptCheckpoint.said(by: note) {
            params["signed"] = .integer(Int(signed.size))
            params["found"] = 0
        }
        if !hasWriteAheadLog { params["missing"] = "log.db-wal" }
        return Problem(.copyTorn, params)
    }

    private static func identity(_ log: SQLiteLog) throws(Problem) -> LogIdentity {
        // Whatever keeps the first entry from being read, it is not what it was.
        guard let bytes = try? log.entry(at: 0)?.bytes,
            let first = try? HistoryReader.entry(bytes, at: 0), let identity = LogIdentity(first)
        else { throw Problem(.integrityFailure, ["position": 0]) }
        return identity
    }

    var entries: any EntryLog { log }
    var origin: String { logIdentity.origin }

    func identity() throws -> LogIdentity { logIdentity }

    func cosignatures() throws -> CosignedNotes {
        let notes = try storedCosignatures()
        let history = try KeptCheckpoint.history(of: logIdentity, in: log)
        // A witness gets what the log has signed: another one, or one that was changed since, never came back
        // from any.
        func isForeign(_ history: KeyHistory) -> Bool {
            notes.notes.contains { note in
                (try? KeptCheckpoint(note.description, of: history, in: log))?.isByKnownKey != true
            }
        }
        // Nor did one of a key that only an entry adopts which nobody signed.
        guard isForeign(history.signed(in: log, below: try signedSize() ?? 0)) else {
            return notes
        }
        // A checkpoint that is kept elsewhere than the log may cover that entry.
        guard hasCheckpoint || isForeign(history) else {
            throw Problem(.copyWithoutCheckpoint, ["path": .string(path)])
        }
        throw Problem(
            .copyCheckpoint,
            ["path": .string(path), "file": "cosignatures", "fault": "kept-cosignatures"]
        )
    }

    /// What lies in the file, whoever signed it.
    private func storedCosignatures() throws -> CosignedNotes {
        if let cosignaturesTrouble { throw cosignaturesTrouble }
        guard hasCosignatures else { return CosignedNotes() }
        let path = scratch.file("cosignatures")
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem(
                .copyUnreadable,
                ["path": .string("\(self.path)/cosignatures"), "file": "cosignatures"]
            )
        }
        guard let notes = CosignedNotes(json: Array(data)) else {
            throw Problem(
                .copyCheckpoint,
                [
                    "path": .string(self.path), "file": "cosignatures",
                    "fault": "kept-cosignatures",
                ]
            )
        }
        return notes
    }

    /// How many entries the checkpoint beside the log covers; 0 without one that a key of the log signed and
    /// that the log goes on from.
    func signedSize() throws -> Int64? {
        guard let note = note() else { return 0 }
        let history = try KeptCheckpoint.history(of: logIdentity, in: log)
        guard let kept = try? KeptCheckpoint(note, of: history, in: log), kept.isByKnownKey,
            try kept.fault(in: log, origin: origin) == nil
        else { return 0 }
        return kept.checkpoint.size
    }

    /// What of the checkpoint beside the log leaves open which of its keys is in force.
    ///
    /// None of them signed it, and it is of what the log has not: it may be by a newer one, which this log does
    /// not know. Or there is none here that a key of the log signed.
    func keyDoubt() throws -> String? {
        guard let note = note() else { return KeyList.noCheckpoint }
        let history = try KeptCheckpoint.history(of: logIdentity, in: log)
        // One that can't be read at all, or is another log's, says nothing of this log's keys.
        guard let kept = try? KeptCheckpoint(note, of: history, in: log), !kept.isByKnownKey
        else { return nil }
        if let parsed = try? SignedNote.parse(note),
            Checkpoint.isByAnotherKey(parsed, than: history.keys),
            let fault = try kept.fault(in: log, origin: origin),
            ["truncated", "root"].contains(fault.code)
        {
            return "signed-by-unknown-key"
        }
        return KeyList.noCheckpoint
    }

    /// Ends the reading of the scratch copy.
    func close() async { await log.close() }

    /// The last checkpoint that the daemon signed and kept.
    func keptNote() throws -> String {
        try requireSigned()
        guard let note = note() else {
            throw Problem(.copyWithoutCheckpoint, ["path": .string(path)])
        }
        // What lies beside it and is spoilt, `verify` tells; what the log signed stands by itself.
        return (try? cosignatures())?.cosigning(note) ?? note
    }

    /// The key that the log names as its own; not one that only an entry adopts which nobody signed.
    func vkey() throws -> String {
        try requireSigned()
        let history = try KeptCheckpoint.history(of: logIdentity, in: log)
        return history.lastSigned(in: log, below: try signedSize() ?? 0).description
    }

    private func note() -> String? {
        hasCheckpoint ? Self.note(in: scratch) : nil
    }

    private static func note(in scratch: ScratchFolder) -> String? {
        FileManager.default.contents(atPath: scratch.file("checkpoint"))
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Throws `Problem` unless everything is here that the checkpoint beside the log was signed for.
    ///
    /// An answer from half of the entries would look like one from all of them.
    private func requireSigned() throws {
        guard let note = note() else { return }
        do {
            let history = try KeptCheckpoint.history(of: logIdentity, in: log)
            let kept = try KeptCheckpoint(note, of: history, in: log)
            guard let fault = try kept.fault(in: log, origin: origin) else { return }
            throw fault
        } catch let fault as LogReview.Fault {
            var params = fault.params
            params["path"] = .string(path)
            // Copying again helps where the file is missing that may have the key, and not else.
            let isCopiedWhole = fault.code != "truncated" || hasWriteAheadLog
            if isCopiedWhole, try keyDoubt() == "signed-by-unknown-key" {
                params["signer"] = "unknown"
            }
            guard fault.code == "truncated" else {
                params["fault"] = .string(fault.code)
                throw Problem(.copyCheckpoint, params)
            }
            if !hasWriteAheadLog { params["missing"] = "log.db-wal" }
            throw Problem(.copyTorn, params)
        }
    }

    /// The questions about agreements, under the rules that the log has adopted.
    func answers() throws -> AuditAnswers {
        try requireSigned()
        guard let rules = try RulesInForce.adopted(in: log) else {
            throw Problem(.copyEmpty, ["path": .string(path)])
        }
        return AuditAnswers(log, rules, isRehearsal: logIdentity.isRehearsal)
    }

    /// Checks the whole log, its file, and the views beside it.
    func verify(_ wish: VerifyWish) async throws -> VerifyAnswer {
        // A file of cosignatures that is none is a finding, and no end: the log is verified all the same.
        let keptNotes = Result { try storedCosignatures() }
        let notes = (try? keptNotes.get()) ?? CosignedNotes()
        // What is spoilt among them is told as that, and never as a fault of the checkpoint.
        let believed = KeptCosignatures.believed(
            notes,
            of: try KeptCheckpoint.history(of: logIdentity, in: log),
            in: log
        )
        let witnesses = wish.policy?.witnesses
        let note = note().map { believed.cosigning($0, witnesses: witnesses) }
        let cosigned = notes.notes.reversed().map(\.description)
        // The views beside the log are made anew from it: then every entry is read twice.
        let rounds: Int64 = hasViews ? 2 : 1
        let progress = wish.progress.map { tell in
            { @Sendable (read: Int64, whole: Int64) in tell(read, rounds * whole) }
        }
        var answer = try Verification(
            log,
            logIdentity,
            note: note,
            vkey: wish.vkey,
            since: wish.since,
            cosigned: cosigned,
            handovers: wish.handovers,
            policyKeys: wish.policy?.logs ?? [],
            progress: progress
        ).answer()
        let isAdmitted = answer.fault?.params["recovery"] != nil
        // What no key of the log signed need not be over entries that there ever were.
        let isSigned = answer.fault?.params["signer"] == nil
        if answer.fault?.code == "truncated", !isAdmitted, isSigned, !hasWriteAheadLog {
            // Entries are signed that are not here, and nor is the file in which they would be.
            answer.fault?.code = "wal-missing"
        }
        if let fault = answer.fault, !isAdmitted, isSigned,
            try isOfNoteByUnknownKey(fault, wish)
        {
            answer.fault?.params["signer"] = "unknown"
        }
        // Neither an entry that anybody may have appended, nor what lies among the cosignatures, nor a signature that
        // somebody took away must keep the file and the views from being looked at.
        if answer.areEntriesWhole {
            answer.checked.append("structure")
            if let fault = try log.structuralFault() {
                answer.condemn(-1, "structure", ["cause": .string(fault)])
            }
        }
        // That too few have cosigned is no damage to the entries: then the views are told of too.
        let isReadable = answer.areEntriesWhole
        if case .failure(let error) = keptNotes {
            let isUnreadable = (error as? Problem)?.code == .copyUnreadable
            answer.condemnCosignatures(isUnreadable: isUnreadable)
        } else if notes.isForged(inNameOf: witnesses ?? []) {
            answer.condemnCosignatures(isUnreadable: false)
        }
        if let policy = wish.policy {
            answer.check(policy, [note] + cosigned, in: log, logIdentity, over: wish.handovers)
        }
        guard isReadable else {
            // Nothing more is read.
            wish.progress?(log.head.size, log.head.size)
            return answer
        }
        try compareViews(&answer, wish.progress)
        return answer
    }

    /// Whether all that a fault says is that the log does not go on from the checkpoint beside it, which
    /// neither a key of the log nor one that the auditor knows has signed.
    private func isOfNoteByUnknownKey(_ fault: VerifyFault, _ wish: VerifyWish) throws -> Bool {
        guard ["truncated", "root"].contains(fault.code), fault.params["since"] == nil,
            let note = note(), let said = KeptCheckpoint.said(by: note),
            fault.params["signed"]?.integer == Int(said.size),
            try keyDoubt() == "signed-by-unknown-key"
        else { return false }
        let pinned = wish.vkey.flatMap { try? VerifierKey($0) }
        let trusted = [pinned].compactMap(\.self) + (wish.policy?.logs ?? [])
        return !trusted.contains { key in
            let known = FollowedKey(key, over: wish.handovers).keys
            return (try? Checkpoint.open(note, keys: known)) != nil
        }
    }

    /// Reads everything a second time, which the progress counts as that.
    private func compareViews(
        _ answer: inout VerifyAnswer,
        _ progress: (@Sendable (_ read: Int64, _ of: Int64) -> Void)?
    ) throws {
        defer { progress?(2 * log.head.size, 2 * log.head.size) }
        guard hasViews else {
            answer.views = "none"
            return
        }
        do {
            let (kept, fresh) = (scratch.file("views.db"), scratch.file("fresh.db"))
            let size = log.head.size
            let found = try Views.compare(kept: kept, fresh: fresh, log) { folded in
                progress?(size + folded, 2 * size)
            }
            answer.hold(views: found.word, differing: found.differing)
            guard found.differing != nil else { return }
            answer.viewsAt = try Views.places(kept: kept, fresh: fresh).map {
                ViewsRow(table: $0.table, key: $0.key, agreement: $0.agreement)
            }
        } catch is ViewsNotCompared {
            // No room for the comparison: what the log says stands, and that nobody looked at the views.
            answer.hold(views: "not-checked")
        }
    }

    /// Says in which way a folder can't be read.
    static func problem(_ failure: LogFailure, _ path: String) -> Problem {
        var params: [String: JSONValue] = ["path": .string(path)]
        for (name, value) in failure.parameters { params[name] = .string(value) }
        if !failure.cause.isEmpty { params["cause"] = .string(failure.cause) }
        switch failure.code {
        case .locked: return Problem(.copyLocked, params)
        case .missing: return Problem(.copyMissing, params)
        case .notADatabase, .foreignDatabase: return Problem(.copyForeign, params)
        case .newerSchema: return Problem(.copyNewer, params)
        case .damaged:
            guard let position = failure.parameters["position"].flatMap({ Int($0) }) else {
                return Problem(.copyTorn, params)
            }
            return Problem(.integrityFailure, ["position": .integer(position)])
        // A database with nothing in it: no log was ever begun there.
        case .io where failure.cause.contains("no such table"):
            return Problem(.copyEmpty, params)
        default: return Problem(.copyUnreadable, params)
        }
    }
}
