import Entries
import Language
import Wire

/// What log witnesses, and policies that ask for them, say.
enum WitnessPhrases {
    static let oneOfBoth = Phrase(
        "Sebutkan --since atau --cosigned, jangan keduanya.",
        "Give --since or --cosigned, not both."
    )
    static let check = Phrase("kebijakan kepercayaan", "trust policy")
    static let notMet = Phrase(
        "Menurut kebijakan itu saksi log yang menandatangani belum cukup.",
        "By that policy too few log witnesses cosigned."
    )
    /// The log is whole, but too few have seen it.
    static let notMetByWholeLog = notMet + wholeLog
    /// Behind what is wrong beside a log that is whole.
    static let wholeLog = Phrase(" Isi log sendiri utuh.", " The log itself is whole.")
    /// Some of what witnesses are said to have signed is not by them.
    static func spoilt(_ fault: VerifyFault) -> Phrase {
        let names = fault.params["witnesses"]?.array?.compactMap(\.string) ?? []
        let named = names.joined(separator: ", ")
        return Phrase(
            "Tanda tangan atas nama saksi log \(named) pada checkpoint di sini rusak atau palsu. Yang rusak tidak dihitung, yang asli tetap dihitung. Simpan berkas itu sebagai bukti, dan mintalah yang asli kepada saksi itu.",
            "A signature in the name of log witness \(named) on a checkpoint here is spoilt or forged. What is spoilt does not count, what is genuine still does. Keep that file as evidence, and ask that witness for the genuine one."
        )
    }
    /// What the policy asks of witnesses is not to the point then.
    static let notByItsLog = Phrase(
        "Tidak ada checkpoint di sini yang ditandatangani kunci log yang disebut kebijakan itu, atau penerusnya.",
        "No checkpoint here is signed by the log's key that this policy names, nor by one that it leads to."
    )
    /// The same, where no other key of the auditor's vouches for the log.
    static let notByItsLogAtAll =
        notByItsLog
        + Phrase(
            " Entrinya cocok satu sama lain; apakah itu yang ditandatangani tidak terlihat di sini.",
            " The entries fit each other; whether they are what was signed does not show here."
        )
    static let witnesses = Phrase("Saksi log", "Log witnesses")
    static let nobody = Phrase("tidak ada", "none")
    static let needsCheckpoint = Phrase(
        "Sebutkan berkas checkpoint, --vkey dan --record; atau --new-key untuk membuat kunci.",
        "Give a checkpoint file, --vkey and --record; or --new-key to make a key."
    )

    static func list(_ witnesses: [WitnessAnswer]) -> Phrase {
        witnesses.isEmpty ? nobody : .list(witnesses.map(named))
    }

    /// A witness with the time of its cosignature: the log existed by then.
    private static func named(_ witness: WitnessAnswer) -> Phrase {
        Phrase { language in
            let date = CosignatureScreen.date(witness.time, language)
            return witness.name
                + (date.map { " (\($0)\(language.say(byItsClock)))" } ?? "")
        }
    }

    private static let byItsClock = Phrase(" menurut jamnya", " by its clock")

    static func made(_ path: String) -> Phrase {
        Phrase(
            "Kunci saksi log dibuat di \(path); simpan baik-baik. Kunci umumnya:",
            "The log witness's key was made at \(path); keep it safe. Its public key:"
        )
    }

    static func cosigned(_ origin: String, _ size: Int64) -> Phrase {
        Phrase("Ditandatangani: \(origin), ", "Cosigned: \(origin), ")
            + .count(size, "entri.", "entry.", "entries.")
    }

    static let refused = Phrase("TIDAK ditandatangani.", "NOT cosigned.")
    static let twoHistories = Phrase(
        "ALARM: log itu menandatangani dua riwayat. TIDAK ditandatangani.",
        "ALARM: that log signed two histories. NOT cosigned."
    )

