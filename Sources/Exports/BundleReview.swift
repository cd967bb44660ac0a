package import Audit
import Crypto

/// Checks a bundle's files from their bytes alone: nothing missing, nothing more, nothing changed.
///
/// More is whatever `BundleMaker` does not write, even if the manifests list it: anybody can write those.
///
/// What the entries say to each other (versions, recorded times, redactions) is not looked at here,
/// nor is the signature: the key comes from whoever verifies.
package struct BundleReview {
    private let content: any BundleContent

    /// Prepares the check; nothing is read yet.
    package init(_ content: any BundleContent) { self.content = content }

    /// What a bundle holds, as far as its bytes go.
    package struct Whole: Sendable {
        /// The checkpoint as a note, with every signature line.
        package var note: SignedNote
        /// What it says.
        package var checkpoint: Checkpoint
        /// The positions of the lines of `events.jsonl`, in order, if they are not simply all.
        package var positions: [Int64]?
    }

    /// Reads every file; throws `BundleFault` at the first thing wrong, and what reading throws.
    package func run() throws -> Whole {
        let paths = try content.paths()
        guard paths.contains(BundleMaker.declaration) else { throw BundleFault(.unfinished) }
        guard try content.content(of: BundleMaker.declaration) == BundleMaker.declarationText.bytes
        else { throw BundleFault(.changed, path: BundleMaker.declaration) }
        for list in [BundleMaker.manifest, BundleMaker.tagManifest] where !paths.contains(list) {
            throw BundleFault(.noManifest, path: list)
        }
        let manifest = try listed(in: BundleMaker.manifest)
        let tags = try listed(in: BundleMaker.tagManifest)
        try compare(
            manifest,
            with: paths.filter { $0.hasPrefix(BundleMaker.payload) },
            in: BundleMaker.manifest
        )
        try compare(
            tags,
            with: paths.filter {
                !$0.hasPrefix(BundleMaker.payload) && $0 != BundleMaker.tagManifest
            },
            in: BundleMaker.tagManifest
        )
        try checkNames(paths)
        let (note, checkpoint) = try checkpoint()
        let proofs = paths.filter { $0.hasPrefix(Self.proofsFolder) }
        guard proofs.isEmpty else {
            let positions = try checkProofs(proofs, note, checkpoint, paths)
            return Whole(note: note, checkpoint: checkpoint, positions: positions)
        }
        try checkTree(checkpoint, paths)
        return Whole(note: note, checkpoint: checkpoint)
    }

    private func checkpoint() throws -> (SignedNote, Checkpoint) {
        do {
            let note = try SignedNote.parse(try content.content(of: BundleMaker.checkpointFile))
            return (note, try Checkpoint(of: note))
        } catch let trouble as FileTrouble {
            throw trouble
        } catch {
            throw BundleFault(.checkpoint, path: BundleMaker.checkpointFile)
        }
    }

    // MARK: Files

    /// The files that a manifest names, each with its digest, in the manifest's order.
    private func listed(in manifest: String) throws -> [String: String] {
        var listed: [String: String] = [:]
        let isEnded = try content.lines(of: manifest) { line in
            let text = String(validating: line, as: UTF8.self) ?? ""
            let digest = text.prefix { $0 != " " }
            let path = String(text.dropFirst(digest.count + 2))
            guard digest.utf8.count == 64, text.dropFirst(digest.count).hasPrefix("  "),
                !path.isEmpty, listed.updateValue(String(digest), forKey: path) == nil
            else { throw BundleFault(.changed, path: manifest) }
        }
        guard isEnded else { throw BundleFault(.changed, path: manifest) }
        return listed
    }

    private func compare(
        _ listed: [String: String],
        with paths: [String],
        in manifest: String
    ) throws {
        if let extra = paths.first(where: { listed[$0] == nil }) {
            throw BundleFault(.unlisted, path: extra)
        }
        let there = Set(paths)
        if let missing = listed.keys.sorted().first(where: { !there.contains($0) }) {
            throw BundleFault(.missing, path: missing)
        }
        for path in paths {
            var digest = SHA256()
            try content.read(path) { digest.update(data: $0) }
            guard Hexadecimal.encode(digest.finalize()) == listed[path] else {
                let isEntries = path == BundleMaker.entriesFile
                let position = isEntries ? firstDifference(paths) : -1
                throw BundleFault(.changed, path: path, position: position)
            }
        }
    }

    /// The files that a bundle has, or may have, by their names.
    private static let files: Set = [
        BundleMaker.declaration, BundleMaker.information, BundleMaker.manifest,
        BundleMaker.tagManifest, BundleMaker.entriesFile, BundleMaker.checkpointFile,
        BundleMaker.page, BundleMaker.registerFile,
    ]
    private static let treeFolder = BundleMaker.payload + "tile/"
    private static let proofsFolder = BundleMaker.payload + "proofs/"
    private static let rulesFolder = BundleMaker.payload + "rules/"
    /// The folders that it may have: of what lies in them each file is accounted for by itself.
    private static let folders = [treeFolder, proofsFolder, rulesFolder, BundleMaker.keysFolder]

    /// Finds what no bundle has, listed or not.
    ///
    /// Nothing here reads it, but other programs do: SQLite opens the journals beside a register and shows
    /// what they say, `fetch.txt` has a bag completed from elsewhere, and a name in other letters takes the
    /// place of ours where letters are not told apart.
    private func checkNames(_ paths: [String]) throws {
        let foreign = paths.first { path in
            // Ours are ASCII: so no other spelling of a name is taken for it here.
            guard path.utf8.allSatisfy({ $0 < 0x80 }) else { return true }
            return !Self.files.contains(path) && !Self.folders.contains { path.hasPrefix($0) }
        }
        if let foreign { throw BundleFault(.foreign, path: foreign) }
    }

    // MARK: The tree

    /// Holds every line against the signed root, and every tile against the lines.
    ///
    /// The lines come first: where they have the signed root, a tile that differs is what was changed, and
    /// where they have not, the tiles that do say which line it was.
    private func checkTree(_ checkpoint: Checkpoint, _ paths: [String]) throws {
        var frontier = TreeFrontier()
        var tiles = TileBuilder()
        var rules = BundledRules()
        var unseen = Set(paths.filter { $0.hasPrefix(Self.treeFolder) })
        var firstUnfit: BundleFault?
        let isEnded = try content.lines(of: BundleMaker.entriesFile) { bytes in
            let leaf = EntryLine(bytes).leaf
            rules.look(at: bytes)
            _ = frontier.append(leaf)
            for tile in tiles.add(leaf) where firstUnfit == nil {
                firstUnfit = try fault(of: tile, &unseen)
            }
        }
        guard isEnded, frontier.size == checkpoint.size, frontier.root == checkpoint.root else {
            throw BundleFault(
                .notAsSigned,
                path: BundleMaker.entriesFile,
                position: (try? StoredLeaves(content).firstDifference(under: checkpoint)) ?? -1
            )
        }
        for tile in tiles.partial where firstUnfit == nil {
            firstUnfit = try fault(of: tile, &unseen)
        }
        if let firstUnfit { throw firstUnfit }
        if let extra = unseen.sorted().first { throw BundleFault(.foreign, path: extra) }
        try check(rules, paths)
    }

    /// The rule files stand in the entries that adopted them: what lies beside must be the same.
    private func check(_ rules: BundledRules, _ paths: [String]) throws {
        var unseen = Set(paths.filter { $0.hasPrefix(Self.rulesFolder) })
        for file in rules.files {
            let path = Self.rulesFolder + file.name
            guard unseen.remove(path) != nil else { throw BundleFault(.missing, path: path) }
            guard try content.content(of: path) == file.bytes else {
                throw BundleFault(.changed, path: path)
            }
        }
        if let extra = unseen.sorted().first { throw BundleFault(.foreign, path: extra) }
    }

    private func fault(
        of named: TileBuilder.Named,
        _ unseen: inout Set<String>
    ) throws -> BundleFault? {
        let path = BundleMaker.payload + named.path.description
        guard unseen.remove(path) != nil else { return BundleFault(.missing, path: path) }
        return try content.content(of: path) == named.tile.bytes
            ? nil : BundleFault(.changed, path: path)
    }

    // MARK: Proofs

    /// Holds every line against its own proof; returns their positions.
    private func checkProofs(
        _ paths: [String],
        _ note: SignedNote,
        _ checkpoint: Checkpoint,
        _ all: [String]
    ) throws -> [Int64] {
        var positions: [Int64] = []
        var rules = BundledRules()
        var rest = paths[...]
        let isEnded = try content.lines(of: BundleMaker.entriesFile) { bytes in
            guard let path = rest.popFirst() else {
                throw BundleFault(.missing, path: Self.proofsFolder)
            }
            let receipt = try self.receipt(path, note, checkpoint, bytes)
            positions.append(receipt.position)
            rules.look(at: bytes)
        }
        guard isEnded, rest.isEmpty else {
            // The line of the first proof that is left over is the one that is gone, or cut off.
            let position = rest.first.flatMap {
                try? EntryReceipt(content.content(of: $0)).position
            }
            throw BundleFault(
                .missing,
                path: BundleMaker.entriesFile,
                position: position ?? -1
            )
        }
        // Where every entry has its own proof there is no tree.
        if let extra = all.first(where: { $0.hasPrefix(Self.treeFolder) }) {
            throw BundleFault(.foreign, path: extra)
        }
        try check(rules, all)
        return positions
    }

    /// The proof of a line; throws `BundleFault` with the file that is to blame.
    private func receipt(
        _ path: String,
        _ note: SignedNote,
        _ checkpoint: Checkpoint,
        _ line: [UInt8]
    ) throws -> EntryReceipt {
        let bytes = try content.content(of: path)
        guard let receipt = try? EntryReceipt(bytes),
            path == BundleMaker.proofFile(receipt.position)
        else { throw BundleFault(.changed, path: path) }
        let isProof = (try? receipt.verify(under: checkpoint)) != nil
        guard receipt.line.bytes == line else {
            // A proof that holds says what the line was; one that proves the line instead was itself changed.
            let proves = (try? receipt.verify(EntryLine(line), under: checkpoint)) != nil
            throw proves
                ? BundleFault(.changed, path: path, position: receipt.position)
                : BundleFault(
                    .notAsSigned,
                    path: isProof ? BundleMaker.entriesFile : path,
                    position: receipt.position
                )
        }
        guard isProof, receipt.note == note else {
            throw BundleFault(.notAsSigned, path: path, position: receipt.position)
        }
        return receipt
    }

    // MARK: What was changed in a file

    /// The first entry that is not as it was signed, as the tiles or the proofs tell; -1 if they can't.
    ///
    /// They may have been changed too: only those that lead to the root of the checkpoint say anything.
    private func firstDifference(_ paths: [String]) -> Int64 {
        guard let (note, checkpoint) = try? checkpoint() else { return -1 }
        let proofs = paths.filter { $0.hasPrefix(Self.proofsFolder) }
        guard !proofs.isEmpty else {
            return (try? StoredLeaves(content).firstDifference(under: checkpoint)) ?? -1
        }
        do {
            _ = try checkProofs(proofs, note, checkpoint, paths)
        } catch let fault as BundleFault where fault.path == BundleMaker.entriesFile {
            return fault.position
        } catch {
            // Another file is wrong too: then the digest alone speaks.
        }
        return -1
    }
}

