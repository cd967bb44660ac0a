import Answers
import Calendars
import Engine
import Entries
import EventLog
import Hummingbird
import Projections
import Reminders
import RuleFiles
import Wire
import Workflows

/// What would go out, under the rules in force or others, if nothing happened meanwhile.
struct SimulationRoutes: Sendable {
    let house: House

    /// The most reminders of an answer: a year of a large office.
    static let remindersMax = 5_000

    func add(to router: Router<KembarContext>) {
        router.post("/v1/reminders/simulation") { try await simulate($0, $1) }
    }

    private func simulate(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let (body, _) = try await request.decoded(SimulationRequest.self)
        let rules = try await house.currentRules()
        let maker = AnswerMaker(house, rules)
        let span = try span(body, rules)
        let other = try rules.adopting(body, at: maker.now)
        var found: [Found] = []
        if let planner = try maker.planner() {
            var otherPlanner = other?.planner
            otherPlanner?.renewals = planner.renewals
            for row in try house.views.board(remindedOnly: true) {
                let issued = Set(try house.views.reminders(of: row.agreement.id).map(\.key))
                let agreement = Simulated(
                    row.agreement,
                    // A policy or a calendar moves no end of a term: it is one under both rules.
                    foreseen: try foreseenEnd(of: row.agreement, maker, by: span.upperBound),
                    issued: issued,
                    from: span.lowerBound,
                    through: span.upperBound,
                    now: maker.now
                )
                found += agreement.compared(planner, otherPlanner)
            }
        }
        found.sort { $0.order < $1.order }
        return try Answer.json(
            SimulationAnswer(
                from: maker.local(span.lowerBound),
                until: maker.local(span.upperBound),
                compared: other != nil,
                reminders: found.prefix(Self.remindersMax).map { one in
                    SimulatedReminder(
                        at: maker.local(one.planned.instant),
                        change: one.change?.word,
                        before: one.change?.before.map(maker.local),
                        movedDays: one.change?.before.map { before in
                            let zone = rules.circumstances.offices.own.zone
                            return zone.date(of: one.planned.instant).dayNumber
                                - zone.date(of: before).dayNumber
                        },
                        reminder: maker.simulated(one.planned, one.agreement, one.planner),
                        foreseen: one.isForeseen ? true : nil
                    )
                },
                leftOut: max(0, found.count - Self.remindersMax),
                rehearsal: house.folder.identity.isRehearsal
            )
        )
    }

    /// What an agreement will be when the daemon has recorded the end of its term; nil where it will not
    /// by then.
    private func foreseenEnd(
        of agreement: Agreement,
        _ maker: AnswerMaker,
        by end: Timestamp
    ) throws -> ForeseenEnd? {
        guard let passes = maker.circumstances.termEnd(of: agreement)?.passes, passes <= end else {
            return nil
        }
        do {
            let entries = try HistoryReader.entries(
                house.log.entries(ofSubject: agreement.id),
                in: house.log
            )
            // Said once for that date, it is not said again, whatever became of it.
            let isSaid = entries.contains { $0.command.id == agreement.termEndKey }
            guard !isSaid else { return nil }
            return Decider(maker.circumstances) { _ in false }.foreseenEnd(
                of: agreement,
                History(entries),
                position: house.log.head.size,
                now: maker.now
            )
        } catch SubmissionFailure.unreadable {
            // Of a damaged agreement the daemon records nothing either.
            return nil
        }
    }

    /// The instants that are asked for: from now, unless a later time is named, to the end of the last one.
    ///
    /// What went out before now is known, and is no matter of rules that would be in force.
    private func span(
        _ body: SimulationRequest,
        _ rules: RulesInForce
    ) throws(Problem) -> ClosedRange<Timestamp> {
        let zone = rules.circumstances.offices.own.zone
        guard let until = try? Moment(body.until, in: zone) else {
            throw Problem(.badTime, ["value": .string(body.until)])
        }
        let now = house.submitter.time
        var start = now
        if let from = body.from {
            guard let moment = try? Moment(from, in: zone) else {
                throw Problem(.badTime, ["value": .string(from)])
            }
            start = max(now, moment.start)
        }
        let end = until.end.adding(milliseconds: -1)
        guard now <= end else {
            throw Problem(
                .simulationOfPast,
                [
                    "until": .string(body.until),
                    "now": .string(now.rfc3339(offsetMinutes: zone.offsetMinutes)),
                ]
            )
        }
        guard start <= end else {
            throw Problem(
                .badField,
                [
                    "field": "until", "value": .string(body.until), "expected": "after",
                    "other": .string(body.from ?? start.rfc3339(offsetMinutes: zone.offsetMinutes)),
                ]
            )
        }
        return start...end
    }
}

/// A reminder of the walk, and under which rules it was found.
private struct Found {
    enum Change: Hashable {
        case added, removed
        /// The same reminder, at that instant under the rules in force.
        case moved(from: Timestamp)

        var word: String {
            switch self {
            case .added: "added"
            case .removed: "removed"
            case .moved: "moved"
            }
        }

        var before: Timestamp? {
            if case .moved(let before) = self { return before }
            return nil
        }
    }

