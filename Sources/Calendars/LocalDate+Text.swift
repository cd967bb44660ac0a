extension LocalDate {
    /// Reads exactly the form `2018-11-07`, in ASCII digits; nil for anything else.
    package init?(_ text: some StringProtocol) {
        var reader = ASCIIReader(text)
        guard let date = reader.date(), reader.isAtEnd else { return nil }
        self = date
    }

    /// The date as `2018-11-07`.
    package var description: String {
        let parts = (year: year, month: month, day: day)
        return "\(parts.year.padded(4))-\(parts.month.padded(2))-\(parts.day.padded(2))"
    }
}

extension BinaryInteger {
    /// Returns the decimal digits with zeros in front, at least `width` of them.
    ///
    /// Written out because formatting would bring Foundation, and a locale, into a pure module.
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
