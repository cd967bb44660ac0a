/// An offline proof that an entry is in a log (C2SP tlog-proof v1), usually a `.tlog-proof` file.
package struct TlogProof: Hashable, Sendable, CustomStringConvertible {
    /// The first line of the file.
    package static let header = "c2sp.org/tlog-proof@v1"
    /// A path in a tree of at most 2^63-1 leaves is no longer.
    package static let hashCountMax = 63

    /// Bytes that travel with the proof and that nothing vouches for.
    ///
    /// Never trust them.
    package let extra: [UInt8]?
    /// The entry's position, for which nothing vouches either until `verify` has.
    package let index: Int64
    /// The way from the entry to the root.
    package let inclusion: InclusionProof
    /// The signed checkpoint, with all its signatures.
    package let note: SignedNote

    /// Puts a proof together.
    ///
    /// Throws if the index is negative or there are more hashes than any tree is high.
    package init(
        index: Int64,
        inclusion: InclusionProof,
        note: SignedNote,
        extra: [UInt8]? = nil
    ) throws(TlogProofFailure) {
        guard index >= 0 else { throw .index }
        guard inclusion.hashes.count <= Self.hashCountMax else { throw .tooManyHashes }
        self.extra = extra
        self.index = index
        self.inclusion = inclusion
        self.note = note
    }

    /// The file's whole text.
    package var description: String {
        var lines = [Self.header]
        if let extra {
            lines.append("extra \(Base64.encode(extra))")
        }
        lines.append("index \(index)")
        lines += inclusion.hashes.map(\.base64)
        return lines.joined(separator: "\n") + "\n\n\(note)"
    }

    /// Verifies everything: the checkpoint with the given keys, then the entry's place under it.
    ///
    /// `leaf` is computed from the entry's bytes by whoever verifies. How many witnesses are
    /// enough is for the caller to judge from the answer's cosignatures.
    package func verify(
        leaf: TreeHash,
        keys: [VerifierKey]
    ) throws(TlogProofFailure) -> OpenedCheckpoint {
        let opened: OpenedCheckpoint
        do throws(CheckpointFailure) {
            opened = try Checkpoint.open(note, keys: keys)
        } catch {
            throw .checkpoint(error)
        }
        let (size, root) = (opened.checkpoint.size, opened.checkpoint.root)
        do throws(ProofFailure) {
            try inclusion.verify(index: index, size: size, leaf: leaf, root: root)
        } catch {
            throw .inclusion(error)
        }
        return opened
    }
}

/// Why a file is not an offline proof, or does not prove anything.
package enum TlogProofFailure: Error, Hashable, Sendable {
    /// The first line is not that of a proof.
    case header
    /// The `extra` line is not canonical base64.
    case extra
    /// The `index` line is missing or is not a decimal number.
    case index
    /// A line that should be a hash is none; the number counts hashes from 1.
    case hash(number: Int)
    /// More hashes than any tree is high.
    case tooManyHashes
    /// No empty line ends the list of hashes.
    case unterminated
    /// The note after the empty line cannot be read.
    case note(NoteFailure)
    /// The checkpoint is not one to believe.
    case checkpoint(CheckpointFailure)
    /// The hashes do not lead from the entry to the checkpoint's root.
    case inclusion(ProofFailure)
}

// MARK: - Reading

extension TlogProof {
    /// Parts a text of proofs one after another into the text of each, at the lines that begin one.
    ///
    /// Whether each is a proof shows when it is parsed; a text that has no such line stays one.
    package static func sequence(in bytes: [UInt8]) -> [[UInt8]] {
        let opening = Array(header.utf8)
        var proofs: [[UInt8]] = [[]]
        for line in bytes.split(separator: Lines.end, omittingEmptySubsequences: false) {
            let isFirst = proofs.count == 1 && proofs[0].isEmpty
            if !isFirst, line.elementsEqual(opening) { proofs.append([]) }
            proofs[proofs.count - 1] += line + [Lines.end]
        }
        // Behind the last line end stands nothing, and a text without one gets none.
        proofs[proofs.count - 1].removeLast()
        return proofs
    }

    /// Reads a proof file, strictly: what is read is written again to the same text.
    package static func parse(_ text: String) throws(TlogProofFailure) -> TlogProof {
        try parse(Array(text.utf8))
    }

    /// Reads a proof file from bytes that may not even be text.
    package static func parse(_ bytes: [UInt8]) throws(TlogProofFailure) -> TlogProof {
        var rest = bytes[...]
        guard let header = nextLine(&rest), header.elementsEqual(Self.header.utf8) else {
            throw .header
        }
        var line = nextLine(&rest)
        var extra: [UInt8]?
        if let text = line.flatMap({ value(of: "extra ", in: $0) }) {
            guard let decoded = Base64.decode(text) else { throw .extra }
            extra = decoded
            line = nextLine(&rest)
        }
        guard let number = line.flatMap({ value(of: "index ", in: $0) }),
            let index = DecimalText.decode(number)
        else { throw .index }
        let inclusion = InclusionProof(hashes: try hashes(&rest))
        return try TlogProof(
            index: index,
            inclusion: inclusion,
            note: try note(rest),
            extra: extra
        )
    }

    private static func hashes(_ rest: inout ArraySlice<UInt8>) throws(TlogProofFailure)
        -> [TreeHash]
    {
        var hashes: [TreeHash] = []
        while let line = nextLine(&rest) {
            guard !line.isEmpty else { return hashes }
            guard hashes.count < hashCountMax else { throw .tooManyHashes }
            guard let bytes = Base64.decode(line), let hash = TreeHash(bytes: bytes) else {
                throw .hash(number: hashes.count + 1)
            }
            hashes.append(hash)
        }
        throw .unterminated
    }

    private static func note(_ rest: ArraySlice<UInt8>) throws(TlogProofFailure) -> SignedNote {
        do throws(NoteFailure) {
            return try SignedNote.parse(Array(rest))
        } catch {
            throw .note(error)
        }
    }

    private static func nextLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: Lines.end) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    private static func value(
        of label: String,
        in line: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8>? {
        line.starts(with: label.utf8) ? line.dropFirst(label.utf8.count) : nil
    }
}
