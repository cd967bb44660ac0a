import Audit
import Crypto
import Exports
import Testing

/// The tamper matrix of docs/tampering.md for bundles: an adversary with and without care.
///
/// The careless one changes files; the careful one also writes the manifests anew, so that only the
/// tree and the signature are left to speak.
@Suite struct TamperTests {
    enum Kind: CaseIterable { case log, agreement }

    private func bundle(_ kind: Kind) throws -> [String: [UInt8]] {
        let log = try SmallLog()
        return try kind == .log ? log.bundle().files : log.agreementBundle().files
    }

    /// Whether somebody with the key finds the bundle whole.
    private func isWhole(_ files: [String: [UInt8]]) throws -> Bool {
        let key = try SmallLog().key.verifierKey
        let memory = MemoryFiles()
        memory.files = files
        guard let whole = try? BundleReview(memory).run(),
            (try? Checkpoint.open(whole.note, keys: [key])) != nil
        else { return false }
        let page = try BundlePage.compare(
            memory,
            whole.checkpoint,
            agreement: whole.positions.map { _ in SmallLog.agreement },
            isRehearsal: false
        )
        return [.same, .none].contains(page)
    }

    @Test(arguments: ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
    func `a bundle without a list of its files is told to have none`(list: String) throws {
        let memory = MemoryFiles()
        memory.files = try bundle(.log)
        memory.files[list] = nil
        #expect(throws: BundleFault(.noManifest, path: list)) { try BundleReview(memory).run() }
    }

    /// The same files with manifests that fit them.
    private func repaired(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
        Self.repaired(files)
    }

    static func repaired(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
        func manifest(_ names: [String]) -> [UInt8] {
            names.sorted().flatMap { name in
                Array("\(Hexadecimal.encode(SHA256.hash(data: files[name] ?? [])))  \(name)\n".utf8)
            }
        }
        var repaired = files
        repaired["manifest-sha256.txt"] = manifest(files.keys.filter { $0.hasPrefix("data/") })
        let listed = repaired
        repaired["tagmanifest-sha256.txt"] = listed.keys
            .filter { !$0.hasPrefix("data/") && $0 != "tagmanifest-sha256.txt" }.sorted()
            .flatMap { name in
                Array(
                    "\(Hexadecimal.encode(SHA256.hash(data: listed[name] ?? [])))  \(name)\n".utf8
                )
            }
        return repaired
    }

    /// What says nothing about the log: figures that the manifests say better.
    private let meaningless: Set = ["bag-info.txt"]
    /// What may be missing, which `verify` says: the page that tells how to verify without us.
    private let dispensable: Set = ["data/README.txt"]

    @Test(arguments: Kind.allCases) func `nothing was changed, and the bundle is whole`(
        kind: Kind
    ) throws {
        #expect(try isWhole(bundle(kind)))
        #expect(try isWhole(repaired(bundle(kind))))
    }

    @Test(arguments: Kind.allCases) func `every byte of every file is guarded`(kind: Kind) throws {
        let files = try bundle(kind)
        for (name, bytes) in files {
            for index in bytes.indices {
                var changed = files
                changed[name]?[index] ^= 0x01
                #expect(try !isWhole(changed), "\(name) byte \(index)")
            }
        }
    }

    private func fault(_ files: [String: [UInt8]]) -> BundleFault? {
        let memory = MemoryFiles()
        memory.files = files
        do {
            _ = try BundleReview(memory).run()
            return nil
        } catch {
            return error as? BundleFault
        }
    }

    @Test(arguments: Kind.allCases)
    func `of changed entries the first one is named, with manifests that fit or not`(
        kind: Kind
    ) throws {
        let files = try bundle(kind)
        let events = try #require(files["data/events.jsonl"])
        let lines = events.split(separator: 0x0A).map(Array.init)
        func check(_ lines: [[UInt8]], _ position: Int64, isEnded: Bool = true) {
            var changed = files
            changed["data/events.jsonl"] = Array(
                lines.flatMap { $0 + [0x0A] }.dropLast(isEnded ? 0 : 1)
            )
            for tampered in [changed, repaired(changed)] {
                let fault = fault(tampered)
                #expect(fault?.path == "data/events.jsonl", "\(position)")
                #expect(fault?.position == position)
            }
        }
        for index in lines.indices {
            var changed = lines
            changed[index][20] ^= 0x01
            changed[lines.count - 1][20] ^= index == lines.count - 1 ? 0 : 0x01
            check(changed, Int64(index))
            check(lines.enumerated().filter { $0.offset != index }.map(\.element), Int64(index))
            check(Array(lines[..<index]), Int64(index))
        }
        check(lines, 4, isEnded: false)
    }

    @Test(arguments: Kind.allCases)
    func `a file that nobody touched is not blamed`(kind: Kind) throws {
        let files = try bundle(kind)
        let names = kind == .log ? ["data/tile/0/000.p/5"] : ["data/proofs/0000000003.tlog-proof"]
        for name in names {
            for index in try #require(files[name]).indices {
                var changed = files
                changed[name]?[index] ^= 0x01
                #expect(fault(repaired(changed))?.path == name, "byte \(index)")
            }
        }
        // Where the tiles were changed along, only the root speaks: no entry is named for it.
        guard kind == .log else { return }
        var both = files
        both["data/events.jsonl"]?[20] ^= 0x01
        both["data/tile/0/000.p/5"]?[40] ^= 0x01
        let fault = fault(repaired(both))
        #expect(fault == BundleFault(.notAsSigned, path: "data/events.jsonl"))
    }

