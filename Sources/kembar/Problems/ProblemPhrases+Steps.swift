import Entries
import Language
import Wire

/// Refusals of a step that the workflow, the waiting or the signatures do not allow.
extension ProblemPhrases {
    var unknownAgreement: [Phrase] {
        switch params.optionalText("reason") {
        case "not-begun":
            return [
                Phrase("Naskah ", "The agreement ") + params.text("id")
                    + Phrase(" belum dimulai pada ", " had not begun by ") + params.date("time")
                    + Phrase(". Riwayatnya: kembar history ", ". Its history: kembar history ")
                    + params.text("id")
            ]
        case "not-recorded":
            return [
                Phrase("Naskah ", "The agreement ") + params.text("id")
                    + Phrase(" belum tercatat pada ", " had not been recorded by ")
                    + params.date("time")
                    + Phrase(". Riwayatnya: kembar history ", ". Its history: kembar history ")
                    + params.text("id")
            ]
        case "not-carried":
            return [
                Phrase("Naskah ", "The agreement ") + params.text("id")
                    + Phrase(
                        " tidak ada dalam salinan ini, yang hanya memuat naskah ",
                        " is not carried in this copy, which holds only the agreement "
                    ) + params.text("carried")
                    + Phrase(
                        ". Mintalah berkas naskah itu, atau seluruh log.",
                        ". Ask for that agreement's bundle, or for the whole log."
                    )
            ]
        default: break
        }
        return [
            Phrase("Tidak ada naskah dengan nomor ", "There is no agreement with the id ")
                + params.text("id")
                + Phrase(". Daftarnya: kembar list", ". See: kembar list")
        ]
    }

    var unknownEvent: [Phrase] {
        let allowed = params.names("allowed").map {
            Phrase(" Yang dikenal: ", " Known are: ") + $0 + Phrase(".")
        }
        return [
            Phrase("Kejadian ", "The event ") + params.text("event")
                + Phrase(
                    " tidak ada dalam alur kerja naskah ini.",
                    " does not exist in the workflow of this agreement."
                )
                + (allowed
                    ?? Phrase(
                        " Lihat: kembar rules show workflow NAMA",
                        " See: kembar rules show workflow NAME"
                    ))
        ]
    }

    var notAParty: [Phrase] {
        let parties = params.list("parties", Params.office).map {
            Phrase(" Para pihak: ", " The parties: ") + $0 + Phrase(".")
        }
        return [
            params.office("office")
                + Phrase(" bukan pihak dalam naskah ini.", " is not a party to this agreement.")
                + (parties ?? Phrase(" Lihat: kembar show ID", " See: kembar show ID"))
        ]
    }

    var addresseeMissing: [Phrase] {
        guard let offices = params.list("offices", Params.office) else {
            return [
                Phrase(
                    "Tidak ada pihak lain yang dapat disurati dalam naskah ini.",
                    "This agreement has no other party to write to."
                )
            ]
        }
        return [
            Phrase("Kepada instansi mana? ", "To which office? ") + offices + Phrase("."),
            Phrase("Sebutkan salah satu dengan --party KODE.", "Name one with --party CODE."),
        ]
    }

    var notFromHere: [Phrase] {
        let from = params.list("from") { stage in
            stage["label"].flatMap(Params.label) ?? stage["stage"].flatMap(Params.label)
                ?? Params.missing
        }
        let event = params.label("eventLabel", or: "event")
        let start =
            Phrase("“") + event
            + Phrase("” belum dapat dicatat pada tahap ", "” cannot be recorded in the stage ")
            + params.label("stageLabel", or: "stage") + Phrase(".")
        guard let from else {
            return [
                start
                    + Phrase(
                        " Lihat langkah yang mungkin: kembar rules show",
                        " See the possible steps: kembar rules show"
                    )
            ]
        }
        return [
            start,
            Phrase("Langkah itu dapat dicatat dari: ", "That step can be recorded from: ") + from
                + Phrase(
                    ". Catat dahulu langkah yang mendahuluinya.",
                    ". Record the step before it first."
                ),
        ]
    }

