import Entries
import Language

/// Refusals of corrections, versions and rule files.
extension ProblemPhrases {
    var notOfThisAgreement: [Phrase] {
        guard !params.has("type") else { return [adoption] }
        return [
            Phrase("Entri ", "Entry ") + params.text("position")
                + Phrase(" bukan milik naskah ", " does not belong to ")
                + (params.has("id") ? params.text("id") : Phrase("ini", "this agreement"))
                + Phrase(
                    ". Nomor entri ada di: kembar history ID",
                    ". Its entries are numbered in: kembar history ID"
                )
        ]
    }

    /// A history shows it where it moved a deadline.
    private var adoption: Phrase {
        Phrase("Entri ", "Entry ") + params.text("position") + Phrase(" (")
            + params.label("label", or: "type")
            + Phrase(
                ") adalah penetapan aturan, bukan entri naskah: riwayat menampilkannya bila ada tenggat yang bergeser karenanya. Entri itu tidak dapat diralat atau dihapus; bila isinya salah, tetapkan berkas yang benar: kembar rules adopt BERKAS",
                ") is an adoption of rules, and no agreement's entry: a history shows it where it moved a deadline. It cannot be corrected or redacted; if it is wrong, adopt the right file: kembar rules adopt FILE"
            )
    }

    var notCorrectable: [Phrase] {
        let entry =
            Phrase("Entri ", "Entry ") + params.text("position") + Phrase(" (")
            + params.label("label", or: "type") + Phrase(")")
        if params.has("by") {
            return [
                entry
                    + Phrase(" sudah dibatalkan oleh entri ", " was made void by entry ")
                    + params.text("by")
                    + Phrase(
                        ". Catat lagi kejadiannya bila memang terjadi.",
                        ". Record the event again if it did happen."
                    )
            ]
        }
        return [
            entry
                + Phrase(
                    " tidak dapat diralat: yang dapat diralat ialah kejadian, catatan, dokumen, dan tindak lanjut. Tambahkan penjelasan dengan kembar note.",
                    " cannot be corrected: events, notes, documents and follow-ups can. Add an explanation with kembar note."
                )
        ]
    }

    var nothingChanged: [Phrase] {
        [
            Phrase(
                "Ralat ini tidak mengubah apa pun: isinya sudah demikian. Tulis isian=nilai yang berbeda, atau --void.",
                "This correction changes nothing: it says so already. Give another field=value, or --void."
            )
        ]
    }

    var versionConflict: [Phrase] {
        [
            Phrase(
                "Sementara itu ada catatan baru: versi sekarang ",
                "Something was recorded meanwhile: the version is now "
            )
                + params.text("actual") + Phrase(", bukan ", ", not ") + params.text("expected")
                + Phrase(
                    ". Lihat dahulu kembar show ID, lalu ulangi dengan --if-version yang baru.",
                    ". Look at kembar show ID first, then repeat with the new --if-version."
                )
        ]
    }

    var ruleFileFaulty: [Phrase] {
        [
            Phrase(
                "Berkas aturan belum dapat dipakai. Perbaiki yang berikut, lalu periksa lagi dengan kembar rules check:",
                "The rule file cannot be used yet. Repair the following, then look again with kembar rules check:"
            )
        ]
    }

    var unknownRules: [Phrase] {
        [
            Phrase("Tidak ada ", "There is no ")
                + kind + Phrase(" ")
                + params.text("name")
                + (params.has("version")
                    ? Phrase(" versi ", " version ") + params.text("version") : Phrase(""))
                + knownVersions
                + Phrase(
                    ". Yang berlaku: kembar rules list",
                    ". Those in force: kembar rules list"
                )
        ]
    }

    /// Versions are counted from 1 without a gap, so the newest tells them all.
    private var knownVersions: Phrase {
        switch params.values["newest"]?.integer {
        case nil: Phrase("")
        case 1: Phrase("; yang ada hanya versi 1", "; there is version 1 only")
        case let newest?:
            Phrase("; yang ada versi 1 sampai \(newest)", "; there are versions 1 to \(newest)")
        }
    }

    var rulesUnchanged: [Phrase] {
        [
            kind.capitalized + Phrase(" ")
                + params.text("name")
                + Phrase(
                    " sudah berlaku dengan teks yang sama, sebagai versi ",
                    " is in force with the same text already, as version "
                )
                + params.text("version")
                + Phrase(". Tidak ada yang perlu ditetapkan.", ". There is nothing to adopt.")
        ]
    }

    /// Which kind of rules, by the word of the office.
    private var kind: Phrase {
        params.optionalText("kind").map(RulePhrases.kind) ?? Phrase("aturan", "rules")
    }
}
