import Calendars
import Engine
import Foundation
import TestSupport

/// The rule files of a world: the shipped ones, cut down to what a small world needs, and its changes.
struct WorldRules {
    /// Offices of all three zones and both kinds of calendars.
    static let parties = ["35.72", "35.05", "53.01", "91.01", "51.02"]
    private static let own = "51.08"

    /// The shipped files; of regions and holidays only what the years of this world can meet.
    static func founding(
        years: ClosedRange<Int>,
        _ variation: Variation
    ) throws -> [RuleFile] {
        [
            RuleFile(text: try Shipped.text("config/offices.yaml"), regions: try regions()),
            RuleFile(text: try calendar("id", years)),
            RuleFile(text: try Shipped.text("config/calendars/id-public.yaml")),
            RuleFile(text: try Shipped.text("config/calendars/id-bali.yaml")),
            RuleFile(text: try policy(variation)),
            RuleFile(text: try Shipped.text("config/workflows/kerja-sama-daerah.yaml")),
        ]
    }

    private static func regions() throws -> String {
        let codes = parties + [own]
        return try Shipped.text("config/regions.csv").split(separator: "\n").filter { line in
            guard line.first?.isNumber == true else { return true }
            return codes.contains { line.hasPrefix($0 + ",") || line.hasPrefix($0.prefix(2) + ",") }
        }.joined(separator: "\n") + "\n"
    }

    private static func calendar(_ name: String, _ years: ClosedRange<Int>) throws -> String {
        try Shipped.text("config/calendars/\(name).yaml").split(separator: "\n").filter { line in
            guard let date = line.range(of: "- { date: ") else { return !line.hasPrefix("#") }
            return Int(line[date.upperBound...].prefix(4)).map(years.contains) ?? true
        }.joined(separator: "\n") + "\n"
    }

    /// What an office may change of its ladders.
    struct Variation {
        var first = 10
        var second = 20
        var every = 20
        var times = 6
        var from = "08:00"
        var until = "15:00"
        /// Days of other hours, in an order that a file may have.
        var otherHours: [(days: ClosedRange<LocalDate>, from: String, until: String)] = []
        var before = 30
        /// One rung and no more, days after something began.
        var isShort = false
        /// Whether anybody is told weekly how everything stands.
        var isWeekly = false
    }

    /// What a short policy leaves out.
    private static let laterRungs = """

              - {after: 20, roles: [petugas, kabag]}
              - {after: 40, roles: [petugas, kabag, sekda]}
            repeat: {every: 20, times: 6, roles: [petugas, kabag]}
        """

    /// The shipped policy with other numbers.
    static func policy(_ variation: Variation) throws -> String {
        let shipped = try Shipped.text("config/reminders.yaml").split(separator: "\n")
            .filter { !$0.hasPrefix("#") && (variation.isWeekly || !$0.hasPrefix("weekly:")) }
            .joined(separator: "\n")
        let rungs = variation.isShort ? shipped.replacing(laterRungs, with: "") : shipped
        return
            rungs
            .replacing(
                "{after: 10, roles: [petugas]}",
                with: "{after: \(variation.first), roles: [petugas]}"
            )
            .replacing(
                "{after: 20, roles: [petugas, kabag]}",
                with: "{after: \(variation.second), roles: [petugas, kabag]}"
            )
            .replacing(
                "{every: 20, times: 6, roles",
                with: "{every: \(variation.every), times: \(variation.times), roles"
            )
            .replacing("{before: 30, roles", with: "{before: \(variation.before), roles")
            .replacing("from: \"08:00\"", with: "from: \"\(variation.from)\"")
            .replacing(
                "until: \"15:00\"",
                with: "until: \"\(variation.until)\", except: [\(exceptions(variation))]"
            ) + "\n"
    }

    private static func exceptions(_ variation: Variation) -> String {
        variation.otherHours.map { days, from, until in
            """
            {first: \(days.lowerBound), last: \(days.upperBound), from: "\(from)", \
            until: "\(until)", label: {id: Puasa, en: Fasting}}
            """
        }.joined(separator: ", ")
    }
}
