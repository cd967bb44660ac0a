/// Years in a count whose days off are not known: all of them, or only those of some calendars.
package struct MissingYears: Hashable, Sendable {
    /// The years of which nothing is known.
    private var whole: Set<Int>
    /// The years of which only the days of some calendars are unknown, by calendar.
    private var gaps: [String: Set<Int>]

    /// Takes the years of one count; `gaps` are those of them that are known in part.
    ///
    /// They stand under the calendars that lack them. Of a year that stands under none nothing is known.
    package init(_ years: [Int] = [], from gaps: [String: [Int]]? = nil) {
        self.gaps = (gaps ?? [:]).mapValues { Set($0).intersection(years) }
            .filter { !$0.value.isEmpty }
        whole = Set(years).subtracting(self.gaps.values.joined())
    }

    /// Whether every day off is known.
    package var isEmpty: Bool { whole.isEmpty && gaps.isEmpty }

    /// Adds the years of another count; of a year of which one of them knows nothing, nothing is known.
    package mutating func add(_ other: MissingYears) {
        whole.formUnion(other.whole)
        gaps.merge(other.gaps) { $0.union($1) }
        gaps = gaps.mapValues { $0.subtracting(whole) }.filter { !$0.value.isEmpty }
    }

    /// The same in a few words, to stand behind a date.
    package var mark: Phrase {
        Phrase { language in
            let years = whole.isEmpty ? Set(gaps.values.joined()) : whole
            let list = language.list(years.sorted().map(String.init))
            return switch language {
            case .id: whole.isEmpty ? "kalender \(list) belum lengkap" : "tanpa kalender \(list)"
            case .en: whole.isEmpty ? "calendar for \(list) incomplete" : "no calendar for \(list)"
            }
        }
    }

    /// `phrase` as a sentence of a message; nil where every day off is known.
    var sentence: Phrase? { isEmpty ? nil : phrase.capitalized + Phrase(".") }

    /// What is not known, and how it was counted instead, in one line.
    package var phrase: Phrase {
        Phrase { language in
            func list(_ years: Set<Int>) -> String {
                language.list(years.sorted().map(String.init))
            }
            let all = whole.isEmpty ? nil : Phrase.missingYears(whole.sorted())
            // Calendars that lack the same years are named together.
            let files = Dictionary(grouping: gaps.keys.sorted()) { gaps[$0] ?? [] }
            let parts = files.sorted { $0.value[0] < $1.value[0] }.map { years, files in
                let names = language.list(files)
                let has = files.count == 1 ? "has" : "have"
                return switch language {
                case .id:
                    "hari libur \(list(years)) yang khusus di kalender \(names) belum diketahui; hari libur lainnya sudah"
                case .en:
                    "the days off for \(list(years)) that only \(names) \(has) are not known; all others are"
                }
            }
            return ((all.map { [language.say($0)] } ?? []) + parts).joined(separator: "; ")
        }
    }
}
