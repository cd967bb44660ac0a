import Calendars
import Entries
import TestSupport
import Testing

@testable import Workflows

/// Facts whose periods do not overlap give one state in whatever accepted order they were recorded.
@Suite struct OrderOfRecordingTests {
    @Test(arguments: UInt64(1)...40)
    func `every accepted order of recording gives one state`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<8 {
            let facts = try random.facts()
            let inOrder = try Story.buleleng().given(facts)
            let expected = try #require(inOrder.normalForm)
            for _ in 0..<4 {
                guard let shuffled = try random.recorded(facts) else { continue }
                let found = try #require(shuffled.normalForm)
                let context: Comment = "seed \(seed), case \(number): \(shuffled.order)"
                #expect(found.facts == expected.facts, context)
                #expect(found.agreement == expected.agreement, context)
                #expect(shuffled.steps.allSatisfy { $0.rejection == nil }, context)
            }
        }
    }

    /// Without this the test above could pass by never trying another order.
    @Test func `most sequences are also recorded in other orders`() throws {
        var random = SeededGenerator(seed: 2018)
        var others = 0
        for _ in 0..<60 {
            let facts = try random.facts()
            guard let shuffled = try random.recorded(facts) else { continue }
            if shuffled.order != shuffled.order.sorted() { others += 1 }
        }
        #expect(others >= 20)
    }

    @Test(arguments: UInt64(1)...20)
    func `one step of a fact that sorts last is the whole fold`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var stepCount = 0
        for number in 0..<8 {
            var before = try Story.buleleng()
            for fact in try random.facts(overlapping: true) {
                let after = before.when(fact).story
                let added = after.history.facts.count - before.history.facts.count
                let placed = after.history.placed()
                // One fact at a time: a command may have brought about two.
                if added == 1, placed.last?.fact.position == after.history.facts.last?.position,
                    let last = placed.last
                {
                    let stepped = after.fold.step(before.agreement, last, id: after.id)
                    #expect(stepped == after.agreement, "seed \(seed), case \(number)")
                    stepCount += 1
                }
                before = after
            }
        }
        #expect(stepCount > 0)
    }

    @Test(arguments: UInt64(1)...20)
    func `a standing that is kept is the one that folding gives, and decides the same`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var (stepCount, refusedCount) = (0, 0)
        for number in 0..<8 {
            var story = try Story.buleleng().given(.propose("35.72", "35.05", at: "2018-01-01"))
            let fold = story.fold
            var kept = Standing(story.id, History(), fold)
            for fact in story.history.facts { kept.append(fact, fold) }
            let acts = try random.facts(overlapping: true).dropFirst()
            for (index, act) in acts.shuffled(using: &random).enumerated() {
                let outcome = story.when(
                    index % 4 == 3 ? random.correction(of: story, at: act.at) : act
                )
                let added = outcome.story.history.facts.dropFirst(story.history.facts.count)
                let now = added.first?.recorded ?? story.now
                let events = added.map { Event(type: $0.type, moment: $0.moment, data: $0.data) }
                let context: Comment = "seed \(seed), case \(number), \(act)"
                // Also such as would be refused: every kind of event at the place of this act.
                for type in ["ScopeDiscussed", "Signed", "NoteAdded", "Resumed", "Held"] {
                    let event = Event(
                        type: type,
                        moment: try Moment(act.at, in: story.circumstances.offices.own.zone),
                        data: ["party": "35.72", "until": "2019-01-01", "scope": ["a"]]
                    )
                    let verdicts = judged([event], story, kept, now)
                    #expect(verdicts.short == verdicts.whole, context)
                    if verdicts.whole != nil { refusedCount += 1 }
                }
                let verdicts = judged(events, story, kept, now)
                #expect(verdicts.short == verdicts.whole, context)
                story = outcome.story
                for fact in added {
                    if case .last = kept.place(of: fact) { stepCount += 1 }
                    kept.append(fact, fold)
                }
                #expect(kept == Standing(story.id, story.history, fold), context)
                #expect(kept.agreement == story.agreement, context)
            }
        }
        #expect(stepCount > 5)
        #expect(refusedCount > 5)
    }

    /// What stands against events, by one step and by the whole order.
    private func judged(
        _ events: [Event],
        _ story: Story,
        _ kept: Standing,
        _ now: Timestamp
    ) -> (short: Rejection?, whole: Rejection?) {
        let decider = Decider(story.circumstances) { _ in false }
        let command = Command(
            agreement: story.id,
            intent: .verb("any"),
            moment: Moment(instant: now, offsetMinutes: 0),
            source: nil,
            fields: [:],
            position: Int64(story.history.facts.count),
            now: now
        )
        func refusal(_ judge: () throws(Rejection) -> Void) -> Rejection? {
            do throws(Rejection) {
                try judge()
                return nil
            } catch {
                return error
            }
        }
        return (
            refusal { () throws(Rejection) in try decider.judge(events, command, kept) },
            refusal { () throws(Rejection) in try decider.judge(events, command, story.history) }
        )
    }

    @Test(arguments: UInt64(1)...20)
    func `as of a time is the fold of what had happened by then`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<8 {
            let facts = try random.facts()
            let whole = try Story.buleleng().given(facts)
            var part = try Story.buleleng()
            for fact in facts {
                part = try part.given(fact)
                let until = try #require(part.history.placed().last?.effective)
                let then = whole.fold.agreement(whole.id, whole.history, happenedBy: until)
                #expect(then == part.agreement, "seed \(seed), case \(number), \(fact)")
            }
        }
    }

    @Test(arguments: UInt64(1)...20)
    func `known at a time is the fold of what was recorded by then`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<8 {
            let facts = try random.facts()
            guard let whole = try random.recorded(facts) else { continue }
            for fact in whole.history.facts {
                let recorded = whole.history.facts.filter { $0.recorded <= fact.recorded }
                let then = whole.fold.agreement(
                    whole.id,
                    whole.history,
                    knownAt: fact.recorded
                )
                #expect(
                    then == whole.fold.agreement(whole.id, History(recorded)),
                    "seed \(seed), case \(number), position \(fact.position)"
                )
            }
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `no imprecise fact stands before one that was recorded before it and lies in its period`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var held = 0
        for number in 0..<8 {
            let facts = try random.facts(overlapping: true)
            let story = try random.recorded(facts) ?? Story.buleleng().given(facts)
            let placed = story.history.placed()
            for fact in placed where fact.fact.moment.precision != .instant {
                let moment = fact.fact.moment
                let inside = placed.filter { other in
                    other.fact.position < fact.fact.position && moment.start <= other.effective
                        && other.effective < moment.end
                }
                let latest = inside.map(\.effective).max()
                #expect(
                    fact.effective == latest ?? moment.start,
                    "seed \(seed), case \(number), position \(fact.fact.position)"
                )
                if latest != nil { held += 1 }
            }
        }
        #expect(held > 0)
    }

    @Test(arguments: UInt64(1)...30)
    func `overlapping imprecise facts of one period keep the order of recording`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var story = try Story.buleleng().given(.propose("35.72", at: "2018"))
        for _ in 0..<12 {
            let time = random.pick(["2018", "2018-11", "2018-11-07"]) ?? "2018"
            story = story.when(.discuss("a", at: time)).story
        }
        // Each period contains the next, so nothing forces another order than that of recording
        // once the narrowest has been named.
        let order = story.order
        let times = order.map { story.history.facts[Int($0)].moment.precision }
        let first = times.firstIndex(of: .day) ?? order.count
        #expect(Array(order[first...]) == order[first...].sorted(), "seed \(seed)")
    }
}

