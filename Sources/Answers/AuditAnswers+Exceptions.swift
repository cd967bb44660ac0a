import Audit
import Calendars
import Engine
import Entries
import EventLog
package import Wire
import Workflows

extension AuditAnswers {
    /// An entry is late that was recorded more than so many working days after it happened.
    package static let lateDaysDefault = 5
    /// A hold is long that lasts more than so many working days.
    package static let holdDaysDefault = 10

    /// When nobody was reminded: stopped, crashed, a clock that was set back or jumped ahead, reminders
    /// that came late.
    package func silences() throws -> SilencesAnswer {
        let types: [EngineEvent] = [
            .daemonStarted, .daemonStopped, .clockSetBack, .clockSetAhead, .clockConfirmed,
        ]
        let entries = try HistoryReader.entries(
            log.engineEntries(ofTypes: types.map(\.rawValue)),
            in: log
        )
        var silences: [Silence] = []
        var stopped: Entry?
        for entry in entries {
            switch EngineEvent(rawValue: entry.type) {
            case .daemonStopped: stopped = entry
            case .clockSetAhead:
                // Until somebody says that the clock is right, or it goes back.
                let end = entries.first {
                    $0.type == EngineEvent.clockConfirmed.rawValue
                        && $0.position > entry.position
                }
                silences.append(
                    Silence(
                        kind: "clock-set-ahead",
                        from: entry.recorded.utc,
                        until: end?.recorded.utc,
                        positions: [entry.position] + [end?.position].compactMap(\.self)
                    )
                )
            case .clockSetBack:
                silences.append(
                    Silence(
                        kind: "clock-set-back",
                        from: entry.recorded.utc,
                        until: nil,
                        positions: [entry.position]
                    )
                )
            case .daemonStarted:
                // The first start of a log has no silence before it.
                if let from = entry.data["notRunningFrom"]?.string {
                    silences.append(
                        Silence(
                            kind: stopped == nil ? "crashed" : "stopped",
                            from: from,
                            until: entry.data["notRunningUntil"]?.string,
                            positions: [stopped?.position, entry.position].compactMap(\.self)
                        )
                    )
                }
                stopped = nil
            default: break
            }
        }
        return SilencesAnswer(
            silences: try silences + lateReminders(),
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal
        )
    }

    /// A reminder that was issued more than so many milliseconds after it was due came late.
    private static let lateMilliseconds: Int64 = 3_600_000

    private func lateReminders() throws -> [Silence] {
        var late: [Silence] = []
        for id in try log.subjects() {
            for entry in try HistoryReader.entries(log.entries(ofSubject: id), in: log) {
                guard entry.type == EngineEvent.reminderIssued.rawValue,
                    let text = entry.data["due"]?.string, let due = Timestamp(rfc3339: text),
                    entry.recorded.milliseconds - due.milliseconds > Self.lateMilliseconds
                else { continue }
                late.append(
                    Silence(
                        kind: "late-reminder",
                        from: text,
                        until: entry.recorded.utc,
                        positions: [entry.position],
                        agreement: id
                    )
                )
            }
        }
        return late
    }

    /// What an inspector asks about first, each with the entries that show it; it judges nothing.
    package func exceptions(
        lateDays: Int = lateDaysDefault,
        holdDays: Int = holdDaysDefault
    ) throws -> ExceptionsAnswer {
        var findings: [Finding] = []
        for id in try log.subjects() {
            guard let replay = try Replay(id, in: log, rulesOfDay) else { continue }
            findings += try found(in: replay, lateDays, holdDays)
        }
        findings += try rulesChanged() + signingChanged()
        findings += try silences().silences.map { silence in
            var params: [String: JSONValue] = ["silence": .string(silence.kind)]
            params["from"] = silence.from.map(JSONValue.string)
            params["until"] = silence.until.map(JSONValue.string)
            return Finding(
                kind: "silence",
                agreement: silence.agreement,
                positions: silence.positions,
                params: params
            )
        }
        let rank = Dictionary(uniqueKeysWithValues: zip(Self.kinds, 0...))
        return ExceptionsAnswer(
            origin: try log.entry(at: 0).flatMap {
                LogIdentity(try HistoryReader.entry($0, in: log))
            }?
            .origin ?? "",
            size: log.head.size,
            lateDays: lateDays,
            holdDays: holdDays,
            findings: findings.sorted { first, second in
                (rank[first.kind] ?? 0, first.positions.first ?? 0)
                    < (rank[second.kind] ?? 0, second.positions.first ?? 0)
            },
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal
        )
    }

