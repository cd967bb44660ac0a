import Calendars
import Entries
package import Workflows

extension Story {
    /// The state with every position replaced by its place in the order of what happened, and
    /// without the times of recording: what two orders of recording must agree on.
    package var normalForm: NormalForm? {
        guard let agreement else { return nil }
        let order = history.placed().map(\.fact)
        let places = Dictionary(
            order.enumerated().map { ($0.element.position, Int64($0.offset)) }
        ) { first, _ in first }
        let renumbering = Renumbering(places: places)
        return NormalForm(
            agreement: renumbering.agreement(agreement),
            facts: order.map { "\($0.type) \($0.moment.text) \($0.source ?? "-")" }
        )
    }
}

/// What an agreement is, however it was recorded.
package struct NormalForm: Hashable, Sendable {
    /// The state with positions by place and no times of recording.
    package var agreement: Agreement
    /// Type, time and word of every placed fact, in order.
    package var facts: [String]
}

private struct Renumbering {
    var places: [Int64: Int64]

    func agreement(_ agreement: Agreement) -> Agreement {
        var next = agreement
        next.since = point(agreement.since)
        next.free = agreement.free.map(point)
        next.waits = agreement.waits.map { wait in
            var next = wait
            next.since = point(wait.since)
            next.promisedBy = wait.promisedBy.map(point)
            return next
        }
        next.signatures = agreement.signatures.map(signature)
        next.documents = agreement.documents.map { document in
            var next = document
            next.position = place(document.position)
            return next
        }
        next.draft = agreement.draft.map(place)
        next.versions = agreement.versions.mapValues { $0.map(place) }
        next.fields["scopeVersion"] = agreement.fields["scopeVersion"]?.integer.map {
            .integer(Int(place(Int64($0))))
        }
        next.closed?.at = point(agreement.closed?.at ?? agreement.since)
        if let term = agreement.term {
            next.term?.at = point(term.at)
            next.term?.ended = term.ended.map(point)
        }
        next.postponements = agreement.postponements.map { postponement in
            var next = postponement
            next.at = point(postponement.at)
            return next
        }
        next.held = agreement.held.map(hold)
        next.pastHolds = agreement.pastHolds.map(hold)
        return next
    }

    private func place(_ position: Int64) -> Int64 { places[position] ?? -1 }

    private func point(_ point: Agreement.Point) -> Agreement.Point {
        Agreement.Point(
            moment: point.moment,
            effective: point.effective,
            position: place(point.position),
            recorded: .earliest
        )
    }

    private func signature(_ signature: Agreement.Signature) -> Agreement.Signature {
        var next = signature
        next.at = point(signature.at)
        next.draft = signature.draft.map(place)
        next.voidedBy = signature.voidedBy.map(place)
        return next
    }

    private func hold(_ hold: Agreement.Hold) -> Agreement.Hold {
        var next = hold
        next.at = point(hold.at)
        next.ended = hold.ended.map(point)
        return next
    }
}
