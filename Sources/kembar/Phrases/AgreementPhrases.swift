import Language
import Wire

/// What the sheet of one agreement says.
enum AgreementPhrases {
    static let stage = Phrase("Tahap", "Stage")
    static let closed = Phrase("Selesai", "Closed")
    static let ended = Phrase("Berakhir", "Ended")
    static let parties = Phrase("Para pihak", "Parties")
    static let awaiting = Phrase("Menunggu", "Waiting for")
    static let nobodyAwaited = Phrase("tidak ada yang ditunggu", "nobody is awaited")
    static let signatures = Phrase("Tanda tangan", "Signatures")
    static let noSignatures = Phrase("belum ada", "none yet")
    static let documents = Phrase("Dokumen", "Documents")
    static let notes = Phrase("Catatan", "Notes")
    static let term = Phrase("Jangka waktu", "Term")
    static let hold = Phrase("Ditunda", "On hold")
    static let nextReminder = Phrase("Pengingat berikut", "Next reminder")
    static let noReminder = Phrase("tidak ada", "none")
    static let workflow = Phrase("Alur kerja", "Workflow")
    /// That of the record, which `--if-version` asks for; a draft has one of its own.
    static let version = Phrase("Versi catatan", "Record version")
    static let draftVersion = Phrase("Versi konsep", "Draft version")
    static let versions = Phrase("Versi isi", "Versions")
    static let own = Phrase("kantor sendiri", "own office")
    static let promised = Phrase("dijanjikan", "promised for")

    static func promise(_ number: Int) -> Phrase {
        Phrase("janji ke-\(number)", "promise \(number)")
    }

    static let onWord = Phrase("menurut", "according to")
    static let limit = Phrase("batas waktu", "limit")
    static let lapsed = Phrase("sudah lewat", "has passed")
    static let stalled = Phrase(
        "Belum ada perkembangan, lebih lama daripada tenggang pengingat pertama.",
        "Nothing has moved for longer than the first reminder allows."
    )

    static let postponed = Phrase("Pengingat", "Reminders")

    /// Of what every reminder has been issued, and whether one of something else may follow.
    static func exhausted(_ agreement: AgreementAnswer) -> Phrase {
        let offices = agreement.exhaustedOffices
        let about = offices.map { Phrase(" tentang ", " about ") + $0 } ?? Phrase("")
        guard agreement.mayBeReminded else {
            return Phrase(
                "Belum ada perkembangan, dan semua pengingat",
                "Nothing has moved, and every reminder"
            ) + about
                + Phrase(
                    " sudah diterbitkan: tidak ada lagi yang menyusul.",
                    " has been issued: none follows any more."
                )
        }
        // A daemon of an earlier release does not say whose they are.
        return Phrase("Semua pengingat", "Every reminder")
            + (offices == nil ? Phrase(" tentang satu hal", " about one matter") : about)
            + Phrase(
                " sudah diterbitkan; yang masih dapat menyusul tentang hal lain.",
                " has been issued; what may still follow is about something else."
            )
    }

    /// No paper holds between the old one's end and the signing of the new one.
    static func gap(_ gap: GapAnswer) -> Phrase {
        Phrase { language in
            let since = language.date(gap.since)
            return switch language {
            case .id:
                "Celah: sejak \(since) tidak ada naskah yang berlaku. \(gap.predecessor) sudah berakhir; perpanjangannya, \(gap.successor), belum ditandatangani."
            case .en:
                "Gap: since \(since) no paper is in force. \(gap.predecessor) has ended; its renewal, \(gap.successor), is not signed yet."
            }
        }
    }

    static func since(_ date: String) -> Phrase { Phrase("sejak \(date)", "since \(date)") }

    static func since(
        _ date: String,
        _ days: Int,
        held: Int?,
        isSure: Bool,
        _ language: Language
    ) -> String {
        let mark = isSure ? "" : " [\(language.say(.estimated))]"
        let rest = held.map { language.say(self.held($0)) } ?? ""
        let count = language.say(.workingDays(days)) + mark + rest
        return language.say(
            Phrase("sejak \(date) (\(count))", "since \(date) (\(count))")
        )
    }

    /// The working days of holds, which would make the count add up.
    private static func held(_ days: Int) -> Phrase {
        Phrase(", \(days) ditahan tidak dihitung", ", \(days) on hold not counted")
    }

    static func voided(by position: Int64) -> Phrase {
        Phrase("gugur oleh entri \(position)", "made void by entry \(position)")
    }

    static func term(from: String, until: String?, ended: String?, _ language: Language) -> String {
        var words = language.say(Phrase("mulai ", "from ")) + language.date(from)
        if let until { words += language.say(Phrase(" sampai ", " until ")) + language.date(until) }
        if let ended {
            words += language.say(Phrase("; berakhir ", "; ended ")) + language.date(ended)
        }
        return words
    }

    static func latestVersion(_ count: Int, _ position: Int64) -> Phrase {
        Phrase(
            "versi \(count) (entri \(position))",
            "version \(count) (entry \(position))"
        )
    }

    static func workflow(_ workflow: WorkflowReference) -> Phrase {
        Phrase(
            "\(workflow.name) versi \(workflow.version)",
            "\(workflow.name) version \(workflow.version)"
        )
    }
}
