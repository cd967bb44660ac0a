package import Calendars
import Entries

/// What the draft of a letter can cite of an agreement's history: the last meeting, and earlier letters.
package struct Correspondence: Hashable, Sendable {
    /// The last meeting that happened; nil if there was none.
    package var meeting: Meeting?
    /// The own office's letters, in the order in which they happened.
    package var letters: [Letter]

    /// Something that both sides took part in.
    package struct Meeting: Hashable, Sendable {
        /// What it was, within a sentence.
        package var words: Bilingual
        /// When, as exactly as is known.
        package var moment: Moment
        /// Where, in free words.
        package var place: String?
    }

    /// A letter that was sent.
    package struct Letter: Hashable, Sendable {
        /// The office it went to.
        package var to: String?
        /// Its number, as the own registry gave it.
        package var number: String?
        /// Its date as it was recorded; the day of the fact if nobody gave one.
        package var date: String
        /// Where it stands in the order of the history.
        package var effective: Timestamp
    }

    /// Gathers what `workflow` says can be cited; corrections are applied, what was voided is left out.
    package init(_ history: History, _ workflow: Workflow) {
        meeting = nil
        letters = []
        for placed in history.placed() {
            let fact = placed.fact
            switch workflow.event(named: fact.type)?.cited {
            case .meeting(let words):
                meeting = Meeting(
                    words: words,
                    moment: fact.moment,
                    place: fact.data["place"]?.string
                )
            case .letter:
                letters.append(
                    Letter(
                        to: fact.data["to"]?.string,
                        number: fact.data["number"]?.string,
                        date: fact.data["date"]?.string ?? fact.moment.text,
                        effective: placed.effective
                    )
                )
            case nil: continue
            }
        }
    }
}
