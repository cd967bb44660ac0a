import Answers
import Calendars
import Engine
import Entries
import EventLog
import Projections
import Reminders
import Wire
import Workflows

extension AnswerMaker {
    /// What the caller should know although the command was done; nil if nothing.
    ///
    /// `fields` are those of the request: what was typed and not kept stands in no entry.
    func warnings(of receipt: Receipt, asked fields: [String: JSONValue]) throws -> [Notice]? {
        guard let id = receipt.agreement, let entry = receipt.entries.first else { return nil }
        let notices =
            (try unknownOffices(in: entry, of: id)) + otherNames(in: fields, entry)
            + (try strangers(in: entry, of: id))
            + (try pastPromises(in: entry, of: id)) + (try fallenSignatures(receipt, id))
            + personalNumbers(in: receipt) + (try legalDates(receipt, id))
            + (try silencedDates(receipt, id)) + (try passedLimits(receipt, id))
        return notices.isEmpty ? nil : notices
    }

    /// Dates of the law before the end of a term that a command gave: they are near, or have passed.
    private func legalDates(_ receipt: Receipt, _ agreement: String) throws -> [Notice] {
        guard let state = try state(of: agreement), let term = state.term, term.ended == nil,
            receipt.entries.contains(where: { $0.position == term.at.position }),
            let policy = rules.policy, let lastDay = term.lastDay(in: offices.own.zone)
        else { return [] }
        let today = offices.own.zone.date(of: now)
        return policy.dates(before: lastDay, of: state).compactMap { ladder, day in
            guard ladder.isImmediate, today <= lastDay else { return nil }
            let days = day.dayNumber - today.dayNumber
            guard days <= ladder.rungs.map(\.days).max() ?? 0 else { return nil }
            var params: [String: JSONValue] = [
                "label": ladder.label.json, "date": .string(day.description),
                "source": .string(ladder.source.text),
            ]
            guard days >= 0 else { return Notice(code: "legal-date-passed", params: params) }
            params["days"] = .integer(days)
            return Notice(code: "legal-date-near", params: params)
        }
    }

    /// Dates of the law that pass before anybody is reminded again, as they did not before the command.
    private func silencedDates(_ receipt: Receipt, _ agreement: String) throws -> [Notice] {
        guard let first = receipt.entries.first?.position, let history = receipt.history,
            let state = try state(of: agreement),
            state.held != nil || !state.postponements.isEmpty, let planner = try planner()
        else { return [] }
        let silenced = planner.silencedDeadlines(of: state, at: now)
        guard !silenced.isEmpty else { return [] }
        let before = Fold(circumstances).agreement(agreement, history.through(first - 1))
        let known = before.map { planner.silencedDeadlines(of: $0, at: now) } ?? []
        return silenced.filter { !known.contains($0) }.map { deadline in
            var params: [String: JSONValue] = [
                "label": deadline.label.json, "date": .string(deadline.date.description),
                "source": .string(deadline.source.text),
                "mark": .string(deadline.source.mark.rawValue),
                "silence": .string(deadline.silence.rawValue), "agreement": .string(agreement),
            ]
            params["office"] = deadline.office.map { json(office($0, in: state)) }
            params["next"] = deadline.heardFrom.map { .string($0.description) }
            if deadline.latest >= offices.own.zone.date(of: now) {
                params["latest"] = .string(deadline.latest.description)
            }
            if !receipt.isDryRun { params["position"] = .integer(Int(deadline.position)) }
            return Notice(code: "legal-date-silenced", params: params)
        }
    }

    /// Day limits that were over before the wait was recorded: no message tells of them then.
    private func passedLimits(_ receipt: Receipt, _ agreement: String) throws -> [Notice] {
        guard let state = try state(of: agreement), state.closed == nil,
            let workflow = circumstances.rules[state.workflow]
        else { return [] }
        let waits = state.waits.filter { wait in
            receipt.entries.contains { $0.position == wait.since.position }
        }
        return waits.flatMap { wait in
            let ends = workflow.limitEnds(of: wait, in: state, circumstances)
            return ends.filter { $0.lapses <= now }.map { notice(of: $0, wait, state, workflow) }
        }
    }

    /// That a limit is over, and what may be recorded because of it.
    private func notice(
        of end: LimitEnd,
        _ wait: Agreement.Wait,
        _ agreement: Agreement,
        _ workflow: Workflow
    ) -> Notice {
        var params: [String: JSONValue] = [
            "label": end.limit.label.json, "date": .string(end.lastDay.description),
            "source": .string(end.limit.source.text),
            "mark": .string(end.limit.source.mark.rawValue),
            "office": json(office(wait.office, in: agreement)),
            "agreement": .string(agreement.id),
        ]
        if let lapse = workflow.events.first(where: { $0.effects.contains(.lapses) }) {
            let fields = lapse.fields(ending: end, of: wait, in: agreement)
            params["event"] = .string(lapse.name)
            params["fields"] = .array(fields.map(JSONValue.string))
        }
        return Notice(code: "limit-passed", params: params)
    }

    /// Numbers by which a person could be found: they should not stand in a log that is kept for ever.
    private func personalNumbers(in receipt: Receipt) -> [Notice] {
        receipt.entries.flatMap { entry in
            let found = (entry.data.object ?? [:]).sorted { $0.key < $1.key }.map {
                (field: $0.key, kinds: PersonalNumber.kinds(in: $0.value))
            }.filter { !$0.kinds.isEmpty }
            // Bytes are taken away once: whoever redacts has to name every field at that time.
            let fields = JSONValue.array(found.map { .string($0.field) })
            return found.flatMap { field, kinds in
                kinds.map { kind in
                    var params: [String: JSONValue] = [
                        "field": .string(field), "kind": .string(kind.rawValue),
                    ]
                    if !receipt.isDryRun {
                        params["agreement"] = entry.subject.map { .string($0.agreement) }
                        params["position"] = .integer(Int(entry.position))
                        params["fields"] = fields
                    }
                    return Notice(code: "personal-number", params: params)
                }
            }
        }
    }