    var closed: [Phrase] {
        [
            Phrase("Proses naskah ini sudah selesai: ", "This agreement is closed: ")
                + params.label("label", or: "event") + Phrase(", ") + params.date("time")
                + Phrase("."),
            Phrase(
                "Catatan, dokumen dan surat masih dapat ditambahkan; kekeliruan diralat dengan kembar correct.",
                "Notes, documents and letters can still be added; a mistake is corrected with kembar correct."
            ),
        ]
    }

    var stillAwaited: [Phrase] {
        let awaited = params.elements("awaited").map { Phrase("- ") + Self.awaited($0) }
        return [
            Phrase(
                "Belum dapat dicatat: masih ada yang ditunggu.",
                "This cannot be recorded yet: somebody is still awaited."
            )
        ] + awaited + [
            Phrase(
                "Catat jawabannya dengan: kembar ready ID --party KODE; tanda tangan dengan: kembar sign ID --party KODE",
                "Record their answer with: kembar ready ID --party CODE; a signature with: kembar sign ID --party CODE"
            )
        ]
    }

    /// Who, for what, since when, on whose word, until which promise.
    static func awaited(_ value: JSONValue) -> Phrase {
        let params = Params(value.object ?? [:])
        var words = params.office("office")
        if let purpose = Phrase.purpose(
            params.optionalText("for"),
            signature: params.bool("signature")
        ) {
            words = words + Phrase(", untuk ", ", for ") + purpose
        }
        if params.has("since") {
            words = words + Phrase(", sejak ", ", since ") + params.date("since")
        }
        if params.has("source") {
            words = words + Phrase(", menurut ", ", according to ") + params.text("source")
        }
        if params.has("promised") {
            words = words + Phrase(", dijanjikan ", ", promised for ") + params.date("promised")
        }
        return words
    }

    var notAwaited: [Phrase] {
        let purpose =
            params.has("for")
            ? Phrase(" untuk ", " for ") + params.text("for") : Phrase("")
        let awaited = params.elements("awaited")
        // A late entry is judged at its own time: who is awaited now may not have been then.
        let time =
            params.has("time")
            ? Phrase("pada ", "on ") + params.date("time") : Phrase("sekarang", "now")
        if let signer = awaited.first(where: isAwaitedForSignature) {
            return [
                Phrase("Dari ", "Of ") + (signer["office"].map(Params.office) ?? Params.missing)
                    + Phrase(
                        " yang ditunggu adalah tanda tangannya, bukan jawaban. Catat dengan: kembar sign ID --party ",
                        " the signature is awaited, not an answer. Record it with: kembar sign ID --party "
                    ) + Phrase(signer["office"]?["code"]?.string ?? "KODE")
            ]
        }
        let start =
            params.office("office")
            + Phrase(" tidak ditunggu", " is not awaited") + purpose + Phrase(" ") + time
            + Phrase(".")
        guard !awaited.isEmpty else {
            return [
                start
                    + Phrase(
                        " Waktu itu tidak ada yang ditunggu; kembar await mencatat yang ditunggu.",
                        " Nobody is awaited then; kembar await records who is."
                    )
            ]
        }
        return [start, Phrase("Yang ditunggu waktu itu:", "Awaited then:")]
            + awaited.map { Phrase("- ") + Self.awaited($0) }
    }

    /// Whether that wait is for the signature of the office that was named.
    private func isAwaitedForSignature(_ wait: JSONValue) -> Bool {
        wait["signature"]?.bool == true
            && wait["office"]?["code"] == params.values["office"]?["code"]
    }

