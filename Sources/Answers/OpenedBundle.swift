package import Audit
package import Engine
import Entries
package import EventLog
package import Exports
package import Wire
import Workflows

/// A bundle that was read: its files are complete, unchanged, and what the checkpoint in it says.
///
/// Its entries are held in memory. Who signed the checkpoint is for `verify` to ask.
package struct OpenedBundle: Sendable {
    /// The entries, to ask as a log is asked.
    package let log: CarriedLog
    /// What the log's first entry says.
    package let identity: LogIdentity
    /// The checkpoint as it lies in the bundle.
    package let note: String
    /// The agreement that it is about; nil for a whole log.
    package let agreement: String?
    /// What keys signed over their successors.
    package let handovers: [KeyHandover]
    /// The first entry whose bytes stand here although another took them; nil if none is.
    ///
    /// Files and tree fit all the same. `verify` finds it; whoever asks anything else has to look here first, for
    /// the answer would show what was redacted.
    package let restored: LogReview.Fault?
    private let checkpoint: Checkpoint

    /// Reads a bundle.
    ///
    /// Throws `BundleFault` for what is wrong with its files, `LogReview.Fault` if its first entry is no
    /// log's, and what reading throws.
    package init(_ content: some BundleContent, path: String) throws {
        let whole = try BundleReview(content).run()
        checkpoint = whole.checkpoint
        note = whole.note.description
        let rows = try BundleRows(content, whole.positions)
        var proofs: [Int64: InclusionProof] = [:]
        for position in whole.positions ?? [] {
            let file = try content.content(of: BundleMaker.proofFile(position))
            proofs[position] = try EntryReceipt(file).inclusion
        }
        log = CarriedLog(
            rows.kept,
            redactedBy: rows.redactedBy,
            proofs: proofs,
            head: LogHead(size: whole.checkpoint.size, root: whole.checkpoint.root),
            path: path
        )
        agreement = whole.positions == nil ? nil : rows.kept.compactMap(\.subject).first
        restored = rows.restored
        guard let first = rows.first, first.position == 0, let identity = LogIdentity(first) else {
            throw LogReview.Fault(position: 0, code: "entry-bytes")
        }
        self.identity = identity
        let files = try content.paths().filter { $0.hasPrefix(BundleMaker.keysFolder) }
        var names = BundleMaker.HandoverNames()
        handovers = try files.prefix(KeyHandover.countMax).map { path in
            guard let receipt = try? EntryReceipt(try content.content(of: path)) else {
                throw BundleFault(.changed, path: path)
            }
            let handover = KeyHandover(receipt)
            // Also where the log itself leads on: somebody else may follow by this file.
            guard path == names.next(handover), handover.isSigned else {
                throw BundleFault(.changed, path: path)
            }
            return handover
        }
        // No log changes its key so often: whoever makes up enough must not keep a verification from ending.
        if files.count > KeyHandover.countMax {
            throw BundleFault(.changed, path: files[KeyHandover.countMax])
        }
    }

    /// The questions about its agreements, under the rules that it carries; nil if it carries none.
    package func answers() throws -> AuditAnswers? {
        try RulesInForce.adopted(in: log).map {
            AuditAnswers(log, $0, isRehearsal: identity.isRehearsal, carried: agreement)
        }
    }

    /// What the page in it is worth, which says how to verify without us; `content` is what was read.
    package func page(in content: some BundleContent) throws -> BundlePage {
        try BundlePage.compare(
            content,
            checkpoint,
            agreement: agreement,
            isRehearsal: identity.isRehearsal
        )
    }

    /// Checks what the entries say, and who signed.
    ///
    /// `since` is a checkpoint that somebody kept; a bundle of one agreement has not the entries to
    /// hold it against.
    ///
    /// `more` are handovers from elsewhere, `policyKeys` the logs' keys that a policy names. Throws `Problem`
    /// (`since-needs-whole-log`) where a checkpoint can't be held against what is here.
    package func verify(
        vkey: String?,
        since: String? = nil,
        handovers more: [KeyHandover] = [],
        policyKeys: [VerifierKey] = [],
        progress: (@Sendable (_ read: Int64, _ of: Int64) -> Void)? = nil
    ) throws -> VerifyAnswer {
        guard let agreement else {
            var answer = try Verification(
                log,
                identity,
                note: note,
                vkey: vkey,
                since: since,
                handovers: more,
                carried: handovers,
                policyKeys: policyKeys,
                progress: progress
            ).answer()
            answer.checked.insert("files", at: 0)
            // Of a line that nobody explains nothing is known, its agreement neither: what is found
            // further on follows from that.
            let gone = try log.read(after: -1, limit: .max).first {
                try $0.bytes == nil && log.redaction(of: $0.position) == nil
            }
            if let gone, (answer.fault?.position).map({ $0 > gone.position }) ?? true {
                answer.condemn(gone.position, "unexplained-redaction", [:])
            }
            return answer
        }
        guard since == nil else {
            throw Problem(
                .sinceNeedsWholeLog,
                ["agreement": .string(agreement), "size": .integer(Int(checkpoint.size))]
            )
        }
        return try verify(agreement, vkey, more, policyKeys)
    }

    private func verify(
        _ agreement: String,
        _ vkey: String?,
        _ more: [KeyHandover],
        _ policyKeys: [VerifierKey]
    ) throws -> VerifyAnswer {
        let pinned = try PinnedKey.read(vkey)
        var answer = VerifyAnswer(
            result: "whole",
            origin: identity.origin,
            size: 0,
            root: "",
            redacted: 0,
            agreements: 1,
            signer: "not-checked",
            vkey: vkey,
            checked: ["files", "bytes", "positions", "versions", "proofs", "checkpoint"],
            rehearsal: identity.isRehearsal
        )
        // Entries are numbered within their agreement, so none is missing before the last; adoptions are not.
        answer.unproved = ["later-entries", "adoptions"]
        answer.agreement = agreement
        var isForged = false
        do {
            let history = try KeptCheckpoint.history(of: identity, in: log)
            var isByKnownKey = false
            do throws(LogReview.Fault) {
                isByKnownKey = try KeptCheckpoint(note, of: history).isByKnownKey
            } catch {
                guard error.isOfSpoiltSignature else { throw error }
                isForged = true
            }
            if !history.adoptions.isEmpty {
                // Without a signature by a key of the log, every later key is left to anybody's word.
                let none: Int64? = pinned == nil || isForged ? 0 : nil
                let signed = isByKnownKey ? checkpoint.size : none
                answer.keys = history.answers(in: log, signed: signed)
                answer.checked.append("keys")
            }
            let entries = try log.read(after: -1, limit: .max)
            try check(entries, agreement)
            answer.size = Int64(entries.count)
            answer.root = checkpoint.root.hex
            answer.redacted = entries.count { $0.bytes == nil }
            // What nobody signed rightly vouches for no tree.
            answer.signed = isForged ? nil : checkpoint.size
            answer.documents = DocumentCheck(try documents(in: entries))
            let chains = KeyChains(
                pinned: pinned,
                policy: policyKeys,
                brought: more,
                carried: handovers
            )
            if let pinned, !isForged {
                answer.checkSigner(pinned, note, more + handovers, history)
            } else if let fork = chains.first(of: history)?.fork {
                answer.condemn(fork, in: history)
            }
            // Where another key signed, no handover of the one that is trusted speaks of these entries.
            if answer.result == "whole" {
                let signers = chains.signers(of: note, naming: history)
                let shown = try shown(entries, by: signers)
                let recoveries = try Recovered.all(in: log)
                for tree in chains.trees(of: identity.origin, naming: history) {
                    answer.hold(shown, against: tree, history, by: recoveries)
                }
            }
        } catch let fault as LogReview.Fault {
            answer.condemn(fault.position, fault.code, fault.params)
        }
        if isForged { answer.condemn(-1, "kept-checkpoint", ["reason": "forged"]) }
        return answer
    }

    /// What the proofs show, under a checkpoint that these keys signed.
    private func shown(
        _ entries: [KeptEntry],
        by signers: [VerifierKey]
    ) throws -> ShownEntries {
        var nodes = ShownNodes()
        for one in entries {
            nodes.add(
                try log.inclusion(of: one.position, size: checkpoint.size),
                index: one.position,
                size: checkpoint.size,
                leaf: one.leaf
            )
        }
        return ShownEntries(
            nodes: nodes,
            positions: entries.map(\.position),
            signers: signers
        )
    }

    private func documents(in kept: [KeptEntry]) throws -> [RecordedDocument] {
        // A redaction restates what it took away, so that stands here once.
        try kept.filter { $0.bytes != nil }.flatMap {
            RecordedDocument.named(in: try HistoryReader.entry($0, in: log))
        }
    }

    /// Entry by entry: in its one spelling, of this log, at its place, numbered without a gap, and gone where
    /// another took its bytes.
    private func check(_ kept: [KeptEntry], _ agreement: String) throws {
        var version = 0
        var takings = Takings()
        for one in kept {
            if one.bytes == nil, (try? HistoryReader.entry(one, in: log)) == nil {
                throw LogReview.Fault(position: one.position, code: "unexplained-redaction")
            }
            if let bytes = one.bytes {
                guard let entry = try? Entry(bytes: bytes, strictly: true),
                    entry.position == one.position
                else { throw LogReview.Fault(position: one.position, code: "entry-bytes") }
                guard entry.source == "https://\(identity.origin)" else {
                    throw LogReview.Fault(
                        position: one.position,
                        code: "origin",
                        params: ["found": .string(entry.source)]
                    )
                }
                try takings.look(at: entry)
            }
            guard let subject = one.subject else { continue }
            version += 1
            guard subject == agreement, one.subjectVersion == version else {
                throw LogReview.Fault(
                    position: one.position,
                    code: "subject-version",
                    params: [
                        "agreement": .string(agreement), "expected": .integer(version),
                        "found": .integer(one.subjectVersion ?? 0),
                    ]
                )
            }
        }
    }
}

