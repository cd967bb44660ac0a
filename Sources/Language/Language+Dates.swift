extension Language {
    /// The time in full words: `Rabu, 7 November 2018 pukul 10.00 WITA`.
    ///
    /// The argument is the text of an answer. A text in none of its forms comes back unchanged, so
    /// that the answer of a newer daemon is still shown.
    package func date(_ text: String) -> String {
        SpokenTime(text).map(date) ?? text
    }

    /// The time in full words, as exact as it is known.
    package func date(_ time: SpokenTime) -> String {
        guard let month = time.month else { return String(time.year) }
        guard let day = time.day, let weekday = time.weekday else {
            return "\(monthNames[month - 1]) \(time.year)"
        }
        let date = "\(weekdayNames[weekday]), \(day) \(monthNames[month - 1]) \(time.year)"
        guard let clock = time.clock else { return date }
        return say(Phrase("\(date) pukul \(hour(clock))", "\(date) at \(hour(clock))"))
    }

    /// The hour of an instant with its zone: `10.00 WITA`; a text without one comes back unchanged.
    package func hour(_ text: String) -> String {
        SpokenTime(text)?.clock.map(hour) ?? text
    }

    /// The date as a letter is dated: `7 November 2018`, without weekday and hour.
    package func letterDate(_ text: String) -> String {
        guard let time = SpokenTime(text) else { return text }
        guard let month = time.month, let day = time.day else { return date(time) }
        return "\(day) \(monthNames[month - 1]) \(time.year)"
    }

    /// The time for a table column: `7 Nov 2018`, without the hour.
    package func shortDate(_ text: String) -> String {
        SpokenTime(text).map(shortDate) ?? text
    }

    /// The time for a table column, as exact as it is known but without the hour.
    package func shortDate(_ time: SpokenTime) -> String {
        guard let month = time.month else { return String(time.year) }
        let name = "\(shortMonthNames[month - 1]) \(time.year)"
        return time.day.map { "\($0) \(name)" } ?? name
    }

    /// Two dates as one span, from the first through the last: `9-12 Nov 2018`, `30 Nov - 3 Des 2018`.
    package func shortSpan(_ first: String, _ last: String) -> String {
        guard first != last else { return shortDate(first) }
        guard let one = SpokenTime(first), let other = SpokenTime(last), let day = one.day,
            one.year == other.year
        else { return "\(shortDate(first)) - \(shortDate(last))" }
        guard one.month != other.month else { return "\(day)-\(shortDate(other))" }
        let start = shortDate(one).split(separator: " ").dropLast().joined(separator: " ")
        return "\(start) - \(shortDate(other))"
    }

    /// The time for a table column with the hour, where there is one: `7 Nov 2018 10.00 WITA`.
    package func shortInstant(_ text: String) -> String {
        SpokenTime(text).map(shortInstant) ?? text
    }

    /// The time for a table column with the hour, where it is known.
    package func shortInstant(_ time: SpokenTime) -> String {
        guard let clock = time.clock else { return shortDate(time) }
        return "\(shortDate(time)) \(hour(clock))"
    }

    /// A number with the thousands set apart: `65.535` or `65,535`.
    package func number(_ value: some BinaryInteger) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += say(Phrase(".", ",")) }
            text.append(digit)
        }
        return text
    }

    /// The parts as one enumeration: `a, b, dan c`.
    package func list(_ parts: [String]) -> String {
        let and = say(Phrase("dan", "and"))
        switch parts.count {
        case 0, 1: return parts.first ?? ""
        case 2: return "\(parts[0]) \(and) \(parts[1])"
        default:
            return parts.dropLast().joined(separator: ", ") + ", \(and) \(parts[parts.count - 1])"
        }
    }

    /// The hour with its zone.
    ///
    /// Indonesia writes a dot; the three zones go by their names.
    private func hour(_ clock: SpokenTime.Clock) -> String {
        let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        let mark = say(Phrase(".", ":"))
        return "\(pad(clock.hour))\(mark)\(pad(clock.minute)) \(zone(clock.offsetMinutes))"
    }

    private func zone(_ offsetMinutes: Int) -> String {
        switch offsetMinutes {
        case 0: return "UTC"
        case 420: return "WIB"
        case 480: return "WITA"
        case 540: return "WIT"
        default:
            let size = offsetMinutes.magnitude
            let minutes = size % 60 < 10 ? "0\(size % 60)" : "\(size % 60)"
            return "UTC\(offsetMinutes < 0 ? "-" : "+")\(size / 60):\(minutes)"
        }
    }

    private var weekdayNames: [String] {
        switch self {
        case .id: ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
        case .en:
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        }
    }

    private var monthNames: [String] {
        switch self {
        case .id:
            [
                "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus",
                "September", "Oktober", "November", "Desember",
            ]
        case .en:
            [
                "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December",
            ]
        }
    }

    private var shortMonthNames: [String] {
        switch self {
        case .id:
            [
                "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
            ]
        case .en:
            [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ]
        }
    }
}
