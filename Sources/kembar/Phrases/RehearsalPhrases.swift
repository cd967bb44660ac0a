import Language

/// What the rehearsal says.
enum RehearsalPhrases {
    static let nothing = Phrase("Tidak ada yang terbit selama itu.", "Nothing went out meanwhile.")

    static func moved(from: String, to: String, wakeUps: Int) -> Phrase {
        Phrase(
            "Jam gladi maju dari \(from) ke \(to); kembard terjaga ",
            "The rehearsal's clock moved from \(from) to \(to); kembard woke "
        ) + times(wakeUps) + Phrase(".")
    }

    private static func times(_ count: Int) -> Phrase {
        switch count {
        case 1: Phrase("1 kali", "once")
        case 2: Phrase("2 kali", "twice")
        default: .count(count, "kali", "time", "times")
        }
    }

    static func message(
        _ position: Int64,
        role: Phrase,
        office: String,
        date: String,
        channel: String
    ) -> Phrase {
        Phrase("Pesan (entri \(position)) kepada ", "Message (entry \(position)) to ") + role
            + Phrase(", \(office), \(date), ") + self.channel(channel)
    }

    /// Further weekly reports, which are not shown one by one.
    static func reports(_ count: Int, from: String, to: String) -> Phrase {
        .count(count, "kabar mingguan lain", "more weekly report", "more weekly reports")
            + (from == to
                ? Phrase(", \(from).")
                : Phrase(" dari \(from) sampai \(to).", " from \(from) to \(to)."))
    }

    /// Messages that went out of the daemon's hands into nobody's yet.
    static func unwritten(_ messages: [Int64]) -> Phrase {
        .count(
            messages.count,
            "pesan sudah terbit dan menunggu ditulis",
            "message was issued and waits to be written",
            "messages were issued and wait to be written"
        ) + Phrase(" (") + CommonPhrases.entries(messages) + Phrase(").")
    }

    private static func channel(_ name: String) -> Phrase {
        switch name {
        case "journal": Phrase("lewat jurnal", "by journal")
        case "spool": Phrase("lewat folder spool", "by spool folder")
        default: Phrase("lewat \(name)", "by \(name)")
        }
    }
}
