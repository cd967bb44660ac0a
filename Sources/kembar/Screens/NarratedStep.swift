import Entries
import Language
import Wire

/// One step of an agreement's story: what was said of it at first, then what became of that.
struct NarratedStep {
    /// What the whole story knows, and single steps are told with.
    struct Words {
        fileprivate let names: OfficeNames
        fileprivate let corrections: [Int64: ReplayStep]
        /// The redactions, by the entry that each took something from.
        fileprivate let redactions: [Int64: ReplayStep]

        init(_ agreement: AgreementReplay) {
            names = OfficeNames(agreement.offices ?? [:])
            corrections = Dictionary(
                agreement.steps.filter { $0.type == "Corrected" }.map { ($0.position, $0) }
            ) { first, _ in first }
            redactions = Dictionary(
                agreement.steps.filter { $0.type == "Redacted" }.compactMap { step in
                    step.data["position"]?.integer.map { (Int64($0), step) }
                }
            ) { first, _ in first }
        }
    }

    private let step: ReplayStep
    private let before: ReplayState?
    private let words: Words

    init(_ step: ReplayStep, _ before: ReplayState?, _ words: Words) {
        self.step = step
        self.before = before
        self.words = words
    }

    /// The paragraph about the step; every claim has the number of the entry that makes it.
    var sentences: Phrase {
        var told = NarrationPhrases.happened(step, text)
        if let detail { told = told + Phrase(" (") + detail + Phrase(")") }
        if let source { told = told + NarrationPhrases.source(source) }
        told = told + Phrase(" [") + CommonPhrases.entries([step.position]) + Phrase("].")
        if step.late == true, step.actor != "system" {
            told = told + NarrationPhrases.late(step.recorded)
        }
        for position in step.correctedBy {
            told = told + correction(position)
            if words.corrections[position]?.redacted == true {
                told = told + redaction(of: position)
            }
        }
        if let position = step.voidedBy {
            told = told + NarrationPhrases.voided(position, reason: reason(of: position))
        }
        if step.redacted { told = told + redaction(of: step.position) }
        guard step.voidedBy == nil, let state = step.state else { return told }
        let known = Set((before?.awaiting ?? []).map(\.position))
        let opened = state.awaiting.filter { !known.contains($0.position) }
        if !opened.isEmpty { told = told + NarrationPhrases.waits(opened) }
        if let before, !before.awaiting.isEmpty, state.awaiting.isEmpty, state.closed == nil {
            told = told + NarrationPhrases.nobody
        }
        return told
    }

    /// What it said when it was recorded: a correction is told with its own entry.
    private var recorded: [String: JSONValue] {
        (step.data.object ?? [:]).merging(step.original?.data ?? [:]) { $1 }
            .filter { $0.value != .null }
    }

    private var source: String? { recorded["source"]?.string ?? step.source }

    /// The words of a note, which are the sentence.
    private var text: String? { step.type == "NoteAdded" ? recorded["text"]?.string : nil }

    private func reason(of position: Int64) -> String? {
        words.corrections[position]?.data["reason"]?.string
    }

    /// Who took personal data out of an entry, when, and on whose authority, where that is known here.
    private func redaction(of position: Int64) -> Phrase {
        guard let redaction = words.redactions[position] else {
            return Phrase(" ") + HistoryPhrases.redacted
        }
        return NarrationPhrases.redacted(
            position,
            by: redaction.position,
            actor: redaction.actor,
            recorded: redaction.recorded,
            authority: redaction.data["authority"]?.string
        )
    }

    // MARK: Fields

    /// In this order they are told; what is only for machines, or stands elsewhere, is left out.
    private static let told = [
        "parties", "signatures", "party", "office", "for", "scope", "document", "number", "numbers",
        "capacity", "place", "promised", "from", "until", "reason", "text", "channel", "outcome",
        "kind", "paper", "under", "renews", "version", "citing",
    ]

