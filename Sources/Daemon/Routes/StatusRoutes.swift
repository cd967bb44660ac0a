import Answers
import Audit
import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Hummingbird
import Projections
import Reminders
import Wire
import Workflows

/// What the daemon is doing, and for whom it takes the caller.
struct StatusRoutes: Sendable {
    let house: House

    /// The most gaps that are named one by one; `list` shows every one.
    private static let gapsMax = 20
    /// The most agreements with a ladder at its end that are named; `list` shows every one.
    private static let exhaustedMax = 20

    func add(to router: Router<KembarContext>) {
        router.get("/v1/status") { try await status($0, $1) }
    }

    private func status(_ request: Request, _ context: KembarContext) async throws -> Response {
        // Everybody who may connect may ask who he is taken for.
        do {
            return try Answer.json(answer(to: context.caller))
        } catch let failure as ViewsFailure {
            // Who looks why nothing is answered gets all that the views need not be asked for.
            return try Answer.json(answer(to: context.caller, without: .unreadable(failure.cause)))
        }
    }

    /// The answer; `trouble` is what keeps the views from being asked, if anything does.
    private func answer(
        to caller: Caller,
        without trouble: ViewsTrouble? = nil
    ) throws -> StatusAnswer {
        let rights = house.rights.rights(of: caller)
        let rules = house.submitter.rulesInForce
        let maker = AnswerMaker(house, rules)
        let head = house.log.head
        let own = maker.offices.own
        let counts = trouble == nil ? try house.views.counts() : [:]
        let views = house.views.state
        let missing = missingYears(rules, maker.now)
        let gaps = gaps(in: missing, rules)
        return StatusAnswer(
            program: Program.name,
            origin: house.folder.identity.origin,
            own: maker.office(own.code),
            zone: own.zone.abbreviation,
            // What the clock says, right or not: `problems` say what it should.
            now: maker.local(house.submitter.door.clock.now()),
            rehearsal: house.folder.identity.isRehearsal,
            log: LogStatus(
                size: head.size,
                root: head.root.hex,
                writable: house.log.writeFailure == nil,
                lastError: house.log.writeFailure?.code.rawValue
            ),
            views: ViewStatus(
                position: views.position,
                lag: head.size - 1 - views.position,
                lastError: trouble?.description ?? views.lastError
            ),
            reminders: trouble == nil
                ? try reminders(maker) : ReminderStatus(issued: 0, outstanding: 0, exhausted: 0),
            you: CallerAnswer(
                uid: Int(caller.uid),
                gid: Int(caller.gid),
                groups: house.rights.names(of: caller),
                actor: try name(of: caller),
                rights: Right.allCases.filter(rights.contains).map(\.rawValue),
                socket: caller.socket.rawValue
            ),
            files: files(),
            agreements: counts,
            missingYears: missing,
            missingFrom: gaps.isEmpty ? nil : gaps,
            problems: try problems(maker, without: trouble),
            stageLabels: labels(ofStages: Set(counts.keys), rules),
            backups: house.backups.status,
            mirror: house.mirror?.status(of: head)
        )
    }

    /// The caller's name in the log; nil also where nobody can be named, which `problems` says.
    private func name(of caller: Caller) throws -> String? {
        do {
            return try house.contacts.name(of: caller.user())
        } catch is ContactsFailure {
            return nil
        }
    }

    /// What the newest workflow calls each of the stages that it has.
    private func labels(ofStages names: Set<String>, _ rules: RulesInForce) -> [String: Label] {
        rules.circumstances.rules.all.flatMap(\.stages).filter { names.contains($0.name) }
            .reduce(into: [:]) { labels, stage in labels[stage.name] = stage.label.answer }
    }

    private func reminders(_ maker: AnswerMaker) throws -> ReminderStatus {
        let next = try house.wakeUp.nextReminder(after: maker.now)
        return ReminderStatus(
            nextWake: next.map(maker.local),
            issued: try house.views.reminderCount(),
            outstanding: try house.views.outstanding().count,
            exhausted: try house.views.exhaustedCount(),
            exhaustedAgreements: try house.views.exhausted(limit: Self.exhaustedMax),
            lapsed: try house.views.lapsedCount(by: maker.now),
            nextWakeDoubt: try next.flatMap {
                try house.wakeUp.doubt(ofNext: $0, after: maker.now).map(DayDoubt.init)
            }
        )
    }

    private func files() -> [String: String] {
        var files = [
            "data": house.folder.path, "log": house.folder.logPath,
            "views": house.folder.viewsPath, "contacts": house.folder.contactsPath,
            "key": house.folder.keyPath,
        ]
        // A log that has its rules needs no settings.
        files["settings"] = house.settings.file ?? house.settings.folder
        for (role, path) in house.sockets { files[role.rawValue + "Socket"] = path }
        return files
    }