/// What the entries of an agreement took away: once each, from one before, and for good.
///
/// The hash of the bytes that were taken stays in the tree, so whoever kept them could put them back unseen.
private struct Takings {
    private var held: Set<Int64> = []
    private var taken: Set<Int64> = []

    /// Looks at the next entry whose bytes are here.
    mutating func look(at entry: Entry) throws {
        held.insert(entry.position)
        guard entry.type == EngineEvent.redacted.rawValue,
            let position = entry.data["position"]?.integer.map(Int64.init)
        else { return }
        let by: [String: JSONValue] = ["by": .integer(Int(entry.position))]
        guard position < entry.position, taken.insert(position).inserted else {
            throw LogReview.Fault(position: entry.position, code: "redaction", params: by)
        }
        guard !held.contains(position) else {
            throw LogReview.Fault(position: position, code: "redacted-bytes", params: by)
        }
    }
}

/// The lines of a bundle as a log holds them, with the columns that the bytes say.
private struct BundleRows {
    var kept: [KeptEntry] = []
    var redactedBy: [Int64: Int64] = [:]
    var first: Entry?

    init(_ content: some BundleContent, _ positions: [Int64]?) throws {
        var lines: [(position: Int64, line: EntryLine)] = []
        _ = try content.lines(of: BundleMaker.entriesFile) { bytes in
            let place = lines.count
            lines.append((positions?[place] ?? Int64(place), EntryLine(bytes)))
        }
        // A redaction stands behind what it takes away: so they are looked for first.
        var redacted = RedactedLines()
        for (_, line) in lines { redacted.look(at: line.bytes) }
        redactedBy = redacted.causes.mapValues(\.position)
        var versions: [String: Int] = [:]
        for (position, line) in lines {
            let row =
                line.isRedacted
                ? redacted.row(position, line, versions)
                : Self.row(position, line)
            if let subject = row.subject { versions[subject, default: 0] += 1 }
            kept.append(row)
        }
        if let line = lines.first?.line { first = try? Entry(bytes: line.bytes) }
    }

    /// The first of the entries whose bytes are here and were taken by one behind them.
    var restored: LogReview.Fault? {
        for one in kept where one.bytes != nil {
            guard let by = redactedBy[one.position], by > one.position else { continue }
            return LogReview.Fault(
                position: one.position,
                code: "redacted-bytes",
                params: ["by": .integer(Int(by))]
            )
        }
        return nil
    }

    private static func row(_ position: Int64, _ line: EntryLine) -> KeptEntry {
        // What can't be read keeps its bytes, and the check of the entries names it.
        let entry = try? Entry(bytes: line.bytes)
        return KeptEntry(
            position: position,
            bytes: line.bytes,
            leaf: line.leaf,
            subject: entry?.subject?.agreement,
            subjectVersion: entry?.subject?.version,
            type: entry?.type ?? "",
            command: CommandKey(actor: entry?.actor ?? .system, id: entry?.command.id ?? ""),
            part: entry?.command.part ?? 1
        )
    }
}

extension BundleFault {
    /// The same as what `verify` finds in a log.
    package var asLogFault: LogReview.Fault {
        var params: [String: JSONValue] = [:]
        params["file"] = path.map(JSONValue.string)
        return LogReview.Fault(position: position, code: kind.rawValue, params: params)
    }
}
