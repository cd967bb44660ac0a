/// The offices and regions that kembar knows: who they are, in which zone, by which calendar.
///
/// A value made of one adopted `offices.yaml` and one adopted `regions.csv`. Looking an office up
/// is one search in a dictionary.
package struct Offices: Hashable, Sendable {
    /// The name of this set, from the file's first line.
    package let name: String
    /// The office that uses this kembar.
    package let own: Office
    /// The language of what the own office is sent, `id` or `en`.
    package let language: String
    /// The function that signs the own office's letters; nil if the file does not say.
    package let signatory: String?
    /// The zones that the file defines, in its order.
    package let zones: [Zone]
    /// The kinds of bodies that can be waited for under any region, by their codes.
    package let bodies: [String: Bilingual]
    /// The offices that the file lists itself, by code in ASCII order.
    package let listed: [Office]

    private let regions: [String: Region]
    private let rows: [String: Office]
    private let rules: CalendarRules

    /// Joins what one file of offices and one table of regions say; `rows` and `regions` by code.
    package init(
        name: String,
        own: Office,
        language: String,
        signatory: String? = nil,
        zones: [Zone],
        rules: CalendarRules,
        bodies: [String: Bilingual],
        rows: [String: Office],
        regions: [String: Region]
    ) {
        self.name = name
        self.own = own
        self.language = language
        self.signatory = signatory
        self.zones = zones
        self.bodies = bodies
        self.rules = rules
        self.rows = rows
        self.regions = regions
        listed = rows.values.sorted { $0.code < $1.code }
    }

    /// Whether the text has the form of an office's code.
    package static func validCode(_ text: String) -> Bool { OfficeCode(text) != nil }

    /// Returns the office with that code.
    ///
    /// Always one: an unknown code gets the own office's zone and calendar, `known` is false, and
    /// its name is `named` or else the code. For a known office `named` is ignored. A body under
    /// a known region is named after both and works as the region does.
    package func office(_ code: String, named: String? = nil) -> Office {
        if let row = rows[code] { return row }
        if let region = regions[code], let zone = zone(named: region.zone) {
            return Office(region, zone: zone, calendar: rules.calendar(for: code))
        }
        if let body = body(code, named: named) { return body }
        let name = named ?? code
        return Office(
            code: code,
            label: Bilingual(id: name, en: name),
            zone: own.zone,
            calendar: own.calendar,
            synthetic: false,
            known: false
        )
    }

    /// Returns the office that was typed.
    package func office(_ typed: TypedOffice) -> Office {
        office(typed.code.description, named: typed.name)
    }

    /// Returns the zone of that name, if the file defines it.
    package func zone(named name: String) -> Zone? { zones.first { $0.name == name } }

    /// All regions of the table, by code in ASCII order.
    package var allRegions: [Region] { regions.values.sorted { $0.code < $1.code } }

    /// The names of all calendars that offices work by, in ASCII order.
    ///
    /// Whether they are adopted is for the caller to compare.
    package var calendarNames: [String] {
        Set(rules.names + rows.values.map(\.calendar)).sorted()
    }

    /// The calendars by the beginning of a region's code, and under `default` that of all others.
    package var calendarsByPrefix: [String: String] {
        rules.byPrefix.merging(["default": rules.fallback]) { $1 }
    }

    /// The calendar of every region for which the file names no other.
    package var defaultCalendar: String { rules.fallback }

    private func body(_ code: String, named: String?) -> Office? {
        guard let parsed = OfficeCode(code), let regionCode = parsed.region, let body = parsed.body
        else { return nil }
        let region = office(regionCode)
        return region.known ? Office(body, bodies[body], of: region, named: named) : nil
    }
}

/// Which calendar goes with which region codes.
package struct CalendarRules: Hashable, Sendable {
    /// The calendar of every code that no prefix fits.
    package var fallback: String
    /// Calendars by the beginning of a region's code.
    package var byPrefix: [String: String]

    /// Begins with those rules.
    package init(fallback: String, byPrefix: [String: String]) {
        self.fallback = fallback
        self.byPrefix = byPrefix
    }

    var names: [String] { [fallback] + byPrefix.values }

    /// Returns the calendar of the longest prefix; `51` fits `51` and `51.08`, but not `510`.
    package func calendar(for code: String) -> String {
        var prefix = Substring(code.prefix { $0 != "/" })
        while !prefix.isEmpty {
            if let calendar = byPrefix[String(prefix)] { return calendar }
            prefix = prefix.lastIndex(of: ".").map { prefix[..<$0] } ?? ""
        }
        return fallback
    }
}
