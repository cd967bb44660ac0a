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
        /// The file says nothing of that year: it would count the other days of it as worked. `next` is the
        /// year that can be made complete first, maybe that year itself; nil if the file has no years.
        case yearMissing(Int, next: Int?)
        /// The file has no days of its own: those are in the calendars that it includes.
        case noneOfItsOwn(includes: [String])
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
    /// `year` is one for which `days` is complete: where it is one of those that the file calls missing, or
    /// follows or precedes its years, it becomes one of them. Throws `.present` if all days are there and
    /// the years stay.
    package func adding(_ days: [Day], completing year: Int? = nil) throws(Obstacle) -> String {
        guard let before = try? HolidayCalendar.parse(text, for: .reading) else { throw .noList }
        var written = CalendarText(text)
        if let year, !before.years.contains(year) { written = try written.completed(by: year) }
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

    /// The text with one more year for which it has data: one at an end of them, or one that was missing.
    private func completed(by year: Int) throws(Obstacle) -> CalendarText {
        guard let before = try? HolidayCalendar.parse(text, for: .reading) else { throw .noList }
        guard let span, step(towards: year) == year else { throw missing(year, in: before) }
        let lines = span.contains(year) ? try crossingOut(year) : try stretched(span, to: year)
        let written = lines.joined(separator: "\n")
        guard let after = try? HolidayCalendar.parse(written, for: .reading),
            after.years == before.years.union([year]), after.days == before.days,
            after.workdays == before.workdays, after.includes == before.includes
        else { throw .garbled }
        return CalendarText(written)
    }

    /// Why nothing can be written into a year of which the file says nothing.
    private func missing(_ year: Int, in file: HolidayCalendar) -> Obstacle {
        file.years.isEmpty && !file.includes.isEmpty
            ? .noneOfItsOwn(includes: file.includes.map(\.calendar))
            : .yearMissing(year, next: step(towards: year))
    }

    /// The first and the last year that the file names; the missing ones lie in between.
    private var span: ClosedRange<Int>? {
        var faults = FileFaults()
        let ends = node("years")?.list(&faults)?.compactMap { $0.integer(in: 1...9999, &faults) }
        guard let ends, ends.count == 2, ends[0] <= ends[1] else { return nil }
        return ends[0]...ends[1]
    }

    /// The year that can be made complete before `year` can; `year` itself if nothing lies in between.
    private func step(towards year: Int) -> Int? {
        span.map { min(max(year, $0.lowerBound - 1), $0.upperBound + 1) }
    }

    /// The lines with `year` in place of the end of `span` that it lies beside.
    private func stretched(_ span: ClosedRange<Int>, to year: Int) throws(Obstacle) -> [Substring] {
        var lines = Self.lines(text)
        let old = "\(span.upperBound < year ? span.upperBound : span.lowerBound)"
        guard let node = node("years"), lines.indices.contains(node.line - 1),
            let place = lines[node.line - 1].ranges(of: old).last
        else { throw .garbled }
        lines[node.line - 1].replaceSubrange(place, with: String(year))
        return lines
    }

    /// The lines without `year` in the list of the missing ones.
    private func crossingOut(_ year: Int) throws(Obstacle) -> [Substring] {
        var faults = FileFaults()
        var lines = Self.lines(text)
        guard let items = node("missing")?.list(&faults),
            let item = items.first(where: { $0.written == String(year) }),
            lines.indices.contains(item.line - 1)
        else { throw .garbled }
        let line = lines[item.line - 1].unicodeScalars
        let before = line.prefix(item.column - 1)
        var after = line.dropFirst(item.column - 1)
        // Quoted, or behind an anchor: whoever wrote it so has to change it.
        guard after.starts(with: String(year).unicodeScalars) else { throw .garbled }
        after = after.dropFirst(String(year).unicodeScalars.count)
        if before.allSatisfy({ " -".unicodeScalars.contains($0) }), before.contains("-") {
            // A line of its own goes with its comment; the last one leaves a list of none.
            guard items.count == 1 else {
                lines.remove(at: item.line - 1)
                return lines
            }
            guard let key = lines[..<(item.line - 1)].lastIndex(where: { $0.hasPrefix("missing:") })
            else { throw .garbled }
            lines[key] = "missing: []"
            lines.remove(at: item.line - 1)
            return lines
        }
        let (kept, rest) = Self.joint(before, after)
        lines[item.line - 1] = Substring(kept) + Substring(rest)
        return lines
    }

    /// What is left of a flow list on both sides of an item, without the comma that stood between.
    private static func joint(
        _ before: Substring.UnicodeScalarView,
        _ after: Substring.UnicodeScalarView
    ) -> (Substring.UnicodeScalarView, Substring.UnicodeScalarView) {
        let rest = after.drop { $0 == " " }
        if rest.first == "," { return (before, rest.dropFirst().drop { $0 == " " }) }
        var kept = before
        while kept.last == " " { kept.removeLast() }
        guard kept.last == "," else { return (before, after) }
        return (kept.dropLast(), after)
    }

    /// The value of a key of the file.
    private func node(_ key: String) -> RuleNode? {
        var faults = FileFaults()
        return RuleNode.parse(text, &faults)?.child(key)
    }

    /// Returns the text with one line more, where the order of the dates puts it.
    package func adding(_ day: Day) throws(Obstacle) -> String {
        guard RuleNode.isName(day.kind) else { throw .badKind(day.kind) }
        guard let before = try? HolidayCalendar.parse(text, for: .reading) else { throw .noList }
        guard before.years.contains(day.date.year) else {
            throw missing(day.date.year, in: before)
        }
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
