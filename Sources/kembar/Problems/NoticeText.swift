import Entries
import Language
import Wire

/// A remark of the daemon in words.
struct NoticeText {
    private let notice: Notice

    init(_ notice: Notice) { self.notice = notice }

    private static func personalNumber(_ kind: String?) -> Phrase {
        switch kind {
        case "phone": Phrase("nomor telepon seluler", "a mobile phone number")
        case "nik": Phrase("NIK", "an identity number (NIK)")
        case "nip": Phrase("NIP", "an employee number (NIP)")
        default: Phrase("nomor seseorang", "a person's number")
        }
    }

    /// One sentence.
    var sentence: Phrase {
        let params = Params(notice.params)
        switch notice.code {
        case "office-unknown":
            let code = params.office("office")
            let office =
                params.has("name") ? params.text("name") + Phrase(" (") + code + Phrase(")") : code
            return Phrase("Kantor ", "The office ") + office
                + Phrase(
                    " belum ada dalam daftar; dipakai kalender kantor sendiri. Tambahkan di offices.yaml, lalu: kembar rules adopt offices.yaml --regions regions.csv",
                    " is not in the list yet; the own office's calendar is used. Add it to offices.yaml, then: kembar rules adopt offices.yaml --regions regions.csv"
                )
        case "office-not-a-party":
            let parties = params.list("parties", Params.office) ?? Params.missing
            return params.office("office")
                + Phrase(
                    " bukan pihak dalam naskah ini. Bila kodenya keliru, ralat dengan kembar correct. Para pihak: ",
                    " is not a party to this agreement. If the code is wrong, correct it with kembar correct. The parties: "
                ) + parties + Phrase(".")
        case "party-named-otherwise":
            let nearest =
                params.has("nearest")
                ? Phrase("Bila yang dimaksud ", "If you meant ") + params.office("nearest")
                    + Phrase(", ralat dengan: ", ", correct it with: ") + correction(params)
                : Phrase(
                    "Bila kodenya keliru, ralat dengan kembar correct.",
                    "If the code is wrong, correct it with kembar correct."
                )
            return params.office("office")
                + Phrase(" yang dicatat; nama “", " is what was recorded; the name “")
                + params.text("typed")
                + Phrase(
                    "” tidak dicatat, karena kodenya yang menentukan. ",
                    "” is not: the code counts. "
                )
                + nearest
        case "signatures-voided":
            let offices = params.distinct("offices", Params.office) ?? Params.missing
            return Phrase(
                "Dengan ini gugur tanda tangan ",
                "This ends the force of the signature of "
            )
                + offices
                + Phrase(
                    ". Naskahnya perlu ditandatangani lagi: kembar sign ID",
                    ". The paper has to be signed again: kembar sign ID"
                )
        case "promise-before-wait":
            return Phrase("Janji itu untuk ", "The promise is for ") + params.date("promised")
                + Phrase(
                    ", sebelum mulai ditunggu (",
                    ", before the wait began ("
                ) + params.date("since")
                + Phrase(
                    "). Bila keliru, ralat entri ini dengan kembar correct.",
                    "). If that is wrong, correct the entry with kembar correct."
                )
        case "legal-date-near" where params.values["days"]?.integer == 0:
            return legalDate(params) + Phrase(" jatuh hari ini.", " is today.")
        case "legal-date-near":
            return legalDate(params)
                + Phrase(" tinggal ", " is ") + params.number("days")
                + Phrase(
                    " hari lagi. Pengingatnya dikirim seketika.",
                    " days away. Its reminder leaves at once."
                )
        case "legal-date-passed":
            return legalDate(params)
                + Phrase(
                    " sudah lewat sebelum dicatat; tidak ada pengingat lagi untuk itu. Bila masa berlakunya keliru, ralat dengan kembar correct.",
                    " had passed before this was recorded; no reminder will come for it. If the term is wrong, correct it with kembar correct."
                )
        case "legal-date-silenced":
            return SilencedDateText(params).sentence
        case "limit-passed":
            return PassedLimitText(params).sentence
        case "calendar-year-missing":
            return Phrase("Kalender ", "The calendar ") + params.text("calendar")
                + Phrase(" belum memuat tahun ", " has no data for ") + params.text("year")
                + Phrase(
                    "; tahun itu dihitung Senin sampai Jumat.",
                    "; that year is counted Monday to Friday."
                )
        case "text-elsewhere":
            return Phrase(
                "Teks yang dihapus juga terbaca di entri ",
                "The redacted text also stands in entry "
            )
                + (params.names("positions") ?? Params.missing)
                + Phrase(
                    " naskah ini. Bila itu data pribadi, hapus juga dari entri itu.",
                    " of this agreement. If it is personal data, redact that as well."
                )
        case "personal-number":
            let start =
                Phrase("Isian ", "The field ") + params.text("field")
                + Phrase(" tampaknya memuat ", " seems to hold ")
                + Self.personalNumber(params.optionalText("kind"))
            guard params.has("position") else {
                return start
                    + Phrase(
                        ": data pribadi tidak pada tempatnya di log yang disimpan selamanya. Tulislah tanpa nomor itu.",
                        ": personal data has no place in a log that is kept for ever. Write it without."
                    )
            }
            return start
                + Phrase(
                    ": data pribadi, dan log disimpan selamanya. Bila benar, admin menghapusnya dengan: ",
                    ": personal data, and the log is kept for ever. If so, an admin redacts it: "
                ) + redaction(params)
        case "estimated-day":
            return params.date("date")
                + Phrase(" adalah hari libur perkiraan.", " is an estimated holiday.")
        case "closed":
            return Phrase("Proses naskah ini sudah selesai: ", "This agreement is closed: ")
                + params.label("label")
                + (params.has("time") ? Phrase(", ") + params.date("time") : Phrase(""))
                + Phrase(".")
        case "held":
            guard params.has("until") else {
                return Phrase(
                    "Ditunda tanpa batas waktu. Melanjutkannya: kembar resume ID",
                    "On hold without an end. To resume it: kembar resume ID"
                )
            }
            return Phrase("Ditunda sampai ", "On hold until ") + params.date("until") + Phrase(".")
        case "renewed":
            return Phrase(
                "Perpanjangannya sudah ditandatangani: ",
                "Its renewal is signed: "
            ) + params.text("agreement") + Phrase(".")
        case "awaited":
            let offices = params.distinct("offices", Params.office) ?? Params.missing
            return Phrase("Menunggu ", "Waiting for ") + offices
                + Phrase(
                    ": yang diingatkan penantian itu, bukan tahapnya.",
                    ": that wait is reminded of, not the stage."
                )
        default: return systemSentence(params)
        }
    }

