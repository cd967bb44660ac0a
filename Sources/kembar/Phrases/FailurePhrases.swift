import Glibc
import Language
import Mail

/// What is said when a command ends without its answer.
enum FailurePhrases {
    static func unreachable(_ path: String, errno: Int32) -> Phrase {
        let reason = reason(errno)
        return Phrase(
            "Tidak dapat menghubungi kembard di \(path): ",
            "Cannot reach kembard at \(path): "
        )
            + reason
    }

    private static func reason(_ errno: Int32) -> Phrase {
        switch errno {
        case ENOENT: Phrase("soket itu tidak ada.", "there is no such socket.")
        case ECONNREFUSED:
            Phrase(
                "tidak ada yang mendengarkan di situ, atau itu bukan soket.",
                "nobody listens there, or it is no socket."
            )
        case ENAMETOOLONG:
            Phrase("jalur itu terlalu panjang untuk soket.", "that path is too long for a socket.")
        case ENOTSOCK: Phrase("berkas itu bukan soket.", "that file is not a socket.")
        default: words(errno) + Phrase(".")
        }
    }

    /// What the system says of that number.
    private static func words(_ errno: Int32) -> Phrase {
        SystemWords.phrase(String(cString: strerror(errno)))
    }

    static let startDaemon = Phrase(
        "Periksa dengan: systemctl status kembard. Soket lain dipilih dengan --socket atau KEMBAR_SOCKET.",
        "Look with: systemctl status kembard. Choose another socket with --socket or KEMBAR_SOCKET."
    )

    static let nothingSent = Phrase(
        "Tidak ada yang terkirim, jadi tidak ada yang tercatat. Untuk mengulang dengan aman:",
        "Nothing was sent, so nothing was recorded. To repeat it safely:"
    )

    static func socketNotPermitted(_ path: String, _ group: String, _ user: String) -> Phrase {
        Phrase(
            "\(user) belum boleh membuka \(path): hanya anggota grup \(group) yang boleh.",
            "\(user) may not open \(path) yet: only members of the group \(group) may."
        )
    }

    static func joinGroup(_ group: String, _ user: String) -> Phrase {
        let command = "sudo usermod -aG \(group) \(CommandLineEcho.quoted(user))"
        return Phrase(
            "Minta pengelola menjalankan: \(command), lalu masuk (login) kembali.",
            "Ask the administrator to run: \(command), then log in again."
        )
    }

    static func lostAnswer(_ path: String) -> Phrase {
        Phrase(
            "Sambungan ke kembard di \(path) terputus sebelum jawabannya lengkap. Silakan diulang; membaca tidak mengubah apa pun.",
            "The connection to kembard at \(path) ended before the answer was complete. Please try again; reading changes nothing."
        )
    }

    static let outcomeUnknown = Phrase(
        "Hasilnya belum diketahui: sambungan ke kembard terputus sebelum ada jawaban. Mungkin sudah dilakukan, mungkin belum.",
        "The outcome is unknown: the connection to kembard ended before its answer. It may have been done or not."
    )

    static let repeatSafely = Phrase(
        "Perintah ini aman diulang dan tidak akan tercatat dua kali:",
        "This command is safe to repeat and will not be recorded twice:"
    )

    /// Of a repetition that reads standard input: its key belongs to those bytes.
    static let sameInput = Phrase(
        "Perintah itu membaca masukan baku. Beri lagi isi yang sama persis, misalnya dengan < BERKAS di belakangnya; isi lain ditolak.",
        "That command reads standard input. Feed it exactly the same bytes again, such as with < FILE behind it; others are refused."
    )

    static func lookFirst(_ command: String) -> Phrase {
        Phrase(
            "Lihat dahulu apakah sudah dilakukan, dan ulangi hanya bila belum: \(command)",
            "Look first whether it was done, and repeat it only if not: \(command)"
        )
    }

    static func unreadableAnswer(_ reason: String) -> Phrase {
        Phrase(
            "Jawaban kembard tidak dapat dibaca (\(reason)). Kemungkinan versi kembar dan kembard berbeda; samakan keduanya.",
            "The answer of kembard cannot be read (\(reason)). Probably kembar and kembard differ in version; bring them to the same one."
        )
    }

    static func notACalendar(_ path: String) -> Phrase {
        Phrase(
            "\(path) bukan berkas iCalendar (.ics). Unduh kembali atau pilih berkas lain.",
            "\(path) is no iCalendar file (.ics). Fetch it again, or choose another."
        )
    }

    static func noDays(_ path: String, _ year: Int?) -> Phrase {
        let of = year.map { Phrase(" tahun \($0)", " of \($0)") } ?? Phrase("")
        return Phrase(
            "\(path) tidak memuat hari libur sehari penuh",
            "\(path) has no whole day off"
        )
            + of + Phrase(". Periksa berkas dan --year.", ". Check the file and --year.")
    }

