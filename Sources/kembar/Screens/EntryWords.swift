import Entries
import Language
import Wire

/// What an entry says, a line for each thing, in words.
///
/// An entry names offices by code only; the names come with the history, from an older daemon only
/// those that other entries give.
struct EntryWords {
    private let names: OfficeNames
    private let roles: [String: Label]
    private let stages: [String: Label]
    private let limits: [String: Label]
    /// The labels and forms of fields by the position of their entry.
    private let rules: [String: [String: FieldAnswer]]
    private let offsetMinutes: Int

    init(_ history: HistoryAnswer) {
        var names: [String: String] = [:]
        for entry in history.entries { Self.gather(entry.data, into: &names) }
        self.names = OfficeNames(names.merging(history.offices ?? [:]) { _, told in told })
        roles = history.roles ?? [:]
        limits = history.limits ?? [:]
        rules = Dictionary(
            history.entries.map { (String($0.position), $0.fields ?? [:]) },
            uniquingKeysWith: { first, _ in first }
        )
        // A stage is named like the event that enters it.
        stages = Dictionary(history.entries.map { ($0.type, $0.label) }) { first, _ in first }
        offsetMinutes = history.offsetMinutes ?? 0
    }

    /// Of one entry alone, without the agreement's history and the names that come with it.
    init(of data: JSONValue, offsetMinutes: Int) {
        var names: [String: String] = [:]
        Self.gather(data, into: &names)
        self.names = OfficeNames(names)
        self.offsetMinutes = offsetMinutes
        (roles, limits, stages, rules) = ([:], [:], [:], [:])
    }

    private static func gather(_ value: JSONValue, into names: inout [String: String]) {
        if let code = value["code"]?.string, let name = value["name"]?.string {
            names[code] = name
        }
        for element in value.array ?? [] { gather(element, into: &names) }
        for member in (value.object ?? [:]).values { gather(member, into: &names) }
    }

    func label(ofStage stage: String) -> Phrase {
        stages[stage].map { Phrase("\(stage) (") + $0.phrase + Phrase(")") } ?? Phrase(stage)
    }

    /// The office that an entry is about, by name and code; nil if it is about none.
    func office(of entry: HistoryEntry) -> String? {
        ["office", "party", "sender", "recipient"].lazy
            .compactMap { entry.data[$0]?.string }.first.map(office)
    }

    /// The lines of an entry; those of the engine's own entries are sentences.
    func lines(of entry: HistoryEntry, _ language: Language) -> [String] {
        lines(entry.type, entry.data.object ?? [:], entry.fields ?? [:], language)
    }

    /// The lines of an entry of which nothing but itself is known.
    func lines(ofType type: String, _ data: JSONValue, _ language: Language) -> [String] {
        lines(type, data.object ?? [:], [:], language)
    }

    private func lines(
        _ type: String,
        _ data: [String: JSONValue],
        _ rules: [String: FieldAnswer],
        _ language: Language
    ) -> [String] {
        switch type {
        case "ReminderIssued" where data["rung"] != nil:
            return [language.say(reminder(Params(data)).capitalized)]
        case "LadderExhausted" where data["rule"] != nil:
            return [language.say(exhausted(Params(data)).capitalized)]
        case "WorkflowMoved" where data["from"] != nil: return moved(data, language)
        case "CalendarAdopted", "PolicyAdopted", "OfficesAdopted":
            return adopted(data, language)
        case "Redacted" where data["position"] != nil:
            let entry = Params(data).text("position")
            return [language.say(HistoryPhrases.redacts(entry))]
                + fields(data.filter { $0.key == "authority" }, [:], language)
        case "Corrected" where data["corrections"] != nil: return corrections(data, language)
        case "LogRecovered" where data["signer"]?.string == "unknown":
            return [language.say(KeyPhrases.unproved.capitalized)]
                + fields(data.filter { $0.key != "signer" }, rules, language)
        default: return fields(data, rules, language)
        }
    }

    /// What a corrected entry said at first, a line for each thing that differs.
    func original(of entry: HistoryEntry, _ language: Language) -> [String] {
        guard let original = entry.original else { return [] }
        let rules = entry.fields ?? [:]
        let time = original.time.map { language.say(HistoryPhrases.was(time: language.date($0))) }
        let fields = original.data.sorted { $0.key < $1.key }.map { name, value in
            let label = language.say(rules[name]?.label.phrase ?? FieldWords.label(name))
            guard !Self.isEmpty(value) else {
                return language.say(HistoryPhrases.wasEmpty(label))
            }
            let words = words(of: value, name, rules, language)
            return language.say(HistoryPhrases.was(label, words))
        }
        return [time].compactMap(\.self) + fields
    }

