import Foundation
import Testing

/// What the linter does not see: that every `package` declaration and every module is explained.
@Suite struct DocumentationTests {
    @Test func `every package declaration has a doc comment`() throws {
        let files = try SourceFile.all()
        // Were none found, nothing would be looked at.
        #expect(files.map { PackageDeclaration.all(in: $0.lines).count }.reduce(0, +) > 1_000)
        let bare = files.flatMap { file in
            PackageDeclaration.all(in: file.lines).filter { !$0.isDocumented }
                .map { "\(file.path):\($0.number) \($0.text)" }
        }
        #expect(bare == [])
    }

    @Test func `a declaration without a doc comment would be found`() {
        let sample = """
            package import Entries

            /// Explained.
            package struct Sample: Hashable {
                package var bare: Int
                /// Explained.
                @discardableResult
                package func explained() -> Int { 0 }

                // A comment for the next reader of the code is no documentation.
                package private(set) var commented = 0

                /// Explained, for one system alone.
                #if os(Linux)
                package static let max = 1
                #endif

                /// What has a line in between is not said of it.

                @MainActor package mutating func apart() {}
                package init(from decoder: any Decoder) throws {}
                package static func == (left: Sample, right: Sample) -> Bool { true }
                private var package = "package var text"
                package subscript(index: Int) -> Int { index }
                @available(*, deprecated)
                nonisolated package init() {}
            }
            package typealias Bare = Sample
            """
        let found = PackageDeclaration.all(
            in: sample.split(separator: "\n", omittingEmptySubsequences: false)
        )
        #expect(found.filter(\.isDocumented).map(\.number) == [4, 8, 15])
        #expect(found.filter { !$0.isDocumented }.map(\.number) == [5, 11, 20, 24, 26, 28])
    }

    @Test func `every module has a page that names what is there`() throws {
        let files = try SourceFile.all()
        for (module, files) in Dictionary(grouping: files, by: \.module) {
            let page = SourceFile.root.appendingPathComponent(
                "Sources/\(module)/\(module).docc/\(module).md"
            )
            let text = try #require(
                try? String(contentsOf: page, encoding: .utf8),
                "\(module) has no page at \(page.lastPathComponent)"
            )
            // As the compiler spells the module.
            let name = module.replacingOccurrences(of: "-", with: "_")
            #expect(text.hasPrefix("# ``\(name)``\n"), "\(module): the title is the module")
            #expect(text.contains("\n## Overview\n") && text.contains("\n## Topics\n"))
            let declared = files.reduce(into: Set([name])) { $0.formUnion($1.declaredNames) }
            for link in links(in: text) {
                #expect(declared.contains(link), "\(module).md links to \(link)")
            }
        }
    }

    /// The first names of what stands between double backticks: `Planner` of `Planner/next(_:issued:)`.
    private func links(in text: String) -> [String] {
        text.components(separatedBy: "``").enumerated().compactMap { index, part in
            index.isMultiple(of: 2) ? nil : String(part.prefix { $0 != "/" && $0 != "(" })
        }
    }
}

/// A line that declares something with `package` access, and whether it is explained.
private struct PackageDeclaration {
    /// Its line, from 1.
    var number: Int
    var text: String
    /// Whether a `///` stands above it, with nothing between but attributes and `#if`.
    var isDocumented: Bool

    /// Words that may stand before the access level.
    private static let modifiers: Set<Substring> = [
        "class", "consuming", "convenience", "final", "indirect", "lazy", "mutating",
        "nonisolated", "nonmutating", "override", "required", "static", "unowned", "weak",
    ]

    /// What the protocol says already and no type adds to: nothing is left to write but the name.
    ///
    /// Other witnesses, such as `description`, have a form or a cost of their own to tell.
    private static let witnesses = [
        "init(from decoder:", "func encode(to encoder:", "func hash(into hasher:",
        "static func == (",
    ]

    /// Every declaration in a file, except imports, extensions and the witnesses above.
    ///
    /// The cases of an enum and the members of a protocol carry no `package` of their own.
    static func all(in lines: [Substring]) -> [PackageDeclaration] {
        let lines = lines.map { $0.trimmingCharacters(in: .whitespaces) }
        return lines.indices.compactMap { index in
            let words = lines[index].split(separator: " ")
            guard let access = words.firstIndex(of: "package"),
                words[..<access].allSatisfy({ $0.hasPrefix("@") || modifiers.contains($0) })
            else { return nil }
            let declared = words[(access + 1)...]
            let text = declared.joined(separator: " ")
            guard let first = declared.first, !["import", "extension"].contains(first),
                !witnesses.contains(where: text.hasPrefix)
            else { return nil }
            let above = lines[..<index].last { line in
                !line.hasPrefix("@") && !line.hasPrefix("#if") && !line.hasPrefix("#else")
            }
            return PackageDeclaration(
                number: index + 1,
                text: text,
                isDocumented: above?.hasPrefix("///") ?? false
            )
        }
    }
}

extension SourceFile {
    /// The names of the types and functions that the file declares, at whatever depth.
    fileprivate var declaredNames: Set<String> {
        let kinds: Set<Substring> = [
            "actor", "class", "enum", "func", "protocol", "struct", "typealias",
        ]
        return code.reduce(into: []) { names, line in
            let words = line.text.split(separator: " ")
            for (kind, name) in zip(words, words.dropFirst()) where kinds.contains(kind) {
                names.insert(String(name.prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
            }
        }
    }
}
