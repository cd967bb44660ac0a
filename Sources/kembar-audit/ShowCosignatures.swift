import Answers
import ArgumentParser
import Audit
import Engine
import Entries
import EventLog
import Wire

struct ShowCosignatures: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(
            named: "cosignatures",
            "Tanda tangan saksi log yang ada dalam salinan.",
            "The log witnesses' cosignatures in the copy."
        )
    }

    @Option(help: .words("Kebijakan kepercayaan (tlog-policy).", "A trust policy (tlog-policy)."))
    var policy: String?

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in
            try .document(
                folder.cosignatureList(
                    under: try policy.map { try TrustPolicy.file($0) },
                    path: copy.data
                )
            )
        }
    }
}

extension Examined {
    /// What witnesses have cosigned: those of the policy are checked, the others are named.
    ///
    /// What they cosigned of entries that the log says it lost stands beside. Throws `Problem` for a cosigned
    /// checkpoint that this log never had and does not say it lost.
    func cosignatureList(under policy: TrustPolicy?, path: String) throws -> CosignatureList {
        // Asked first: it refuses a folder from which something signed is missing.
        _ = try vkey()
        let identity = try identity()
        let history = try KeptCheckpoint.history(of: identity, in: entries)
        let size = try signedSize()
        // A key that only an entry adopts which nobody signed says nothing, nor does such a recovery.
        let signed = history.signed(in: entries, below: size ?? .max)
        let kept = try KeptCosignatures(cosignatures(), of: signed, in: entries, signed: size)
        if let note = (kept.contradicting + kept.foreign).first {
            throw try problem(of: note, signed, path)
        }
        let fitting = kept.fitting
        let handovers = try handovers(below: entries.head.size)
        let enough = policy.flatMap { policy in
            fitting.notes.last { note in
                guard let size = try? Checkpoint(text: note.text).size else { return false }
                return CosignedNotes([note])
                    .newest(meeting: policy.following(handovers, forSize: size)) != nil
            }
        }
        return CosignatureList(
            head: entries.head.size,
            witnesses: CosignatureState.all(of: policy, in: fitting),
            enough: enough.flatMap { try? Checkpoint(text: $0.text).size },
            checkpoint: enough?.description,
            unchecked: Self.claims(in: fitting, beside: history.keys + (policy?.witnesses ?? [])),
            lost: LostCosignatures.all(of: policy, in: kept),
            rehearsal: identity.isRehearsal
        )
    }

    /// Why a cosigned checkpoint is neither of this log nor of what it says it lost.
    private func problem(
        of note: SignedNote,
        _ history: KeyHistory,
        _ path: String
    ) throws -> Problem {
        var fault: LogReview.Fault?
        do {
            fault = try KeptCheckpoint(note.description, of: history, in: entries)
                .fault(in: entries, origin: origin)
        } catch let found as LogReview.Fault {
            fault = found
        }
        var params = fault?.params ?? [:]
        params["path"] = .string(path)
        params["file"] = "cosignatures"
        params["fault"] = .string(fault?.code ?? "kept-cosignatures")
        return Problem(.copyCheckpoint, params)
    }

    /// The newest line of every key that is not among `known`.
    private static func claims(
        in notes: CosignedNotes,
        beside known: [VerifierKey]
    ) -> [CosignatureClaim] {
        var newest: [CosignatureClaim] = []
        for note in notes.notes.reversed() {
            guard let size = try? Checkpoint(text: note.text).size else { continue }
            for line in note.signatures where !known.contains(where: { $0.isClaimed(by: line) }) {
                let keyID = line.keyID.description
                guard !newest.contains(where: { $0.name == line.name && $0.keyID == keyID })
                else { continue }
                let time = Cosignature(payload: line.signature)?.timestamp
                newest.append(
                    CosignatureClaim(name: line.name, keyID: keyID, size: size, time: time)
                )
            }
        }
        return newest
    }
}