    /// `pengingat kedua kepada kabag tentang Kota Blitar (35.72), jatuh tempo …, 20 hari kerja`.
    private func reminder(_ params: Params) -> Phrase {
        let rung = params.values["rung"]?.integer ?? 1
        let occurrence = params.values["occurrence"]?.integer ?? 1
        let office = params.optionalText("office")
        let limit = params.optionalText("limit")
        var words =
            limit.map { HistoryPhrases.lapsed(limits[$0]?.phrase ?? Phrase($0)) }
            ?? Phrase.reminder(rung: rung, occurrence: occurrence)
        words = words + HistoryPhrases.to(role(params))
        words =
            words
            + HistoryPhrases.about(
                office.map { Phrase(names.name($0)) },
                opener: params.text("opener"),
                isOfTerm: params.values["date"] != nil
            )
        if let due = params.optionalText("due") { words = words + HistoryPhrases.due(local(due)) }
        if let days = params.values["workingDays"]?.integer {
            words = words + Phrase(", ") + .workingDays(days)
        }
        if let days = params.values["daysBefore"]?.integer {
            words =
                words + Phrase(", ") + ReminderPhrases.daysBefore(days)
                + Phrase(" (") + params.date("date") + Phrase(")")
        }
        if let position = params.values["resumes"]?.integer {
            words = words + ReminderPhrases.resumed(after: Int64(position))
        }
        if let count = params.values["postponements"]?.integer {
            words = words + Phrase(", ") + ReminderPhrases.postponed(count)
        }
        if params.bool("estimated") { words = words + Phrase(" [") + .estimated + Phrase("]") }
        let years = params.elements("yearsWithoutData").compactMap(\.integer)
        return years.isEmpty ? words : words + Phrase("; ") + .incompleteYears(years)
    }

    /// Of which ladder nothing follows any more, and what it is about.
    private func exhausted(_ params: Params) -> Phrase {
        let office = params.optionalText("office")
        return HistoryPhrases.exhausted(params.text("rule"))
            + HistoryPhrases.about(
                office.map { Phrase(names.name($0)) },
                opener: params.text("opener")
            )
    }

    /// The recipient by the office's word for the role.
    private func role(_ params: Params) -> Phrase {
        params.optionalText("role").flatMap { roles[$0]?.phrase } ?? params.text("role")
    }

    /// The instant on the own office's clock; the entry holds it in UTC.
    private func local(_ instant: String) -> Phrase {
        guard let time = SpokenTime(instant) else { return Phrase(instant) }
        return Phrase { $0.shortInstant(time.shifted(toOffsetMinutes: offsetMinutes)) }
    }

    /// From which version to which, and what that changed for the agreement.
    private func moved(_ data: [String: JSONValue], _ language: Language) -> [String] {
        let (from, to) = (
            Params(data["from"]?.object ?? [:]), Params(data["workflow"]?.object ?? [:])
        )
        let line =
            HistoryPhrases.workflow(to.optionalText("name") ?? "", from.text("version"))
            + Phrase(" -> ") + to.text("version")
        let changes = (data["changes"]?.array ?? []).compactMap { change -> String? in
            let kind = change["change"]?.string ?? ""
            let notice = Notice(code: "rule-\(kind)", params: change.object ?? [:])
            return RuleChangeText(notice).map { "- " + language.say($0.sentence) }
        }
        return [language.say(line)] + changes + moves(data, language)
    }

    /// Rules that hold for everybody: which of this agreement's deadlines they moved.
    ///
    /// What is not listed may be another agreement's: it is told as what it may be.
    private func adopted(_ data: [String: JSONValue], _ language: Language) -> [String] {
        let name = Params(data).text("name") + Phrase("@") + Params(data).text("version")
        let moves = moves(data, language)
        let what =
            isOfRecipients(data) ? HistoryPhrases.movedRecipients : HistoryPhrases.movedDeadlines
        return [language.say(name + what)] + moves
    }

    private func isOfRecipients(_ data: [String: JSONValue]) -> Bool {
        data["recipientsLeftOut"] != nil
            || (data["moves"]?.array ?? []).contains { $0["rolesBefore"] != nil }
    }

