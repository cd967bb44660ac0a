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
        /// The position of its entry: of two at one time the one that was recorded first is the earlier.
        package var position: Int64
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

extension Correspondence {
    /// Returns the letters to an office; where it is awaited, those since the wait began.
    ///
    /// One of the day of the wait counts, in whatever order both were recorded: it asks what is awaited.
    package func letters(to office: String, awaited wait: Agreement.Wait?) -> [Letter] {
        letters.filter { letter in
            letter.office == office && wait.map { $0.since.effective <= letter.effective } ?? true
        }
    }

    /// Returns what came from an office after the last of those letters and after the wait began.
    ///
    /// What came before, that letter answered already. Of one time, as of one day, the order of the history
    /// decides: a reply of the day of the letter is a reply.
    package func replies(from office: String, awaited wait: Agreement.Wait?) -> [Letter] {
        let last = letters(to: office, awaited: wait).last
        return replies.filter { reply in
            reply.office == office && last.map { reply.follows($0.effective, $0.position) } ?? true
                && wait.map { reply.follows($0.since.effective, $0.since.position) } ?? true
        }
    }
}

extension Correspondence.Letter {
    /// Whether it stands behind what is at that place in the order of the history.
    fileprivate func follows(_ effective: Timestamp, _ position: Int64) -> Bool {
        (self.effective, self.position) > (effective, position)
    }

    fileprivate init(_ placed: PlacedFact, office field: String) {
        let fact = placed.fact
        self.init(
            office: fact.data[field]?.string,
            number: fact.data["number"]?.string,
            date: fact.data["date"]?.string ?? fact.moment.text,
            effective: placed.effective,
            position: fact.position
        )
    }
}
