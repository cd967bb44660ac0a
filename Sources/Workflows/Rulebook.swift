package import Calendars

/// Every adopted version of every workflow.
package struct Rulebook: Sendable {
    private var workflows: [WorkflowVersion: Workflow] = [:]

    /// Takes in adopted versions; of two with one name and version the last stays.
    package init(_ workflows: [Workflow] = []) { workflows.forEach { adopt($0) } }

    /// Takes in an adopted version.
    package mutating func adopt(_ workflow: Workflow) { workflows[workflow.reference] = workflow }

    /// Returns that version, if it was ever adopted.
    package subscript(version: WorkflowVersion) -> Workflow? { workflows[version] }

    /// Returns the newest version of that name.
    package func newest(_ name: String) -> Workflow? {
        workflows.values.filter { $0.name == name }.max { $0.version < $1.version }
    }

    /// The newest version of every name, by name.
    package var newest: [Workflow] {
        Dictionary(grouping: workflows.values, by: \.name).values
            .compactMap { $0.max { $0.version < $1.version } }
            .sorted { $0.name < $1.name }
    }

    /// All versions, oldest first within a name.
    package var all: [Workflow] {
        workflows.values.sorted { ($0.name, $0.version) < ($1.name, $1.version) }
    }
}

/// What judging needs beside the history: which days count where.
package struct Circumstances: Sendable {
    /// Every adopted version: an agreement is judged by its own.
    package var rules: Rulebook
    /// Zones and calendars of the offices, and which of them is the own one.
    package var offices: Offices
    /// The days off, by the names that offices and limits refer to.
    package var calendars: CalendarSet

    /// Brings together what one moment's judging rests on.
    package init(rules: Rulebook, offices: Offices, calendars: CalendarSet) {
        self.rules = rules
        self.offices = offices
        self.calendars = calendars
    }
}
