import Entries
import FoundationEssentials
import Language

/// Refusals of what can't be read, and of fields and times.
extension ProblemPhrases {
    var malformedRequest: [Phrase] {
        let sentence =
            Phrase("Permintaan tidak dapat dibaca: ", "The request cannot be read: ")
            + malformation + Phrase(".")
        // Only who writes requests by hand has these.
        guard form?.contains("--data") ?? true else { return [sentence] }
        return [
            sentence,
            Phrase(
                "Periksa kembali isi --data, alamat, dan parameternya.",
                "Check --data, the path and its parameters."
            ),
        ]
    }

    /// What is wrong, by the daemon's word for it.
    private var malformation: Phrase {
        let reason = params.optionalText("reason")
        return switch reason {
        case "not-json", "not-utf8", "too-deep", "fraction", "number-too-large": jsonFault(reason)
        case "unknown-member", "missing-member", "member-twice", "wrong-type", "exactly-one":
            memberFault(reason)
        case "unknown-parameter", "parameter-twice", "parameter-empty", "percent-encoding":
            parameterFault(reason)
        case "if-match":
            Phrase("If-Match bukan bilangan bulat", "If-Match is no whole number")
        case "if-match-not-here":
            Phrase(
                "If-Match (--if-version) tidak berlaku di sini: belum ada versi yang dapat dibandingkan",
                "If-Match (--if-version) means nothing here: there is no version to compare"
            )
        case "header-twice":
            Phrase("kepala ", "the header ") + params.text("header")
                + Phrase(" ada dua kali", " stands twice")
        case "http": Phrase("itu bukan HTTP/1.1", "it is no HTTP/1.1")
        default: params.text("reason")
        }
    }

    private func jsonFault(_ reason: String?) -> Phrase {
        let place =
            params.has("offset")
            ? Phrase(" (bita ke-", " (byte ") + params.number("offset") + Phrase(")") : Phrase("")
        return switch reason {
        case "not-utf8": Phrase("teksnya bukan UTF-8", "its text is no UTF-8") + place
        case "too-deep":
            Phrase("susunannya lebih dari ", "it is nested more than ") + params.number("limit")
                + Phrase(" tingkat", " levels deep")
        case "fraction":
            Phrase(
                "memuat bilangan dengan titik atau pangkat",
                "it holds a number with a point or an exponent"
            ) + place
                + Phrase(
                    "; tulis bilangan bulat tanpa titik dan pangkat",
                    "; write whole numbers without point and exponent"
                )
        case "number-too-large":
            Phrase("memuat bilangan yang terlalu besar", "it holds a number that is too large")
                + place
        default: Phrase("bukan JSON", "it is no JSON") + place
        }
    }

    private func memberFault(_ reason: String?) -> Phrase {
        let member = Phrase("“") + params.text("member") + Phrase("”")
        switch reason {
        case "unknown-member":
            return Phrase("anggota ", "the member ") + member
                + Phrase(" tidak dikenal", " is not known") + suggestion
        case "missing-member":
            return Phrase("anggota ", "the member ") + member
                + Phrase(" belum ada", " is missing")
        case "member-twice":
            return Phrase("anggota ", "the member ") + member
                + Phrase(" ada dua kali", " stands twice")
        case "wrong-type":
            return Phrase("jenis nilai ", "the value of ") + member
                + Phrase(" tidak sesuai", " is of the wrong type")
        default:
            return Phrase("sebutkan tepat satu dari: ", "give exactly one of these: ")
                + (params.names("members") ?? Params.missing)
        }
    }

    private func parameterFault(_ reason: String?) -> Phrase {
        let parameter = Phrase("“") + params.text("parameter") + Phrase("”")
        let start = Phrase("parameter ", "the parameter ") + parameter
        return switch reason {
        case "unknown-parameter":
            start + Phrase(" tidak dikenal di sini", " is not known here") + suggestion
        case "parameter-twice": start + Phrase(" ada dua kali", " stands twice")
        case "parameter-empty": start + Phrase(" kosong", " is empty")
        default:
            Phrase("penulisan %XX pada ", "the %XX escapes are broken in ") + parameter
                + Phrase(" tidak benar", "")
        }
    }

