import Calendars
import Engine
import Entries
import EventLog
import Projections
import RuleFiles
import TestSupport
import Workflows

@testable import Daemon

/// What people do in a world: most of it right, some of it late, some of it wrong.
extension HostileWorld {
    /// One thing that a person does at this moment; a refusal is an answer like any other.
    ///
    /// Throws only if the daemon died over it.
    func act() async throws {
        let ids = try house.views.board().map(\.agreement.id)
        let kind = Int.random(in: 0..<20, using: &random)
        switch kind {
        case 0..<4 where ids.count < 12, _ where ids.isEmpty: try await begin()
        case 0..<18: try await happen(to: random.pick(ids) ?? "")
        case 18: try await changePolicy()
        default: try await addHoliday()
        }
    }

    private func begin() async throws {
        let isOld = random.chance(oneIn: 6)
        var fields: [String: JSONValue] = [
            "title": "Kerja sama", "parties": .array([.string(office())]), "kind": "KSDD",
        ]
        if isOld {
            let today = Zone.bali.date(of: time.now())
            fields["from"] = .string(today.adding(days: -900).description)
            fields["until"] = .string(
                today.adding(days: Int.random(in: -30...500, using: &random)).description
            )
        }
        try await submit(
            "begin",
            .begin(
                workflow: nil,
                .init(intent: .verb(isOld ? "register" : "propose"), at: date(), fields: fields)
            )
        )
    }

    private func office() -> String {
        random.pick(["35.72", "35.05", "53.01", "91.01"]) ?? "35.72"
    }

    /// When it happened: mostly now, sometimes some days or weeks ago.
    private func date() -> String? {
        guard random.chance(oneIn: 3) else { return nil }
        let days = Int.random(in: 1...(random.chance(oneIn: 4) ? 120 : 9), using: &random)
        return Zone.bali.date(of: time.now()).adding(days: -days).description
    }

    private func future(_ most: Int) -> JSONValue {
        let days = Int.random(in: 1...most, using: &random)
        return .string(Zone.bali.date(of: time.now()).adding(days: days).description)
    }

    private func happen(to id: String) async throws {
        let office = office()
        let acts: [(String, [String: JSONValue])] = [
            ("discuss", ["scope": ["pariwisata"]]), ("draft", [:]),
            ("await", ["office": .string(office), "for": "kesiapan"]),
            (
                "await",
                ["office": .string(office), "for": "kesiapan", "promised": future(60)]
            ),
            ("ready", ["office": .string(office)]), ("ready", ["office": .string(office)]),
            ("sign", ["party": .string(random.chance(oneIn: 2) ? "51.08" : office)]),
            ("sign", ["until": future(700)]),
            ("withdraw", ["party": "51.08", "reason": "anggaran"]),
            ("hold", ["until": future(40), "reason": "anggaran"]),
            ("resume", [:]), ("note", ["text": "catatan"]),
        ]
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            try await submit(
                "later",
                .happened(
                    agreement: id,
                    .init(
                        intent: .event("Postponed"),
                        fields: ["until": future(20), "note": "sudah ditelepon"]
                    )
                )
            )
        case 1:
            let history = try house.log.entries(ofSubject: id)
            let position = Int(random.pick(history.map(\.position)) ?? 0)
            try await submit(
                "void",
                .happened(
                    agreement: id,
                    .init(
                        intent: .event("Corrected"),
                        fields: [
                            "position": .integer(position), "void": true, "reason": "keliru",
                        ]
                    )
                )
            )
        default:
            guard let (verb, fields) = random.pick(acts) else { return }
            let at = ["hold", "resume", "sign"].contains(verb) ? nil : date()
            try await submit(
                verb,
                .happened(agreement: id, .init(intent: .verb(verb), at: at, fields: fields))
            )
        }
    }

    /// The office shortens or lengthens its ladders.
    private func changePolicy() async throws {
        let days = Int.random(in: 3...9, using: &random)
        let text = try Shipped.text("config/reminders.yaml")
            .replacing("{after: 10, roles: [petugas]}", with: "{after: \(days), roles: [petugas]}")
        try await submit("policy", .adopt(RuleFile(text: text)))
    }

    /// A day that counted becomes a day off.
    private func addHoliday() async throws {
        let date = Zone.bali.date(of: time.now())
            .adding(days: Int.random(in: 0...60, using: &random))
        try await submit(
            "holiday",
            .addDays(
                .init(
                    calendar: "id",
                    days: [
                        CalendarText.Day(
                            date: date,
                            kind: "cuti_bersama",
                            name: Bilingual(id: "Cuti", en: "Leave"),
                            source: "contoh",
                            isEstimated: false
                        )
                    ]
                )
            )
        )
    }

    /// Submits a command as its client does: what got lost is asked for again under the same key.
    private func submit(_ what: String, _ request: Submission.Request) async throws {
        let submission = Submission(
            actor: .user(id: "a-0001", role: "kembar-admin"),
            key: nextKey(),
            digest: "0123456789abcdef",
            request: request
        )
        do {
            try await ask(submission, what)
        } catch is LogFailure {
            count("lost answer")
            try await restart()
            try await ask(submission, what)
            let kept = try house.log.entries(
                ofCommand: CommandKey(actor: submission.actor, id: submission.key)
            )
            let parts = try kept.first.map {
                try HistoryReader.entry($0, in: house.log).command.parts
            }
            guard kept.count == parts ?? 0 else {
                throw broken("a command stands in the log in part, or twice")
            }
        }
        await house.views.catchUp()
    }

    /// Asks once; a refusal is an answer.
    private func ask(_ submission: Submission, _ what: String) async throws {
        do {
            _ = try await house.submitter.submit(submission)
            count(what)
        } catch is Rejection {
            count("refused")
        } catch is SubmissionFailure {
            count("refused")
        }
    }
}