    var alreadyAwaited: [Phrase] {
        let purpose =
            params.has("for") ? Phrase(" untuk ", " for ") + params.text("for") : Phrase("")
        return [
            params.office("office") + Phrase(" sudah ditunggu", " is awaited already") + purpose
                + Phrase(" sejak ", " since ") + params.date("since")
                + Phrase(
                    ". Tidak perlu dicatat lagi; untuk keperluan lain, tulis --for yang berbeda.",
                    ". There is no need to record it again; for another purpose, give another --for."
                )
        ]
    }

    var alreadySigned: [Phrase] {
        [
            params.office("office")
                + Phrase(" sudah menandatangani pada ", " signed already on ")
                + params.date("time") + Phrase(" (entri ", " (entry ") + params.text("position")
                + Phrase(
                    "). Bila keliru, ralat entri itu dengan kembar correct.",
                    "). If that is wrong, correct the entry with kembar correct."
                )
        ]
    }

    var limitNotLapsed: [Phrase] {
        var source = params.text("source")
        if let text = params.optionalText("source"), let mark = params.optionalText("mark") {
            source = .source(text, mark: .limitMark(mark))
        }
        return [
            Phrase("Batas waktu ", "The limit ") + params.label("limitLabel", or: "limit")
                + Phrase(" bagi ", " for ")
                + params.office("office")
                + Phrase(
                    " masih berjalan; hari terakhirnya ",
                    " is still running; its last day is "
                )
                + params.date("lastDay") + Phrase("."),
            Phrase("Sumber: ", "Source: ") + source
                + Phrase(
                    ". Catat setelah hari itu lewat, atau catat jawabannya bila sudah ada.",
                    ". Record it after that day, or record the answer once there is one."
                ),
        ]
    }

    var noLimit: [Phrase] {
        [
            Phrase(
                "Tidak ada batas waktu yang berjalan bagi ",
                "No time limit is running for "
            )
                + params.office("office")
                + Phrase(
                    ", jadi tidak ada yang dapat dianggap disetujui. Catat jawabannya dengan kembar ready.",
                    ", so nothing can be deemed approved. Record the answer with kembar ready."
                )
        ]
    }

    var laterStepImpossible: [Phrase] {
        [
            Phrase(
                "Tidak dapat dicatat: langkah sesudahnya menjadi tidak mungkin, yaitu ",
                "This cannot be recorded: a later step would become impossible, namely "
            )
                + params.label("label", or: "type") + Phrase(", ") + params.date("time")
                + Phrase(" (entri ", " (entry ") + params.text("position") + Phrase(").")
        ] + laterStepRemedy
    }

    /// Which other steps would become impossible as well, and the command that corrects all at once.
    private var laterStepRemedy: [Phrase] {
        guard params.optionalText("because") != ProblemCode.notBeginning.rawValue else {
            // To void all that follows would not help: without its beginning there is no agreement.
            return [
                Phrase(
                    "Periksa waktunya. Permulaan naskah tidak dapat dibatalkan atau dipindahkan ke belakang langkah lain; naskah yang keliru dimulai ditutup dengan kembar withdraw.",
                    "Check the time. The beginning of an agreement can neither be made void nor be moved behind other steps; one that was begun by mistake is closed with kembar withdraw."
                )
            ]
        }
        var positions = params.elements("positions").compactMap(\.integer)
        if positions.isEmpty { positions = [params.values["position"]?.integer].compactMap(\.self) }
        guard let first = positions.first else { return [] }
        let others = positions.dropFirst().map { " \($0) void" }.joined()
        let all =
            others.isEmpty
            ? nil
            : Phrase(
                "Semua langkah yang menjadi tidak mungkin: entri ",
                "All the steps that would become impossible: entries "
            ) + Phrase(positions.map(String.init).joined(separator: ", ")) + Phrase(".")
        let remedy =
            if form?.contains("--and") == true {
                Phrase(
                    "Periksa waktunya, atau ralat sekaligus dalam perintah yang sama; tambahkan: --and \(first) void\(others)",
                    "Check the time, or correct all of it in the same command; add: --and \(first) void\(others)"
                )
            } else {
                Phrase(
                    "Periksa waktunya, atau ralat dahulu: kembar correct ID \(first) --void\(others.isEmpty ? "" : " --and\(others)") --reason ALASAN",
                    "Check the time, or correct first: kembar correct ID \(first) --void\(others.isEmpty ? "" : " --and\(others)") --reason REASON"
                )
            }
        let instead = Phrase(
            " (isian=nilai sebagai ganti void bila entri itu tetap berlaku).",
            " (field=value in place of void where that entry still holds)."
        )
        return [all, remedy + instead].compactMap(\.self)
    }

