import Language

/// What several screens say.
enum CommonPhrases {
    static let rehearsalBanner = Phrase(
        "GLADI: jam dan pesan di sini hanya latihan.",
        "REHEARSAL: clock and messages here are practice only."
    )
    static let syntheticBanner = Phrase(
        "SINTETIS: ada kantor rekaan; ini bukan data pemerintah yang sebenarnya.",
        "SYNTHETIC: some offices are invented; this is no real government's data."
    )
    static let yes = Phrase("ya", "yes")
    static let no = Phrase("tidak", "no")
    static let none = Phrase("-")
    static let office = Phrase("Kantor", "Office")
    static let entry = Phrase("entri", "entry")
    static let source = Phrase("Sumber", "Source")
}
