import Calendars

/// An agreement as its history leaves it: what happened, in which order, and what it has become.
///
/// The same as putting the history in order and folding it anew; a fact that sorts last costs one
/// step of it. Why that is the same: docs/decisions/0060.
package struct Standing: Hashable, Sendable {
    /// The agreement's id.
    package let id: String
    /// The entries in the order in which they were recorded.
    package private(set) var history: History
    /// What it has become; nil if it has not begun.
    package private(set) var agreement: Agreement?
    private var places: TakenPlaces
    /// The effective time of the last placed fact.
    private var last: Timestamp?
    /// What corrections name: a fact among them is not what its entry says.
    private var corrected: Set<Int64>

    /// Puts a history in order and folds it.
    package init(_ id: String, _ history: History, _ fold: Fold) {
        self.id = id
        self.history = history
        let order = history.order()
        agreement = fold.agreement(id, order.placed)
        places = order.places
        last = order.placed.last?.effective
        corrected = order.corrected
    }

    /// What the next fact does to the order.
    enum Place {
        /// It takes no place in it: the state stays.
        case none
        /// It is the last that happened: one step more.
        case last(PlacedFact)
        /// It stands between others, or changes some of them.
        case between
    }

    /// Where a fact would stand that is recorded next.
    func place(of fact: Fact) -> Place {
        if fact.type == EngineEvent.corrected.rawValue || corrected.contains(fact.position) {
            return .between
        }
        if let newest = history.facts.last, newest.position >= fact.position { return .between }
        guard fact.takesPlace else { return .none }
        let effective = places.place(for: fact.moment)
        if let last, effective < last { return .between }
        return .last(PlacedFact(fact: fact, effective: effective, correctedBy: []))
    }

    /// Takes in what is recorded next.
    package mutating func append(_ fact: Fact, _ fold: Fold) {
        switch place(of: fact) {
        case .none: history.append(fact)
        case .last(let placed):
            history.append(fact)
            agreement = fold.step(agreement, placed, id: id)
            places.insert(placed.effective)
            last = placed.effective
        case .between:
            var history = history
            history.append(fact)
            self = Standing(id, history, fold)
        }
    }
}
