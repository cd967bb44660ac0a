import Language

/// What the verification of the log says.
enum VerifyPhrases {
    static let size = Phrase("Isi", "Content")
    static let root = Phrase("Akar", "Root")
    static let signer = Phrase("Penanda tangan", "Signer")
    static let key = Phrase("Kunci", "Key")
    static let checked = Phrase("Diperiksa", "Checked")

    static func result(_ result: String) -> Phrase {
        switch result {
        case "whole": Phrase("Log ini utuh.", "This log is whole.")
        case "damaged":
            Phrase(
                "Log ini TIDAK utuh: ada yang rusak atau diubah.",
                "This log is NOT whole: something is damaged or was changed."
            )
        default:
            Phrase("Log ini belum dapat diperiksa.", "This log could not be checked.")
        }
    }

    static func fault(_ code: String, position: Int64) -> Phrase {
        Phrase("Pertama pada entri \(position): ", "First at entry \(position): ") + check(code)
    }

    static func counts(entries: Int64, agreements: Int, redacted: Int) -> Phrase {
        Phrase.count(entries, "entri, ", "entry, ", "entries, ")
            + Phrase.count(agreements, "naskah, ", "agreement, ", "agreements, ")
            + Phrase.count(redacted, "disunting", "redacted", "redacted")
    }

    static func signer(_ state: String) -> Phrase {
        switch state {
        case "verified": Phrase("tanda tangan cocok dengan kunci", "the signature matches the key")
        case "failed":
            Phrase(
                "tidak ada tanda tangan dari kunci itu",
                "there is no signature by that key"
            )
        case "not-checked":
            Phrase(
                "tidak diperiksa; berikan --vkey untuk memeriksanya",
                "not checked; give --vkey to check it"
            )
        default: Phrase(state)
        }
    }

    static func check(_ code: String) -> Phrase {
        switch code {
        case "bytes": Phrase("isi entri", "entry bytes")
        case "columns": Phrase("kolom", "columns")
        case "positions": Phrase("nomor entri", "positions")
        case "versions": Phrase("versi", "versions")
        case "tree": Phrase("pohon", "tree")
        case "recorded-time": Phrase("waktu pencatatan", "recorded time")
        case "checkpoint": Phrase("checkpoint", "checkpoint")
        case "views": Phrase("tampilan", "views")
        default: Phrase(code)
        }
    }
}
