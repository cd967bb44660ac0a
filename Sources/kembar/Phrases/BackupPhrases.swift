import Entries
import Language
import Wire

/// What is said about copies of the log.
enum BackupPhrases {
    static func made(_ path: String, _ head: BackupHead) -> Phrase {
        Phrase(
            "Cadangan \(path): \(head.size) entri. Ujilah dengan: kembar admin drill \(path)",
            "The backup \(path) holds \(head.size) entries. Prove it with: kembar admin drill \(path)"
        )
    }

    static func proved(_ path: String, size: Int64) -> Phrase {
        Phrase(
            "Cadangan \(path) utuh: \(size) entri dibaca dan diulang, dan sama dengan log kembard.",
            "The backup \(path) is whole: \(size) entries read and replayed, and the same as kembard's log."
        )
    }

    static let withoutViews = Phrase(
        "Tampilan (views.db) tidak dibandingkan: cadangan itu tidak memuatnya, dibuat oleh versi lain, atau tampilannya lebih lama daripada suatu penghapusan data.",
        "The views (views.db) were not compared: the backup has none, another version made it, or they are older than a redaction."
    )

    static func restored(_ folder: String, size: Int64) -> Phrase {
        Phrase(
            "Log dengan \(size) entri dipulihkan ke \(folder) dan terbaca utuh.",
            "A log of \(size) entries was restored to \(folder) and is whole."
        )
    }

    static func rebuilt(_ folder: String, _ made: RebuildDocument) -> Phrase {
        let log =
            Phrase("Log dengan ", "A log of ")
            + Phrase.count(made.size, "entri", "entry", "entries")
        // Nobody has said what its lines have to be: that they fit one another is all that is known. A
        // checkpoint that merely lay beside them may be of whoever made them.
        guard made.signed != nil, made.checkpointBeside == nil || made.signer == "verified" else {
            return log
                + Phrase(
                    " dibuat kembali di \(folder); tiap baris adalah entri pada tempatnya, akar \(made.root).",
                    " was made anew in \(folder); every line is an entry in its place, root \(made.root)."
                )
        }
        return log
            + Phrase(
                " dibuat kembali di \(folder) dan terbaca utuh, akar \(made.root).",
                " was made anew in \(folder) and is whole, root \(made.root)."
            )
    }

    /// Against what it was held.
    static func heldAgainst(_ signed: Int64?) -> Phrase {
        guard let signed else {
            return Phrase(
                "Tidak ada checkpoint untuk membandingkannya: tidak terbukti bahwa isi entri itu yang dahulu dicatat, dan bahwa semua entri ada di berkas itu. Bila Anda menyimpan checkpoint, sebutkan dengan --checkpoint.",
                "There was no checkpoint to hold it against: nothing proves that the entries say what was recorded, or that the file has every one. If you kept a checkpoint, name it with --checkpoint."
            )
        }
        return Phrase(
            "Checkpoint atas \(signed) entri cocok dengannya.",
            "The checkpoint over \(signed) of them fits."
        )
    }

    /// Of a checkpoint that nobody named.
    static func checkpointBeside(_ path: String) -> Phrase {
        Phrase(
            "Checkpoint itu hanya terletak di samping berkas itu (\(path)): siapa pun yang membuat baris-baris itu dapat membuatnya juga. Bandingkan dengan yang disimpan di tempat lain: --checkpoint /var/lib/kembar-checkpoint/checkpoint",
            "That checkpoint merely lay beside the file (\(path)): whoever made the lines could make it too. Hold them against one that was kept elsewhere: --checkpoint /var/lib/kembar-checkpoint/checkpoint"
        )
    }

    /// Where no key was given to compare with; nil if one was.
    static func signer(of made: RebuildDocument) -> Phrase? {
        guard made.signer != "verified" else { return nil }
        let signer =
            made.signed == nil
            ? Phrase("")
            : VerifyPhrases.signer + Phrase(": ")
                + VerifyPhrases.signer(
                    "not-checked",
                    isPinned: false,
                    policy: nil,
                    hasCheckpoint: true
                ) + Phrase(". ")
        guard let key = made.vkey else { return made.signed == nil ? nil : signer }
        return signer
            + Phrase(
                "Kunci yang disebut log ini: \(key). Bandingkan dengan yang Anda simpan sebelum memulai kembard.",
                "The key that this log names: \(key). Compare it with the one that you kept before you start kembard."
            )
    }

