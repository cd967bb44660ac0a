import Calendars
package import Entries

/// One difference between what an agreement was and what it is.
package enum AgreementChange: Hashable, Sendable {
    /// It had not begun before.
    case begun(Agreement)
    /// It is no more: its beginning lies after the later edge.
    case gone
    case stage(from: String, to: String, at: Agreement.Point)
    case closed(Agreement.Closing)
    /// What had ended goes on: its ending was corrected away.
    case reopened(Agreement.Closing)
    case waitBegan(Agreement.Wait)
    case waitEnded(Agreement.Wait)
    /// The wait goes on under another promise or word.
    case waitChanged(from: Agreement.Wait, to: Agreement.Wait)
    case signed(Agreement.Signature)
    /// A signature that stood no longer does, or is gone.
    case signatureLost(Agreement.Signature)
    case documentAdded(Agreement.Document)
    case documentRemoved(Agreement.Document)
    case held(Agreement.Hold)
    case holdEnded(Agreement.Hold)
    /// A field by its name; nil where it has no value.
    case field(String, from: JSONValue?, to: JSONValue?)
    /// A note, a follow-up, a letter: something that leaves no trace in the state.
    case recorded(Fact)
    /// The same, voided since.
    case unrecorded(Fact)
    /// An entry says something else since a correction.
    case restated(Fact, [Restated])
}

extension AgreementChange {
    /// What a change is about: steps that are about the same brought it.
    private enum Aspect: Hashable {
        case existence
        case stage
        case ending
        case field(String)
        case wait(Int64)
        case signature(Int64)
        case document(Int64)
        case hold(Int64)
        case holdEnd(Int64)
        case fact(Int64)
    }

    private var aspects: Set<Aspect> {
        switch self {
        case .begun, .gone: [.existence]
        case .stage: [.stage]
        case .closed, .reopened: [.ending]
        case .waitBegan(let wait), .waitEnded(let wait): [.wait(wait.since.position)]
        case .waitChanged(_, let wait): [.wait(wait.since.position)]
        case .signed(let one), .signatureLost(let one): [.signature(one.at.position)]
        case .documentAdded(let document), .documentRemoved(let document):
            [.document(document.position)]
        // A hold has two entries: what ended it did not bring it.
        case .held(let hold): [.hold(hold.at.position)]
        case .holdEnded(let hold): [.holdEnd(hold.at.position)]
        case .field(let name, _, _): [.field(name)]
        case .recorded(let fact), .unrecorded(let fact): [.fact(fact.position)]
        // A step may tell it as the change of a field or of a wait.
        case .restated(let fact, let values):
            Set(
                [Aspect.fact(fact.position), .wait(fact.position)]
                    + values.map { .field($0.field) }
            )
        }
    }

    /// What the change is about where it is told backwards: a hold that is there again had ended.
    private var aspectsBackwards: Set<Aspect> {
        switch self {
        case .held(let hold): AgreementChange.holdEnded(hold).aspects
        case .holdEnded(let hold): AgreementChange.held(hold).aspects
        default: aspects
        }
    }

    /// Returns the entries of those steps that brought each change, oldest first; none where no single step
    /// shows it.
    ///
    /// The steps lead forwards, also where the changes are told backwards.
    package static func causes(
        of changes: [AgreementChange],
        from start: AgreementEdge,
        _ steps: [EdgeStep],
        isBackwards: Bool = false
    ) -> [[Int64]] {
        var before = start
        var found = changes.map { _ in Set<Int64>() }
        for step in steps {
            let aspects = Set(between(before, step.edge).flatMap(\.aspects))
            for (index, change) in changes.enumerated() {
                let own = isBackwards ? change.aspectsBackwards : change.aspects
                guard !own.isDisjoint(with: aspects) else { continue }
                found[index].formUnion(step.positions)
            }
            before = step.edge
        }
        return found.map { $0.sorted() }
    }

    /// Returns every difference, the weightiest first; none if both are alike or neither is there.
    package static func between(_ old: Agreement?, _ new: Agreement?) -> [AgreementChange] {
        switch (old, new) {
        case (nil, nil): []
        case (nil, let new?): [.begun(new)] + changes(new.blank, new)
        case (.some, nil): [.gone]
        case (let old?, let new?): changes(old, new)
        }
    }

