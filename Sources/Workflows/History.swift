package import Calendars
package import Entries

/// All entries of one agreement, in the order in which they were recorded.
package struct History: Hashable, Sendable {
    /// The entries by position, corrections among them as entries of their own.
    package private(set) var facts: [Fact]

    /// Puts the facts into the order of recording, whatever order they come in.
    package init(_ facts: [Fact] = []) {
        // Mostly they are in order, and sorting would copy every one.
        let isOrdered = facts.indices.dropFirst().allSatisfy {
            facts[$0 - 1].position < facts[$0].position
        }
        self.facts = isOrdered ? facts : facts.sorted { $0.position < $1.position }
    }

    /// Adds what is recorded next.
    package mutating func append(_ fact: Fact) { facts.append(fact) }

    /// Whether anything was recorded.
    package var isEmpty: Bool { facts.isEmpty }

    /// How many facts: the version that a caller may name to be sure that nothing came between.
    package var version: Int {
        lazy var uncounted = Set(
            facts.filter { !EngineEvent.isFact(type: $0.type) }.map(\.position)
        )
        return facts.count { fact in
            guard EngineEvent.isFact(type: fact.type) else { return false }
            guard fact.type == EngineEvent.corrected.rawValue else { return true }
            // Mending a note changes nothing that somebody's decision could rest on.
            let corrected = Correction.all(in: fact).map(\.position)
            return corrected.isEmpty || !corrected.allSatisfy(uncounted.contains)
        }
    }

    /// Returns what stood in the log after the entry at `position`.
    package func through(_ position: Int64) -> History {
        var earlier = self
        earlier.facts.removeAll { $0.position > position }
        return earlier
    }

    /// Returns what was recorded by then: "known at".
    package func known(at recorded: Timestamp?) -> History {
        guard let recorded else { return self }
        var known = self
        known.facts.removeAll { $0.recorded > recorded }
        return known
    }
}

/// One fact or supplement at its place in time, after all corrections.
package struct PlacedFact: Hashable, Sendable {
    /// The fact with the corrected fields and time.
    package var fact: Fact
    /// Where it stands in the order: its instant, or the one that an imprecise time is given.
    package var effective: Timestamp
    /// The corrections that changed it, oldest first.
    package var correctedBy: [Int64]

    fileprivate func isAhead(of other: PlacedFact) -> Bool {
        (effective, fact.position) < (other.effective, other.fact.position)
    }
}

extension History {
    /// Puts the facts into the order in which they happened.
    ///
    /// Corrections first: per field the last wins, a voided entry is left out. Then the effective
    /// time: an exact time is itself; an imprecise one takes the latest effective time that lies
    /// inside its period among the facts recorded before it, else the period's first instant. So
    /// facts whose periods do not overlap have one order however they were recorded, and
    /// overlapping ones keep the order of recording wherever their periods allow. Last, sort by
    /// (effective time, position). Why: docs/decisions/0013.
    package func placed() -> [PlacedFact] { order().placed }

    /// Notes, documents and follow-ups, corrected and at their place; voided ones are left out.
    ///
    /// No step rests on them, so they give no place to others: without them everything else is as
    /// it was.
    package func supplements() -> [PlacedFact] { inOrder(\.isSupplement).placed }

    /// The placed facts, and what decides where the next one stands among them.
    func order() -> (placed: [PlacedFact], places: TakenPlaces, corrected: Set<Int64>) {
        inOrder(\.takesPlace)
    }

    private func inOrder(
        _ isWanted: (Fact) -> Bool
    ) -> (placed: [PlacedFact], places: TakenPlaces, corrected: Set<Int64>) {
        let corrections = CorrectionBook(facts)
        var taken = TakenPlaces()
        var placed: [PlacedFact] = []
        for fact in facts where fact.takesPlace || fact.isSupplement {
            guard corrections.voidedBy[fact.position] == nil else { continue }
            let corrected = corrections.applied(to: fact)
            let effective = taken.place(for: corrected.moment)
            if fact.takesPlace { taken.insert(effective) }
            guard isWanted(fact) else { continue }
            placed.append(
                PlacedFact(
                    fact: corrected,
                    effective: effective,
                    correctedBy: corrections.correctedBy[fact.position] ?? []
                )
            )
        }
        let isOrdered = placed.indices.dropFirst().allSatisfy {
            placed[$0 - 1].isAhead(of: placed[$0])
        }
        if !isOrdered { placed.sort { $0.isAhead(of: $1) } }
        return (placed, taken, Set(corrections.correctedBy.keys))
    }

