import Answers
import ArgumentParser
import Audit
import Engine
import Entries
import EventLog
import Exports
import Glibc
import Language
import Wire
import Workflows

/// `rebuild`: makes a log in a new folder, for `kembar admin rebuild`, which gives it its place.
struct Rebuild: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: Environment.say(
                Phrase("Buat log dari baris-barisnya.", "Make a log from its lines.")
            ),
            shouldDisplay: false
        )
    }

    @Option(help: .words("Berkas JSON Lines.", "The JSON Lines file."))
    var from: String

    @Option(help: .words("Folder yang belum berisi log.", "A folder that has no log."))
    var to: String

    @Option(help: .words("Checkpoint yang harus cocok.", "A checkpoint that has to fit."))
    var checkpoint: String?

    @Option(help: .words("Kunci umum log (vkey).", "The log's public key (vkey)."))
    var vkey: String?

    @Flag(help: .words("Cetak dokumen JSON.", "Print the JSON document."))
    var json = false

    func run() async throws {
        do {
            Outcome.leave(.success(try .document(try await made())), Outcome.reading)
        } catch {
            Outcome.leave(.failure(problem(error)), Outcome.reading)
        }
    }

    private func made() async throws -> RebuildDocument {
        try refuseFolder()
        let note = try note()
        // A key needs something that it has signed.
        guard vkey == nil || note != nil else {
            throw Problem(
                .copyWithoutCheckpoint,
                ["path": .string(folder), "from": .string(from)]
            )
        }
        let log = try SQLiteLog.open(folder: to)
        guard log.head.size == 0 else {
            throw Problem(.targetFailed, ["path": .string(to)])
        }
        do {
            let answer = try await fill(log, note)
            await log.close()
            if let note { try keep(note.text) }
            return answer
        } catch {
            await log.close()
            throw error
        }
    }

    private func fill(_ log: SQLiteLog, _ note: Note?) async throws -> RebuildDocument {
        let identity = try await LogRebuild(from).fill(log)
        var answer = try Verification(log, identity, note: note?.text, vkey: vkey).answer()
        if answer.areEntriesWhole, let cause = try log.structuralFault() {
            answer.condemn(-1, "structure", ["cause": .string(cause)])
        }
        // That the checkpoint is older than a redaction is no fault of the lines: it is said of them.
        if let fault = answer.fault,
            !answer.areEntriesWhole || fault.isOfUnfitCheckpoint || answer.faultOfSigner != nil
        {
            throw LogReview.Fault(position: fault.position, code: fault.code, params: fault.params)
        }
        try read(log)
        return RebuildDocument(
            path: to,
            origin: answer.origin,
            size: answer.size,
            root: answer.root,
            redacted: answer.redacted,
            signed: note == nil ? nil : answer.signed,
            checkpointBeside: note?.beside,
            signer: answer.signer,
            vkey: vkey ?? answer.keys?.last?.vkey ?? identity.vkey,
            unsignedRedaction: answer.unsignedRedaction
        )
    }

    /// Reads every entry as a daemon does; throws for one that only a newer program understands.
    private func read(_ log: SQLiteLog) throws {
        var kept = try log.read(after: -1, limit: Self.batchCount)
        while let last = kept.last {
            _ = try HistoryReader.entries(kept, in: log)
            kept = try log.read(after: last.position, limit: Self.batchCount)
        }
    }

    /// How many entries are read at once, some megabytes at most.
    private static let batchCount = 1_000

    /// The text of a checkpoint, and its path if nobody named it.
    private struct Note {
        var text: String
        var beside: String?
    }

    /// The checkpoint that was named, or lies beside the file as it does in a bundle.
    private func note() throws -> Note? {
        guard let file = checkpointFile else { return nil }
        let bytes = try BundleFolder.file(file)
        // What lies beside the file may be spoilt as the lines are; who names a file means a checkpoint.
        if checkpoint != nil, (try? SignedNote.parse(bytes).text) == nil {
            throw LogReview.Fault(
                position: -1,
                code: "kept-checkpoint",
                params: ["reason": "no-note"]
            )
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return Note(text: text, beside: checkpoint == nil ? file : nil)
    }

    /// Where that checkpoint lies; nil where none does.
    private var checkpointFile: String? {
        if let checkpoint { return checkpoint }
        let beside = folder + "/checkpoint"
        return access(beside, F_OK) == 0 ? beside : nil
    }

    /// Faults that only a checkpoint brings to light, so that it may be the wrong one.
    private static let checkpointFaults: Set = [
        "kept-checkpoint", "foreign-checkpoint", "retired-key", "signer", "root", "truncated",
    ]

    /// Throws for a folder, as the settings name a mirror, and names the lines in it.
    private func refuseFolder() throws(Problem) {
        var status = stat()
        guard stat(from, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
        let trimmed = from.count > 1 && from.hasSuffix("/") ? String(from.dropLast()) : from
        var params: [String: JSONValue] = [
            "path": .string(trimmed), "kind": "file",
            "cause": .string(Evidence.errorText(EISDIR)),
        ]
        params["lines"] = ["events.jsonl", "data/events.jsonl"].map { "\(trimmed)/\($0)" }
            .first { access($0, F_OK) == 0 }.map(JSONValue.string)
        throw Problem(.copyUnreadable, params)
    }

    /// The folder of the file.
    private var folder: String {
        let name = from.split(separator: "/").last ?? ""
        return from.contains("/") ? String(from.dropLast(name.count + 1)) : "."
    }

    private func keep(_ note: String) throws {
        let file = try NewFile(to + "/checkpoint")
        try file.add(Array(note.utf8))
        try file.close()
    }

    private func problem(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let fault as LogReview.Fault:
            var params = fault.params
            params["path"] = .string(from)
            params["fault"] = .string(fault.code)
            if fault.position >= 0, fault.code != "truncated" {
                params["line"] = .integer(Int(fault.position) + 1)
            }
            if Self.checkpointFaults.contains(fault.code), let file = checkpointFile {
                params["checkpoint"] = .string(file)
            }
            return Problem(.linesUnfit, params)
        case let newer as NewerEntry: return Problem(.newerEntry, newer.params)
        case SubmissionFailure.entryTooLong:
            return Problem(.linesUnfit, ["path": .string(from), "fault": "line-too-long"])
        case let failure as LogFailure:
            return Problem(
                .targetFailed,
                ["path": .string(failure.path), "cause": .string(failure.cause)]
            )
        case let trouble as FileTrouble:
            guard trouble.path.hasPrefix(to) else { return trouble.problem(isFile: true) }
            return Problem(
                .targetFailed,
                [
                    "path": .string(trouble.path),
                    "cause": .string(Evidence.errorText(trouble.errno)),
                ]
            )
        default: return Problem(.internalError)
        }
    }
}
