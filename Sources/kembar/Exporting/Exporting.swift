import Entries
import Exports
import Synchronization
import Wire

/// Makes bundles and exports of what a running kembard answers, piece by piece.
struct Exporting: Sendable {
    private let exchange: Exchange

    init(_ exchange: Exchange) { self.exchange = exchange }

    /// Writes the log in another form into a new file.
    func write(_ format: ExportFormat, to path: String) async throws(Failure) -> ExportDocument {
        let file = try making { try exchange.desk.makeFile(path) }
        do throws(Failure) {
            try await stream(
                .get(["audit", "export"], [("format", format.rawValue)])
            ) { try file.add($0) }
            try making { try file.close() }
        } catch {
            file.remove()
            throw error
        }
        return ExportDocument(path: path, format: format.rawValue)
    }

    /// Writes a bundle into a new folder; of one agreement, or of everything that is signed now.
    func writeBundle(
        _ path: String,
        agreement: String?,
        checkpoint: String?,
        isCosigned: Bool
    ) async throws(Failure) -> ExportDocument {
        let cosigned = isCosigned ? "true" : nil
        if let agreement { return try await writeBundle(path, of: agreement, cosigned) }
        let note: String
        if let checkpoint {
            note = try await fittingNote(in: checkpoint)
        } else {
            note = try await exchange.answer(
                to: .get(["audit", "checkpoint"], [("cosigned", cosigned)])
            ).text
        }
        let keys = try await exchange.answer(to: .get(["audit", "keys"])).decoded(KeyList.self)
        let folder = try making { try exchange.desk.makeFolder(path) }
        do throws(Failure) {
            return try await fill(folder, path, note, from: checkpoint, keys.keys)
        } catch {
            // Half a bundle would be in the way of the next one.
            (folder as? NewFolder)?.remove()
            throw error
        }
    }

    /// Writes the whole log as it comes, with what else belongs to it; `file` is that of the checkpoint, if
    /// somebody named one.
    private func fill(
        _ folder: any BundleFiles,
        _ path: String,
        _ note: String,
        from file: String?,
        _ keys: [KeyAnswer]
    ) async throws(Failure) -> ExportDocument {
        let writing = LineWriting(try making { try BundleMaker(folder, note: note) })
        try await stream(.get(["events"], [("after", "-1")])) { try writing.take($0) }
        try making { try writing.take(keys) }
        try await stream(
            .get(["audit", "register"], [("size", String(writing.size))])
        ) { try writing.take(register: $0) }
        let made = try making(under: file) { try writing.finish() }
        return ExportDocument(
            path: path,
            format: "bundle",
            origin: made.origin,
            size: made.size
        )
    }

    /// The checkpoint in a file that somebody named, if it is of this log and covers no more than it has.
    ///
    /// Whether the entries are those that it signed is known once all of them came. The daemon is not asked to
    /// sign for it: who names a checkpoint may do so because that fails.
    private func fittingNote(in path: String) async throws(Failure) -> String {
        let bytes: [UInt8]
        do throws(Desk.FileFailure) {
            bytes = try exchange.desk.content(of: path)
        } catch {
            throw .unreadableFile(error)
        }
        let status = try await exchange.answer(to: .get(["status"])).decoded(StatusAnswer.self)
        do throws(UnfitCheckpoint) {
            let given = try GivenCheckpoint(bytes, of: status.origin)
            try given.require(atMost: status.log.size)
            return given.note
        } catch {
            throw problem(error, path)
        }
    }

    private func writeBundle(
        _ path: String,
        of agreement: String,
        _ cosigned: String?
    ) async throws(Failure) -> ExportDocument {
        let response = try await exchange.answer(
            to: .get(["audit", "receipts"], [("agreement", agreement), ("cosigned", cosigned)])
        )
        let answer = try response.decoded(ReceiptsAnswer.self)
        let writing = try making {
            let folder = try exchange.desk.makeFolder(path)
            var maker = try BundleMaker(folder, note: answer.checkpoint, agreement: agreement)
            for one in answer.receipts {
                try maker.add(receipt: try EntryReceipt(Array(one.proof.utf8)))
            }
            for handover in answer.handovers ?? [] {
                try maker.add(
                    handover: KeyHandover(try EntryReceipt(Array(handover.utf8)))
                )
            }
            return LineWriting(maker)
        }
        try await stream(
            .get(
                ["audit", "register"],
                [("size", String(writing.size)), ("agreement", agreement)]
            )
        ) { try writing.take(register: $0) }
        let made = try making { try writing.finish() }
        return ExportDocument(
            path: path,
            format: "bundle",
            origin: made.origin,
            size: made.size,
            agreement: agreement
        )
    }