extension SeededGenerator {
    /// Returns facts in the order in which they happened, each possible after those before it.
    fileprivate mutating func facts(overlapping: Bool = false) throws -> [Act] {
        var day = try #require(LocalDate("2018-01-01"))
        var story = try Story.buleleng()
        var facts: [Act] = []
        let count = Int.random(in: 4...12, using: &self)
        for attempt in 0..<count * 4 where facts.count < count && story.agreement?.closed == nil {
            let time = time(&day, overlapping: overlapping)
            var act = facts.isEmpty ? Act.propose("35.72", "35.05", at: time) : act(at: time)
            // The source names the fact, whatever its position will be.
            act.source = "f\(attempt)"
            let outcome = story.when(act)
            guard outcome.rejection == nil else { continue }
            story = outcome.story
            facts.append(act)
        }
        return facts
    }

    /// A time of some precision after `day`, which moves behind its period.
    private mutating func time(_ day: inout LocalDate, overlapping: Bool) -> String {
        day = day.adding(days: overlapping ? Int.random(in: 0...1, using: &self) : 1)
        let time: String
        switch Int.random(in: 0..<(overlapping ? 3 : 8), using: &self) {
        case 0: time = "\(day)T\(pick(["08", "13", "23"]) ?? "10"):30"
        case 1:
            if !overlapping && day.day > 1 { day = day.lastOfMonth.adding(days: 1) }
            time = String(day.description.prefix(7))
            if !overlapping { day = day.lastOfMonth }
        default: time = day.description
        }
        return time
    }