    var planned: PlannedReminder
    /// As it is when the reminder goes out.
    var agreement: Agreement
    var planner: Planner
    /// Whether the entry that it is about is not in the log yet.
    var isForeseen: Bool
    var change: Change?

    /// By instant, agreement and matter; its recipients in the order of the policy.
    var order: (Timestamp, String, Int64, String, String, Int) {
        let key = planned.obligation.key
        let role = planner.policy.roles.firstIndex { $0.name == key.role } ?? 0
        return (
            planned.instant, agreement.id, key.opener, key.office ?? "", change?.word ?? "",
            role
        )
    }
}

/// One agreement on its way through the days that are asked for.
private struct Simulated {
    let agreement: Agreement
    let foreseen: ForeseenEnd?
    let issued: Set<String>
    let from: Timestamp
    let through: Timestamp
    let now: Timestamp

    init(
        _ agreement: Agreement,
        foreseen: ForeseenEnd?,
        issued: Set<String>,
        from: Timestamp,
        through: Timestamp,
        now: Timestamp
    ) {
        self.agreement = agreement
        self.foreseen = foreseen
        self.issued = issued
        self.from = from
        self.through = through
        self.now = now
    }

    /// What goes out under `planner`, and, if `other` is given, what differs under it.
    func compared(_ planner: Planner, _ other: Planner?) -> [Found] {
        let today = found(planner)
        guard let other else { return today }
        let then = found(other)
        var (both, removed, added) = ([Found](), today, then)
        // By its place in the ladder, as an adoption tells it; then what a recipient would not tell apart, and
        // what keeps its very name, in a ladder that is called or built otherwise.
        for likeness in [\PlannedReminder.place, \PlannedReminder.name, \PlannedReminder.key] {
            var places = Dictionary(grouping: removed.indices) { index in
                removed[index].planned[keyPath: likeness]
            }
            var paired: Set<Int> = []
            added = added.filter { found in
                let name = found.planned[keyPath: likeness]
                guard let place = places[name]?.first else { return true }
                places[name]?.removeFirst()
                paired.insert(place)
                let before = removed[place].planned.instant
                var found = found
                if before != found.planned.instant { found.change = .moved(from: before) }
                both.append(found)
                return false
            }
            removed = removed.indices.filter { !paired.contains($0) }.map { removed[$0] }
        }
        for index in removed.indices { removed[index].change = .removed }
        for index in added.indices { added[index].change = .added }
        return both + removed + added
    }

    private func found(_ planner: Planner) -> [Found] {
        // From now on, since what goes out before the first day is not owed again after it.
        planner.course(
            of: agreement,
            foreseen: foreseen,
            issued: issued,
            from: now,
            through: through
        )
        .filter { $0.instant >= from }
        .map { planned in
            let ended = foreseen.flatMap { $0.at <= planned.instant ? $0.agreement : nil }
            return Found(
                planned: planned,
                agreement: ended ?? agreement,
                planner: planner,
                isForeseen: ended?.term?.ended?.position == planned.obligation.key.opener
            )
        }
    }
}

extension PlannedReminder {
    /// Equal for what a recipient would not tell apart: the same matter at the same instant.
    fileprivate var name: String {
        let key = obligation.key
        return "\(instant.milliseconds) \(key.opener) \(key.office ?? "-") \(matter) \(key.role)"
    }

    /// Its own name for ever.
    fileprivate var key: String { obligation.key.description }

    /// The same step of the same ladder for the same role, whatever its distance.
    fileprivate var place: String {
        let (key, step) = (obligation.key, obligation.slot.step)
        let resumes = key.resumes.map(String.init) ?? "-"
        return "\(key.opener) \(key.office ?? "-") \(key.limit ?? "-") \(matter) \(resumes) "
            + "\(step.rung) \(step.occurrence) \(key.role)"
    }

    /// A term may be reminded of by several ladders, a stage or a wait by one.
    private var matter: String { obligation.key.date == nil ? "" : obligation.key.rule }
}

extension RulesInForce {
    /// The rules with the files of a simulation in force; nil if it brings none.
    ///
    /// Throws `Problem` for a file of another kind than its member, since the file alone would not show which
    /// of the two it was.
    fileprivate func adopting(_ body: SimulationRequest, at now: Timestamp) throws -> RulesInForce?
    {
        var rules: RulesInForce?
        for (text, kind) in [(body.calendar, RuleFile.Kind.calendar), (body.policy, .policy)] {
            guard let text else { continue }
            do {
                let before = rules ?? self
                let file = RuleFile(text: text)
                // What can't be told is told by the proving.
                if let found = try? file.kind(), found != kind {
                    throw Problem(
                        .badField,
                        [
                            "field": .string(kind.rawValue), "value": .string(found.rawValue),
                            "expected": .string("\(kind.rawValue)-file"),
                        ]
                    )
                }
                let content = try before.proved(file, only: kind)
                rules = try before.adopting(content, at: now)
            } catch let faults as FileFaults {
                throw SubmissionFailure.ruleFileFaulty(faults)
            }
        }
        return rules
    }
}
