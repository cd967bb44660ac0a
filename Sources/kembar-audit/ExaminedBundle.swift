import Answers
import Audit
import Engine
import Entries
import EventLog
import Exports
import Wire

/// A bundle under examination; one whose files are not what they should be, or that holds bytes which an entry
/// took away, answers `verify` only.
struct ExaminedBundle: Examined {
    private let bundle: Result<OpenedBundle, LogReview.Fault>
    private let path: String
    let folder: BundleFolder

    /// Reads the bundle; it is never written to, nor locked.
    init(_ folder: BundleFolder, _ path: String) throws {
        self.path = path
        self.folder = folder
        do {
            bundle = .success(try OpenedBundle(folder, path: path))
        } catch let fault as BundleFault {
            bundle = .failure(fault.asLogFault)
        } catch let fault as LogReview.Fault {
            bundle = .failure(fault)
        }
    }

    private func whole() throws -> OpenedBundle {
        do throws(LogReview.Fault) {
            let bundle = try bundle.get()
            if let restored = bundle.restored { throw restored }
            return bundle
        } catch {
            var params = error.params
            params["path"] = .string(path)
            params["fault"] = .string(error.code)
            if error.position >= 0 { params["position"] = .integer(Int(error.position)) }
            throw Problem(.bundleDamaged, params)
        }
    }

    var entries: any EntryLog {
        switch bundle {
        case .success(let bundle): bundle.log
        case .failure: CarriedLog([], redactedBy: [:], head: .empty, path: path)
        }
    }

    var origin: String { (try? bundle.get())?.identity.origin ?? "" }

    var carried: String? { (try? bundle.get())?.agreement }

    func keptNote() throws -> String { try whole().note }

    /// The key that the log names as its own; not one that only an entry adopts which nobody signed.
    func vkey() throws -> String {
        let history = try KeptCheckpoint.history(of: identity(), in: entries)
        return history.lastSigned(in: entries, below: try signedSize() ?? 0).description
    }

    /// How many entries the checkpoint covers; 0 where no key of the log signed it.
    ///
    /// What it covers is what is here: its size was held against the entries.
    func signedSize() throws -> Int64? {
        let bundle = try whole()
        let history = try KeptCheckpoint.history(of: bundle.identity, in: bundle.log)
        guard let kept = try? KeptCheckpoint(bundle.note, of: history), kept.isByKnownKey,
            kept.checkpoint.isOf(origin: bundle.identity.origin)
        else { return 0 }
        return kept.checkpoint.size
    }

    /// Without a checkpoint that a key of the log signed, nothing here shows which key is in force.
    func keyDoubt() throws -> String? { try signedSize() == 0 ? KeyList.noCheckpoint : nil }

    func identity() throws -> LogIdentity { try whole().identity }

    func handovers(below size: Int64) throws -> [KeyHandover] { try whole().handovers }

    /// A bundle has them under its one checkpoint.
    func cosignatures() throws -> CosignedNotes {
        let note = try SignedNote.parse(try keptNote())
        let history = try KeptCheckpoint.history(of: identity(), in: entries)
        // What no key of the log signed came back from no witness.
        let isSigned = try signedSize() != 0
        let isCosigned =
            isSigned
            && note.signatures.contains { line in
                !history.keys.contains { $0.isClaimed(by: line) }
            }
        return CosignedNotes(isCosigned ? [note] : [])
    }

    func answers() throws -> AuditAnswers {
        guard let answers = try whole().answers() else {
            throw Problem(.copyEmpty, ["path": .string(path)])
        }
        return answers
    }

    func verify(_ wish: VerifyWish) async throws -> VerifyAnswer {
        var answer: VerifyAnswer
        switch bundle {
        case .success(let bundle):
            answer = try bundle.verify(
                vkey: wish.vkey,
                since: wish.since,
                handovers: wish.handovers,
                policyKeys: wish.policy?.logs ?? [],
                progress: wish.progress
            )
            // What is wrong beside the entries is no damage to the files: what else is wrong is told as well.
            let isReadable = answer.isReadable
            if let policy = wish.policy {
                answer.check(
                    policy,
                    [bundle.note],
                    wish.handovers + bundle.handovers,
                    of: try? KeptCheckpoint.history(of: bundle.identity, in: bundle.log)
                )
            }
            if isReadable {
                try compareRegister(bundle, &answer)
                try comparePage(bundle, &answer)
            }
        case .failure(let fault):
            var condemned = VerifyAnswer(
                result: "damaged",
                origin: "",
                size: 0,
                root: "",
                redacted: 0,
                agreements: 0,
                signer: "not-checked",
                vkey: wish.vkey,
                checked: ["files", "checkpoint"],
                rehearsal: false
            )
            condemned.condemn(fault.position, fault.code, fault.params)
            // Half a bundle is no damaged one: it was never made.
            if fault.code == BundleFault.Kind.unfinished.rawValue {
                condemned.result = "unverified"
            }
            answer = condemned
        }
        return answer
    }

    /// Holds the page that says how to verify without us against the one that belongs to these entries.
    private func comparePage(_ bundle: OpenedBundle, _ answer: inout VerifyAnswer) throws {
        let page = try bundle.page(in: folder)
        answer.page = page.rawValue
        switch page {
        case .none: break
        case .same: answer.checked.append("page")
        case .differ:
            answer.checked.append("page")
            answer.condemn(-1, "page", ["file": .string(BundleMaker.page)])
        case .newer:
            // Nothing was found wrong, but its steps may be anybody's: that is no success.
            answer.tell(
                VerifyFault(
                    position: -1,
                    code: "page-newer",
                    params: ["file": .string(BundleMaker.page)]
                ),
                as: "unverified"
            )
        }
    }
}
