import Calendars
import Entries

extension Workflow {
    /// Refuses a hold that would have run out before it began: nobody would ever notice it.
    func holdReason(_ placed: PlacedFact, _ zone: Zone) -> Rejection.Reason? {
        // Unreadable can't be: the text was read when it was recorded.
        let until = placed.fact.data["until"]?.string.flatMap { try? Moment($0, in: zone) }
        guard let until, until.end <= placed.effective else { return nil }
        return .endsBeforeItBegins(field: "until", until: until, begins: placed.fact.moment)
    }

    /// Refuses a term whose last day lies before its first.
    ///
    /// A signature says the term of the paper too; without a first day it is the day of the event.
    func termReason(_ rule: EventRule, _ placed: PlacedFact) -> Rejection.Reason? {
        guard rule.saysTerm else { return nil }
        let zone = placed.fact.moment.zone
        let data = placed.fact.data
        // Unreadable can't be: the texts were read when they were recorded.
        let from = data["from"]?.string.flatMap { try? Moment($0, in: zone) }
        let until = data["until"]?.string.flatMap { try? Moment($0, in: zone) }
        let begins = from ?? placed.fact.moment
        guard let until, until.end <= begins.start else { return nil }
        return .endsBeforeItBegins(field: "until", until: until, begins: begins)
    }
}

extension EventRule {
    /// Whether its fields `from` and `until` are those of the paper's term.
    fileprivate var saysTerm: Bool {
        effects.contains { effect in
            switch effect {
            case .opensTerm, .signs, .signsAll: true
            default: false
            }
        }
    }
}
