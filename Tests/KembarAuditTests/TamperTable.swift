import Foundation
import TestSupport
import Testing

/// A table of docs/tampering.md, which the tests make: between two comments that name it.
///
/// With `KEMBAR_UPDATE_GOLDEN=1` the document gets the table; without, it has to have it.
struct TamperTable {
    let name: String
    private let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "docs/tampering.md"
        )

    /// Whether every byte is changed, and not some of them: by hand, and in `make nightly`.
    static let takesEveryByte =
        ProcessInfo.processInfo.environment["KEMBAR_EVERY_BYTE"] == "1"

    static let isUpdating = ProcessInfo.processInfo.environment["KEMBAR_UPDATE_GOLDEN"] == "1"

    private var marks: (begin: String, end: String) {
        ("<!-- table: \(name) -->\n", "<!-- end: \(name) -->")
    }

    private func place(in text: String) throws -> Range<String.Index> {
        let begin = try #require(text.range(of: marks.begin))
        let end = try #require(text[begin.upperBound...].range(of: marks.end))
        return begin.upperBound..<end.lowerBound
    }

    /// The rows as the document has them, each a list of cells; without the head.
    func rows() throws -> [[String]] {
        let text = try String(contentsOf: file, encoding: .utf8)
        return text[try place(in: text)].split(separator: "\n").dropFirst(2).map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// Holds the document's table against this one, or writes it.
    func check(head: [String], rows: [[String]]) throws {
        if Self.isUpdating { try write(head, rows) }
        let kept = try self.rows()
        for (found, documented) in zip(rows, kept) {
            #expect(found == documented, "docs/tampering.md, \(name)")
        }
        #expect(rows.count == kept.count, "docs/tampering.md, \(name)")
    }

    private func write(_ head: [String], _ rows: [[String]]) throws {
        // Tests that make tables of one document run side by side.
        try Self.writing.withLock {
            var text = try String(contentsOf: file, encoding: .utf8)
            let lines = [head, head.map { _ in "---" }] + rows
            let table = lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
            text.replaceSubrange(try place(in: text), with: table)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }

    private static let writing = NSLock()
}