    private static func changes(_ old: Agreement, _ new: Agreement) -> [AgreementChange] {
        var changes: [AgreementChange] = []
        if old.stage != new.stage {
            changes.append(.stage(from: old.stage, to: new.stage, at: new.since))
        }
        if old.closed?.event != new.closed?.event {
            if let closed = old.closed { changes.append(.reopened(closed)) }
            if let closed = new.closed { changes.append(.closed(closed)) }
        }
        changes += waits(old.waits, new.waits)
        changes += signatures(old, new)
        changes += documents(old, new)
        changes += holds(old.held, new.held) + passedHolds(old, new)
        changes += fields(old.said, new.said)
        return changes
    }

    private static func waits(
        _ old: [Agreement.Wait],
        _ new: [Agreement.Wait]
    ) -> [AgreementChange] {
        func same(_ first: Agreement.Wait, _ second: Agreement.Wait) -> Bool {
            first.office == second.office && first.purpose == second.purpose
                && first.since.position == second.since.position
        }
        let ended = old.filter { one in !new.contains { same($0, one) } }
        let began = new.filter { one in !old.contains { same($0, one) } }
        let changed = new.compactMap { one -> AgreementChange? in
            guard let before = old.first(where: { same($0, one) }),
                before.promised != one.promised || before.source != one.source
                    || before.since.moment != one.since.moment
            else { return nil }
            return .waitChanged(from: before, to: one)
        }
        return began.map { .waitBegan($0) } + ended.map { .waitEnded($0) } + changed
    }

    private static func signatures(_ old: Agreement, _ new: Agreement) -> [AgreementChange] {
        let before = old.signatures.filter { $0.voidedBy == nil }
        let after = new.signatures.filter { $0.voidedBy == nil }
        // One that was only corrected still stands: its entry was restated.
        let added = after.filter { one in !before.contains { $0.isSameEntry(as: one) } }
        let lost = before.filter { one in !after.contains { $0.isSameEntry(as: one) } }
        return added.map { .signed($0) } + lost.map { .signatureLost($0) }
    }

    private static func documents(_ old: Agreement, _ new: Agreement) -> [AgreementChange] {
        let before = Set(old.documents.map(\.position))
        let after = Set(new.documents.map(\.position))
        return new.documents.filter { !before.contains($0.position) }.map { .documentAdded($0) }
            + old.documents.filter { !after.contains($0.position) }
            .map { .documentRemoved($0) }
    }

    private static func holds(
        _ old: Agreement.Hold?,
        _ new: Agreement.Hold?
    ) -> [AgreementChange] {
        // One that was only corrected goes on: its entry was restated.
        guard old?.at.position != new?.at.position || old?.ended != new?.ended else { return [] }
        return (old.map { [.holdEnded($0)] } ?? []) + (new.map { [.held($0)] } ?? [])
    }

    /// Those that began after the old state and were over before the new one.
    private static func passedHolds(_ old: Agreement, _ new: Agreement) -> [AgreementChange] {
        let known = Set((old.pastHolds + [old.held].compactMap(\.self)).map(\.at.position))
        return new.pastHolds.filter { !known.contains($0.at.position) }
            .flatMap { [.held($0), .holdEnded($0)] }
    }

    private static func fields(
        _ old: [String: JSONValue],
        _ new: [String: JSONValue]
    ) -> [AgreementChange] {
        Set(old.keys).union(new.keys).sorted().compactMap { name in
            guard old[name] != new[name] else { return nil }
            return .field(name, from: old[name], to: new[name])
        }
    }
}

extension Agreement.Signature {
    fileprivate func isSameEntry(as other: Agreement.Signature) -> Bool {
        party == other.party && at.position == other.at.position
    }
}

extension Agreement {
    /// The agreement as it was before anything but its bare beginning: everything else is news.
    fileprivate var blank: Agreement {
        Agreement(
            id: id,
            title: title,
            workflow: workflow,
            parties: parties,
            stage: stage,
            since: since
        )
    }

    /// What is said of it field by field, the title, the parties and the term among them.
    fileprivate var said: [String: JSONValue] {
        var said = fields
        said["title"] = .string(title)
        said["parties"] = .array(
            parties.map { ["code": .string($0.code), "name": .string($0.name)] }
        )
        said["workflow"] = workflow.json
        if let term {
            var members: [String: JSONValue] = ["from": .string(term.from)]
            members["until"] = term.until.map(JSONValue.string)
            members["ended"] = term.ended.map { .string($0.moment.text) }
            said["term"] = .object(members)
        }
        return said
    }
}
