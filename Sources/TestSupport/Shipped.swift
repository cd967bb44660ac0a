package import Calendars
import Foundation
package import Reminders
import RuleFiles
package import Workflows

/// The files that ship with kembar, read from the source tree.
package enum Shipped {
    /// The folder that holds `config`, `docs` and `Sources`.
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Reads a file by its path from the root, such as `config/reminders.yaml`.
    package static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The shipped workflow and the example of another one, both as their first adoption.
    package static func workflows() throws -> [Workflow] {
        try [
            "config/workflows/kerja-sama-daerah.yaml",
            "config/examples/permintaan-data/workflow.yaml",
        ].map { try Workflow.parse(text($0), version: 1) }
    }

    /// The shipped calendars.
    package static func calendars() throws -> CalendarSet {
        try CalendarSet(
            ["id", "id-public", "id-bali"].map {
                try HolidayCalendar.parse(text("config/calendars/\($0).yaml"))
            }
        )
    }

    /// The shipped reminder policy.
    package static func policy() throws -> Policy {
        try Policy.parse(text("config/reminders.yaml"))
    }

    /// Everything that judging needs, with the offices that ship: the own one is Buleleng.
    package static func buleleng() throws -> Circumstances { try real.get() }

    /// The same with the invented offices: the own one is Kabupaten Contoh Bali Utara, 99.01.
    package static func synthetic() throws -> Circumstances { try invented.get() }

    /// The shipped offices with another region as the own one, such as 91.71, which is in WIT.
    package static func office(_ own: String) throws -> Circumstances {
        let offices = try text("config/offices.yaml")
        return try circumstances(offices.replacing(#"own: "51.08""#, with: #"own: "\#(own)""#))
    }

    // Read once in a run: hundreds of tests need them, and a hundred parses take seconds.
    private static let real = Result { try circumstances(text("config/offices.yaml")) }
    private static let invented = Result {
        try circumstances(text("config/examples/synthetic/offices.yaml"))
    }

    private static func circumstances(_ offices: String) throws -> Circumstances {
        Circumstances(
            rules: Rulebook(try workflows()),
            offices: try Offices.parse(
                offices: offices,
                regions: text("config/regions.csv")
            ),
            calendars: try calendars()
        )
    }
}