    /// What the law's date is, and on what it rests.
    private func legalDate(_ params: Params) -> Phrase {
        params.label("label") + Phrase(" (") + params.text("source") + Phrase("), ")
            + params.date("date") + Phrase(",")
    }

    /// Remarks about the daemon and its rules.
    private func systemSentence(_ params: Params) -> Phrase {
        switch notice.code {
        case "clock-set-back":
            return Phrase(
                "Jam komputer pernah mundur; pengingat ditahan sampai jamnya benar. Periksa: timedatectl",
                "The computer's clock went back; reminders wait until it is right. Check: timedatectl"
            )
        case "renewal-gap":
            return params.text("successor")
                + Phrase(" belum ditandatangani, sedangkan ", " is not signed yet, and ")
                + params.text("predecessor")
                + Phrase(
                    " yang diperpanjangnya sudah berakhir: celah sejak ",
                    ", which it renews, has ended: a gap since "
                ) + params.date("since") + Phrase(".")
        case "calendar-next-year", "calendar-this-year":
            return .missingYear(
                notice.params["year"]?.integer ?? 0,
                of: notice.params["calendar"]?.string ?? "",
                from: (notice.params["files"]?.array ?? []).compactMap(\.string),
                isAhead: notice.code == "calendar-next-year"
            )
        case "clock-set-ahead":
            return Phrase(
                "Jam komputer melompat maju; pengingat ditahan. Seharusnya sekitar ",
                "The computer's clock jumped ahead; reminders wait. It should have been about "
            ) + params.date("expected")
                + Phrase(", tetapi menunjukkan ", ", but said ") + params.date("clock")
                + Phrase(
                    ". Periksa: timedatectl. Bila jamnya benar: kembar admin clock confirm",
                    ". Check: timedatectl. If the clock is right: kembar admin clock confirm"
                )
        case "key-not-here":
            return Phrase(
                "Kunci yang berlaku tidak ada di sini, jadi tidak ada yang ditandatangani. Mulai ulang kembard; bila tetap begitu, lihat docs/running.md.",
                "The key in force is not here, so nothing is signed. Restart kembard; if it stays so, see docs/running.md."
            )
        case "backup-old", "drill-old", "drill-failed", "signed-before", "checkpoint-changed",
            "checkpoint-inside-only", "signed-by-unknown-key", "key-retired",
            "handovers-unreadable":
            return BackupPhrases.notice(notice.code, params)
        case "mirror-behind", "mirror-conflict", "mirror-same-disk":
            return MirrorPhrases.notice(notice.code, params)
        case "log-not-writable":
            // What is not known to be recorded is not said not to be.
            return params.optionalText("reason") == "outcomeUnknown"
                ? Phrase(
                    "Upaya terakhir menulis log berakhir tanpa kepastian: mungkin tercatat, mungkin tidak. Yang berikutnya tetap dicoba, dan membaca tetap dapat. Periksa disk dan: journalctl -u kembard",
                    "The last attempt to write the log ended without certainty: it may be recorded or not. The next one is tried all the same, and reading still works. Look at the disk and at: journalctl -u kembard"
                ) : ProblemPhrases(params).logUnavailable[0]
        case "disk-reserve":
            return ProblemPhrases(params).diskReserve[0]
        case "views-error": return viewsError(params)
        case "reminders-failing":
            return Phrase(
                "Sebagian pengingat tidak dapat diterbitkan: entri ",
                "Some reminders can't be issued: entry "
            ) + params.number("position")
                + Phrase(
                    " rusak. Periksa dengan: kembar audit verify",
                    " is damaged. Look with: kembar audit verify"
                )
        case "wake-up-failed":
            return Phrase("Sejak ", "Since ") + params.date("since")
                + Phrase(
                    " tidak ada yang diingatkan; putaran pengingat gagal: ",
                    " nobody is reminded; looking at what is due fails: "
                ) + params.cause
                + Phrase(
                    ". Yang tertunda terbit sesudah itu diatasi. Periksa: journalctl -u kembard -p err",
                    ". What is owed goes out once that is mended. Look at: journalctl -u kembard -p err"
                )
        case "contacts-damaged":
            let sentences = ProblemPhrases(params).contactsDamaged
            return sentences[0] + Phrase(" ") + sentences[1]
        case "origin-provisional":
            return Phrase(
                "Log ini dimulai tanpa nama sendiri; namanya ",
                "This log was begun without a name of its own; it is "
            )
                + params.text("origin")
                + Phrase(
                    ", untuk selamanya dan di tiap bukti. Selama isinya belum penting, mulailah log baru: docs/running.md, Install",
                    ", for ever and in every proof. As long as nothing important is in it, begin another: docs/running.md, Install"
                )
        case "journal-failing":
            return Phrase("Jurnal tidak menerima pesan: ", "The journal takes no message: ")
                + params.cause
                + Phrase(
                    ". Pesan tetap tersimpan dan dikirim begitu bisa.",
                    ". The messages are kept and written as soon as it does."
                )
        case "spool-failing":
            return Phrase(
                "Folder spool tidak menerima pesan: ",
                "The spool folder takes no message: "
            ) + params.cause
                + Phrase(
                    ". Periksa folder itu dan izinnya; pesan tetap tersimpan dan ditulis begitu bisa.",
                    ". Look at the folder and its permissions; the messages are kept and written as soon as it does."
                )
        case "deliverer-silent":
            return Phrase(
                "kembar-deliver tidak bertanya lagi sejak ",
                "kembar-deliver has not asked since "
            ) + params.date("since")
                + Phrase(
                    ", dan pesan menunggunya. Periksa: systemctl status kembar-deliver",
                    ", and messages wait for it. Look: systemctl status kembar-deliver"
                )
        case "group-missing":
            return Phrase("Grup ", "The group ") + params.text("group")
                + Phrase(
                    " belum ada. Buat dengan: sudo groupadd --system ",
                    " does not exist yet. Create it with: sudo groupadd --system "
                )
                + params.text("group")
        case "message-undelivered":
            return Phrase("Pesan untuk ", "The message to ") + params.label("roleLabel", or: "role")
                + Phrase(" (entri ", " (entry ") + params.number("position")
                + Phrase(
                    ") tidak sampai kepada siapa pun; isinya ada di jurnal. Lihat: kembar contacts show",
                    ") reached nobody; it stands in the journal. See: kembar contacts show"
                )
        case "messages-late":
            return params.number("count")
                + Phrase(
                    " pesan belum terantar, yang tertua sejak ",
                    " messages are not carried yet, the oldest since "
                ) + params.date("since")
                + Phrase(
                    ". Periksa: systemctl status kembar-deliver",
                    ". Check: systemctl status kembar-deliver"
                )
        case "role-without-address" where params.has("since"):
            return Phrase("Peran ", "The role ") + params.label("roleLabel", or: "role")
                + Phrase(
                    " baru punya alamat surel mulai ",
                    " has an address for mail only from "
                ) + params.date("since") + Phrase(" (") + params.text("id")
                + Phrase(
                    "); sampai hari itu pesannya hanya ke jurnal.",
                    "); until that day its messages go to the journal only."
                )
        case "role-without-address":
            return Phrase("Peran ", "The role ") + params.label("roleLabel", or: "role")
                + Phrase(
                    " tidak punya alamat surel; pesannya hanya ke jurnal. Catat dengan: kembar contacts set ",
                    " has no address for mail; its messages go to the journal only. Say who holds it with: kembar contacts set "
                ) + params.text("role")
                + Phrase(" --name NAMA --mail ALAMAT", " --name NAME --mail ADDRESS")
        case "contact-not-reached":
            return Phrase("Surel kepada ", "Mail to ") + params.text("id")
                + Phrase(
                    " terakhir tidak sampai. Lihat alasannya: kembar contacts show ",
                    " did not arrive the last time. For the reason: kembar contacts show "
                ) + params.text("role")
        case "rule-added", "rule-removed", "rule-changed":
            return RuleChangeText(notice)?.sentence ?? Phrase(notice.code)
        case "rule-text":
            return rules(params)
                + Phrase(
                    ": hanya catatan dan tata letak yang berubah.",
                    ": only comments and layout are different."
                )
        case "rule-new":
            return rules(params) + Phrase(": baru.", ": new.")
        default:
            let carried = notice.params.keys.sorted().map { name in
                "\(name) = \(notice.params[name]?.canonicalText ?? "")"
            }.joined(separator: ", ")
            return Phrase(carried.isEmpty ? notice.code : "\(notice.code) (\(carried))")
        }
    }

