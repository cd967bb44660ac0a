import Crypto
import Entries
import TestSupport
import Testing

@Suite struct GoldenEntryTests {
    @Test func `the entry with every member has exactly the documented bytes`() throws {
        #expect(try Golden.fullEntry().text == Golden.full)
        #expect(try Entry(bytes: Array(Golden.full.utf8), strictly: true) == Golden.fullEntry())
    }

    @Test func `the entry of the engine has exactly the documented bytes`() throws {
        #expect(try Golden.engineEntry().text == Golden.engine)
        #expect(try Entry(bytes: Array(Golden.engine.utf8), strictly: true) == Golden.engineEntry())
    }

    @Test func `docs entry md shows the golden entries byte for byte`() throws {
        let blocks = try Shipped.text("docs/entry.md").codeBlocks("json")
        #expect(blocks == [Golden.full, Golden.engine])
    }

    /// RFC 6962, section 2.1: a leaf is hashed with 0x00 in front.
    @Test(arguments: [
        (Golden.full, Golden.fullLeafHash), (Golden.engine, Golden.engineLeafHash),
    ])
    func `the leaf hashes of the golden entries are the documented ones`(
        text: String,
        hash: String
    ) throws {
        let digest = SHA256.hash(data: [0x00] + Array(text.utf8))
        let hex = digest.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        #expect(hex == hash)
        #expect(try Shipped.text("docs/entry.md").contains("`\(hash)`"))
    }

    @Test func `docs entry md explains every member in the order of the entry`() throws {
        let documented = try Shipped.text("docs/entry.md").split(separator: "\n")
            .filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
        #expect(documented == Golden.full.memberNames)
        #expect(documented.count == 20)
    }
}

extension String {
    /// The contents of the fenced code blocks in that language.
    fileprivate func codeBlocks(_ language: String) -> [String] {
        components(between: "```\(language)\n", and: "\n```")
    }

    private func components(between start: String, and end: String) -> [String] {
        var parts: [String] = []
        var lines: [Substring]?
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = lines {
                if line == end.dropFirst() {
                    parts.append(open.joined(separator: "\n"))
                    lines = nil
                } else {
                    lines = open + [line]
                }
            } else if line == start.dropLast() {
                lines = []
            }
        }
        return parts
    }

    /// The names of the outermost members, in order.
    var memberNames: [String] {
        var names: [String] = []
        var depth = 0
        var isInText = false
        var isEscaped = false
        var text = ""
        for character in unicodeScalars {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isInText = false
                    continue
                }
                text.unicodeScalars.append(character)
                continue
            }
            switch character {
            case "\"":
                isInText = true
                text = ""
            case "{", "[": depth += 1
            case "}", "]": depth -= 1
            case ":" where depth == 1: names.append(text)
            default: break
            }
        }
        return names
    }
}
