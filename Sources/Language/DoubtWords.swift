/// What dates rest on that is not certain: marks that stand behind them, and what the marks mean.
package struct DoubtWords: Hashable, Sendable {
    private var isEstimated = false
    private var missing = MissingYears()

    /// Says that all of it is certain.
    package init() {}

    /// Takes the doubts of one date.
    package init(estimated isEstimated: Bool, _ missing: MissingYears) {
        add(isEstimated, missing)
    }

    /// Adds those of another date.
    package mutating func add(_ isEstimated: Bool, _ missing: MissingYears) {
        self.isEstimated = self.isEstimated || isEstimated
        self.missing.add(missing)
    }

    /// Adds those of other dates.
    package mutating func add(_ other: DoubtWords) { add(other.isEstimated, other.missing) }

    /// Behind one date, ` [perkiraan] [tanpa kalender 2028]`; nothing where it is certain.
    package var marks: Phrase {
        let marks = [
            isEstimated ? .estimated : nil, missing.isEmpty ? nil : missing.mark,
        ].compactMap(\.self)
        return Phrase { language in marks.map { " [\(language.say($0))]" }.joined() }
    }

    /// Under dates that bear marks, a line each.
    package var legend: [Phrase] {
        let unknown = Phrase("[") + missing.mark + Phrase("]: ") + missing.phrase
        return [isEstimated ? Self.estimate : nil, missing.isEmpty ? nil : unknown]
            .compactMap(\.self)
    }

    /// The same as the sentences of a message.
    var sentences: [Phrase] {
        [isEstimated ? Self.estimate : nil, missing.sentence].compactMap(\.self)
    }

    /// What the mark of an estimate means.
    package static let estimate = Phrase(
        "[perkiraan]: ada hari libur yang belum ditetapkan.",
        "[estimated]: some holidays are not fixed yet."
    )
}
