import Entries
import Language
import Wire

/// What the verification of the log says.
enum VerifyPhrases {
    static let size = Phrase("Isi", "Content")
    static let root = Phrase("Akar", "Root")
    static let signer = Phrase("Penanda tangan", "Signer")
    static let key = Phrase("Kunci", "Key")
    static let checked = Phrase("Diperiksa", "Checked")

    /// Of one agreement that was carried away; the log itself is elsewhere.
    static func carried(_ result: String) -> Phrase {
        switch result {
        case "whole":
            Phrase(
                "Yang dibawa di sini utuh: setiap entri ada dalam log yang ditandatangani.",
                "What is carried here is whole: every entry is in the log that was signed."
            )
        case "unverified":
            Phrase(
                "Yang dibawa di sini tidak terbukti utuh.",
                "What is carried here is not shown to be whole."
            )
        default: self.result(result)
        }
    }

    static func result(_ result: String) -> Phrase {
        switch result {
        case "whole": Phrase("Log ini utuh.", "This log is whole.")
        case "damaged":
            Phrase(
                "Log ini TIDAK utuh: ada yang rusak atau diubah.",
                "This log is NOT whole: something is damaged or was changed."
            )
        default:
            Phrase("Log ini belum dapat diperiksa.", "This log could not be checked.")
        }
    }

    /// Nothing is wrong but that the auditor's key did not sign: whether the entries are what was signed nobody sees.
    static func signedByOther(hasCheckpoint: Bool) -> Phrase {
        hasCheckpoint
            ? Phrase(
                "Tidak ada tanda tangan dari kunci itu pada log ini. Entrinya cocok satu sama lain; apakah itu yang ditandatangani tidak terlihat di sini.",
                "There is no signature by that key on this log. Its entries fit each other; whether they are what was signed does not show here."
            )
            : Phrase(
                "Tidak ada checkpoint bertanda tangan di sini, jadi kunci itu tidak dapat dicocokkan. Entrinya cocok satu sama lain; apakah itu yang ditandatangani tidak terlihat di sini.",
                "There is no signed checkpoint here, so that key can't be compared. The entries fit each other; whether they are what was signed does not show here."
            )
    }

    /// Nothing is wrong but the signature on the checkpoint: then nobody sees the same.
    static let signatureSpoilt = Phrase(
        "Tanda tangan pada checkpoint di sini rusak atau palsu. Entrinya cocok satu sama lain; apakah itu yang ditandatangani tidak terlihat di sini.",
        "The signature on the checkpoint here is spoilt or forged. The entries fit each other; whether they are what was signed does not show here."
    )

    /// The same where there is none by a key of the log: taken away, or somebody else's.
    static let checkpointUnsigned = Phrase(
        "Checkpoint di sini tidak ditandatangani kunci log ini, jadi diubah. Entrinya cocok satu sama lain; apakah itu yang ditandatangani tidak terlihat di sini.",
        "The checkpoint here is not signed by a key of this log, so it was changed. The entries fit each other; whether they are what was signed does not show here."
    )

    /// The same where another checkpoint, in another file, is rightly signed and covers `signed` of `size` entries.
    static func checkpointChanged(
        _ fault: VerifyFault,
        besideOneOf signed: Int64,
        of size: Int64
    ) -> Phrase {
        let path = fault.params["path"]?.string ?? "checkpoint"
        let covers =
            signed == size
            ? Phrase("mencakup semua entri", "covers every entry")
            : Phrase(
                "mencakup \(signed) dari \(size) entri; apakah yang sesudahnya pernah ditandatangani tidak terlihat di sini",
                "covers \(signed) of \(size) entries; whether those after them were ever signed does not show here"
            )
        return Phrase(
            "Berkas \(path) rusak atau diubah: tanda tangan kunci log di dalamnya tidak ada atau tidak benar. Checkpoint lain yang ditandatangani kunci log diketahui dan ",
            "The file \(path) is damaged or was changed: the log key's signature in it is missing or wrong. Another checkpoint signed by a key of the log is known and "
        ) + covers
            + (signed == size
                ? Phrase(". Salin berkas itu sebagai bukti.", ". Copy that file as evidence.")
                : Phrase(".") + holdAgainstKept)
    }

    /// What is left to do where no checkpoint here vouches for every entry.
    static let holdAgainstKept = Phrase(
        " Salin berkasnya sebagai bukti, lalu bandingkan log dengan surel pengingat atau checkpoint yang disimpan di tempat lain: kembar audit verify --since BERKAS",
        " Copy the file as evidence, then hold the log against a reminder mail or a checkpoint that was kept elsewhere: kembar audit verify --since FILE"
    )

    /// The same of a bundle with one agreement, against which nothing can be held that was kept.
    static let askForWholeLog = Phrase(
        " Salin berkasnya sebagai bukti, lalu mintalah berkas auditor yang baru, atau seluruh log.",
        " Copy the file as evidence, then ask for a new bundle, or for the whole log."
    )