    static func unfitEvent(
        _ path: String,
        _ event: HolidayFile.Event,
        _ fault: HolidayFile.Fault
    ) -> Phrase {
        let start = Phrase("\(path): kejadian ", "\(path): the event ") + name(of: event)
        return switch fault {
        case .repeats:
            start
                + Phrase(
                    " berulang; hari-harinya tidak dihitung di sini. Pakai berkas dengan satu kejadian untuk setiap hari.",
                    " repeats itself; its days are not worked out here. Use a file with one event for each day."
                )
        case .nameless:
            start
                + Phrase(
                    " tidak bernama. Isi SUMMARY-nya, atau hapus kejadian itu dari berkas.",
                    " has no name. Write its SUMMARY, or take that event out of the file."
                )
        case .tooLong(let days):
            start
                + Phrase { language in
                    let (days, most) = (language.number(days), HolidayFile.daysMax)
                    return switch language {
                    case .id:
                        " berlangsung \(days) hari; hari libur paling lama \(most) hari. Perbaiki DTEND atau DURATION-nya, atau hapus kejadian itu dari berkas."
                    case .en:
                        " lasts \(days) days; a holiday lasts \(most) at most. Put its DTEND or DURATION right, or take that event out of the file."
                    }
                }
        case .endsBeforeItBegins:
            start
                + Phrase(
                    " berakhir sebelum mulai. Perbaiki DTSTART atau DTEND-nya, atau hapus kejadian itu dari berkas.",
                    " ends before it begins. Put its DTSTART or DTEND right, or take that event out of the file."
                )
        case .unreadableEnd(let written):
            start
                + Phrase(
                    ": akhirnya tidak terbaca sebagai hari (\(written)). Tulis salah satu: tanggal seperti DTEND;VALUE=DATE:20280102, atau lamanya seperti DURATION:P3D atau P1W.",
                    ": its end cannot be read as a day (\(written)). Write one of these: a date such as DTEND;VALUE=DATE:20280102, or a length such as DURATION:P3D or P1W."
                )
        }
    }

    /// The event by its name and first day; one without a name by that day.
    private static func name(of event: HolidayFile.Event) -> Phrase {
        Phrase { language in
            let date = language.date(event.date)
            let isNamed = event.summary.contains { !$0.isWhitespace }
            return isNamed ? "“\(event.summary)” (\(date))" : date
        }
    }

    /// The events of an iCalendar file that are not taken; nil if all were.
    static func leftOut(_ path: String, _ events: [HolidayFile.LeftOut]) -> Phrase? {
        let cancelled = events.count { $0.reason == .cancelled }
        let others = events.count - cancelled
        let counts = [
            cancelled == 0
                ? nil
                : Phrase.count(
                    cancelled,
                    "kejadian yang dibatalkan",
                    "cancelled event",
                    "cancelled events"
                ),
            others == 0
                ? nil
                : Phrase.count(
                    others,
                    "kejadian yang bukan sehari penuh",
                    "event that is no whole day",
                    "events that are no whole days"
                ),
        ].compactMap(\.self)
        guard let first = counts.first else { return nil }
        return Phrase("Tidak diambil dari \(path): ", "Not taken from \(path): ")
            + counts.dropFirst().reduce(first) { $0 + Phrase("; ") + $1 } + Phrase(".")
    }

    static func unwritableFile(_ failure: Desk.FileFailure) -> Phrase {
        let path = failure.path
        switch failure.errno {
        case EEXIST:
            return Phrase(
                "Berkas \(path) sudah ada dan tidak ditimpa. Pilih nama lain atau pindahkan berkas itu.",
                "The file \(path) exists and is left as it is. Choose another name, or move that file."
            )
        case ENOENT:
            return Phrase(
                "Folder untuk \(path) tidak ada. Buat folder itu atau pilih yang lain.",
                "There is no folder for \(path). Make it, or choose another."
            )
        case ENOSPC, EDQUOT:
            return Phrase(
                "Disk penuh: \(path) tidak tertulis sampai selesai. Kosongkan ruang di disk itu, atau pilih disk lain.",
                "The disk is full: \(path) was not written to its end. Make room on that disk, or choose another."
            )
        default:
            return Phrase(
                "Berkas \(path) tidak dapat ditulis (",
                "The file \(path) cannot be written ("
            ) + words(failure.errno)
                + Phrase("). Pilih folder lain.", "). Choose another folder.")
        }
    }

    static func unknownPlace(_ path: String, name: String) -> Phrase {
        let known = LetterDraft.placeNames.sorted().map { "{\($0)}" }.joined(separator: " ")
        return Phrase(
            "Templat \(path) memuat tempat isian {\(name)} yang tidak dikenal. Yang dikenal: \(known).",
            "The template \(path) has a place {\(name)} that is not known. Known are: \(known)."
        )
    }

