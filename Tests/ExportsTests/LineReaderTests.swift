import Exports
import Foundation
import Testing

/// Lines of a file, as they are asked for.
@Suite struct LineReaderTests {
    /// Reads every line; the last word says whether the last one had its end.
    private static func read(_ content: String) throws -> (lines: [String], isEnded: Bool) {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "kembar-lines-\(UUID().uuidString)")
        try Data(content.utf8).write(to: file)
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? FileManager.default.removeItem(at: file) }
        let reader = try LineReader(file.path)
        var lines: [String] = []
        while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        return (lines, reader.isEnded)
    }

    @Test(arguments: [
        ("", [], true), ("\n", [""], true), ("a\nb\n", ["a", "b"], true),
        ("a\nb", ["a", "b"], false), ("a\n\n\nb\n", ["a", "", "", "b"], true),
    ])
    func `lines come without their ends, and a last one without an end is told`(
        content: String,
        lines: [String],
        isEnded: Bool
    ) throws {
        let read = try Self.read(content)
        #expect(read.lines == lines)
        #expect(read.isEnded == isEnded)
    }

    @Test func `a line may lie across the pieces in which a file is read`() throws {
        let lines = (0..<200).map { number in
            String(repeating: "\(number % 10)", count: 20_000 + number)
        }
        let read = try Self.read(lines.map { $0 + "\n" }.joined())
        #expect(read.lines == lines)
    }

    @Test func `a line longer than any entry is refused`() throws {
        let trouble = #expect(throws: FileTrouble.self) {
            try Self.read(String(repeating: "x", count: 2_000_000))
        }
        #expect(trouble?.errno == EFBIG)
    }

    @Test func `no folder, link or pipe is read`() throws {
        #expect(throws: FileTrouble.self) { try LineReader("/tmp") }
        #expect(throws: FileTrouble.self) { try LineReader("/dev/null") }
        #expect(throws: FileTrouble.self) { try LineReader("/nonexistent") }
    }
}