    /// What is wrong with the views, and what helps.
    private func viewsError(_ params: Params) -> Phrase {
        switch params.optionalText("reason") {
        case "in-memory":
            Phrase(
                "Tampilan hanya ada di memori, karena views.db tidak dapat ditulis (",
                "The views are in memory only, because views.db can't be written ("
            ) + params.cause
                + Phrase(
                    "). Semuanya tetap terbaca. Periksa disk dan folder datanya; kembard menulisnya lagi begitu bisa.",
                    "). Everything can still be read. Look at the disk and the data folder; kembard writes it again as soon as it can."
                )
        case "damaged-entry":
            Phrase("Entri ", "Entry ") + params.number("position")
                + Phrase(
                    " rusak: naskahnya tampil seperti sebelum entri itu, atau tidak tampil. Periksa dengan: kembar audit verify",
                    " is damaged: its agreement is shown as it was before, or not at all. Look with: kembar audit verify"
                )
        case "behind":
            Phrase(
                "Tampilan tidak dapat mengikuti log (",
                "The views can't follow the log ("
            ) + params.cause
                + Phrase(
                    "). Yang tercatat aman, tetapi belum tampil. Periksa disk dan: journalctl -u kembard -p err. Sesudah itu mulai ulang kembard.",
                    "). What is recorded is safe, but not shown yet. Look at the disk and at: journalctl -u kembard -p err. Then restart kembard."
                )
        case "unreadable":
            Phrase(
                "Tampilan (views.db) tidak dapat dibaca maupun dibuat ulang (",
                "The views (views.db) can't be read, nor made anew ("
            ) + params.cause
                + Phrase(
                    "), jadi jumlah naskah dan pengingat di sini tidak diketahui. Log tidak tersentuh. ",
                    "), so how many agreements and reminders there are is not known here. The log is untouched. "
                ) + ProblemPhrases.viewsRemedy
        default:
            Phrase("Tampilan bermasalah (", "The views have a problem (") + params.text("error")
                + Phrase("). ", "). ") + ProblemPhrases.viewsRemedy
        }
    }

