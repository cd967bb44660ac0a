package import Entries

/// One difference between two versions of a rule file, as an adoption records it: no language,
/// only what is needed to say it in either.
package struct RuleChange: Hashable, Sendable {
    /// What became of a part; the raw value is what the entry says.
    package enum Kind: String, Sendable, CaseIterable {
        case added
        case removed
        case changed
    }

    /// What a rule file consists of.
    package enum Part: String, Sendable, CaseIterable {
        case workflow, stage, event, field, limit
        case policy, role, ladder, window
        case calendar, day, workday, year, include, kind
        case offices, office, zone, body
    }

    /// Whether the part came, went or is another now.
    package var kind: Kind
    /// What kind of thing it is that differs.
    package var part: Part
    /// Of a stage, an event, a day: what it is called; empty for the file as a whole.
    package var name: String
    /// The event of a field, the file of a day: what it belongs to.
    package var of: String?
    /// Which of its properties changed, such as `label`, `from`, `working-days`, `mark`.
    package var what: String?
    /// How it was, and how it is now: texts, numbers, labels in both languages.
    package var before: JSONValue?
    /// How it is now; nil for what was removed.
    package var after: JSONValue?

    /// Describes one difference; `before` of what was added and `after` of what was removed stay
    /// nil.
    package init(
        _ kind: Kind,
        _ part: Part,
        _ name: String,
        of: String? = nil,
        what: String? = nil,
        before: JSONValue? = nil,
        after: JSONValue? = nil
    ) {
        self.kind = kind
        self.part = part
        self.name = name
        self.of = of
        self.what = what
        self.before = before
        self.after = after
    }

    /// As the entry holds it.
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "change": .string(kind.rawValue), "part": .string(part.rawValue),
        ]
        if !name.isEmpty { members["name"] = .string(name) }
        members["of"] = of.map(JSONValue.string)
        members["what"] = what.map(JSONValue.string)
        members["before"] = before
        members["after"] = after
        return .object(members)
    }

    /// Reads it back from an entry.
    package init?(json: JSONValue) {
        guard let kind = json["change"]?.string.flatMap(Kind.init(rawValue:)),
            let part = json["part"]?.string.flatMap(Part.init(rawValue:))
        else { return nil }
        self.init(
            kind,
            part,
            json["name"]?.string ?? "",
            of: json["of"]?.string,
            what: json["what"]?.string,
            before: json["before"],
            after: json["after"]
        )
    }
}

/// Gathers the differences of two files, part by part.
struct Differences {
    private(set) var changes: [RuleChange] = []

    mutating func add(_ change: RuleChange) { changes.append(change) }

    /// Notes a property that is not as it was; equal values say nothing.
    mutating func compare(
        _ part: RuleChange.Part,
        _ name: String,
        of owner: String? = nil,
        _ what: String,
        _ before: JSONValue?,
        _ after: JSONValue?
    ) {
        guard before != after else { return }
        changes.append(
            RuleChange(
                .changed,
                part,
                name,
                of: owner,
                what: what,
                before: before,
                after: after
            )
        )
    }

    /// Says that something is different where no comparison found what: an order, for instance.
    ///
    /// That nothing but comments changed is said only if what was read is the same.
    mutating func sumUp<Rules: Equatable>(
        _ part: RuleChange.Part,
        _ before: Rules,
        _ after: Rules
    ) {
        guard changes.isEmpty, before != after else { return }
        add(RuleChange(.changed, part, "", what: "rest"))
    }

    /// Notes which items came and went, and lets `each` compare those that stayed.
    mutating func match<Item>(
        _ part: RuleChange.Part,
        of owner: String? = nil,
        _ before: [Item],
        _ after: [Item],
        name: (Item) -> String,
        label: (Item) -> JSONValue?,
        _ each: (inout Differences, Item, Item) -> Void
    ) {
        let old = Dictionary(before.map { (name($0), $0) }) { first, _ in first }
        let new = Set(after.map(name))
        for item in before where !new.contains(name(item)) {
            add(RuleChange(.removed, part, name(item), of: owner, before: label(item)))
        }
        for item in after {
            guard let earlier = old[name(item)] else {
                add(RuleChange(.added, part, name(item), of: owner, after: label(item)))
                continue
            }
            each(&self, earlier, item)
        }
    }
}
