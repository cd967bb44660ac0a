import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// `next` never lies: before it nothing is owed, and at it something is.
@Suite struct NextTests {
    @Test(arguments: UInt64(1)...60)
    func `before next nothing is owed, at next something is, and no reminder comes twice`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let story = try random.story()
        let agreement = try #require(story.agreement)
        let planner = try story.planner()
        var issued: Set<ObligationKey> = []
        // Before the beginning nothing was owed either; a `next` in the past means: since then.
        var last = try story.instant("2018-01-01")
        while let next = planner.next(agreement, issued: { issued.contains($0) }) {
            let context: Comment = "seed \(seed), \(next.utc), \(issued.count) issued"
            #expect(next >= last, context)
            for _ in 0..<10 {
                let before = random.instant(from: last, to: next)
                let owed = planner.owed(agreement, issued: { issued.contains($0) }, now: before)
                #expect(before >= next || owed.isEmpty, context)
            }
            let justBefore = next.adding(milliseconds: -1)
            #expect(
                planner.owed(agreement, issued: { issued.contains($0) }, now: justBefore).isEmpty,
                context
            )
            let owed = planner.owed(agreement, issued: { issued.contains($0) }, now: next)
            let keys = Set(owed.map(\.key))
            #expect(keys.count == owed.count, context)
            #expect(owed.allSatisfy { $0.slot.due <= next }, context)
            // Each round has to bring something new, or this would never end.
            try #require(!keys.isSubset(of: issued), context)
            #expect(keys.isDisjoint(with: issued), context)
            issued.formUnion(keys)
            last = next
        }
        // Nothing is left for any later day.
        for days in [1, 30, 400, 4_000] {
            let later = planner.windowOpening(
                onOrAfter: last.adding(milliseconds: Int64(days) * 86_400_000)
            )
            let owed = planner.owed(agreement, issued: { issued.contains($0) }, now: later)
            #expect(owed.isEmpty, "seed \(seed), \(days) days later")
        }
    }

    @Test(arguments: UInt64(1)...40)
    func `while an agreement goes on no reminder comes twice, and none outside the window`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var story = try Story.buleleng().given(.propose("35.72", "35.05", at: "2018-10-01"))
        var issued: Set<ObligationKey> = []
        let zone = story.circumstances.offices.own.zone
        for _ in 0..<25 {
            let planner = try story.planner()
            let agreement = try #require(story.agreement)
            let now = random.instant(
                from: story.now,
                to: story.now.adding(milliseconds: 30 * 86_400_000)
            )
            for obligation in planner.owed(agreement, issued: { issued.contains($0) }, now: now) {
                #expect(issued.insert(obligation.key).inserted, "seed \(seed)")
                #expect(planner.isInWindow(now), "seed \(seed)")
                #expect(
                    agreement.closed == nil || obligation.key.date != nil,
                    "seed \(seed)"
                )
                #expect(obligation.slot.due <= now, "seed \(seed)")
                let opener = story.history.facts.first { $0.position == obligation.key.opener }
                #expect(opener.map { $0.recorded <= obligation.slot.due } == true, "seed \(seed)")
            }
            let time = now.rfc3339(offsetMinutes: zone.offsetMinutes)
            story = story.when(random.act(at: time).recorded(time)).story
        }
    }

    @Test(arguments: UInt64(1)...80)
    func `what is said to go out is what goes out, on the day that is said`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let story = try random.story()
        let agreement = try #require(story.agreement)
        let planner = try story.planner()
        var issued: Set<ObligationKey> = []
        var now = story.now
        for _ in 0..<4 {
            let course = planner.course(
                of: agreement,
                issued: Set(issued.map(\.description)),
                from: now,
                through: .latest
            )
            var said: Set<String> = []
            for running in planner.ladders(of: agreement) where !running.isSilent {
                let slots = planner.placedSlots(
                    of: running,
                    of: agreement,
                    issued: { issued.contains($0) },
                    at: now
                )
                for slot in slots {
                    guard let day = slot.goesOut else { continue }
                    said.insert("\(day.utc) \(planner.key(slot.slot, running))")
                }
            }
            let comes = Set(course.map { "\($0.instant.utc) \($0.obligation.key)" })
            #expect(said == comes, "seed \(seed), \(now.utc)")
            // The next one goes out, and all that is said of the rest still holds.
            guard let first = course.first else { return }
            issued.insert(first.obligation.key)
            now = random.instant(from: now, to: first.instant.adding(milliseconds: 86_400_000 * 9))
            now = max(now, first.instant)
        }
    }

    /// A policy adopted in mid-wait brings rungs whose day lies before its adoption.
    @Test(arguments: UInt64(1)...120)
    func `with rungs that came into force later, owed, next and what is said to go out agree`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let story = try random.story()
        let agreement = try #require(story.agreement)
        let days = [2, 5, 9, 14, 30]
        let kept = days.filter { _ in random.chance(oneIn: 2) }
        let (before, after) = (
            try Policy.rungs(kept.isEmpty ? [9] : kept), try Policy.rungs(days)
        )
        let adopted = random.instant(
            from: try story.instant("2018-10-01"),
            to: story.now.adding(milliseconds: 40 * 86_400_000)
        )
        var planner = try story.planner(after)
        planner.tenure.adopt(before, after: nil, recorded: .earliest)
        planner.tenure.adopt(after, after: before, recorded: adopted)
        var now = planner.windowOpening(onOrAfter: max(adopted, story.now))
        // What the rungs before it said, but for those of an outage.
        var issued: Set<ObligationKey> = []
        for running in planner.ladders(of: agreement) {
            let said = planner.slots(of: running).filter {
                $0.due < adopted && kept.contains($0.step.days) && $0.resumes == nil
            }
            let count = Int.random(in: 0...said.count, using: &random)
            issued.formUnion(said.prefix(count).map { planner.key($0, running) })
        }
        while let next = planner.next(agreement, issued: { issued.contains($0) }) {
            let instant = planner.windowOpening(onOrAfter: max(next, now))
            let context: Comment = "seed \(seed), \(instant.utc), \(issued.count) issued"
            let isEarly = random.instant(from: now, to: instant)
            let early = planner.owed(agreement, issued: { issued.contains($0) }, now: isEarly)
            #expect(isEarly >= instant || early.isEmpty, context)
            let owed = planner.owed(agreement, issued: { issued.contains($0) }, now: instant)
            try #require(!owed.isEmpty, context)
            let said = planner.ladders(of: agreement).filter { !$0.isSilent }.flatMap { running in
                planner.placedSlots(
                    of: running,
                    of: agreement,
                    issued: { issued.contains($0) },
                    at: instant
                ).filter { $0.standing == .owed }.map { planner.key($0.slot, running) }
            }
            #expect(Set(said) == Set(owed.map(\.key)), context)
            issued.formUnion(owed.map(\.key))
            now = instant
        }
    }

    @Test func `a rung that came into force after its day takes no other's place`() throws {
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-10-10"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-01")
        )
        let agreement = try story.state()
        let (before, after) = (try Policy.rungs([5]), try Policy.rungs([5, 8]))
        var planner = try story.planner(after)
        // Nobody was told of the fifth day; the eighth was not thought of before it had passed.
        planner.tenure.adopt(before, after: nil, recorded: .earliest)
        planner.tenure.adopt(after, after: before, recorded: try story.instant("2018-11-22T09:00"))
        let now = try story.instant("2018-11-22T10:00")
        let owed = planner.owed(agreement, issued: { _ in false }, now: now)
        #expect(owed.map(\.key.days) == [5])
        let next = try #require(planner.next(agreement, issued: { _ in false }))
        #expect(next <= now)
        let running = try #require(planner.ladders(of: agreement).first { $0.wait != nil })
        let slots = planner.placedSlots(
            of: running,
            of: agreement,
            issued: { _ in false },
            at: now
        )
        #expect(slots.map(\.standing) == [.owed, .notInForce])
    }

    @Test func `the simulations above issue something`() throws {
        var count = 0
        for seed in UInt64(1)...10 {
            var random = SeededGenerator(seed: seed)
            let story = try random.story()
            let planner = try story.planner()
            let agreement = try #require(story.agreement)
            if planner.next(agreement, issued: { _ in false }) != nil { count += 1 }
        }
        #expect(count >= 5)
    }
}

