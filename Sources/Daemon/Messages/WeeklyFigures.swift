import Audit
import Calendars
import Engine
import Entries
import EventLog
import Language
import Projections
import Reminders
import Wire
import Workflows

/// What the weekly report says, gathered from the views and by a check of the log.
///
/// The figures go into the message's entry: its text is made of them alone, whenever it is read. Only the
/// name of an office that no list has is looked up in the paper that gives it.
struct WeeklyFigures: Sendable {
    let views: Views
    let log: any EntryLog
    let checkpoints: Checkpoints

    /// The most offices that are named; the others are counted.
    static let officesMax = 10
    /// The most papers in which the name of an office is looked for: mostly the first one has it.
    static let namingMax = 20
    /// The longest log that is checked whole for a report: a second of one processor.
    static let checkedMax: Int64 = 100_000

    /// Returns the figures as of `now`; the views have to contain the log.
    ///
    /// `next` is when the next report is due.
    func figures(
        _ planner: Planner,
        at now: Timestamp,
        next: WeeklySlot?
    ) async throws -> [String: JSONValue] {
        let counts = try views.counts().filter { $0.key != Views.closed }
        let waits = try views.waitingCounts()
        var figures: [String: JSONValue] = [
            "open": .integer(counts.values.reduce(0, +)),
            "stages": .array(
                counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                    ["name": .string($0.key), "papers": .integer($0.value)]
                }
            ),
            "offices": .integer(waits.count),
            "awaited": .array(
                try waits.prefix(Self.officesMax).map {
                    try awaited($0.office, papers: $0.papers, planner.circumstances.offices)
                }
            ),
            "exhausted": .integer(try views.exhaustedCount()),
            "audit": try await audit(),
        ]
        let lapsed = try views.lapsedCount(by: now)
        if lapsed > 0 { figures["lapsed"] = .integer(lapsed) }
        let gaps = try views.gaps(at: now, in: planner.circumstances.offices.own.zone)
        if !gaps.isEmpty { figures["gaps"] = .integer(Set(gaps.map(\.predecessor)).count) }
        if let due = try views.firstDue() {
            let opening = planner.windowOpening(onOrAfter: max(due, now))
            figures["due"] = .string(opening.utc)
            figures["dueDoubt"] = try views.doubt(
                ofFirst: due,
                goingOut: opening,
                at: now,
                planner
            )?.json
            figures["agreement"] = try views.due(by: due, limit: 1).first.map(JSONValue.string)
        }
        if let next {
            figures["next"] = .string(next.day.description)
            figures["nextDoubt"] = CountDoubt([planner.grounds(of: next)])?.json
        }
        return figures
    }

    /// An office, and for how many papers it is awaited.
    ///
    /// One that no list has goes by the name that a paper gives it. The newest such paper stands here and not
    /// the name: what is redacted there would stand here for ever, in an entry of no agreement.
    private func awaited(_ office: String, papers: Int, _ offices: Offices) throws -> JSONValue {
        var members: [String: JSONValue] = [
            "office": .string(office), "papers": .integer(papers),
        ]
        if !offices.office(office).known {
            let naming = try views.waiting(on: office, limit: Self.namingMax).first { id in
                let parties = try views.row(of: id)?.agreement.parties ?? []
                return parties.contains { $0.code == office && $0.name != office }
            }
            members["agreement"] = naming.map(JSONValue.string)
        }
        return .object(members)
    }

    /// How the history stands: checked whole where that takes no more than a moment.
    private func audit() async throws -> JSONValue {
        // A kept checkpoint that can't be read is told of by `status`; the log is looked at all the same.
        if (try? checkpoints.conflict()) != nil { return ["state": "contradicted"] }
        let size = log.head.size
        guard size <= Self.checkedMax else {
            return ["state": "not-checked", "size": .integer(Int(size))]
        }
        let (log, origin) = (log, checkpoints.origin)
        return try await AuditRoutes.aside {
            do {
                var review = try LogReview(log, origin: origin, kept: [])
                let found = try review.run()
                let size = found.whole.size
                // An index that leaves entries out hides them from everybody, and none of them is to blame.
                if case .faulty = try log.shapeCheck(size: size, indexed: found.indexed) {
                    return ["state": "damaged", "position": .integer(-1)]
                }
                return ["state": "whole", "size": .integer(Int(size))]
            } catch let fault as LogReview.Fault {
                // Among several entries no single one is to blame.
                let last = fault.params["through"]?.integer ?? Int(fault.position)
                let position = last == Int(fault.position) ? last : -1
                return ["state": "damaged", "position": .integer(position)]
            }
        }
    }
}

extension WeeklyContent {
    /// Reads the figures of a message; names are those of `rules`, under which it was issued.
    ///
    /// `names` are those that papers give to offices that no list has, by code.
    init(_ figures: JSONValue, _ rules: RulesInForce, names: [String: String]) {
        let circumstances = rules.circumstances
        let zone = circumstances.offices.own.zone
        let stages = circumstances.rules.all.flatMap(\.stages)
        let due = figures["due"]?.string.flatMap(Timestamp.init(rfc3339:))
        self.init(
            open: figures["open"]?.integer ?? 0,
            stages: (figures["stages"]?.array ?? []).map { stage in
                let name = stage["name"]?.string ?? ""
                // The newest version's words, as the status has them.
                let label = stages.last { $0.name == name }?.label
                return Count(
                    name: Phrase(label?.id ?? name, label?.en ?? name),
                    papers: stage["papers"]?.integer ?? 0
                )
            },
            awaited: (figures["awaited"]?.array ?? []).map { wait in
                let code = wait["office"]?.string ?? ""
                return Count(
                    name: Phrase(circumstances.offices.office(code, named: names[code]).name),
                    papers: wait["papers"]?.integer ?? 0
                )
            },
            offices: figures["offices"]?.integer ?? 0,
            exhausted: figures["exhausted"]?.integer ?? 0,
            lapsed: figures["lapsed"]?.integer ?? 0,
            gaps: figures["gaps"]?.integer ?? 0,
            due: due?.rfc3339(offsetMinutes: zone.offsetMinutes),
            agreement: figures["agreement"]?.string,
            audit: Audit(figures["audit"] ?? .null),
            next: figures["next"]?.string
        )
        dueDoubt = DoubtWords(CountDoubt(json: figures["dueDoubt"]))
        nextDoubt = DoubtWords(CountDoubt(json: figures["nextDoubt"]))
    }
}

extension DoubtWords {
    /// As messages say it; nothing where all is certain.
    init(_ doubt: CountDoubt?) {
        self.init()
        guard let doubt else { return }
        add(doubt.isEstimated, MissingYears(doubt.missingYears, from: doubt.missingFrom))
    }
}

extension WeeklyContent.Audit {
    fileprivate init(_ figures: JSONValue) {
        let size = figures["size"]?.integer ?? 0
        switch figures["state"]?.string {
        case "whole": self = .whole(size: size)
        case "damaged": self = .damaged(position: figures["position"]?.integer ?? -1)
        case "contradicted": self = .contradicted
        default: self = .notChecked(size: size)
        }
    }
}
