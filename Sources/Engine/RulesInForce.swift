package import Calendars
package import Entries
package import EventLog
package import Reminders
package import Workflows

/// The rules that the log has adopted, up to some position: a fold of the adoptions.
package struct RulesInForce: Sendable {
    /// Every adopted workflow, and the newest offices and calendars.
    package private(set) var circumstances: Circumstances
    /// The newest reminder policy; nil until one was adopted: then nothing is owed.
    package private(set) var policy: Policy?
    /// Since when the policy's names are in force.
    package private(set) var tenure = PolicyTenure()
    /// Every adoption in order, without its text.
    package private(set) var adoptions: [Adoption] = []
    /// The last position that is contained; -1 before any.
    package private(set) var position: Int64 = -1
    /// The `id` of the adoption at that position.
    package private(set) var entryID = ""

    /// One rule file's coming into force.
    package struct Adoption: Hashable, Sendable {
        /// What the file is about.
        package var kind: RuleFile.Kind
        /// What the file calls itself.
        package var name: String
        /// Counts the adoptions of this kind and name, from 1.
        package var version: Int
        /// What people call it.
        package var label: Bilingual
        /// The position of the adopting entry: the rules hold for what is recorded after it.
        package var position: Int64
        /// When it took force.
        package var recorded: Timestamp
        /// Of the text, in hex: tells whether a file is in force already.
        package var sha256: String
    }

    /// The types that change what is in force.
    package static let types: [String] = RuleFile.Kind.allCases.map(\.event.rawValue)

    /// Folds the adoptions that `log` has; only those up to `position`, if one is given.
    ///
    /// Nil until offices were adopted.
    package static func adopted(
        in log: any EntryLog,
        through position: Int64 = .max
    ) throws -> RulesInForce? {
        let adoptions = try log.engineEntries(ofTypes: types).filter { $0.position <= position }
        return try folding(HistoryReader.entries(adoptions, in: log))
    }

    init(_ circumstances: Circumstances) { self.circumstances = circumstances }

    /// Folds the adoptions of a log; nil until offices were adopted.
    package static func folding(_ entries: [Entry]) throws -> RulesInForce? {
        // Offices come first in every log: without them there is no zone to read a time in.
        guard let first = entries.first(where: { $0.type == EngineEvent.officesAdopted.rawValue }),
            let file = RuleFile(data: first.data),
            case .offices(let offices) = try file.adopted(version: first.adoptedVersion)
        else { return nil }
        var rules = RulesInForce(
            Circumstances(
                rules: Rulebook(),
                offices: offices,
                calendars: try CalendarSet([])
            )
        )
        // Only the newest calendars have to stand together: an old one may not fit the others of today.
        let calendars = try entries.filter { $0.type == EngineEvent.calendarAdopted.rawValue }
            .compactMap { try $0.calendar() }
        rules.circumstances.calendars = try CalendarSet(calendars.newestByName)
        for entry in entries { try rules.take(entry, joiningCalendars: false) }
        return rules
    }

    /// Returns the rules as they were before the entry at `position`; nil if there were none.
    package func before(_ position: Int64, in log: any EntryLog) throws -> RulesInForce? {
        guard self.position >= position else { return self }
        return try Self.adopted(in: log, through: position - 1)
    }

    /// The version that the next adoption of that name would get.
    package func nextVersion(_ kind: RuleFile.Kind, _ name: String) -> Int {
        (newest(kind, name)?.version ?? 0) + 1
    }

    /// The newest adoption of that name.
    package func newest(_ kind: RuleFile.Kind, _ name: String) -> Adoption? {
        adoptions.last { $0.kind == kind && $0.name == name }
    }

    /// The adoption of that name that is in force.
    ///
    /// There is one policy and one set of offices, whatever they are called: another one under
    /// another name takes the place of the one before.
    package func standing(_ kind: RuleFile.Kind, _ name: String) -> Adoption? {
        newest.last { $0.kind == kind && $0.name == name }
    }

    /// What is in force: every workflow's and calendar's newest adoption, the last policy, the last
    /// offices.
    package var newest: [Adoption] {
        var newest: [String: Adoption] = [:]
        for adoption in adoptions {
            let name = adoption.kind.isOnlyOne ? "" : adoption.name
            newest["\(adoption.kind.rawValue)/\(name)"] = adoption
        }
        return newest.values.sorted { $0.position < $1.position }
    }

    /// The planner under these rules; nil until a policy was adopted.
    package var planner: Planner? {
        policy.map { Planner(policy: $0, circumstances: circumstances, tenure: tenure) }
    }

    /// Takes in the next adoption; other entries change nothing.
    package mutating func take(_ entry: Entry) throws {
        try take(entry, joiningCalendars: true)
    }

    /// Returns the rules as they would be with `content` in force; nothing is adopted by that.
    package func adopting(_ content: RuleFile.Content, at now: Timestamp) throws -> RulesInForce {
        var rules = self
        switch content {
        case .workflow(let workflow): rules.circumstances.rules.adopt(workflow)
        case .policy(let policy):
            rules.tenure.adopt(policy, after: self.policy, recorded: now)
            rules.policy = policy
        case .offices(let offices): rules.circumstances.offices = offices
        case .calendar(let calendar):
            rules.circumstances.calendars = try circumstances.calendars.adopting(calendar)
        }
        return rules
    }

    private mutating func take(_ entry: Entry, joiningCalendars: Bool) throws {
        guard let kind = RuleFile.Kind(adoptedBy: entry.type),
            let file = RuleFile(data: entry.data)
        else { return }
        let version = entry.adoptedVersion
        let content = try file.adopted(version: version)
        switch content {
        case .workflow(let workflow): circumstances.rules.adopt(workflow)
        case .policy(let adopted):
            tenure.adopt(adopted, after: policy, recorded: entry.recorded)
            policy = adopted
        case .offices(let offices): circumstances.offices = offices
        case .calendar(let calendar) where joiningCalendars:
            circumstances.calendars = try circumstances.calendars.adopting(calendar)
        case .calendar: break
        }
        adoptions.append(
            Adoption(
                kind: kind,
                name: content.name,
                version: version,
                label: content.label,
                position: entry.position,
                recorded: entry.recorded,
                sha256: entry.data["sha256"]?.string ?? file.digest
            )
        )
        position = entry.position
        entryID = entry.id
    }
}

extension Entry {
    /// Which version an adoption makes of its file.
    fileprivate var adoptedVersion: Int { data["version"]?.integer ?? 1 }

    fileprivate func calendar() throws -> HolidayCalendar? {
        guard let file = RuleFile(data: data),
            case .calendar(let calendar) = try file.adopted(version: adoptedVersion)
        else { return nil }
        return calendar
    }
}

extension [HolidayCalendar] {
    /// The last of every name.
    fileprivate var newestByName: [HolidayCalendar] {
        Dictionary(map { ($0.name, $0) }) { _, last in last }.values.sorted { $0.name < $1.name }
    }
}