extension SeededGenerator {
    /// An agreement that stands somewhere on its way.
    fileprivate mutating func story() throws -> Story {
        var story = try Story.buleleng().given(.propose("35.72", "35.05", at: "2018-10-01"))
        var day = try #require(LocalDate("2018-10-01"))
        for _ in 0..<Int.random(in: 2...10, using: &self) {
            day = day.adding(days: Int.random(in: 0...20, using: &self))
            let hour = pick(["", "T07:30", "T11:00", "T23:15"]) ?? ""
            var act = act(at: "\(day)\(hour)")
            if chance(oneIn: 3) {
                let late = day.adding(days: Int.random(in: 0...90, using: &self))
                act.recorded = "\(late)T10:00"
            }
            story = story.when(act).story
        }
        return story
    }

    fileprivate mutating func act(at time: String) -> Act {
        let party = pick(["51.08", "35.72", "35.05"]) ?? "51.08"
        let office = pick([party, "51.08/DPRD"]) ?? party
        switch Int.random(in: 0..<17, using: &self) {
        case 0, 1: return .discuss("a", at: time)
        case 2, 3: return .draft(at: time)
        case 4, 5: return .awaiting(office, for: "kesiapan", at: time)
        case 6:
            let promised = pick(["2018-12", "2019-01-15", "2019-06-30"]) ?? "2019"
            return .awaiting(office, for: "kesiapan", at: time)
                .with("promised", .string(promised))
        case 7: return .awaitAnswer(office, for: "jawaban", at: time)
        case 8: return .ready(office, at: time)
        case 9, 10: return .sign(party, at: time)
        case 11:
            return .hold(until: pick(["2018-12-14", "2019-03", "2019-05-31"]) ?? "2019", at: time)
        case 12: return .resume(at: time)
        case 13, 14:
            return .later(until: pick(["2018-12-03", "2019-02", "2019-05-31"]) ?? "2019", at: time)
        case 15: return .sign(at: time).with("until", "2019-06-30")
        default:
            return chance(oneIn: 5)
                ? .withdraw(party, because: "a", at: time) : .note("a", at: time)
        }
    }

    fileprivate mutating func instant(from start: Timestamp, to end: Timestamp) -> Timestamp {
        guard start < end else { return start }
        return Timestamp(
            milliseconds: Int64.random(in: start.milliseconds..<end.milliseconds, using: &self)
        )
    }
}