    static func fault(_ fault: VerifyFault) -> Phrase {
        let (code, position) = (fault.code, fault.position)
        if fault.isByUnknownKey { return unsigned(fault) }
        if code == "signed-by-unknown-key", fault.params["signer"]?.string == "pinned" {
            return signedByPinnedKey
        }
        if fault.isOfNoteByUnknownKey {
            return Self.fault("signed-by-unknown-key").capitalized + Phrase(".")
        }
        if code == "unsigned-redaction" { return unsignedRedaction(fault) }
        if code == "handover", fault.params["successors"] != nil {
            return position < 0
                ? KeyPhrases.fork.capitalized + Phrase(".")
                : Phrase("Pertama pada entri \(position): ", "First at entry \(position): ")
                    + KeyPhrases.fork
        }
        if code.hasPrefix("handover-"), let entry = fault.params["recovery"]?.integer {
            return KeyPhrases.handoverOfLoss(entry)
        }
        if fault.isOfHandover {
            let words =
                code == "handover-unshown"
                ? KeyPhrases.handoverUnshown : KeyPhrases.handoverDiffers(isOfReceipt: false)
            // A third explanation, where nobody here vouches for that key.
            let isUnknown =
                fault.params["standing"]?.string == "unknown" || fault.params["unknownKeys"] != nil
            return isUnknown ? words + Phrase(" ") + KeyPhrases.mayBeMadeUp : words
        }
        if code == "handover-unvouched" { return KeyPhrases.handoverUnvouched }
        // What is stored may tell only among which entries the first wrong one lies.
        if ["root", "tree-node"].contains(code), let last = last(of: fault) {
            guard position >= 0 else { return spared(fault, through: last) }
            if fault.params["unsigned"]?.bool == true {
                return Phrase(
                    "Entri \(position) sampai \(last) tidak cocok dengan pohon yang tersimpan; tidak ada checkpoint yang mencakupnya.",
                    "Entries \(position) to \(last) do not fit the tree that is kept; no checkpoint covers them."
                )
            }
            let words =
                position < last
                ? Phrase(
                    "Di antara entri \(position) dan \(last) ada yang bukan lagi yang ditandatangani.",
                    "Between entry \(position) and \(last) something is not what was signed."
                )
                : Phrase(
                    "Entri \(last) bukan lagi yang ditandatangani.",
                    "Entry \(last) is not what was signed."
                )
            guard position > 0 else { return words }
            // Of a loss that the log admits it is known which of the two was lost.
            let isOpen = fault.params["since"] != nil && fault.params["recovery"] == nil
            return words + (isOpen ? beforeInOneHistory : before)
        }
        if code == "positions" { return numbers(fault) }
        // New entries stand by now where the lost ones stood: so nothing is missing from there on.
        if code == "truncated", fault.params["recovery"] != nil, let last = last(of: fault) {
            return Phrase(
                "Dari entri \(position) sampai \(last) ada yang sudah ditandatangani dan tidak ada lagi di sini.",
                "Some of entries \(position) to \(last) were signed and are not here any more."
            )
        }
        // Where the log left what was signed nobody can say: only up to where it was.
        guard position >= 0, code != "signed-before" else {
            return Self.fault(code).capitalized + Phrase(".")
        }
        return Phrase("Pertama pada entri \(position): ", "First at entry \(position): ")
            + (code == "bundle-not-as-signed"
                ? Phrase("bukan lagi yang ditandatangani", "it is not what was signed")
                : Self.fault(code))
    }

    /// The numbers of entries do not follow one another.
    private static func numbers(_ fault: VerifyFault) -> Phrase {
        let expected = fault.params["expected"]?.integer.map(Int64.init) ?? fault.position
        guard let found = fault.params["found"]?.integer.map(Int64.init), found > expected else {
            return Phrase(
                "Nomor entri tidak urut lagi pada entri \(fault.position).",
                "The numbers of entries are out of turn at entry \(fault.position)."
            )
        }
        let gap =
            found == expected + 1
            ? Phrase("Entri \(expected) tidak ada", "Entry \(expected) is not there")
            : Phrase(
                "Entri \(expected) sampai \(found - 1) tidak ada",
                "Entries \(expected) to \(found - 1) are not there"
            )
        let next = Phrase(
            ": nomor entri berikutnya \(found).",
            ": the next entry has number \(found)."
        )
        return expected == 0 ? gap + next : gap + next + before
    }

    private static func last(of fault: VerifyFault) -> Int64? {
        (fault.params["through"]?.integer ?? fault.params["signed"]?.integer.map { $0 - 1 })
            .map(Int64.init)
    }

    private static let before = Phrase(
        " Semua entri sebelumnya utuh.",
        " Every entry before is whole."
    )