    static func reason(_ answer: CosignAnswer) -> Phrase {
        let stored = answer.stored ?? 0
        return switch answer.reason {
        case "no-checkpoint":
            Phrase("Di berkas itu tidak ada checkpoint.", "There is no checkpoint in the file.")
        case "several":
            Phrase(
                "Berkas itu memuat beberapa checkpoint berbeda dengan jumlah entri yang sama. Simpan masing-masing sebagai berkas sendiri, lalu tandatangani satu per satu.",
                "The file holds several checkpoints of one size that differ. Save each as a file of its own, and cosign one by one."
            )
        case "fork":
            Phrase(
                "Checkpoint ini dan yang terakhir dicatat saksi ini sama-sama mencakup \(stored) entri dan ditandatangani kunci log itu, tetapi isinya berbeda: itu membuktikan bahwa ada dua riwayat. Keduanya disimpan di \(answer.evidence ?? ""). Jangan hapus berkas itu, dan beri tahu atasan serta auditor.",
                "This checkpoint and the one that this witness recorded last both cover \(stored) entries and are signed by the log's key, but they differ: that proves that there are two histories. Both are kept in \(answer.evidence ?? ""). Do not delete that file, and tell your superior and the auditor."
            )
        case "signer" where answer.otherKey == true: KeyPhrases.another
        case "signer":
            Phrase(
                "Checkpoint itu tidak ditandatangani kunci log itu.",
                "The checkpoint is not signed by that log key."
            )
        case "retired-key": KeyPhrases.retired
        case "handover":
            KeyPhrases.fork.capitalized
                + Phrase(
                    ". Simpan kedua serah terima itu sebagai bukti, dan beri tahu atasan serta auditor.",
                    ". Keep both handovers as evidence, and tell your superior and the auditor."
                )
        case "record-key" where answer.size.map { $0 <= stored } ?? false:
            // Whoever rolls a witness back has to begin anew: that is no advice for a checkpoint of the past.
            Phrase(
                "Catatan saksi ini sudah sampai \(stored) entri dengan kunci lain, sedangkan checkpoint ini, yang ditandatangani kunci pada --vkey, mencakup \(answer.size ?? 0) entri saja. Bila kunci itu sudah diserahterimakan, catatan ini sudah beralih ke penerusnya: tidak perlu catatan baru, dan checkpoint lama tidak perlu ditandatangani lagi. Minta yang terbaru, kembar audit checkpoint --since \(stored), lalu berikan kunci penerusnya dengan --vkey, atau kunci ini beserta serah terimanya (--handover BERKAS).",
                "This witness's record has reached \(stored) entries under another key, and this checkpoint, signed by the key in --vkey, covers no more than \(answer.size ?? 0). If that key was handed over, this record has moved on to its successor: no new record is needed, and an old checkpoint need not be cosigned again. Ask for the newest, kembar audit checkpoint --since \(stored), and give the successor's key with --vkey, or this one with its handover (--handover FILE)."
            )
        case "record-key":
            Phrase(
                "Catatan saksi ini mengenal log itu dengan kunci lain. Kunci baru tidak diterima begitu saja: berikan kunci yang lama dengan --vkey, dan serah terimanya dengan --handover BERKAS (dari pemelihara log: kembar audit keys --output BERKAS). Bila kunci lama hilang, tidak ada serah terima; bicarakan dengan atasan, simpan catatan ini, lalu mulai catatan baru dengan --record FOLDER.",
                "This witness's record knows that log by another key. A new key is not taken just like that: give the old key with --vkey, and its handover with --handover FILE (from whoever keeps the log: kembar audit keys --output FILE). If the old key was lost, there is no handover; talk to your superior, keep this record, then begin a new one with --record FOLDER."
            )
        case "conflict" where answer.size.map { $0 < stored } ?? false:
            // Of a log that lost entries kembard has no checkpoint of that many any more.
            Phrase(
                "Checkpoint ini mencakup \(answer.size ?? 0) entri, sedangkan catatan saksi ini sudah sampai \(stored): checkpoint itu lebih lama, atau log itu kehilangan entri. Minta yang terbaru: kembar audit checkpoint --since \(stored). Bila kantor itu tidak dapat memberikannya karena lognya dilanjutkan dari cadangan, minta tanda bukti entri LogRecovered-nya (kembar audit prove NOMOR). Simpan catatan ini: ia membuktikan apa yang pernah ditandatangani. Hanya atasan Anda yang memutuskan untuk memulai catatan baru dengan --record FOLDER; lihat docs/audit.md.",
                "This checkpoint covers \(answer.size ?? 0) entries, and this witness's record has reached \(stored): that checkpoint is older, or the log lost entries. Ask for the newest: kembar audit checkpoint --since \(stored). If the office can't give it, since its log goes on from a backup, ask for a receipt of its LogRecovered entry (kembar audit prove NUMBER). Keep this record: it proves what was signed. Only your superior decides to begin a new one with --record FOLDER; see docs/audit.md."
            )
        case "conflict":
            Phrase(
                "Catatan saksi ini sampai \(stored) entri. Minta: kembar audit checkpoint --since \(stored)",
                "This witness's record reaches \(stored) entries. Ask for: kembar audit checkpoint --since \(stored)"
            )
        case "not-an-extension":
            Phrase(
                "Buktinya tidak cocok: tidak terlihat bahwa log itu melanjutkan yang pernah ditandatangani di sini (\(stored) entri). Bila berkas ini diketik ulang atau disalin sebagian, bandingkan setiap barisnya huruf demi huruf, atau minta lagi sebagai berkas: kembar audit checkpoint --since \(stored). Bila berkas yang dikirim langsung pun tidak cocok, riwayat log itu ditulis ulang, atau log itu dilanjutkan dari cadangan: minta tanda bukti entri LogRecovered-nya (kembar audit prove NOMOR), lalu cocokkan checkpoint yang dicatat di sini dengan log itu, kembar audit verify --since BERKAS. Simpan berkas itu sebagai bukti, dan catatan ini juga; hanya atasan Anda yang memutuskan untuk memulai catatan baru dengan --record FOLDER; lihat docs/audit.md.",
                "The proof does not fit: it can't be seen that the log goes on from what was cosigned here (\(stored) entries). If this file was typed, or copied in part, compare each line letter by letter, or ask for it again as a file: kembar audit checkpoint --since \(stored). If a file that was sent as it is does not fit either, the log's history was rewritten, or the log goes on from a backup: ask for a receipt of its LogRecovered entry (kembar audit prove NUMBER), then hold the checkpoint that is recorded here against that log, kembar audit verify --since FILE. Keep that file as evidence, and this record too; only your superior decides to begin a new one with --record FOLDER; see docs/audit.md."
            )
        case "proof-unread":
            Phrase(
                "Berkas ini memang mulai dari \(stored) entri, tetapi buktinya tidak terbaca: di antara baris \"old \(stored)\" dan checkpoint harus ada baris-baris berisi 44 huruf, lalu satu baris kosong. Bandingkan dengan kertasnya, atau minta lagi sebagai berkas: kembar audit checkpoint --since \(stored).",
                "This file does begin with \(stored) entries, but its proof can't be read: between the line \"old \(stored)\" and the checkpoint there have to be lines of 44 characters, then an empty line. Compare it with the paper, or ask for it again as a file: kembar audit checkpoint --since \(stored)."
            )
        default:
            Phrase("Ukurannya tidak masuk akal.", "Its sizes make no sense.")
        }
    }

