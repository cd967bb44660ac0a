import Entries
import Language
import Wire

/// What a comparison of two states says.
enum DiffPhrases {
    static func edges(_ diff: DiffAnswer) -> Phrase {
        let from = edge(diff.from)
        let to = edge(diff.to)
        if diff.mode == "happened" {
            return Phrase("Yang terjadi sampai ", "What had happened by ") + from
                + Phrase(", dan sampai ", ", and by ") + to + Phrase(":")
        }
        return Phrase("Yang tercatat sampai ", "What was recorded up to ") + from
            + Phrase(", dan sampai ", ", and up to ") + to + Phrase(":")
    }

    private static func edge(_ edge: DiffEdge) -> Phrase {
        if let position = edge.position {
            return Phrase("entri \(position)", "entry \(position)")
        }
        return Phrase { $0.date(edge.time ?? "") }
    }

    static func count(_ differing: Int, of compared: Int) -> Phrase {
        differing == 0
            ? Phrase("Tidak ada yang berbeda ", "Nothing differs ")
                + Phrase.count(
                    compared,
                    "naskah dibandingkan.",
                    "agreement was compared.",
                    "agreements were compared."
                ).bracketed
            : Phrase(
                "\(differing) dari \(compared) naskah berbeda.",
                "\(differing) of \(compared) agreements differ."
            )
    }

    /// One difference in words.
    static func change(_ change: Notice) -> Phrase {
        let params = Params(change.params)
        switch change.code {
        case "begun":
            return Phrase("naskah baru, tahap ", "new agreement, stage ")
                + params.label("stageLabel", or: "stage")
        case "gone":
            return Phrase("naskah ini belum ada", "there is no such agreement there")
        case "stage":
            return Phrase("tahap: ", "stage: ") + params.label("fromLabel", or: "from")
                + Phrase(" menjadi ", " to ") + params.label("toLabel", or: "to") + when(params)
        case "closed":
            return Phrase("selesai: ", "closed: ") + params.label("label", or: "event")
                + when(params)
        case "reopened":
            return Phrase("tidak selesai lagi: ", "no longer closed: ")
                + params.label("label", or: "event") + when(params)
        case "wait-began", "wait-ended", "wait-changed": return wait(change.code, params)
        case "signed":
            return Phrase("tanda tangan ", "signature of ") + params.office("office")
                + number(params) + when(params)
        case "signature-lost":
            return Phrase("tanda tangan gugur: ", "signature no longer standing: ")
                + params.office("office") + number(params) + when(params)
        case "document-added": return Phrase("dokumen baru: ", "new document: ") + file(params)
        case "document-removed":
            return Phrase("dokumen tidak ada lagi: ", "document no longer there: ") + file(params)
        case "held":
            return Phrase("ditunda sejak ", "on hold since ") + params.date("since")
                + entry(params)
        case "hold-ended":
            return Phrase("penundaan berakhir, sejak ", "hold ended, since ")
                + params.date("since") + entry(params)
        case "field": return field(params)
        default: return NoticeText(change).sentence
        }
    }

    private static func wait(_ code: String, _ params: Params) -> Phrase {
        let start =
            switch code {
            case "wait-began": Phrase("mulai ditunggu: ", "now awaited: ")
            case "wait-ended": Phrase("tidak ditunggu lagi: ", "no longer awaited: ")
            default: Phrase("penantian berubah: ", "wait changed: ")
            }
        var words = start + params.office("office")
        if params.bool("signature") {
            words = words + Phrase(", tanda tangan", ", signature")
        } else if params.has("for") {
            words = words + Phrase(", untuk ", ", for ") + params.text("for")
        }
        words = words + Phrase(", sejak ", ", since ") + params.date("since")
        if params.has("promised") {
            words = words + Phrase(", dijanjikan ", ", promised for ") + params.date("promised")
        }
        if params.has("promisedBefore") {
            words =
                words + Phrase(" (semula ", " (before: ") + params.date("promisedBefore")
                + Phrase(")")
        }
        return words + entry(params)
    }

    private static func field(_ params: Params) -> Phrase {
        let name = params.optionalText("field") ?? ""
        let label = FieldWords.label(name) + Phrase(": ")
        let from = value("from", params, name)
        let to = value("to", params, name)
        switch (from, to) {
        case (nil, let to?): return label + to
        case (let from?, nil): return label + from + Phrase(" dihapus", " taken away")
        case (let from?, let to?): return label + from + Phrase(" menjadi ", " to ") + to
        case (nil, nil): return label + Params.missing
        }
    }

    private static func value(_ member: String, _ params: Params, _ field: String) -> Phrase? {
        params.values[member].map { value in
            Phrase { FieldWords.value(value, of: field, $0) }
        }
    }

    private static func number(_ params: Params) -> Phrase {
        params.has("number")
            ? Phrase(", nomor ", ", number ") + params.text("number") : Phrase("")
    }

    private static func file(_ params: Params) -> Phrase {
        Phrase { FieldWords.value(params.values["document"] ?? .null, of: "document", $0) }
            + entry(params)
    }

    private static func when(_ params: Params) -> Phrase {
        Phrase(", ") + params.date("time") + entry(params)
    }

    private static func entry(_ params: Params) -> Phrase {
        params.has("position")
            ? Phrase(" (entri ", " (entry ") + params.text("position") + Phrase(")")
            : Phrase("")
    }
}

extension Phrase {
    fileprivate var bracketed: Phrase { Phrase("(") + self + Phrase(")") }
}
