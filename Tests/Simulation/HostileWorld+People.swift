import Calendars
import Engine
import Entries
import EventLog
import Projections
import TestSupport
import Workflows

/// What people do in a world: most of it right, some of it late, some of it wrong.
extension HostileWorld {
    /// How many agreements are under way at a time.
    private static let openMax = 7
    /// Stands for the hash of a request's bytes.
    static let digest = "0123456789abcdef"

    /// One thing that a person does at this moment; a refusal is an answer like any other.
    func act() async throws {
        let open = inspector.openAgreements
        switch Int.random(in: 0..<90, using: &random) {
        case 0: try await changePolicy()
        case 1: try await addHoliday()
        case 2: try await withdrawHoliday()
        case 3:
            try employ(random.pick(Self.roles) ?? "petugas")
            count(.personReplaced)
        case 4, 5: try await importOldCase()
        case 6: try await registerOldPaper()
        case 7..<30 where open.count < Self.openMax: try await begin()
        case 7..<17:
            // Whatever comes to mind, on any agreement.
            try await happen(random.pick(agreements) ?? "", random.pick(everything(nil)))
        default:
            guard let state = random.pick(open) else { return try await begin() }
            try await happen(state.id, random.pick(everything(state)))
        }
    }

    private func begin() async throws {
        var fields: [String: JSONValue] = [
            "title": "Kerja sama", "parties": .array([.string(party())]), "kind": .string(kind()),
        ]
        let kind: Kind
        if !agreements.isEmpty, random.chance(oneIn: 4) {
            fields["renews"] = .array([.string(random.pick(agreements) ?? "")])
            kind = .renewal
        } else {
            kind = .begun
        }
        try await submit(kind, .begin(workflow: nil, happening("propose", date(), fields)))
    }

    /// With a term that ends at any time, or in so many days.
    func registerOldPaper(endsIn days: Int? = nil) async throws {
        let today = Zone.bali.date(of: time.truth)
        let fields: [String: JSONValue] = [
            "title": "Naskah lama", "parties": .array([.string(party())]),
            "kind": .string(kind()), "from": .string(today.adding(days: -900).description),
            "until": .string(
                today.adding(days: days ?? Int.random(in: -30...500, using: &random)).description
            ),
        ]
        try await submit(
            .oldPaper,
            .begin(
                workflow: nil,
                happening("register", today.adding(days: -900).description, fields)
            )
        )
    }

    /// A case that has run for a year, typed in from the folder in one afternoon.
    private func importOldCase() async throws {
        let today = Zone.bali.date(of: time.truth)
        var days = Int.random(in: 60...400, using: &random)
        func then() -> String {
            defer { days = max(0, days - Int.random(in: 5...90, using: &random)) }
            return today.adding(days: -days).description
        }
        let before = agreements.count
        try await submit(
            .oldCase,
            .begin(
                workflow: nil,
                happening(
                    "propose",
                    then(),
                    [
                        "title": "Berkas lama", "parties": .array([.string(party())]),
                        "kind": .string(kind()),
                    ]
                )
            )
        )
        guard agreements.count > before, let id = agreements.last else { return }
        let steps: [(Kind, String, [String: JSONValue])] = [
            (.discussed, "discuss", ["scope": ["pariwisata"]]), (.drafted, "draft", [:]),
            (.awaited, "await", ["office": .string(party()), "for": "kesiapan"]),
        ]
        for (kind, verb, fields) in steps.prefix(Int.random(in: 0...3, using: &random)) {
            try await submit(
                kind,
                .happened(agreement: id, happening(verb, then(), fields))
            )
        }
    }

    private func party() -> String { random.pick(WorldRules.parties) ?? "35.72" }

    private func kind() -> String {
        let kinds = hasCouncil ? ["KSDPL", "KSDPL", "KSDD"] : ["KSDD", "KSDPK", "KSDPL"]
        return random.pick(kinds) ?? "KSDD"
    }

    /// When it happened: mostly now, sometimes some days or weeks ago.
    private func date() -> String? {
        random.chance(oneIn: 3) ? pastDay() : nil
    }

    private func pastDay() -> String {
        let days = Int.random(in: 1...(random.chance(oneIn: 4) ? 120 : 9), using: &random)
        return Zone.bali.date(of: time.truth).adding(days: -days).description
    }

