import Language
import Wire

/// What a count of working days passed over and rests on, in words.
enum CountWords {
    /// Every doubt about one count, a line each.
    static func doubts(
        skipped: [SkippedAnswer],
        estimated: Bool,
        missing: MissingYears,
        _ language: Language
    ) -> [String] {
        var lines = [self.skipped(skipped, language)].compactMap(\.self)
        if estimated { lines.append(language.say(DoubtWords.estimate)) }
        if !missing.isEmpty { lines.append(language.say(missing.phrase)) }
        return lines
    }

    /// The days that did not count; `more` says that a line before named others.
    static func skipped(
        _ days: [SkippedAnswer],
        more: Bool = false,
        as word: Phrase? = nil,
        _ language: Language
    ) -> String? {
        guard !days.isEmpty else { return nil }
        let names = days.map { day in
            let mark = day.estimated ? " [\(language.say(.estimated))]" : ""
            return "\(language.shortDate(day.date)) \(language.say(day.name.phrase))\(mark)"
        }
        let head = word ?? (more ? ReminderPhrases.alsoSkipped : ReminderPhrases.skipped)
        return language.say(head) + names.joined(separator: "; ")
    }
}

extension [MissingYears] {
    /// The years of all these counts.
    var together: MissingYears { reduce(into: MissingYears()) { $0.add($1) } }
}
