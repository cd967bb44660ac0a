import Answers
import Audit
import Calendars
import Engine
import Entries
import EventLog
import Exports
import Glibc
import RuleFiles
import Wire
import Workflows

/// What is under examination: a copied data folder, or a bundle.
protocol Examined {
    /// The last checkpoint that was signed and kept.
    func keptNote() throws -> String
    /// The key that the log names as its own.
    func vkey() throws -> String
    /// The questions about agreements, under the rules that the log has adopted.
    func answers() throws -> AuditAnswers
    /// Every entry, to be read in order.
    var entries: any EntryLog { get }
    /// The log's name.
    var origin: String { get }
    /// The one agreement that is here; nil where the whole log is.
    var carried: String? { get }
    /// What the log's first entry says.
    func identity() throws -> LogIdentity
    /// What keys signed over their successors, as the first `size` entries tell.
    func handovers(below size: Int64) throws -> [KeyHandover]
    /// Why nobody can say whether the last key is still in force, as one of `KeyList.doubts`, or
    /// `KeyList.noCheckpoint`; nil if nothing here speaks against it.
    func keyDoubt() throws -> String?
    /// How many entries the checkpoint covers that is here, 0 where none counts; nil where nothing lies
    /// beyond it.
    func signedSize() throws -> Int64?
    /// The cosignatures that came back to the log's keeper.
    func cosignatures() throws -> CosignedNotes
    /// Checks everything there is.
    func verify(_ wish: VerifyWish) async throws -> VerifyAnswer
}

extension Examined {
    var carried: String? { nil }

    func keyDoubt() throws -> String? { nil }

    func signedSize() throws -> Int64? { nil }

    /// The first signed entry in whose place something is shown that only an entry says which nobody signed;
    /// nil if there is none.
    ///
    /// `agreement` is the one that is asked about: what was taken from another one changes nothing of it, and
    /// what belongs to none changes everything.
    func unsignedRedaction(of agreement: String?) throws -> UnsignedRedaction? {
        let redactions = try entries.redactions()
        guard !redactions.isEmpty, let kept = try signedSize() else { return nil }
        // The checkpoint may be kept elsewhere; then what came back from witnesses is all that lies here.
        let cosigned = (try? cosignedNote()).flatMap { KeptCheckpoint.said(by: $0)?.size }
        let signed = max(kept, cosigned ?? 0)
        let open = redactions.filter { $0.key < signed && signed <= $0.value }
        for (position, by) in open.sorted(by: { $0.key < $1.key }) {
            let subject = try entries.entry(at: position)?.subject
            guard agreement == nil || subject == nil || subject == agreement else { continue }
            return UnsignedRedaction(position: position, by: by)
        }
        return nil
    }

    func handovers(below size: Int64) throws -> [KeyHandover] {
        try KeyHistory(identity(), in: entries)?.handovers(in: entries, below: size) ?? []
    }
}

/// What an auditor wants checked, and brought along for it.
struct VerifyWish {
    /// The pinned key.
    var vkey: String?
    var policy: TrustPolicy?
    /// A checkpoint from outside.
    var since: String?
    /// What keys signed over their successors.
    var handovers: [KeyHandover] = []
    /// Told how many entries of how many were read; nil if nobody watches.
    var progress: (@Sendable (_ read: Int64, _ of: Int64) -> Void)?
}

extension KeyHandover {
    /// Reads the proofs in files of whoever verifies; a file may have several, one after another.
    ///
    /// Throws `Problem` if something in them is no proof under a checkpoint, or there are too many.
    static func files(_ paths: [String]) throws -> [KeyHandover] {
        var handovers: [KeyHandover] = []
        for path in paths {
            // A file that can't be read is its own trouble, told by the file's name.
            let proofs = TlogProof.sequence(in: try BundleFolder.file(path))
            try checkCount(handovers.count + proofs.count, in: path)
            handovers += try proofs.map { bytes in
                guard let receipt = try? EntryReceipt(bytes),
                    (try? Checkpoint(of: receipt.note)) != nil
                else {
                    throw Problem(
                        .badField,
                        ["field": "handover", "value": .string(path), "expected": "handover"]
                    )
                }
                return KeyHandover(receipt)
            }
        }
        return handovers
    }

