import Entries
import Language
import Wire

extension DoubtWords {
    /// The doubts of several dates, as answers carry them.
    init(_ doubts: [DayDoubt?]) {
        self.init()
        for doubt in doubts.compactMap(\.self) {
            add(doubt.estimated, MissingYears(doubt.missingYears, from: doubt.missingFrom))
        }
    }

    /// The doubts of one date, as an entry holds them.
    init(json doubt: JSONValue?) {
        self.init(
            estimated: doubt?["estimated"]?.bool ?? false,
            MissingYears(
                doubt?["missingYears"]?.array?.compactMap(\.integer) ?? [],
                from: doubt?["missingFrom"]?.object?.mapValues {
                    $0.array?.compactMap(\.integer) ?? []
                }
            )
        )
    }

    init(_ steps: [LadderStep]) {
        self.init()
        for step in steps { add(step.estimated, step.missing) }
    }

    /// Under dates that bear marks, a line each.
    func legend(_ language: Language) -> [String] { legend.map(language.say) }
}