    /// What may have been meant, else what there is.
    private var suggestion: Phrase {
        if params.has("nearest") {
            // In brackets: the sentence that it stands in has its own full stop.
            return Phrase(" (maksud Anda: ", " (did you mean: ") + params.text("nearest")
                + Phrase("?)")
        }
        guard let allowed = params.names("allowed") else { return Phrase("") }
        return Phrase("; yang ada: ", "; there are: ") + allowed
    }

    var methodNotAllowed: [Phrase] {
        [
            Phrase("Metode ", "The method ") + params.text("method")
                + Phrase(
                    " tidak berlaku untuk alamat itu. Yang berlaku: ",
                    " does not go with that path. These do: "
                ) + (params.names("allowed") ?? Params.missing) + Phrase(".")
        ]
    }

    var headersTooLarge: [Phrase] {
        [
            Phrase(
                "Alamat dan kepala permintaan terlalu besar (paling banyak ",
                "The path and the header of the request are too large (at most "
            ) + params.number("limit") + Phrase(" bita dan ", " bytes and ")
                + params.number("lines")
                + Phrase(" baris). Persingkat parameternya.", " lines). Shorten the parameters.")
        ]
    }

    var unknownRoute: [Phrase] {
        [
            Phrase(
                "kembard tidak mengenal alamat itu. Periksa alamatnya (dimulai dengan /v1/), dan samakan versi kembar dan kembard.",
                "kembard does not know that path. Check the path (it begins with /v1/), and bring kembar and kembard to the same version."
            )
        ]
    }

    var bodyTooLarge: [Phrase] {
        let limit =
            params.has("limit")
            ? Phrase(" (paling banyak ", " (at most ") + params.number("limit")
                + Phrase(" bita)", " bytes)")
            : Phrase("")
        return [
            Phrase("Permintaan terlalu besar", "The request is too large") + limit
                + Phrase(
                    ". Persingkat teksnya; isi berkas naskah tidak dikirim, cukup sebut dengan --file. Berkas aturan paling banyak 60.000 bita.",
                    ". Shorten the text; the content of a paper is not sent, name it with --file. A rule file has at most 60,000 bytes."
                )
        ]
    }

    var idempotencyKeyMissing: [Phrase] {
        [
            Phrase(
                "Pencatatan memerlukan kunci Idempotency-Key agar tidak tercatat dua kali. Tambahkan --idempotency-key KUNCI.",
                "A write needs an Idempotency-Key so that it is not recorded twice. Add --idempotency-key KEY."
            )
        ]
    }

    var idempotencyKeyReused: [Phrase] {
        [
            Phrase("Kunci ", "The key ") + params.text("key")
                + Phrase(
                    " sudah dipakai untuk perintah lain. Pakai kunci baru, atau ulangi perintah yang pertama persis seperti semula.",
                    " was used for another command already. Use a new key, or repeat the first command exactly as it was."
                )
        ]
    }

    var textRefused: [Phrase] {
        let field = FieldWords.label(params.optionalText("field"))
        let start = Phrase("Isi ", "The text of ") + field
        switch params.optionalText("kind") {
        case "tooLong":
            return [
                start
                    + Phrase(" terlalu panjang; paling banyak ", " is too long; at most ")
                    + params.number("limit")
                    + Phrase(" bita. Persingkat teksnya.", " bytes. Shorten it.")
            ]
        case "notASCII":
            return [
                start
                    + Phrase(
                        " hanya boleh huruf, angka, dan tanda ASCII.",
                        " may hold ASCII letters, digits and signs only."
                    )
            ]
        case "bidirectional":
            return [
                start
                    + Phrase(
                        " memuat karakter pengatur arah tulisan",
                        " holds a character that turns the direction of writing"
                    )
                    + scalar
                    + Phrase(
                        ", yang membuat baris terbaca lain dari isinya. Hapus karakter itu.",
                        ", which makes a line read differently from its content. Remove it."
                    )
            ]
        case "line":
            let takesName = form?.contains("--name") == true
            return [
                Phrase("Nama berkas memuat ", "The name of the file holds ")
                    + params.text("scalar")
                    + Phrase(
                        ", padahal harus satu baris tanpa tab. Ganti nama berkasnya",
                        ", but has to be one line without tabs. Rename the file"
                    )
                    + (takesName
                        ? Phrase(
                            ", atau beri nama lain dengan --name.",
                            ", or give another name with --name."
                        ) : Phrase("."))
            ]
        default:
            return [
                start + Phrase(" memuat karakter kendali", " holds a control character") + scalar
                    + Phrase(
                        ". Hapus karakter itu; baris baru dan tab boleh.",
                        ". Remove it; line ends and tabs are allowed."
                    )
            ]
        }
    }

