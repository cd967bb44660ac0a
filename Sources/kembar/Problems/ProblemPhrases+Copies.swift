import Entries
import Language

/// Refusals of a redaction, and what kembar-audit says of a copied folder.
extension ProblemPhrases {
    var alreadyRedacted: [Phrase] {
        [
            Phrase("Isi entri ", "The content of entry ") + params.text("position")
                + Phrase(" sudah dihapus oleh entri ", " was redacted already, by entry ")
                + params.text("by")
                + Phrase(
                    "; data pribadi dalam satu entri hanya dapat dihapus sekali.",
                    "; an entry can be redacted once only."
                )
        ]
    }

    var fieldRequired: [Phrase] {
        [
            Phrase("Isian ", "The field ") + params.label("label", or: "field")
                + Phrase(" tidak dapat dihapus: ", " cannot be taken out: ") + event
                + Phrase(
                    " tidak dapat tanpa itu. Ganti dengan: --set ",
                    " cannot be without it. Replace it: --set "
                )
                + replacement(of: params.optionalText("field") ?? "")
        ]
    }

    /// What a required field can be replaced with: parties and files have a shape of their own.
    private func replacement(of field: String) -> Phrase {
        switch field {
        case "parties":
            Phrase(
                "parties:='[\"51.08\",{\"code\":\"…\",\"name\":\"(dihapus)\"}]'",
                "parties:='[\"51.08\",{\"code\":\"…\",\"name\":\"(removed)\"}]'"
            )
        case "document":
            Phrase(
                "document:='{\"name\":\"(dihapus)\",\"size\":…,\"sha256\":\"…\"}'",
                "document:='{\"name\":\"(removed)\",\"size\":…,\"sha256\":\"…\"}'"
            )
        default: Phrase("\(field)=\"(dihapus)\"", "\(field)=\"(removed)\"")
        }
    }

    var notRedactable: [Phrase] {
        [
            Phrase("Dari entri ", "Entry ") + params.text("position") + Phrase(" (")
                + params.label("label", or: "type")
                + Phrase(
                    ") tidak ada yang dapat dihapus: awal log dan penghapusan data pribadi harus tetap terbaca.",
                    ") cannot be redacted: the beginning of the log and redactions have to stay readable."
                )
        ]
    }

    var textRemains: [Phrase] {
        [
            Phrase(
                "Belum ada yang dihapus: teks yang sama masih akan terbaca di entri ",
                "Nothing was redacted: the same text would still stand in entry "
            )
                + (params.names("positions") ?? Params.missing) + Phrase("."),
            Phrase(
                "Sebutkan semua isian yang memuatnya (--remove, --set), jangan mengulangnya di --authority atau nilai baru. Entri yang data pribadinya sudah pernah dihapus tidak dapat dihapus lagi.",
                "Name every field that holds it (--remove, --set), and repeat it neither in --authority nor in a new value. An entry that was redacted once cannot be redacted again."
            ),
        ]
    }

    private var path: Phrase { params.text("path") }

    private var cause: Phrase {
        params.has("cause") ? Phrase(" (") + params.cause + Phrase(")") : Phrase("")
    }

    private static let copyAgain = Phrase(
        "Salin lagi seluruh foldernya selagi kembard berhenti, dengan log.db-wal bila ada.",
        "Copy the whole folder again while kembard is stopped, with log.db-wal if there is one."
    )

    var bundleDamaged: [Phrase] {
        let fault = params.optionalText("fault").map { Phrase(": ") + VerifyPhrases.check($0) }
        let file = params.has("file") ? Phrase(" (") + params.text("file") + Phrase(")") : nil
        let entry =
            params.has("position")
            ? Phrase(": entri ", ": entry ") + params.text("position") : Phrase("")
        return [
            Phrase("Berkas auditor ", "The bundle ") + path
                + Phrase(" tidak utuh, jadi tidak dibaca", " is not whole, so it is not read")
                + entry + (fault ?? Phrase("")) + (file ?? Phrase("")) + Phrase("."),
            Phrase(
                "Periksa dengan: kembar audit verify --data FOLDER; lalu salin lagi dari sumbernya.",
                "Look with: kembar audit verify --data FOLDER; then copy it again from its source."
            ),
        ]
    }

    var targetFailed: [Phrase] {
        [
            Phrase("Tidak dapat membuat ", "Cannot make ") + path + cause + Phrase("."),
            Phrase(
                "Yang sudah ada tidak ditimpa: pilih nama lain.",
                "What exists is not overwritten: choose another name."
            ),
        ]
    }

