import Language
import Wire

/// What the check of documents says.
enum DocumentPhrases {
    static let documents = Phrase("Dokumen", "Documents")
    static let others = Phrase("Berkas lain", "Other files")
    static let notOfReceipts = Phrase(
        "--documents tidak berlaku untuk --receipt: tanda bukti memuat satu entri, bukan dokumennya.",
        "--documents does not go with --receipt: a receipt holds an entry, not its document."
    )
    /// The log is whole, but not what it speaks of.
    static let notWhole = Phrase(
        "Log ini sendiri utuh, tetapi ada dokumen yang hilang atau diubah.",
        "The log itself is whole, but documents are missing or were changed."
    )

    static func summary(_ check: DocumentCheck) -> Phrase {
        let recorded = Phrase.count(
            check.documents.count,
            "dokumen tercatat",
            "document recorded",
            "documents recorded"
        )
        guard check.checked else {
            return recorded
                + Phrase(
                    ", TIDAK diperiksa; berikan --documents FOLDER untuk memeriksanya",
                    ", NOT checked; give --documents FOLDER to check them"
                )
        }
        var states = [Phrase.count(check.count(.whole), "utuh", "whole", "whole")]
        if check.count(.missing) > 0 {
            states.append(.count(check.count(.missing), "hilang", "missing", "missing"))
        }
        if check.count(.changed) > 0 {
            states.append(.count(check.count(.changed), "diubah", "changed", "changed"))
        }
        return recorded + Phrase(": ") + .list(states)
    }

    static func line(_ document: DocumentState) -> Phrase {
        let place = Phrase(
            "Entri \(document.position) (naskah \(document.agreement)): \(document.name) ",
            "Entry \(document.position) (agreement \(document.agreement)): \(document.name) "
        )
        guard document.state == .changed, let file = document.file else {
            return place
                + Phrase(
                    "hilang; tidak ada berkas dengan sidik yang tercatat.",
                    "is missing; no file has the hash that was recorded."
                )
        }
        return place
            + Phrase(
                "diubah; isi \(file) bukan yang tercatat.",
                "was changed; the content of \(file) is not what was recorded."
            )
    }

    /// Files that no entry names, as many as a screen can bear.
    static func extra(_ paths: [String]) -> Phrase {
        let shown = Phrase.list(paths.prefix(extraMax).map { Phrase($0) })
        guard paths.count > extraMax else { return shown }
        return shown
            + Phrase(" dan ", " and ")
            + .count(paths.count - extraMax, "lagi", "more", "more")
    }

    private static let extraMax = 10
}
