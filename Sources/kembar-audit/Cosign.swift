import ArgumentParser
import Audit
import Entries
import Exports
import Glibc
import Language
import Wire

/// A log witness's part: an office or an inspectorate that remembers what it has seen of a log.
struct Cosign: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(
            "Tanda tangani checkpoint sebagai saksi log.",
            "Cosign a checkpoint as a log witness."
        )
    }

    @Argument(help: .words("Checkpoint atau permintaan.", "A checkpoint or request."))
    var file: String?

    @Option(help: .words("Berkas kunci saksi.", "The witness's key file."))
    var key: String

    @Option(help: .words("Nama kunci baru.", "The name of a new key."))
    var newKey: String?

    @Option(help: .words("Kunci log (vkey).", "The log's key (vkey)."))
    var vkey: String?

    @Option(help: .words("Serah terima kunci (.tlog-proof).", "A key's handover (.tlog-proof)."))
    var handover: [String] = []

    @Option(help: .words("Folder catatan saksi.", "The folder of the witness's record."))
    var record: String?

    @Flag(help: .words("Cetak dokumen JSON.", "Print the JSON document."))
    var json = false

    func run() async throws {
        let result: Result<Outcome, Problem>
        do {
            let answer = try answer()
            result = .success(try .document(answer, status: answer.status))
        } catch let problem as Problem {
            result = .failure(problem)
        } catch let trouble as FileTrouble {
            result = .failure(trouble.problem(isFile: true))
        } catch {
            result = .failure(Problem(.internalError))
        }
        Outcome.leave(result, Outcome.reading)
    }

    private func answer() throws -> CosignAnswer {
        if let newKey { return try makeKey(newKey) }
        let key = try readKey()
        guard let log = vkey.flatMap({ try? VerifierKey($0) }) else {
            throw Problem(
                .badField,
                ["field": "vkey", "value": .string(vkey ?? ""), "expected": "vkey"]
            )
        }
        guard let file, let record else {
            throw Problem(.missingField, ["field": .string(file == nil ? "file" : "record")])
        }
        let followed = FollowedKey(log, over: try KeyHandover.files(handover))
        guard followed.fork == nil else {
            return CosignAnswer(result: "refused", reason: "handover")
        }
        let handed = try HandedRequests(BundleFolder.file(file), of: followed)
        let requests = handed.newest
        guard let request = requests.first else {
            return CosignAnswer(result: "refused", reason: "no-checkpoint")
        }
        guard requests.count == 1 else {
            return CosignAnswer(result: "refused", reason: "several")
        }
        var answer = try WitnessRecord(record).cosign(request, key, followed)
        // It does begin where the record ends: asking for the same again would not help.
        if answer.reason == "conflict", let size = handed.unreadProofSize, size == answer.stored {
            answer.reason = "proof-unread"
        }
        return answer
    }

    private func makeKey(_ name: String) throws -> CosignAnswer {
        var seed = [UInt8](repeating: 0, count: SigningKey.seedByteCount)
        guard getentropy(&seed, seed.count) == 0 else {
            throw FileTrouble(path: key, errno: errno)
        }
        guard let secret = try? SigningKey.secret(name: name, seed: seed) else {
            throw Problem(
                .badField,
                ["field": "newKey", "value": .string(name), "expected": "name"]
            )
        }
        try WitnessRecord.write(secret + "\n", to: key, mode: 0o600)
        try WitnessRecord.sync(folderOf: key)
        var answer = CosignAnswer(result: "key")
        answer.vkey = try SigningKey(secret: secret).cosignerKey.description
        return answer
    }

    private func readKey() throws -> SigningKey {
        let text = String(decoding: try BundleFolder.file(key), as: UTF8.self)
        guard let key = try? SigningKey(secret: text.prefix { $0 != "\n" }) else {
            throw Problem(.badField, ["field": "key", "value": .string(key), "expected": "key"])
        }
        return key
    }
}

extension CosignAnswer {
    /// Says more of a checkpoint that no rightful key signed.
    fileprivate mutating func tellSigner(of note: SignedNote, _ log: FollowedKey) {
        // One of its keys signed, but after it had handed over.
        if (try? Checkpoint.open(note, keys: log.keys)) != nil { reason = "retired-key" }
        if Checkpoint.isByAnotherKey(note, than: log.keys) { otherKey = true }
    }

    /// How the command ends: two histories of one log are damage, as `kembar` numbers it.
    var status: Int32 { reason == "fork" ? 6 : result == "refused" ? 1 : 0 }
}

/// What a witness has cosigned, one file for each log; it only ever goes forward.
struct WitnessRecord {
    private let folder: String

    init(_ folder: String) { self.folder = folder }

