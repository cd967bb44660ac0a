import Language

/// What the board says.
enum BoardPhrases {
    static let headings = [
        Phrase("ID"), Phrase("Judul", "Title"), Phrase("Tahap", "Stage"),
        Phrase("Sejak", "Since"), Phrase("Hari kerja", "Working days"),
        Phrase("Menunggu", "Waiting for"), Phrase("Pengingat berikut", "Next reminder"),
    ]
    static let empty = Phrase(
        "Tidak ada naskah yang sesuai. Memulai yang baru: kembar propose JUDUL --party KODE",
        "No agreement fits. To begin one: kembar propose TITLE --party CODE"
    )
    static let held = Phrase("ditunda", "on hold")
    static let stalled = Phrase("belum ada perkembangan", "no progress yet")

    static func count(_ count: Int) -> Phrase {
        Phrase("\(count) naskah", count == 1 ? "1 agreement" : "\(count) agreements")
    }
}
