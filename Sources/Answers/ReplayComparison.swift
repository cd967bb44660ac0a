package import Entries
package import Wire

/// Two replays of one log, made by two versions of the program, held against each other.
///
/// Pure: both come as the JSON of `audit replay`, so that a version which is not there any more can still be
/// compared with. Words are passed over, for they are said by the program and not by the log, and so is what the
/// older one does not tell at all: the answer names it.
package enum ReplayComparison {
    /// The most differences that are listed one by one.
    package static let differencesMax = 1_000
    /// What is called by the program, and not by the log.
    private static let words: Set<String> = ["label", "stageLabel", "ladderLabel", "fields"]
    /// How much this version's replay tells: `ReplayAnswer.facts`.
    static let facts = 2
    /// What a version tells only from that number on.
    private static let told: [Int: [String]] = [
        2: ["ahead", "late", "offices", "original", "reminder"]
    ]

    /// Returns what differs between two documents of `audit replay`; nil if `earlier` is none.
    package static func answer(earlier: JSONValue, now: JSONValue) -> ReplayComparisonAnswer? {
        guard let before = earlier["agreements"]?.array, let after = now["agreements"]?.array
        else { return nil }
        let known = min(number(earlier), number(now))
        let untold = told.filter { $0.key > known }.flatMap(\.value).sorted()
        let passed = words.union(untold)
        var log = Finder(agreement: "", position: nil, passed: passed)
        log.compare(earlier, now, at: "", without: ["agreements", "facts"])
        var differences = log.differences
        let (old, new) = (named(before, "id"), named(after, "id"))
        for id in Set(old.keys).union(new.keys).sorted(by: {
            ($0.utf8.count, $0) < ($1.utf8.count, $1)
        }) {
            var found = Finder(agreement: id, position: nil, passed: passed)
            guard let one = old[id], let other = new[id] else {
                found.note(
                    "",
                    old[id] == nil ? nil : .string(id),
                    new[id] == nil ? nil : .string(id)
                )
                differences += found.differences
                continue
            }
            found.compare(one, other, at: "", without: ["steps"])
            differences += found.differences
            differences += steps(one, other, of: id, passed)
        }
        return ReplayComparisonAnswer(
            agreements: new.count,
            steps: after.reduce(0) { $0 + ($1["steps"]?.array?.count ?? 0) },
            differences: Array(differences.prefix(differencesMax)),
            more: max(0, differences.count - differencesMax),
            untold: untold
        )
    }

    private static func number(_ replay: JSONValue) -> Int { replay["facts"]?.integer ?? 1 }

    private static func steps(
        _ before: JSONValue,
        _ after: JSONValue,
        of agreement: String,
        _ passed: Set<String>
    ) -> [ReplayDifference] {
        let old = named(before["steps"]?.array ?? [], "position")
        let new = named(after["steps"]?.array ?? [], "position")
        let positions = Set(old.keys).union(new.keys).compactMap { Int($0) }.sorted()
        return positions.flatMap { position in
            var found = Finder(agreement: agreement, position: Int64(position), passed: passed)
            let key = String(position)
            guard let one = old[key], let other = new[key] else {
                found.note("", old[key]?["type"], new[key]?["type"])
                return found.differences
            }
            found.compare(one, other, at: "", without: [])
            return found.differences
        }
    }

    /// The elements by the value of one of their members.
    private static func named(_ elements: [JSONValue], _ member: String) -> [String: JSONValue] {
        elements.reduce(into: [:]) { named, element in
            let name = element[member]?.string ?? element[member]?.integer.map { String($0) }
            if let name { named[name] = element }
        }
    }

    /// Finds what differs between two values, member by member.
    private struct Finder {
        let agreement: String
        let position: Int64?
        /// Members that are not compared, wherever they stand.
        let passed: Set<String>
        var differences: [ReplayDifference] = []

        init(agreement: String, position: Int64?, passed: Set<String>) {
            self.agreement = agreement
            self.position = position
            self.passed = passed
        }

        mutating func note(_ member: String, _ earlier: JSONValue?, _ now: JSONValue?) {
            differences.append(
                ReplayDifference(
                    agreement: agreement,
                    position: position,
                    member: member,
                    earlier: earlier,
                    now: now
                )
            )
        }

        mutating func compare(
            _ earlier: JSONValue,
            _ now: JSONValue,
            at path: String,
            without others: Set<String>
        ) {
            guard earlier != now else { return }
            if let old = earlier.object, let new = now.object {
                for key in Set(old.keys).union(new.keys).sorted()
                where !others.contains(key) && !passed.contains(key) {
                    let place = path.isEmpty ? key : "\(path).\(key)"
                    if let one = old[key], let other = new[key] {
                        compare(one, other, at: place, without: [])
                    } else {
                        note(place, old[key], new[key])
                    }
                }
            } else if let old = earlier.array, let new = now.array, old.count == new.count {
                for index in old.indices {
                    compare(old[index], new[index], at: "\(path)[\(index)]", without: [])
                }
            } else {
                note(path, earlier, now)
            }
        }
    }
}