    /// Cosigns what goes on from the record, and remembers it before anybody gets the cosignature.
    ///
    /// `log` is the key that the witness trusts, followed as far as handovers lead. A record under another
    /// key is not gone on with: whoever typed that key may have it from somebody who rewrote the log.
    func cosign(
        _ request: WitnessRequest,
        _ key: SigningKey,
        _ log: FollowedKey
    ) throws -> CosignAnswer {
        if mkdir(folder, 0o700) == 0 {
            try Self.sync(folderOf: folder)
        } else if errno != EEXIST {
            throw FileTrouble(path: folder, errno: errno)
        }
        let lock = try lock()
        defer { close(lock) }
        guard let claimed = try? Checkpoint(of: request.note) else {
            return CosignAnswer(result: "refused", reason: "no-checkpoint")
        }
        let path = "\(folder)/\(claimed.originDigest)"
        let record = try self.stored(path, key, log)
        let stored = record?.checkpoint
        var answer = CosignAnswer(result: "refused")
        answer.origin = claimed.origin
        answer.size = claimed.size
        answer.stored = stored?.size
        answer.vkey = key.cosignerKey.description
        let rightful = log.keys(forSize: claimed.size)
        // Before anything is held against the record: of a fork it would be said that one key signed both.
        if record?.isByLog == false, (try? Checkpoint.open(request.note, keys: rightful)) != nil {
            answer.reason = "record-key"
            return answer
        }
        do throws(WitnessRefusal) {
            _ = try request.judge(stored: stored, logs: rightful)
        } catch {
            answer.reason = error.word
            if error == .notSigned { answer.tellSigner(of: request.note, log) }
            if error == .fork { answer.evidence = try keep(request.note, beside: path, rightful) }
            return answer
        }
        let line = try key.cosign(request.note.text, at: Int64(time(nil)))
        guard let signer = try request.note.verify(rightful).first?.key else { return answer }
        let cosigned = try request.cosigned(with: line, by: key.cosignerKey, log: signer)
        // What a run that was cut off left there was never handed out.
        unlink(path + ".new")
        try Self.write(cosigned.record.description, to: path + ".new", mode: 0o600)
        guard rename(path + ".new", path) == 0 else { throw FileTrouble(path: path, errno: errno) }
        // A record that a power cut takes back would let us cosign a second history.
        try Self.sync(folderOf: path)
        answer.result = "cosigned"
        if signer != log.links[0].key { answer.followed = log.positions(upTo: [signer]) }
        answer.note = cosigned.answer.description
        return answer
    }

    /// Keeps both checkpoints of a log that signed two histories, and returns the file.
    ///
    /// Only the log's own lines of the new one: what others are said to have signed proves nothing here.
    private func keep(
        _ note: SignedNote,
        beside path: String,
        _ log: [VerifierKey]
    ) throws -> String {
        let other = try Checkpoint(text: note.text)
        let file = "\(path).fork-\(other.size)-\(other.root.hex.prefix(16))"
        // It was shown before: both are kept already.
        guard access(file, F_OK) != 0 else { return file }
        let lines = try note.verify(log).prefix(1).map(\.line)
        let shown = try SignedNote(text: note.text, signatures: lines)
        let recorded = String(decoding: try BundleFolder.file(path), as: UTF8.self)
        unlink(file + ".new")
        try Self.write(recorded + shown.description, to: file + ".new", mode: 0o600)
        guard rename(file + ".new", file) == 0 else { throw FileTrouble(path: file, errno: errno) }
        try Self.sync(folderOf: file)
        return file
    }

    private func lock() throws -> Int32 {
        let path = "\(folder)/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            throw FileTrouble(path: path, errno: errno)
        }
        return descriptor
    }

    /// What was cosigned last, and whether the log signed it by a key that is known; a record that is
    /// there and can't be believed is no "never".
    private func stored(
        _ path: String,
        _ key: SigningKey,
        _ log: FollowedKey
    ) throws -> (checkpoint: Checkpoint, isByLog: Bool)? {
        guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        let bytes = try BundleFolder.file(path)
        guard let note = try? SignedNote.parse(bytes),
            let signatures = try? note.verify(log.keys + [key.cosignerKey]),
            signatures.contains(where: { $0.key == key.cosignerKey }),
            let checkpoint = try? Checkpoint(text: note.text)
        else {
            throw Problem(.copyCheckpoint, ["path": .string(path), "fault": "kept-checkpoint"])
        }
        return (checkpoint, signatures.contains { log.keys.contains($0.key) })
    }

    /// Makes a new name in a folder outlast a power cut.
    static func sync(folderOf path: String) throws {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let last = parts.lastIndex { !$0.isEmpty } ?? 0
        let parent = parts[..<last].joined(separator: "/")
        let folder = last == 0 ? "." : parent.isEmpty ? "/" : parent
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileTrouble(path: folder, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileTrouble(path: folder, errno: errno) }
    }

    /// Writes a new file durably, or leaves none.
    ///
    /// Its name is durable after `sync(folderOf:)`.
    static func write(_ text: String, to path: String, mode: mode_t) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileTrouble(path: path, errno: errno) }
        defer { close(descriptor) }
        do {
            try write(Array(text.utf8), descriptor, path)
        } catch {
            // It would be in the way of the next try.
            unlink(path)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Less than everything is no failure yet: the next write says why, if there is a reason.
            guard count > 0 else {
                throw FileTrouble(path: path, errno: count < 0 ? errno : EIO)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw FileTrouble(path: path, errno: errno) }
    }
}

extension WitnessRefusal {
    fileprivate var word: String {
        switch self {
        case .notSigned: "signer"
        case .malformed: "sizes"
        case .conflict: "conflict"
        case .notAnExtension: "not-an-extension"
        case .fork: "fork"
        }
    }
}