extension String {
    fileprivate var bytes: [UInt8] { Array(utf8) }
}

/// The first thing that is wrong with a bundle, and with which file.
package struct BundleFault: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Kind: String, Hashable, Sendable {
        /// Its writing was broken off.
        case unfinished = "bundle-unfinished"
        /// A file that is listed is not there.
        case missing = "bundle-missing"
        /// A manifest, which lists the others, is not there.
        case noManifest = "bundle-no-manifest"
        /// A file that nobody listed.
        case unlisted = "bundle-unlisted"
        /// A file that no bundle has, or what is no plain file.
        case foreign = "bundle-foreign"
        /// A file is not what its digest says.
        case changed = "bundle-changed"
        /// The checkpoint is none.
        case checkpoint = "kept-checkpoint"
        /// The entries are not what was signed.
        case notAsSigned = "bundle-not-as-signed"
    }

    /// What is wrong.
    package let kind: Kind
    /// With which file, relative to the bundle; nil if with the bundle itself.
    package let path: String?
    /// From which entry on; -1 if no single one is to blame.
    package let position: Int64

    /// Says what is wrong with which file, and from which entry on.
    package init(_ kind: Kind, path: String? = nil, position: Int64 = -1) {
        self.kind = kind
        self.path = path
        self.position = position
    }
}
