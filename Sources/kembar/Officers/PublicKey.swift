import FoundationEssentials

/// An officer's public key, as `ssh-keygen` or PuTTYgen writes it.
struct PublicKey: Hashable {
    /// Its kind, such as `ssh-ed25519`.
    let kind: String
    /// The key itself, base64.
    let body: String
    /// What its owner calls it, where that is plain text.
    let comment: String

    /// Why a file has no key that is taken.
    enum Fault: Error, Hashable {
        case secret
        case several
        case other
    }

    /// The kinds that OpenSSH takes today, each with how many fields stand behind it in a key; DSA is
    /// none of them.
    private static let fieldCounts = [
        "ssh-ed25519": 1, "ssh-rsa": 2, "ecdsa-sha2-nistp256": 2, "ecdsa-sha2-nistp384": 2,
        "ecdsa-sha2-nistp521": 2, "sk-ssh-ed25519@openssh.com": 2,
        "sk-ecdsa-sha2-nistp256@openssh.com": 3,
    ]

    /// A key of Ed25519 (RFC 8709, section 4).
    private static let edwardsByteCount = 32

    private static let commentMax = 100

    /// Reads the one key of a file; options before it are none of the officer's business.
    init(_ text: String) throws(Fault) {
        guard !text.contains("PRIVATE KEY"), !text.hasPrefix("PuTTY-User-Key-File") else {
            throw .secret
        }
        let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
        if lines.first == "---- BEGIN SSH2 PUBLIC KEY ----" {
            try self.init(exported: lines)
            return
        }
        guard lines.count <= 1 else { throw .several }
        let words = (lines.first ?? "").split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count >= 2, Self.kind(of: words[1]) == words[0] else { throw .other }
        self.init(
            kind: words[0],
            body: words[1],
            comment: words.count == 3 ? words[2] : ""
        )
    }

    private init(kind: String, body: String, comment: String) {
        self.kind = kind
        self.body = body
        self.comment = Self.plain(comment)
    }

    /// RFC 4716, which PuTTYgen's "Save public key" writes: headers, then base64 in lines.
    private init(exported lines: [String]) throws(Fault) {
        guard let end = lines.firstIndex(of: "---- END SSH2 PUBLIC KEY ----"),
            end == lines.count - 1
        else { throw .several }
        var inHeader = false
        var comment = ""
        var body = ""
        for line in lines[1..<end] {
            let isHeader = inHeader || line.contains(":")
            inHeader = isHeader && line.hasSuffix("\\")
            if line.lowercased().hasPrefix("comment:") {
                comment = line.dropFirst("comment:".count).filter { $0 != "\"" }
            }
            if !isHeader { body += line }
        }
        guard let kind = Self.kind(of: body) else { throw .other }
        self.init(kind: kind, body: body, comment: comment)
    }

    /// The kind that stands in the key itself (RFC 4253, section 6.6); nil if it is none that is
    /// taken, or the key is not whole.
    ///
    /// One that lost its end on the way would be written all the same, and let nobody in.
    private static func kind(of body: String) -> String? {
        guard let bytes = Data(base64Encoded: body), let fields = Self.fields(of: Array(bytes)),
            let first = fields.first, let kind = String(validating: first, as: UTF8.self),
            fieldCounts[kind] == fields.count - 1, fields.allSatisfy({ !$0.isEmpty }),
            !kind.contains("ed25519") || fields[1].count == edwardsByteCount
        else { return nil }
        return kind
    }

    /// Each has its length in four bytes before it; nil unless they fill all of `bytes`.
    private static func fields(of bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
        var fields: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 4 + count else { return nil }
            fields.append(rest.dropFirst(4).prefix(count))
            rest = rest.dropFirst(4 + count)
        }
        return fields
    }

    /// A comment that can stand in a line of settings.
    private static func plain(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        return isPlain && text.utf8.count <= commentMax ? text.trimmed : ""
    }
}

extension PublicKey {
    /// The line of authorized_keys by which this key opens that one command and nothing else.
    ///
    /// `restrict` turns off everything that sshd knows, and what a newer one will know; the terminal
    /// is given back, since people type into it.
    func line(for command: String) -> String {
        let quoted = command.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let words = ["restrict,pty,command=\"\(quoted)\"", kind, body, comment]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