    private func moves(_ data: [String: JSONValue], _ language: Language) -> [String] {
        let moves = (data["moves"]?.array ?? []).map { move in
            let what = RulePhrases.deadline(
                limit: move["limit"]?.string.map { limits[$0]?.phrase ?? Phrase($0) },
                rule: move["rule"]?.string.map { limits[$0]?.phrase ?? Phrase($0) },
                rung: move["rung"]?.integer,
                occurrence: move["occurrence"]?.integer
            )
            let about = move["office"]?.string.map { " (\(office($0)))" } ?? ""
            let words = Phrase.move(move, roleLabels: data["roleLabels"])
            return "- \(language.say(what))\(about): \(language.say(words))"
        }
        guard data["movesLeftOut"] != nil else { return moves }
        let more =
            isOfRecipients(data) ? HistoryPhrases.moreChanged : HistoryPhrases.moreMoved
        return moves + [language.say(more)]
    }

    /// Which entries were corrected, what holds instead, and why.
    private func corrections(_ data: [String: JSONValue], _ language: Language) -> [String] {
        var lines = (data["corrections"]?.array ?? []).flatMap { correction -> [String] in
            let entry = Params(correction.object ?? [:]).text("position")
            if correction["void"]?.bool == true {
                return [language.say(HistoryPhrases.made(void: entry))]
            }
            let position = correction["position"]?.integer.map { String($0) } ?? ""
            let set = correction["set"]?.object ?? [:]
            // The source of another entry: unlike its own, no line above says it.
            var fields = fields(set, rules[position] ?? [:], language, withSource: true)
            fields += set.keys.sorted().filter { set[$0] == .null }.map { name in
                let label = rules[position]?[name]?.label.phrase ?? FieldWords.label(name)
                return language.say(HistoryPhrases.taken(label))
            }
            if let time = Self.time(of: correction) {
                let label = language.say(FieldWords.label("time"))
                fields.insert("\(label): \(language.date(time))", at: 0)
            }
            // Only a redaction leaves nothing of a correction.
            guard !fields.isEmpty || correction["time"] != nil else {
                return [language.say(HistoryPhrases.correctedWithoutText(entry))]
            }
            return [language.say(HistoryPhrases.corrects(entry))] + fields.map { "- \($0)" }
        }
        lines += fields(data.filter { $0.key == "reason" }, [:], language)
        return lines
    }

    /// The corrected time, as exact as it is known.
    static func time(of correction: JSONValue) -> String? {
        guard let time = correction["time"]?.string else { return nil }
        return switch correction["timeprecision"]?.string {
        case "day": String(time.prefix(10))
        case "month": String(time.prefix(7))
        case "year": String(time.prefix(4))
        default: time
        }
    }

    /// The title, the parties, then the rest; what the first line says already is left out.
    ///
    /// `rules` are the labels and forms that the entry's workflow gives its fields.
    private func fields(
        _ data: [String: JSONValue],
        _ rules: [String: FieldAnswer],
        _ language: Language,
        withSource: Bool = false
    ) -> [String] {
        let rank = ["title": 0, "parties": 1, "workflow": 3]
        let shown = data.filter { name, value in
            (withSource || name != "source") && !Self.isEmpty(value)
        }
        return shown.sorted { first, second in
            (rank[first.key] ?? 2, first.key) < (rank[second.key] ?? 2, second.key)
        }.map { name, value in
            if name == "workflow", let workflow = value["name"]?.string {
                let version = Params(value.object ?? [:]).text("version")
                return language.say(HistoryPhrases.workflow(workflow, version))
            }
            let words = words(of: value, name, rules, language)
            let label = rules[name]?.label.phrase ?? FieldWords.label(name)
            return "\(language.say(label)): \(words)"
        }
    }

    private func words(
        of value: JSONValue,
        _ name: String,
        _ rules: [String: FieldAnswer],
        _ language: Language
    ) -> String {
        let form = rules[name]?.form
        return FieldWords.value(named(value, of: name, form), of: name, form: form, language)
    }

    private static func isEmpty(_ value: JSONValue) -> Bool {
        value == .null || value.array?.isEmpty == true || value.object?.isEmpty == true
    }

    private func named(_ value: JSONValue, of field: String, _ form: String?) -> JSONValue {
        names.named(value, of: field, form)
    }

    func office(_ code: String) -> String { names.office(code) }
}