    // MARK: What came back

    static let handedIn = Phrase(
        "Tanda tangan saksi log disimpan.",
        "The cosignatures are kept."
    )
    static let noWitnesses = Phrase(
        "Kantor ini belum meminta saksi log: setelan witnesses di kembard.yaml belum ada.",
        "This office asks no log witness yet: kembard.yaml has no setting witnesses."
    )
    static let noneInCopy = Phrase(
        "Dalam salinan ini tidak ada tanda tangan saksi log.",
        "There are no log witnesses' cosignatures in this copy."
    )
    static let policyOfCopies = Phrase(
        "--policy berlaku bersama --data; kembard sendiri memakai kebijakan pada setelan witnesses.",
        "--policy goes with --data; kembard itself uses the policy of its setting witnesses."
    )
    static let howToCheck = Phrase(
        "Yang tidak diperiksa bisa palsu. Berikan --policy BERKAS yang memuat kunci saksi itu; kuncinya dari saksi sendiri, bukan dari salinan ini.",
        "What was not checked may be forged. Give --policy FILE with that witness's key; the key comes from the witness, not from this copy."
    )
    static let enough = Phrase("Cukup saksi", "Enough witnesses")

    static func unchecked(_ claim: CosignatureClaim, _ date: String?) -> Phrase {
        Phrase("TIDAK diperiksa: ", "NOT checked: ")
            + Phrase.count(claim.size, "entri", "entry", "entries")
            + (date.map { Phrase(", \($0) menurut jamnya", ", \($0) by its clock") } ?? Phrase(""))
    }

