import Answers
import Calendars
import Engine
import Entries
import Projections
import Reminders
import Wire
import Workflows

extension AnswerMaker {
    /// Every slot of every ladder of an agreement, in the order in which they fall due.
    func reminders(of agreement: Agreement, _ planner: Planner) throws -> [ReminderAnswer] {
        let issued = try issuedPositions(agreement.id)
        return planner.ladders(of: agreement).flatMap { running -> [ReminderAnswer] in
            guard !running.isSilent else { return [] }
            return placed(running, agreement, planner, issued).map { placed in
                let key = planner.key(placed.slot, running)
                return reminder(
                    key,
                    placed.slot,
                    agreement,
                    state: placed.standing.rawValue,
                    goesOut: placed.goesOut,
                    running,
                    planner,
                    position: issued[key.description],
                    toldAt: now
                )
            }
        }
    }

    /// A ladder's slots as they stand now.
    private func placed(
        _ running: RunningLadder,
        _ agreement: Agreement,
        _ planner: Planner,
        _ issued: [String: Int64]
    ) -> [Planner.PlacedSlot] {
        planner.placedSlots(
            of: running,
            of: agreement,
            issued: { issued[$0.description] != nil },
            at: now
        )
    }

    /// The planner in force, which knows what was renewed; nil until a policy was adopted.
    func planner() throws -> Planner? {
        guard var planner = rules.planner else { return nil }
        planner.renewals = try house.views.signedRenewals()
        return planner
    }

    /// One reminder that would go out.
    func simulated(
        _ planned: PlannedReminder,
        _ agreement: Agreement,
        _ planner: Planner
    ) -> ReminderAnswer {
        let key = planned.obligation.key
        let running = planner.ladders(of: agreement).first {
            $0.opener.position == key.opener && $0.wait?.office == key.office
                && $0.ladder.name == key.rule && $0.limit?.limit.name == key.limit
        }
        return reminder(
            key,
            planned.obligation.slot,
            agreement,
            state: "upcoming",
            goesOut: planned.instant,
            running,
            planner,
            position: nil,
            toldAt: planned.instant
        )
    }

    /// One reminder as it went into the log, for a rehearsal's report.
    func reminder(_ entry: Entry, _ planner: Planner) throws -> ReminderAnswer? {
        guard let id = entry.subject?.agreement,
            let row = try house.views.row(of: id)
        else { return nil }
        return try reminders(of: row.agreement, planner).first { $0.key == entry.command.id }
    }

