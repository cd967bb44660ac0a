import Entries
import Language

/// Refusals for want of rights, refusals of a rehearsal, and failures of the daemon itself.
extension ProblemPhrases {
    var notPermitted: [Phrase] {
        let group = params.text("group")
        let user = params.text("user")
        guard params.optionalText("group") != "kembar-deliver" else {
            return [
                Phrase(
                    "Itu hanya dijawab di soket pengantar, untuk grup kembar-deliver.",
                    "That is answered on the deliverer's socket only, for the group kembar-deliver."
                )
            ]
        }
        // Through that socket nobody writes, whatever his groups.
        guard params.optionalText("socket") != "audit" else {
            return [
                Phrase(
                    "Lewat soket auditor hanya dapat membaca. Untuk ini pakai soket operator, dengan keanggotaan grup ",
                    "Through the audit socket one can only read. For this use the operator socket, with membership of the group "
                ) + group
                    + Phrase(
                        ": tanpa --socket, atau --socket /run/kembar/operator.sock.",
                        ": without --socket, or --socket /run/kembar/operator.sock."
                    )
            ]
        }
        return [
            user
                + Phrase(
                    " belum berhak untuk ini: diperlukan keanggotaan grup ",
                    " may not do this yet: it needs membership of the group "
                )
                + group + Phrase("."),
            Phrase(
                "Minta pengelola menjalankan: sudo usermod -aG ",
                "Ask the administrator to run: sudo usermod -aG "
            )
                + group + Phrase(" ") + user
                + Phrase(
                    ", lalu masuk (login) kembali. Lewat soket auditor hanya dapat membaca.",
                    ", then log in again. Through the audit socket one can only read."
                ),
        ]
    }

    var unknownContact: [Phrase] {
        let isOfficers = params.optionalText("id").map(OpaqueName.isOfficers) == true
        let list = isOfficers ? "kembar admin officer list" : "kembar contacts show"
        return [
            Phrase("Tidak ada orang bernomor ", "There is nobody with the number ")
                + params.text("id")
                + Phrase(". Lihat: \(list)", ". See: \(list)")
        ]
    }

    var notOutstanding: [Phrase] {
        [
            Phrase("Pesan di entri ", "The message at entry ") + params.number("position")
                + Phrase(
                    " tidak perlu diantar (lagi).",
                    " is not (or no longer) to be carried."
                )
        ]
    }

    var callerUnknown: [Phrase] {
        [
            Phrase(
                "Sistem operasi tidak memberi tahu siapa yang menyambung, jadi tidak ada yang dijawab. Sambungkan langsung ke soket kembard, tanpa perantara.",
                "The operating system does not tell who is connected, so nothing is answered. Connect to kembard's socket directly, without a go-between."
            )
        ]
    }

    var tooManyReaders: [Phrase] {
        [
            Phrase("Sudah ada ", "There are ") + params.number("limit")
                + Phrase(
                    " pengikut log; lebih dari itu tidak dilayani sekaligus. Hentikan salah satu kembar watch, lalu ulangi.",
                    " followers of the log already; no more are served at once. End one kembar watch, then try again."
                )
        ]
    }

    var deadlinePassed: [Phrase] {
        [
            Phrase("Jawaban tidak siap dalam ", "The answer was not ready within ")
                + params.number("limit")
                + Phrase(
                    " detik; tidak ada yang berubah. Ulangi; bila terus begitu, lihat kembar status dan jurnal kembard.",
                    " seconds; nothing was changed. Try again; if it stays so, see kembar status and the journal of kembard."
                )
        ]
    }

    var notARehearsal: [Phrase] {
        [
            Phrase(
                "kembard ini bekerja sungguhan, bukan gladi; waktunya tidak dapat dimajukan. Gladi dijalankan dengan: kembard --rehearse MULAI",
                "This kembard is real, not a rehearsal; its clock cannot be moved. A rehearsal is started with: kembard --rehearse START"
            )
        ]
    }