    /// To be said before it is said how to start: what kembard signs nobody can tell from what was always signed.
    static func unsigned(_ redaction: UnsignedRedaction) -> Phrase {
        VerifyPhrases.unsigned(redaction)
            + Phrase(
                " Bandingkan sebelum memulai kembard, yang begitu mulai menandatangani seluruh log: cari entri \(redaction.by) di checkpoint, salinan, atau berkas auditor yang lebih baru, atau surat yang memerintahkan penghapusan itu. Bila tidak ada, jangan mulai kembard dengan log ini.",
                " Compare before you start kembard, which signs the whole log as soon as it starts: look for entry \(redaction.by) in a later checkpoint, copy or bundle, or for the letter that ordered the redaction. If there is none, do not start kembard on this log."
            )
    }

    /// Neither a backup nor a mirror has them; to be said before it is said how to start.
    static func contactsApart(_ folder: String) -> Phrase {
        Phrase(
            "contacts.db tidak ikut dipulihkan: tidak ada di cadangan maupun cermin. Bila yang lama masih utuh, letakkan dahulu di \(folder)/contacts.db; tanpa itu setiap orang mendapat nama baru di log.",
            "contacts.db was not restored: neither a backup nor a mirror holds it. If the old one is whole, put it at \(folder)/contacts.db first; without it everybody gets a new name in the log."
        )
    }

    static func afterRestoring(_ folder: String) -> Phrase {
        Phrase(
            "Letakkan kunci dari salinan tersegel di \(folder)/key, lalu: chown -R kembar:kembar \(folder) && chmod 600 \(folder)/key && systemctl start kembard. Jika kembar status berkata bahwa entri yang pernah ditandatangani hilang, baca docs/running.md.",
            "Put the key from its sealed copy at \(folder)/key, then: chown -R kembar:kembar \(folder) && chmod 600 \(folder)/key && systemctl start kembard. If kembar status says that entries which were signed are missing, read docs/running.md."
        )
    }

    static func afterRestoringWithKey(_ folder: String) -> Phrase {
        Phrase(
            "Kunci sudah diletakkan. Lanjutkan: chown -R kembar:kembar \(folder) && systemctl start kembard. Jika kembar status berkata bahwa entri yang pernah ditandatangani hilang, baca docs/running.md.",
            "The key is in its place. Go on: chown -R kembar:kembar \(folder) && systemctl start kembard. If kembar status says that entries which were signed are missing, read docs/running.md."
        )
    }

    static let nowhere = Phrase(
        "Sebutkan berkas cadangan, - untuk keluaran baku, atau --folder FOLDER.",
        "Name the backup's file, - for standard output, or --folder DIR."
    )

    static let eitherOr = Phrase(
        "Sebutkan berkas atau --folder, jangan keduanya.",
        "Name a file or --folder, not both."
    )

    static let keepNeedsFolder = Phrase(
        "--keep hanya bersama --folder, dan paling sedikit 1.",
        "--keep goes with --folder, and is at least 1."
    )

    static func unfit(_ path: String, isRestoring: Bool) -> Phrase {
        Phrase(
            "\(path) bukan cadangan kembar yang utuh. ",
            "\(path) is no whole backup of kembar. "
        )
            + (isRestoring
                ? tryAnother
                : Phrase(
                    "Buat lagi dengan: kembar admin backup",
                    "Make another with: kembar admin backup"
                ))
    }

    static func damaged(
        _ path: String,
        _ fault: String,
        at position: Int64?,
        isRestoring: Bool
    ) -> Phrase {
        Phrase(
            "Log di dalam cadangan \(path) tidak utuh (",
            "The log in the backup \(path) is not whole ("
        ) + self.fault(fault, at: position) + Phrase("). ")
            + (isRestoring
                ? tryAnother
                : Phrase(
                    "Jangan dipakai; buat cadangan baru, dan periksa log dengan: kembar audit verify",
                    "Do not use it; make a new backup, and check the log with: kembar audit verify"
                ))
    }