    /// Calendars of offices in use that have no data for this year or the next.
    private func missingYears(_ rules: RulesInForce, _ now: Timestamp) -> [String: [Int]] {
        let year = rules.circumstances.offices.own.zone.date(of: now).year
        var missing: [String: [Int]] = [:]
        for year in [year, year + 1] {
            for name in rules.circumstances.calendarsInUse(without: year) {
                missing[name, default: []].append(year)
            }
        }
        return missing
    }

    /// Those of the missing years that their calendar knows in part, under the files that lack them.
    private func gaps(
        in missing: [String: [Int]],
        _ rules: RulesInForce
    ) -> [String: [String: [Int]]] {
        missing.reduce(into: [:]) { all, missing in
            let calendar = rules.circumstances.calendars.calendar(named: missing.key)
            all[missing.key] = calendar?.gaps(in: missing.value).unlessEmpty
        }
    }

    /// The calendars in use that do not know this year, and from November on those without the next.
    private func missingYears(_ maker: AnswerMaker) -> [Notice] {
        let circumstances = maker.circumstances
        let today = maker.offices.own.zone.date(of: maker.now)
        let years = [
            ("calendar-this-year", circumstances.missingYear(on: today)),
            ("calendar-next-year", circumstances.missingNextYear(on: today)),
        ]
        return years.flatMap { code, missing in
            (missing?.calendars ?? []).map { name in
                let year = missing?.year ?? 0
                let calendar = circumstances.calendars.calendar(named: name)
                let files = (calendar?.gaps(in: [year]) ?? [:]).keys.sorted()
                var params: [String: JSONValue] = [
                    "calendar": .string(name), "year": .integer(year),
                ]
                if !files.isEmpty { params["files"] = .array(files.map(JSONValue.string)) }
                return Notice(code: code, params: params)
            }
        }
    }

    /// Where the views can't be asked, what only they know is left out.
    private func problems(
        _ maker: AnswerMaker,
        without trouble: ViewsTrouble?
    ) throws -> [Notice] {
        var problems: [Notice] = []
        if let failure = house.log.writeFailure {
            problems.append(
                Notice(
                    code: "log-not-writable",
                    params: ["reason": .string(failure.code.rawValue)]
                )
            )
        }
        if let notice = house.reserve.notice { problems.append(notice) }
        if house.folder.identity.isProvisional {
            problems.append(
                Notice(
                    code: "origin-provisional",
                    params: ["origin": .string(house.folder.identity.origin)]
                )
            )
        }
        if let mirror = house.mirror { problems += mirror.notices(of: house.log.head) }
        if let trouble = trouble ?? house.views.trouble { problems.append(trouble.notice) }
        if house.contacts.failure == .damaged {
            problems.append(Notice(code: "contacts-damaged", params: ["path": "contacts.db"]))
        }
        if let failed = house.wakeUp.troubles.failed {
            problems.append(
                Notice(
                    code: "wake-up-failed",
                    params: [
                        "since": .string(maker.local(failed.since)),
                        "cause": .string(failed.cause),
                    ]
                )
            )
        }
        let troubles = house.wakeUp.troubles.now
        if let position = troubles.unreadable {
            problems.append(
                Notice(code: "reminders-failing", params: ["position": .integer(Int(position))])
            )
        }
        if let failure = troubles.unwritten {
            problems.append(
                Notice(
                    code: failure.place == MessageChannel.spool
                        ? "spool-failing" : "journal-failing",
                    params: ["cause": .string(failure.cause)]
                )
            )
        } else if let cause = house.wakeUp.outbox.spoolTrouble {
            problems.append(Notice(code: "spool-failing", params: ["cause": .string(cause)]))
        }
        if trouble == nil, let last = try house.wakeUp.outbox.carrierSilence() {
            problems.append(
                Notice(code: "deliverer-silent", params: ["since": .string(maker.local(last))])
            )
        }
        if house.submitter.clockBehindMilliseconds > WakeUp.clockToleranceMilliseconds {
            problems.append(Notice(code: "clock-set-back", params: [:]))
        }
        if let jump = try house.submitter.unconfirmedJump() {
            problems.append(
                Notice(
                    code: "clock-set-ahead",
                    params: ["clock": .string(jump.clock), "expected": .string(jump.expected)]
                )
            )
        }
        problems += missingYears(maker)
        for gap in trouble == nil ? try maker.gaps().prefix(Self.gapsMax) : [] {
            problems.append(
                Notice(
                    code: "renewal-gap",
                    params: [
                        "predecessor": .string(gap.predecessor), "since": .string(gap.since),
                        "successor": .string(gap.successor),
                    ]
                )
            )
        }
        problems += safetyProblems(maker)
        for name in house.rights.missingGroups
        where name != SocketRole.deliver.group || house.wakeUp.outbox.isCarried {
            problems.append(Notice(code: "group-missing", params: ["group": .string(name)]))
        }
        return problems + (trouble == nil ? try deliveryProblems(maker) : [])
    }