    var rehearsalBackwards: [Phrase] {
        [
            Phrase("Waktu gladi sekarang ", "The rehearsal's clock stands at ")
                + params.date("now")
                + Phrase(" dan tidak dapat mundur ke ", " and cannot go back to ")
                + params.date("to")
                + Phrase(
                    ". Pilih waktu sesudahnya, atau mulai gladi baru.",
                    ". Choose a later time, or begin a new rehearsal."
                )
        ]
    }

    var clockNotAhead: [Phrase] {
        [
            Phrase(
                "Tidak ada lompatan jam yang menunggu pernyataan; pengingat tidak ditahan karenanya. Keadaannya: kembar status",
                "No jump of the clock is waiting to be confirmed; it holds no reminders. How things stand: kembar status"
            )
        ]
    }

    var nothingAhead: [Phrase] {
        [
            Phrase(
                "Sesudah ",
                "After "
            ) + params.date("now")
                + Phrase(
                    " tidak ada lagi yang jatuh tempo. Majukan waktu dengan: kembar rehearse to TANGGAL",
                    " nothing more is due. Move the clock with: kembar rehearse to DATE"
                )
        ]
    }

    var outcomeUnknown: [Phrase] {
        [
            Phrase(
                "Hasilnya belum diketahui: disk tidak memberi kepastian, atau kembard memerlukan lebih dari 25 detik. Mungkin sudah dilakukan, mungkin belum.",
                "The outcome is unknown: the disk gave no certainty, or it took kembard longer than 25 seconds. It may have been done or not."
            )
        ] + (params.has("clock") ? [clock] : [])
    }

    /// How far a rehearsal has come that could not go on.
    private var clock: Phrase {
        Phrase("Jam gladi sekarang ", "The rehearsal's clock stands at ") + params.date("clock")
            + Phrase(
                "; yang tercatat sebelum kegagalan itu tetap ada.",
                " now; what was recorded before the failure stays."
            )
    }

    /// Nothing is wrong with the log: it is written all the while, and nobody can sign it.
    private var isUnsignable: Bool {
        ["keyRetired", "keyNotHere", "handoversUnreadable"].contains(params.optionalText("reason"))
    }

    /// A file beside the log was read and is none of kembar's: no disk failed, and the log is as it was.
    private var isSpoilt: Bool { params.optionalText("reason") == "spoilt" }

    private var spoilt: [Phrase] {
        [
            Phrase("Berkas ", "The file ") + params.text("path")
                + Phrase(
                    " rusak atau diubah: kembar tidak menulisnya begitu. Isinya tidak dipakai dan tidak diubah; mencatat dan membaca tetap dapat.",
                    " is damaged or was changed: kembar does not write it so. What is in it was neither used nor changed; recording and reading go on."
                ),
            Phrase(
                "Salin berkas itu sebagai bukti, lalu jalankan: kembar audit verify",
                "Copy that file away as evidence, then run: kembar audit verify"
            ),
        ]
    }

    /// Such a file can't be read, or something else lies in its place: the log is as it was, too.
    private var unreadable: [Phrase] {
        let cause =
            params.has("cause") ? Phrase(" (") + params.cause + Phrase(")") : Phrase("")
        return [
            Phrase("Berkas ", "The file ") + params.text("path")
                + Phrase(" tidak dapat dibaca", " can't be read") + cause
                + Phrase(
                    ": isinya tidak dipakai dan tidak diubah. Mencatat dan membaca log tetap dapat.",
                    ": what is in it was neither used nor changed. Recording and reading the log go on."
                ),
            Phrase(
                "Pastikan itu berkas yang boleh dibaca kembard, lalu ulangi. Bila yang lain ada di tempatnya, pindahkan sebagai bukti; saksi log dapat mengirim tanda tangannya lagi.",
                "See that it is a file that kembard may read, then repeat. If something else lies in its place, move that away as evidence; log witnesses can send their signatures again."
            ),
        ]
    }