    @Test(arguments: Kind.allCases)
    func `a careful adversary gets no byte past the tree, but for what means nothing`(
        kind: Kind
    ) throws {
        let files = try bundle(kind)
        for (name, bytes) in files where !name.hasSuffix("manifest-sha256.txt") {
            for index in bytes.indices {
                var changed = files
                changed[name]?[index] ^= 0x01
                #expect(
                    try isWhole(repaired(changed)) == meaningless.contains(name),
                    "\(name) byte \(index)"
                )
            }
        }
    }

    @Test(arguments: Kind.allCases) func `files can't be taken away, added or exchanged`(
        kind: Kind
    ) throws {
        let files = try bundle(kind)
        for name in files.keys {
            var without = files
            without[name] = nil
            #expect(try !isWhole(without), "without \(name)")
            let optional =
                meaningless.union(dispensable).contains(name)
                || name.hasSuffix("manifest-sha256.txt")
            #expect(try isWhole(repaired(without)) == optional, "without \(name), repaired")
            var empty = files
            empty[name] = []
            #expect(try !isWhole(empty), "empty \(name)")
        }
        for added in ["data/x", "x", "data/tile/0/001", "data/rules/y.yaml"] {
            var more = files
            more[added] = Array("x".utf8)
            #expect(try !isWhole(more), "with \(added)")
        }
        for added in ["data/tile/0/001", "data/rules/y.yaml"] {
            var more = files
            more[added] = Array("x".utf8)
            #expect(try !isWhole(repaired(more)), "with \(added), repaired")
        }
        let names = files.keys.filter { $0.hasPrefix("data/") && !meaningless.contains($0) }
        for first in names {
            for second in names where first < second && files[first] != files[second] {
                var swapped = files
                swapped[first] = files[second]
                swapped[second] = files[first]
                #expect(try !isWhole(repaired(swapped)), "\(first) and \(second)")
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `a file that no bundle has is named, though the manifests list it`(kind: Kind) throws {
        // Given files that other programs open beside ours, or take for ours
        let names = [
            "data/register.sqlite-journal", "data/register.sqlite-wal", "data/register.sqlite-shm",
            "data/register.sqlite-mj0A1B2C3D", "data/readme.txt", "data/README.TXT",
            "data/README.txt/x", "data/Register.sqlite", "data/events.jsonl.gz", "data/.DS_Store",
            "data/dokumen/nota.pdf", "data/tile", "data/rules/lain.yaml", "data/tile/0/001",
            // The sign of kelvin is equal to a K, and an accent takes a slash for its letter.
            "data/\u{212A}", "data/\u{0301}x", "data/rules/\u{0301}x",
            "DATA/README.txt", "data", "Data/x", "README.txt", "index.html", "fetch.txt",
            "manifest-md5.txt", "tagmanifest-sha512.txt", "bag-info.txt~", "catatan/periksa.txt",
        ]
        let files = try bundle(kind)
        for name in names {
            var more = files
            more[name] = Array("x".utf8)
            // When somebody adds one, and when he lists it too
            let (careless, careful) = (fault(more), fault(repaired(more)))
            // Then it is the one that is blamed
            #expect(careless == BundleFault(.unlisted, path: name), "\(name)")
            #expect(careful == BundleFault(.foreign, path: name), "\(name)")
        }
        // And an agreement's bundle has not the tree of the whole log
        guard kind == .agreement else { return }
        var more = files
        let tile = "data/tile/0/000.p/5"
        more[tile] = try bundle(.log)[tile]
        #expect(fault(repaired(more)) == BundleFault(.foreign, path: tile))
    }

    @Test(arguments: Kind.allCases)
    func `lines can't be deleted, doubled, moved, put in, cut or emptied`(kind: Kind) throws {
        let files = try bundle(kind)
        let lines = try #require(files["data/events.jsonl"])
            .split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init).dropLast()
        func check(_ changed: [[UInt8]], _ what: String) throws {
            var tampered = files
            tampered["data/events.jsonl"] = changed.flatMap { $0 + [0x0A] }
            #expect(try !isWhole(repaired(tampered)), "\(what)")
        }
        for index in lines.indices {
            var deleted = Array(lines)
            deleted.remove(at: index)
            try check(deleted, "without line \(index)")
            var doubled = Array(lines)
            doubled.insert(lines[index], at: index)
            try check(doubled, "line \(index) twice")
            var moved = Array(lines)
            moved.swapAt(index, (index + 1) % lines.count)
            try check(moved, "line \(index) moved")
            var inserted = Array(lines)
            inserted.insert(Array("{}".utf8), at: index)
            try check(inserted, "a line before \(index)")
            var emptied = Array(lines)
            emptied[index] = []
            try check(emptied, "line \(index) empty")
        }
        for count in lines.indices { try check(Array(lines.prefix(count)), "the first \(count)") }
        var cut = files
        cut["data/events.jsonl"]?.removeLast()
        #expect(try !isWhole(repaired(cut)))
    }

    @Test(arguments: Kind.allCases)
    func `signatures can't be stripped, and neither origin nor key exchanged`(kind: Kind) throws {
        let files = try bundle(kind)
        let log = try SmallLog()
        let checkpoint = try Checkpoint.open(log.note, keys: [log.key.verifierKey]).checkpoint
        let other = try SigningKey(name: SmallLog.origin, seed: Array(repeating: 9, count: 32))
        let foreign = try SigningKey(name: "other.invalid/x", seed: Array(repeating: 3, count: 32))
        let notes = [
            checkpoint.text, checkpoint.text + "\n", try checkpoint.sign(with: other),
            try Checkpoint(
                origin: "other.invalid/x",
                size: checkpoint.size,
                root: checkpoint.root
            ).sign(with: foreign),
        ]
        for note in notes {
            var changed = files
            for name in files.keys where name.hasSuffix("checkpoint") || name.hasSuffix("-proof") {
                let text = String(decoding: files[name] ?? [], as: UTF8.self)
                changed[name] = Array(text.replacing(log.note, with: note).utf8)
            }
            #expect(changed != files)
            #expect(try !isWhole(repaired(changed)), "\(note)")
        }
    }
}
