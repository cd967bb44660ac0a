import Calendars
import Entries

/// Turns a command into events, or says why there are none.
///
/// Pure: the same command, history and circumstances give the same answer. A late entry or a
/// correction is judged over the whole new order; a step that failed before does not count against it.
package struct Decider: Sendable {
    /// The rules, offices and calendars that the command is judged by: those in force now.
    package let circumstances: Circumstances
    /// Answers whether an agreement of that id exists, for fields that refer to others.
    package var exists: @Sendable (String) -> Bool

    /// Prepares a decider; `exists` is asked inside the decision, so it must see the same
    /// transaction.
    package init(
        _ circumstances: Circumstances,
        exists: @escaping @Sendable (String) -> Bool
    ) {
        self.circumstances = circumstances
        fold = Fold(circumstances)
        self.exists = exists
    }

    /// The fold under the same circumstances.
    let fold: Fold

    /// The years of facts and dates: no paper of such an office is older, and none plans further.
    package static let years = 1900...2199

    /// The beginning of 1900 in UTC, a day's half before or after it in any zone.
    private static let earliest = Timestamp(milliseconds: -2_208_988_800_000 - 43_200_000)

    /// Decides a command that begins an agreement under `workflow`.
    package func begin(
        _ command: Command,
        under workflow: Workflow
    ) throws(Rejection) -> [Event] {
        let rule = try workflow.rule(for: command)
        guard rule.begins else { throw Rejection(.notBeginning(event: rule.name)) }
        var data = try fieldReader(rule, workflow, nil).read(command.fields)
        data["workflow"] = workflow.reference.json
        let event = try stamped(command, rule.name, data)
        try judge([event], command, History())
        return [event]
    }

    /// Decides a command on an agreement that has begun.
    package func decide(_ command: Command, _ history: History) throws(Rejection) -> [Event] {
        try decide(command, Standing(command.agreement, history, fold))
    }

    /// Decides a command on an agreement whose history was folded already.
    package func decide(_ command: Command, _ standing: Standing) throws(Rejection) -> [Event] {
        let history = standing.history
        guard let agreement = standing.agreement else {
            throw Rejection(.unknownAgreement(command.agreement))
        }
        if case .event(let name) = command.intent, let engineWide = EngineEvent(rawValue: name) {
            return try decide(engineWide, command, agreement, standing)
        }
        guard let workflow = circumstances.rules[agreement.workflow] else {
            throw Rejection(.unknownAgreement(command.agreement))
        }
        let rule = try workflow.rule(for: command)
        let data = try fieldReader(rule, workflow, agreement).read(command.fields)
        var event = try stamped(command, rule.name, data)
        if rule.effects.contains(.signsAll) {
            event = try gatherSignatures(
                of: event,
                agreement,
                workflow.citation(of: rule),
                command,
                history
            )
        }
        var events = [event]
        if let completion = completion(of: event, rule, workflow, command, history) {
            events.append(completion)
        }
        try judge(events, command, standing)
        return events
    }

    /// The first event of a command, with its time checked and its source set.
    func stamped(
        _ command: Command,
        _ type: String,
        _ data: [String: JSONValue]
    ) throws(Rejection) -> Event {
        try check(command.moment, command)
        var data = data
        if let source = command.source {
            // Blanks name nobody; a field of the request is asked for the same.
            guard !source.allSatisfy(\.isWhitespace) else {
                throw Rejection(
                    .badField("source", value: source, expected: "text", allowed: [])
                )
            }
            data["source"] = .string(source)
        }
        return Event(type: type, moment: command.moment, data: data)
    }

    /// Refuses a time at which nothing can have happened, however it came in.
    func check(_ moment: Moment, _ command: Command) throws(Rejection) {
        // A mistyped year would be recorded for ever.
        guard moment.start >= Self.earliest else { throw Rejection(.badTime(moment.text)) }
        guard moment.start <= command.now else {
            throw Rejection(.timeInFuture(moment, now: command.now))
        }
    }

    /// The same for an agreement that was folded already: where the events are the last that happened,
    /// they alone are judged, since every earlier step is what it was.
    func judge(
        _ events: [Event],
        _ command: Command,
        _ standing: Standing
    ) throws(Rejection) {
        var after = standing
        for fact in command.facts(of: events) {
            switch after.place(of: fact) {
            case .none: break
            case .last(let placed):
                let step = fold.judged(placed, after: after.agreement, standing.id)
                if let rejection = step.rejection { throw rejection }
            case .between: return try judge(events, command, standing.history)
            }
            if events.count > 1 { after.append(fact, fold) }
        }
    }

    /// Refuses if an event, at its place in time, is not possible, or makes a later step impossible.
    func judge(
        _ events: [Event],
        _ command: Command,
        _ history: History
    ) throws(Rejection) {
        try refuseImpossible(
            in: history.adding(events, of: command),
            of: command.agreement,
            after: history
        ) { $0 >= command.position }
    }

    /// Refuses if a step of `candidate` that did not fail in `history` is not possible: one of the
    /// command's own, or later ones, which are named all so that one command can correct them.
    ///
    /// A later step that fails is passed over as if it were void: what rests on it fails as well.
    func refuseImpossible(
        in candidate: History,
        of id: String,
        after history: History,
        isOwn: (Int64) -> Bool
    ) throws(Rejection) {
        // Asked for only where a step fails, which is hardly ever.
        lazy var failing = Set(
            fold.judged(id, history).filter { $0.rejection != nil }.map(\.placed.fact.position)
        )
        var agreement: Agreement?
        var first: (step: JudgedStep, rejection: Rejection)?
        var positions: [Int64] = []
        for placed in candidate.placed() {
            let step = fold.judged(placed, after: agreement, id)
            let position = placed.fact.position
            guard let rejection = step.rejection, !failing.contains(position) else {
                agreement = step.after
                continue
            }
            if isOwn(position) {
                guard first != nil else { throw rejection }
                continue
            }
            first = first ?? (step, rejection)
            positions.append(position)
        }
        guard let (step, rejection) = first else { return }
        let fact = step.placed.fact
        let label = step.workflow.flatMap { circumstances.rules[$0] }?
            .event(named: fact.type)?.label
        throw Rejection(
            .laterStepImpossible(
                fact,
                label: label,
                because: rejection.reason,
                positions: positions
            ),
            rule: rejection.rule
        )
    }

    func fieldReader(
        _ rule: EventRule,
        _ workflow: Workflow?,
        _ agreement: Agreement?
    ) -> FieldReader {
        FieldReader(
            event: rule.name,
            rules: rule.fields,
            agreement: agreement,
            offices: circumstances.offices,
            exists: exists,
            citation: workflow.map { $0.citation(of: rule) }
        )
    }
}