    /// Throws `Problem` if `count` of them, those of `path` the last, are more than anybody follows.
    private static func checkCount(_ count: Int, in path: String) throws(Problem) {
        guard count > countMax else { return }
        throw Problem(
            .badField,
            [
                "field": "handover", "value": .string(path), "expected": "handover-count",
                "limit": .integer(countMax), "found": .integer(count),
            ]
        )
    }
}

/// One look at a copied folder: opens the scratch copy, asks, and leaves nothing behind.
enum Examination {
    /// Answers what `question` asks of the folder, and ends the process.
    static func run(
        _ path: String,
        statusOf: (Problem) -> Int32 = Outcome.reading,
        _ question: (any Examined) async throws -> Outcome
    ) async -> Never {
        let result = await result(path, question)
        Outcome.leave(result, statusOf)
    }

    /// The same for what shows the content of entries: says beside the answer where that hangs on an entry
    /// which nobody signed.
    ///
    /// `agreement` is the only one that is asked about; nil asks about all of them.
    static func show(
        _ path: String,
        of agreement: String? = nil,
        _ question: (any Examined) async throws -> Outcome
    ) async -> Never {
        await run(path) { folder in
            let outcome = try await question(folder)
            // Not before there is an answer: a problem stands alone on standard error.
            if let redaction = try folder.unsignedRedaction(of: agreement) {
                try Outcome.tell(CopyRemark(unsignedRedaction: redaction))
            }
            return outcome
        }
    }

    /// Checks a receipt, which needs neither folder nor log, and ends the process.
    static func run(receipt path: String, _ wish: () throws -> VerifyWish) -> Never {
        do {
            let (bytes, wish) = (try BundleFolder.file(path), try wish())
            let answer = try ReceiptVerification.answer(
                bytes,
                vkey: wish.vkey,
                policy: wish.policy,
                handovers: wish.handovers
            )
            let status: Int32 =
                answer.result == "whole" ? 0 : answer.result == "unverified" ? 2 : 1
            Outcome.leave(.success(try .document(answer, status: status)), Outcome.verifying)
        } catch {
            Outcome.leave(.failure(problem(error, nil)), Outcome.verifying)
        }
    }

    /// Answers what `question` asks of the folder or the bundle.
    static func result(
        _ path: String,
        _ question: (any Examined) async throws -> Outcome
    ) async -> Result<Outcome, Problem> {
        do {
            let bundle = BundleFolder(path)
            if bundle.isMeantAsBundle {
                return .success(try await question(try ExaminedBundle(bundle, path)))
            }
            // Held to the end, so that no daemon starts on the evidence meanwhile.
            let evidence = try Evidence(path)
            defer { evidence.release() }
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            let folder = try CopiedFolder(evidence, scratch)
            do {
                let outcome = try await question(folder)
                await folder.close()
                return .success(outcome)
            } catch {
                await folder.close()
                throw error
            }
        } catch {
            return .failure(problem(error, path))
        }
    }

    /// `path` is the folder under examination; nil if there is none.
    private static func problem(_ error: any Error, _ path: String?) -> Problem {
        switch error {
        case let problem as Problem: problem
        case SubmissionFailure.unreadable(let position):
            Problem(.integrityFailure, ["position": .integer(Int(position))])
        case let newer as NewerEntry: Problem(.newerEntry, newer.params)
        case SubmissionFailure.ruleFileFaulty(let faults): faults.problem
        case let failure as LogFailure: CopiedFolder.problem(failure, path ?? "")
        case let fault as LogReview.Fault:
            Problem(.integrityFailure, ["position": .integer(Int(fault.position))])
        case let trouble as FileTrouble:
            trouble.problem(isFile: path.map { !trouble.path.hasPrefix($0) } ?? true)
        // A rule file that was adopted and can't be read any more.
        case is FileFaults: Problem(.integrityFailure, ["position": -1])
        default: Problem(.internalError)
        }
    }
}

extension FileTrouble {
    /// A file that whoever verifies has named is told apart from the folder that is under examination.
    func problem(isFile: Bool) -> Problem {
        // A name alone was looked for here.
        let name = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        var params: [String: JSONValue] = [
            "path": .string(name.replacing("//", with: "/")),
            "cause": .string(Evidence.errorText(errno)),
        ]
        if isFile { params["kind"] = "file" }
        return Problem(errno == ENOENT ? .copyMissing : .copyUnreadable, params)
    }
}

extension TrustPolicy {
    /// The policy in a file of whoever verifies.
    static func file(_ path: String) throws -> TrustPolicy {
        try read(try BundleFolder.file(path))
    }
}
