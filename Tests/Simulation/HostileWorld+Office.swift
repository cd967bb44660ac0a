import Calendars
import Engine
import Entries
import EventLog
import Projections
import RuleFiles
import TestSupport
import Workflows

/// Rules that change in a world, and the way by which every command goes.
extension HostileWorld {
    /// The office changes its ladders, or its hours.
    func changePolicy() async throws {
        var variation = variation
        let isWindow = random.chance(oneIn: 3)
        let areHours = !isWindow && random.chance(oneIn: 4)
        if areHours {
            let first = Zone.bali.date(of: time.truth)
                .adding(days: Int.random(in: -3...20, using: &random))
            let last = first.adding(days: Int.random(in: 0...30, using: &random))
            let from = random.pick(["07:00", "09:30", "11:00"]) ?? "09:30"
            variation.otherHours = [
                (first...last, from, random.pick(["11:30", "17:00"]) ?? "17:00")
            ]
        } else if isWindow {
            variation.from = random.pick(["07:30", "08:00", "09:00"]) ?? "08:00"
            variation.until = random.pick(["12:00", "15:00", "16:00"]) ?? "15:00"
        } else {
            variation.isShort = random.chance(oneIn: 4)
            variation.first = Int.random(in: variation.isShort ? 1...3 : 3...10, using: &random)
            variation.second = Int.random(in: 11...30, using: &random)
            variation.every = random.pick([5, 10, 20]) ?? 20
            variation.times = Int.random(in: 0...6, using: &random)
            variation.before = Int.random(in: 8...50, using: &random)
        }
        // Some offices give up the weekly report, before their log has become long.
        if variation.isWeekly, random.chance(oneIn: 2) { variation.isWeekly = false }
        let text = try WorldRules.policy(variation)
        let kind: Kind =
            areHours
            ? .otherHours : isWindow ? .window : variation.isShort ? .shortLadders : .policy
        if try await submit(kind, .adopt(RuleFile(text: text))) {
            self.variation = variation
        }
    }

    /// A day that counted becomes a day off; sometimes one that has passed.
    func addHoliday() async throws {
        let date = Zone.bali.date(of: time.truth)
            .adding(days: Int.random(in: -10...60, using: &random))
        let day = CalendarText.Day(
            date: date,
            kind: "cuti_bersama",
            name: Bilingual(id: "Cuti", en: "Leave"),
            source: "contoh",
            isEstimated: false
        )
        try await submit(.holiday, .addDays(.init(calendar: "id", days: [day])))
    }

    /// The last day that was added counts after all.
    func withdrawHoliday() async throws {
        let adoptions = try life.log.engineEntries(
            ofTypes: [EngineEvent.calendarAdopted.rawValue]
        )
        let texts = try HistoryReader.entries(adoptions, in: life.log)
            .filter { $0.data["name"]?.string == "id" }.compactMap { $0.data["text"]?.string }
        guard var lines = texts.last?.split(separator: "\n"),
            let place = lines.lastIndex(where: { $0.contains("id: Cuti,") })
        else { return }
        lines.remove(at: place)
        try await submit(
            .holidayWithdrawn,
            .adopt(RuleFile(text: lines.joined(separator: "\n") + "\n"))
        )
    }

    /// Submits a command as its client does: what got lost is asked for again under the same key.
    ///
    /// True if it was done. Now and then the daemon dies over it, or the disk is full.
    @discardableResult
    func submit(_ kind: Kind, _ request: Submission.Request) async throws -> Bool {
        var submission = Submission(
            actor: .user(id: "a-0001", role: "kembar-admin"),
            key: nextKey(),
            digest: Self.digest,
            request: request
        )
        if sabotage == .losesCommand, random.chance(oneIn: 10) { submission.isDryRun = true }
        if random.chance(oneIn: 25) {
            faults.die(inCommits: 1, random.pick(FaultPlan.Side.allCases) ?? .before)
        }
        let isFull = random.chance(oneIn: 50)
        faults.fillDisk(isFull)
        var receipt: Receipt?
        do {
            receipt = try await answer(submission)
        } catch let failure as LogFailure where failure.code == .diskFull {
            count(.diskFullInCommand)
        } catch is LogFailure {
            count(.deathInCommand)
            try await restart()
            receipt = try await answer(submission)
        }
        // What was refused never came to a commit.
        if faults.isDead { try await restart() }
        faults.forget()
        faults.fillDisk(false)
        try check(submission, receipt)
        count(receipt == nil ? .refused : kind)
        if case .begin = request, let id = receipt?.agreement { agreements.append(id) }
        await life.views.catchUp()
        return receipt != nil
    }

    /// Nil if it was refused.
    private func answer(_ submission: Submission) async throws -> Receipt? {
        do {
            return try await life.submitter.submit(submission)
        } catch is Rejection {
            return nil
        } catch is SubmissionFailure {
            return nil
        }
    }

    /// Whether the log has what was acknowledged, whole, and nothing of what was refused.
    private func check(_ submission: Submission, _ receipt: Receipt?) throws {
        let kept = try life.log.entries(
            ofCommand: CommandKey(actor: submission.actor, id: submission.key)
        )
        let parts = try kept.first.map {
            try HistoryReader.entry($0, in: life.log).command.parts
        }
        guard kept.count == parts ?? 0, kept.count == receipt?.entries.count ?? 0 else {
            throw broken(
                .durable,
                "\(submission.key): \(receipt?.entries.count ?? 0) acknowledged, \(kept.count) kept"
            )
        }
    }
}