    static func unfitTemplate(_ path: String, missing: String?) -> Phrase {
        if let missing {
            return Phrase(
                "Templat \(path) tidak memuat \(missing), tempat isi surat. Lihat contohnya: kembar letter --show-template",
                "The template \(path) has no \(missing), the place of what the letter says. See an example: kembar letter --show-template"
            )
        }
        return Phrase(
            "Templat \(path) bukan dokumen Flat XML (.fodt). Simpan dari LibreOffice sebagai \"Flat XML ODF Text Document\".",
            "The template \(path) is no Flat XML document (.fodt). Save it from LibreOffice as \"Flat XML ODF Text Document\"."
        )
    }

    static func unreadableFile(_ failure: Desk.FileFailure) -> Phrase {
        let path = failure.path == "-" ? "stdin" : failure.path
        switch failure.errno {
        case ENOENT:
            return Phrase(
                "Berkas \(path) tidak ada. Periksa nama dan foldernya.",
                "There is no file \(path). Check its name and folder."
            )
        case EACCES:
            return Phrase(
                "Berkas \(path) tidak boleh dibaca oleh Anda. Minta hak baca atau salin berkasnya.",
                "You may not read the file \(path). Ask for the right to read it, or copy it."
            )
        case EISDIR:
            return Phrase(
                "\(path) adalah folder. Sebutkan satu berkas.",
                "\(path) is a folder. Name one file."
            )
        default:
            return Phrase(
                "Berkas \(path) tidak dapat dibaca: ",
                "The file \(path) cannot be read: "
            ) + words(failure.errno) + Phrase(".")
        }
    }

    static func unwritableOutput(_ errno: Int32) -> Phrase {
        Phrase(
            "Jawabannya tidak dapat ditulis seluruhnya ke keluaran: ",
            "The answer could not be written to the output in full: "
        ) + words(errno) + Phrase(".")
    }

    static let writtenAllTheSame = Phrase(
        "Perintahnya sendiri sudah dijalankan kembard. Lihat dahulu hasilnya sebelum mengulang.",
        "The command itself was carried out by kembard. Look at what it did before you repeat it."
    )

    static func notText(_ path: String) -> Phrase {
        Phrase(
            "Isi \(path) bukan teks UTF-8. Simpan ulang berkasnya sebagai UTF-8.",
            "\(path) is not UTF-8 text. Save the file again as UTF-8."
        )
    }

    /// What lies beside the checkpoint, or with an auditor, the log need not hold.
    static func noHandover(mayBeElsewhere: Bool) -> Phrase {
        Phrase(
            "Log di sini tidak memuat serah terima kunci, jadi tidak ada yang ditulis",
            "The log here holds no handover of its key, so nothing was written"
        )
            + (mayBeElsewhere
                ? Phrase(
                    "; mintalah kepada pemegang berkas auditor atau log yang lebih baru.",
                    "; ask whoever has a bundle or a newer log."
                ) : Phrase("."))
    }

    static func noCheckpoint(_ path: String) -> Phrase {
        Phrase(
            "Di \(path) tidak ada checkpoint. Simpan surel pengingatnya utuh (.eml atau .mbox), termasuk lampirannya, atau checkpoint-nya apa adanya.",
            "There is no checkpoint in \(path). Save the reminder mail whole (.eml or .mbox), with its attachments, or the checkpoint as it is."
        )
    }

    static func tooManyCheckpoints(_ path: String, _ count: Int) -> Phrase {
        Phrase(
            "Di \(path) ada \(count) checkpoint; sekali jalan diperiksa paling banyak \(MailReader.checkpointCountMax), bersama-sama paling banyak \(SavedNote.bytesMax) bita. Bagi berkasnya, dan ulangi untuk setiap bagian.",
            "There are \(count) checkpoints in \(path); at most \(MailReader.checkpointCountMax) are checked at once, with at most \(SavedNote.bytesMax) bytes together. Divide the file, and repeat for each part."
        )
    }

    static func noAuditProgram(_ path: String) -> Phrase {
        Phrase(
            "Untuk membaca salinan folder diperlukan program \(path), dan itu tidak ada atau tidak dapat dijalankan. Pasang kembar-audit di folder yang sama dengan kembar.",
            "Reading a copied folder needs the program \(path), which is not there or cannot be started. Install kembar-audit in the same folder as kembar."
        )
    }

    static func noSuchOffice(_ code: String) -> Phrase {
        Phrase(
            "Tidak ada kantor dengan kode \(code). Daftarnya: kembar offices list",
            "There is no office with the code \(code). See: kembar offices list"
        )
    }
}
