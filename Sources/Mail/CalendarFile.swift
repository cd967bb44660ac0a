/// Deadlines as an iCalendar file (RFC 5545): one event of a whole day for each.
package struct CalendarFile: Hashable, Sendable {
    /// Which program wrote it.
    package var product: String
    /// What the calendar is called in the reader's program; nil leaves that to it.
    package var name: String?
    /// When the file was written, RFC 3339 in UTC.
    package var stamp: String
    /// The deadlines.
    package var events: [Event]

    /// One deadline.
    package struct Event: Hashable, Sendable {
        /// The same for the same deadline, whenever it is written: a later file moves the event.
        package var uid: String
        /// The day, `2018-11-22`.
        package var day: String
        /// The day behind it.
        package var dayAfter: String
        /// How often it was moved: the greater number wins.
        package var sequence: Int
        /// What it is about, one line.
        package var summary: String
        /// What else there is to say, one element a line.
        package var details: [String]

        /// Describes a deadline.
        package init(
            uid: String,
            day: String,
            dayAfter: String,
            sequence: Int,
            summary: String,
            details: [String]
        ) {
            self.uid = uid
            self.day = day
            self.dayAfter = dayAfter
            self.sequence = sequence
            self.summary = summary
            self.details = details
        }
    }

    /// Gathers a file.
    package init(product: String, name: String? = nil, stamp: String, events: [Event]) {
        self.product = product
        self.name = name
        self.stamp = stamp
        self.events = events
    }

    /// The file: lines of at most 75 bytes that end in CR LF.
    package var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kembar//\(Self.escaped(product))//ID",
            "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        ]
        if let name { lines.append("X-WR-CALNAME:" + Self.escaped(name)) }
        for event in events {
            lines += [
                "BEGIN:VEVENT", "UID:\(event.uid)", "DTSTAMP:\(Self.compact(stamp))",
                "DTSTART;VALUE=DATE:\(Self.compact(event.day))",
                "DTEND;VALUE=DATE:\(Self.compact(event.dayAfter))", "SEQUENCE:\(event.sequence)",
                "SUMMARY:" + Self.escaped(event.summary),
                "DESCRIPTION:" + event.details.map(Self.escaped).joined(separator: "\\n"),
                "TRANSP:TRANSPARENT", "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        return lines.flatMap(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    /// `2018-11-22T00:00:00.000Z` as `20181122T000000Z`.
    private static func compact(_ time: String) -> String {
        let isInstant = time.contains("T")
        let text = time.filter { $0 != "-" && $0 != ":" }.prefix { $0 != "." && $0 != "Z" }
        return isInstant ? text + "Z" : String(text)
    }

    /// Scalar by scalar: a comma with an accent is another character than a comma.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            case "\n": escaped += "\\n"
            // No other line end may stand in a value.
            case "\r": continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Never within a scalar: a reader may unfold after decoding.
    private static func folded(_ line: String) -> [String] {
        var lines: [String] = []
        var current = ""
        var count = 0
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if count + size > 75 {
                lines.append(current)
                current = " "
                count = 1
            }
            current.unicodeScalars.append(scalar)
            count += size
        }
        return lines + [current]
    }
}
