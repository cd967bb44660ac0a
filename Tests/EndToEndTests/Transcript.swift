import Foundation
import Testing

/// A run of commands as a person sees it, written down without what changes from run to run.
struct Transcript {
    private let daemon: Daemon
    private(set) var text = ""
    /// Words that are written as others, such as the key of this run's log.
    private var known: [(found: String, written: String)] = []

    init(_ daemon: Daemon) {
        self.daemon = daemon
        known = [(daemon.place.path, "<folder>"), (Daemon.shipped, "<config>")]
    }

    mutating func write(_ word: String, as written: String) { known.append((word, written)) }

    /// Writes down a dialogue that was had elsewhere.
    mutating func write(_ command: String, _ dialogue: String) {
        text += "$ \(command)\n\(dialogue)"
    }

    /// Runs one command, which must end with `status`; writes down what was typed and what was said.
    mutating func run(
        refusedWith status: Int32 = 0,
        _ words: String...,
        input: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await run(
            refusedWith: status,
            words,
            input: input,
            sourceLocation: sourceLocation
        )
    }

    /// The same with the words in a list.
    mutating func run(
        refusedWith status: Int32 = 0,
        _ words: [String],
        input: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let outcome = try await daemon.run(words, input: input)
        #expect(outcome.status == status, "\(words): \(outcome)", sourceLocation: sourceLocation)
        let typed = input.map { "printf \(Self.quoted($0)) | " } ?? ""
        text += "$ \(typed)kembar \(words.map(Self.quoted).joined(separator: " "))\n"
        text += outcome.output
        text += outcome.errors
        if status != 0 { text += "(exit \(status))\n" }
        text += "\n"
    }

    /// Writes down what the daemon has put into the journal.
    mutating func journal() {
        text += "# journal\n\(daemon.program.output.text)\n"
    }

    private static func quoted(_ word: String) -> String {
        let word = word.replacing("\n", with: "\\n")
        return word.contains { " '()+".contains($0) } || word.isEmpty ? "'\(word)'" : word
    }

    /// The text with everything that changes from run to run under a name.
    private var settled: String {
        var text = text
        for (found, written) in known { text = text.replacing(found, with: written) }
        text = text.replacing(Self.uuid, with: "<uuid>")
        text = text.replacing(Self.signature) { "\($0.1) <signature>" }
        text = text.replacing(Self.hash, with: "<hash>")
        text = text.replacing(Self.root, with: "<root>")
        // Who runs the tests, and which of the groups the machine has, is its own affair.
        text = text.replacing(Self.caller) { "(uid <uid>); \($0.1): <groups>;" }
        return text.replacing(Self.missingGroups, with: "")
    }

    private static var caller: Regex<(Substring, Substring)> {
        /\(uid [0-9]+\); ([a-z]+): [^;]+;/
    }
    private static var missingGroups: Regex<Substring> {
        /\n[^\n]+\n(?:- [^\n]*groupadd[^\n]*\n)+/
    }

    private static var uuid: Regex<Substring> {
        /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/
    }
    private static var signature: Regex<(Substring, Substring)> {
        /(— [a-z.\/]+) [A-Za-z0-9+\/=]{40,}/
    }
    private static var hash: Regex<Substring> { /[0-9a-f]{64}|[0-9a-f]{16}(?=…)/ }
    private static var root: Regex<Substring> { /[A-Za-z0-9+\/]{43}=/ }
}

extension Transcript {
    /// Compares with the golden file of that name; `KEMBAR_UPDATE_GOLDEN=1` writes the file anew.
    func check(golden name: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("Golden/\(name).txt")
        if ProcessInfo.processInfo.environment["KEMBAR_UPDATE_GOLDEN"] == "1" {
            try settled.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        let now = settled.split(separator: "\n", omittingEmptySubsequences: false)
        let then = golden.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, (new, old)) in zip(now, then).enumerated() where new != old {
            Issue.record("Golden/\(name).txt:\(number + 1)\n  was: \(old)\n  is:  \(new)")
            return
        }
        #expect(now.count == then.count, "Golden/\(name).txt has another number of lines")
    }
}
