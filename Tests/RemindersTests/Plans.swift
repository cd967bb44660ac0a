import Calendars
import Reminders
import TestSupport
import Testing
import Workflows

extension Story {
    /// The agreement, which has to have begun.
    func state() throws -> Agreement { try #require(agreement) }

    /// The planner under the shipped policy, or another one.
    func planner(_ policy: Policy? = nil) throws -> Planner {
        Planner(policy: try policy ?? Shipped.policy(), circumstances: circumstances)
    }

    /// What is owed at that time, in short: `menunggu 10 35.72 > petugas`.
    func owed(at time: String, issued: Set<ObligationKey> = []) throws -> [String] {
        try obligations(at: time, issued: issued).map(\.key.summary)
    }

    func obligations(
        at time: String,
        issued: Set<ObligationKey> = []
    ) throws -> [Obligation] {
        try planner().owed(
            try state(),
            issued: { issued.contains($0) },
            now: try instant(time)
        )
    }

    func next(issued: Set<ObligationKey> = []) throws -> String? {
        try planner().next(try state()) { issued.contains($0) }?
            .rfc3339(offsetMinutes: circumstances.offices.own.zone.offsetMinutes)
    }

    /// The days on which the ladder for `office` falls due for `role`; the stage's own for nil.
    func days(
        for office: String?,
        role: String = "petugas",
        _ policy: Policy? = nil
    ) throws -> [String] {
        let planner = try planner(policy)
        let running = try #require(
            planner.ladders(of: try state()).first { $0.wait?.office == office }
        )
        return planner.slots(of: running).filter { $0.role == role }.map(\.day.description)
    }

    func instant(_ time: String) throws -> Timestamp {
        try Moment(time, in: circumstances.offices.own.zone).start
    }
}

extension ObligationKey {
    /// `menunggu 10 35.72 > petugas`: rule, distance, office, role; `-90` counts back, `10@4` comes once
    /// more after the postponement in entry 4.
    var summary: String {
        let again = resumes.map { "@\($0)" } ?? ""
        return "\(rule) \(date == nil ? "" : "-")\(days)\(again) \(office ?? "-") > \(role)"
    }
}

extension Policy {
    /// A policy of one rung at that many working days, told to the officer alone.
    static func oneRung(after days: Int) throws -> Policy { try rungs([days]) }

    /// A policy of rungs at so many working days each, told to the officer alone.
    static func rungs(_ days: [Int]) throws -> Policy {
        let rungs = days.map { "{after: \($0), roles: [petugas]}" }.joined(separator: ", ")
        let ladders = ["tahap", "menunggu", "tanda-tangan"].map { name in
            """
              - name: \(name)
                label: {id: Tangga, en: Ladder}
                rungs: [\(rungs)]
                source: {text: Contoh, mark: unverified}
            """
        }
        return try Policy.parse(
            """
            policy: satu
            label: {id: Satu anak tangga, en: One rung}
            roles: [{name: petugas, label: {id: Petugas, en: Officer}}]
            window: {from: "08:00", until: "15:00"}
            waits: menunggu
            signatures: tanda-tangan
            ladders:
            \(ladders.joined(separator: "\n"))
            """
        )
    }
}