    // Where a log lost entries, its keys signed two histories: what one of them says is whole the other may not have.
    private static let beforeInOneHistory = Phrase(
        " Semua entri sebelumnya cocok dengan yang ditandatangani. Bila log itu pernah kehilangan entri, yang dipegang di sini mungkin cabang yang hilang itu.",
        " Every entry before fits what was signed. If that log ever lost entries, what is held here may be the branch that was lost."
    )

    /// A hash of the tree is wrong, and the entries that it is about are not.
    private static func spared(_ fault: VerifyFault, through last: Int64) -> Phrase {
        let first = fault.params["from"]?.integer ?? 0
        return Phrase(
            "Sidik pohon yang tersimpan untuk entri \(first) sampai \(last) rusak atau diubah; entri itu sendiri masih yang ditandatangani.",
            "The stored hash of the tree over entries \(first) to \(last) is damaged or was changed; those entries themselves are what was signed."
        )
    }

    /// What the log itself says of a checkpoint that it does not fit; nil if it says nothing.
    static func admitted(_ fault: VerifyFault) -> Phrase? {
        guard let entry = fault.params["recovery"]?.integer,
            let first = fault.params["lostFrom"]?.integer,
            let last = fault.params["lostThrough"]?.integer
        else { return nil }
        let unproved =
            fault.isByUnknownKey
            ? Phrase(" (") + KeyPhrases.unproved + Phrase(")") : Phrase("")
        return records(Int64(entry), "LogRecovered", Int64(first), Int64(last)) + unproved
            + because(fault.params["recoveryReason"]?.string) + ownWord
    }

    /// What was signed once and this log has not, and says so: no fault, but to be known.
    static func lost(_ lost: AdmittedLoss) -> Phrase {
        let size = Phrase.count(lost.signed, "entri", "entry", "entries")
        let passed =
            Phrase(
                ". Yang pernah ditandatangani dari entri itu (checkpoint dengan ",
                ". What was once signed of them (a checkpoint of "
            ) + size + Phrase(") tidak dihitung", ") counts for nothing")
        return records(lost.entry, lost.type, lost.lostFrom, lost.lostThrough)
            + because(lost.reason) + passed + ownWord + unshown(lost)
    }

    /// What came before the loss by the log's word alone.
    private static func unshown(_ lost: AdmittedLoss) -> Phrase {
        guard lost.shown < lost.lostFrom else { return Phrase("") }
        return Phrase(" Bahwa ", " Of ") + range(lost.shown, lost.lostFrom - 1)
            + Phrase(
                " masih yang ditandatangani waktu itu juga tidak terlihat dari apa pun di sini.",
                " nothing here shows either that what stands there is what was signed then."
            )
    }

    private static func records(
        _ entry: Int64,
        _ type: String,
        _ first: Int64,
        _ last: Int64
    ) -> Phrase {
        Phrase(
            "Entri \(entry) (\(type)) mencatat bahwa ",
            "Entry \(entry) (\(type)) records that "
        ) + range(first, last)
            + Phrase(
                " mungkin hilang ketika log dilanjutkan dari salinan yang lebih tua",
                " may have been lost when the log went on from an older copy"
            )
    }

    private static func range(_ first: Int64, _ last: Int64) -> Phrase {
        first < last
            ? Phrase("entri \(first) sampai \(last)", "entries \(first) to \(last)")
            : Phrase("entri \(last)", "entry \(last)")
    }

    private static func because(_ reason: String?) -> Phrase {
        reason.map { Phrase(", sebab: \($0)", ", because: \($0)") } ?? Phrase("")
    }

    /// Behind what the log says of its own loss.
    private static let ownWord = Phrase(
        ". Itu keterangan log sendiri: tanyakan siapa yang memutuskannya, dan bandingkan dengan surat dan salinan dari waktu itu.",
        ". That is the log's own word: ask who decided it, and compare with letters and copies of that time."
    )
    /// Before what is wrong besides what is told first.
    static let besides = Phrase("Selain itu: ", "Besides: ")

    /// Particulars that are said in a sentence, not in a line of their own.
    static let inSentences: Set = [
        "recovery", "lostFrom", "lostThrough", "recoveryReason", "from", "through", "unsigned",
        "recoverable", "signer", "size", "fits", "unsignedRecovery", "recoveryKey",
        "recoveryKeyEntry", "standing",
    ]

    /// For whoever is not the server's administrator: where the way on from an older backup is told.
    static let seeStatus = Phrase(
        "Bila cadangan lama dipulihkan: yang lebih dahulu diperlukan disebut oleh kembar status; lihat docs/running.md.",
        "If an older backup was restored: kembar status says what is needed first; see docs/running.md."
    )
    /// Behind the same, where no backup was restored.
    static let tellAuditor = Phrase(
        " Bila tidak: salin dahulu folder datanya, dan beri tahu auditor.",
        " If not: copy the data folder first, and tell the auditor."
    )