    /// Hands the answer's body to `take` as it comes.
    private func stream(
        _ request: Request,
        _ take: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(Failure) {
        let failure = Mutex<Failure?>(nil)
        _ = try await exchange.answer(to: request) { bytes in
            do throws(Failure) {
                try making { try take(bytes) }
                return true
            } catch {
                failure.withLock { $0 = error }
                return false
            }
        }
        if let failure = failure.withLock(\.self) { throw failure }
    }

    /// A problem that is found here, told as kembard would tell it.
    private func problem(_ code: ProblemCode, _ params: [String: JSONValue]) -> Failure {
        .problem(
            ProblemReport(
                code: code.rawValue,
                params: params,
                json: (try? JSONLine.text(of: Problem(code, params))) ?? ""
            ),
            repetition: nil
        )
    }

    /// The same of a checkpoint that was named; `path` is its file.
    private func problem(_ unfit: UnfitCheckpoint, _ path: String) -> Failure {
        problem(unfit.isOfOtherEntries ? .integrityFailure : .badField, unfit.params(path))
    }

    /// Says of whatever goes wrong with what is made how the program ends then; `file` is that of the checkpoint, if
    /// somebody named one.
    private func making<Made>(
        under file: String? = nil,
        _ body: () throws -> Made
    ) throws(Failure) -> Made {
        do {
            return try body()
        } catch let trouble as FileTrouble {
            throw .unwritableFile(Desk.FileFailure(path: trouble.path, errno: trouble.errno))
        } catch BundleFailure.notAsSigned(_, let signed) {
            // It may as well be the checkpoint that is the wrong one.
            if let file { throw problem(.otherEntries(signed: signed), file) }
            // What came is not what the daemon signed: the reader of a bundle would find it too.
            throw problem(.integrityFailure, ["position": -1])
        } catch BundleFailure.redactedLater(let position, let by, let signed) {
            throw problem(
                .redactedLater,
                [
                    "position": .integer(Int(position)), "by": .integer(Int(by)),
                    "signed": .integer(Int(signed)),
                ]
            )
        } catch {
            throw .unreadableAnswer(reason: "\(error)")
        }
    }
}

/// Cuts what comes into lines, and gives them to a bundle.
private final class LineWriting: Sendable {
    private struct State {
        var maker: BundleMaker
        var rest: [UInt8] = []
    }

    private let state: Mutex<State>

    init(_ maker: BundleMaker) { state = Mutex(State(maker: maker)) }

    func take(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            state.rest += bytes
            var start = state.rest.startIndex
            while let end = state.rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                try state.maker.add(line: Array(state.rest[start..<end]))
                start = end + 1
            }
            state.rest.removeSubrange(..<start)
        }
    }

    /// How many entries the bundle's checkpoint covers.
    var size: Int64 { state.withLock { $0.maker.size } }

    /// What keys signed over their successors, as far as the bundle's entries tell of it.
    func take(_ keys: [KeyAnswer]) throws {
        try state.withLock { state in
            for key in keys {
                // What was kept elsewhere is told by the adoption itself.
                guard let handover = key.handover,
                    key.handedOver ?? key.position < state.maker.size
                else { continue }
                try state.maker.add(
                    handover: KeyHandover(try EntryReceipt(Array(handover.utf8)))
                )
            }
        }
    }

    func take(register bytes: [UInt8]) throws {
        try state.withLock { try $0.maker.add(register: bytes) }
    }

    func finish() throws -> (origin: String, size: Int64) {
        try state.withLock { state in
            try state.maker.finish()
            return (state.maker.origin, state.maker.size)
        }
    }
}
