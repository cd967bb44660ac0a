import Language
import Wire

/// What dates rest on that is not certain: marks that stand behind them, and what the marks mean.
struct DoubtWords {
    private var isEstimated = false
    private var missing = MissingYears()

    init(_ doubts: [DayDoubt?] = []) {
        for doubt in doubts.compactMap(\.self) {
            add(doubt.estimated, MissingYears(doubt.missingYears, from: doubt.missingFrom))
        }
    }

    init(_ steps: [LadderStep]) {
        for step in steps { add(step.estimated, step.missing) }
    }

    private mutating func add(_ isEstimated: Bool, _ missing: MissingYears) {
        self.isEstimated = self.isEstimated || isEstimated
        self.missing.add(missing)
    }

    /// Behind one date, ` [perkiraan] [tanpa kalender 2028]`; nothing where it is certain.
    var marks: Phrase {
        let marks = [
            isEstimated ? .estimated : nil, missing.isEmpty ? nil : missing.mark,
        ].compactMap(\.self)
        return Phrase { language in marks.map { " [\(language.say($0))]" }.joined() }
    }

    /// Under dates that bear marks, a line each.
    func legend(_ language: Language) -> [String] {
        CountWords.doubts(skipped: [], estimated: isEstimated, missing: missing, language)
    }
}
