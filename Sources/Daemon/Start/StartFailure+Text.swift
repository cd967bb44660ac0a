import Calendars
import Contacts
import EventLog
import Language
import RuleFiles
import Workflows

/// Says in one sentence of the operator's language what is wrong and what to do.
enum StartText {
    static func text(of error: any Error, in language: Language) -> String {
        switch error {
        case let failure as StartFailure: language.say(phrase(failure))
        case let failure as LogFailure: language.say(phrase(failure))
        case let newer as NewerEntry: language.say(phrase(newer))
        case let newer as NewerContacts:
            language.say(
                phrase(newer: newer.path, found: "\(newer.found)", known: "\(newer.known)")
            )
        default:
            language.say(
                Phrase(
                    "kembard tidak dapat dimulai: \(error)",
                    "kembard cannot start: \(error)"
                )
            )
        }
    }

    /// What comes next, once a lost key was replaced.
    static let keyReplaced = Phrase(
        "Kunci log diganti. Mulai kembard; bila log itu dipulihkan dari cadangan, lanjutkan dengan: kembar admin recover --reason ALASAN. Segel kunci yang baru (sudo kembar admin key seal BERKAS), dan beri tahu pemeriksa dan saksi log yang memegang kunci lama: tidak ada serah terima. Lihat docs/running.md.",
        "The log's key was replaced. Start kembard; if that log was restored from a backup, go on with: kembar admin recover --reason REASON. Seal the new key (sudo kembar admin key seal FILE), and tell the auditors and log witnesses who hold the old one: there is no handover. See docs/running.md."
    )

