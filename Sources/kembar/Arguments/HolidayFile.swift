import Calendars

/// The whole days of an iCalendar file (RFC 5545), as calendars of holidays are published.
///
/// Only what such a file needs is read: lines are unfolded (section 3.1), of every `VEVENT` the
/// `DTSTART` and `DTEND` of the type DATE (3.3.4; the end is the day after the last) and the
/// `SUMMARY` with its escapes (3.3.11). An event that repeats itself is refused: it would be read as
/// one day only.
struct HolidayFile {
    /// What each day is called, by its date `2028-01-01`.
    private(set) var days: [String: String] = [:]

    /// The longest event that is one holiday; a longer one is something else.
    private static let daysMax = 31

    init(_ text: String, path: String) throws(Failure) {
        let lines = Self.unfolded(text)
        guard lines.contains("BEGIN:VCALENDAR") else { throw .notACalendar(path: path) }
        var event: [String: Property]?
        for line in lines {
            switch line {
            case "BEGIN:VEVENT": event = [:]
            case "END:VEVENT":
                try event.map { event throws(Failure) in try take(event, path) }
                event = nil
            default:
                guard event != nil, let property = Property(line) else { continue }
                event?[property.name] = property
            }
        }
    }

    private mutating func take(_ event: [String: Property], _ path: String) throws(Failure) {
        let summary = event["SUMMARY"]?.text ?? ""
        guard let start = event["DTSTART"]?.day else { return }
        if event["RRULE"] != nil || event["RDATE"] != nil {
            throw .repeatingEvent(path: path, summary: summary)
        }
        let end = event["DTEND"]?.day ?? start.adding(days: 1)
        for offset in 0..<Self.daysMax {
            let day = start.adding(days: offset)
            guard offset == 0 || day < end else { break }
            let date = day.description
            // Two names for one day are one day off with both.
            let name = days[date].map { $0 == summary ? $0 : "\($0) / \(summary)" } ?? summary
            days[date] = name
        }
    }

    /// Lines end with CR and LF, or with LF where somebody edited the file; a blank begins what goes
    /// on from the line before.
    private static func unfolded(_ text: String) -> [String] {
        var lines: [String] = []
        for bytes in text.utf8.split(separator: UInt8(ascii: "\n")) {
            var line = Substring(bytes)
            if line.utf8.last == UInt8(ascii: "\r") { line = Substring(line.utf8.dropLast()) }
            if let first = line.utf8.first, [0x20, 0x09].contains(first), !lines.isEmpty {
                lines[lines.count - 1] += Substring(line.utf8.dropFirst())
            } else {
                lines.append(String(line))
            }
        }
        return lines
    }

    /// One content line: `DTSTART;VALUE=DATE:20280101`.
    private struct Property {
        var name: String
        private var value: Substring

        init?(_ line: String) {
            guard let colon = Self.colon(of: line) else { return nil }
            let head = line[..<colon]
            name = head.prefix { $0 != ";" }.uppercased()
            value = line[line.index(after: colon)...]
        }

        /// The colon in front of the value; one within quotes belongs to a parameter.
        private static func colon(of line: String) -> String.Index? {
            var isQuoted = false
            for index in line.indices {
                if line[index] == "\"" { isQuoted.toggle() }
                if line[index] == ":", !isQuoted { return index }
            }
            return nil
        }

        /// The day; nil for a time, which is no whole day.
        var day: LocalDate? {
            guard value.utf8.count == 8 else { return nil }
            let (year, rest) = (value.prefix(4), value.dropFirst(4))
            return LocalDate("\(year)-\(rest.prefix(2))-\(rest.suffix(2))")
        }

        /// The text without its escapes; line breaks become spaces.
        var text: String {
            var text = ""
            var isEscaped = false
            for character in value {
                if !isEscaped, character == "\\" {
                    isEscaped = true
                    continue
                }
                text += isEscaped && "nN".contains(character) ? " " : String(character)
                isEscaped = false
            }
            return text
        }
    }
}
