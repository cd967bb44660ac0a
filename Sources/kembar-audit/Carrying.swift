import Answers
import Audit
import Engine
import Entries
import EventLog
import Exports
import FoundationEssentials
import Wire

/// Receipts, bundles and exports of what is under examination.
extension Examined {
    /// The receipt of an entry, named by its number, or of the newest of an agreement.
    func receipt(_ what: String) throws -> EntryReceipt {
        try answers().receipt(
            of: what,
            under: keptNote(),
            orCosigned: try? newestCosigned()
        )
    }

    /// Writes a bundle into a new folder; of one agreement, or of everything that was signed.
    ///
    /// Where only one agreement is here, it is of that one. Nothing is left of a bundle that can't be made.
    /// Throws `Problem` before anything is written for a file `checkpoint` that what is here can't stand under.
    func writeBundle(
        _ path: String,
        agreement: String?,
        checkpoint: String?,
        isCosigned: Bool = false
    ) throws -> ExportDocument {
        let given = try checkpoint.map { try fittingNote(in: $0) }
        let agreement = agreement ?? carried
        let note = try given ?? (isCosigned ? cosignedNote() : keptNote())
        let receipts = try agreement.map {
            try answers().receipts(of: $0, under: note, identity())
        }
        // Of one agreement the receipts were held against it. What is no checkpoint is told of below.
        if receipts == nil, let size = KeptCheckpoint.said(by: note)?.size {
            try entries.requireRedactions(below: size)
        }
        return try Self.making(path) { try writeBundle(path, note, agreement, receipts) }
    }

    /// The checkpoint in a file that somebody named, if what is here is what it covers.
    private func fittingNote(in path: String) throws -> String {
        let bytes = try BundleFolder.file(path)
        do {
            let given = try GivenCheckpoint(bytes, of: identity().origin)
            if let carried {
                // Proofs of single entries lead to no other root than that of their own checkpoint.
                let own = KeptCheckpoint.said(by: try keptNote())
                guard given.checkpoint == own else {
                    throw UnfitCheckpoint.carried(agreement: carried, signed: own?.size ?? 0)
                }
                return given.note
            }
            try given.require(atMost: entries.head.size)
            guard try entries.extends(given.checkpoint) else {
                throw UnfitCheckpoint.otherEntries(signed: given.checkpoint.size)
            }
            return given.note
        } catch let unfit as UnfitCheckpoint {
            throw Problem(
                unfit.isOfOtherEntries ? .integrityFailure : .badField,
                unfit.params(path)
            )
        }
    }

    /// The newest checkpoint that a witness has cosigned.
    func cosignedNote() throws -> String {
        guard let note = try newestCosigned() else {
            let lost = try cosignatures().notes.last.flatMap { try? Checkpoint(text: $0.text) }
            throw Problem.nothingCosigned(lost: lost?.size)
        }
        return note.description
    }

    /// The same as a note; nil without one.
    ///
    /// What was cosigned of entries that the log lost is passed over.
    private func newestCosigned() throws -> SignedNote? {
        try cosignatures().notes.last { try entries.extends(Checkpoint(text: $0.text)) }
    }

    private func writeBundle(
        _ path: String,
        _ note: String,
        _ agreement: String?,
        _ receipts: ReceiptsAnswer?
    ) throws -> ExportDocument {
        let folder = try NewFolder(path)
        do {
            return try fill(folder, path, note, agreement, receipts)
        } catch {
            folder.remove()
            throw error
        }
    }

    private func fill(
        _ folder: NewFolder,
        _ path: String,
        _ note: String,
        _ agreement: String?,
        _ receipts: ReceiptsAnswer?
    ) throws -> ExportDocument {
        var maker = try BundleMaker(folder, note: note, agreement: agreement)
        if let receipts {
            for one in receipts.receipts {
                try maker.add(receipt: try EntryReceipt(Array(one.proof.utf8)))
            }
        } else {
            try eachEntry(below: maker.size) { try maker.add(line: $0.line) }
        }
        for handover in try handovers(below: maker.size) { try maker.add(handover: handover) }
        try eachPieceOfRegister(size: maker.size, agreement) { try maker.add(register: $0) }
        try maker.finish()
        return ExportDocument(
            path: path,
            format: "bundle",
            origin: maker.origin,
            size: maker.size,
            agreement: agreement
        )
    }

    /// Writes the log into a new file in another form.
    func write(_ format: ExportFormat, to path: String) throws -> ExportDocument {
        var reader = ExportReader(
            try answers().entries,
            format,
            origin: origin,
            carried: carried
        )
        return try Self.making(path) { try write(&reader, format, path) }
    }

    private func write(
        _ reader: inout ExportReader,
        _ format: ExportFormat,
        _ path: String
    ) throws -> ExportDocument {
        let file = try NewFile(path)
        do {
            while let piece = try reader.next() { try file.add(piece) }
            try file.close()
        } catch {
            file.remove()
            throw error
        }
        return ExportDocument(path: path, format: format.rawValue, origin: origin)
    }

    /// Tells trouble with what is made from trouble with what is read.
    private static func making<Made>(_ path: String, _ body: () throws -> Made) throws -> Made {
        do {
            return try body()
        } catch let trouble as FileTrouble {
            throw Problem(
                .targetFailed,
                [
                    "path": .string(trouble.path),
                    "cause": .string(Evidence.errorText(trouble.errno)),
                ]
            )
        } catch is BundleFailure {
            // The stored tree fits the checkpoint and the entries do not: some were changed.
            throw Problem(.integrityFailure, ["position": -1])
        }
    }

    /// Entries that are read in one go: an entry has 64 KiB at most.
    private static var batchMax: Int { 64 }

    private func eachEntry(below size: Int64, _ body: (KeptEntry) throws -> Void) throws {
        var position: Int64 = -1
        while position < size - 1 {
            let kept = try entries.read(after: position, limit: Self.batchMax)
            guard let last = kept.last else { return }
            for one in kept { try body(one) }
            position = last.position
        }
    }
}