    private func unknownOffices(in entry: Entry, of agreement: String) throws -> [Notice] {
        var offices = (entry.data["parties"]?.array ?? []).compactMap { party in
            party["code"]?.string.map { (code: $0, name: party["name"]?.string) }
        }
        if let code = entry.data["office"]?.string {
            let recorded = try state(of: agreement).flatMap { name(of: code, in: $0) }
            offices.append((code, recorded))
        }
        return offices.filter { !self.offices.office($0.code).known }.map { code, name in
            var params: [String: JSONValue] = ["office": .string(code)]
            if let name, name != code { params["name"] = .string(name) }
            params["nearest"] = self.offices.nearest(to: code).first.map { json(office($0.code)) }
            return Notice(code: "office-unknown", params: params)
        }
    }

    /// Names typed beside the code of a known office that are not its name.
    ///
    /// The code counts and the name is dropped; who typed Kota Blitar beside the code of Kabupaten
    /// Blitar meant another office.
    private func otherNames(in fields: [String: JSONValue], _ entry: Entry) -> [Notice] {
        Self.parties(in: fields).compactMap { party in
            guard let code = party["code"]?.string, let typed = party["name"]?.string else {
                return nil
            }
            let known = offices.office(code)
            guard known.known, !Self.isName(typed, of: known) else { return nil }
            var params = ["office": json(office(code)), "typed": .string(typed)]
            let meant = offices.nearest(to: typed).filter {
                $0.code != code && Self.isName(typed, of: $0)
            }
            if meant.count == 1 {
                params["nearest"] = json(office(meant[0].code))
                params["agreement"] = entry.subject.map { .string($0.agreement) }
                params["position"] = .integer(Int(entry.position))
                params["parties"] = parties(of: entry, with: meant[0].code, insteadOf: code)
            }
            return Notice(code: "party-named-otherwise", params: params)
        }
    }

    /// The parties of the entry as a correction would give them: known ones by their code alone.
    private func parties(
        of entry: Entry,
        with code: String,
        insteadOf wrong: String
    ) -> JSONValue? {
        guard let parties = entry.data["parties"]?.array else { return nil }
        return .array(
            parties.map { party in
                guard let own = party["code"]?.string else { return party }
                if own == wrong { return .string(code) }
                return offices.office(own).known ? .string(own) : party
            }
        )
    }

    /// Whether the name is the office's, perhaps with a word more, such as "Pemerintah".
    private static func isName(_ typed: String, of office: Office) -> Bool {
        [office.label.id, office.label.en].contains { name in
            typed.lowercased().contains(name.lowercased())
        }
    }

    /// The parties that a request names, those of corrections included.
    private static func parties(in fields: [String: JSONValue]) -> [JSONValue] {
        let corrected = [fields["set"]] + (fields["corrections"]?.array ?? []).map { $0["set"] }
        return ([fields["parties"]] + corrected.map { $0?["parties"] }).flatMap { parties in
            parties.map { $0.array ?? [$0] } ?? []
        }
    }

    /// A region that is awaited or answers and is no party: most often a code that was mistyped.
    private func strangers(in entry: Entry, of agreement: String) throws -> [Notice] {
        guard let code = entry.data["office"]?.string, Self.isRegion(code),
            let state = try state(of: agreement),
            let event = circumstances.rules[state.workflow]?.event(named: entry.type),
            event.effects.contains(where: { [.awaits, .answers, .lapses].contains($0) }),
            !state.hasParty(code)
        else { return [] }
        return [
            Notice(
                code: "office-not-a-party",
                params: [
                    "office": json(office(code)),
                    "parties": .array(
                        state.parties.map { json(office($0.code, named: $0.name)) }
                    ),
                ]
            )
        ]
    }

    /// A code of the table of regions, without a body: numbers with dots.
    private static func isRegion(_ code: String) -> Bool {
        code.allSatisfy { ("0"..."9").contains($0) || $0 == "." }
    }

    /// A promise for a day that was over before the wait began: its reminders are due at once.
    private func pastPromises(in entry: Entry, of agreement: String) throws -> [Notice] {
        guard let text = entry.data["promised"]?.string,
            let promised = try? Moment(text, in: offices.own.zone),
            promised.end <= entry.moment.start
        else { return [] }
        return [
            Notice(
                code: "promise-before-wait",
                params: ["promised": .string(text), "since": .string(entry.moment.text)]
            )
        ]
    }

    /// Signatures that stood before the command, or came with it, and do not after it.
    private func fallenSignatures(_ receipt: Receipt, _ agreement: String) throws -> [Notice] {
        guard let first = receipt.entries.first?.position, let history = receipt.history,
            // What the command came to: a dry run is in no view, and a repeated command gets the
            // answer of its own time.
            let after = try state(of: agreement)?.signatures,
            after.contains(where: { $0.voidedBy != nil })
        else { return [] }
        let before = Fold(circumstances).agreement(agreement, history.through(first - 1))
        let stood = before?.signatures ?? []
        let fallen = after.filter { signature in
            signature.voidedBy != nil
                && !stood.contains {
                    $0.voidedBy != nil && $0.party == signature.party
                        && $0.at.position == signature.at.position
                }
        }
        guard !fallen.isEmpty else { return [] }
        return [
            Notice(
                code: "signatures-voided",
                params: [
                    "offices": .array(fallen.map { json(office($0.party)) }),
                    "positions": .array(fallen.map { .integer(Int($0.at.position)) }),
                ]
            )
        ]
    }
}
