/// Finds the texts in a saved mail: as much of MIME as is needed to take a checkpoint out of it.
///
/// Lenient: a mail is read as far as it can be, since it may have gone through anything.
package struct MailReader {
    /// A text part of the mail, its encoding taken away.
    private struct Part {
        var isAttachment: Bool
        var isFlowed: Bool
        var text: String
    }

    /// How deep parts may stand in parts: forwarded mails have a few levels.
    private static let depthMax = 16

    private let parts: [Part]

    /// Reads the bytes of a mail, or of anything that has a checkpoint's lines in it.
    package init(_ bytes: [UInt8]) {
        parts = Self.parts(of: Self.lines(of: bytes), depth: 0)
    }

    /// The first signed checkpoint: an attached one before one in the body; nil if there is none.
    ///
    /// As it was signed, byte for byte, with its last line end. Whether the signature is good is not
    /// looked at.
    package var checkpoint: String? {
        let ordered = parts.filter(\.isAttachment) + parts.filter { !$0.isAttachment }
        return ordered.lazy.compactMap { Self.checkpoint(in: $0) }.first
    }

    // MARK: Parts

    private static func parts(of lines: [[UInt8]], depth: Int) -> [Part] {
        guard depth < depthMax else { return [] }
        let header = Header(lines)
        let body = Array(lines.dropFirst(header.lineCount))
        if let boundary = header.boundary {
            return pieces(of: body, boundary).flatMap { parts(of: $0, depth: depth + 1) }
        }
        if header.type == "message/rfc822" { return parts(of: body, depth: depth + 1) }
        guard header.type.hasPrefix("text/") else { return [] }
        let bytes = Array(body.joined(separator: [0x0A]))
        let decoded: [UInt8] =
            switch header.encoding {
            case "base64": TransferEncoding.decodeBase64(bytes) ?? bytes
            case "quoted-printable": TransferEncoding.decodeQuotedPrintable(bytes)
            default: bytes
            }
        return [
            Part(
                isAttachment: header.isAttachment,
                isFlowed: header.isFlowed,
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
    private static func checkpoint(in part: Part) -> String? {
        let lines = unflowed(part)
        for start in lines.indices where start + 4 < lines.count {
            guard !lines[start].isEmpty, isSize(lines[start + 1]), isRoot(lines[start + 2]),
                lines[start + 3].isEmpty
            else { continue }
            let signatures = lines[(start + 4)...].prefix { $0.hasPrefix("\u{2014} ") }
            guard !signatures.isEmpty else { continue }
            let note = lines[start..<(start + 4)] + signatures
            return note.joined(separator: "\n") + "\n"
        }
        return nil
    }

    /// The lines as they were before a mailbox or a person quoted and rewrapped them.
    private static func unflowed(_ part: Part) -> [String] {
        var lines: [String] = []
        var isOpen = false
        for raw in part.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            var line = String(raw)
            // Quoted once or more; and RFC 3676's blank in front of what might be taken for quoting.
            while line.hasPrefix(">") { line = String(line.dropFirst()) }
            if line.hasPrefix(" ") { line = String(line.dropFirst()) }
            let isSoft = line.hasSuffix(" ") && line != "-- "
            if isOpen, let last = lines.last {
                lines[lines.count - 1] = last + line
            } else {
                lines.append(line)
            }
            // A signature's long line is the only one of a checkpoint that has a blank to be broken at.
            isOpen = isSoft && (part.isFlowed || (lines.last ?? "").hasPrefix("\u{2014} "))
        }
        return lines.map { line in
            var line = line
            while line.last == " " || line.last == "\t" { line.removeLast() }
            return line
        }
    }

    private static func isSize(_ line: String) -> Bool {
        !line.isEmpty && line.utf8.count < 20 && line.utf8.allSatisfy { (0x30...0x39).contains($0) }
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
