import Calendars
import Entries
import EventLog
import Reminders
package import Workflows

extension Submitter {
    /// The most agreements that one command moves: other people's commands wait for it.
    package static let movesMax = 200

    /// Moves agreements to another version of their workflow, each by an entry of its own.
    ///
    /// Those that are named move all or none; of `all`, those move that can.
    func move(
        _ submission: Submission,
        _ move: Submission.WorkflowMove,
        _ survey: Survey?,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        guard var survey else { preconditionFailure("a move comes with a survey") }
        let inForce = try rules.inForce(transaction)
        try survey.bringUp(to: transaction, inForce)
        let agreements = try wanted(move, survey, inForce)
        let now = recordingTime()
        var entries: [Entry] = []
        for agreement in agreements {
            let history = try history(of: agreement, transaction)
            let command = moving(agreement, now, transaction, inForce, after: entries.count)
            let event: Event
            do throws(Rejection) {
                event = try self.event(move, command, history, inForce)
            } catch {
                // Of `all` only those were taken that can; a named one stops everybody.
                if case .all = move.which { continue }
                throw error
            }
            entries.append(
                entry(event, submission, command, history, survey, inForce)
            )
        }
        for index in entries.indices {
            entries[index].command.part = index + 1
            entries[index].command.parts = entries.count
        }
        for entry in entries {
            let fits = try NewEntry(entry)
            if !submission.isDryRun { try append(fits, entry, transaction) }
        }
        return Receipt(
            agreement: nil,
            version: nil,
            entries: entries,
            isDryRun: submission.isDryRun
        )
    }

    /// The agreements to move, in order.
    private func wanted(
        _ move: Submission.WorkflowMove,
        _ survey: Survey,
        _ inForce: RulesInForce
    ) throws -> [String] {
        switch move.which {
        case .named(let ids):
            var seen: Set<String> = []
            let named = ids.filter { seen.insert($0).inserted }
            guard named.count <= Self.movesMax else {
                throw SubmissionFailure.tooManyMoves(count: named.count, limit: Self.movesMax)
            }
            return named
        case .all(let workflow):
            if let workflow, inForce.circumstances.rules.newest(workflow) == nil {
                throw SubmissionFailure.unknownWorkflow(workflow)
            }
            let candidates = survey.inOrder.map(\.agreement).filter { agreement in
                guard workflow == nil || agreement.workflow.name == workflow else { return false }
                return inForce.obstacle(to: agreement, version: move.version) == nil
            }
            return candidates.prefix(Self.movesMax).map(\.id)
        }
    }

    private func moving(
        _ agreement: String,
        _ now: Timestamp,
        _ transaction: any LogTransaction,
        _ inForce: RulesInForce,
        after count: Int
    ) -> Command {
        Command(
            agreement: agreement,
            intent: .event(EngineEvent.workflowMoved.rawValue),
            moment: Moment(
                instant: now,
                offsetMinutes: inForce.circumstances.offices.own.zone.offsetMinutes
            ),
            source: nil,
            fields: [:],
            position: transaction.size + Int64(count),
            now: now
        )
    }

    private func event(
        _ move: Submission.WorkflowMove,
        _ command: Command,
        _ history: History,
        _ inForce: RulesInForce
    ) throws(Rejection) -> Event {
        let fold = Fold(inForce.circumstances)
        guard let agreement = fold.agreement(command.agreement, history) else {
            throw Rejection(.unknownAgreement(command.agreement))
        }
        let version =
            move.version ?? inForce.circumstances.rules.newest(agreement.workflow.name)?.version
        let decider = Decider(inForce.circumstances) { _ in true }
        let events = try decider.move(command, to: version ?? 0, history)
        if let rejection = inForce.obstacle(to: agreement, version: version) { throw rejection }
        guard let event = events.first else {
            preconditionFailure("a move is one event")
        }
        return event
    }

