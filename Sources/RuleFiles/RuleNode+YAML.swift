import Yams

extension RuleNode {
    /// How many lists and mappings may stand inside each other.
    ///
    /// Our files need five. The limit bounds the recursion here and the length of the paths.
    package static let depthMax = 16

    /// Reads the text of a rule file as one YAML document.
    ///
    /// Nil, with one fault noted, if the text is too long for a log entry, is no YAML, holds
    /// several documents or none, says a key twice, or uses aliases. Deeper nesting than
    /// `depthMax` is noted, and what is too deep reads as nothing.
    package static func parse(_ text: String, _ faults: inout FileFaults) -> RuleNode? {
        let size = RuleText.storedSize(text)
        // What was adopted did fit its entry, whatever the limit is by now.
        guard size <= RuleText.storedSizeMax || faults.purpose == .reading else {
            let params = ["size": String(size), "max": String(RuleText.storedSizeMax)]
            faults.add(.wholeFile(.tooLong, params))
            return nil
        }
        if let alias = RuleText.alias(in: text) {
            faults.add(
                FileFault(
                    line: alias.line,
                    column: alias.column,
                    path: "",
                    code: .aliased,
                    params: ["name": alias.name]
                )
            )
            return nil
        }
        do {
            // The basic resolver gives no scalar a type, so `1` and `"1"` are one key and no
            // text goes through patterns for numbers and times.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot(), !root.saysNothing else {
                faults.add(.wholeFile(.emptyFile))
                return nil
            }
            return RuleNode(root, path: "", key: nil, depth: 0, &faults)
        } catch {
            faults.add(FileFault(yaml: error, text: text))
            return nil
        }
    }

    private init(
        _ node: Node,
        path: String,
        key: Key?,
        depth: Int,
        _ faults: inout FileFaults
    ) {
        let mark = node.mark
        var content = Content.scalar("")
        switch node {
        case .scalar(let scalar):
            content = .scalar(scalar.isNothing ? "" : scalar.string)
        case .sequence(let items) where depth < Self.depthMax:
            content = .list(
                items.enumerated().map { index, item in
                    RuleNode(item, path: "\(path)[\(index)]", key: nil, depth: depth + 1, &faults)
                }
            )
        case .mapping(let pairs) where depth < Self.depthMax:
            content = .mapping(Self.entries(pairs, path: path, depth: depth, &faults))
        default:
            faults.add(
                FileFault(
                    line: mark?.line ?? 1,
                    column: mark?.column ?? 1,
                    path: path,
                    code: .tooDeep,
                    params: ["max": String(Self.depthMax)]
                )
            )
        }
        self.init(
            line: mark?.line ?? 1,
            column: mark?.column ?? 1,
            path: path,
            key: key,
            content: content
        )
    }

    private static func entries(
        _ pairs: Node.Mapping,
        path: String,
        depth: Int,
        _ faults: inout FileFaults
    ) -> [(key: String, node: RuleNode)] {
        var entries: [(key: String, node: RuleNode)] = []
        for (keyNode, value) in pairs {
            let key = Key(line: keyNode.mark?.line ?? 1, column: keyNode.mark?.column ?? 1)
            guard let name = keyNode.scalar?.string else {
                let params = [
                    "expected": "text", "found": keyNode.sequence == nil ? "mapping" : "list",
                ]
                faults.add(
                    FileFault(
                        line: key.line,
                        column: key.column,
                        path: path,
                        code: .wrongType,
                        params: params
                    )
                )
                continue
            }
            let inner = path.isEmpty ? name : "\(path).\(name)"
            let node = RuleNode(value, path: inner, key: key, depth: depth + 1, &faults)
            entries.append((name, node))
        }
        return entries
    }
}

extension Node {
    fileprivate var saysNothing: Bool { scalar?.isNothing ?? false }
}

extension Node.Scalar {
    /// Whether this is YAML's null: nothing, `~` or `null`, unquoted.
    fileprivate var isNothing: Bool {
        style == .plain && ["", "~", "null"].contains(string)
    }
}

extension FileFault {
    fileprivate static func wholeFile(
        _ code: FileFaultCode,
        _ params: [String: String] = [:]
    ) -> FileFault {
        FileFault(line: 1, column: 1, path: "", code: code, params: params)
    }

    /// Says where and why the YAML library gave up.
    fileprivate init(yaml error: any Error, text: String) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            var params = ["problem": problem]
            params["kind"] = Self.kind(of: problem, at: mark, in: text)
            // What lacks its end is shown where it begins: the library noticed only in the next line, or
            // at the end of the file.
            let unended: Set = ["while scanning a quoted scalar", "while scanning a simple key"]
            let place = context.flatMap { unended.contains($0.text) ? $0.mark : nil } ?? mark
            self.init(
                line: place.line,
                column: place.column,
                path: "",
                code: .notYAML,
                params: params
            )
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(
                line: context.mark.line,
                column: context.mark.column,
                path: "",
                code: .duplicate,
                params: ["value": keys.joined(separator: ", ")]
            )
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            let line = 1 + before.unicodeScalars.count { $0 == "\n" }
            let column = 1 + before.reversed().prefix { !$0.isNewline }.count
            self.init(
                line: line,
                column: column,
                path: "",
                code: .notYAML,
                params: ["problem": problem]
            )
        default:
            self = .wholeFile(.notYAML, ["problem": "unreadable"])
        }
    }

    /// What its author most likely did, as far as the library's words and the line before it tell.
    private static func kind(of problem: String, at mark: Mark, in text: String) -> String? {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        let before = lines[mark.line - 1].prefix(mark.column - 1)
        let next = lines[mark.line - 1].dropFirst(mark.column - 1).first
        switch problem {
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return "tab"
        case "found character that cannot start any token":
            return next == "\t" ? "tab" : "character"
        case "but found another document": return "documents"
        case "found unexpected end of stream", "found unexpected document indicator":
            return "quote"
        case "could not find expected ':'": return "key"
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            return "bracket"
        case "mapping values are not allowed in this context":
            return Substring(before).contains(": ") ? "colon" : "indentation"
        case "did not find expected key", "did not find expected '-' indicator",
            "did not find expected <document start>":
            // A text that ended too early, in front of what was to be its middle.
            guard let last = before.last(where: { $0 != " " }) else { return "indentation" }
            return last == "\"" || last == "'" ? "quote" : nil
        default: return nil
        }
    }
}