    /// What to do about a fault that may be a mistake in copying, or an older backup.
    static func remedy(_ fault: VerifyFault, isOfCopy: Bool = false) -> Phrase? {
        if fault.isByUnknownKey { return unsignedRemedy(fault, isOfCopy: isOfCopy) }
        if fault.isOfNoteByUnknownKey { return seeStatus + tellAuditor }
        return switch fault.code {
        case "unsigned-redaction": laterCheckpoint
        case "wal-missing":
            Phrase(
                "Salin lagi folder itu selagi kembard berhenti, atau dengan log.db-wal.",
                "Copy the folder again while kembard is stopped, or with log.db-wal."
            )
        // Only the running log is told so. Whoever verifies it may not be the one who may go on with it.
        case "signed-by-unknown-key": seeStatus + tellAuditor
        case "signed-before" where fault.params["recoverable"]?.bool == false: seeStatus
        case "signed-before":
            Phrase(
                "Lihat kembar status. Bila cadangan lama dipulihkan: kembar admin recover, oleh pengelola server, mencatat apa yang hilang.",
                "See kembar status. If an older backup was restored: kembar admin recover, by the server's administrator, records what is lost."
            )
        default: nil
        }
    }

    /// One particular of a fault, under its name of `fault.params`.
    static func detail(_ name: String, _ value: String) -> Phrase {
        let words = name == "reason" ? reason(value) : Phrase(value)
        return (details[name] ?? Phrase(name)) + Phrase(": ") + words
    }

    private static let details: [String: Phrase] = [
        "expected": Phrase("seharusnya", "should be"), "found": Phrase("yang ada", "found"),
        "before": Phrase("sesudah", "after"), "by": Phrase("menurut entri", "according to entry"),
        "signed": Phrase("entri yang ditandatangani", "entries that were signed"),
        "kept": Phrase("entri yang ditandatangani", "entries that were signed"),
        "agreement": Phrase("naskah", "agreement"), "columns": Phrase("kolom", "columns"),
        "level": Phrase("tingkat pohon", "level of the tree"),
        "index": Phrase("simpul ke-", "node"), "member": Phrase("bagian", "member"),
        "bytes": Phrase("bita", "bytes"), "limit": Phrase("paling banyak", "at most"),
        "reason": Phrase("sebab", "because"), "vkey": Phrase("kunci", "key"),
        "successors": Phrase("penerusnya", "its successors"),
        "otherKeys": Phrase("juga kunci", "also the key"),
        "unknownKeys": Phrase("di antaranya tanpa penjamin", "of them not vouched for"),
        "cause": Phrase("keterangan program", "the program's words"),
        "file": Phrase("berkas", "file"), "path": Phrase("berkas", "file"),
        "document": Phrase("dokumen", "document"),
        "sha256": Phrase("sidik yang tercatat", "recorded hash"),
        "rows": Phrase("baris yang berbeda", "rows that differ"),
        "since": Phrase(
            "checkpoint pertama dari --since yang tidak cocok, menurut jumlah entrinya",
            "first checkpoint of --since that does not fit, by its number of entries"
        ),
    ]

    private static func reason(_ reason: String) -> Phrase {
        switch reason {
        case "forged":
            Phrase(
                "tanda tangannya bukan dari kunci log ini",
                "its signature is not by this log's key"
            )
        case "unsigned":
            Phrase("tidak ditandatangani kunci log ini", "no key of this log signed it")
        case "no-note":
            Phrase("isinya bukan catatan bertanda tangan", "it holds no signed note")
        case "no-checkpoint":
            Phrase("isinya bukan checkpoint", "it holds no checkpoint")
        case "malformed": Phrase("susunannya salah", "it is malformed")
        case "member": Phrase("suatu bagian tidak sesuai", "a member is not as it should be")
        case "not-canonical":
            Phrase("tidak dalam ejaan baku", "not in the canonical spelling")
        case "too-long": Phrase("terlalu panjang", "too long")
        default: Phrase(reason)
        }
    }