    /// To whoever restores: there is no log to make a backup of, nor to check.
    private static let tryAnother = Phrase(
        "Tidak ada yang dipulihkan. Coba cadangan yang lebih lama; atau, bila ada cermin, buat log kembali darinya: kembar admin rebuild --from CERMIN/events.jsonl",
        "Nothing was restored. Try an older backup; or, where there is a mirror, make the log anew from it: kembar admin rebuild --from MIRROR/events.jsonl"
    )

    /// What is wrong with a copy, also where it is the code of a problem; `position` is the entry that does
    /// not fit.
    private static func fault(_ code: String, at position: Int64? = nil) -> Phrase {
        switch code {
        case "integrity-failure":
            position.flatMap { $0 < 0 ? nil : $0 }.map {
                Phrase(
                    "entri \($0) tidak cocok dengan bukti yang tersimpan",
                    "entry \($0) does not match the proof that is kept"
                )
            }
                ?? Phrase(
                    "isinya tidak cocok dengan bukti yang tersimpan",
                    "what is in it does not match the proof that is kept"
                )
        case "copy-torn":
            Phrase("log.db di dalamnya terpotong atau rusak", "its log.db is cut off or damaged")
        case "copy-foreign":
            Phrase("log.db di dalamnya bukan log kembar", "its log.db is no log of kembar")
        case "copy-newer", "newer-entry":
            Phrase("ditulis kembar yang lebih baru", "a newer kembar wrote it")
        case "copy-without-checkpoint":
            Phrase("tidak ada checkpoint di dalamnya", "there is no checkpoint in it")
        case "copy-checkpoint": VerifyPhrases.fault("kept-checkpoint")
        case "copy-empty": VerifyPhrases.fault("nothing")
        case "copy-unreadable": VerifyPhrases.fault("unreadable")
        case "backup-differs": Phrase("bukan salinan log ini", "it is no copy of this log")
        case "scratch-failed":
            Phrase("salinan kerja tidak dapat dibuat", "no working copy of it could be made")
        case "damaged", "unverified":
            Phrase("tidak terbukti utuh", "it is not shown to be whole")
        case "verify", "replay":
            Phrase("kembar-audit berakhir tanpa jawaban", "kembar-audit ended without an answer")
        default: VerifyPhrases.fault(code)
        }
    }

    static func noBackup(_ folder: String) -> Phrase {
        Phrase(
            "Tidak ada cadangan di \(folder). Buat dengan: kembar admin backup --folder \(folder)",
            "There is no backup in \(folder). Make one with: kembar admin backup --folder \(folder)"
        )
    }

    static func inTheWay(_ folder: String, _ name: String) -> Phrase {
        let way = Phrase(
            " kembar tidak menimpanya. Hentikan kembard, pindahkan folder itu (mv \(folder) \(folder).lama): ia bukti; lalu ulangi perintah ini dan kembalikan contacts.db, juga key bila tidak memakai --key.",
            " kembar does not write over it. Stop kembard and move that folder away (mv \(folder) \(folder).old): it is evidence; then give this command again and put contacts.db back, and key too without --key."
        )
        return name == "log.db"
            ? Phrase(
                "Di \(folder) sudah ada log;",
                "There is a log in \(folder) already;"
            ) + way
            : Phrase(
                "Di \(folder) masih ada \(name) dari log yang tadinya di situ;",
                "\(folder) still holds \(name) of the log that was there;"
            ) + way
    }

    static func inUse(_ path: String) -> Phrase {
        Phrase(
            "\(path) sedang dipakai program lain. Tunggu sampai selesai; sebelum memulihkan log, hentikan kembard dan semua soketnya.",
            "Another program is using \(path). Wait until it is done; before you restore a log, stop kembard and all its sockets."
        )
    }

