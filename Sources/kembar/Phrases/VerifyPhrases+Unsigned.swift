import Entries
import Language
import Wire

extension VerifyFault {
    /// Whether it speaks of a checkpoint from outside that no key signed which the log or the verifier knows.
    var isByUnknownKey: Bool {
        params["signer"]?.string == "unknown"
            && (code == "since-unsigned" || params["since"] != nil)
    }

    /// Whether it speaks of the checkpoint beside a copy, which no key signed that the copy knows.
    var isOfNoteByUnknownKey: Bool {
        params["signer"]?.string == "unknown" && params["since"] == nil
            && ["truncated", "root"].contains(code)
    }
}

/// What a checkpoint from outside is worth that no key of the log signed.
extension VerifyPhrases {
    static let provesNothing = Phrase(
        "Entri di sini utuh, tetapi checkpoint yang Anda simpan tidak membuktikan apa-apa tentangnya.",
        "The entries here are whole, but the checkpoint that you kept proves nothing about them."
    )
    static let doesNotFit = Phrase(
        "Checkpoint yang Anda simpan TIDAK cocok dengan log ini.",
        "The checkpoint that you kept does NOT fit this log."
    )
    /// The same, where nothing speaks against who signed the log.
    static let doesNotFitWholeLog = doesNotFit + WitnessPhrases.wholeLog

    /// Of the running log's last checkpoint, where its signer is the key of `--vkey`.
    static let signedByPinnedKey = Phrase(
        "Checkpoint terakhir ditandatangani kunci yang tidak dikenal log ini, tetapi itu kunci yang Anda berikan: mungkin log ini cadangan dari sebelum pergantian kunci.",
        "The last checkpoint is signed by a key that this log does not know, but it is the key that you gave: perhaps this log is a backup from before a change of key."
    )

    static func unsigned(_ fault: VerifyFault) -> Phrase {
        func number(_ name: String) -> Int { fault.params[name]?.integer ?? 0 }
        let (since, found) = (number("since"), number("found"))
        let size = Phrase.count(Int64(number("size")), "entri", "entry", "entries")
        return switch fault.code {
        case "since-unsigned" where fault.params["fits"]?.bool == true:
            Phrase("Checkpoint itu (", "That checkpoint (") + size
                + Phrase(
                    ") cocok dengan log ini, tetapi tidak ditandatangani kunci mana pun dari log ini: siapa pun dapat menulisnya.",
                    ") fits this log, but no key of this log signed it: anybody may have written it."
                )
        case "since-unsigned":
            Phrase("Checkpoint itu (", "That checkpoint (") + size
                + Phrase(
                    ") tidak cocok dengan log ini, dan tidak ditandatangani kunci mana pun dari log ini: siapa pun dapat menulisnya.",
                    ") does not fit this log, and no key of this log signed it: anybody may have written it."
                )
        case "truncated":
            Phrase(
                "Jumlah entri menurut checkpoint itu \(since); di sini \(found).",
                "By that checkpoint the entries are \(since); here they are \(found)."
            )
        case "root" where fault.position < since - 1:
            Phrase(
                "Di antara entri \(fault.position) dan \(since - 1) ada yang lain daripada yang dicakupnya.",
                "Between entry \(fault.position) and \(since - 1) something is not what it covers."
            )
        case "root":
            Phrase(
                "Entri \(since - 1) lain daripada yang dicakupnya.",
                "Entry \(since - 1) is not what it covers."
            )
        default: Self.fault(fault.code).capitalized + Phrase(".")
        }
    }

    /// Nobody but whoever kept it can tell whether somebody made it up, or the log is another.
    ///
    /// Only of a copy a handover is taken: a running log follows those that it keeps.
    static func unsignedRemedy(_ fault: VerifyFault, isOfCopy: Bool) -> Phrase {
        unsignedOrigin(fault)
            + (isOfCopy
                ? Phrase(
                    "Bila yang diperiksa salinan dari sebelum pergantian kunci, berikan serah terimanya: --vkey KUNCI --handover BERKAS",
                    "If this is a copy of before a change of the key, give the handover: --vkey KEY --handover FILE"
                )
                : Phrase(
                    "Bila log ini dari cadangan sebelum pergantian kunci: tanyakan kepada pengelola server (kembar status)",
                    "If this log is from a backup of before a change of the key: ask whoever keeps the server (kembar status)"
                ))
    }