    private func entry(
        _ event: Event,
        _ submission: Submission,
        _ command: Command,
        _ history: History,
        _ survey: Survey,
        _ inForce: RulesInForce
    ) -> Entry {
        var entry = Entry(
            id: door.identity(),
            source: source,
            type: event.type,
            subject: Entry.Subject(
                agreement: command.agreement,
                version: history.facts.count + 1
            ),
            moment: event.moment,
            recorded: command.now,
            position: command.position,
            command: CommandStamp(
                id: submission.key,
                part: 1,
                parts: 1,
                digest: submission.digest
            ),
            actor: submission.actor,
            onBehalfOf: submission.onBehalfOf,
            data: .object(event.data)
        )
        var after = history
        after.append(Fact(entry))
        let effect = inForce.effect(
            ofMoving: command.agreement,
            history,
            after,
            survey,
            at: command.now
        )
        // The stamps take less than a thousand bytes.
        let fitted = effect.fitted(into: Entry.bytesMax - 2_000)
        entry.data = .object(event.data.merging(fitted.data) { event, _ in event })
        return entry
    }
}

extension RulesInForce {
    /// Why an agreement can't move to that version (nil: the newest) in its present state.
    package func obstacle(to agreement: Agreement, version: Int?) -> Rejection? {
        let newest = circumstances.rules.newest(agreement.workflow.name)?.version ?? 0
        let target = WorkflowVersion(name: agreement.workflow.name, version: version ?? newest)
        guard let workflow = circumstances.rules[target] else {
            return Rejection(.unknownWorkflowVersion(target, newest: newest))
        }
        guard target != agreement.workflow else {
            return Rejection(.sameWorkflowVersion(agreement: agreement.id, target))
        }
        let ladder = workflow.stage(named: agreement.stage)?.ladder
        // The policy was checked against the newest versions only: an older one may name a ladder
        // that is gone, and nobody would be reminded.
        let missing = ladder.flatMap { policy?.ladder(named: $0) == nil ? $0 : nil }
        let old = circumstances.rules[agreement.workflow]
        let obstacle =
            workflow.obstacle(to: agreement, under: old) ?? missing.map(MoveObstacle.ladder)
        return obstacle.map {
            Rejection(.moveImpossible(agreement: agreement.id, to: target, $0))
        }
    }

    /// What moving changes for one agreement: of its stage, its limits, what may happen to it.
    func effect(
        ofMoving id: String,
        _ history: History,
        _ after: History,
        _ survey: Survey,
        at now: Timestamp
    ) -> AdoptionEffect {
        let fold = Fold(circumstances)
        guard let before = fold.agreement(id, history), let moved = fold.agreement(id, after),
            let old = circumstances.rules[before.workflow],
            let new = circumstances.rules[moved.workflow]
        else { return AdoptionEffect() }
        var differences = Differences()
        differences.compare(old, new)
        let changes = differences.changes.compactMap { $0.concerning(before, old, new) }
        var moves: [DeadlineMove] = []
        if let surveyed = survey.open[id] {
            var changed = surveyed
            changed.agreement = moved
            moves = self.moves(of: surveyed, under: self, at: now, as: changed)
        }
        return AdoptionEffect(changes: changes, moves: moves, roleLabels: roleLabels(and: self))
    }
}

extension RuleChange {
    /// The change as one agreement feels it; nil if it does not.
    ///
    /// Of an event that becomes possible, or is no longer, only that is said.
    fileprivate func concerning(
        _ agreement: Agreement,
        _ old: Workflow,
        _ new: Workflow
    ) -> RuleChange? {
        switch part {
        case .stage: return name == agreement.stage ? self : nil
        case .limit:
            let limits = [old, new].flatMap(\.limits).filter { $0.name == name }
            let runs = limits.contains { limit in
                agreement.waits.contains { limit.runs(on: $0, in: agreement) }
            }
            return runs ? self : nil
        case .event, .field:
            let event = part == .event ? name : of ?? ""
            let before = old.event(named: event)
            let after = new.event(named: event)
            let wasPossible = before.map { old.isPossible($0, in: agreement) } ?? false
            let isPossible = after.map { new.isPossible($0, in: agreement) } ?? false
            if wasPossible, isPossible { return self }
            guard wasPossible != isPossible, part == .event, kind != .changed || what == "from"
            else { return nil }
            return RuleChange(
                .changed,
                .event,
                event,
                what: "possible",
                before: .bool(wasPossible),
                after: .bool(isPossible)
            )
        default: return nil
        }
    }
}