    var unknownVersion: [Phrase] {
        [
            event + Phrase(" versi ", " has no version ") + params.text("version")
                + Phrase(" tidak ada; yang terakhir versi ", "; the latest is ")
                + params.text("latest")
                + Phrase(". Lihat: kembar show ID", ". See: kembar show ID")
        ]
    }

    var notBeginning: [Phrase] {
        [
            event
                + Phrase(
                    " tidak dapat menjadi kejadian pertama suatu naskah. Naskah dimulai dengan kembar propose atau kembar register; pada naskah yang sudah ada, pilih waktu sesudah permulaannya.",
                    " cannot be the first event of an agreement. Begin with kembar propose or kembar register; in one that has begun, choose a time after its beginning."
                )
        ]
    }

    var duplicateParty: [Phrase] {
        [
            params.office("office")
                + Phrase(
                    " disebut dua kali sebagai pihak. Sebutkan setiap pihak satu kali.",
                    " is named as a party twice. Name each party once."
                )
        ]
    }

    var tooFewParties: [Phrase] {
        [
            Phrase(
                "Kerja sama memerlukan sekurang-kurangnya dua pihak. Sebutkan masing-masing: --party KODE --party KODE",
                "Cooperation needs at least two parties. Name each of them: --party CODE --party CODE"
            )
        ]
    }

    var signaturesMissing: [Phrase] {
        let offices = params.list("offices", Params.office) ?? Params.missing
        return [
            Phrase("Tanda tangan ini belum tercatat: ", "These signatures are not recorded yet: ")
                + offices
                + Phrase(
                    ". Catat dahulu dengan: kembar sign ID --party KODE",
                    ". Record them first with: kembar sign ID --party CODE"
                )
        ]
    }

    var draftMissing: [Phrase] {
        [
            Phrase(
                "Naskah ini belum mempunyai konsep. Catat dahulu dengan: kembar draft ID --file BERKAS",
                "This agreement has no draft yet. Record one first with: kembar draft ID --file FILE"
            )
        ]
    }

    var termEnded: [Phrase] {
        [
            Phrase(
                "Jangka waktu naskah ini sudah berakhir pada ",
                "The term of this agreement ended already on "
            )
                + params.date("time")
                + Phrase(
                    ". Perpanjangan dicatat sebagai naskah baru: kembar propose JUDUL --renews ID",
                    ". A renewal is a new agreement: kembar propose TITLE --renews ID"
                )
        ]
    }

    var notHeld: [Phrase] {
        [
            Phrase(
                "Naskah ini tidak sedang ditunda, jadi tidak ada yang dilanjutkan. Menunda: kembar hold ID",
                "This agreement is not on hold, so there is nothing to resume. To hold it: kembar hold ID"
            )
        ]
    }

    var alreadyHeld: [Phrase] {
        [
            Phrase("Naskah ini sudah ditunda sejak ", "This agreement is on hold already since ")
                + params.date("since")
                + Phrase(
                    ". Lanjutkan dahulu dengan kembar resume ID, lalu tunda lagi bila perlu.",
                    ". Resume it first with kembar resume ID, then hold it again if needed."
                )
        ]
    }
}
