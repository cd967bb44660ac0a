import Language

/// What `status` says.
enum StatusPhrases {
    static let program = Phrase("Program", "Program")
    static let origin = Phrase("Asal log", "Log origin")
    static let own = Phrase("Kantor", "Office")
    static let now = Phrase("Sekarang", "Now")
    static let log = Phrase("Log", "Log")
    static let views = Phrase("Tampilan", "Views")
    static let reminders = Phrase("Pengingat", "Reminders")
    static let agreements = Phrase("Naskah", "Agreements")
    static let you = Phrase("Anda", "You")
    static let files = Phrase("Berkas", "Files")
    static let missing = Phrase("Hari libur", "Holidays")
    static let attention = Phrase("Perlu diperhatikan", "To look at")
    static let allWell = Phrase("Tidak ada yang perlu diperhatikan.", "Nothing needs attention.")
    static let closed = Phrase("selesai", "closed")
    /// Who has recorded nothing has no pseudonym yet.
    static let notYetNamed = Phrase("belum pernah mencatat", "nothing recorded yet")
    static let noRights = Phrase("tidak ada", "none")

    static func log(_ size: Int64, root: String, writable: Bool) -> Phrase {
        let state =
            writable
            ? Phrase("dapat ditulisi", "writable") : Phrase("TIDAK dapat ditulisi", "NOT writable")
        return Phrase.count(size, "entri", "entry", "entries") + Phrase(", akar ", ", root ")
            + Phrase("\(root.prefix(16))…, ") + state
    }

    static func views(position: Int64, lag: Int64) -> Phrase {
        let reach = Phrase("sampai entri \(position), ", "up to entry \(position), ")
        guard lag > 0 else { return reach + Phrase("mutakhir", "up to date") }
        return reach + Phrase("kurang ", "")
            + Phrase.count(lag, "entri", "entry behind", "entries behind")
    }

    static func reminders(issued: Int, outstanding: Int, exhausted: Int) -> Phrase {
        Phrase.count(issued, "sudah diterbitkan, ", "issued, ", "issued, ")
            + Phrase.count(
                outstanding,
                "pesan belum ada hasilnya, ",
                "message without an outcome, ",
                "messages without an outcome, "
            )
            + Phrase.count(
                exhausted,
                "naskah sudah sampai pengingat terakhir",
                "agreement is past its last reminder",
                "agreements are past their last reminder"
            )
    }

    static func lapsed(_ count: Int) -> Phrase {
        Phrase("batas waktu sudah lewat pada ", "a limit has passed for ")
            + .count(count, "naskah", "agreement", "agreements") + Phrase(": kembar list")
    }

    /// In which agreements a ladder is at its end; the rest is counted.
    static func exhausted(_ agreements: [String], more: Int) -> Phrase {
        let list = agreements.joined(separator: ", ")
        let rest =
            more > 0
            ? Phrase(", dan \(more) lagi (kembar list)", ", and \(more) more (kembar list)")
            : Phrase("")
        return Phrase("pengingat habis: \(list)", "reminders at their end: \(list)") + rest
    }

    static func nextWake(_ date: String, _ doubts: DoubtWords) -> Phrase {
        Phrase("berikutnya \(date)", "next \(date)") + doubts.marks
    }

    static func you(user: String, uid: Int, groups: String, rights: String) -> Phrase {
        Phrase(
            "\(user) (uid \(uid)); grup: \(groups); hak: \(rights)",
            "\(user) (uid \(uid)); groups: \(groups); rights: \(rights)"
        )
    }

    static func right(_ name: String) -> Phrase {
        switch name {
        case "read": Phrase("membaca", "read")
        case "write": Phrase("mencatat", "write")
        case "admin": Phrase("mengelola", "administer")
        default: Phrase(name)
        }
    }

    static func socket(_ name: String) -> Phrase {
        switch name {
        case "operator": Phrase("soket operator", "operator socket")
        case "audit": Phrase("soket auditor", "audit socket")
        case "deliver": Phrase("soket pengantar", "deliverer's socket")
        default: Phrase(name)
        }
    }

    static func file(_ role: String) -> Phrase {
        switch role {
        case "data": Phrase("data", "data")
        case "log": Phrase("log", "log")
        case "views": Phrase("tampilan", "views")
        case "contacts": Phrase("kontak", "contacts")
        case "key": Phrase("kunci", "key")
        case "operatorSocket": Phrase("soket operator", "operator socket")
        case "auditSocket": Phrase("soket auditor", "audit socket")
        case "deliverSocket": Phrase("soket pengantar", "deliverer's socket")
        case "settings": Phrase("pengaturan", "settings")
        default: Phrase(role)
        }
    }
}
