import Calendars
package import RuleFiles
import Workflows

extension Policy {
    /// Reads a policy file: every rung names a role of the file, every ladder named is there.
    package static func parse(
        _ text: String,
        for purpose: FileFaults.Purpose = .proving
    ) throws(FileFaults) -> Policy {
        var faults = FileFaults(purpose)
        guard let root = RuleNode.parse(text, &faults) else { throw faults }
        return try read(root, faults)
    }

    /// Reads a policy file whose text was taken apart already; as `parse` otherwise.
    package static func read(
        _ root: RuleNode,
        _ faults: FileFaults
    ) throws(FileFaults) -> Policy {
        var faults = faults
        let policy = read(root, &faults)
        try faults.throwIfAny()
        guard let policy else { throw faults }
        return policy
    }

    private static func read(_ root: RuleNode, _ faults: inout FileFaults) -> Policy? {
        let keys = root.mapping(
            required: ["policy", "label", "roles", "window", "ladders", "waits", "signatures"],
            optional: ["terms", "ended", "lapsed", "weekly"],
            &faults
        )
        guard let keys else { return nil }
        let name = keys["policy"]?.name(&faults)
        let label = keys["label"]?.bilingual(&faults)
        var roles: [Role] = []
        for node in keys["roles"]?.list(count: 1...50, &faults) ?? [] {
            guard let role = node.role(&faults) else { continue }
            if roles.contains(where: { $0.name == role.name }) {
                faults.object(to: node.fault(.duplicate, ["value": role.name]))
            }
            roles.append(role)
        }
        let window = keys["window"]?.window(&faults)
        var ladders: [Ladder] = []
        for node in keys["ladders"]?.list(count: 1...50, &faults) ?? [] {
            guard let ladder = node.ladder(roles.map(\.name), &faults) else { continue }
            if ladders.contains(where: { $0.name == ladder.name }) {
                faults.object(to: node.fault(.duplicate, ["value": ladder.name]))
            }
            ladders.append(ladder)
        }
        // A ladder with a fault is not in the list: that it is unknown too would only be noise.
        let known = faults.isEmpty ? ladders : nil
        let waits = keys["waits"]?.reference(to: .forward, among: known, &faults)
        let signatures = keys["signatures"]?.reference(to: .forward, among: known, &faults)
        var terms: [String] = []
        for node in keys["terms"]?.list(count: 0...50, &faults) ?? [] {
            guard let name = node.reference(to: .back, among: known, &faults) else { continue }
            if terms.contains(name) { faults.object(to: node.fault(.duplicate, ["value": name])) }
            terms.append(name)
        }
        let ended = keys["ended"]?.reference(to: .forward, among: known, &faults)
        let lapsed = keys["lapsed"]?.reference(to: .forward, among: known, &faults)
        let weekly = keys["weekly"]?.weekly(roles.map(\.name), &faults)
        guard let name, let label, let window, let waits, let signatures else { return nil }
        return Policy(
            name: name,
            label: label,
            roles: roles,
            ladders: ladders,
            waits: waits,
            signatures: signatures,
            terms: terms,
            ended: ended,
            lapsed: lapsed,
            window: window,
            weekly: weekly
        )
    }
}

extension RuleNode {
    fileprivate func role(_ faults: inout FileFaults) -> Role? {
        guard
            let keys = mapping(required: ["name", "label"], optional: ["superior"], &faults)
        else { return nil }
        let name = keys["name"]?.name(&faults)
        let label = keys["label"]?.bilingual(&faults)
        let superior = keys["superior"]?.boolean(&faults) ?? false
        guard let name, let label else { return nil }
        return Role(name: name, label: label, isSuperior: superior)
    }

    fileprivate func window(_ faults: inout FileFaults) -> Window? {
        guard let keys = mapping(required: ["from", "until"], optional: ["except"], &faults),
            let (from, until) = hours(keys, &faults)
        else { return nil }
        var exceptions: [Window.Exception] = []
        for node in keys["except"]?.list(count: 0...200, &faults) ?? [] {
            guard let exception = node.exception(&faults) else { continue }
            if let last = exceptions.last, exception.days.lowerBound <= last.days.upperBound {
                let params = [
                    "value": "\(exception.days.lowerBound)", "other": "\(last.days.upperBound)",
                ]
                faults.object(to: node.fault(.outOfOrder, params))
            }
            exceptions.append(exception)
        }
        return Window(from: from, until: until, exceptions: exceptions)
    }