    private static func phrase(_ failure: StartFailure) -> Phrase {
        switch failure {
        case .socket(let path, let cause):
            Phrase("Tidak dapat membuka soket \(path): ", "Cannot open the socket \(path): ")
                + SystemWords.phrase(cause)
                + Phrase(
                    ". Periksa folder dan izinnya, atau beri --sockets FOLDER.",
                    ". Check the folder and its permissions, or give --sockets DIR."
                )
        case .socketTaken(let path):
            Phrase(
                "kembard lain sudah melayani \(path). Hentikan dahulu, atau beri --sockets FOLDER lain.",
                "Another kembard already serves \(path). Stop it first, or give another --sockets DIR."
            )
        case .socketPathTooLong(let path):
            Phrase(
                "Jalur soket \(path) terlalu panjang (paling banyak 107 bita). Beri --sockets FOLDER yang lebih pendek.",
                "The socket path \(path) is too long (at most 107 bytes). Give a shorter --sockets DIR."
            )
        case .folder(let path, let cause, _):
            Phrase("Tidak dapat memakai \(path): ", "Cannot use \(path): ")
                + SystemWords.phrase(cause) + Phrase(".")
        case .folderForFile(let path):
            Phrase(
                "\(path) adalah folder, padahal di sini diperlukan berkas, misalnya \(path)/kembard.yaml.",
                "\(path) is a folder, and a file is needed here, such as \(path)/kembard.yaml."
            )
        case .noSettings(let looked):
            Phrase(
                "Berkas aturan bawaan tidak ditemukan di: \(looked.joined(separator: ", ")). Beri --config BERKAS.",
                "The shipped rule files were not found in: \(looked.joined(separator: ", ")). Give --config FILE."
            )
        case .settingsFaulty(let path, let faults):
            Phrase(
                "Berkas \(path) perlu diperbaiki (baris:kolom):",
                "The file \(path) has to be mended (line:column):"
            ) + lines(faults)
        case .keyMissing(let path, let expected):
            Phrase(
                "Kunci penanda tangan log (\(expected)) tidak ada di \(path). Pulihkan dari salinan tersegel; tanpa kunci itu log tidak dapat ditandatangani. Bila benar-benar hilang: kembard replace-lost-key.",
                "The log's signing key (\(expected)) is not at \(path). Restore it from its sealed copy; without it the log cannot be signed. If it is lost for good: kembard replace-lost-key."
            )
        case .keyUnreadable(let path, let cause):
            Phrase("Kunci \(path) tidak terbaca: ", "The key \(path) cannot be read: ")
                + SystemWords.phrase(cause)
                + Phrase(
                    ". Jalankan sebagai pengguna pemilik kunci.",
                    ". Run as the user who owns it."
                )
        case .keyGarbled(let path):
            Phrase(
                "Isi \(path) bukan kunci penanda tangan log (64 digit heksadesimal): berkas itu telah diubah atau rusak. Simpan berkas itu, lalu letakkan kunci log ini dari salinan tersegel; perintah untuk membukanya tertulis di salinan itu. Bila kunci itu benar-benar hilang: pindahkan berkas itu, lalu kembard replace-lost-key.",
                "What is in \(path) is not a log's signing key (64 hex digits): that file was changed or is damaged. Put it aside and restore this log's key from its sealed copy, which names the command that opens it. If that key is lost for good: move the file away, then kembard replace-lost-key."
            )
        case .keyOfAnotherLog(let path, let expected):
            Phrase(
                "Kunci \(path) bukan kunci log ini (\(expected)). Simpan berkas itu, lalu letakkan kunci yang benar. Bila log ini cadangan dari sebelum pergantian kunci dan kunci itu yang lebih baru: letakkan serah terimanya sebagai handovers di samping checkpoint, lihat docs/running.md. Bila kunci yang benar benar-benar hilang: pindahkan berkas itu, lalu kembard replace-lost-key.",
                "The key \(path) is not this log's (\(expected)). Put that file aside and the right key there. If this log is a backup from before a change of key and that key is the newer one: put its handover beside the checkpoint, as handovers; see docs/running.md. If the right key is lost for good: move the file away, then kembard replace-lost-key."
            )
        case .keyNotLost(let path):
            Phrase(
                "Kunci di \(path) masih berlaku, jadi tidak hilang. Untuk menggantinya: kembar admin key rotate.",
                "The key at \(path) is in force, so it is not lost. To change it: kembar admin key rotate."
            )
        case .keyInTheWay(let path, let found):
            Phrase(
                "Di \(path) ada kunci lain yang utuh (\(found)), mungkin salinan satu-satunya; ia tidak ditimpa. Bila kunci yang berlaku benar-benar hilang: pindahkan dan simpan berkas itu, lalu ulangi. Lihat docs/running.md.",
                "At \(path) lies another key, a whole one (\(found)), perhaps the only copy; it is not overwritten. If the key in force is lost for good: move that file away and keep it, then repeat. See docs/running.md."
            )
        case .policyFaulty(let path, let line):
            Phrase(
                "Berkas kebijakan saksi log \(path) salah pada baris \(line) (tlog-policy).",
                "The log witnesses' policy file \(path) is faulty at line \(line) (tlog-policy)."
            )
        case .notALog(let path):
            Phrase(
                "\(path) tidak dimulai dengan LogStarted: bukan log kembar.",
                "\(path) does not begin with LogStarted: it is no kembar log."
            )
        case .logMissing(let path, let leftover):
            Phrase(
                "Di \(path) ada \(leftover), tetapi log.db kosong atau tidak ada: log itu hilang. Pindahkan folder itu (ia bukti), pulihkan dari cadangan dengan kembar admin restore BERKAS --data \(path), lalu kembalikan contacts.db dan key; atau beri --data FOLDER lain untuk memulai log baru.",
                "\(path) holds \(leftover), but log.db is missing or empty: the log was lost. Move that folder away (it is evidence), restore a backup with kembar admin restore FILE --data \(path), then put contacts.db and key back; or begin a new log in another --data DIR."
            )
        case .mirrorOfLostLog(let path, let mirror):
            Phrase(
                "\(mirror) memuat entri, tetapi di \(path) tidak ada log: log itu hilang. Bangun kembali dengan kembar admin rebuild --from \(mirror) --data \(path), atau pindahkan cermin itu untuk memulai log baru.",
                "\(mirror) holds entries, but there is no log in \(path): the log was lost. Make it anew with kembar admin rebuild --from \(mirror) --data \(path), or move the mirror away to begin a new log."
            )
        case .originOfAnotherLog(let expected, let found):
            Phrase(
                "Log ini bernama \(found), bukan \(expected) seperti pada setelan. Perbaiki setelan atau folder data.",
                "This log is called \(found), not \(expected) as the settings say. Mend the settings or the data folder."
            )
        case .rehearsalOnRealLog(let path):
            Phrase(
                "\(path) berisi log sungguhan; gladi tidak boleh memakainya. Beri --data FOLDER lain.",
                "\(path) holds a real log; a rehearsal must not use it. Give another --data DIR."
            )
        case .realOnRehearsalLog(let path):
            Phrase(
                "\(path) berisi log gladi. Jalankan dengan --rehearse, atau beri --data FOLDER lain.",
                "\(path) holds a rehearsal's log. Run with --rehearse, or give another --data DIR."
            )
        case .badRehearsalTime(let text):
            Phrase(
                "Waktu mulai gladi '\(text)' tidak dikenal. Contoh: 2018-11-07T09:00.",
                "The rehearsal's start '\(text)' is no time. Example: 2018-11-07T09:00."
            )
        case .rehearsalBehind(let path, let start, let clock):
            Phrase(
                "Jam gladi di \(path) sudah menunjukkan \(clock) dan tidak dapat mundur ke \(start). Lanjutkan dengan --rehearse \(clock), atau beri --data FOLDER lain untuk gladi baru.",
                "The rehearsal's clock in \(path) stands at \(clock) and can't go back to \(start). Go on with --rehearse \(clock), or give another --data DIR for a new rehearsal."
            )
        case .badOrigin(let text):
            Phrase(
                "Nama log (origin) '\(text)' tidak sah: tanpa spasi, tanpa '+', tanpa https://. Contoh: kerjasama.contoh.go.id/kembar.",
                "The origin '\(text)' is not valid: no space, no '+', no https://. Example: kerjasama.contoh.go.id/kembar."
            )
        }
    }

