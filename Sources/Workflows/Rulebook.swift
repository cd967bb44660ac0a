package import Calendars

/// Every adopted version of every workflow.
package struct Rulebook: Sendable {
    private var workflows: [WorkflowVersion: Workflow] = [:]

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
    package var rules: Rulebook
    package var offices: Offices
    package var calendars: CalendarSet

    package init(rules: Rulebook, offices: Offices, calendars: CalendarSet) {
        self.rules = rules
        self.offices = offices
        self.calendars = calendars
    }
}
