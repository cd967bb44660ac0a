import Language

/// What the board says.
enum BoardPhrases {
    static let headings = [
        Phrase("ID"), Phrase("Judul", "Title"), Phrase("Tahap", "Stage"),
        Phrase("Sejak", "Since"), Phrase("Hari kerja", "Working days"),
        Phrase("Menunggu", "Waiting for"), Phrase("Pengingat berikut", "Next reminder"),
    ]
    static let empty = Phrase(
        "Belum ada naskah. Memulai yang pertama: kembar propose JUDUL --party KODE",
        "There are no agreements yet. To begin one: kembar propose TITLE --party CODE"
    )
    static let noneFits = Phrase(
        "Tidak ada naskah yang sesuai. Semua naskah: kembar list",
        "No agreement fits. All of them: kembar list"
    )
    static let held = Phrase("ditunda", "on hold")
    static let stalled = Phrase("belum ada perkembangan", "no progress yet")

    static let exhausted = Phrase("pengingat habis", "reminders at their end")
    static let partlyExhausted = Phrase("sebagian pengingat habis", "some reminders at their end")
    static let gap = Phrase("celah", "gap")
    static let lapsed = Phrase("batas waktu lewat", "limit passed")
    static let postponed = Phrase("ditunda dulu", "put off")

    static func count(_ count: Int) -> Phrase {
        .count(count, "naskah", "agreement", "agreements")
    }

    static let meaningOfStalled = Phrase(
        "(belum ada perkembangan): lebih lama diam daripada tenggang pengingat pertama. Hitungannya: kembar remind explain ID",
        "(no progress yet): nothing has moved for longer than the first reminder allows. The arithmetic: kembar remind explain ID"
    )
    static let meaningOfExhausted = Phrase(
        "(pengingat habis): belum ada perkembangan, dan tidak ada lagi pengingat yang menyusul. Hitungannya: kembar remind explain ID",
        "(reminders at their end): nothing has moved, and no further reminder follows. The arithmetic: kembar remind explain ID"
    )
    static let meaningOfPartlyExhausted = Phrase(
        "(sebagian pengingat habis): semua pengingat tentang instansi yang disebut sudah diterbitkan; pengingat tentang hal lain masih dapat menyusul. Hitungannya: kembar remind explain ID",
        "(some reminders at their end): every reminder about the office named there has been issued; one about something else may still follow. The arithmetic: kembar remind explain ID"
    )
    static let meaningOfLapsed = Phrase(
        "(batas waktu lewat): hari terakhirnya sudah lewat; apa yang dapat dicatat: kembar remind explain ID",
        "(limit passed): its last day is over; what may be recorded: kembar remind explain ID"
    )
    static let meaningOfPostponed = Phrase(
        "(ditunda dulu): sudah dilihat, diingatkan lagi sesudah harinya. Rinciannya: kembar remind explain ID",
        "(put off): seen, said again after its day. More: kembar remind explain ID"
    )
    static let meaningOfGap = Phrase(
        "(celah): naskah lama sudah berakhir, perpanjangannya belum ditandatangani. Rinciannya: kembar show ID",
        "(gap): the old paper has ended, its renewal is not signed yet. More: kembar show ID"
    )
    static let meaningOfHeld = Phrase(
        "(ditunda): jam pengingat berhenti. Melanjutkannya: kembar resume ID",
        "(on hold): the reminders' clock stands still. To resume it: kembar resume ID"
    )
}
