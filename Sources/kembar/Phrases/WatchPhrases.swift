import Language

/// What is said while the log is followed.
enum WatchPhrases {
    static let lost = Phrase(
        "Sambungan ke kembard terputus; menunggu kembard kembali. Ctrl-C mengakhiri.",
        "The connection to kembard is lost; waiting for it to come back. Ctrl-C ends this."
    )
    static let again = Phrase(
        "Tersambung lagi; dilanjutkan dari entri terakhir.",
        "Connected again; going on from the last entry."
    )
    static let redacted = Phrase("data pribadinya dihapus", "its content is redacted")

    static func following(_ agreement: String?, after position: Int64) -> Phrase {
        let what =
            agreement.map { Phrase("naskah \($0)", "agreement \($0)") } ?? Phrase("log", "the log")
        let start =
            position < 0
            ? Phrase(" dari entri pertama", " from the first entry")
            : Phrase(" sesudah entri \(position)", " after entry \(position)")
        return Phrase("Mengikuti ", "Following ") + what + start
            + Phrase(". Ctrl-C mengakhiri.", ". Ctrl-C ends this.")
    }

    /// What the engine's own entries are called, which belong to no agreement.
    static let engineEvents: [String: Phrase] = [
        "LogStarted": Phrase("Log dimulai", "Log started"),
        "DaemonStarted": Phrase("Daemon dimulai", "Daemon started"),
        "DaemonStopped": Phrase("Daemon berhenti", "Daemon stopped"),
        "ClockSetBack": Phrase("Jam mundur", "Clock set back"),
        "WorkflowAdopted": Phrase("Alur kerja ditetapkan", "Workflow adopted"),
        "PolicyAdopted": Phrase("Kebijakan ditetapkan", "Policy adopted"),
        "CalendarAdopted": Phrase("Kalender ditetapkan", "Calendar adopted"),
        "OfficesAdopted": Phrase("Daftar instansi ditetapkan", "Offices adopted"),
        "KeyAdopted": Phrase("Kunci ditetapkan", "Key adopted"),
        "MessageIssued": Phrase("Pesan diterbitkan", "Message issued"),
        "MessageDelivered": Phrase("Pesan disampaikan", "Message delivered"),
        "MessageFailed": Phrase("Pesan gagal", "Message failed"),
    ]
}
