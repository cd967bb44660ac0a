import Language

/// What receipts say.
enum ReceiptPhrases {
    static let oneOfBoth = Phrase(
        "--receipt diperiksa sendiri, tanpa --data: tanda bukti tidak memerlukan log.",
        "--receipt is checked by itself, without --data: a receipt needs no log."
    )

    static let sinceOfLogs = Phrase(
        "--since tidak berlaku untuk --receipt: yang disimpan dibandingkan dengan log atau salinannya, kembar audit verify --since BERKAS.",
        "--since does not go with --receipt: what was kept is held against the log or a copy of it, kembar audit verify --since FILE."
    )

    static let handoverOfCopies = Phrase(
        "--handover berlaku untuk --data dan --receipt: log kembard sendiri sudah memuatnya.",
        "--handover goes with --data and --receipt: kembard's own log holds it already."
    )

    static func written(_ path: String) -> Phrase {
        Phrase("Tanda bukti ditulis ke \(path).", "The receipt was written to \(path).")
    }

    static func result(_ result: String) -> Phrase {
        switch result {
        case "whole":
            Phrase(
                "Tanda bukti ini utuh: entri itu ada dalam log yang ditandatangani kunci ini.",
                "This receipt is whole: the entry is in the log that this key signed."
            )
        case "damaged":
            Phrase(
                "Tanda bukti ini TIDAK utuh: tidak membuktikan apa-apa.",
                "This receipt is NOT whole: it proves nothing."
            )
        default:
            Phrase(
                "Tanda bukti ini belum dapat diperiksa.",
                "This receipt could not be checked."
            )
        }
    }

    /// In the place of the result, where the key may have been changed: nothing says that it is a forgery.
    static let notByThisKey = Phrase(
        "Dengan kunci itu tanda bukti ini tidak membuktikan apa-apa.",
        "By that key this receipt proves nothing."
    )
    /// In the place of the result, where only a policy is not met: the receipt proves what it ever did.
    static let notMetByWhole =
        WitnessPhrases.notMet
        + Phrase(
            " Tanda bukti sendiri utuh: entri itu ada dalam log yang ditandatangani.",
            " The receipt itself is whole: the entry is in the log that was signed."
        )
    /// The same, of a receipt that never proved more than a hash.
    static let notMetByHash =
        WitnessPhrases.notMet
        + Phrase(
            " Tanda bukti ini hanya membawa sidik: sidik itu ada dalam log yang ditandatangani.",
            " This receipt carries only the hash, which is in the log that was signed."
        )
    static let fromBefore = Phrase(
        "Tanda bukti dari sebelum pergantian kunci diperiksa dengan kunci yang lama.",
        "A receipt from before a change of the key is checked with the old key."
    )

    static func reason(_ reason: String) -> Phrase {
        switch reason {
        case "no-key":
            Phrase(
                "Berikan kunci log dengan --vkey, dari sumber lain daripada tanda bukti ini: tanpa kunci tidak ada yang dibuktikan.",
                "Give the log's key with --vkey, from elsewhere than this receipt: without a key nothing is proved."
            )
        case "no-receipt":
            Phrase(
                "Berkas itu bukan tanda bukti, atau rusak.",
                "The file is no receipt, or damaged."
            )
        case "checkpoint":
            Phrase("Checkpoint di dalamnya rusak.", "The checkpoint in it is damaged.")
        case "signer":
            Phrase(
                "Checkpoint di dalamnya tidak ditandatangani kunci itu.",
                "The checkpoint in it is not signed by that key."
            )
        case "forged":
            Phrase(
                "Tanda tangan di dalamnya palsu: mengaku dari kunci itu.",
                "The signature in it is forged: it claims to be by that key."
            )
        case "retired-key": KeyPhrases.retired
        case "handover": KeyPhrases.fork.capitalized + Phrase(".")
        case "handover-differs": KeyPhrases.handoverDiffers(isOfReceipt: true)
        case "handover-unshown": KeyPhrases.handoverUnshown
        case "policy": WitnessPhrases.notMet
        case "inclusion":
            Phrase(
                "Entri di dalamnya tidak ada dalam log yang ditandatangani.",
                "The entry in it is not in the log that was signed."
            )
        case "entry":
            Phrase(
                "Isinya bukan entri pada nomor itu dalam log itu.",
                "Its content is no entry at that number of that log."
            )
        case "hash-only":
            Phrase(
                "Apa isi entri itu, dan apakah data pribadinya dihapus (redaksi), tidak terbukti: kembard atau salinan log yang dapat mengatakannya.",
                "What the entry says, and whether it was redacted, is not proved: kembard or a copy of the log can say."
            )
        default: Phrase(reason)
        }
    }

    /// Heads what is proved then.
    static let hashOnly = Phrase(
        "Tanda bukti ini hanya membawa sidik: sidik itu ada dalam log yang ditandatangani kunci ini.",
        "This receipt carries only the hash, which is in the log that this key signed."
    )

    static let entry = Phrase("Entri", "Entry")
    static let happened = Phrase("Terjadi", "Happened")
    static let recorded = Phrase("Dicatat", "Recorded")
    static let content = Phrase("Isi entri", "Its content")
    static let signed = Phrase("Checkpoint", "Checkpoint")
    static let claims = Phrase(
        "Waktu adalah keterangan mesin pencatat. Apakah log itu gladi (latihan), tertulis pada entri 0.",
        "Times are claims of the recording machine. Whether the log is a rehearsal, its entry 0 says."
    )

    static func place(_ position: Int64, _ type: String, _ agreement: String?, _ version: Int?)
        -> Phrase
    {
        let name = WatchPhrases.engineEvents[type].map { Phrase("\(type): ") + $0 } ?? Phrase(type)
        let place = Phrase("\(position)  ") + name
        guard let agreement, let version else { return place }
        return place + Phrase("  (")
            + Phrase(
                "naskah \(agreement), entri ke-\(version)",
                "agreement \(agreement), its entry no. \(version)"
            ) + Phrase(")")
    }

    static func covers(_ size: Int64) -> Phrase {
        Phrase.count(size, "entri", "entry", "entries")
    }
}
