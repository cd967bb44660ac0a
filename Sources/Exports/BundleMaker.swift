import Audit
import Crypto
import Entries

/// Writes a bundle: what an auditor carries away and repeats without us.
///
/// A whole log comes line by line, in order, and is held against the checkpoint while it is written:
/// what nobody signed gets into no bundle. One agreement comes as receipts. The same log prefix gives
/// the same bytes. The file `bagit.txt` is written last: a folder without it is no finished bundle.
package struct BundleMaker {
    /// The file that makes a folder a bundle (BagIt, RFC 8493), written last.
    package static let declaration = "bagit.txt"
    static let manifest = "manifest-sha256.txt"
    static let tagManifest = "tagmanifest-sha256.txt"
    static let information = "bag-info.txt"
    /// The files for auditors lie below this folder.
    package static let payload = "data/"
    /// Where the entries lie.
    package static let entriesFile = payload + "events.jsonl"
    static let checkpointFile = payload + "checkpoint"
    /// How to verify without us, for people.
    package static let page = payload + "README.txt"
    /// Where the agreements lie as tables, for a spreadsheet.
    package static let registerFile = payload + "register.sqlite"
    /// What keys signed over their successors lies below this folder.
    package static let keysFolder = payload + "keys/"
    static let declarationText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

    /// Ten digits, as an entry writes its position: so the names stand in the order of the entries.
    package static func proofFile(_ position: Int64) -> String {
        "\(payload)proofs/\(proofName(position))"
    }

    /// The name of a proof's file.
    package static func proofName(_ position: Int64) -> String {
        let digits = String(position)
        return String(repeating: "0", count: max(10 - digits.count, 0)) + digits + ".tlog-proof"
    }

    /// The names of handovers' files, which are given in the order of the keys.
    package struct HandoverNames {
        private var last: Int64 = -1

        /// Begins before the first.
        package init() {}

        /// The path of the next handover: numbered as the entry that it proves, or else after the one before it.
        ///
        /// One that was kept elsewhere is of an entry that this log lost: a later key's may stand at the same
        /// place, or before. The page follows the keys in the order of the names.
        package mutating func next(_ handover: KeyHandover) -> String {
            // No log gets that long, but what a file says of its place may be anything.
            last = max(handover.position, last &+ 1)
            return keysFolder + proofName(last)
        }
    }

    private let files: any BundleFiles
    private let note: SignedNote
    private let agreement: String?
    private var digests: [String: SHA256] = [:]
    private var frontier = TreeFrontier()
    private var tiles = TileBuilder()
    private var rules = BundledRules()
    private var contents = VerifyingPage.Contents()
    private var handoverNames = HandoverNames()
    private var payloadBytes = 0
    private var payloadFiles = 0
    /// Whose bytes are gone, as far as no line has told yet which entry took them.
    private var gone: Set<Int64> = []
    /// The checkpoint that everything in the bundle stands under.
    private let checkpoint: Checkpoint

    /// The log's name.
    package var origin: String { checkpoint.origin }
    /// How many entries the checkpoint covers.
    package var size: Int64 { checkpoint.size }

    /// Begins a bundle under a signed checkpoint; of one agreement, or of the whole log.
    ///
    /// Throws `BundleFailure.checkpoint` if the note is none.
    package init(_ files: any BundleFiles, note: String, agreement: String? = nil) throws {
        self.files = files
        self.agreement = agreement
        do {
            self.note = try SignedNote.parse(note)
            checkpoint = try Checkpoint(of: self.note)
        } catch {
            throw BundleFailure.checkpoint
        }
    }

    /// Adds the next line of the whole log: an entry's bytes, or what stands for redacted ones.
    ///
    /// Lines after the checkpoint's last entry are left out. Throws `BundleFailure.redactedLater` at one of them
    /// that took the bytes of a line before.
    package mutating func add(line: [UInt8]) throws {
        guard frontier.size < checkpoint.size else { return try look(atLater: line) }
        let line = EntryLine(line)
        if line.isRedacted {
            gone.insert(frontier.size)
        } else if let found = taking(by: line.bytes) {
            gone.remove(found.taken)
        }
        _ = frontier.append(line.leaf)
        for filled in tiles.add(line.leaf) { try write(filled) }
        try keep(line)
    }

    /// Adds the receipt of the agreement's next entry, or of a rule file's adoption.
    package mutating func add(receipt: EntryReceipt) throws {
        guard receipt.note == note else { throw BundleFailure.checkpoint }
        do throws(ProofFailure) {
            try receipt.verify(under: checkpoint)
        } catch {
            throw BundleFailure.notAsSigned(found: receipt.position, signed: checkpoint.size)
        }
        try keep(receipt.line)
        try write(Array(receipt.description.utf8), to: Self.proofFile(receipt.position))
    }

    /// Adds what a key signed over its successor: so whoever pinned the old key can follow it.
    ///
    /// They come in the order of the keys.
    package mutating func add(handover: KeyHandover) throws {
        contents.hasKeys = true
        try write(
            Array(handover.receipt.description.utf8),
            to: handoverNames.next(handover)
        )
    }

    /// Adds bytes at the end of the register: the entries as tables, made of the same prefix of the log.
    package mutating func add(register bytes: [UInt8]) throws {
        contents.hasRegister = true
        try put(bytes, into: Self.registerFile)
    }

    /// Ends the bundle.
    ///
    /// Throws `BundleFailure.notAsSigned` if the lines are not what the checkpoint says.
    package mutating func finish() throws {
        if agreement == nil {
            guard frontier.size == checkpoint.size, frontier.root == checkpoint.root else {
                throw BundleFailure.notAsSigned(found: frontier.size, signed: checkpoint.size)
            }
            for partial in tiles.partial { try write(partial) }
        }
        try end(Self.entriesFile)
        if contents.hasRegister { try end(Self.registerFile) }
        try write(Array(note.description.utf8), to: Self.checkpointFile)
        for file in rules.files { try write(file.bytes, to: Self.payload + "rules/" + file.name) }
        let page = VerifyingPage(checkpoint, agreement: agreement, contents).text
        try write(Array(page.utf8), to: Self.page)
        try writeTagFiles()
    }

    /// A line that was taken before the checkpoint has its cause in the bundle; by this one it has not.
    private func look(atLater line: [UInt8]) throws {
        guard let found = taking(by: line), gone.contains(found.taken) else { return }
        throw BundleFailure.redactedLater(
            position: found.taken,
            by: found.by,
            signed: checkpoint.size
        )
    }

    /// The type of an entry that takes the bytes of an earlier one away, as the log keeps it
    /// (`NewEntry.redactionType`, which this module does not see).
    package static let redactionType = "Redacted"
    private static let redactedMember = Array("\"type\":\"\(redactionType)\"".utf8)

    /// Whose bytes an entry took, looked for only where some are gone: it stands behind them.
    private func taking(by line: [UInt8]) -> (taken: Int64, by: Int64)? {
        guard !gone.isEmpty, line.prefix(400).contains(Self.redactedMember),
            // What can't be read is for the verification to complain about.
            let entry = try? Entry(bytes: line), entry.type == Self.redactionType,
            let taken = entry.data["position"]?.integer
        else { return nil }
        return (Int64(taken), entry.position)
    }

    private mutating func keep(_ line: EntryLine) throws {
        contents.look(at: line)
        try put(line.bytes + [UInt8(ascii: "\n")], into: Self.entriesFile)
        rules.look(at: line.bytes)
    }

    private mutating func write(_ tile: TileBuilder.Named) throws {
        try write(tile.tile.bytes, to: Self.payload + tile.path.description)
    }

    private mutating func write(_ bytes: [UInt8], to path: String) throws {
        try put(bytes, into: path)
        try end(path)
    }

    private mutating func put(_ bytes: [UInt8], into path: String) throws {
        digests[path, default: SHA256()].update(data: bytes)
        if path.hasPrefix(Self.payload) { payloadBytes += bytes.count }
        try files.add(bytes, to: path)
    }

    /// Closes a file of the payload and gives it its line in the manifest.
    private mutating func end(_ path: String) throws {
        let digest = digests.removeValue(forKey: path) ?? SHA256()
        try files.close(path)
        payloadFiles += 1
        let line = "\(Hexadecimal.encode(digest.finalize()))  \(path)\n"
        try put(Array(line.utf8), into: Self.manifest)
    }

    private mutating func writeTagFiles() throws {
        let manifest = try endTag(Self.manifest)
        // No date: the same log prefix gives the same bytes. When it was, a cosignature says.
        let about = agreement.map { "\($0)@" } ?? ""
        try put(
            Array(
                """
                External-Identifier: \(about)\(checkpoint.origin)/\(checkpoint.size)
                Payload-Oxum: \(payloadBytes).\(payloadFiles)

                """.utf8
            ),
            into: Self.information
        )
        let information = try endTag(Self.information)
        let declaration = Array(Self.declarationText.utf8)
        let declared = Hexadecimal.encode(SHA256.hash(data: declaration))
        let tags = "\(information)\(declared)  \(Self.declaration)\n\(manifest)"
        try files.add(Array(tags.utf8), to: Self.tagManifest)
        try files.close(Self.tagManifest)
        // Durable before the declaration says that it is: power may fail in between.
        try files.sync()
        try files.add(declaration, to: Self.declaration)
        try files.close(Self.declaration)
        try files.sync()
    }

    private mutating func endTag(_ path: String) throws -> String {
        let digest = digests.removeValue(forKey: path) ?? SHA256()
        try files.close(path)
        return "\(Hexadecimal.encode(digest.finalize()))  \(path)\n"
    }
}

