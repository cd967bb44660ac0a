package import Calendars
import Entries

/// What the draft of a letter can cite of an agreement's history: the last meeting, and earlier letters.
package struct Correspondence: Hashable, Sendable {
    /// The last meeting that happened; nil if there was none.
    package var meeting: Meeting?
    /// The own office's letters, in the order in which they happened.
    package var letters: [Letter]
    /// The letters that came to it, in the order in which they happened.
    package var replies: [Letter]

    /// Something that both sides took part in.
    package struct Meeting: Hashable, Sendable {
        /// What it was, within a sentence.
        package var words: Bilingual
        /// When, as exactly as is known.
        package var moment: Moment
        /// Where, in free words.
        package var place: String?
    }

    /// A letter that was sent, or came.
    package struct Letter: Hashable, Sendable {
        /// The other office: to which it went, or from which it came.
        package var office: String?
        /// Its number, as the registry of whoever wrote it gave it.
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
        replies = []
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
                letters.append(Letter(placed, office: "to"))
            case .reply:
                replies.append(Letter(placed, office: "from"))
            case nil: continue
            }
        }
    }
}

extension Correspondence.Letter {
    fileprivate init(_ placed: PlacedFact, office field: String) {
        let fact = placed.fact
        self.init(
            office: fact.data[field]?.string,
            number: fact.data["number"]?.string,
            date: fact.data["date"]?.string ?? fact.moment.text,
            effective: placed.effective
        )
    }
}
