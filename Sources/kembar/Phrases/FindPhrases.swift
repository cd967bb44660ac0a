import Language

/// What a search says.
enum FindPhrases {
    static func nothing(_ query: String) -> Phrase {
        Phrase(
            "Tidak ada naskah yang memuat semua kata ini: \(query). Coba kata yang lebih sedikit, atau awal katanya.",
            "No agreement has all these words: \(query). Try fewer words, or only their beginnings."
        )
    }

    static func count(_ shown: Int, of total: Int) -> Phrase {
        guard shown < total else {
            return Phrase(
                "\(total) naskah.",
                total == 1 ? "1 agreement." : "\(total) agreements."
            )
        }
        return Phrase(
            "\(shown) dari \(total) naskah; selebihnya dengan --limit.",
            "\(shown) of \(total) agreements; more with --limit."
        )
    }
}