    /// Which entries were voided, each with the correction that did it.
    package var voided: [Int64: Int64] { CorrectionBook(facts).voidedBy }
}

extension Fact {
    /// Whether it takes a place in the order of what happened.
    var takesPlace: Bool { EngineEvent(rawValue: type)?.isPlaced ?? true }

    /// Whether it only adds to what is known: it can be corrected, and nothing rests on it.
    var isSupplement: Bool { EngineEvent(rawValue: type)?.isSupplement ?? false }
}

/// The effective times given so far, in order: where an imprecise time may stand.
struct TakenPlaces: Hashable, Sendable {
    private var times: [Timestamp] = []

    /// The place of a moment: itself if exact, else behind the last of its period, else its start.
    func place(for moment: Moment) -> Timestamp {
        guard moment.precision != .instant, let last = last(before: moment.end),
            last >= moment.start
        else { return moment.start }
        return last
    }

    /// Keeps the times sorted; most facts come in order, so the place is near the end.
    mutating func insert(_ time: Timestamp) { times.insert(time, at: count(upTo: time)) }

    private func last(before end: Timestamp) -> Timestamp? {
        let count = count(upTo: end.adding(milliseconds: -1))
        return count > 0 ? times[count - 1] : nil
    }

    /// How many times are not after `time`.
    private func count(upTo time: Timestamp) -> Int {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What the corrections of one history say, gathered.
private struct CorrectionBook {
    var voidedBy: [Int64: Int64] = [:]
    var correctedBy: [Int64: [Int64]] = [:]
    private var corrections: [Int64: [Correction]] = [:]

    init(_ facts: [Fact]) {
        for fact in facts where fact.type == EngineEvent.corrected.rawValue {
            for correction in Correction.all(in: fact) {
                correctedBy[correction.position, default: []].append(fact.position)
                if correction.isVoid {
                    voidedBy[correction.position] = fact.position
                } else {
                    corrections[correction.position, default: []].append(correction)
                }
            }
        }
    }

    func applied(to fact: Fact) -> Fact {
        var corrected = fact
        for correction in corrections[fact.position] ?? [] {
            // A null takes a field away: as if it had never been given.
            for (name, value) in correction.set {
                corrected.data[name] = value == .null ? nil : value
            }
            if let moment = correction.moment { corrected.moment = moment }
        }
        return corrected
    }
}

/// One correction of one entry, as a `Corrected` entry holds it.
package struct Correction: Hashable, Sendable {
    /// The entry that it changes.
    package var position: Int64
    /// The new values by field; a null takes a field away.
    package var set: [String: JSONValue]
    /// The new time, if it changes that.
    package var moment: Moment?
    /// The entry counts no longer.
    package var isVoid: Bool

    /// Describes a correction; voiding goes with neither fields nor time.
    package init(
        position: Int64,
        set: [String: JSONValue] = [:],
        moment: Moment? = nil,
        isVoid: Bool = false
    ) {
        self.position = position
        self.set = set
        self.moment = moment
        self.isVoid = isVoid
    }

    /// Reads the corrections of a `Corrected` entry: one or several that only hold together.
    package static func all(in fact: Fact) -> [Correction] {
        (fact.data["corrections"]?.array ?? []).compactMap(Correction.init(json:))
    }

    private init?(json: JSONValue) {
        guard let position = json["position"]?.integer else { return nil }
        self.position = Int64(position)
        set = json["set"]?.object ?? [:]
        isVoid = json["void"]?.bool ?? false
        if let time = json["time"]?.string,
            let precision = json["timeprecision"]?.string.flatMap(Precision.init(rawValue:))
        {
            moment = Moment(time: time, precision: precision)
        }
    }

    /// The correction as an entry holds it.
    package var json: JSONValue {
        var members: [String: JSONValue] = ["position": .integer(Int(position))]
        if isVoid { members["void"] = true }
        if !set.isEmpty { members["set"] = .object(set) }
        if let moment {
            members["time"] = .string(moment.time)
            members["timeprecision"] = .string(moment.precision.rawValue)
        }
        return .object(members)
    }
}