    /// A checkpoint that was cosigned of entries which the log lost.
    static func lost(_ lost: LostCosignatures) -> Phrase {
        let what =
            Phrase(
                "Dari entri yang hilang, jadi tidak dihitung: ",
                "Of lost entries, so not counted: "
            )
            + .count(lost.size, "entri", "entry", "entries")
            + Phrase(
                " yang tidak dilanjutkan log ini, menurut entri \(lost.recovery) (LogRecovered)",
                " from which this log does not go on, by entry \(lost.recovery) (LogRecovered)"
            )
        return lost.witnesses.isEmpty ? what : what + Phrase(": ") + list(lost.witnesses)
    }

    static let sinceLoss = Phrase(
        "Saksi log yang belum memulai catatan baru sejak pemulihan itu tidak menandatangani log ini lagi: mintalah ia memulainya. Tanda tangan lama itu tetap disimpan; itu bukti.",
        "A log witness that has not begun a new record since that recovery cosigns this log no more: ask it to begin one. Those old cosignatures stay kept; they are evidence."
    )

    /// Kept checkpoints that are neither of this log nor of what it says it lost.
    static func unexplained(_ count: Int) -> Phrase {
        Phrase.count(count, "checkpoint lain", "other checkpoint", "other checkpoints")
            + Phrase(
                " dalam berkas cosignatures tidak dihitung: tidak ditandatangani kunci log ini, atau tidak dilanjutkan log ini tanpa catatan pemulihan. Cari tahu sebabnya: kembar audit verify",
                " in the file cosignatures not counted: signed by no key of this log, or not what this log goes on from, and no recovery says why. Find out: kembar audit verify"
            )
    }

    static func state(_ state: CosignatureState, _ date: String?) -> Phrase {
        guard let size = state.size else {
            return Phrase("belum ada tanda tangan", "no cosignature yet")
        }
        let entries = Phrase.count(size, "entri", "entry", "entries")
        return entries
            + (date.map { Phrase(", \($0) menurut jamnya", ", \($0) by its clock") } ?? Phrase(""))
    }

    static func enough(_ size: Int64?, of head: Int64) -> Phrase {
        guard let size else { return Phrase("belum", "not yet") }
        return Phrase("sampai ", "up to ") + .count(size, "entri", "entry", "entries")
            + Phrase(" dari \(head)", " of \(head)")
    }

    /// Up to where the checkpoint reaches that meets a policy.
    static func witnessed(_ size: Int64, of whole: Int64) -> Phrase {
        size == whole
            ? Phrase("mencakup semua entri", "covers every entry")
            : Phrase(
                "mencakup \(size) dari \(whole) entri; sesudah itu belum ada saksinya",
                "covers \(size) of \(whole) entries; what follows has no witness yet"
            )
    }

    static let policy = Phrase("Kebijakan", "Policy")

    static func notKept(_ reason: String) -> Phrase {
        switch reason {
        case "no-checkpoint":
            Phrase(
                "Berkas itu bukan checkpoint, jadi tidak disimpan.",
                "The file is no checkpoint, so it was not kept."
            )
        case "signer":
            Phrase(
                "Checkpoint itu tidak ditandatangani kunci log ini, jadi tidak disimpan.",
                "The checkpoint is not signed by a key of this log, so it was not kept."
            )
        case "forged":
            Phrase(
                "Ada tanda tangan palsu pada checkpoint itu: mengaku dari kunci yang dikenal. Tidak ada yang disimpan; simpan berkas itu sebagai bukti.",
                "A signature on the checkpoint is forged: it claims to be by a known key. Nothing was kept; keep the file as evidence."
            )
        default:
            Phrase(
                "Tidak ada tanda tangan saksi log yang dikenal pada checkpoint itu. Saksi yang dikenal ditulis dalam berkas witnesses pada kembard.yaml.",
                "No log witness that is known here cosigned the checkpoint. Those that are known stand in the file witnesses of kembard.yaml."
            )
        }
    }
}
