import Entries
import Language

/// Refusals about keys, cosignatures and recoveries.
extension ProblemPhrases {
    var keyHandoverPending: [Phrase] {
        [
            Phrase(
                "Penggantian kunci sebelumnya belum selesai, jadi kunci tidak diganti.",
                "The last change of the key is not finished, so the key was not changed."
            ),
            Phrase(
                "Ulangi sebentar lagi; bila tetap begitu, mulai ulang kembard.",
                "Try again in a moment; if it stays so, restart kembard."
            ),
        ]
    }

    var nothingCosigned: [Phrase] {
        // Witnesses refuse a log that does not go on from what they have cosigned of it.
        if params.has("lost") { return nothingCosignedSinceLoss }
        return [
            Phrase(
                "Belum ada checkpoint yang cukup ditandatangani saksi log.",
                "There is no checkpoint that enough log witnesses have cosigned."
            ),
            Phrase(
                "Minta kepada saksi log (kembar audit checkpoint), lalu masukkan balasannya: kembar admin cosigned BERKAS",
                "Ask the log witnesses (kembar audit checkpoint), then hand in what comes back: kembar admin cosigned FILE"
            ),
        ]
    }

    private var nothingCosignedSinceLoss: [Phrase] {
        [
            Phrase(
                "Tidak ada checkpoint log ini yang ditandatangani saksi log: log ini tidak melanjutkan yang terakhir mereka tandatangani (jumlah entrinya: ",
                "There is no checkpoint of this log that log witnesses have cosigned: it does not go on from the one that they cosigned last (entries that it covers: "
            ) + params.number("lost") + Phrase(")."),
            Phrase(
                "Sesudah pemulihan, mintalah saksi log memulai catatan baru untuk log ini, lalu masukkan balasannya: kembar admin cosigned BERKAS. Bila tidak ada pemulihan yang tercatat, cari tahu dulu: kembar audit verify",
                "After a recovery, have the log witnesses begin a new record of this log, then hand in what comes back: kembar admin cosigned FILE. If no recovery is on record, find out first: kembar audit verify"
            ),
        ]
    }

    var redactedLater: [Phrase] {
        [
            Phrase("Isi entri ", "The content of entry ") + params.text("position")
                + Phrase(" dihapus oleh entri ", " was redacted by entry ") + params.text("by")
                + Phrase(
                    ", sesudah checkpoint itu (entri yang dicakupnya: ",
                    ", after that checkpoint (entries that it covers: "
                ) + params.text("signed")
                + Phrase(
                    "). Berkas auditor di bawahnya tidak memuat penghapusan itu, jadi tidak akan lolos pemeriksaan; tidak ada yang dibuat.",
                    "). A bundle under it would not hold that redaction, so it would not be found whole; none was made."
                ),
            Phrase(
                "Pakai checkpoint yang lebih baru. Bila ini salinan folder, salin lagi foldernya; bila dengan --cosigned, tunggu sampai saksi log menandatangani yang lebih baru.",
                "Use a later checkpoint. If this is a copied folder, copy it again; with --cosigned, wait until the log witnesses have cosigned a later one."
            ),
        ]
    }

    var nothingToRecover: [Phrase] {
        [
            Phrase(
                "Tidak ada yang perlu dipulihkan: log ini melanjutkan semua yang pernah ditandatangani.",
                "Nothing needs to be recovered: this log goes on from all that was signed."
            )
        ]
    }

    var sinceNeedsWholeLog: [Phrase] {
        [
            Phrase(
                "Berkas auditor ini memuat satu naskah saja (",
                "This bundle holds one agreement only ("
            )
                + params.text("agreement")
                + Phrase(
                    "), jadi tidak dapat ditunjukkan bahwa lognya melanjutkan checkpoint itu. Belum ada yang diperiksa.",
                    "), so it can't be shown that its log goes on from that checkpoint. Nothing was checked."
                ),
            Phrase(
                "Periksa tanpa --since; atau mintalah berkas auditor seluruh log (kembar audit export FOLDER) untuk --since.",
                "Check it without --since; or ask for a bundle of the whole log (kembar audit export DIR) to use --since."
            ),
        ]
    }

    var silencesNeedWholeLog: [Phrase] {
        [
            Phrase(
                "Berkas auditor ini memuat satu naskah saja (",
                "This bundle holds one agreement only ("
            )
                + params.text("agreement")
                + Phrase(
                    "); kapan kembard berjalan dan berhenti tidak dibawanya. Belum ada yang diperiksa.",
                    "); it carries no starts and stops of kembard. Nothing was looked at."
                ),
            Phrase(
                "Mintalah berkas auditor seluruh log (kembar audit export FOLDER). Pengingat naskah ini yang terlambat disebut oleh: kembar audit exceptions",
                "Ask for a bundle of the whole log (kembar audit export DIR). Reminders of this agreement that came late are told by: kembar audit exceptions"
            ),
        ]
    }
}
