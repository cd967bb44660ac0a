/// One value of a rule file, which knows where it stands.
///
/// Rule files are YAML: workflows, policies, calendars, offices. Every reading method notes what is
/// wrong in `faults` and returns nil, so that a parser goes on and finds the other mistakes too;
/// at its end `FileFaults.throwIfAny` decides. Scalars keep the text that was written: a date, a
/// region code or a version is never taken for a number on the way.
package struct RuleNode: Sendable {
    /// The line, counted from 1.
    package let line: Int
    /// The column in Unicode scalars, counted from 1.
    package let column: Int
    /// The way there, as `events[3].verb`, list items counted from 0; empty for the whole file.
    package let path: String

    let content: Content
    private let key: Key?

    indirect enum Content: Sendable {
        case scalar(String)
        case list([RuleNode])
        case mapping([(key: String, node: RuleNode)])
    }

    /// The key under which a value stands, with its own place.
    struct Key: Sendable {
        let line: Int
        let column: Int
    }

    init(line: Int, column: Int, path: String, key: Key? = nil, content: Content) {
        self.line = line
        self.column = column
        self.path = path
        self.key = key
        self.content = content
    }

    /// A value that says nothing, for a mistake that has no other place.
    package init(line: Int, column: Int) {
        self.init(line: line, column: column, path: "", content: .scalar(""))
    }

    /// Describes a mistake in this value.
    package func fault(_ code: FileFaultCode, _ params: [String: String] = [:]) -> FileFault {
        FileFault(line: line, column: column, path: path, code: code, params: params)
    }

    /// Describes a mistake in the key of this value; in the value itself if it has none.
    package func keyFault(_ code: FileFaultCode, _ params: [String: String] = [:]) -> FileFault {
        FileFault(
            line: key?.line ?? line,
            column: key?.column ?? column,
            path: path,
            code: code,
            params: params
        )
    }

    /// The line of the key under which this value stands.
    var keyLine: Int { key?.line ?? line }

    /// What stands here, in a word for the faults: `text`, `list`, `mapping` or `nothing`.
    var kind: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "text"
        case .list: "list"
        case .mapping: "mapping"
        }
    }

    func wrongType(expected: String) -> FileFault {
        fault(.wrongType, ["expected": expected, "found": kind])
    }
}
