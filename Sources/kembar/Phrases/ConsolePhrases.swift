import Language
import Wire

/// What the console says.
enum ConsolePhrases {
    static let welcome = Phrase(
        "kembar: catatan kerja sama antardaerah",
        "kembar: the record of cooperation between regions"
    )

    static let orCommands = Phrase(
        "Atau ketik perintah kembar, misalnya show 2026-0001. ? menampilkan menu ini, english mengganti bahasa, Ctrl-D keluar.",
        "Or type a kembar command, such as show 2026-0001. ? shows this menu, indonesia changes the language, Ctrl-D leaves."
    )

    static let goodbye = Phrase("Selesai.", "Done.")

    static func choice(_ choice: ConsoleDialogue.Choice) -> Phrase {
        switch choice {
        case .list: Phrase("Daftar naskah", "All agreements")
        case .show: Phrase("Satu naskah selengkapnya", "One agreement in full")
        case .history: Phrase("Riwayat satu naskah", "The history of one agreement")
        case .find: Phrase("Cari", "Search")
        case .reminders: Phrase("Pengingat", "Reminders")
        case .event:
            Phrase("Catat kejadian pada sebuah naskah", "Record what happened to an agreement")
        case .beginning:
            Phrase(
                "Mulai naskah baru, atau catat naskah lama",
                "Begin an agreement, or register an old one"
            )
        case .letter: Phrase("Konsep surat", "Draft a letter")
        case .status: Phrase("Keadaan kembard", "How kembard is")
        case .leave: Phrase("Keluar", "Leave")
        }
    }

    static func noSuchChoice(_ answer: String) -> Phrase {
        Phrase(
            "Tidak ada pilihan '\(answer)'. Ketik salah satu angka di atas.",
            "There is no choice '\(answer)'. Type one of the numbers above."
        )
    }

    static let whichAgreement = Phrase(
        "Nomor naskah, misalnya 2026-0001 (kosong: kembali)",
        "The agreement's id, such as 2026-0001 (empty: back)"
    )
    static let whatToFind = Phrase("Yang dicari (kosong: kembali)", "What to find (empty: back)")
    static let whichEvent = Phrase("Apa yang terjadi (angka)", "What happened (a number)")
    static let whichWorkflow = Phrase("Alur kerja (angka)", "The workflow (a number)")
    static let howToAnswer = Phrase(
        "Enter melewati isian yang tidak wajib; titik (.) membatalkan.",
        "Enter skips what is not needed; a full stop (.) gives up."
    )
    static let when = Phrase(
        "Kapan terjadi, misalnya 2026-05-06 atau 2026-05 (kosong: sekarang)",
        "When it happened, such as 2026-05-06 or 2026-05 (empty: now)"
    )
    static let source = Phrase(
        "Menurut siapa, atau surat yang mana (kosong: tanpa)",
        "On whose word, or which letter (empty: none)"
    )
    static let time = Phrase("Waktu", "Time")
    static let now = Phrase("sekarang", "now")
    static let recordIt = Phrase("Catat? [y/t]", "Record it? [y/n]")
    static let mendIt = Phrase("Perbaiki isiannya? [y/t]", "Mend what was entered? [y/n]")
    static let howToMend = Phrase(
        "Enter membiarkan yang tadi; - mengosongkan; titik (.) membatalkan.",
        "Enter leaves what was there; - empties it; a full stop (.) gives up."
    )
    static let onceMore = Phrase(
        "Ulangi perintah yang sama? Tidak akan tercatat dua kali. [y/t]",
        "Repeat the same command? It will not be recorded twice. [y/n]"
    )

    /// The question for a field, with how it is answered.
    static func question(
        _ input: WorkflowStructure.FieldInput,
        _ agreement: AgreementAnswer?
    ) -> Phrase {
        let skipped =
            input.required ? [] : [Phrase("kosong: lewati", "empty: skip")]
        let hints = (hint(input, agreement).map { [$0] } ?? []) + skipped
        guard let first = hints.first else { return input.label.phrase }
        return hints.dropFirst().reduce(input.label.phrase + Phrase(" (") + first) {
            $0 + Phrase("; ") + $1
        } + Phrase(")")
    }

    private static func hint(
        _ input: WorkflowStructure.FieldInput,
        _ agreement: AgreementAnswer?
    ) -> Phrase? {
        if let choices = input.choices { return Phrase(choices.joined(separator: ", ")) }
        switch input.form {
        case "texts":
            return Phrase("beberapa dipisahkan titik koma", "several parted by semicolons")
        case "date": return Phrase("misalnya 2026-05-06", "such as 2026-05-06")
        case "office": return Phrase("kode, misalnya 35.72", "a code, such as 35.72")
        case "party":
            let codes = agreement?.parties.map(\.code) ?? []
            return Phrase(codes.isEmpty ? "35.72" : codes.joined(separator: ", "))
        case "offices":
            return Phrase(
                "kode, atau kode=nama, dipisahkan titik koma",
                "codes, or code=name, parted by semicolons"
            )
        case "numbers":
            return Phrase(
                "kode=nomor, dipisahkan titik koma",
                "code=number, parted by semicolons"
            )
        case "agreement": return Phrase("nomor naskah", "the agreement's id")
        case "agreements":
            return Phrase("nomor naskah, dipisahkan titik koma", "ids, parted by semicolons")
        case "version": return Phrase("nomor urut, lihat show", "its number, see show")
        case "boolean": return Phrase("ya atau tidak", "yes or no")
        default: return nil
        }
    }

    static func needed(_ label: Phrase) -> Phrase {
        label
            + Phrase(
                " wajib diisi; titik (.) membatalkan.",
                " is needed; a full stop (.) gives up."
            )
    }

