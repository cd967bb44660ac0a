import Language

/// What a bundle of one agreement can't prove, however whole it is.
extension VerifyPhrases {
    static let notProved = Phrase("Tidak terbukti", "Not proved")

    static func unproved(_ code: String) -> Phrase {
        switch code {
        case "later-entries":
            Phrase(
                "bahwa tidak ada entri naskah ini sesudahnya",
                "that the agreement has no entry after these"
            )
        case "adoptions":
            Phrase(
                "bahwa semua pemberlakuan aturan, kalender, dan daftar instansi dibawa di sini",
                "that every adoption of rules, calendars and offices is carried here"
            )
        case "handover":
            Phrase(
                "bahwa entri di sini masih yang ditandatangani kunci lama ketika diserahterimakan",
                "that the entries here are still those that an older key signed when it handed over"
            )
        default: Phrase(code)
        }
    }
}
