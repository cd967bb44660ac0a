import Entries
import Language

/// What is said about the mirror on a second disk.
enum MirrorPhrases {
    static let title = Phrase("Cermin", "Mirror")

    /// How far it is, for `status`.
    static func state(path: String, size: Int64, behind: Int64) -> Phrase {
        let reach = Phrase("\(path): ") + Phrase.count(size, "entri, ", "entry, ", "entries, ")
        guard behind > 0 else { return reach + Phrase("mutakhir", "up to date") }
        return reach + Phrase("kurang ", "")
            + Phrase.count(behind, "entri", "entry behind", "entries behind")
    }

    /// A remark about it.
    static func notice(_ code: String, _ params: Params) -> Phrase {
        switch code {
        case "mirror-same-disk":
            return Phrase("Cermin ", "The mirror ") + params.text("path")
                + Phrase(
                    " terletak pada disk yang sama dengan log, jadi hilang bersamanya. Apakah disk kedua terpasang?",
                    " lies on the disk of the log itself and is lost with it. Is the second disk mounted?"
                )
        case "mirror-conflict":
            return Phrase("Cermin ", "The mirror ") + params.text("path") + conflict(params)
        default:
            let cause =
                params.has("cause") && !saysItAll(params)
                ? Phrase(" (") + params.cause + Phrase(")") : Phrase("")
            return Phrase("Cermin ", "The mirror ") + params.text("path")
                + Phrase(" tertinggal ", " is behind by ")
                + Phrase.count(
                    params.values["behind"]?.integer ?? 0,
                    "entri: ",
                    "entry: ",
                    "entries: "
                ) + reason(params) + cause
                + Phrase(
                    ". Pencatatan berjalan terus tanpa cermin, yang dicoba lagi dengan sendirinya.",
                    ". Recording goes on without it, and it is tried again by itself."
                )
        }
    }

    private static func conflict(_ params: Params) -> Phrase {
        let start =
            params.optionalText("reason") == "ahead"
            ? Phrase(
                " memuat entri yang tidak ada di log ini, mulai entri ",
                " has entries that this log has not, from entry "
            )
            : Phrase(
                " bukan cermin log ini; yang pertama berbeda: entri ",
                " is no mirror of this log; the first that differs is entry "
            )
        return start + params.number("position")
            + Phrase(
                ", jadi tidak ditulisi. Bila log kehilangan isinya, bangun kembali dengan kembar admin rebuild; jika tidak, pindahkan berkas events.jsonl dari sana.",
                ", so it is not written to. If the log lost something, make it anew with kembar admin rebuild; otherwise move events.jsonl away from there."
            )
    }

    /// Whether the system's words would only repeat the reason.
    private static func saysItAll(_ params: Params) -> Bool {
        // A full disk may also be a quota that is used up, which the reason does not tell.
        ["missing", "no-permission", "read-only", "in-use"].contains(params.optionalText("reason"))
            || params.optionalText("cause") == "No space left on device"
    }

    private static func reason(_ params: Params) -> Phrase {
        switch params.optionalText("reason") {
        case "missing":
            Phrase(
                "foldernya tidak ada; pasang disknya, atau buat folder itu",
                "its folder is not there; mount the disk, or make the folder"
            )
        case "no-permission":
            Phrase("kembard tidak diizinkan menulis", "kembard is not permitted to write there")
        case "read-only": Phrase("disknya hanya dapat dibaca", "its disk is read-only")
        case "disk-full": Phrase("disknya penuh", "its disk is full")
        case "slow": Phrase("disknya belum menjawab", "its disk has not answered yet")
        case "in-use": Phrase("dipakai kembard lain", "another kembard writes there")
        case "not-a-file":
            Phrase(
                "di tempatnya ada yang bukan berkas biasa",
                "what stands in its place is no plain file"
            )
        case "log-damaged":
            Phrase("entri ", "entry ") + params.number("position")
                + Phrase(
                    " di log rusak; periksa dengan kembar audit verify",
                    " of the log is damaged; look with kembar audit verify"
                )
        case "log-unreadable": Phrase("log tidak terbaca", "the log can't be read")
        default: Phrase("disknya bermasalah", "its disk fails")
        }
    }
}
