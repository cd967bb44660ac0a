/// What somebody typed off a paper, brought back to the lines that a checkpoint has.
///
/// Only what is under no signature is put right, and only where nothing else can be meant: the empty line
/// between a checkpoint's root and its signatures, and behind a proof; a signature that was broken inside its base64, and the
/// mark that an editor puts before a text. Whether the signature fits shows afterwards, as of any note.
enum TypedNote {
    /// Returns the text with those lines put right; everything else is left byte for byte.
    static func mended(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...]
        if rest.starts(with: byteOrderMark) { rest = rest.dropFirst(byteOrderMark.count) }
        let lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
        var mended: [[UInt8]] = []
        var isInProof = false
        for line in lines {
            let words = Array(line)
            let endsProof = isInProof && !isRoot(words)
            let isBeforeSignatures =
                isRoot(mended.last) && isSize(mended.dropLast().last) && isSignature(words)
            if isBeforeSignatures || endsProof && !bare(words).isEmpty {
                mended.append(line.last == carriageReturn ? [carriageReturn] : [])
            }
            isInProof = isInProof && !endsProof || isRequest(words)
            if let last = mended.last, goesOn(last, with: words) {
                mended[mended.count - 1] = Array(bare(last)) + words
            } else {
                mended.append(words)
            }
        }
        return Array(mended.joined(separator: [0x0A]))
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let carriageReturn: UInt8 = 0x0D
    /// An Ed25519 signature with its key's number, and one with a time before it.
    private static let signatureLengths = [68, 76]

    private static func bare(_ line: some Collection<UInt8>) -> [UInt8] {
        var line = Array(line)
        while let last = line.last, [carriageReturn, 0x20, 0x09].contains(last) {
            line.removeLast()
        }
        return line
    }

    /// `old N`, above the hashes of a proof.
    private static func isRequest(_ line: [UInt8]) -> Bool {
        let opening = Array("old ".utf8)
        return line.starts(with: opening) && isSize(Array(line.dropFirst(opening.count)))
    }

    private static func isSize(_ line: [UInt8]?) -> Bool {
        guard let line = line.map(bare) else { return false }
        return !line.isEmpty && line.count < 20 && line.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isRoot(_ line: [UInt8]?) -> Bool {
        guard let line = line.map(bare), line.count == 44, line.last == UInt8(ascii: "=") else {
            return false
        }
        return TransferEncoding.decodeBase64(line)?.count == 32
    }

    /// A dash of whatever length, or what stands for one, and a name; behind it base64, which may have
    /// slipped to the next line.
    private static func isSignature(_ line: [UInt8]) -> Bool {
        let words = bare(line).split(separator: 0x20)
        return (2...3).contains(words.count) && isDash(words[0])
    }

    /// The base64 of a signature's line, as far as it goes; nil for another line.
    private static func signature(in line: [UInt8]) -> [UInt8]? {
        let words = bare(line).split(separator: 0x20)
        guard words.count == 3, isDash(words[0]), !words[2].isEmpty,
            words[2].allSatisfy(isBase64)
        else { return nil }
        return Array(words[2])
    }

    private static func isDash(_ word: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: word, as: UTF8.self)
        return MailReader.dashes.contains(text)
            || text.unicodeScalars.count <= 3
                && text.unicodeScalars.allSatisfy {
                    $0.properties.generalCategory == .dashPunctuation
                }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
        default: false
        }
    }

    /// Whether a line can only be the rest of the signature in the line before.
    private static func goesOn(_ line: [UInt8], with next: [UInt8]) -> Bool {
        let rest = bare(next)
        guard !rest.isEmpty, rest.allSatisfy(isBase64), let begun = signature(in: line) else {
            return false
        }
        let length = TransferEncoding.decodeBase64(begun)?.count
        guard begun.last != UInt8(ascii: "="), length.map(signatureLengths.contains) != true else {
            return false
        }
        return begun.count + rest.count <= 4 * 76
    }
}