    static func differs(_ params: Params) -> Phrase {
        Phrase(
            "Salinan itu (",
            "That copy ("
        ) + params.text("size")
            + Phrase(
                " entri) bukan salinan log ini: akarnya berbeda, atau ia lebih panjang daripada log. Jangan buang keduanya; periksa dengan: kembar audit verify",
                " entries) is no copy of this log: its root differs, or it is longer than the log. Throw neither away; check with: kembar audit verify"
            )
    }

    /// The remarks of `status` about copies and about what was signed.
    static func notice(_ code: String, _ params: Params) -> Phrase {
        switch code {
        case "backup-old":
            return
                (params.has("at")
                ? Phrase("Cadangan terakhir dibuat ", "The last backup was made on ")
                    + params.date("at")
                : Phrase("Belum pernah ada cadangan log", "The log was never backed up"))
                + Phrase(
                    ". Buat dengan: kembar admin backup --folder /var/backups/kembar; periksa: systemctl status kembar-backup.timer",
                    ". Make one: kembar admin backup --folder /var/backups/kembar; check: systemctl status kembar-backup.timer"
                )
        case "drill-old":
            return
                (params.has("at")
                ? Phrase("Cadangan terakhir diuji ", "A backup was last proved on ")
                    + params.date("at")
                : Phrase(
                    "Belum pernah ada cadangan yang diuji",
                    "No backup was ever proved"
                ))
                + (params.has("lacking")
                    ? Phrase(
                        ", dan itu salinan lama: di dalamnya tidak ada entri mulai ",
                        ", and that one is old: it lacks the entries from "
                    ) + params.text("lacking")
                    : Phrase(""))
                + Phrase(
                    ". Uji dengan: kembar admin drill --folder /var/backups/kembar",
                    ". Prove one: kembar admin drill --folder /var/backups/kembar"
                )
        case "drill-failed":
            return Phrase("Cadangan yang diuji ", "The backup that was put to the proof on ")
                + params.date("at")
                + Phrase(" tidak utuh (", " is not whole (")
                + fault(params.optionalText("fault") ?? "bytes")
                + Phrase(
                    "). Periksa log dengan: kembar audit verify; lalu buat dan uji cadangan baru.",
                    "). Check the log with: kembar audit verify; then make and prove a new backup."
                )
        case "signed-before":
            return Phrase("Log ini berisi ", "This log holds ") + params.text("found")
                + Phrase(
                    " entri, tetapi dahulu telah ditandatangani log dengan ",
                    " entries, but a log was signed before with "
                ) + params.text("kept")
                + Phrase(
                    " entri yang bukan awalan log ini: salinan lama dipulihkan, atau log dipotong. Tidak ada yang ditandatangani sampai itu jelas; lihat docs/running.md.",
                    " entries that this one does not extend: an older copy was restored, or the log was cut. Nothing is signed until that is settled; see docs/running.md."
                )
                // Where the key may not sign, another remark says what comes first.
                + (params.values["recoverable"]?.bool == false
                    ? Phrase("")
                    : Phrase(
                        " Bila tidak ada salinan yang lebih baru: kembar admin recover --reason ALASAN",
                        " If there is no newer copy: kembar admin recover --reason REASON"
                    ))
        case "signed-by-unknown-key":
            return unknownKey(params) + Phrase(" ")
                + (params.has("handovers") ? unknownKeyRemedyWithFile : unknownKeyRemedy)
        case "key-retired":
            return Phrase(
                "Log ini dari sebelum pergantian kunci: kuncinya sudah menyerahkan tugas kepada ",
                "This log is from before a change of key: its key has handed over to "
            ) + params.text("successor") + Phrase(". ") + retiredKeyRemedy
        case "handovers-unreadable":
            return Phrase("Serah terima kunci di ", "The key's handovers at ") + params.text("path")
                + Phrase(" tidak terbaca (", " can't be read (") + params.cause
                + Phrase(
                    "), jadi tidak ada yang ditandatangani: mungkin kunci di sini sudah menyerahkan tugasnya. ",
                    "), so nothing is signed: the key here may have handed over. "
                ) + handoversRemedy(params)
        case "checkpoint-inside-only":
            return Phrase(
                "Checkpoint hanya disimpan di folder data: bila salinan lama folder itu dipulihkan, kembard tidak akan tahu. Jalankan kembard dengan --checkpoints FOLDER di luar folder data; layanan systemd memakai /var/lib/kembar-checkpoint.",
                "The checkpoint is kept in the data folder only: if an older copy of that folder is put back, kembard will not know. Start kembard with --checkpoints DIR outside the data folder; the systemd service uses /var/lib/kembar-checkpoint."
            )
        default:
            return Phrase(
                "Checkpoint yang tersimpan telah diubah atau milik log lain. Tidak ada yang ditandatangani sampai itu jelas; lihat docs/running.md.",
                "The kept checkpoint was changed or is another log's. Nothing is signed until that is settled; see docs/running.md."
            )
        }
    }