    /// A file of entries from which no log can be made.
    var linesUnfit: [Phrase] {
        let checkpoint = params.optionalText("checkpoint")
        if let checkpoint, let words = checkpointUnfit(checkpoint) { return words }
        let other = checkpoint.map { file in
            Phrase(
                " Bila yang keliru checkpoint-nya (\(file)), sebutkan yang lain dengan --checkpoint.",
                " If the checkpoint is the wrong one (\(file)), name another with --checkpoint."
            )
        }
        let remedy =
            Phrase(
                "Tidak ada yang ditulis. Pakai salinan ",
                "Nothing was written. Use another copy of "
            ) + path
            + Phrase(
                " yang lain, atau pulihkan cadangan: kembar admin restore.",
                ", or restore a backup: kembar admin restore."
            ) + (other ?? Phrase(""))
        if params.optionalText("fault") == "root" { return [linesUnsigned, remedy] }
        let fault = VerifyPhrases.fault(params.optionalText("fault") ?? "entry-bytes")
        let line =
            params.has("line")
            ? Phrase(", baris ", ", line ") + params.number("line") : Phrase("")
        let figures =
            params.has("signed") && params.has("found")
            ? Phrase(" (", " (") + params.number("signed")
                + Phrase(" entri ditandatangani, ", " entries were signed, ")
                + params.number("found") + Phrase(" ada di berkas)", " are in the file)")
            : Phrase("")
        return [
            Phrase("Dari ", "No log can be made from ") + path
                + Phrase(" tidak dapat dibuat log", "") + line + Phrase(": ") + fault
                + figures + cause + Phrase("."),
            remedy,
        ]
    }

    /// The lines may be whole: it is the checkpoint that they can't be held against; nil for any other fault.
    private func checkpointUnfit(_ file: String) -> [Phrase]? {
        let code = params.optionalText("fault") ?? ""
        guard ["kept-checkpoint", "foreign-checkpoint", "retired-key", "signer"].contains(code)
        else { return nil }
        let reason = params.optionalText("reason")
        let fault =
            reason == "no-note" || reason == "no-checkpoint"
            ? Phrase(
                "berkas itu bukan checkpoint bertanda tangan",
                "that file is no signed checkpoint"
            ) : VerifyPhrases.fault(code)
        let origin =
            code == "foreign-checkpoint" && params.has("found")
            ? Phrase(" (") + params.text("found") + Phrase(")") : Phrase("")
        return [
            Phrase("Dari ", "No log can be made from ") + path
                + Phrase(
                    " tidak dapat dibuat log di bawah checkpoint \(file): ",
                    " under the checkpoint \(file): "
                ) + fault + origin + Phrase("."),
            code == "signer"
                ? Phrase(
                    "Tidak ada yang ditulis. Periksa kuncinya (--vkey), atau sebutkan checkpoint lain dengan --checkpoint.",
                    "Nothing was written. Check the key (--vkey), or name another checkpoint with --checkpoint."
                )
                : Phrase(
                    "Tidak ada yang ditulis. Sebutkan checkpoint lain, dari log ini, dengan --checkpoint.",
                    "Nothing was written. Name another checkpoint, of this log, with --checkpoint."
                ),
        ]
    }

    /// What is named is a file, such as a receipt or a policy, and no copied folder.
    private var isFile: Bool { params.optionalText("kind") == "file" }

    /// Lines that fit one another and not the checkpoint: it says that one is wrong, and not which.
    private var linesUnsigned: Phrase {
        Phrase("Dari ", "No log can be made from ") + path
            + Phrase(
                " tidak dapat dibuat log: isinya bukan yang ditandatangani dalam checkpoint. Yang salah salah satu dari baris ",
                ": it is not what was signed in the checkpoint. One of the lines "
            )
            + params.number("line") + Phrase(" sampai ", " to ") + params.number("signed")
            + Phrase(
                ", atau lebih; yang mana, tidak terbaca dari checkpoint.",
                " is wrong, or more than one; the checkpoint does not tell which."
            )
    }

    var copyMissing: [Phrase] {
        if isFile {
            return [
                Phrase("Tidak ada berkas ", "There is no file ") + path
                    + Phrase(
                        ". Periksa nama dan letaknya.",
                        ". Check its name and where it is."
                    )
            ]
        }
        if params.optionalText("cause") == "Not a directory" {
            return [
                path
                    + Phrase(
                        " bukan folder. Sebutkan salinan folder data, atau folder berkas auditor.",
                        " is no folder. Name a copied data folder, or a bundle's folder."
                    )
            ]
        }
        // That it is not there is said already; that it is no folder, for one, is not.
        let isSaid = params.optionalText("cause") == "No such file or directory"
        return [
            Phrase("Tidak ada folder ", "There is no folder ") + path
                + (isSaid ? Phrase("") : cause)
                + Phrase(
                    ", jadi tidak ada yang dapat diperiksa. Sebutkan salinan folder data.",
                    ", so there is nothing to look at. Name a copied data folder."
                )
        ]
    }