    static func oneOf(_ choices: [String]) -> Phrase {
        let list = choices.joined(separator: ", ")
        return Phrase("Pilih salah satu: \(list).", "Choose one of: \(list).")
    }

    static let numbersNeedCodes = Phrase(
        "Tulis kode=nomor untuk setiap pihak, misalnya 35.72=119/PKS/2026.",
        "Write code=number for each party, such as 35.72=119/PKS/2026."
    )

    static func documentElsewhere(_ label: Phrase) -> Phrase {
        label
            + Phrase(
                ": berkas tidak dapat dibaca lewat konsol. Dari komputer Anda: ssh KOMPUTER kembar attach NOMOR - < BERKAS.",
                ": files can't be read through the console. From your machine: ssh HOST kembar attach ID - < FILE."
            )
    }
}

/// What the console does not do, and what is done instead.
extension ConsolePhrases {
    static let lineTooLong = Phrase(
        "Baris itu terlalu panjang (paling banyak \(LineReader.bytesMax) bita) dan tidak dipakai. Persingkat, atau bagi menjadi beberapa catatan.",
        "That line is too long (\(LineReader.bytesMax) bytes at most) and was not used. Shorten it, or make several notes of it."
    )
    static let notText = Phrase(
        "Baris itu bukan teks UTF-8 dan tidak dipakai. Pilih UTF-8 di program SSH Anda (PuTTY: Window, Translation), lalu ketik ulang.",
        "That line is no UTF-8 text and was not used. Choose UTF-8 in your SSH program (PuTTY: Window, Translation), and type it again."
    )
    static let control = Phrase(
        "Baris itu memuat tombol yang bukan huruf, misalnya panah atau Esc, dan tidak dipakai. Ketik ulang.",
        "That line has a key in it that makes no text, such as an arrow or Esc, and was not used. Type it again."
    )
    static let tooLong = Phrase(
        "Kesalahan: perintah itu terlalu panjang. Persingkat, atau bagi menjadi beberapa.",
        "Error: that command is too long. Shorten it, or make several of it."
    )
    static let onlyKembar = Phrase(
        "Kesalahan: di sini hanya perintah kembar yang dijalankan, misalnya: kembar list. Tanpa perintah terbuka menunya.",
        "Error: only commands of kembar are carried out here, such as: kembar list. Without a command there is a menu."
    )

    static func fault(_ fault: ShellWords.Fault) -> Phrase {
        switch fault {
        case .open(let sign):
            Phrase(
                "Kesalahan: tanda \(sign) belum ditutup. Teks dengan spasi atau apostrof ditulis di antara tanda kutip ganda: \"hari Jum'at\".",
                "Error: the sign \(sign) is not closed. A text with blanks or an apostrophe stands between double quotes: \"Friday's visit\"."
            )
        case .notAShell(let sign):
            Phrase(
                "Kesalahan: ini bukan shell, jadi tanda \(sign.isNewline ? "ganti baris" : String(sign)) tidak berarti apa-apa di sini. Jika tanda itu bagian dari teks, tulis teksnya di antara tanda kutip ganda.",
                "Error: this is no shell, so \(sign.isNewline ? "a line end" : String(sign)) means nothing here. If it belongs to a text, put the text between double quotes."
            )
        case .escape:
            Phrase(
                "Kesalahan: teks di dalam $'…' tidak dapat dibaca. Salin perintahnya seutuhnya, atau tulis teksnya di antara tanda kutip ganda.",
                "Error: the text in $'…' can't be read. Copy the whole command, or put the text between double quotes."
            )
        }
    }

    /// Of a command that is no officer's, whether or not it touches the server: which file it names is
    /// said by `noFiles`.
    static func notHere(_ name: String) -> Phrase {
        Phrase(
            "Kesalahan: '\(name)' tidak dijalankan lewat konsol; di sini hanya ada perintah yang diperlukan petugas. Minta pengelola menjalankannya di server.",
            "Error: '\(name)' is not carried out through the console, which has only what officers need. Ask the administrator to run it on the server."
        )
    }

    static func noSuchOptionHere(_ option: String) -> Phrase {
        Phrase(
            "Kesalahan: opsi \(option) tidak dapat dipakai lewat konsol. Tinggalkan opsi itu.",
            "Error: the option \(option) can't be used through the console. Leave it out."
        )
    }

    static let noWatching = Phrase(
        "Kesalahan: watch berjalan terus, jadi tidak dapat dipakai di sini. Dari komputer Anda: ssh KOMPUTER kembar watch.",
        "Error: watch goes on for ever, so it can't be used here. From your machine: ssh HOST kembar watch."
    )

    static func noFiles(_ file: String, readsInput: Bool) -> Phrase {
        readsInput
            ? Phrase(
                "Kesalahan: '\(file)' adalah berkas, dan berkas di server tidak dapat dibaca atau ditulis lewat konsol. Kirim isinya lewat masukan baku (tulis - dan tambahkan < BERKAS); hasil disimpan dengan > BERKAS.",
                "Error: '\(file)' is a file, and files of the server can't be read or written through the console. Send the content by standard input (write - and add < FILE); keep what comes out with > FILE."
            )
            : Phrase(
                "Kesalahan: '\(file)' adalah berkas, dan berkas tidak dapat dibaca atau ditulis lewat konsol. Dari komputer Anda: ssh KOMPUTER kembar attach NOMOR - < BERKAS.",
                "Error: '\(file)' is a file, and files can't be read or written through the console. From your machine: ssh HOST kembar attach ID - < FILE."
            )
    }
}