extension Workflow {
    /// Finds the event that a command means: by name, or by verb and the field that marks it.
    ///
    /// A verb that several events share without a mark, such as `record`, means none of them: the
    /// event has to be named.
    func rule(for command: Command) throws(Rejection) -> EventRule {
        switch command.intent {
        case .event(let name):
            guard let rule = event(named: name), !rule.byDaemon else {
                throw Rejection(.unknownEvent(name, allowed: recordable.map(\.name)))
            }
            return rule
        case .verb(let verb):
            let candidates = events.filter { !$0.byDaemon && $0.verb == verb }
            let marked = candidates.first { rule in
                rule.markedBy.map { command.fields[$0] != nil } ?? false
            }
            let unmarked = candidates.filter { $0.markedBy == nil }
            if let rule = marked ?? (unmarked.count == 1 ? unmarked.first : nil) { return rule }
            let allowed =
                candidates.isEmpty ? recordable.map(\.verb).unique : candidates.map(\.name)
            throw Rejection(.unknownEvent(verb, allowed: allowed))
        }
    }

    private var recordable: [EventRule] { events.filter { !$0.byDaemon } }
}

extension [String] {
    /// The elements without repetition, in order.
    package var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

extension History {
    /// This history as it would be with the events recorded now.
    func adding(_ events: [Event], of command: Command) -> History {
        var history = self
        for fact in command.facts(of: events) { history.append(fact) }
        return history
    }
}

extension Command {
    /// The facts that its events would be, one after another.
    fileprivate func facts(of events: [Event]) -> [Fact] {
        events.enumerated().map { offset, event in
            Fact(
                position: position + Int64(offset),
                entryID: "",
                type: event.type,
                moment: event.moment,
                recorded: now,
                data: event.data
            )
        }
    }
}