    var copyWithoutLog: [Phrase] {
        [
            Phrase("Di ", "In ") + path
                + Phrase(
                    " tidak ada log.db, jadi tidak ada yang dapat diperiksa. Sebutkan folder yang memuat log.db; atau, untuk berkas auditor, folder yang memuat bagit.txt.",
                    " there is no log.db, so there is nothing to look at. Name the folder that holds log.db; or, of a bundle, the folder that holds bagit.txt."
                )
        ]
    }

    var copyLocked: [Phrase] {
        [
            Phrase("Folder ", "The folder ") + path
                + Phrase(
                    " sedang dipakai kembard yang berjalan",
                    " is in use by a running kembard"
                )
                + (params.has("pid")
                    ? Phrase(" (proses ", " (process ") + params.text("pid") + Phrase(")")
                    : Phrase(""))
                + Phrase(". Tidak ada yang dibaca.", ". Nothing was read."),
            Phrase(
                "Tanyakan kepada kembard itu sendiri: perintah yang sama tanpa --data. Atau salin foldernya selagi kembard berhenti.",
                "Ask that kembard itself: the same command without --data. Or copy the folder while kembard is stopped."
            ),
        ]
    }

    var copyUnreadable: [Phrase] {
        if let lines = params.optionalText("lines") {
            return [
                path
                    + Phrase(
                        " adalah folder. Sebutkan berkas di dalamnya: \(lines)",
                        " is a folder. Name the file in it: \(lines)"
                    )
            ]
        }
        if isFile {
            return [
                Phrase("Berkas ", "The file ") + path
                    + Phrase(" tidak dapat dipakai", " cannot be used") + cause + Phrase(".")
            ]
        }
        if params.optionalText("file") == "cosignatures" {
            return [
                Phrase("Berkas ", "The file ") + path
                    + Phrase(
                        " (tanda tangan saksi log) tidak dapat dibaca",
                        " (the log witnesses' signatures) cannot be read"
                    ) + cause + Phrase("."),
                Phrase(
                    "Pastikan itu berkas yang boleh Anda baca. Bila yang lain ada di tempatnya, simpan sebagai bukti dan bandingkan dengan folder aslinya. Log itu sendiri tetap dapat diperiksa: kembar audit verify --data FOLDER",
                    "See that it is a file that you may read. If something else lies in its place, keep that as evidence and compare with the original folder. The log itself can be verified all the same: kembar audit verify --data FOLDER"
                ),
            ]
        }
        return [
            Phrase("Salinan di ", "The copy at ") + path
                + Phrase(" tidak dapat dibaca", " cannot be read") + cause + Phrase("."),
            Phrase(
                "Pastikan Anda berhak membaca folder dan semua berkasnya.",
                "See that you may read the folder and every file in it."
            ),
        ]
    }

    var copyForeign: [Phrase] {
        [
            Phrase("log.db di ", "The log.db at ") + path
                + (params.has("applicationID")
                    ? Phrase(
                        " adalah basis data program lain, bukan log kembar.",
                        " is a database of another program, no log of kembar."
                    )
                    : Phrase(
                        " bukan basis data SQLite, jadi bukan log kembar.",
                        " is no SQLite database, so it is no log of kembar."
                    ))
                + Phrase(" Periksa jalur foldernya.", " Check the path of the folder.")
        ]
    }

    var copyNewer: [Phrase] {
        [
            Phrase("Log di ", "The log at ") + path
                + Phrase(
                    " ditulis oleh kembar yang lebih baru (skema ",
                    " was written by a newer kembar (schema "
                )
                + params.text("found") + Phrase("; yang dikenal ", "; this one knows ")
                + params.text("known")
                + Phrase(
                    "). Perbarui kembar dan kembar-audit.",
                    "). Update kembar and kembar-audit."
                )
        ]
    }

    var copyEmpty: [Phrase] {
        [
            Phrase("Log di ", "The log at ") + path
                + Phrase(
                    " kosong: tidak ada yang dapat diperiksa, dan itu bukan bukti keutuhan.",
                    " is empty: there is nothing to look at, and that proves nothing whole."
                ),
            Self.copyAgain,
        ]
    }