    /// What was signed last was signed by a key that neither the log nor a handover knows.
    static func unknownKey(_ params: Params) -> Phrase {
        Phrase(
            "Checkpoint terakhir (",
            "The last checkpoint ("
        ) + params.text("kept")
            + Phrase(
                " entri) ditandatangani kunci yang tidak dikenal log ini. Log ini berisi ",
                " entries) is signed by a key that this log does not know. This log holds "
            ) + params.text("found")
            + Phrase(
                " entri: mungkin cadangan dari sebelum pergantian kunci, atau checkpoint itu bukan dari sini. Tidak ada yang ditandatangani.",
                " entries: perhaps a backup from before a change of key, or that checkpoint is not from here. Nothing is signed."
            )
    }

    static let unknownKeyRemedy = Phrase(
        "Pulihkan cadangan yang lebih baru; atau letakkan serah terima kunci, dari siapa pun yang memegangnya (berkas kembar audit keys --output yang pernah ditulis, atau data/keys di berkas auditor), di samping checkpoint itu sebagai handovers, lalu kunci yang baru, dan mulai ulang kembard. Bila keduanya tidak ada, lihat docs/running.md.",
        "Restore a newer backup; or put the key's handover, from whoever has it (a file that kembar audit keys --output wrote once, or data/keys of a bundle), beside that checkpoint as handovers, then the new key, and restart kembard. If there is neither, see docs/running.md."
    )

    /// Where handovers are there and can't be read, which another remark says with what to do about it.
    static let unknownKeyRemedyWithFile = Phrase(
        "Pulihkan cadangan yang lebih baru; atau benahi dahulu berkas serah terima yang tidak terbaca itu, lalu letakkan kunci yang baru dan mulai ulang kembard; lihat docs/running.md.",
        "Restore a newer backup; or first mend the file of handovers that can't be read, then put the new key there and restart kembard; see docs/running.md."
    )

    /// A file that is read and holds anything else is not helped by permissions.
    static func handoversRemedy(_ params: Params) -> Phrase {
        params.optionalText("cause") == "spoilt"
            ? Phrase(
                "Salin berkas itu sebagai bukti, lalu letakkan di tempatnya serah terima yang utuh, dari siapa pun yang memegangnya (berkas kembar audit keys --output yang pernah ditulis, atau data/keys di berkas auditor); lihat docs/running.md.",
                "Copy that file away as evidence, then put whole handovers in its place, from whoever has them (a file that kembar audit keys --output wrote once, or data/keys of a bundle); see docs/running.md."
            )
            : Phrase(
                "Jadikan berkas itu terbaca lagi oleh pengguna kembar; bila itu tidak dapat, lihat docs/running.md.",
                "Make that file readable for the user kembar again; if that can't be, see docs/running.md."
            )
    }

    static let retiredKeyRemedy = Phrase(
        "Hentikan kembard, simpan berkas key yang ada, letakkan kunci itu dari salinan tersegelnya, lalu mulai. Bila kunci itu benar-benar hilang: pindahkan berkas key, lalu kembard replace-lost-key; lihat docs/running.md.",
        "Stop kembard, put the present file key aside, put that key there from its sealed copy, and start. If that key is lost for good: move the file key away, then kembard replace-lost-key; see docs/running.md."
    )
}