    var logUnavailable: [Phrase] {
        guard !isSpoilt else { return spoilt }
        guard params.optionalText("reason") != "unreadable" else { return unreadable }
        guard !isUnsignable else {
            return [
                Phrase("Log tidak dapat ditandatangani: ", "The log can't be signed: ") + logReason
                    + Phrase(
                        ". Mencatat dan membaca tetap dapat.",
                        ". Recording and reading go on."
                    ),
                logRemedy,
            ]
        }
        let reason =
            logReason
            + (params.has("path")
                ? Phrase(" (") + params.text("path") + Phrase(")") : Phrase(""))
        // Of a rehearsal that goes from one moment to the next, some was recorded before.
        guard !params.has("clock") else {
            return [
                Phrase("Log tidak dapat ditulisi: ", "The log cannot be written: ") + reason
                    + Phrase("; membaca tetap dapat.", "; reading still works."),
                clock,
                logRemedy,
            ]
        }
        // Who records nothing need not be told that nothing was recorded.
        guard form?.contains("--idempotency-key") ?? true else {
            return [
                Phrase(
                    "Log tidak dapat dibaca atau ditandatangani: ",
                    "The log cannot be read or signed: "
                ) + reason + Phrase("."),
                logRemedy,
            ]
        }
        return [
            Phrase("Log tidak dapat ditulisi: ", "The log cannot be written: ") + reason
                + Phrase(
                    ". Tidak ada yang tercatat; membaca tetap dapat.",
                    ". Nothing was recorded; reading still works."
                ),
            logRemedy,
        ]
    }

    var diskReserve: [Phrase] {
        [
            Phrase("Ruang disk ", "The disk of ") + params.text("path")
                + Phrase(" tinggal ", " has only ")
                + params.number("freeMebibytes")
                + Phrase(" MiB, di bawah cadangan ", " MiB left, less than the reserve of ")
                + params.number("reserveMebibytes")
                + Phrase(
                    " MiB. Pencatatan ditolak; membaca dan pengingat tetap jalan.",
                    " MiB. Nothing can be recorded; reading and reminders go on."
                ),
            Phrase(
                "Kosongkan ruang disk, lalu ulangi; kembard tidak perlu dimulai ulang.",
                "Free space on the disk, then repeat; kembard need not be restarted."
            ),
        ]
    }

    var contactsDamaged: [Phrase] {
        [
            Phrase("Berkas kontak rusak: ", "The file of contacts is damaged: ")
                + params.text("path")
                + Phrase(
                    ". Tidak ada yang tercatat; membaca tetap dapat.",
                    ". Nothing was recorded; reading still works."
                ),
            Phrase(
                "Pulihkan dari cadangan, atau hapus berkas itu, lalu mulai ulang kembard. Jika dihapus, setiap petugas mendapat nama baru dalam log, dan pemilik nama yang lama tidak diketahui lagi.",
                "Restore it from a backup, or delete it, then restart kembard. If it is deleted, every officer gets a new name in the log, and nothing says any more whose the old ones were."
            ),
        ]
    }

    private var logReason: Phrase {
        switch params.optionalText("reason") {
        case "readOnly": Phrase("foldernya hanya dapat dibaca", "its folder is read-only")
        case "diskFull": Phrase("disk penuh", "the disk is full")
        case "io": Phrase("disk gagal membaca atau menulis", "the disk failed to read or write")
        case "locked":
            Phrase("folder data dipakai program lain", "another program uses the data folder")
        case "damaged":
            Phrase(
                "berkasnya rusak, atau disknya tidak memberikannya",
                "the file is damaged, or the disk does not give it"
            )
        case "noPermission":
            Phrase("kembard tidak diizinkan menulisnya", "kembard is not permitted to write it")
        case "missing":
            Phrase("berkas atau foldernya tidak ada", "the file or its folder is not there")
        case "keyRetired":
            Phrase(
                "kunci di sini sudah menyerahkan tugas kepada ",
                "the key here has handed over to "
            ) + params.text("successor")
        case "keyNotHere":
            Phrase("kunci yang berlaku tidak ada di sini", "the key in force is not here")
        case "handoversUnreadable":
            Phrase("serah terima kunci di ", "the key's handovers at ") + params.text("path")
                + Phrase(" tidak terbaca (", " can't be read (") + params.cause + Phrase(")")
        default: params.text("reason")
        }
    }