    var copyTorn: [Phrase] {
        if params.optionalText("signer") == "unknown" { return noteByUnknownKey }
        if params.has("signed") || params.has("missing") {
            return [missingEntries, Self.copyAgain]
        }
        return [
            Phrase("log.db di ", "The log.db at ") + path
                + (params.has("expected")
                    ? Phrase(" terpotong: ", " is cut off: ") + params.number("bytes")
                        + Phrase(" bita, seharusnya paling sedikit ", " bytes of at least ")
                        + params.number("expected") + Phrase(".", ".")
                    : Phrase(" terpotong atau rusak", " is cut off or damaged") + cause
                        + Phrase(".")),
            Self.copyAgain,
        ]
    }

    /// No key signed the checkpoint that the copy knows: it may be of a folder that was restored.
    private var noteByUnknownKey: [Phrase] {
        [
            Phrase("Di ", "In ") + path + Phrase(": ", ": ")
                + VerifyPhrases.fault("signed-by-unknown-key") + Phrase("."),
            VerifyPhrases.seeStatus + VerifyPhrases.tellAuditor,
        ]
    }

    /// Entries that were signed are not in the copy.
    private var missingEntries: Phrase {
        let start =
            Phrase("Di ", "In ") + path
            + Phrase(
                " checkpoint mencakup entri yang tidak ada di log.db",
                " the checkpoint covers entries that log.db does not have"
            )
        let figures =
            params.has("signed")
            ? Phrase(" (", " (") + params.number("signed")
                + Phrase(" entri ditandatangani, ", " entries were signed, ")
                + params.number("found") + Phrase(" tersalin)", " were copied)")
            : Phrase("")
        let cause =
            params.has("missing")
            ? Phrase(
                ", dan log.db-wal tidak ikut disalin.",
                ", and log.db-wal was not copied along."
            ) : Phrase(".")
        return start + figures + cause
    }

    /// The file `checkpoint` says something that this log can't have been signed with.
    var copyCheckpoint: [Phrase] {
        if params.optionalText("signer") == "unknown" { return noteByUnknownKey }
        let file = params.optionalText("file") ?? "checkpoint"
        let fault = params.optionalText("fault") ?? "kept-checkpoint"
        // Of another file the words for `checkpoint` would name the wrong one.
        let isOther = fault == "kept-checkpoint" && file == "cosignatures"
        return [
            Phrase("Di ", "In ") + path
                + Phrase(": berkas ", ": the file ")
                + Phrase(file) + Phrase(" tidak dapat dipakai: ", " can't be used: ")
                + VerifyPhrases.check(isOther ? "kept-cosignatures" : fault)
                + Phrase("."),
            Phrase(
                "Bandingkan dengan checkpoint yang disimpan di tempat lain, dan jalankan: kembar audit verify --data FOLDER",
                "Compare it with a checkpoint that was kept elsewhere, and run: kembar audit verify --data FOLDER"
            ),
        ]
    }

    var copyWithoutCheckpoint: [Phrase] {
        // Of a log that is made anew: the kembard that could be asked for one is down.
        if params.has("from") {
            return [
                Phrase(
                    "--vkey memerlukan checkpoint yang ditandatangani kunci itu, dan di samping ",
                    "--vkey needs a checkpoint that this key has signed, and beside "
                ) + params.text("from")
                    + Phrase(" tidak ada berkas checkpoint.", " there is no file checkpoint."),
                Phrase(
                    "Sebutkan yang disimpan di tempat lain dengan --checkpoint BERKAS, misalnya /var/lib/kembar-checkpoint/checkpoint",
                    "Name one that was kept elsewhere: --checkpoint FILE, for example /var/lib/kembar-checkpoint/checkpoint"
                ),
            ]
        }
        return [
            Phrase("Di ", "In ") + path
                + Phrase(
                    " tidak ada berkas checkpoint: berkas itu tidak ikut disalin atau hilang, atau kembard itu belum pernah menandatangani.",
                    " there is no checkpoint file: it was not copied along or is lost, or that kembard has not signed yet."
                ),
            Phrase(
                "Lihat apakah berkas checkpoint ada di folder aslinya, lalu salin lagi; atau minta dari kembard: kembar audit checkpoint",
                "See whether the original folder has a file checkpoint, and copy again; or ask kembard for one: kembar audit checkpoint"
            ),
        ]
    }

    var scratchFailed: [Phrase] {
        [
            Phrase(
                "Salinan kerja tidak dapat dibuat di ",
                "The working copy cannot be made at "
            ) + path + cause + Phrase("."),
            Phrase(
                "Kosongkan ruang di situ, atau sebutkan folder lain dengan TMPDIR.",
                "Free space there, or name another folder with TMPDIR."
            ),
        ]
    }
}