    func issuedPositions(_ agreement: String) throws -> [String: Int64] {
        Dictionary(
            try house.views.reminders(of: agreement).map { ($0.key, $0.position) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private func reminder(
        _ key: ObligationKey,
        _ slot: Slot,
        _ agreement: Agreement,
        state: String,
        goesOut: Timestamp?,
        _ running: RunningLadder?,
        _ planner: Planner,
        position: Int64?,
        toldAt instant: Timestamp
    ) -> ReminderAnswer {
        let wait = running?.wait
        return ReminderAnswer(
            agreement: agreement.id,
            title: agreement.title,
            key: key.description,
            opener: key.opener,
            stage: agreement.stage,
            stageLabel: stageLabel(of: agreement),
            office: key.office.map { office($0, in: agreement) },
            purpose: wait?.purpose,
            signature: wait?.isSignature ?? false,
            rule: key.rule,
            rung: slot.step.rung,
            occurrence: slot.step.occurrence,
            role: key.role,
            roleLabel: label(of: key.role, planner),
            due: local(slot.due),
            state: state,
            position: position,
            synthetic: isSynthetic(agreement),
            term: running.flatMap(term(of:)),
            daysBefore: key.date == nil ? nil : key.days,
            postponements: running.flatMap { $0.postponements > 0 ? $0.postponements : nil },
            goesOut: goesOut.map(local),
            limitLabel: running?.limit?.limit.label.answer,
            limitRuns: running.flatMap { runs($0.limit, at: instant) },
            doubt: (running.map { planner.grounds(of: slot, $0, agreement) }
                ?? [slot.count, planner.rest(of: slot)]).doubt
        )
    }

    /// True while a limit runs; nil once it is over, and without one.
    private func runs(_ limit: LimitEnd?, at instant: Timestamp) -> Bool? {
        limit.flatMap { instant < $0.lapses ? true : nil }
    }

    /// What the day of the next reminder of an agreement rests on that is not certain; nil if all of it is.
    func doubt(ofNext next: Timestamp?, _ agreement: Agreement) throws -> DayDoubt? {
        guard let next, let planner = rules.planner else { return nil }
        return try house.views.doubt(ofNext: next, agreement, planner).map(DayDoubt.init)
    }

    /// What a ladder of a term is about; nil for one of a stage or a wait.
    private func term(of running: RunningLadder) -> TermMatter? {
        running.lastDay.map { lastDay in
            TermMatter(
                label: running.ladder.label.answer,
                lastDay: lastDay.description,
                date: running.ladder.back == nil ? nil : running.anchor.description,
                mark: running.ladder.source.mark.rawValue,
                source: running.ladder.source.text
            )
        }
    }

    /// How often a ladder was put off, and until when; nil if never.
    func postponed(_ running: RunningLadder, _ planner: Planner) -> PostponementAnswer? {
        running.postponed.map { postponed in
            PostponementAnswer(
                until: postponed.until,
                note: postponed.note,
                count: running.postponements,
                silent: planner.isPostponed(running, at: now),
                position: postponed.at.position
            )
        }
    }

    func label(of role: String, _ planner: Planner) -> Label {
        planner.policy.role(named: role)?.label.answer ?? Label(id: role, en: role)
    }

    /// The arithmetic behind every ladder of an agreement.
    func explanation(
        of agreement: Agreement,
        _ planner: Planner
    ) throws -> ReminderExplanation {
        let issued = try issuedPositions(agreement.id)
        let silence: Notice? =
            switch planner.silence(of: agreement, now: now) {
            case .closed(let closing)?:
                try closed(agreement, closing)
            case .held(let hold)?:
                Notice(
                    code: "held",
                    params: hold.until.map { ["until": .string($0)] } ?? [:]
                )
            case nil: nil
            }
        let openers = planner.ladders(of: agreement).map { running in
            opener(running, agreement, planner, issued)
        }
        return ReminderExplanation(
            agreement: agreement.id,
            title: agreement.title,
            now: local(now),
            silent: silence,
            openers: openers,
            rehearsal: house.folder.identity.isRehearsal,
            synthetic: isSynthetic(agreement),
            weekly: weekly(planner),
            window: window(planner)
        )
    }

    /// What keeps everything silent: of a paper that was signed the end of its term, where that has come.
    private func closed(
        _ agreement: Agreement,
        _ closing: Agreement.Closing
    ) throws -> Notice {
        guard let ending = try ending(of: agreement, nil) else {
            return Notice(code: "closed", params: ["label": closing.label.json])
        }
        let label: JSONValue = ["id": .string(ending.label.id), "en": .string(ending.label.en)]
        return Notice(code: "closed", params: ["label": label, "time": .string(ending.time)])
    }

    /// The hours of the policy in force, with the exceptions that are not over yet.
    private func window(_ planner: Planner) -> WindowAnswer {
        let window = planner.policy.window
        let today = offices.own.zone.date(of: now)
        return WindowAnswer(
            office: office(offices.own.code),
            from: Self.clock(window.from),
            until: Self.clock(window.until),
            exceptions: window.exceptions.filter { $0.days.upperBound >= today }.map {
                WindowAnswer.Exception(
                    first: $0.days.lowerBound.description,
                    last: $0.days.upperBound.description,
                    from: Self.clock($0.from),
                    until: Self.clock($0.until),
                    label: $0.label.answer
                )
            }
        )
    }

    /// `08:00` of the 480th minute.
    private static func clock(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : String($0) }
            .joined(separator: ":")
    }

    /// The weekly report, as the policy in force has it.
    private func weekly(_ planner: Planner) -> WeeklyAnswer? {
        planner.policy.weekly.map { weekly in
            let next = weekly.roles.compactMap { planner.nextWeekly(for: $0, after: now) }
                .min { $0.due < $1.due }
            return WeeklyAnswer(
                day: weekly.day.name,
                roles: weekly.roles.map { label(of: $0, planner) },
                next: next.map { local($0.due) },
                nextDoubt: next.flatMap { CountDoubt([planner.grounds(of: $0)]) }.map(DayDoubt.init)
            )
        }
    }

    private func opener(
        _ running: RunningLadder,
        _ agreement: Agreement,
        _ planner: Planner,
        _ issued: [String: Int64]
    ) -> OpenerExplanation {
        let awaited = running.silencedBy.map { office($0.office, in: agreement).name }
        let silent: Notice? =
            if let renewed = running.renewedBy {
                Notice(code: "renewed", params: ["agreement": .string(renewed)])
            } else if !awaited.isEmpty {
                Notice(
                    code: "awaited",
                    params: ["offices": .array(awaited.map(JSONValue.string))]
                )
            } else { nil }
        return OpenerExplanation(
            opener: running.opener.position,
            office: running.wait.map { office($0.office, in: agreement) },
            purpose: running.wait?.purpose,
            signature: running.wait?.isSignature ?? false,
            rule: running.ladder.name,
            since: (running.wait?.since ?? running.opener).moment.text,
            promised: running.wait?.promised?.text,
            promiseCount: running.wait.flatMap { $0.promiseCount > 0 ? $0.promiseCount : nil },
            anchor: running.anchor.description,
            begunAnew: running.isBegunAnew ? true : nil,
            recorded: local(running.owedFrom),
            calendar: running.actor.calendar,
            calendarOffice: office(running.actor.code, in: agreement),
            silent: silent,
            slots: placed(running, agreement, planner, issued).map { placed in
                let slot = placed.slot
                let rest = planner.rest(of: slot)
                let doubt = planner.grounds(of: slot, running).doubt
                let goesOut = silent == nil ? placed.goesOut : nil
                let pauses = slot.pauses.map { answer($0, running, planner) }
                return SlotExplanation(
                    rung: slot.step.rung,
                    occurrence: slot.step.occurrence,
                    role: slot.role,
                    roleLabel: label(of: slot.role, planner),
                    workingDays: running.ladder.back == nil ? slot.step.days : 0,
                    date: slot.count.date.description,
                    due: local(slot.due),
                    skipped: slot.count.skipped.map(\.answer),
                    estimated: doubt?.estimated ?? false,
                    missingYears: doubt?.missingYears ?? [],
                    missingFrom: doubt?.missingFrom,
                    state: silent == nil ? placed.standing.rawValue : "silent",
                    position: issued[planner.key(slot, running).description],
                    daysBefore: running.ladder.back == nil ? nil : slot.step.days,
                    rolledFrom: rolledFrom(slot, running),
                    resumes: slot.resumes,
                    goesOut: goesOut.map(local),
                    goesOutDoubt: goesOut.flatMap { _ in
                        planner.grounds(of: slot, running, agreement).doubt
                    },
                    pauses: pauses.isEmpty ? nil : pauses,
                    resting: rest.skipped.isEmpty ? nil : rest.skipped.map(\.answer)
                )
            },
            term: term(of: running),
            postponed: postponed(running, planner),
            limits: limits(running, agreement),
            limitLabel: running.limit?.limit.label.answer
        )
    }

    private func answer(
        _ pause: CountedPause,
        _ running: RunningLadder,
        _ planner: Planner
    ) -> PauseAnswer {
        PauseAnswer(
            first: pause.days.lowerBound.description,
            last: pause.days.upperBound.description,
            workingDays: planner.workingDays(of: pause, running).map(\.description),
            position: pause.pause.position,
            reason: pause.pause.reason
        )
    }

    /// The day limits that a ladder's wait is under; nil without any.
    private func limits(_ running: RunningLadder, _ agreement: Agreement) -> [LimitExplanation]? {
        guard let wait = running.wait, let workflow = circumstances.rules[agreement.workflow]
        else { return nil }
        let zone = circumstances.offices.office(wait.office).zone
        let ends = workflow.limitEnds(of: wait, in: agreement, circumstances).filter { end in
            running.limit.map { $0 == end } ?? true
        }
        let lapse = workflow.events.first { $0.effects.contains(.lapses) }
        let limits = ends.map { end in
            let event = end.lapses <= now ? lapse : nil
            return LimitExplanation(
                name: end.limit.name,
                label: end.limit.label.answer,
                workingDays: end.limit.workingDays,
                from: wait.since.date(in: zone).description,
                calendar: end.limit.calendar,
                lastDay: end.lastDay.description,
                lapsed: end.lapses <= now,
                skipped: end.count.skipped.map(\.answer),
                estimated: end.count.touchesEstimate,
                missingYears: end.count.yearsWithoutData,
                missingFrom: end.count.gaps.unlessEmpty,
                mark: end.limit.source.mark.rawValue,
                source: end.limit.source.text,
                event: event?.name,
                fields: event?.fields(ending: end, of: wait, in: agreement)
            )
        }
        return limits.isEmpty ? nil : limits
    }
}

extension AnswerMaker {
    /// The day off from which a step back was rolled to the working day before it.
    private func rolledFrom(_ slot: Slot, _ running: RunningLadder) -> String? {
        guard running.ladder.back != nil else { return nil }
        let day = running.anchor.adding(days: -slot.step.days)
        return day == slot.count.date ? nil : day.description
    }
}

extension SkippedDay {
    var answer: SkippedAnswer {
        SkippedAnswer(
            date: date.description,
            name: Label(
                id: names.map(\.id).joined(separator: ", "),
                en: names.map(\.en).joined(separator: ", ")
            ),
            kind: kind,
            estimated: estimated
        )
    }
}
