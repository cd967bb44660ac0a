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

    static func asOf(_ date: String) -> Phrase { Phrase("Keadaan per \(date)", "As of \(date)") }

    static func knownAt(_ date: String) -> Phrase {
        Phrase("Menurut yang tercatat sampai \(date)", "As known at \(date)")
    }

    /// Entries by their numbers.
    static func entries(_ positions: [Int64]) -> Phrase {
        let list = positions.map(String.init).joined(separator: ", ")
        return Phrase("entri \(list)", positions.count == 1 ? "entry \(list)" : "entries \(list)")
    }
}
