import Foundation

/// The project's own source files, as text.
struct SourceFile: Sendable {
    var module: String
    var path: String
    var lines: [Substring]

    /// The lines without comments, with their numbers from 1.
    var code: [(number: Int, text: String)] {
        lines.enumerated().compactMap { index, line in
            let text = line.trimmingCharacters(in: .whitespaces)
            guard !text.hasPrefix("//") else { return nil }
            // What follows a comment mark inside a line is not code either.
            return (index + 1, String(line.components(separatedBy: " // ")[0]))
        }
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file below Sources/.
    static func all() throws -> [SourceFile] {
        let sources = root.appendingPathComponent("Sources").path
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources)
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(contentsOfFile: sources + "/" + path, encoding: .utf8)
            return SourceFile(
                module: String(path.prefix { $0 != "/" }),
                path: "Sources/" + path,
                lines: text.split(separator: "\n", omittingEmptySubsequences: false)
            )
        }
    }
}
