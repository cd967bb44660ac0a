/// Finds the checkpoints in what somebody saved: a mail, a mailbox, a journal, or several notes.
///
/// As much of MIME as is needed for that. Lenient: a text is read as far as it can be, since it may have
/// gone through anything, a printer and somebody's hands included. An attachment is read whatever type a
/// mail program gave it, if it is text; and a dash that stands for a signature line's em dash is taken for
/// it, since no signature is over that dash.
package struct MailReader {
    /// A text part of the mail, its encoding taken away.
    private struct Part {
        var isAttachment: Bool
        var isFlowed: Bool
        var isHTML: Bool
        var text: String
    }

    /// How deep parts may stand in parts: forwarded mails have a few levels.
    private static let depthMax = 16

    /// The most checkpoints of one file that are held against a log: those of years of a daily mail.
    package static let checkpointCountMax = 1_000

    /// A signed checkpoint that was found.
    package struct Found: Hashable, Sendable {
        /// The note as it was signed, byte for byte, with its last line end.
        ///
        /// Whether the signature is good is not looked at.
        package var note: String
        /// The whole of a log witness's request (C2SP tlog-witness), where it stands in one: the size that
        /// was cosigned last, the proof, and the note.
        package var request: String?

        /// Describes what was found.
        package init(note: String, request: String? = nil) {
            self.note = note
            self.request = request
        }
    }

    /// Every checkpoint, each once: attached ones before those in a body, in the order of the file.
    package let found: [Found]

    /// Reads the bytes of a mail, of a mailbox, or of anything that has a checkpoint's lines in it.
    package init(_ bytes: [UInt8]) {
        let bytes = TypedNote.mended(bytes)
        let lines = Self.lines(of: bytes)
        let parts = Self.mails(in: lines).flatMap { Self.parts(of: $0, depth: 0) }
        let ordered = parts.filter(\.isAttachment) + parts.filter { !$0.isAttachment }
        let inMails = ordered.flatMap { Self.found(in: $0) }
        // A text whose first line looks like a mail's header is none for that.
        let plain = Part(
            isAttachment: false,
            isFlowed: false,
            isHTML: false,
            text: String(decoding: bytes, as: UTF8.self)
        )
        var seen: Set<Found> = []
        found = (inMails.isEmpty ? Self.found(in: plain) : inMails).filter {
            seen.insert($0).inserted
        }
    }

    /// The notes, each once, an attached one before one in a body.
    package var checkpoints: [String] {
        var seen: Set<String> = []
        return found.map(\.note).filter { seen.insert($0).inserted }
    }

    /// The first of them; nil if there is none.
    package var checkpoint: String? { found.first?.note }

    // MARK: Parts

    /// The mails of a mailbox (RFC 4155), or the one that the file is.
    private static func mails(in lines: [[UInt8]]) -> [[[UInt8]]] {
        let mark = Array("From ".utf8)
        guard lines.first?.starts(with: mark) == true else { return [lines] }
        var mails: [[[UInt8]]] = []
        for (index, line) in lines.enumerated() {
            let isFirst = index == 0 || lines[index - 1].isEmpty
            if isFirst, line.starts(with: mark) { mails.append([]) }
            mails[mails.count - 1].append(line)
        }
        return mails
    }

    private static func parts(of lines: [[UInt8]], depth: Int) -> [Part] {
        guard depth < depthMax else { return [] }
        let header = Header(lines)
        let body = Array(lines.dropFirst(header.lineCount))
        if let boundary = header.boundary {
            return pieces(of: body, boundary).flatMap { parts(of: $0, depth: depth + 1) }
        }
        if header.type == "message/rfc822" { return parts(of: body, depth: depth + 1) }
        guard header.mayBeText else { return [] }
        let bytes = Array(body.joined(separator: [0x0A]))
        let decoded: [UInt8] =
            switch header.encoding {
            case "base64": TransferEncoding.decodeBase64(bytes) ?? bytes
            case "quoted-printable": TransferEncoding.decodeQuotedPrintable(bytes)
            default: bytes
            }
        // A picture or a program that was attached as mere bytes.
        if !header.isText, String(validating: decoded, as: UTF8.self) == nil { return [] }
        return [
            Part(
                isAttachment: header.isAttachment,
                isFlowed: header.isFlowed,
                isHTML: header.type == "text/html",
                text: String(decoding: decoded, as: UTF8.self)
            )
        ]
    }

    /// The parts between lines of `--boundary`.
    private static func pieces(of lines: [[UInt8]], _ boundary: String) -> [[[UInt8]]] {
        let mark = Array(("--" + boundary).utf8)
        var pieces: [[[UInt8]]] = []
        var current: [[UInt8]]?
        for line in lines {
            guard line.starts(with: mark) else {
                current?.append(line)
                continue
            }
            if let current { pieces.append(current) }
            current = line.dropFirst(mark.count).starts(with: [0x2D, 0x2D]) ? nil : []
        }
        if let current { pieces.append(current) }
        return pieces
    }

    private static func lines(of bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.last == 0x0D ? Array(line.dropLast()) : Array(line)
        }
    }

    // MARK: The checkpoint

    /// The lines of a note: origin, size and root; an empty line; lines that begin with an em dash.
    private static func found(in part: Part) -> [Found] {
        let lines = unflowed(part)
        var found: [Found] = []
        for start in lines.indices where start + 4 < lines.count {
            guard !lines[start].isEmpty, isLogSize(lines[start + 1]), isRoot(lines[start + 2]),
                lines[start + 3].isEmpty
            else { continue }
            let signatures = lines[(start + 4)...].prefix { $0.hasPrefix(signatureStart) }
            guard !signatures.isEmpty else { continue }
            let note = text(lines[start..<(start + 4)] + signatures)
            let opening = requestLines(in: lines, before: start)
            found.append(Found(note: note, request: opening.map { text($0) + note }))
        }
        return found
    }

    private static let openingTag = "<pre>"

    private static let signatureStart = "\u{2014} "

    /// What mail programs, typists and wrong character sets make of an em dash: shorter and longer dashes, the
    /// two hyphens of a typewriter, a question mark, and the bytes of one read in another set.
    static let dashes = [
        "-", "--", "---", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2015}", "\u{2212}",
        "?", "???",
        "\u{FFFD}", "\u{FFFD}\u{FFFD}\u{FFFD}", "\u{E2}\u{20AC}\u{201D}", "\u{E2}\u{80}\u{94}",
    ]

    private static let standIns = dashes.map { $0 + " " }

    /// The line with its em dash, where a signature stands: under a checkpoint's root and an empty line, or under
    /// another signature; `next` is the line that it may have been wrapped to.
    private static func withEmDash(
        _ line: String,
        before next: String?,
        after lines: [String]
    ) -> String {
        guard let start = standIns.first(where: line.hasPrefix), isBeforeSignature(lines) else {
            return line
        }
        let words = line.dropFirst(start.count).split(separator: " ").map(String.init)
        // A greeting under a signature begins with two hyphens too, and ends with somebody's name.
        guard words.count == 1 || words.count == 2,
            isSignature(words.count == 2 ? words[1] : next ?? "")
        else { return line }
        return signatureStart + line.dropFirst(start.count)
    }

    /// The shortest signature of any algorithm, with its key's four bytes.
    private static let signatureByteCountMin = 68

    private static func isSignature(_ word: String) -> Bool {
        (TransferEncoding.decodeBase64(word.utf8)?.count ?? 0) >= signatureByteCountMin
    }

    private static func isBeforeSignature(_ lines: [String]) -> Bool {
        guard let last = lines.last else { return false }
        if last.hasPrefix(signatureStart) { return true }
        return lines.count >= 2 && last.isEmpty && isRoot(trimmed(lines[lines.count - 2]))
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " || line.last == "\t" { line.removeLast() }
        return line
    }

    private static func text(_ lines: some Sequence<String>) -> String {
        lines.map { $0 + "\n" }.joined()
    }

    /// What a request says before its checkpoint: the old size, the proof's hashes, an empty line.
    private static func requestLines(in lines: [String], before note: Int) -> ArraySlice<String>? {
        guard note >= 2, lines[note - 1].isEmpty else { return nil }
        var first = note - 2
        while first > 0, isRoot(lines[first]) { first -= 1 }
        let words = lines[first].split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, words[0] == "old", isSize(String(words[1])) else { return nil }
        return lines[first..<note]
    }

    /// A line without the name and number that the system's journal puts before each.
    private static func withoutJournal(_ line: Substring) -> Substring {
        guard let mark = line.firstRange(of: "]: "),
            let start = line[..<mark.lowerBound].lastIndex(of: "["),
            start > line.startIndex, line[line.index(before: start)].isLetter
        else { return line }
        let process = line[line.index(after: start)..<mark.lowerBound]
        return !process.isEmpty && process.allSatisfy(\.isNumber) ? line[mark.upperBound...] : line
    }

    /// The lines as they were before a mailbox or a person quoted, indented and rewrapped them.
    private static func unflowed(_ part: Part) -> [String] {
        var lines: [String] = []
        var isOpen = false
        // Quoted once or more; and RFC 3676's blank in front of what might be taken for quoting. No line of a
        // note begins with either.
        let bare = part.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { String(withoutJournal($0).drop { $0 == ">" || $0 == " " || $0 == "\t" }) }
        for (index, raw) in bare.enumerated() {
            let next = index + 1 < bare.count ? bare[index + 1] : nil
            var line = isOpen ? raw : withEmDash(raw, before: next, after: lines)
            // Mails of older versions have the tag on the origin's line.
            if part.isHTML, line.hasPrefix(openingTag) {
                line.removeFirst(openingTag.count)
            }
            let isSoft = line.hasSuffix(" ") && line != "-- "
            if isSignatureCutOff(lines.last), !line.isEmpty, !line.hasPrefix(signatureStart) {
                // Wrapped at its blank, which went with it.
                line = " " + line
                isOpen = true
            }
            if isOpen, !lines.isEmpty {
                // In its place: a copy of all that was joined, for each line, would be quadratic.
                lines[lines.count - 1] += line
            } else {
                lines.append(line)
            }
            // A signature's long line is the only one of a checkpoint that has a blank to be broken at.
            isOpen = isSoft && (part.isFlowed || (lines.last ?? "").hasPrefix(signatureStart))
        }
        return lines.map(trimmed)
    }

    /// Whether a signature's line ends after the name.
    private static func isSignatureCutOff(_ line: String?) -> Bool {
        guard let line, line.hasPrefix(signatureStart), line.last != " " else { return false }
        return !line.dropFirst(signatureStart.count).contains(" ")
    }

    private static func isSize(_ line: String) -> Bool {
        !line.isEmpty && line.utf8.count < 20 && line.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The most entries of a checkpoint (`Checkpoint.sizeMax`): of more, anybody's text is no word of a log, and must
    /// not keep those beside it from being held.
    private static let sizeMax: Int64 = 9_007_199_254_740_991

    private static func isLogSize(_ line: String) -> Bool {
        isSize(line) && Int64(line).map { $0 <= sizeMax } == true
    }

    private static func isRoot(_ line: String) -> Bool {
        line.utf8.count == 44 && line.hasSuffix("=")
            && TransferEncoding.decodeBase64(line.utf8)?.count == 32
    }
}

