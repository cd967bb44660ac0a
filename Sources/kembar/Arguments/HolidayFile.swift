import Calendars

/// The whole days of an iCalendar file (RFC 5545), as calendars of holidays are published.
///
/// Only what such a file needs is read: lines are unfolded (section 3.1), of every `VEVENT` the
/// `DTSTART` and `DTEND` of the type DATE (3.3.4; the end is the day after the last), a `DURATION` of
/// days or weeks (3.3.6), the `STATUS`, and the `SUMMARY` with its escapes (3.3.11). What is no whole
/// day, or was cancelled, is left out and counted; an event that would be read as other days than its
/// author meant refuses the file.
struct HolidayFile {
    /// What each day is called, by its date `2028-01-01`.
    private(set) var days: [String: String] = [:]
    /// The events that are not taken, in the order of the file.
    private(set) var leftOut: [LeftOut] = []

    /// The longest event that is one holiday; a longer one is something else.
    static let daysMax = 31

    /// An event that is no day off.
    struct LeftOut: Hashable {
        enum Reason: Hashable { case cancelled, noWholeDay }

        var reason: Reason
        /// The year in which it begins, as the file writes it; empty if it does not say.
        var year: String
    }

    /// An event as a refusal names it.
    struct Event: Hashable {
        /// What it is called; blank if the file does not say.
        var summary: String
        /// Its first day, `2028-01-01`.
        var date: String
    }

    /// Why an event cannot be taken as it stands.
    enum Fault: Error, Hashable {
        /// It repeats itself by a rule: which days that means is not read here.
        case repeats
        /// It has no name, and a day off is adopted under one.
        case nameless
        /// It is so many days long.
        case tooLong(days: Int)
        case endsBeforeItBegins
        /// Its end, as written, is no day, or it has two.
        case unreadableEnd(String)
    }

    init(_ text: String, path: String) throws(Failure) {
        let lines = Self.unfolded(text)
        guard lines.contains("BEGIN:VCALENDAR") else { throw .notACalendar(path: path) }
        var event: [String: Property]?
        // Components that are open within the event: an alarm has a SUMMARY of its own (3.6.6).
        var depth = 0
        for line in lines {
            switch (line, event != nil) {
            // An event has no event within it: this one was cut off.
            case ("BEGIN:VEVENT", true): throw .notACalendar(path: path)
            case ("BEGIN:VEVENT", false): (event, depth) = ([:], 0)
            case ("END:VEVENT", true):
                try event.map { event throws(Failure) in try take(event, path) }
                event = nil
            case (_, true) where line.hasPrefix("BEGIN:"): depth += 1
            case (_, true) where line.hasPrefix("END:"): depth -= 1
            default:
                guard event != nil, depth == 0, let property = Property(line) else { continue }
                event?[property.name] = property
            }
        }
        guard event == nil else { throw .notACalendar(path: path) }
    }

    private mutating func take(_ event: [String: Property], _ path: String) throws(Failure) {
        let start = event["DTSTART"]
        let isCancelled = event["STATUS"]?.text.uppercased() == "CANCELLED"
        guard !isCancelled, let first = start?.day else {
            let reason: LeftOut.Reason = isCancelled ? .cancelled : .noWholeDay
            leftOut.append(LeftOut(reason: reason, year: start?.year ?? ""))
            return
        }
        let summary = event["SUMMARY"]?.text ?? ""
        let length: Int
        do throws(Fault) {
            if event["RRULE"] != nil || event["RDATE"] != nil { throw .repeats }
            guard summary.contains(where: { !$0.isWhitespace }) else { throw .nameless }
            length = try Self.length(of: event, from: first)
        } catch {
            let event = Event(summary: summary, date: first.description)
            throw .unfitEvent(path: path, event, error)
        }
        for offset in 0..<length {
            let date = first.adding(days: offset).description
            // Two names for one day are one day off with both.
            let name = days[date].map { $0 == summary ? $0 : "\($0) / \(summary)" } ?? summary
            days[date] = name
        }
    }

    /// Returns how many days the event lasts: one if it does not say (3.6.1).
    private static func length(
        of event: [String: Property],
        from first: LocalDate
    ) throws(Fault) -> Int {
        let length: Int
        switch (event["DTEND"], event["DURATION"]) {
        case (nil, nil): return 1
        case (let end?, nil):
            guard let day = end.day else { throw .unreadableEnd("DTEND:\(end.text)") }
            length = day.dayNumber - first.dayNumber
            guard length >= 0 else { throw .endsBeforeItBegins }
        case (nil, let duration?):
            guard let days = duration.days else {
                throw .unreadableEnd("DURATION:\(duration.text)")
            }
            length = days
        case (let end?, let duration?):
            throw .unreadableEnd("DTEND:\(end.text), DURATION:\(duration.text)")
        }
        guard length <= daysMax else { throw .tooLong(days: length) }
        // Many programs write the day itself as the end of a single one.
        return max(1, length)
    }

    /// Lines end with CR and LF, or with LF where somebody edited the file; a blank begins what goes
    /// on from the line before.
    private static func unfolded(_ text: String) -> [String] {
        var lines: [String] = []
        // Some programs write a byte order mark in front; it says nothing in UTF-8.
        let isMarked = text.unicodeScalars.first == "\u{FEFF}"
        let text = isMarked ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
        for bytes in String(text).utf8.split(separator: UInt8(ascii: "\n")) {
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

        /// The year of a day or a time, as written.
        var year: String { String(value.prefix(4)) }

        /// The days of a duration in days or weeks, `P3D`, `P1W`: one in hours is none of whole days.
        var days: Int? {
            guard let unit = value.last, let start = value.firstIndex(of: "P"),
                ["", "+"].contains(value[..<start])
            else { return nil }
            let digits = value[start...].dropFirst().dropLast()
            // More digits than any calendar has days for.
            guard (1...6).contains(digits.utf8.count),
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
            else { return nil }
            switch unit {
            case "D": return number
            case "W": return number * 7
            default: return nil
            }
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