    /// `{first: 2027-02-08, last: 2027-03-09, from: "08:00", until: "14:00", label: ...}`.
    private func exception(_ faults: inout FileFaults) -> Window.Exception? {
        guard
            let keys = mapping(required: ["first", "last", "from", "until", "label"], &faults)
        else { return nil }
        let first = keys["first"]?.date(&faults)
        let last = keys["last"]?.date(&faults)
        let label = keys["label"]?.bilingual(&faults)
        guard let (from, until) = hours(keys, &faults), let first, let last, let label else {
            return nil
        }
        guard first <= last else {
            let node = keys["last"] ?? self
            faults.object(to: node.fault(.outOfOrder, ["value": "last", "other": "first"]))
            return nil
        }
        return Window.Exception(days: first...last, from: from, until: until, label: label)
    }

    /// The minutes of `from` and `until`, the latter after the former.
    private func hours(
        _ keys: [String: RuleNode],
        _ faults: inout FileFaults
    ) -> (from: Int, until: Int)? {
        let from = keys["from"]?.minuteOfDay(&faults)
        let until = keys["until"]?.minuteOfDay(&faults)
        guard let from, let until else { return nil }
        if from >= until {
            faults.object(
                to: (keys["until"] ?? self).fault(
                    .outOfOrder,
                    ["value": "until", "other": "from"]
                )
            )
        }
        return (from, until)
    }

    fileprivate func weekly(_ roles: [String], _ faults: inout FileFaults) -> Policy.Weekly? {
        guard let keys = mapping(required: ["day", "roles"], &faults) else { return nil }
        let days = Weekday.allCases.filter { !$0.isWeekend }
        let day = keys["day"]?.choice(of: days.map(\.name), &faults)
        let named = keys["roles"]?.references(among: roles, &faults)
        guard let day = days.first(where: { $0.name == day }), let named else { return nil }
        return Policy.Weekly(day: day, roles: named)
    }

