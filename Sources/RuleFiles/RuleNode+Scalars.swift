package import Calendars

extension RuleNode {
    /// Reads a text of one line, without the blanks around it.
    ///
    /// Up to `max` bytes of UTF-8; nothing empty and nothing that could disturb a screen.
    package func text(max: Int = 2_000, _ faults: inout FileFaults) -> String? {
        guard case .scalar(let written) = content else {
            faults.add(wrongType(expected: "text"))
            return nil
        }
        let text = Self.trimmed(written)
        if text.isEmpty {
            faults.add(fault(.emptyText))
        } else if let character = PlainText.disturbing(text) {
            faults.add(fault(.controlCharacter, ["character": character]))
        } else if text.utf8.count > max {
            faults.add(outOfRange(String(text.utf8.count), 1...max))
        } else {
            return text
        }
        return nil
    }

    /// Reads a whole number in decimal digits, with `-` in front if negative.
    package func integer(in limits: ClosedRange<Int>, _ faults: inout FileFaults) -> Int? {
        guard let text = scalar(expected: "integer", &faults) else { return nil }
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            faults.add(wrongType(expected: "integer"))
            return nil
        }
        guard digits.count <= 18, let number = Int(text), limits.contains(number) else {
            faults.add(outOfRange(text, limits))
            return nil
        }
        return number
    }

    /// Reads `true` or `false`; the other words that YAML once took for them are refused.
    package func boolean(_ faults: inout FileFaults) -> Bool? {
        choice(of: ["true", "false"], &faults).map { $0 == "true" }
    }

    /// Reads a date of the form 2018-11-07.
    package func date(_ faults: inout FileFaults) -> LocalDate? {
        guard let text = scalar(expected: "date", &faults) else { return nil }
        guard let date = LocalDate(text) else {
            faults.add(fault(.badDate, ["value": text]))
            return nil
        }
        return date
    }

    /// Reads a name of up to `max` ASCII letters, digits and `.`, `-`, `/`, `_`.
    package func name(max: Int = 64, _ faults: inout FileFaults) -> String? {
        guard let text = scalar(expected: "name", &faults) else { return nil }
        guard RuleNode.isName(text, max: max) else {
            faults.add(fault(.badName, ["value": text, "allowed": "A-Z a-z 0-9 . - / _"]))
            return nil
        }
        return text
    }

    /// Reads one of the given words.
    package func choice(of words: [String], _ faults: inout FileFaults) -> String? {
        guard let text = scalar(expected: "text", &faults) else { return nil }
        guard words.contains(text) else {
            var params = ["value": text, "allowed": words.joined(separator: ", ")]
            params["nearest"] = Spelling.nearest(to: text, in: words)
            faults.add(fault(.badValue, params))
            return nil
        }
        return text
    }

    /// The text that stands here as it was written; nil for a list or a mapping.
    package var written: String? {
        if case .scalar(let text) = content { return text }
        return nil
    }

    /// Whether the text has the form that `name` reads; for keys of a free mapping.
    package static func isName(_ text: String, max: Int = 64) -> Bool {
        (1...max).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case 0x2D, 0x2E, 0x2F, 0x5F: true
                default: false
                }
            }
    }

    private func scalar(expected: String, _ faults: inout FileFaults) -> String? {
        guard case .scalar(let text) = content, !text.isEmpty else {
            faults.add(wrongType(expected: expected))
            return nil
        }
        return text
    }

    /// Cuts the blanks around a text: block scalars end in a line feed that nobody meant.
    private static func trimmed(_ text: String) -> String {
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" }
        let scalars = text.unicodeScalars.drop(while: isBlank)
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[...last])
    }
}