    /// ` (U+202E)`, if the daemon names it.
    private var scalar: Phrase {
        guard let value = params.values["scalar"]?.integer else {
            return params.optionalText("scalar").map { Phrase(" (\($0))") } ?? Phrase("")
        }
        let digits = String(value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return Phrase(" (U+\(padding)\(digits))")
    }

    var entryTooLong: [Phrase] {
        [
            Phrase("Catatan ini ", "This entry has ") + params.number("bytes")
                + Phrase(" bita; satu entri paling banyak ", " bytes; one entry holds at most ")
                + params.number("limit")
                + Phrase(
                    ". Persingkat, atau bagi menjadi beberapa catatan.",
                    ". Shorten it, or divide it into several notes."
                )
        ]
    }

    var unknownField: [Phrase] {
        let nearest =
            params.has("nearest")
            ? Phrase(" Maksud Anda: ", " Did you mean: ") + params.text("nearest") + Phrase("?")
            : Phrase("")
        let allowed = params.names("allowed").map {
            Phrase(" Yang ada: ", " There are: ") + $0 + Phrase(".")
        }
        return [
            event + Phrase(" tidak mempunyai isian ", " has no field ")
                + params.text("field") + Phrase(".") + nearest + (allowed ?? Phrase(""))
        ]
    }

    var missingField: [Phrase] {
        let name = params.optionalText("field")
        let label = params.has("label") ? params.label("label") : FieldWords.label(name)
        let way = name.flatMap { FieldWords.way(of: $0, in: form) }
        return [
            Phrase("Isian ", "The field ") + label
                + Phrase(" wajib ada untuk ", " is required for ") + event
                + (way.map { Phrase(". Tambahkan ", ". Add ") + $0 }
                    ?? Phrase(". Lengkapi isian itu.", ". Give that field."))
        ]
    }

    /// The event by its label; by its name where the daemon does not tell more.
    var event: Phrase {
        params.has("eventLabel")
            ? Phrase("“") + params.label("eventLabel") + Phrase("”") : params.text("event")
    }

    /// A rule file was given for one of another kind.
    private var otherKind: Phrase? {
        guard let field = params.optionalText("field"), let found = params.optionalText("value"),
            ["policy", "calendar"].contains(field),
            params.optionalText("expected") == "\(field)-file"
        else { return nil }
        let option = form?.contains("--\(field)") ?? true ? "--\(field)" : "“\(field)”"
        let sentence =
            Phrase("\(option) menerima berkas ", "\(option) takes a file of the kind ")
            + FileFaultWords.ruleKind(field)
            + Phrase("; berkas yang diberikan berisi ", "; the file given is of the kind ")
            + FileFaultWords.ruleKind(found) + Phrase(". ")
        let isOther = ["policy", "calendar"].contains(found)
        return sentence
            + (isOther
                ? Phrase("Untuk itu pakai --\(found).", "That goes with --\(found).")
                : Phrase(
                    "Contohnya: kembar rules show \(field) NAMA",
                    "To get one: kembar rules show \(field) NAME"
                ))
    }

    var badField: [Phrase] {
        if let otherKind { return [otherKind] }
        let name = params.optionalText("field")
        if params.optionalText("expected") == "policy" { return [policyFault] }
        // Files that are named, and no fields of an event.
        let label: Phrase =
            switch name {
            case "checkpoint": Phrase("--checkpoint")
            case "since": Phrase("--since")
            default:
                Phrase("Isian ", "The field ")
                    + (params.has("label") ? params.label("label") : FieldWords.label(name))
            }
        let start =
            if params.has("value") {
                label + Phrase(" tidak dapat menerima “", " cannot take “")
                    + Phrase(Self.value(params.optionalText("value") ?? "")) + Phrase("”: ", "”: ")
            } else {
                label + Phrase(" kosong: ", " is empty: ")
            }
        let allowed = params.names("allowed").map {
            Phrase(" Pilihannya: ", " The choices: ") + $0 + Phrase(".")
        }
        let nearest = params.list("nearest", Params.office).map {
            Phrase(" Maksud Anda: ", " Did you mean: ") + $0 + Phrase("?")
        }
        return [start + expected + (allowed ?? Phrase("")) + (nearest ?? Phrase(""))]
    }

    /// What a trust policy's file lacks, or which of its lines can't be read.
    private var policyFault: Phrase {
        switch params.optionalText("missing") {
        case "log":
            Phrase(
                "Berkas kebijakan itu (--policy) tidak menyebut log mana yang dipercaya: tambahkan baris “log KUNCI”, dengan kunci yang Anda simpan (dicetak kembar audit key).",
                "That policy file (--policy) does not say which log is trusted: add a line “log KEY”, with the key that you kept (kembar audit key prints it)."
            )
        case "quorum":
            Phrase(
                "Berkas kebijakan itu (--policy) tidak menyebut berapa saksi log yang cukup: tambahkan baris “quorum NAMA” dengan nama saksi atau kelompok saksi, atau “quorum none”.",
                "That policy file (--policy) does not say how many log witnesses are enough: add a line “quorum NAME” with the name of a witness or a group, or “quorum none”."
            )
        default:
            Phrase("Baris ", "Line ") + params.text("value")
                + Phrase(
                    " berkas kebijakan itu (--policy) tidak terbaca: setiap baris mulai dengan log, witness, group atau quorum (C2SP tlog-policy); kunci harus utuh, persis seperti dicetak kembar audit key, dan kunci atau nama tidak boleh ditulis dua kali.",
                    " of that policy file (--policy) can't be read: each line begins with log, witness, group or quorum (C2SP tlog-policy); a key has to be whole, just as kembar audit key prints it, and no key or name may stand twice."
                )
        }
    }

    /// The value as it was typed: an office comes back as the JSON that was made of its code.
    private static func value(_ text: String) -> String {
        guard text.hasPrefix("{") || text.hasPrefix("["),
            let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        else { return text }
        return value["code"]?.string ?? text
    }

    private var expected: Phrase {
        switch params.optionalText("expected") {
        case "date":
            Phrase(
                "tulis tanggal seperti 2018-11-07, atau 2018-10 bila harinya belum diketahui.",
                "write a date such as 2018-11-07, or 2018-10 if the day is not known."
            )
        case "integer", "version":
            Phrase(
                "tulis bilangan bulat yang tidak terlalu besar.",
                "write a whole number that is not too large."
            )
        case "position" where params.values["last"] != nil:
            Phrase("tulis nomor entri dari 0 sampai ", "write an entry's number from 0 to ")
                + params.text("last")
                + Phrase(
                    ". Bilangan saja adalah nomor entri; untuk suatu tahun tulis harinya, misalnya 2018-12-31.",
                    ". A bare number is an entry's; for a year write a day of it, such as 2018-12-31."
                )
        case "replay":
            Phrase(
                "beri berkas keluaran: kembar audit replay --json.",
                "give a file that kembar audit replay --json has printed."
            )
        case "choice": Phrase("pilih salah satu.", "choose one of those allowed.")
        case "office", "offices", "party":
            Phrase(
                "tulis kode kantor, misalnya 35.72 atau 51.08/DPRD (lihat kembar offices list).",
                "write the code of an office, such as 35.72 or 51.08/DPRD (see kembar offices list)."
            )
        case "text": Phrase("tulis teks.", "write a text.")
        case "checkpoint" where params.optionalText("field") == "checkpoint":
            Phrase(
                "berkas itu bukan satu checkpoint bertanda tangan, apa adanya. Simpan satu dengan: kembar audit checkpoint > BERKAS",
                "that file is not one signed checkpoint, as it was printed. Save one: kembar audit checkpoint > FILE"
            )
        case "checkpoint-of-log", "checkpoint-covered", "checkpoint-carried": unfitCheckpoint
        case "checkpoint":
            Phrase(
                "beri surel pengingat, atau checkpoint, dari log ini.",
                "give a reminder mail, or a checkpoint, of this log."
            )
        case "checkpoint-signature":
            Phrase(
                "tanda tangan pada checkpoint itu bukan dari kunci log ini. Simpan berkasnya sebagai bukti, dan periksa dari mana datangnya.",
                "the signature on that checkpoint is not by this log's key. Keep the file as evidence, and find out where it came from."
            )
        case "checkpoint-count":
            Phrase("ada ", "there are ") + params.number("found")
                + Phrase(
                    " checkpoint; sekali jalan paling banyak ",
                    " checkpoints; at once at most "
                )
                + params.number("limit")
                + Phrase(". Bagi berkasnya.", ". Divide the file.")
        case "address":
            Phrase(
                "tulis alamat seperti petugas@contoh.invalid.",
                "write an address such as petugas@contoh.invalid."
            )
        case "after":
            Phrase("tulis waktu sesudah ", "write a time after ") + params.date("other")
                + Phrase(".")
        case "line":
            Phrase(
                "tulis dalam satu baris, tanpa tab.",
                "write it in one line, without tabs."
            )
        case "list", "texts":
            Phrase("tulis teks: ", "write texts: ") + way + Phrase(".")
        case "numbers" where form?.takesAssignments == true:
            Phrase(
                "tulis nomor tiap pihak: numbers:='{\"99.01\":\"12/PKS\"}'.",
                "write each party's number: numbers:='{\"99.01\":\"12/PKS\"}'."
            )
        case "numbers":
            Phrase(
                "tulis nomor tiap pihak, misalnya --number 99.01=12/PKS.",
                "write each party's number, such as --number 99.01=12/PKS."
            )
        case "year":
            Phrase("tulis tanggal dari tahun ", "write a date of the years ")
                + params.text("from") + Phrase(" sampai ", " to ") + params.text("to")
                + Phrase(".")
        case "range":
            Phrase("tulis bilangan dari ", "write a number from ") + params.text("from")
                + Phrase(" sampai ", " to ") + params.text("to") + Phrase(".")
        case "other-agreement":
            Phrase(
                "sebuah naskah tidak dapat memperpanjang dirinya sendiri atau berada di bawahnya; tulis nomor naskah lain.",
                "an agreement can't renew itself or stand under itself; write another one's id."
            )
        case "workflow-file":
            Phrase(
                "audit replay --rules hanya menerima berkas alur kerja (contohnya: kembar rules show workflow NAMA). Kebijakan pengingat, kalender dan daftar kantor tidak menilai langkah mana pun. Pengingat yang akan datang menurut kebijakan atau kalender lain: kembar remind simulate --policy BERKAS, atau --calendar BERKAS; pengingat yang sudah lewat tidak diandaikan.",
                "audit replay --rules takes a workflow file and nothing else (for one to begin with: kembar rules show workflow NAME). A reminder policy, a calendar or a list of offices judges no step. The reminders to come under another policy or calendar: kembar remind simulate --policy FILE, or --calendar FILE; those that are past are not supposed."
            )
        case "field=value":
            Phrase(
                "tulis isian=nilai, misalnya office=35.72 atau stage=Signed.",
                "write field=value, such as office=35.72 or stage=Signed."
            )
        case "key":
            Phrase(
                "itu bukan berkas kunci saksi log; buat dengan --new-key.",
                "that is no log witness's key file; make one with --new-key."
            )
        case "handover":
            Phrase(
                "itu bukan serah terima kunci; mintalah kepada pemelihara log: kembar audit keys --output BERKAS.",
                "that is no handover of a key; ask whoever keeps the log for it: kembar audit keys --output FILE."
            )
        case "handover-count":
            Phrase("ada ", "there are ") + params.number("found")
                + Phrase(
                    " serah terima; sekali jalan paling banyak ",
                    " handovers; at once at most "
                )
                + params.number("limit")
                + Phrase(
                    ". Tidak ada log yang berganti kunci sesering itu: mintalah kepada pemelihara log berkas dari kembar audit keys --output BERKAS.",
                    ". No log changes its key so often: ask whoever keeps the log for the file of kembar audit keys --output FILE."
                )
        case "name":
            Phrase(
                "tulis nama tanpa spasi dan tanpa +, misalnya inspektorat.example/saksi.",
                "write a name without spaces and without +, such as inspektorat.example/saksi."
            )
        case "vkey":
            Phrase(
                "tulis kunci umum log seperti dicetak kembar audit key.",
                "write the log's public key as kembar audit key prints it."
            )
        case "document":
            Phrase(
                "sebutkan berkasnya dengan --file, atau catat dengan kembar attach.",
                "name the file with --file, or record it with kembar attach."
            )
        case "agreement", "agreements":
            Phrase(
                "tulis nomor naskah seperti 2018-0001.",
                "write an agreement's id such as 2018-0001."
            )
        case "boolean":
            Phrase("tulis true atau false.", "write true or false.")
        case "position":
            Phrase("log ini berakhir pada entri ", "this log ends with entry ")
                + params.number("limit")
                + Phrase(
                    "; tulis nomor entri yang ada, atau -1 untuk semua.",
                    "; write the number of an entry that there is, or -1 for all."
                )
        default:
            Phrase("tulis nilai yang sesuai.", "write a value that fits.")
        }
    }

    /// Why a bundle can't stand under the checkpoint that was named, although it is one.
    private var unfitCheckpoint: Phrase {
        switch params.optionalText("expected") {
        case "checkpoint-of-log":
            Phrase("checkpoint itu dari log lain, ", "that checkpoint is of another log, ")
                + params.text("found") + Phrase("; log ini ", "; this log is ")
                + params.text("origin")
                + Phrase(
                    ". Simpan satu dari log ini dengan: kembar audit checkpoint > BERKAS",
                    ". Save one of this log: kembar audit checkpoint > FILE"
                )
        case "checkpoint-covered":
            Phrase(
                "checkpoint itu mencakup lebih banyak entri (",
                "that checkpoint covers more entries ("
            ) + params.number("signed")
                + Phrase(") daripada yang ada di sini (", ") than are here (")
                + params.number("found")
                + Phrase(
                    "). Pakai checkpoint yang lebih lama, atau salin lagi foldernya. Bila itu log yang sedang berjalan, periksa: kembar audit verify --since BERKAS",
                    "). Use an older checkpoint, or copy the folder again. If it is the running log, check: kembar audit verify --since FILE"
                )
        default:
            Phrase("di sini ada satu naskah saja (", "here is one agreement only (")
                + params.text("agreement")
                + Phrase(
                    "), dan buktinya hanya di bawah checkpoint yang dibawanya (entri yang dicakup: ",
                    "), and it is proved under no checkpoint but its own (entries that it covers: "
                ) + params.number("signed")
                + Phrase(
                    "). Jalankan tanpa --checkpoint; untuk checkpoint lain perlu seluruh log.",
                    "). Leave --checkpoint out; another checkpoint needs the whole log."
                )
        }
    }

    /// How to give the field that is wrong, with the words of the command that was typed.
    private var way: Phrase {
        let field = params.optionalText("field") ?? ""
        return FieldWords.way(of: field, in: form)
            ?? Phrase("isian:=[\"satu\",\"dua\"]", "field:=[\"one\",\"two\"]")
    }

    var badTime: [Phrase] {
        guard params.optionalText("expected") != "day" else {
            return [
                Phrase("Hari “", "The day “") + params.text("value")
                    + Phrase(
                        "” tidak dapat dipakai. Tulis tanggal lengkap yang ada, misalnya 2018-11-07.",
                        "” cannot be used. Write a whole date that exists, such as 2018-11-07."
                    )
            ]
        }
        return [
            Phrase("Waktu “", "The time “") + params.text("value")
                + Phrase(
                    "” tidak dapat dipakai. Tulis tahun 1900 atau sesudahnya: 2018-11-07, 2018-10, 2018, atau 2018-11-07T10:00.",
                    "” cannot be used. Write the year 1900 or later: 2018-11-07, 2018-10, 2018, or 2018-11-07T10:00."
                )
        ]
    }

    var simulationOfPast: [Phrase] {
        [
            Phrase("Simulasi hanya melihat ke depan; ", "A simulation looks ahead only; ")
                + params.date("until")
                + Phrase(" sudah lewat. Sekarang ", " is over. It is ")
                + params.date("now") + Phrase(".", " now."),
            Phrase(
                "Pengingat yang sudah terbit: kembar history ID. Kapan kembard tidak mengingatkan: kembar audit silences",
                "The reminders that went out: kembar history ID. When kembard reminded nobody: kembar audit silences"
            ),
        ]
    }

    var timeInFuture: [Phrase] {
        [
            params.date("value") + Phrase(" belum terjadi; sekarang ", " has not come yet; it is ")
                + params.date("now") + Phrase(".", " now."),
            params.has("field")
                ? Phrase("Keadaan sekarang terlihat tanpa ", "The present is shown without ")
                    + (params.optionalText("field").flatMap { FieldWords.way(of: $0, in: form) }
                        ?? params.text("field"))
                    + Phrase(".")
                : Phrase(
                    "Yang dicatat adalah yang sudah terjadi. Rencana atau janji ditulis sebagai isian, misalnya --promised.",
                    "What is recorded has happened. A plan or promise goes into a field, such as --promised."
                ),
        ]
    }
}