/// The header of a mail or of one of its parts.
private struct Header {
    private var fields: [String: String] = [:]
    /// Its lines with the empty one behind it.
    private(set) var lineCount = 0

    init(_ lines: [[UInt8]]) {
        var name: String?
        for line in lines {
            lineCount += 1
            if line.isEmpty { break }
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix(" ") || text.hasPrefix("\t") {
                if let name { fields[name, default: ""] += text }
                continue
            }
            guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains(" ") else {
                // A mailbox file's `From ` line may stand first; anything else is no header.
                if name == nil, text.hasPrefix("From ") { continue }
                guard name == nil else { continue }
                lineCount = 0
                return
            }
            let key = text[..<colon].lowercased()
            name = key
            // The first of two counts.
            if fields[key] == nil { fields[key] = String(text[text.index(after: colon)...]) }
        }
    }

    var type: String { value("content-type") ?? "text/plain" }
    var isText: Bool { type.hasPrefix("text/") }
    /// A program that does not know a file's type forwards it as `application/octet-stream`, or as one of its own.
    var mayBeText: Bool { isText || type.hasPrefix("application/") }
    var encoding: String { value("content-transfer-encoding") ?? "" }
    var boundary: String? {
        type.hasPrefix("multipart/") ? parameter("boundary", of: "content-type") : nil
    }
    var isFlowed: Bool { parameter("format", of: "content-type")?.lowercased() == "flowed" }
    var isAttachment: Bool { value("content-disposition") == "attachment" }

    /// The value before its parameters, in small letters.
    private func value(_ name: String) -> String? {
        fields[name].map { field in
            field.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        }
    }

    private func parameter(_ name: String, of field: String) -> String? {
        for part in (fields[field] ?? "").split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2,
                pair[0].filter({ !$0.isWhitespace }).lowercased() == name
            else { continue }
            let value = pair[1].drop(while: \.isWhitespace)
            if value.hasPrefix("\"") { return String(value.dropFirst().prefix { $0 != "\"" }) }
            return String(value.prefix { !$0.isWhitespace })
        }
        return nil
    }
}
