import Language

/// What the screens about offices and calendars say.
enum OfficePhrases {
    static let headings = [
        Phrase("Kode", "Code"), Phrase("Nama", "Name"), Phrase("Zona", "Zone"),
        Phrase("Kalender", "Calendar"), Phrase("Jenis", "Kind"),
    ]
    static let calendarHeadings = [
        Phrase("Kalender", "Calendar"), Phrase("Judul", "Label"), Phrase("Versi", "Version"),
        Phrase("Tahun", "Years"),
    ]

    static func count(days: Phrase, from: String, calendar: String, date: String) -> Phrase {
        days + Phrase(" sesudah ", " after ")
            + Phrase("\(from), ") + Phrase("kalender ", "calendar ")
            + Phrase("\(calendar): \(date)")
    }
}