    private mutating func act(at time: String) -> Act {
        let party = pick(["51.08", "35.72", "35.05"]) ?? "51.08"
        let office = pick([party, "51.08/DPRD"]) ?? party
        let purpose = pick(["kesiapan", "persetujuan"]) ?? "kesiapan"
        switch Int.random(in: 0..<22, using: &self) {
        case 0...3: return .discuss(pick(["a", "b", "c"]) ?? "a", at: time)
        case 4...6: return .draft(at: time)
        case 7, 8:
            let act = Act.awaiting(office, for: purpose, at: time)
            return chance(oneIn: 2) ? act.with("promised", "2019-06-01") : act
        case 9: return .awaitAnswer(office, for: purpose, at: time)
        case 10, 11: return .ready(office, for: chance(oneIn: 2) ? purpose : nil, at: time)
        case 12...16:
            let act = Act.sign(party, at: time)
            let year = Int.random(in: 2021...2029, using: &self)
            return chance(oneIn: 2) ? act.with("until", .string("\(year)-01-01")) : act
        case 17: return chance(oneIn: 4) ? .sign(at: time) : .draft(at: time)
        case 18: return .hold(until: pick(["2018-06-30", "2019-12-31"]) ?? "2018-06-30", at: time)
        case 19: return .resume(at: time)
        case 20: return .record("LetterReceived", at: time, ["number": "045/12"])
        default:
            return chance(oneIn: 6)
                ? .withdraw(party, because: "anggaran", at: time) : .note("catatan", at: time)
        }
    }

    /// A correction of some fact: voided, or given another time.
    fileprivate mutating func correction(of story: Story, at time: String) -> Act {
        let position = Int.random(in: 0..<story.history.facts.count, using: &self)
        return chance(oneIn: 2)
            ? .void(position, at: time) : .correct(position, ["at": .string(time)], at: time)
    }

    /// Records the facts in some other order: what is refused is tried again later; nil if that
    /// comes to no end.
    fileprivate mutating func recorded(_ facts: [Act]) throws -> Story? {
        guard let first = facts.first else { return nil }
        var story = try Story.buleleng().given(first)
        var left = Array(facts.dropFirst()).shuffled(using: &self)
        while !left.isEmpty {
            var refused: [Act] = []
            for act in left {
                let outcome = story.when(act)
                if outcome.rejection == nil { story = outcome.story } else { refused.append(act) }
            }
            guard refused.count < left.count else { return nil }
            left = refused
        }
        return story
    }
}

extension LocalDate {
    fileprivate var lastOfMonth: LocalDate {
        adding(days: LocalDate.days(inMonth: month, ofYear: year) - day)
    }
}
