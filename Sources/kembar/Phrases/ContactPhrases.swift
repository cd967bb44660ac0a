import Language

/// What the screens about people say.
enum ContactPhrases {
    static let headings = [
        Phrase("Nomor", "Number"), Phrase("Peran", "Role"), Phrase("Nama", "Name"),
        Phrase("Surel", "Mail"), Phrase("Bahasa", "Language"), Phrase("Masa", "Period"),
    ]
    static let none = Phrase(
        "Belum ada pemegang peran. Catat dengan: kembar contacts set PERAN --name NAMA --mail ALAMAT",
        "Nobody holds a role yet. Say who does with: kembar contacts set ROLE --name NAME --mail ADDRESS"
    )
    static let lastFailure = Phrase("Terakhir gagal", "Last failure")
    static let noMail = Phrase("tanpa alamat", "no address")

    static func language(_ code: String) -> Phrase {
        switch code {
        case "id": Phrase("Indonesia", "Indonesian")
        case "en": Phrase("Inggris", "English")
        default: Phrase(code)
        }
    }

    /// From when to when.
    static func time(since: String, until: String?) -> Phrase {
        Phrase { language in
            let since = language.date(since)
            guard let until = until.map(language.date) else {
                return language.say(Phrase("sejak \(since)", "since \(since)"))
            }
            return language.say(Phrase("\(since) sampai \(until)", "\(since) to \(until)"))
        }
    }

    static func erased(_ id: String) -> Phrase {
        Phrase(
            "\(id) sudah dihapus untuk selamanya.",
            "\(id) has been erased for ever."
        )
    }
}

/// What `remind route` and `remind test` say.
enum RoutePhrases {
    static let nobody = Phrase(
        "Tidak ada pengingat yang masih akan datang.",
        "No reminders are to come."
    )
    static let channels = Phrase("Lewat", "By")
    static let people = Phrase("Penerima", "Recipients")
    static let missing = Phrase("Kurang", "Missing")
    static let noPeople = Phrase("belum ada", "nobody yet")

    /// Why these: what a ladder is about.
    static func why(_ label: Phrase, office: String?, purpose: Phrase?) -> Phrase {
        guard let office else { return label }
        let about = purpose.map { Phrase(" untuk ", " for ") + $0 } ?? Phrase("")
        return label + Phrase(": menunggu ", ": waiting for ") + Phrase(office) + about
    }

    static func step(_ due: String, _ doubts: DoubtWords, _ role: Phrase) -> Phrase {
        Phrase { $0.date(due) } + doubts.marks + Phrase(": ") + role
    }

    static func more(_ count: Int) -> Phrase {
        Phrase.count(count, "lagi sesudahnya", "more after it", "more after it")
    }

    static func onItsWay(_ position: Int64, _ role: Phrase) -> Phrase {
        Phrase("Pesan percobaan kepada ", "The test message to ") + role
            + Phrase(" dikirim (", " is on its way (") + CommonPhrases.entries([position])
            + Phrase(").")
    }

    /// Of one that a place has not taken yet.
    static func recorded(_ position: Int64, _ role: Phrase) -> Phrase {
        Phrase("Pesan percobaan kepada ", "The test message to ") + role
            + Phrase(" tercatat (", " is recorded (") + CommonPhrases.entries([position])
            + Phrase(
                ") dan menunggu ditulis; tidak perlu diulang.",
                ") and waits to be written; there is no need to repeat it."
            )
    }

    /// Nobody holds a role before that day.
    static func notBefore(_ since: String, _ people: Phrase, channels: Phrase) -> Phrase {
        Phrase("mulai ", "from ") + Phrase { $0.date(since) } + Phrase(": ") + people
            + Phrase(
                "; sampai hari itu pesan hanya lewat ",
                "; until that day messages go only by "
            ) + channels
    }

    static func channel(_ name: String) -> Phrase {
        switch name {
        case "journal": Phrase("jurnal", "journal")
        case "spool": Phrase("folder spool", "spool folder")
        case "mail": Phrase("surel", "mail")
        case "webhook": Phrase("webhook")
        default: Phrase(name)
        }
    }

    /// What keeps it from reaching somebody, and the remedy.
    static func missing(_ code: String, role: String) -> Phrase {
        switch code {
        case "no-person":
            Phrase(
                "belum ada yang memegang peran ini; catat dengan: kembar contacts set \(role) --name NAMA --mail ALAMAT",
                "nobody holds this role; say who does with: kembar contacts set \(role) --name NAME --mail ADDRESS"
            )
        case "no-address":
            Phrase(
                "ada pemegang peran tanpa alamat surel; lihat: kembar contacts show \(role)",
                "somebody who holds it has no address; see: kembar contacts show \(role)"
            )
        case "mail-not-set":
            Phrase(
                "surel belum dinyalakan; tulis deliver: [mail] di kembard.yaml dan jalankan kembar-deliver",
                "mail is not switched on; write deliver: [mail] into kembard.yaml and run kembar-deliver"
            )
        case "rehearsal":
            Phrase(
                "gladi: pesan hanya ke jurnal dan folder spool",
                "rehearsal: messages go to the journal and the spool folder only"
            )
        default: Phrase(code)
        }
    }
}