/// Why there is no bundle.
package enum BundleFailure: Error, Hashable, Sendable {
    /// There is no checkpoint to stand under.
    case checkpoint
    /// The entries are not what was signed.
    case notAsSigned(found: Int64, signed: Int64)
    /// The bytes of an entry were taken after the checkpoint: the hash would be there and its cause not.
    case redactedLater(position: Int64, by: Int64, signed: Int64)
}

/// The rule files that the entries of a bundle adopted last, as files.
struct BundledRules {
    private var newest: [String: [UInt8]] = [:]

    var files: [(name: String, bytes: [UInt8])] {
        newest.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: $0.value) }
    }

    private static let marker = Array("Adopted\"".utf8)
    private static let types: Set = [
        "WorkflowAdopted", "PolicyAdopted", "CalendarAdopted", "OfficesAdopted",
    ]

    mutating func look(at line: [UInt8]) {
        // Few lines adopt anything; the type stands near the beginning.
        guard line.prefix(400).contains(Self.marker),
            // What can't be read is for the verification to complain about.
            let entry = try? Entry(bytes: line), entry.type.hasSuffix("Adopted"),
            let name = entry.data["name"]?.string, let text = entry.data["text"]?.string
        else { return }
        // The type comes from the entry: any other word is none of a rule file, and might lead elsewhere.
        guard Self.types.contains(entry.type) else { return }
        let kind = entry.type.dropLast("Adopted".count).lowercased()
        // There is one policy and one set of offices, whatever they are called.
        let isNamed = ["workflow", "calendar"].contains(kind)
        let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        newest[isNamed ? "\(kind)-\(safe).yaml" : "\(kind).yaml"] = Array(text.utf8)
        guard let regions = entry.data["regions"]?.string else { return }
        newest["regions.csv"] = Array(regions.utf8)
    }
}