    /// Each mistake on a line of its own, behind the place where it stands.
    private static func lines(_ faults: FileFaults) -> Phrase {
        faults.all.map { fault in
            let place = fault.path.isEmpty ? "" : " \(fault.path)"
            return Phrase("\n  \(fault.line):\(fault.column)\(place): ")
                + FileFaultWords(
                    code: fault.code.rawValue,
                    path: fault.path,
                    params: fault.params
                ).words
        }.reduce(Phrase(""), +)
    }

    private static func phrase(newer path: String, found: String, known: String) -> Phrase {
        Phrase(
            "\(path) ditulis kembar yang lebih baru (skema \(found), program ini mengenal \(known)). Pasang versi itu.",
            "\(path) was written by a newer kembar (schema \(found), this program knows \(known)). Install that version."
        )
    }

    private static func phrase(_ newer: NewerEntry) -> Phrase {
        Phrase(
            "Entri \(newer.position) (\(newer.type)) ditulis kembar yang lebih baru: datanya versi \(newer.found), program ini mengenal \(newer.known). Pasang versi itu; log tidak diubah.",
            "Entry \(newer.position) (\(newer.type)) was written by a newer kembar: its data has version \(newer.found), this program knows \(newer.known). Install that version; the log was not changed."
        )
    }

    private static func phrase(_ failure: LogFailure) -> Phrase {
        let path = failure.path
        let cause = SystemWords.phrase(failure.cause)
        return switch failure.code {
        case .locked:
            Phrase(
                "Folder \(path) sedang dipakai proses lain (pid \(failure.parameters["pid"] ?? "?")). Hentikan kembard itu dahulu.",
                "The folder \(path) is in use by another process (pid \(failure.parameters["pid"] ?? "?")). Stop that kembard first."
            )
        case .noPermission:
            Phrase(
                "Tidak diizinkan membuka log di \(path): ",
                "Not permitted to open the log at \(path): "
            ) + cause
                + Phrase(". Jalankan sebagai pengguna kembar.", ". Run as the user kembar.")
        case .notADatabase:
            Phrase(
                "\(path) bukan basis data. Pulihkan dari cadangan; jangan menimpa berkas ini sebelum disalin.",
                "\(path) is no database. Restore it from a backup; copy this file away before anything else."
            )
        case .foreignDatabase:
            Phrase(
                "\(path) adalah basis data program lain. Beri --data FOLDER yang benar.",
                "\(path) is a database of another program. Give the right --data DIR."
            )
        case .newerSchema:
            phrase(
                newer: path,
                found: failure.parameters["found"] ?? "?",
                known: failure.parameters["known"] ?? "?"
            )
        case .damaged:
            Phrase("\(path) rusak: ", "\(path) is damaged: ") + cause
                + Phrase(
                    ". Salin folder itu, lalu pulihkan dari cadangan.",
                    ". Copy the folder away, then restore from a backup."
                )
        case .changedSchema:
            Phrase(
                "\(path) rusak: menurut berkas itu versi skemanya \(failure.parameters["found"] ?? "?"), padahal tabelnya sudah ada; program lain telah mengubahnya. Salin folder itu, lalu pulihkan dari cadangan.",
                "\(path) is damaged: it says that its schema is version \(failure.parameters["found"] ?? "?"), but its tables are there; another program has changed it. Copy the folder away, then restore from a backup."
            )
        default:
            Phrase(
                "Log di \(path) tidak dapat dibuka (\(failure.code.rawValue)): ",
                "The log at \(path) cannot be opened (\(failure.code.rawValue)): "
            ) + cause + Phrase(".")
        }
    }
}