    static let checkpoint = Phrase("Checkpoint", "Checkpoint")
    static let noCheckpoint = Phrase(
        "tidak ada berkas checkpoint; entri yang hilang di akhir log tidak akan terlihat",
        "there is no checkpoint file; entries missing at the end would not show"
    )
    static let views = Phrase("Tampilan", "Views")
    /// Of a checkpoint that somebody kept, such as that of a mail.
    static let since = Phrase("Yang Anda simpan", "What you kept")
    static let times = Phrase("Waktu", "Times")
    /// A time is no more than what was said.
    static let claims = Phrase(
        "menurut jam kembard dan keterangan pencatat, bukan bukti; waktu paling lambat dibuktikan oleh saksi log, atau oleh checkpoint dalam surel yang Anda terima",
        "as kembard's clock and people stated them, not proof; the latest possible time is proved by a log witness, or by the checkpoint in a mail that you received"
    )
    /// The entries are whole, but not what lies beside them of log witnesses.
    static let cosignaturesChanged = Phrase(
        "Log di sini utuh, tetapi berkas cosignatures di sampingnya (tanda tangan saksi log) rusak atau diubah: kembar tidak menulisnya begitu. Salin berkas itu sebagai bukti.",
        "The log here is whole, but the file cosignatures beside it (the log witnesses' signatures) is damaged or was changed: kembar does not write it so. Copy that file as evidence."
    )
    static let cosignaturesUnreadable = Phrase(
        "Log di sini utuh, tetapi berkas cosignatures di sampingnya (tanda tangan saksi log) tidak dapat dibaca, jadi isinya tidak diperiksa. Pastikan itu berkas yang boleh dibaca kembar, lalu periksa lagi; bila yang lain ada di tempatnya, pindahkan sebagai bukti.",
        "The log here is whole, but the file cosignatures beside it (the log witnesses' signatures) can't be read, so what is in it was not checked. See that it is a file that kembar may read, and check again; if something else lies in its place, move that away as evidence."
    )
    /// The same file, where something else is told first.
    static func alsoCosignatures(_ fault: VerifyFault) -> Phrase {
        fault.params["reason"]?.string == "unreadable"
            ? Phrase(
                "Selain itu berkas cosignatures di samping log (tanda tangan saksi log) tidak dapat dibaca, jadi isinya tidak diperiksa. Pastikan itu berkas yang boleh dibaca kembar, lalu periksa lagi; bila yang lain ada di tempatnya, pindahkan sebagai bukti.",
                "Besides, the file cosignatures beside the log (the log witnesses' signatures) can't be read, so what is in it was not checked. See that it is a file that kembar may read, and check again; if something else lies in its place, move that away as evidence."
            )
            : Phrase(
                "Selain itu berkas cosignatures di samping log (tanda tangan saksi log) rusak atau diubah: kembar tidak menulisnya begitu. Salin berkas itu sebagai bukti.",
                "Besides, the file cosignatures beside the log (the log witnesses' signatures) is damaged or was changed: kembar does not write it so. Copy that file as evidence."
            )
    }
    static let page = Phrase("Halaman README", "README page")
    /// The entries are whole, but not the page that says how to verify them without us.
    static let pageDiffers = Phrase(
        "Entri di sini utuh, tetapi halaman README.txt BUKAN yang ditulis kembar untuknya: jangan ikuti langkah-langkahnya.",
        "The entries here are whole, but the page README.txt is NOT the one that kembar writes for them: do not follow its steps."
    )
    static let pageNewer = Phrase(
        "Entri di sini utuh, tetapi halaman README.txt tidak dapat dibandingkan: nomornya belum dikenal kembar ini. Jangan ikuti langkah-langkahnya sebelum diperiksa dengan kembar yang lebih baru.",
        "The entries here are whole, but the page README.txt could not be compared: this kembar does not know its number. Do not follow its steps before a newer kembar has checked it."
    )

    /// What the page in a bundle is worth.
    static func page(_ state: String) -> Phrase {
        switch state {
        case "same":
            Phrase(
                "yang ditulis kembar untuk entri ini",
                "the one that kembar writes for these entries"
            )
        case "none": Phrase("tidak ada dalam berkas ini", "none in this bundle")
        case "newer":
            Phrase(
                "TIDAK dibandingkan: nomornya belum dikenal",
                "NOT compared: its number is not known"
            )
        default: Phrase("BERBEDA dari yang ditulis kembar", "NOT the one that kembar writes")
        }
    }

    static let register = Phrase("Daftar naskah", "Register")
    /// The entries are whole, but not the tables that were made of them.
    static let registerDiffers = Phrase(
        "Entri di sini utuh, tetapi daftar naskah (register.sqlite) BUKAN yang dikatakan entri itu.",
        "The entries here are whole, but the register (register.sqlite) is NOT what they say."
    )

    /// What the tables in a bundle are worth.
    static func register(_ state: String) -> Phrase {
        switch state {
        case "same": Phrase("sama dengan isi entri", "what the entries say")
        case "none": Phrase("tidak ada dalam berkas ini", "none in this bundle")
        case "unusable": Phrase("tidak terbaca", "unreadable")
        default: Phrase("BERBEDA dari isi entri", "NOT what the entries say")
        }
    }

    /// What a checkpoint from outside bears witness of.
    static func since(_ count: Int64, _ answer: VerifyAnswer) -> Phrase {
        let others = answer.sinceOthers.map {
            Phrase("; ", "; ") + .count($0, "checkpoint", "checkpoint", "checkpoints")
                + Phrase(" dari log lain dilewati", " of other logs passed over")
        }
        guard let kept = answer.sinceCount, kept > 1, let oldest = answer.sinceOldest else {
            return Phrase(
                "surel atau checkpoint itu cocok: sampai entri \(count - 1) log tidak berubah sejak itu",
                "that mail or checkpoint fits: up to entry \(count - 1) the log has not changed since"
            ) + (others ?? Phrase(""))
        }
        return Phrase(
            "semua checkpoint itu (\(kept)) cocok, dari \(oldest) sampai \(count) entri: sampai entri \(count - 1) log tidak berubah sejak itu",
            "all of those checkpoints (\(kept)) fit, from \(oldest) to \(count) entries: up to entry \(count - 1) the log has not changed since"
        ) + (others ?? Phrase(""))
    }