    private func future(_ most: Int) -> JSONValue {
        let days = Int.random(in: 1...most, using: &random)
        return .string(Zone.bali.date(of: time.truth).adding(days: days).description)
    }

    /// One thing that may happen to an agreement.
    struct Act {
        var kind: Kind
        var happening: Submission.Happening
    }

    private func happening(
        _ verb: String,
        _ date: String?,
        _ fields: [String: JSONValue]
    ) -> Submission.Happening {
        Submission.Happening(intent: .verb(verb), at: date, fields: fields)
    }

    /// What may happen to an agreement; where its state is known, to whom it fits.
    private func everything(_ state: Agreement?) -> [Act] {
        func act(_ kind: Kind, _ verb: String, _ fields: [String: JSONValue] = [:]) -> Act {
            Act(kind: kind, happening: happening(verb, date(), fields))
        }
        func engine(_ kind: Kind, _ event: EngineEvent, _ fields: [String: JSONValue]) -> Act {
            let intent = Command.Intent.event(event.rawValue)
            return Act(kind: kind, happening: .init(intent: intent, fields: fields))
        }
        let office = JSONValue.string(random.pick(state?.waits.map(\.office) ?? []) ?? party())
        let signer = JSONValue.string(random.pick(state?.unsigned ?? []) ?? "51.08")
        var acts = [
            act(.discussed, "discuss", ["scope": ["pariwisata"]]),
            act(.drafted, "draft"), act(.drafted, "draft"),
            act(.awaited, "await", ["office": .string(party()), "for": "kesiapan"]),
            act(
                .promised,
                "await",
                ["office": office, "for": "kesiapan", "promised": future(60)]
            ),
            act(.answered, "ready", ["office": office]),
            act(.signature, "sign", ["party": signer, "until": future(700)]),
            act(.signed, "sign", ["until": future(700)]),
            engine(.held, .held, ["until": future(40), "reason": "anggaran"]),
            engine(.resumed, .resumed, [:]),
            engine(.postponed, .postponed, ["until": future(20), "note": "sudah ditelepon"]),
            engine(.noted, .noteAdded, ["text": "catatan"]),
        ]
        if random.chance(oneIn: 6) {
            acts.append(act(.ended, "withdraw", ["party": "51.08", "reason": "anggaran"]))
        }
        if let state, hasCouncil, state.fields["kind"]?.string == "KSDPL" {
            acts += council(on: state)
        }
        if let state, let correction = correction(of: state.id) { acts.append(correction) }
        return acts
    }

    /// The council is asked about what goes abroad; it answers, or lets its days pass, and somebody
    /// records that, too early as well.
    private func council(on state: Agreement) -> [Act] {
        let council = "51.08/DPRD"
        func act(
            _ kind: Kind,
            _ intent: Command.Intent,
            _ fields: [String: JSONValue]
        ) -> Act {
            let fields = fields.merging(["office": .string(council)]) { $1 }
            return Act(kind: kind, happening: .init(intent: intent, at: date(), fields: fields))
        }
        guard state.waits.contains(where: { $0.office == council }) else {
            let asked = act(.councilAsked, .event("AnswerAwaited"), ["for": "persetujuan"])
            return Array(repeating: asked, count: 4)
        }
        let deemed = act(
            .deemedApproved,
            .event("DeemedApproved"),
            ["citing": "Permendagri 25/2020 Ps 17"]
        )
        return [act(.councilAnswered, .verb("ready"), [:]), deemed, deemed]
    }

    /// Some entry was wrong altogether, or happened on another day.
    private func correction(of id: String) -> Act? {
        let positions = (try? life.log.entries(ofSubject: id).map(\.position)) ?? []
        guard let position = random.pick(positions) else { return nil }
        var fields: [String: JSONValue] = [
            "position": .integer(Int(position)), "reason": "keliru",
        ]
        let isVoid = random.chance(oneIn: 2)
        if isVoid { fields["void"] = true } else { fields["set"] = ["at": .string(pastDay())] }
        let intent = Command.Intent.event(EngineEvent.corrected.rawValue)
        return Act(
            kind: isVoid ? .voided : .redated,
            happening: .init(intent: intent, fields: fields)
        )
    }

    private func happen(_ id: String, _ act: Act?) async throws {
        guard let act, !id.isEmpty else { return }
        let isDone = try await submit(act.kind, .happened(agreement: id, act.happening))
        if isDone, act.happening.at != nil { count(.lateEntry) }
    }
}