    private func minuteOfDay(_ faults: inout FileFaults) -> Int? {
        guard let text = text(&faults) else { return nil }
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ $0.utf8.count == 2 && $0.utf8.isDigits }),
            let hour = Int(halves[0]), let minute = Int(halves[1]), hour < 24, minute < 60
        else {
            faults.add(fault(.badValue, ["value": text, "allowed": "00:00 - 23:59"]))
            return nil
        }
        return hour * 60 + minute
    }

    fileprivate func ladder(_ roles: [String], _ faults: inout FileFaults) -> Ladder? {
        guard
            let keys = mapping(
                required: ["name", "label", "rungs", "source"],
                optional: ["repeat", "months-before", "when", "immediate"],
                &faults
            )
        else { return nil }
        let name = keys["name"]?.name(&faults)
        let label = keys["label"]?.bilingual(&faults)
        let source = keys["source"]?.ruleSource(&faults)
        var rungs: [Ladder.Rung] = []
        var first: Way?
        for node in keys["rungs"]?.list(count: 1...50, &faults) ?? [] {
            guard let (rung, way) = node.rung(roles, &faults) else { continue }
            if let first, first != way {
                faults.object(
                    to: node.fault(
                        .contradiction,
                        ["value": way.rawValue, "other": first.rawValue]
                    )
                )
            }
            first = first ?? way
            if let last = rungs.last, first == way {
                node.checkOrder(of: rung, after: last, way, &faults)
            }
            rungs.append(rung)
        }
        let repetition = keys["repeat"].flatMap { $0.repetition(roles, &faults) }
        let back = back(keys, first ?? .forward, &faults)
        let isImmediate = keys["immediate"]?.boolean(&faults) ?? false
        if isImmediate, let source, source.mark != .legal, let node = keys["immediate"] {
            // What the office decides for itself can wait for the next morning.
            let params = ["value": "immediate", "other": "mark: \(source.mark.rawValue)"]
            faults.object(to: node.keyFault(.contradiction, params))
        }
        guard let name, let label, let source else { return nil }
        return Ladder(
            name: name,
            label: label,
            rungs: rungs,
            repetition: repetition,
            back: back,
            source: source,
            isImmediate: isImmediate
        )
    }

    /// The date that a ladder counts back from; nil if it counts forward, where such keys say nothing.
    private func back(
        _ keys: [String: RuleNode],
        _ way: Way,
        _ faults: inout FileFaults
    ) -> Ladder.Back? {
        let foreign = way == .back ? ["repeat"] : ["months-before", "when"]
        for key in foreign {
            guard let node = keys[key] else { continue }
            faults.object(
                to: node.keyFault(.contradiction, ["value": key, "other": way.rawValue])
            )
        }
        guard way == .back else { return nil }
        return Ladder.Back(
            monthsBefore: keys["months-before"]?.integer(in: 0...120, &faults) ?? 0,
            when: keys["when"]?.conditions(&faults) ?? [:]
        )
    }

    /// `{kind: [KSDPL]}`: fields with the values of which the agreement has to have one.
    private func conditions(_ faults: inout FileFaults) -> [String: [String]] {
        var conditions: [String: [String]] = [:]
        for (field, node) in entries(&faults) ?? [] {
            guard RuleNode.isName(field) else {
                let params = ["value": field, "allowed": "A-Z a-z 0-9 . - / _"]
                faults.add(node.keyFault(.badName, params))
                continue
            }
            conditions[field] = (node.list(count: 1...100, &faults) ?? [])
                .compactMap { $0.text(&faults) }
        }
        return conditions
    }

    /// Forward the days grow from rung to rung, back they shrink.
    private func checkOrder(
        of rung: Ladder.Rung,
        after last: Ladder.Rung,
        _ way: Way,
        _ faults: inout FileFaults
    ) {
        let isInOrder = way == .forward ? last.days < rung.days : last.days > rung.days
        guard !isInOrder else { return }
        var params = ["value": String(rung.days), "other": String(last.days)]
        if way == .back { params["smaller"] = "true" }
        faults.object(to: fault(.outOfOrder, params))
    }

    private func rung(
        _ roles: [String],
        _ faults: inout FileFaults
    ) -> (rung: Ladder.Rung, way: Way)? {
        guard let keys = mapping(required: ["roles"], optional: ["after", "before"], &faults) else {
            return nil
        }
        let named = keys["roles"]?.references(among: roles, &faults)
        let days: Int?
        let way: Way
        switch (keys["after"], keys["before"]) {
        case (let node?, nil): (days, way) = (node.integer(in: 0...1_000, &faults), .forward)
        case (nil, let node?): (days, way) = (node.integer(in: 0...1_000, &faults), .back)
        case (.some, .some):
            faults.add(fault(.contradiction, ["value": "before", "other": "after"]))
            return nil
        case (nil, nil):
            faults.add(fault(.missingKey, ["key": "after"]))
            return nil
        }
        guard let days, let named else { return nil }
        return (Ladder.Rung(days: days, roles: named), way)
    }

    private func repetition(_ roles: [String], _ faults: inout FileFaults) -> Ladder.Repetition? {
        guard let keys = mapping(required: ["every", "times", "roles"], &faults) else {
            return nil
        }
        let every = keys["every"]?.integer(in: 1...1_000, &faults)
        let times = keys["times"]?.integer(in: 0...100, &faults)
        let named = keys["roles"]?.references(among: roles, &faults)
        guard let every, let times, let named else { return nil }
        return Ladder.Repetition(every: every, times: times, roles: named)
    }

    private func references(among known: [String], _ faults: inout FileFaults) -> [String]? {
        list(count: 1...50, &faults)?.compactMap { $0.reference(among: known, &faults) }
    }

    /// Which way a ladder counts, by the key of its rungs.
    fileprivate enum Way: String {
        case forward = "after"
        case back = "before"
    }

    /// A ladder's name; nil for `known` does not ask which there are.
    fileprivate func reference(
        to way: Way,
        among known: [Ladder]?,
        _ faults: inout FileFaults
    ) -> String? {
        guard let name = reference(among: known?.map(\.name), &faults) else { return nil }
        let ladder = known?.first { $0.name == name }
        if let ladder, (ladder.back == nil) != (way == .forward) {
            let found: Way = ladder.back == nil ? .forward : .back
            faults.object(
                to: fault(.contradiction, ["value": name, "other": "rungs: \(found.rawValue)"])
            )
        }
        return name
    }

    fileprivate func reference(among known: [String]?, _ faults: inout FileFaults) -> String? {
        guard let name = name(&faults) else { return nil }
        guard let known, !known.contains(name) else { return name }
        faults.object(to: unknown(name, among: known))
        return name
    }
}

extension Substring.UTF8View {
    fileprivate var isDigits: Bool { allSatisfy { (0x30...0x39).contains($0) } }
}