    /// Who can't be reached, and which messages are late or reached nobody.
    private func deliveryProblems(_ maker: AnswerMaker) throws -> [Notice] {
        let outbox = house.wakeUp.outbox
        var problems = try house.views.undelivered().map { position, role in
            Notice(
                code: "message-undelivered",
                params: [
                    "position": .integer(Int(position)), "role": .string(role),
                    "roleLabel": label(of: role, maker),
                ]
            )
        }
        guard outbox.isCarried else { return problems }
        if let oldest = try house.views.outstanding().first,
            let kept = try house.log.entry(at: oldest),
            // One that can't be read is told of elsewhere.
            let since = try? HistoryReader.entry(kept, in: house.log).recorded,
            maker.now.milliseconds - since.milliseconds >= Self.lateMilliseconds
        {
            problems.append(
                Notice(
                    code: "messages-late",
                    params: [
                        "since": .string(maker.local(since)),
                        "count": .integer(try house.views.outstanding().count),
                    ]
                )
            )
        }
        guard outbox.channels.carried.contains(MessageChannel.mail), house.contacts.failure == nil
        else { return problems }
        let today = maker.offices.own.zone.date(of: maker.now)
        for role in maker.rules.policy?.roles ?? []
        where try outbox.people(holding: role.name).isEmpty {
            var params: [String: JSONValue] = [
                "role": .string(role.name), "roleLabel": label(of: role.name, maker),
            ]
            let upcoming = try house.contacts.people(toHold: role.name, after: today)
            if let next = upcoming.first(where: { $0.mail != nil }) {
                params["id"] = .string(next.id)
                params["since"] = .string(next.since.description)
            }
            problems.append(Notice(code: "role-without-address", params: params))
        }
        for person in try house.contacts.people() where person.lastFailure != nil {
            problems.append(
                Notice(
                    code: "contact-not-reached",
                    params: ["id": .string(person.id), "role": .string(person.role)]
                )
            )
        }
        return problems
    }

    /// Copies that are missing or old, and a log that is older than what was signed for it.
    private func safetyProblems(_ maker: AnswerMaker) -> [Notice] {
        var problems: [Notice] = []
        let unreadable = house.checkpoints.unreadableHandovers
        // First: what else is said of the keys can't be settled before that.
        if let (path, cause) = unreadable {
            problems.append(
                Notice(
                    code: "handovers-unreadable",
                    params: ["path": .string(path), "cause": .string(cause)]
                )
            )
        }
        // A checkpoint that can't be read now is told of where one is asked for.
        switch try? house.checkpoints.conflict() {
        case .notAnExtension(let kept, let found, let isRecoverable)?:
            problems.append(
                Notice(
                    code: "signed-before",
                    params: CheckpointConflict.params(kept, found, isRecoverable)
                )
            )
        case .keptNoteChanged?: problems.append(Notice(code: "checkpoint-changed", params: [:]))
        case .signedByUnknownKey(let kept, let found)?:
            var params: [String: JSONValue] = [
                "kept": .integer(Int(kept)), "found": .integer(Int(found)),
            ]
            // There are handovers already: nobody is told to get some.
            if unreadable != nil { params["handovers"] = "unreadable" }
            problems.append(Notice(code: "signed-by-unknown-key", params: params))
        case .keyNotHere?: problems.append(Notice(code: "key-not-here", params: [:]))
        case .keyRetired?, .handoversUnreadable?, nil: break
        }
        // Also where something else comes first: without that key nothing of it can be settled.
        if let successor = try? house.checkpoints.successor() {
            problems.append(
                Notice(code: "key-retired", params: ["successor": .string(successor.description)])
            )
        }
        // A rehearsal is not kept, and its clock runs years in a minute.
        guard !house.folder.identity.isRehearsal,
            let first = try? house.log.entry(at: 0),
            let begun = try? HistoryReader.entry(first, in: house.log).recorded
        else { return problems }
        if !house.checkpoints.isKeptOutside {
            problems.append(Notice(code: "checkpoint-inside-only", params: [:]))
        }
        return problems
            + house.backups.problems(now: maker.now, since: begun) { position in
                guard let kept = try? house.log.entry(at: position) else { return nil }
                return try? HistoryReader.entry(kept, in: house.log).recorded
            }
    }

    /// From when on a message that waits is worth a look: longer than a relay is busy.
    private static let lateMilliseconds: Int64 = 3_600_000

    private func label(of role: String, _ maker: AnswerMaker) -> JSONValue {
        maker.rules.policy?.role(named: role)?.label.json ?? .string(role)
    }
}

extension ViewsTrouble {
    /// As `status` tells it: what kind of trouble, and in `cause` what the system says of it.
    fileprivate var notice: Notice {
        var params: [String: JSONValue] = ["error": .string(description)]
        switch self {
        case .damagedEntry(let position):
            params["reason"] = "damaged-entry"
            params["position"] = .integer(Int(position))
        case .unreadable(let cause):
            params["reason"] = "unreadable"
            params["cause"] = .string("\(cause)")
        case .behind(let cause):
            params["reason"] = "behind"
            params["cause"] = .string("\(cause)")
        case .inMemory(let cause):
            params["reason"] = "in-memory"
            params["cause"] = .string("\(cause)")
        }
        return Notice(code: "views-error", params: params)
    }
}