    private var detail: Phrase? {
        let data = recorded
        let own = data.keys.filter { (step.fields ?? [:])[$0] != nil && !Self.told.contains($0) }
            .filter { !["title", "source", "draft", "scopeVersion"].contains($0) }
        let names = Self.told + own.sorted()
        let parts = names.compactMap { name -> Phrase? in
            guard let value = data[name], text == nil || name != "text" else { return nil }
            // What was only completed by an entry says nothing of its own: the signatures came before.
            if value.array?.isEmpty == true || value.object?.isEmpty == true { return nil }
            return label(name) + Phrase(": ") + words(value, of: name)
        }
        guard !parts.isEmpty else { return nil }
        return parts.dropFirst().reduce(parts[0]) { $0 + Phrase("; ") + $1 }
    }

    /// As the workflow calls it, with a small letter inside a sentence.
    private func label(_ name: String) -> Phrase {
        (step.fields?[name]?.label.phrase).map(FieldWords.inSentence) ?? FieldWords.label(name)
    }

    private func words(_ value: JSONValue, of name: String) -> Phrase {
        let form = step.fields?[name]?.form
        if name == "parties" { return .list((value.array ?? []).map(party)) }
        if name == "signatures" {
            let all = (value.array ?? []).map(signature)
            return all.dropFirst().reduce(all.first ?? Phrase("")) { $0 + Phrase("; ") + $1 }
        }
        let named = words.names.named(value, of: name, form)
        return Phrase { FieldWords.value(named, of: name, form: form, $0) }
    }

    private func party(_ value: JSONValue) -> Phrase {
        guard let code = value["code"]?.string ?? value.string else {
            return Phrase(value.canonicalText)
        }
        let name = value["name"]?.string ?? words.names.name(code)
        return Phrase(name == code ? code : "\(name) (\(code))")
    }

    /// Who signed, under which number, where, and in which capacity, as far as it was recorded.
    private func signature(_ value: JSONValue) -> Phrase {
        let office = Phrase(words.names.office(value["party"]?.string ?? "?"))
        return ["number", "capacity", "place"].reduce(office) { told, name in
            guard let text = value[name]?.string else { return told }
            return told + Phrase(", ") + FieldWords.label(name) + Phrase(" \(text)")
        }
    }

    // MARK: Corrections

    /// What one correction changed here: the value before, the value after, by which entry and why.
    private func correction(_ position: Int64) -> Phrase {
        guard let entry = words.corrections[position] else {
            return NarrationPhrases.corrected([position])
        }
        let changes = changes(by: position)
        // What it made void is told by itself.
        guard !changes.contains(where: { $0["void"]?.bool == true }) else { return Phrase("") }
        var parts: [Phrase] = []
        for change in changes {
            if let time = EntryWords.time(of: change) {
                parts.append(NarrationPhrases.changedTime(self.time(before: position), to: time))
            }
            for (name, value) in (change["set"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
                let old = self.value(of: name, before: position)
                parts.append(
                    NarrationPhrases.changed(
                        label(name),
                        from: old.map { words($0, of: name) },
                        to: value == .null ? nil : words(value, of: name)
                    )
                )
            }
        }
        guard !parts.isEmpty else { return NarrationPhrases.corrected([position]) }
        return NarrationPhrases.corrected(
            parts,
            by: position,
            actor: entry.actor,
            recorded: entry.recorded,
            reason: entry.data["reason"]?.string,
            source: entry.source
        )
    }

    /// The value of a field until a correction: the last one set before it, else what was recorded.
    private func value(of name: String, before position: Int64) -> JSONValue? {
        var value = recorded[name]
        for earlier in step.correctedBy where earlier < position {
            for change in changes(by: earlier) {
                guard let set = change["set"]?[name] else { continue }
                value = set == .null ? nil : set
            }
        }
        return value
    }

    /// When it was said to have happened until a correction: what the last one set before it, else what
    /// was recorded.
    private func time(before position: Int64) -> String {
        step.correctedBy.filter { $0 < position }
            .flatMap { changes(by: $0) }
            .compactMap(EntryWords.time).last ?? step.original?.time ?? step.time
    }

    /// What a correction says of this entry.
    private func changes(by position: Int64) -> [JSONValue] {
        (words.corrections[position]?.data["corrections"]?.array ?? []).filter { change in
            change["position"]?.integer.map(Int64.init) == step.position
        }
    }
}