    /// Every kind of finding, in the order of a report.
    package static let kinds = [
        "impossible", "late", "imprecise", "no-source", "corrected", "redacted", "skipped-stage",
        "no-capacity", "long-hold", "ladder-exhausted", "rules-changed", "key-changed",
        "log-recovered", "silence",
    ]

    private func found(
        in replay: Replay,
        _ lateDays: Int,
        _ holdDays: Int
    ) throws -> [Finding] {
        var findings: [Finding] = []
        func find(_ kind: String, _ positions: [Int64], _ params: [String: JSONValue] = [:]) {
            findings.append(
                Finding(
                    kind: kind,
                    agreement: replay.agreement,
                    positions: positions,
                    params: params
                )
            )
        }
        for step in replay.steps {
            let entry = step.entry
            if let rejection = step.rejection {
                let problem = RejectionProblem(offices: offices, rules: circumstances.rules)
                    .problem(of: rejection)
                find("impossible", [entry.position], ["code": .string(problem.code.rawValue)])
            }
            if step.isRedacted {
                find("redacted", [entry.position] + (try redactor(of: entry.position)))
            }
            switch EngineEvent(rawValue: entry.type) {
            case .corrected:
                let changed = (entry.data["corrections"]?.array ?? []).compactMap {
                    $0["position"]?.integer.map(Int64.init)
                }
                find("corrected", [entry.position] + changed, entry.reason)
            case .ladderExhausted: find("ladder-exhausted", [entry.position])
            case .held:
                let days = workingDays(
                    from: date(entry.moment.start),
                    through: (entry.data["until"]?.string).flatMap { LocalDate($0.prefix(10)) }
                )
                if let days, days > holdDays {
                    find(
                        "long-hold",
                        [entry.position],
                        entry.reason.merging(["workingDays": .integer(days)]) { $1 }
                    )
                }
            default: break
            }
            guard let fact = step.placed?.fact, case .user = entry.actor else { continue }
            let days = workingDays(
                from: date(fact.moment.end.adding(milliseconds: -1)),
                through: date(entry.recorded)
            )
            if let days, days > lateDays {
                find("late", [entry.position], ["workingDays": .integer(days)])
            }
            if [.month, .year].contains(fact.moment.precision) {
                find("imprecise", [entry.position], ["time": .string(fact.moment.text)])
            }
            if step.workflow != nil, fact.source == nil, fact.data["document"] == nil {
                find("no-source", [entry.position])
            }
            if step.signs(under: circumstances.rules), fact.data["capacity"] == nil {
                find("no-capacity", [entry.position])
            }
        }
        return findings + skipped(in: replay)
    }

    /// Stages that stand before one that was entered, and were never entered themselves.
    private func skipped(in replay: Replay) -> [Finding] {
        guard let workflow = circumstances.rules[replay.state.workflow] else { return [] }
        let order = workflow.stages.map(\.name)
        var entered: [String: Int64] = [:]
        for step in replay.steps where step.placed != nil {
            guard let stage = step.after?.stage, entered[stage] == nil else { continue }
            entered[stage] = step.entry.position
        }
        let farthest = order.lastIndex { entered[$0] != nil } ?? 0
        let missing = order[..<farthest].filter { entered[$0] == nil }
        guard !missing.isEmpty, let position = entered[order[farthest]] else { return [] }
        return [
            Finding(
                kind: "skipped-stage",
                agreement: replay.agreement,
                positions: [position],
                params: ["stages": .array(missing.map(JSONValue.string))]
            )
        ]
    }

