package import Calendars

extension RuleNode {
    /// Reads a mapping with a fixed set of keys.
    ///
    /// Notes every key that is missing or unknown, the latter with the nearest one that is not
    /// there yet. Nil only if this is no mapping: what is there is returned even when keys are
    /// missing, so that it is checked as well.
    package func mapping(
        required: [String],
        optional: [String] = [],
        _ faults: inout FileFaults
    ) -> [String: RuleNode]? {
        guard let entries = entries(&faults) else { return nil }
        let known = required + optional
        let fields = Dictionary(
            entries.filter { known.contains($0.key) }.map { ($0.key, $0.node) },
            uniquingKeysWith: { first, _ in first }
        )
        for entry in entries where !known.contains(entry.key) {
            let open = known.filter { fields[$0] == nil }
            var params = ["key": entry.key, "allowed": known.joined(separator: ", ")]
            params["nearest"] = Spelling.nearest(to: entry.key, in: open)
            faults.add(entry.node.keyFault(.unknownKey, params))
        }
        for key in required where fields[key] == nil {
            faults.add(fault(.missingKey, ["key": key]))
        }
        return fields
    }

    /// Reads a mapping whose keys are free, in the order of the file; each key occurs once.
    ///
    /// Keys are not checked: that is for who knows what they stand for, with `keyFault`.
    package func entries(_ faults: inout FileFaults) -> [(key: String, node: RuleNode)]? {
        guard case .mapping(let entries) = content else {
            faults.add(wrongType(expected: "mapping"))
            return nil
        }
        return entries
    }

    /// Reads a list; `count` limits how many items it has.
    package func list(
        count limits: ClosedRange<Int> = 0...10_000,
        _ faults: inout FileFaults
    ) -> [RuleNode]? {
        guard case .list(let items) = content else {
            faults.add(wrongType(expected: "list"))
            return nil
        }
        guard limits.contains(items.count) else {
            faults.add(outOfRange(String(items.count), limits))
            return nil
        }
        return items
    }

    /// Reads a mapping of the two keys `id` and `en`, both with a text of one line.
    package func bilingual(_ faults: inout FileFaults) -> Bilingual? {
        guard let fields = mapping(required: ["id", "en"], &faults) else { return nil }
        let id = fields["id"]?.text(&faults)
        let en = fields["en"]?.text(&faults)
        guard let id, let en else { return nil }
        return Bilingual(id: id, en: en)
    }

    /// Describes a name that nothing in the file defines, with the nearest that is.
    package func unknown(_ name: String, among known: [String]) -> FileFault {
        var params = ["value": name, "allowed": known.joined(separator: ", ")]
        params["nearest"] = Spelling.nearest(to: name, in: known)
        return fault(.unknownReference, params)
    }

    func outOfRange(_ value: String, _ limits: ClosedRange<Int>) -> FileFault {
        let params = [
            "value": value, "min": String(limits.lowerBound), "max": String(limits.upperBound),
        ]
        return fault(.outOfRange, params)
    }
}

extension RuleNode {
    /// The value under that key, for pointing at it; nil if there is none.
    package func child(_ key: String) -> RuleNode? {
        var ignored = FileFaults()  // What is no mapping was noted when it was read.
        return entries(&ignored)?.first { $0.key == key }?.node
    }

    /// The item of that number, for pointing at it; nil if there is none.
    package func child(_ index: Int) -> RuleNode? {
        var ignored = FileFaults()  // What is no list was noted when it was read.
        return list(&ignored)?.dropFirst(index).first
    }

    /// The values of a list, for pointing at them; none if this is no list.
    package var children: [RuleNode] {
        var ignored = FileFaults()  // What is no list was noted when it was read.
        return list(&ignored) ?? []
    }
}