    private var logRemedy: Phrase {
        switch params.optionalText("reason") {
        case "readOnly":
            Phrase(
                "Jadikan folder itu dapat ditulisi oleh kembard, lalu ulangi.",
                "Make the folder writable for kembard, then repeat."
            )
        case "diskFull":
            Phrase("Kosongkan ruang disk, lalu ulangi.", "Free space on the disk, then repeat.")
        case "damaged":
            Phrase(
                "Lihat disknya (journalctl -k); salin folder datanya sebelum apa pun diubah, lalu pulihkan dari cadangan.",
                "Look at the disk (journalctl -k); copy the data folder before anything is changed, then restore from a backup."
            )
        case "keyRetired": BackupPhrases.retiredKeyRemedy
        case "handoversUnreadable": BackupPhrases.handoversRemedy(params)
        case "keyNotHere":
            Phrase(
                "Mulai ulang kembard; bila tetap begitu, lihat docs/running.md.",
                "Restart kembard; if it stays so, see docs/running.md."
            )
        case "locked":
            Phrase(
                "Pastikan hanya satu kembard yang memakai folder itu, lalu ulangi.",
                "See that only one kembard uses the folder, then repeat."
            )
        default:
            Phrase(
                "Periksa disk dan: journalctl -u kembard",
                "Look at the disk and at: journalctl -u kembard"
            )
        }
    }

    var viewsBehind: [Phrase] {
        [
            Phrase(
                "Tampilan masih menyusul log (kurang ",
                "The views are still catching up with the log ("
            )
                + (params.values["lag"]?.integer.map {
                    Phrase.count($0, "entri", "entry to go", "entries to go")
                } ?? params.text("lag"))
                + Phrase(
                    "). Ulangi sebentar lagi; kemajuannya: kembar status",
                    "). Repeat in a moment; progress: kembar status"
                )
        ]
    }

    var viewsUnavailable: [Phrase] {
        [
            Phrase("Tampilan (", "The views (") + params.text("path")
                + Phrase(
                    ") tidak dapat dibaca maupun dibuat ulang (",
                    ") can't be read, nor made anew ("
                ) + params.cause + Phrase("). Log tidak tersentuh.", "). The log is untouched."),
            Self.viewsRemedy,
        ]
    }

    /// What helps where the views' file does not.
    static let viewsRemedy = Phrase(
        "Lihat disknya (journalctl -k). Hentikan kembard dan hapus views.db: saat dijalankan lagi, kembard membuatnya dari log.",
        "Look at the disk (journalctl -k). Stop kembard and delete views.db: when it starts again, it makes them from the log."
    )

    var busy: [Phrase] {
        [
            Phrase(
                "kembard sedang sibuk. Tidak ada yang tercatat; ulangi sebentar lagi.",
                "kembard is busy. Nothing was recorded; repeat in a moment."
            )
        ]
    }

    var stopping: [Phrase] {
        [
            Phrase(
                "kembard sedang berhenti atau dimulai ulang. Ulangi setelah berjalan lagi: systemctl status kembard",
                "kembard is stopping or restarting. Repeat once it runs again: systemctl status kembard"
            )
        ]
    }

    /// The log does not go on from what was signed last: an older one was put back, or another.
    private func notSignedOn(from kept: Int, found: Int) -> [Phrase] {
        [
            kept > found
                ? Phrase(
                    "Tidak ada yang ditandatangani: log ini hanya sampai entri \(found - 1), padahal sampai entri \(kept - 1) sudah pernah ditandatangani.",
                    "Nothing was signed: this log reaches only entry \(found - 1), although everything up to entry \(kept - 1) was signed before."
                )
                : Phrase(
                    "Tidak ada yang ditandatangani: entri sebelum nomor \(kept) bukan lagi yang pernah ditandatangani.",
                    "Nothing was signed: the entries before number \(kept) are not those that were signed before."
                ),
            params.values["recoverable"]?.bool == false
                ? VerifyPhrases.seeStatus + VerifyPhrases.tellAuditor
                : Phrase(
                    "Bila cadangan lama dipulihkan, lihat: kembar status; lalu kembar admin recover --reason ALASAN, yang mencatat apa yang hilang. Bila tidak: salin dahulu folder datanya, dan beri tahu auditor.",
                    "If an older backup was restored, see: kembar status; then kembar admin recover --reason REASON, which records what is lost. If not: copy the data folder first, and tell the auditor."
                ),
        ]
    }