    /// Adoptions after the founding that moved somebody's deadline.
    private func rulesChanged() throws -> [Finding] {
        let adoptions = try HistoryReader.entries(
            log.engineEntries(ofTypes: RulesInForce.types),
            in: log
        )
        return adoptions.compactMap { entry in
            let listed = entry.data["moves"]?.array?.count ?? 0
            let moved = listed + (entry.data["movesLeftOut"]?.integer ?? 0)
            guard let touched = entry.data["touched"]?.integer, moved > 0 else { return nil }
            return Finding(
                kind: "rules-changed",
                agreement: nil,
                positions: [entry.position],
                params: [
                    "name": entry.data["name"] ?? "", "touched": .integer(touched),
                    "moved": .integer(moved),
                ]
            )
        }
    }

    /// Other keys that signed, and entries that were signed and are lost.
    private func signingChanged() throws -> [Finding] {
        let types: [EngineEvent] = [.keyAdopted, .logRecovered]
        return try HistoryReader.entries(
            log.engineEntries(ofTypes: types.map(\.rawValue)),
            in: log
        ).map { entry in
            let isKey = entry.type == EngineEvent.keyAdopted.rawValue
            var params = entry.reason
            params["lost"] = isKey ? .bool(entry.data["lost"]?.bool ?? false) : nil
            params["from"] = entry.data["lostFrom"]
            params["through"] = entry.data["lostThrough"]
            return Finding(
                kind: isKey ? "key-changed" : "log-recovered",
                agreement: nil,
                positions: [entry.position],
                params: params
            )
        }
    }

    private func redactor(of position: Int64) throws -> [Int64] {
        try log.redaction(of: position).map { [$0.position] } ?? []
    }

    private func date(_ instant: Timestamp) -> LocalDate? {
        LocalDate(instant.rfc3339(offsetMinutes: zone.offsetMinutes).prefix(10))
    }

    /// Working days of the own office; nil where a date is not known.
    private func workingDays(from first: LocalDate?, through last: LocalDate?) -> Int? {
        guard let first, let last else { return nil }
        let calendar =
            circumstances.calendars.calendar(named: offices.own.calendar) ?? .withoutData
        return calendar.workingDays(after: first, through: last)
    }

    /// The most entries of a sample: more are no sample any more.
    package static let sampleMax = 10_000

    /// Reads how many entries are to be drawn; throws `Problem` for what is no such number.
    package static func sampleCount(_ text: String) throws(Problem) -> Int {
        guard let count = Int(text), (1...sampleMax).contains(count) else {
            throw Problem(
                .badField,
                [
                    "field": "n", "value": .string(text), "expected": "range", "from": 1,
                    "to": .integer(sampleMax),
                ]
            )
        }
        return count
    }

    /// Entries drawn so that anybody can draw them again.
    package func sample(_ count: Int, seed: String) throws -> SampleAnswer {
        let head = log.head
        let entries = try Sample.draw(count, ofSize: head.size, seed: seed).compactMap { position in
            try log.entry(at: position).map { kept in
                let entry = try HistoryReader.entry(kept, in: log)
                return SampledEntry(
                    position: position,
                    agreement: entry.subject?.agreement,
                    type: entry.type,
                    time: entry.moment.text,
                    recorded: entry.recorded.rfc3339(offsetMinutes: zone.offsetMinutes),
                    actor: entry.actor.name,
                    leaf: kept.leaf.hex
                )
            }
        }
        return SampleAnswer(
            seed: seed,
            size: head.size,
            root: head.root.hex,
            entries: entries,
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal
        )
    }
}

extension Entry {
    fileprivate var reason: [String: JSONValue] {
        data["reason"].map { ["reason": $0] } ?? [:]
    }
}

extension Replay.Step {
    /// Whether a party signs by it.
    fileprivate func signs(under rules: Rulebook) -> Bool {
        guard let workflow, let event = rules[workflow]?.event(named: entry.type) else {
            return false
        }
        return event.effects.contains { effect in
            if case .signs = effect { true } else { effect == .signsAll }
        }
    }
}