    /// Where it may come from, with the sentence's end.
    private static func unsignedOrigin(_ fault: VerifyFault) -> Phrase {
        // It may be all that shows what the log lost: whoever keeps it must not throw it away.
        guard fault.params["recovery"] == nil else {
            return Phrase(
                "Simpan berkas itu sebagai bukti: entri di bawah menyebut pernyataan yang sama. Minta serah terima kuncinya kepada pemegang berkas auditor atau log yang lebih baru (kembar audit keys --output). ",
                "Keep that file as evidence: the entry below tells of the same claim. Ask whoever has a bundle or a newer log for the key's handover (kembar audit keys --output). "
            )
        }
        return fault.code == "since-unsigned"
            ? Phrase(
                "Cari tahu dari mana datangnya, dan keluarkan dari berkas itu sebelum memeriksa lagi. ",
                "Find out where it came from, and take it out of that file before checking again. "
            )
            : Phrase(
                "Tidak ada kunci log ini yang menandatanganinya: ada yang mengarangnya, atau ini log lain dengan kunci lain. Bandingkan kunci yang Anda simpan di kertas dengan: kembar audit key. ",
                "No key of this log signed it: somebody made it up, or this is another log with another key. Compare the key that you kept on paper with: kembar audit key. "
            )
    }
}

/// What hangs on entries that no key has signed: anybody may have written them.
extension VerifyPhrases {
    static let hangsOnUnsigned = Phrase(
        "Entri di sini utuh, tetapi yang ditampilkan sebagai pengganti suatu entri BELUM ditandatangani.",
        "The entries here are whole, but what is shown in the place of one is NOT signed yet."
    )
    static let laterCheckpoint = Phrase(
        "Periksa lagi dengan checkpoint yang lebih baru: salin folder itu lagi, atau jalankan kembar audit verify di server itu. Sebelum itu, jangan percayai isi pengganti itu.",
        "Check again with a later checkpoint: copy the folder again, or run kembar audit verify on that server. Until then do not rely on what stands in that place."
    )
    /// Beside the size of a log whose checkpoint is there, and proves nothing.
    static let notSigned = Phrase(
        "tidak ditandatangani kunci yang berlaku di sini; entri yang diubah atau hilang tidak akan terlihat",
        "not signed by a key that counts here; entries that were changed or are missing would not show"
    )

    static func unsignedRedaction(_ fault: VerifyFault) -> Phrase {
        unsigned(
            UnsignedRedaction(
                position: fault.position,
                by: Int64(fault.params["by"]?.integer ?? 0)
            )
        )
    }

    static func unsigned(_ redaction: UnsignedRedaction) -> Phrase {
        let (position, by) = (redaction.position, redaction.by)
        return Phrase(
            "Isi entri \(position) dihapus dan digantikan oleh entri \(by), yang belum dicakup checkpoint mana pun yang ditandatangani: entri itu dapat ditambahkan siapa pun.",
            "The bytes of entry \(position) were taken away and replaced by entry \(by), which no signed checkpoint covers yet: anybody may have added that entry."
        )
    }

    /// What an entry says in excuse that no key which counts signed; nil if none does.
    static func claimed(_ fault: VerifyFault) -> Phrase? {
        if let entry = fault.params["recovery"]?.integer,
            let key = fault.params["recoveryKey"]?.string,
            let adoption = fault.params["recoveryKeyEntry"]?.integer
        {
            return Phrase(
                "Entri \(entry) ditandatangani di sini oleh kunci yang tidak dicapai serah terima mana pun: \(key), pengganti kunci yang hilang (entri \(adoption)). Cocokkan kunci itu dengan yang di kertas, lalu periksa dengannya (--vkey).",
                "Entry \(entry) is signed here by a key that no handover leads to: \(key), which replaced a lost one (entry \(adoption)). Compare that key with the one on paper, then check with it (--vkey)."
            )
        }
        guard let entry = fault.params["unsignedRecovery"]?.integer else { return nil }
        if let key = fault.params["recoveryKey"]?.string,
            let adoption = fault.params["recoveryKeyEntry"]?.integer
        {
            return Phrase(
                "Entri \(entry) (LogRecovered) mengatakan bahwa entri hilang, tetapi ditandatangani kunci yang tidak dapat diikuti dari kunci Anda: \(key), pengganti kunci yang hilang (entri \(adoption)). Bagi yang hanya mempercayai kunci Anda tidak ada yang dijelaskannya. Cocokkan kunci pengganti itu dengan yang di kertas, lalu periksa dengannya (--vkey).",
                "Entry \(entry) (LogRecovered) says that entries were lost, but it is signed by a key that yours does not lead to: \(key), which replaced a lost one (entry \(adoption)). To whoever trusts your key alone it explains nothing. Compare that other key with the one on paper, then check with it (--vkey)."
            )
        }
        return Phrase(
            "Entri \(entry) (LogRecovered) mengatakan bahwa entri hilang, tetapi belum ditandatangani: siapa pun dapat menambahkannya, dan tidak ada yang dijelaskannya. Bila pemulihan itu baru saja dicatat, periksa lagi dengan checkpoint yang lebih baru.",
            "Entry \(entry) (LogRecovered) says that entries were lost, but it is not signed: anybody may have added it, and it explains nothing. If that recovery was only just recorded, check again with a later checkpoint."
        )
    }
}