    /// Up to where the newest checkpoint reaches.
    ///
    /// `isRestOpen` says that a changed checkpoint may have covered what follows.
    static func signed(_ count: Int64, of size: Int64, isRestOpen: Bool = false) -> Phrase {
        guard count != size else { return Phrase("mencakup semua entri", "covers every entry") }
        let covers = Phrase(
            "mencakup \(count) dari \(size) entri",
            "covers \(count) of \(size) entries"
        )
        guard !isRestOpen else { return covers }
        return covers
            + Phrase("; sesudah itu belum ditandatangani", "; what follows is not signed yet")
    }

    /// What the views beside the log are worth; they are disposable.
    ///
    /// `isWhole` says whether the log is known to be.
    static func views(_ state: String, rows: Int, isWhole: Bool = true) -> Phrase {
        let although =
            isWhole
            ? Phrase(", meskipun log utuh", ", although the log is whole") : Phrase("")
        return switch state {
        case "same": Phrase("sama dengan isi log", "what the log says")
        case "differ":
            Phrase("BERBEDA dari isi log (", "NOT what the log says (")
                + .count(Int64(rows), "baris", "row", "rows") + Phrase(")") + although
        case "other-log":
            Phrase(
                "BUKAN dari log ini, atau dari keadaan yang tidak pernah ada padanya",
                "NOT of this log, or of a state that it never had"
            ) + although
        case "unusable":
            Phrase(
                "TIDAK terbaca, atau susunannya diubah",
                "NOT readable, or their shape was changed"
            ) + although
        case "ahead":
            Phrase(
                "TIDAK diperiksa: lebih baru daripada log.db yang disalin; salin lagi folder itu selagi kembard berhenti",
                "NOT checked: younger than the log.db that was copied; copy the folder again while kembard is stopped"
            )
        case "other-version":
            Phrase(
                "TIDAK diperiksa: dibuat oleh kembar versi lain; periksa dengan versi itu, atau di server itu sendiri",
                "NOT checked: made by another version of kembar; check with that version, or on that server itself"
            )
        case "before-redaction":
            Phrase(
                "TIDAK diperiksa: lebih lama daripada suatu penghapusan data dalam log; periksa di server itu sendiri",
                "NOT checked: older than a redaction in the log; check on that server itself"
            )
        case "none": Phrase("tidak ada dalam salinan itu", "none in that copy")
        case "not-checked":
            Phrase(
                "TIDAK diperiksa: ruang disk tidak cukup, atau pemeriksaan lain sedang berjalan",
                "NOT checked: too little room on the disk, or another check is under way"
            )
        default: Phrase(state)
        }
    }

    /// The entries are whole, but not what people are shown of them.
    static let viewsDiffer = Phrase(
        "Entri di sini utuh, tetapi tampilan (views.db) BUKAN yang dikatakan entri itu.",
        "The entries here are whole, but the views (views.db) are NOT what they say."
    )

    /// What to do about views that are not what the log says: in a copy nothing is to be changed.
    static func viewsRemedy(isOfCopy: Bool) -> Phrase {
        isOfCopy
            ? Phrase(
                "Periksa juga di server itu sendiri (kembar audit verify), dan salin lagi folder itu selagi kembard berhenti.",
                "Check on that server itself too (kembar audit verify), and copy the folder again while kembard is stopped."
            )
            : Phrase(
                "Hentikan kembard dan hapus views.db: saat dijalankan lagi, kembard membuatnya dari log.",
                "Stop kembard and delete views.db: when it runs again, it makes them anew from the log."
            )
    }

    /// Where the views are not what the log says.
    static func viewsRow(_ row: ViewsRow) -> Phrase {
        let about = row.agreement.map { Phrase("naskah \($0), ", "agreement \($0), ") }
        return Phrase("- ") + (about ?? Phrase(""))
            + Phrase("tabel \(row.table), baris \(row.key)", "table \(row.table), row \(row.key)")
    }

    /// What a bundle of one agreement holds, and of how long a log.
    static func carried(_ count: Int64, _ agreement: String, of size: Int64?) -> Phrase {
        let log = size.map {
            Phrase(", dari log dengan ", ", of a log of ") + .count($0, "entri", "entry", "entries")
        }
        return Phrase.count(count, "entri", "entry", "entries")
            + Phrase(" untuk naskah \(agreement)", " for agreement \(agreement)")
            + (log ?? Phrase(""))
    }

