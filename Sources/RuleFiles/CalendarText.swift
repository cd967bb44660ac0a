package import Calendars

/// The text of a calendar file, into which a day can be written without touching the rest.
///
/// Comments, order and layout stay as somebody made them: the text that is adopted should be the
/// file that the office knows, with one line more.
package struct CalendarText: Sendable {
    private let text: String

    /// Takes a calendar file as it stands; whether it can be read shows when a day is added.
    package init(_ text: String) { self.text = text }

    /// A day to write.
    package struct Day: Hashable, Sendable {
        /// The day, by the calendar of whoever uses the file; it has no zone.
        package var date: LocalDate
        /// What kind of day off it is in the file's words, such as `cuti_bersama`; a name as rule
        /// files have them.
        package var kind: String
        /// What people call the day, for lists and for the reasons of a count.
        package var name: Bilingual
        /// The decree that says so.
        package var source: String?
        /// Whether it is only expected so far, so that counts over it say so.
        package var isEstimated: Bool

        /// Describes the day as somebody asked for it; nothing is checked before it is written.
        package init(
            date: LocalDate,
            kind: String,
            name: Bilingual,
            source: String?,
            isEstimated: Bool
        ) {
            self.date = date
            self.kind = kind
            self.name = name
            self.source = source
            self.isEstimated = isEstimated
        }
    }

    /// Why a day can't be written into this text.
    package enum Obstacle: Error, Hashable, Sendable {
        /// The file has no days of its own, or not one a line.
        case noList
        /// The file says nothing of that year: it would count the other days of it as worked.
        case yearMissing(Int)
        /// That day is there already, under that name.
        case present(Holiday)
        /// The kind is no name of letters and digits.
        case badKind(String)
        /// No day of any calendar is of that kind; these there are.
        case unknownKind(String, known: [String])
        /// What came out is not the old calendar and that day.
        case garbled
    }

    /// Returns the text with a line for every day that is not there yet under its kind.
    ///
    /// `year` is one for which `days` is complete: where it follows or precedes the years of the file
    /// it becomes one of them. Throws `.present` if all days are there and the years stay.
    package func adding(_ days: [Day], completing year: Int? = nil) throws(Obstacle) -> String {
        guard let before = try? HolidayCalendar.parse(text, for: .reading) else { throw .noList }
        var written = CalendarText(text)
        if let year, !before.years.contains(year) { written = try written.extended(to: year) }
        for day in days {
            do throws(Obstacle) {
                written = CalendarText(try written.adding(day))
            } catch .present {
                continue
            }
        }
        guard written.text != text else {
            let present = before.days.first { here in
                days.contains { $0.date == here.date && $0.kind == here.kind }
            }
            throw present.map(Obstacle.present) ?? .noList
        }
        return written.text
    }

    /// The text with one more year at an end of those for which it has data.
    private func extended(to year: Int) throws(Obstacle) -> CalendarText {
        var faults = FileFaults()
        guard let before = try? HolidayCalendar.parse(text, for: .reading),
            let first = before.years.min(), let last = before.years.max(),
            [first - 1, last + 1].contains(year),
            let node = RuleNode.parse(text, &faults)?.entries(&faults)?
                .first(where: { $0.key == "years" })?.node
        else { throw .yearMissing(year) }
        var lines = Self.lines(text)
        let old = "\(last < year ? last : first)"
        guard lines.indices.contains(node.line - 1),
            let place = lines[node.line - 1].ranges(of: old).last
        else { throw .garbled }
        lines[node.line - 1].replaceSubrange(place, with: String(year))
        let written = lines.joined(separator: "\n")
        guard let after = try? HolidayCalendar.parse(written, for: .reading),
            after.years == before.years.union([year]), after.days == before.days,
            after.workdays == before.workdays, after.includes == before.includes
        else { throw .garbled }
        return CalendarText(written)
    }

    /// Returns the text with one line more, where the order of the dates puts it.
    package func adding(_ day: Day) throws(Obstacle) -> String {
        guard RuleNode.isName(day.kind) else { throw .badKind(day.kind) }
        guard let before = try? HolidayCalendar.parse(text, for: .reading) else { throw .noList }
        guard before.years.contains(day.date.year) else { throw .yearMissing(day.date.year) }
        if let present = before.days.first(where: { $0.date == day.date && $0.kind == day.kind }) {
            throw .present(present)
        }
        guard let place = place(of: day.date) else { throw .noList }
        var lines = Self.lines(text)
        // A file whose lines end with CR and LF keeps them.
        let end = lines[place.line - 1].hasSuffix("\r") ? "\r" : ""
        lines.insert(Substring(place.margin + "- " + day.flow + end), at: place.line)
        let written = lines.joined(separator: "\n")
        // Whatever the layout was: the result must be the old calendar and that one day.
        guard let after = try? HolidayCalendar.parse(written, for: .reading),
            after.days.filter({ !before.days.contains($0) }) == [day.holiday(in: before.name)],
            after.days.count == before.days.count + 1, after.years == before.years,
            after.workdays == before.workdays, after.includes == before.includes
        else { throw .garbled }
        return written
    }

    /// The line (from 0) in front of which the day goes, and the blanks before its dash.
    private func place(of date: LocalDate) -> (line: Int, margin: String)? {
        var faults = FileFaults()
        let lines = Self.lines(text)
        guard let root = RuleNode.parse(text, &faults), let entries = root.entries(&faults),
            let days = entries.first(where: { $0.key == "days" })?.node,
            let items = days.list(&faults), let first = items.first,
            // Whatever else YAML takes for the end of a line is no line here.
            lines.indices.contains((items.last?.line ?? 0) - 1)
        else { return nil }
        let head = lines[first.line - 1]
        let margin = String(head.prefix { $0 == " " })
        guard head.dropFirst(margin.count).hasPrefix("- ") else { return nil }
        let later = items.first { item in
            (item.entries(&faults)?.first { $0.key == "date" }?.node.date(&faults))
                .map { $0 > date } ?? false
        }
        if let later, later.line == first.line { return (first.line - 1, margin) }
        // Behind the item before it: a comment above the next item belongs to that.
        let end = later?.line ?? next(after: days, entries) ?? lines.count + 1
        let last = lines[..<(end - 1)].lastIndex { line in
            let rest = line.drop { $0 == " " }
            return !rest.isEmpty && !rest.hasPrefix("#") && rest != "\r"
        }
        return last.map { ($0 + 1, margin) }
    }

    /// The lines without their LF; by bytes, since CR and LF together are one character in Swift.
    private static func lines(_ text: String) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map(Substring.init)
    }

    /// The line of the key that follows the list of days.
    private func next(
        after days: RuleNode,
        _ entries: [(key: String, node: RuleNode)]
    ) -> Int? {
        entries.map(\.node.keyLine).filter { $0 > days.line }.min()
    }
}

extension CalendarText.Day {
    /// `{ date: 2025-08-18, kind: cuti_bersama, name: { id: ..., en: ... } }`.
    fileprivate var flow: String {
        var members = ["date: \(date)", "kind: \(kind)"]
        if isEstimated { members.append("estimated: true") }
        members.append("name: { id: \(Self.scalar(name.id)), en: \(Self.scalar(name.en)) }")
        if let source { members.append("source: \(Self.scalar(source))") }
        return "{ \(members.joined(separator: ", ")) }"
    }

    fileprivate func holiday(in calendar: String) -> Holiday {
        Holiday(
            date: date,
            name: name,
            kind: kind,
            estimated: isEstimated,
            source: source,
            calendar: calendar
        )
    }

    /// Plain where nothing in it means something to YAML, else in double quotes.
    private static func scalar(_ text: String) -> String {
        let words: Set = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        let isPlain =
            text.utf8.first.map { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A } == true
            && text.utf8.last != 0x20
            && !words.contains(text.lowercased())
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", " ", ".", "-", "/", "(", ")", "'": true
                default: false
                }
            }
        guard !isPlain else { return text }
        let escaped = text.unicodeScalars.map { scalar in
            scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
        }
        return "\"\(escaped.joined())\""
    }
}
