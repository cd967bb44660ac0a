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

    static let dayHeadings = [
        Phrase("Tanggal", "Date"), Phrase("Nama", "Name"), Phrase("Jenis", "Kind"),
        Phrase("Sumber", "Source"),
    ]
    /// A kind of day off in words; a file may have kinds of its own.
    static func dayKind(_ kind: String) -> Phrase {
        switch kind {
        case "public": Phrase("libur nasional", "public holiday")
        case "cuti_bersama": Phrase("cuti bersama", "collective leave")
        default: Phrase(kind)
        }
    }

    static let includes = Phrase("Menyertakan", "Includes")
    static let yearsWithData = Phrase("Tahun berdata", "Years with data")
    static let weekend = Phrase("akhir pekan", "weekend")

    static func noData(_ year: Int) -> Phrase {
        Phrase(
            "Belum ada data lengkap untuk \(year): selain hari di bawah ini, Senin sampai Jumat dihitung hari kerja.",
            "There is no complete data for \(year): but for these days Monday to Friday count as working days."
        )
    }

    static func noDays(_ year: Int) -> Phrase {
        Phrase("Tidak ada hari libur pada \(year).", "There are no days off in \(year).")
    }

    static func count(days: Phrase, from: String, calendar: String, date: String) -> Phrase {
        days + Phrase(" sesudah ", " after ")
            + Phrase("\(from), ") + Phrase("kalender ", "calendar ")
            + Phrase("\(calendar): \(date)")
    }
}
