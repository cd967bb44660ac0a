import Entries
import Language
import Wire

/// What an entry says, a line for each thing, in words.
///
/// An entry names offices by code only; the names are those that the same history gives elsewhere.
struct EntryWords {
    private let names: [String: String]
    private let stages: [String: Label]
    private let offsetMinutes: Int

    init(_ history: HistoryAnswer) {
        var names: [String: String] = [:]
        for entry in history.entries { Self.gather(entry.data, into: &names) }
        self.names = names
        // A stage is named like the event that enters it.
        stages = Dictionary(history.entries.map { ($0.type, $0.label) }) { first, _ in first }
        offsetMinutes = history.offsetMinutes ?? 0
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
        let data = entry.data.object ?? [:]
        switch entry.type {
        case "ReminderIssued" where data["rung"] != nil:
            return [language.say(reminder(Params(data)).capitalized)]
        case "Corrected" where data["corrections"] != nil: return corrections(data, language)
        default: return fields(data, language)
        }
    }

    /// `pengingat kedua kepada kabag tentang Kota Blitar (35.72), jatuh tempo …, 20 hari kerja`.
    private func reminder(_ params: Params) -> Phrase {
        let rung = params.values["rung"]?.integer ?? 1
        let occurrence = params.values["occurrence"]?.integer ?? 1
        let office = params.optionalText("office")
        var words = Phrase.reminder(rung: rung)
        if occurrence > 1 { words = words + HistoryPhrases.repeated(occurrence - 1) }
        words = words + HistoryPhrases.to(params.text("role"))
        words =
            words
            + HistoryPhrases.about(
                office.map { Phrase(names[$0] ?? $0) },
                opener: params.text("opener")
            )
        if let due = params.optionalText("due") { words = words + HistoryPhrases.due(local(due)) }
        if let days = params.values["workingdays"]?.integer {
            words = words + Phrase(", ") + .workingDays(days)
        }
        if params.bool("estimated") { words = words + Phrase(" [") + .estimated + Phrase("]") }
        let years = params.elements("yearswithoutdata").compactMap(\.integer)
        return years.isEmpty ? words : words + Phrase("; ") + .missingYears(years)
    }

    /// The instant on the own office's clock; the entry holds it in UTC.
    private func local(_ instant: String) -> Phrase {
        guard let time = SpokenTime(instant) else { return Phrase(instant) }
        return Phrase { $0.shortInstant(time.shifted(toOffsetMinutes: offsetMinutes)) }
    }

    /// Which entries were corrected, what holds instead, and why.
    private func corrections(_ data: [String: JSONValue], _ language: Language) -> [String] {
        var lines = (data["corrections"]?.array ?? []).flatMap { correction -> [String] in
            let entry = Params(correction.object ?? [:]).text("position")
            if correction["void"]?.bool == true {
                return [language.say(HistoryPhrases.made(void: entry))]
            }
            let fields = fields(correction["set"]?.object ?? [:], language)
            return [language.say(HistoryPhrases.corrects(entry))] + fields.map { "- \($0)" }
        }
        lines += fields(data.filter { $0.key == "reason" }, language)
        return lines
    }

    /// The title, the parties, then the rest; what the first line says already is left out.
    private func fields(_ data: [String: JSONValue], _ language: Language) -> [String] {
        let rank = ["title": 0, "parties": 1, "workflow": 3]
        let shown = data.filter { name, value in name != "source" && !Self.isEmpty(value) }
        return shown.sorted { first, second in
            (rank[first.key] ?? 2, first.key) < (rank[second.key] ?? 2, second.key)
        }.map { name, value in
            if name == "workflow", let workflow = value["name"]?.string {
                let version = Params(value.object ?? [:]).text("version")
                return language.say(HistoryPhrases.workflow(workflow, version))
            }
            let words = FieldWords.value(named(value, of: name), of: name, language)
            return "\(language.say(FieldWords.label(name))): \(words)"
        }
    }

    private static func isEmpty(_ value: JSONValue) -> Bool {
        value == .null || value.array?.isEmpty == true || value.object?.isEmpty == true
    }

    /// The value with the names of offices beside their codes.
    private func named(_ value: JSONValue, of field: String) -> JSONValue {
        switch value {
        case .string(let code) where FieldWords.officeFields.contains(field):
            .string(office(code))
        case .array(let elements): .array(elements.map { named($0, of: field) })
        default: value
        }
    }

    private func office(_ code: String) -> String {
        names[code].map { "\($0) (\(code))" } ?? code
    }
}
