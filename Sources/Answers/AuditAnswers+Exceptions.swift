import Audit
package import Calendars
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
    /// A change of rules is near to what falls due within so many working days after it.
    package static let nearDaysDefault = 5

    /// What an inspector asks about first, each with the entries that show it; it judges nothing.
    ///
    /// What goes on is counted until `now`, or without one until the log's last entry was recorded: nobody
    /// knows what came after a copy was made.
    package func exceptions(
        lateDays: Int = lateDaysDefault,
        holdDays: Int = holdDaysDefault,
        nearDays: Int = nearDaysDefault,
        now: Timestamp? = nil
    ) throws -> ExceptionsAnswer {
        let head = log.head
        let asOf = max(now ?? .earliest, try lastRecorded(head.size))
        var findings: [Finding] = []
        var invented: Set<String> = []
        var changes = try RuleChanges(in: log, before: head.size)
        for id in try log.subjects() {
            guard let replay = try Replay(id, in: log, rulesOfDay) else { continue }
            findings += try found(in: replay, lateDays)
            findings += try longHolds(in: replay, beyond: holdDays, asOf: asOf)
            changes.take(replay)
            if isSynthetic(replay.state) { invented.insert(id) }
        }
        findings += try rulesChanged(changes, within: nearDays) + signingChanged()
        findings += try silencesHere().map { silence in
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
        // What was recorded meanwhile is not under the root that is told.
        findings.removeAll { $0.positions.contains { $0 >= head.size } }
        let namesInvented = findings.contains { finding in
            !finding.agreements.isDisjoint(with: invented)
                || finding.touched("office").contains { offices.office($0).synthetic }
        }
        let rank = Dictionary(uniqueKeysWithValues: zip(Self.kinds, 0...))
        let notLookedFor = carried == nil ? [] : Self.notCarried
        var answer = ExceptionsAnswer(
            origin: try identity()?.origin ?? "",
            size: head.size,
            root: head.root.hex,
            asOf: asOf.rfc3339(offsetMinutes: zone.offsetMinutes),
            calendar: ownCalendar,
            kinds: Self.kinds.filter { !notLookedFor.contains($0) },
            lateDays: lateDays,
            holdDays: holdDays,
            nearDays: nearDays,
            findings: findings.sorted { first, second in
                (rank[first.kind] ?? 0, first.positions.first ?? 0)
                    < (rank[second.kind] ?? 0, second.positions.first ?? 0)
            },
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal,
            synthetic: offices.own.synthetic || namesInvented
        )
        if carried != nil { answer.notLookedFor = notLookedFor }
        return answer
    }

    /// Every kind of finding, in the order of a report.
    package static let kinds = [
        "impossible", "late", "imprecise", "no-source", "corrected", "redacted", "skipped-stage",
        "no-capacity", "long-hold", "ladder-exhausted", "rules-changed", "key-changed",
        "log-recovered", "silence",
    ]

    /// The kinds whose entries are no agreement's and do not travel with one, or did not always; adoptions of
    /// rules and of keys do.
    private static let notCarried = ["log-recovered", "silence"]

    /// When the last entry was recorded that is here: a bundle of one agreement has not the log's last.
    private func lastRecorded(_ size: Int64) throws -> Timestamp {
        var last = try log.entry(at: size - 1)
        var position: Int64 = -1
        while last?.position != size - 1 {
            guard let next = try log.read(after: position, limit: 1_000).last else { break }
            (last, position) = (next, next.position)
        }
        return try last.map { try HistoryReader.entry($0, in: log).recorded } ?? .earliest
    }

    /// What the working days of the own office are counted by.
    private var ownCalendar: CountedBy {
        let name = offices.own.calendar
        let calendar = circumstances.calendars.calendar(named: name) ?? .withoutData
        return CountedBy(
            name: calendar.name,
            label: calendar.label.answer,
            version: rules.newest(.calendar, name)?.version
        )
    }

    private func found(in replay: Replay, _ lateDays: Int) throws -> [Finding] {
        var findings: [Finding] = []
        func find(
            _ kind: String,
            _ positions: [Int64],
            _ params: [String: JSONValue] = [:],
            roles: [String]? = nil
        ) {
            findings.append(
                Finding(
                    kind: kind,
                    agreement: replay.agreement,
                    positions: positions,
                    roles: roles,
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
                let redaction = try log.redaction(of: entry.position)
                    .map { try HistoryReader.entry($0, in: log) }
                let positions = redaction.map { [$0.position] } ?? []
                find(
                    "redacted",
                    [entry.position] + positions,
                    redaction?.data["authority"].map { ["authority": $0] } ?? [:],
                    roles: ["redacted"] + positions.map { _ in "redaction" }
                )
            }
            switch EngineEvent(rawValue: entry.type) {
            case .corrected:
                let changed = (entry.data["corrections"]?.array ?? []).compactMap {
                    $0["position"]?.integer.map(Int64.init)
                }
                find(
                    "corrected",
                    [entry.position] + changed,
                    entry.reason,
                    roles: ["correction"] + changed.map { _ in "corrected" }
                )
            case .ladderExhausted: find("ladder-exhausted", [entry.position])
            default: break
            }
            guard let fact = step.placed?.fact, case .user = entry.actor else { continue }
            let days = try workingDays(
                after: zone.date(of: fact.moment.end.adding(milliseconds: -1)),
                through: zone.date(of: entry.recorded),
                on: entry.recorded
            )
            if days > lateDays {
                var params: [String: JSONValue] = ["workingDays": .integer(days)]
                // Counted from the last day that it may have been.
                if fact.moment.isImprecise { params["atLeast"] = true }
                find("late", [entry.position], params)
            }
            if fact.moment.isImprecise {
                find("imprecise", [entry.position], ["time": .string(fact.moment.text)])
            }
            if step.workflow != nil, fact.source == nil, fact.data["document"] == nil {
                find("no-source", [entry.position])
            }
            if let parties = step.signersWithoutCapacity(under: circumstances.rules) {
                let offices = parties.map { office($0, in: replay.state) }
                find(
                    "no-capacity",
                    [entry.position],
                    [
                        "parties": .array(parties.map(JSONValue.string)),
                        "partyNames": .array(offices.map { .string($0.name) }),
                    ]
                )
            }
        }
        return findings + skipped(in: replay)
    }

    /// Stages that stand before one that was entered, and were entered only later or never.
    private func skipped(in replay: Replay) -> [Finding] {
        guard let workflow = circumstances.rules[replay.state.workflow] else { return [] }
        let order = workflow.stages.map(\.name)
        var entered: [String: Int64] = [:]
        var inTurn: [String] = []
        for step in replay.steps where step.placed != nil {
            guard let stage = step.after?.stage, entered[stage] == nil else { continue }
            entered[stage] = step.entry.position
            inTurn.append(stage)
        }
        func finding(_ stages: [String], _ positions: [Int64], later: Bool) -> Finding {
            var params: [String: JSONValue] = [
                "stages": .array(stages.map(JSONValue.string)),
                "stageLabels": .array(
                    stages.map { name in
                        let label = stageLabel(name, workflow.reference)
                        return ["id": .string(label.id), "en": .string(label.en)]
                    }
                ),
            ]
            if later { params["later"] = true }
            return Finding(
                kind: "skipped-stage",
                agreement: replay.agreement,
                positions: positions,
                roles: later ? ["ahead", "entered-later"] : nil,
                params: params
            )
        }
        let late = inTurn.indices.compactMap { index -> Finding? in
            let stage = inTurn[index]
            guard let place = order.firstIndex(of: stage), let position = entered[stage],
                let ahead = inTurn[..<index].first(where: { order[place...].contains($0) }),
                let before = entered[ahead]
            else { return nil }
            return finding([stage], [before, position], later: true)
        }
        let farthest = order.lastIndex { entered[$0] != nil } ?? 0
        let missing = order[..<farthest].filter { entered[$0] == nil }
        guard !missing.isEmpty, let position = entered[order[farthest]] else { return late }
        return [finding(missing, [position], later: false)] + late
    }

    private func identity() throws -> LogIdentity? {
        try log.entry(at: 0).flatMap { LogIdentity(try HistoryReader.entry($0, in: log)) }
    }

    /// Other keys that signed, and entries that were signed and are lost.
    private func signingChanged() throws -> [Finding] {
        let keys = try identity().flatMap { try KeyHistory($0, in: log) }?.answers(in: log) ?? []
        let handedOver = Set(keys.filter { $0.origin == .handedOver }.map(\.position))
        // Older bundles of one agreement have no recoveries, and nothing tells those apart: none is looked for.
        let types: [EngineEvent] = carried == nil ? [.keyAdopted, .logRecovered] : [.keyAdopted]
        return try HistoryReader.entries(
            log.engineEntries(ofTypes: types.map(\.rawValue)),
            in: log
        ).map { entry in
            let isKey = entry.type == EngineEvent.keyAdopted.rawValue
            var params = entry.reason
            params["lost"] = isKey ? .bool(entry.data["lost"]?.bool ?? false) : nil
            // By a proof that was kept elsewhere: what is lost then is the log's, not the key.
            let isCarried =
                params["lost"]?.bool == true && handedOver.contains(entry.position)
            params["handover"] = isCarried ? .bool(true) : nil
            params["from"] = entry.data["lostFrom"]
            params["through"] = entry.data["lostThrough"]
            params["signer"] = entry.data["signer"]
            return Finding(
                kind: isKey ? "key-changed" : "log-recovered",
                agreement: nil,
                positions: [entry.position],
                params: params
            )
        }
    }

    /// Working days of the own office, by the calendar that was in force at that instant.
    func workingDays(
        after first: LocalDate,
        through last: LocalDate,
        on instant: Timestamp
    ) throws -> Int {
        let then = try rulesOfDay.circumstances(on: instant)
        let calendar = then.calendars.calendar(named: then.offices.own.calendar) ?? .withoutData
        return calendar.workingDays(after: first, through: last)
    }
}

extension Finding {
    /// Every agreement that is told of: its own, and those that a change of rules touched.
    fileprivate var agreements: Set<String> {
        let others = (params["others"]?.array ?? []).compactMap(\.string)
        return Set([agreement].compactMap(\.self) + touched("agreement") + others)
    }

    /// What a member says in the deadlines that a change of rules moved, or was near to.
    fileprivate func touched(_ member: String) -> [String] {
        ["moves", "near"].flatMap { params[$0]?.array ?? [] }.compactMap { $0[member]?.string }
    }
}

extension Moment {
    /// Whether not even the day is known.
    var isImprecise: Bool { [.month, .year].contains(precision) }
}

extension Entry {
    fileprivate var reason: [String: JSONValue] {
        data["reason"].map { ["reason": $0] } ?? [:]
    }
}

extension Replay.Step {
    /// The parties that sign by it and of whose signatory no capacity holds; nil if it says nothing that
    /// lacks one.
    ///
    /// A party that signs alone says it of itself; who signs for all says it in the list of signatures,
    /// which is empty where the parties signed one by one before.
    fileprivate func signersWithoutCapacity(under rules: Rulebook) -> [String]? {
        guard let workflow, let fact = placed?.fact,
            let event = rules[workflow]?.event(named: entry.type)
        else { return nil }
        func lacks(_ data: JSONValue) -> Bool { data["capacity"]?.string == nil }
        let data = JSONValue.object(fact.data)
        guard lacks(data) else { return nil }
        for effect in event.effects {
            switch effect {
            case .signs: return [data["party"]?.string].compactMap(\.self)
            case .signsAll:
                guard let signatures = data["signatures"]?.array else { return [] }
                let lacking = signatures.filter(lacks).compactMap { $0["party"]?.string }
                return lacking.isEmpty ? nil : lacking
            default: continue
            }
        }
        return nil
    }
}
