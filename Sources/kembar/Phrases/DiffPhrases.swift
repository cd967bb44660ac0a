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

    /// Under the heading of a comparison whose second edge lies before the first.
    static let backwards = Phrase(
        "Ini melihat mundur: yang kedua lebih awal. Yang tercatat di antaranya tampak sebagai hilang.",
        "This looks back: the second lies before the first. What was recorded in between shows as gone."
    )

    static func count(_ differing: Int, of compared: Int) -> Phrase {
        differing == 0
            ? Phrase("Tidak ada yang berbeda; ", "Nothing differs; ")
                + Phrase.count(
                    compared,
                    "naskah dibandingkan.",
                    "agreement was compared.",
                    "agreements were compared."
                )
            : Phrase(
                "\(differing) dari \(compared) naskah berbeda.",
                "\(differing) of \(compared) agreements \(differing == 1 ? "differs" : "differ")."
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
            let hold =
                Phrase("penundaan sejak ", "the hold since ") + params.date("since")
                + entry(params)
            // One that was made void has no end; an older daemon tells none.
            guard params.has("ended") else {
                return hold + Phrase(" tidak berlaku lagi", " is no more")
            }
            return hold + Phrase(" berakhir ", " ended ") + params.date("ended")
        case "term-over":
            return Phrase(
                "masa berlaku lewat, hari terakhirnya ",
                "the term is over, its last day was "
            )
                + params.date("lastDay") + entry(params)
        case "limit-lapsed":
            return Phrase("batas waktu lewat: ", "limit lapsed: ")
                + params.label("limitLabel", or: "limit") + Phrase(", ") + params.office("office")
                + Phrase(", hari terakhirnya ", ", its last day was ") + params.date("lastDay")
                + entry(params)
        case "field": return field(params, FieldNames(params))
        case "recorded":
            return Phrase("tercatat: ", "recorded: ") + fact(params) + said(params)
        case "unrecorded":
            return Phrase("tidak tercatat lagi: ", "no longer recorded: ") + fact(params)
                + said(params)
        case "restated":
            return Phrase("diralat: ", "corrected: ") + fact(params) + Phrase(": ")
                + params.elements("fields")
                .map { field(Params($0.object ?? [:]), FieldNames(params)) }
                .joined(by: Phrase("; "))
        default: return NoticeText(change).sentence
        }
    }

    /// Which entries brought it, where the words do not name just that one.
    static func causes(_ change: Notice) -> Phrase {
        let params = Params(change.params)
        let causes = params.elements("causes").compactMap(\.integer).map(Int64.init)
        guard !causes.isEmpty else { return Phrase("") }
        // Of what is gone and of what ended the entry that is named is the one that began it.
        let own = params.values["position"]?.integer.map(Int64.init)
        if let own, causes == [own] { return Phrase("") }
        return Phrase("; oleh ", "; by ") + CommonPhrases.entries(causes)
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
        words = words + Phrase(", sejak ", ", since ") + params.date("since") + entry(params)
        if code == "wait-changed" { return words + changes(params) }
        guard params.has("promised") else { return words }
        return words + Phrase(", dijanjikan ", ", promised for ") + params.date("promised")
    }

    /// What is different about a wait that goes on.
    private static func changes(_ params: Params) -> Phrase {
        var words = Phrase("")
        for (name, label) in [
            ("promised", Phrase("dijanjikan", "promised for")),
            ("source", Phrase("atas dasar", "on the word of")),
            ("since", Phrase("sejak", "since")),
        ] where params.values[name] != params.values[name + "Before"] {
            // An older daemon does not say what the beginning was before.
            guard name != "since" || params.has("sinceBefore") else { continue }
            let value = { (member: String) -> Phrase in
                guard params.has(member) else { return Phrase("-") }
                return name == "source" ? params.text(member) : params.date(member)
            }
            words =
                words + Phrase("; ") + label + Phrase(" ") + value(name)
                + Phrase(" (semula ", " (before: ") + value(name + "Before") + Phrase(")")
        }
        return words
    }

    /// `Surat dikirim, 7 November 2018 (entri 12)`.
    private static func fact(_ params: Params) -> Phrase {
        params.label("label", or: "type") + when(params)
    }

    /// What a fact says, field by field.
    private static func said(_ params: Params) -> Phrase {
        let data = params.values["data"]?.object ?? [:]
        guard !data.isEmpty else { return Phrase("") }
        let names = FieldNames(params)
        return Phrase("; ")
            + data.sorted { $0.key < $1.key }
            .map { names.label($0.key) + Phrase(": ") + names.words($0.value, of: $0.key) }
            .joined(by: Phrase(", "))
    }

    private static func field(_ params: Params, _ names: FieldNames) -> Phrase {
        let name = params.optionalText("field") ?? ""
        let label = names.label(name) + Phrase(": ")
        let from = params.values["from"].map { names.words($0, of: name) }
        let to = params.values["to"].map { names.words($0, of: name) }
        switch (from, to) {
        case (nil, let to?): return label + to
        case (let from?, nil): return label + from + Phrase(" dihapus", " taken away")
        case (let from?, let to?): return label + from + Phrase(" menjadi ", " to ") + to
        case (nil, nil): return label + Params.missing
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

/// What a difference says of its fields: their labels and forms, and the names of offices.
///
/// An older daemon says none of it.
private struct FieldNames {
    private let labels: [String: JSONValue]
    private let forms: [String: JSONValue]
    private let offices: OfficeNames

    init(_ params: Params) {
        labels = params.values["fieldLabels"]?.object ?? [:]
        forms = params.values["fieldForms"]?.object ?? [:]
        offices = OfficeNames((params.values["offices"]?.object ?? [:]).compactMapValues(\.string))
    }

    func label(_ name: String) -> Phrase {
        labels[name].flatMap(Params.label).map(FieldWords.inSentence) ?? FieldWords.label(name)
    }

    func words(_ value: JSONValue, of name: String) -> Phrase {
        let form = forms[name]?.string
        let named = offices.named(value, of: name, form)
        return Phrase { FieldWords.value(named, of: name, form: form, $0) }
    }
}