    static func counts(entries: Int64, agreements: Int, redacted: Int) -> Phrase {
        Phrase.count(entries, "entri, ", "entry, ", "entries, ")
            + Phrase.count(agreements, "naskah, ", "agreement, ", "agreements, ")
            + Phrase.count(redacted, "dengan data pribadi yang dihapus", "redacted", "redacted")
    }

    /// What holding the checkpoint against a policy came to.
    enum PolicyState {
        case met
        case unmet
    }

    /// Who signed; `isPinned` says that a key was given to compare with, `policy` what one says, if there is one.
    static func signer(
        _ state: String,
        isPinned: Bool,
        policy: PolicyState?,
        hasCheckpoint: Bool
    ) -> Phrase {
        switch state {
        case "not-checked" where policy == .unmet && !isPinned:
            Phrase(
                "diperiksa menurut kebijakan itu, dan TIDAK memenuhinya",
                "checked by that policy, and does NOT meet it"
            )
        case "not-checked" where policy == .met && !isPinned:
            Phrase(
                "tanda tangan cocok dengan kunci log yang disebut kebijakan itu",
                "the signature matches the log's key that the policy names"
            )
        case "verified": Phrase("tanda tangan cocok dengan kunci", "the signature matches the key")
        case "failed" where !hasCheckpoint:
            Phrase(
                "tidak ada berkas checkpoint, jadi tidak ada tanda tangan yang dapat dicocokkan",
                "there is no checkpoint file, so there is no signature to compare"
            )
        case "failed":
            Phrase(
                "tidak ada tanda tangan dari kunci itu",
                "there is no signature by that key"
            )
        case "not-checked" where isPinned:
            Phrase(
                "tidak diperiksa, karena log atau checkpoint-nya tidak utuh",
                "not checked, because the log or its checkpoint is not whole"
            )
        case "not-checked":
            Phrase(
                "tidak diperiksa; berikan --vkey untuk memeriksanya",
                "not checked; give --vkey to check it"
            )
        default: Phrase(state)
        }
    }

    /// What is wrong, where `check` would only name what was looked at.
    static func fault(_ code: String) -> Phrase {
        switch code {
        case "positions":
            Phrase(
                "nomor entrinya tidak menyambung yang sebelumnya",
                "its number does not follow the one before"
            )
        case "recorded-time":
            Phrase(
                "waktu pencatatannya sebelum waktu entri sebelumnya",
                "its time of recording is before that of the entry before it"
            )
        case "structure":
            Phrase(
                "susunan berkas log.db bukan yang seharusnya",
                "the structure of log.db is not as it should be"
            )
        case "unfit":
            Phrase("bukan cadangan kembar, atau terpotong", "no backup of kembar's, or cut off")
        case "views-differ":
            Phrase("tampilan di dalamnya bukan isi log", "its views are not what its log says")
        default: check(code)
        }
    }

