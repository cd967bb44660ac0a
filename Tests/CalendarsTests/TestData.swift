import Calendars
import Foundation
import RuleFiles
import Testing

/// Random numbers that are the same in every run (SplitMix64 by Sebastiano Vigna).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

/// The files that ship with kembar, read from the source tree.
enum Shipped {
    static let calendars = ["id", "id-public", "id-bali"]
    static let synthetic = "examples/synthetic/offices.yaml"

    static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "config/\(path)"), encoding: .utf8)
    }

    static func calendarSet() throws -> CalendarSet {
        try CalendarSet(calendars.map { try HolidayCalendar.parse(text("calendars/\($0).yaml")) })
    }

    static func calendar(_ name: String) throws -> WorkingCalendar {
        try #require(try calendarSet().calendar(named: name))
    }

    static func offices(_ path: String = "offices.yaml") throws -> Offices {
        try Offices.parse(offices: text(path), regions: text("regions.csv"))
    }
}

/// Returns the day, or fails the test if the text is no date.
func day(_ text: String) throws -> LocalDate {
    try #require(LocalDate(text), "\(text) is no date")
}

extension Zone {
    static let wita = Zone(name: "Asia/Makassar", abbreviation: "WITA", offsetMinutes: 480)
    static let newfoundland = Zone(name: "St. John's", abbreviation: "NST", offsetMinutes: -210)
}

extension FileFault {
    /// The fault in one line, for comparison in a table.
    var summary: String {
        let params = params.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return (["\(line):\(column)", path.isEmpty ? "-" : path, code.rawValue] + params)
            .joined(separator: " ")
    }
}

/// Returns the faults in one line each; none if the action throws nothing.
func faults(_ action: () throws(FileFaults) -> Void) -> [String] {
    do throws(FileFaults) {
        try action()
        return []
    } catch {
        return error.all.map(\.summary)
    }
}