    /// The command that takes a number out of the entry, text and all; on what ground is the admin's to say.
    private func redaction(_ params: Params) -> Phrase {
        // What a correction set goes with the field of the entry that it corrects.
        if params.optionalText("field") == "corrections" {
            return Phrase("kembar redact --help")
        }
        // An entry is redacted once, so all of its fields are in one command.
        let listed = params.elements("fields").compactMap(\.string)
        let fields = listed.isEmpty ? [params.optionalText("field") ?? ""] : listed
        let start =
            Phrase("kembar redact ") + params.text("agreement") + Phrase(" ")
            + params.text("position") + Phrase(" --set")
        return fields.reduce(start) { command, field in
            command + Phrase(" \(field)='(dihapus)'", " \(field)='(redacted)'")
        } + Phrase(" --authority 'DASARNYA'", " --authority 'THE GROUND'")
    }

    /// The command that puts the right parties into the entry; its reason is the officer's.
    private func correction(_ params: Params) -> Phrase {
        guard let parties = params.values["parties"]?.canonicalText else {
            return Phrase("kembar correct")
        }
        return Phrase("kembar correct ") + params.text("agreement") + Phrase(" ")
            + params.text("position")
            + Phrase(
                " \(CommandLineEcho.quoted("parties:=\(parties)")) --reason ALASAN",
                " \(CommandLineEcho.quoted("parties:=\(parties)")) --reason REASON"
            )
    }

    private func rules(_ params: Params) -> Phrase {
        params.text("kind") + Phrase(" ") + params.text("name")
    }
}