    static func check(_ code: String) -> Phrase {
        switch code {
        case "policy": WitnessPhrases.check
        case "keys": Phrase("serah terima kunci", "handovers of keys")
        case "handover":
            Phrase(
                "serah terima kunci tidak ditandatangani kunci sebelumnya",
                "the handover of the key is not signed by the key before it"
            )
        case "retired-key":
            Phrase(
                "checkpoint ditandatangani kunci lama sesudah kunci itu diganti",
                "the checkpoint is signed by an old key after that key was replaced"
            )
        case "register": Phrase("daftar naskah (register.sqlite)", "the register (register.sqlite)")
        case "page": Phrase("halaman README.txt", "the page README.txt")
        case "page-newer":
            Phrase(
                "nomor halaman README.txt belum dikenal",
                "the page README.txt names a number that is not known"
            )
        case "documents": Phrase("dokumen", "documents")
        case "document-missing":
            Phrase(
                "dokumen yang dicatatnya tidak ada dalam folder itu",
                "the document that it records is not in that folder"
            )
        case "document-changed":
            Phrase(
                "dokumen yang dicatatnya diubah",
                "the document that it records was changed"
            )
        case "files": Phrase("berkas", "files")
        case "proofs": Phrase("bukti tiap entri", "each entry's proof")
        case "bundle-unfinished":
            Phrase(
                "penulisan berkas auditor ini terputus (bagit.txt tidak ada)",
                "the writing of this bundle was broken off (there is no bagit.txt)"
            )
        case "bundle-missing": Phrase("ada berkas yang hilang", "a file is missing")
        case "bundle-no-manifest":
            Phrase(
                "daftar berkasnya hilang, jadi tidak terbaca apa yang seharusnya ada",
                "the list of its files is missing, so nothing says what should be there"
            )
        case "bundle-unlisted":
            Phrase("ada berkas yang tidak terdaftar", "a file is there that nobody listed")
        case "bundle-foreign":
            Phrase(
                "ada berkas atau tautan yang bukan bagian dari berkas auditor",
                "a file or a link is there that is no part of a bundle"
            )
        case "bundle-changed": Phrase("ada berkas yang diubah", "a file was changed")
        case "bundle-not-as-signed":
            Phrase(
                "entrinya bukan yang ditandatangani",
                "its entries are not what was signed"
            )
        case "bytes": Phrase("isi entri", "entry bytes")
        case "columns": Phrase("kolom", "columns")
        case "positions": Phrase("nomor entri", "positions")
        case "versions": Phrase("versi", "versions")
        case "tree": Phrase("pohon", "tree")
        case "recorded-time": Phrase("waktu pencatatan", "recorded time")
        case "redactions": Phrase("penghapusan data pribadi", "redactions")
        case "checkpoint": Phrase("checkpoint", "checkpoint")
        case "views": Phrase("tampilan", "views")
        case "since": Phrase("checkpoint yang Anda simpan", "checkpoints that you kept")
        case "structure": Phrase("struktur berkas", "structure of the file")
        case "schema": Phrase("skema dan indeks", "schema and indexes")
        case "leaf-hash":
            Phrase(
                "isi entri tidak cocok dengan sidik yang tersimpan",
                "its bytes do not match the hash that is kept"
            )
        case "leaf-missing":
            Phrase("isi dan sidiknya tidak ada", "neither bytes nor a hash are there")
        case "tree-node":
            Phrase("pohonnya tidak cocok dengan entri", "the tree does not fit the entries")
        case "root":
            Phrase(
                "entri sesudahnya tidak cocok dengan checkpoint",
                "from there on the entries do not fit the checkpoint"
            )
        case "truncated":
            Phrase(
                "entri yang sudah ditandatangani hilang dari sini",
                "entries that were signed are missing from here on"
            )
        case "wal-missing":
            Phrase(
                "entri yang sudah ditandatangani tidak ada, dan log.db-wal tidak ikut disalin",
                "entries that were signed are missing, and log.db-wal was not copied along"
            )
        case "signed-by-unknown-key":
            Phrase(
                "checkpoint terakhir ditandatangani kunci yang tidak dikenal log ini: mungkin cadangan dari sebelum pergantian kunci",
                "the last checkpoint is signed by a key that this log does not know: perhaps a backup from before a change of key"
            )
        case "signed-before":
            Phrase(
                "log tidak melanjutkan yang ditandatangani terakhir",
                "the log does not go on from what was signed last"
            )
        case "unexplained-redaction":
            Phrase(
                "isinya hilang tanpa entri yang menghapus data pribadinya",
                "its bytes are gone and no entry redacts it"
            )
        case "restatement":
            Phrase(
                "penghapusan data pribadinya tidak cocok dengan entri ini",
                "its redaction does not fit this entry"
            )
        case "redacted-bytes":
            Phrase(
                "isinya ada lagi, padahal sudah dihapus sebagai data pribadi",
                "its bytes are there again, although they were redacted"
            )
        case "redaction":
            Phrase(
                "penghapusan data pribadi ini tidak menunjuk entri sebelumnya yang masih utuh",
                "this redaction names no earlier entry, or one that was redacted before"
            )
        case "redaction-table":
            Phrase(
                "tabel penghapusan data pribadi tidak cocok dengan entri yang menghapusnya",
                "the table of redactions does not fit the entries that redact"
            )
        case "kept-checkpoint":
            Phrase(
                "berkas checkpoint rusak atau diubah",
                "the checkpoint file is damaged or was changed"
            )
        case "unsigned-redaction":
            Phrase(
                "yang menggantikan isinya belum ditandatangani",
                "what is shown in its place is not signed yet"
            )
        case "kept-cosignatures":
            Phrase(
                "berkas cosignatures rusak atau diubah",
                "the file cosignatures is damaged or was changed"
            )
        case "foreign-checkpoint":
            Phrase("checkpoint itu dari log lain", "the checkpoint is of another log")
        case "signer":
            Phrase("tidak ditandatangani kunci itu", "not signed by that key")
        case "unreadable": Phrase("tidak dapat dibaca", "cannot be read")
        case "entry-bytes": Phrase("bukan entri yang baku", "no entry in its one spelling")
        case "index-columns":
            Phrase("kolomnya tidak cocok dengan isinya", "its columns do not fit its bytes")
        case "subject-version":
            Phrase("urutan naskahnya terputus", "the numbering of its agreement is broken")
        case "torn-line":
            Phrase(
                "baris terakhirnya terpotong; hapus baris itu saja",
                "its last line is cut off; take that line away, and no other"
            )
        case "line-too-long": Phrase("lebih panjang dari entri mana pun", "longer than any entry")
        case "entry-refused":
            Phrase("bukan kelanjutan entri sebelumnya", "it does not follow what stands before it")
        case "nothing": Phrase("log kosong", "the log is empty")
        case "origin": Phrase("entri itu dari log lain", "the entry is of another log")
        case "key": Phrase("kunci log tidak terbaca", "the log's key is unreadable")
        default: Phrase(code)
        }
    }
}