    private var unreadableLog: [Phrase] {
        [
            params.text("path")
                + Phrase(
                    " tidak dapat dibaca: berkasnya rusak, atau disknya tidak memberikannya.",
                    " can't be read: the file is damaged, or the disk does not give it."
                ),
            Phrase(
                "Lihat disknya (journalctl -k). Jangan mengubah folder datanya; salin dahulu, jalankan kembar audit verify --data SALINAN, dan beri tahu auditor.",
                "Look at the disk (journalctl -k). Do not change the data folder; copy it first, run kembar audit verify --data COPY, and tell the auditor."
            ),
        ]
    }

    var integrityFailure: [Phrase] {
        if params.optionalText("signer") == "unknown" {
            // Whoever asks for a checkpoint or a receipt may not be who keeps the server.
            return [
                BackupPhrases.unknownKey(params),
                VerifyPhrases.seeStatus + VerifyPhrases.tellAuditor,
            ]
        }
        if let kept = params.values["kept"]?.integer, let found = params.values["found"]?.integer {
            return notSignedOn(from: kept, found: found)
        }
        if params.values["path"] != nil { return unreadableLog }
        if params.has("checkpoint") { return notAsGiven }
        return [
            // A negative position is no entry's: the proof itself is not what it was.
            (params.values["position"]?.integer ?? 0) < 0
                ? Phrase(
                    "Log tidak dapat dicocokkan: bukti yang tersimpan rusak atau diubah.",
                    "The log cannot be checked: the proof that is kept is damaged or was changed."
                )
                : Phrase("Log tidak utuh: entri ", "The log is not whole: entry ")
                    + params.text("position")
                    + Phrase(
                        " tidak cocok dengan bukti yang tersimpan.",
                        " does not match the proof that is kept."
                    ),
            Phrase(
                "Jangan mengubah folder datanya; salin dahulu, jalankan kembar audit verify, dan beri tahu auditor.",
                "Do not change the data folder; copy it first, run kembar audit verify, and tell the auditor."
            ),
        ]
    }

    /// What is here is not what a checkpoint signed that somebody named: either may be the wrong one.
    private var notAsGiven: [Phrase] {
        [
            Phrase(
                "Isi log ini bukan yang ditandatangani dalam checkpoint ",
                "This log is not what was signed in the checkpoint "
            ) + params.text("checkpoint")
                + Phrase(" (entri yang dicakup: ", " (entries that it covers: ")
                + params.number("signed")
                + Phrase("); tidak ada yang dibuat.", "); nothing was made."),
            Phrase(
                "Simpan keduanya apa adanya. Checkpoint itu mungkin buatan orang lain; atau log itu diubah, rusak, atau dilanjutkan dari salinan yang lebih lama. Periksa: kembar audit verify --since BERKAS (salinan: dengan --data FOLDER)",
                "Keep both as they are. Somebody may have made that checkpoint up; or the log was changed, is damaged, or went on from an older copy. Check: kembar audit verify --since FILE (a copy: with --data FOLDER)"
            ),
        ]
    }

    var newerEntry: [Phrase] {
        [
            Phrase("Entri ", "Entry ") + params.number("position") + Phrase(" (")
                + params.text("type")
                + Phrase(
                    ") ditulis kembar yang lebih baru: datanya versi ",
                    ") was written by a newer kembar: its data has version "
                )
                + params.text("found")
                + Phrase("; yang dikenal program ini ", "; this program knows ")
                + params.text("known") + Phrase("."),
            Phrase(
                "Pasang versi kembar yang lebih baru itu; tidak ada yang diubah.",
                "Install that newer version of kembar; nothing was changed."
            ),
        ]
    }

    var internalError: [Phrase] {
        [
            Phrase(
                "Terjadi kekeliruan di dalam kembard. Rinciannya ada di: journalctl -u kembard; mohon dilaporkan.",
                "Something went wrong inside kembard. Details are in: journalctl -u kembard; please report it."
            )
        ]
    }
}
