import Entries
import Language
import Wire

/// What `audit why`, `first`, `silences`, `exceptions` and `sample` say.
enum InquiryPhrases {
    // MARK: why and first

    static func value(_ field: String, _ value: String) -> Phrase {
        Phrase("\(field): \(value)")
    }

    static let noValue = Phrase("tidak ada nilai yang berlaku", "no value that counts")
    static let madeBy = Phrase(
        "Entri yang membentuknya, menurut urutan kejadian:",
        "The entries that made it, in the order in which things happened:"
    )
    /// Nothing was found of a stage, or of a value in what was looked through.
    static func never(_ field: String) -> Phrase {
        field == "stage"
            ? Phrase(
                "Belum pernah terjadi, juga tidak pada langkah yang kemudian dibatalkan.",
                "It never came true, nor by a step that was made void since."
            )
            : Phrase(
                "Tidak ditemukan dalam langkah, tanda tangan, catatan, dokumen, dan tindak lanjut, juga tidak pada nilai yang kemudian diralat atau dibatalkan. Pengingat, pesan, dan yang sudah dihapus tidak dicari.",
                "Not found in steps, signatures, notes, documents and follow-ups, nor in what was corrected or made void since. Reminders, messages and what was redacted are not searched."
            )
    }

    /// Nothing but that agreement could be looked through.
    static func onlyCarried(_ agreement: String) -> Phrase {
        Phrase(
            "Di sini hanya dibawa naskah \(agreement).",
            "Only the agreement \(agreement) is carried here."
        )
    }

    static let former = Phrase(
        "Pernah tercatat; sejak itu diralat atau dibatalkan, jadi tidak berlaku lagi:",
        "Was recorded; corrected or made void since, so it holds no more:"
    )

    /// What stood in the corrected entry before.
    static func was(_ value: String?, in entry: Int64) -> Phrase {
        let place = Phrase(" (entri \(entry))", " (entry \(entry))")
        guard let value else {
            return Phrase("semula tidak diisi", "not given before") + place
        }
        return Phrase("semula: ", "was: ") + Phrase(value) + place
    }

    static func reason(_ words: String) -> Phrase {
        Phrase("alasan: ", "reason: ") + Phrase(words)
    }

    static let chooseOne = Phrase(
        "Sebutkan salah satu: --stage TAHAP atau --field isian=nilai.",
        "Give one of them: --stage STAGE or --field field=value."
    )

    static func entry(_ entry: WhyEntry) -> Phrase {
        let name =
            entry.label.id == entry.type
            ? Phrase(entry.type) : Phrase("\(entry.type) (") + entry.label.phrase + Phrase(")")
        return Phrase("\(entry.position)  ") + Phrase { $0.date(entry.time) } + Phrase("  ") + name
    }

    // MARK: silences

    static let noSilence = Phrase(
        "Tidak ada: kembard selalu berjalan, sejauh yang tercatat.",
        "None: kembard was always running, as far as is recorded."
    )

    static func silence(_ silence: Silence, offsetMinutes: Int) -> Phrase {
        let entries = CommonPhrases.entries(silence.positions)
        return kind(silence.kind).capitalized + span(silence, offsetMinutes) + Phrase(" (")
            + entries + Phrase(")")
    }

    private static func kind(_ kind: String) -> Phrase {
        switch kind {
        case "stopped": Phrase("kembard dihentikan", "kembard was stopped")
        case "crashed":
            Phrase(
                "kembard mati tanpa sempat mencatatnya",
                "kembard ended without recording it"
            )
        case "clock-set-back": Phrase("jam mundur", "the clock was set back")
        case "clock-set-ahead":
            Phrase(
                "jam melompat maju, pengingat ditahan",
                "the clock jumped ahead, reminders waited"
            )
        case "late-reminder": Phrase("pengingat terlambat", "a reminder came late")
        default: Phrase(kind)
        }
    }

    private static func span(_ silence: Silence, _ offsetMinutes: Int) -> Phrase {
        let from = silence.from.map { local($0, offsetMinutes) } ?? Phrase("?")
        let until = silence.until.map { local($0, offsetMinutes) }
        let words =
            silence.kind == "late-reminder"
            ? (Phrase(": jatuh tempo ", ": due "), Phrase(", terbit ", ", issued "))
            : (Phrase(": kira-kira sejak ", ": from about "), Phrase(" sampai ", " until about "))
        let agreement = silence.agreement.map { Phrase(", \($0)") } ?? Phrase("")
        return agreement + words.0 + from + (until.map { words.1 + $0 } ?? Phrase(""))
    }

    /// The instant on the own office's clock; the answer has it in UTC.
    private static func local(_ instant: String, _ offsetMinutes: Int) -> Phrase {
        guard let time = SpokenTime(instant) else { return Phrase(instant) }
        return Phrase { $0.shortInstant(time.shifted(toOffsetMinutes: offsetMinutes)) }
    }

    // MARK: exceptions

    static let title = Phrase("HAL-HAL YANG PERLU DITELITI", "MATTERS TO LOOK INTO")
    static let nothing = Phrase(
        "Tidak ada yang menonjol menurut kriteria di bawah ini.",
        "Nothing stands out by the criteria that are asked about."
    )
    static let judgement = Phrase(
        "Daftar ini menunjukkan entri; menilainya tugas pemeriksa.",
        "This list points at entries; judging them is the auditor's."
    )
    static let condition = Phrase("Kondisi", "Condition")
    static let criterion = Phrase("Kriteria", "Criterion")
    static let cause = Phrase("Sebab", "Cause")
    static let effect = Phrase("Akibat", "Effect")
    static let advice = Phrase("Rekomendasi", "Recommendation")
    static let byAuditor = Phrase("(diisi pemeriksa)", "(for the auditor to fill in)")

    static func heading(_ kind: String) -> Phrase {
        switch kind {
        case "impossible":
            Phrase("Langkah yang tidak mungkin menurut aturan", "Steps impossible by the rules")
        case "late": Phrase("Entri yang terlambat dicatat", "Entries recorded late")
        case "imprecise": Phrase("Waktu kejadian yang tidak tepat", "Imprecise dates")
        case "no-source":
            Phrase("Langkah tanpa sumber atau dokumen", "Steps without a source or document")
        case "corrected": Phrase("Ralat", "Corrections")
        case "redacted": Phrase("Data pribadi yang dihapus", "Redactions")
        case "skipped-stage":
            Phrase(
                "Tahap yang dilewati, atau dimasuki kemudian",
                "Stages left out, or entered only later"
            )
        case "no-capacity":
            Phrase(
                "Tanda tangan tanpa jabatan penanda tangan",
                "Signatures without the signatory's capacity"
            )
        case "long-hold": Phrase("Penundaan yang lama", "Long holds")
        case "ladder-exhausted": Phrase("Pengingat yang habis", "Reminders exhausted")
        case "rules-changed":
            Phrase(
                "Aturan yang menggeser tenggat, atau diubah menjelang tenggat",
                "Rules that moved deadlines, or were changed shortly before one"
            )
        case "key-changed": Phrase("Kunci log yang diganti", "Changes of the log's key")
        case "log-recovered":
            Phrase("Entri bertanda tangan yang hilang", "Signed entries that are lost")
        case "silence": Phrase("Masa tanpa pengingat", "Silences")
        default: Phrase(kind)
        }
    }

    static func criterion(_ kind: String, _ answer: ExceptionsAnswer) -> Phrase {
        switch kind {
        case "impossible":
            Phrase(
                "aturan yang berlaku pada hari langkah itu (kembar audit replay)",
                "the rules in force on the day of the step (kembar audit replay)"
            )
        case "late":
            Phrase("dicatat paling lambat ", "recorded within ")
                + .workingDays(answer.lateDays)
                + Phrase(" sesudah kejadian (batas pemeriksaan ini)", " (this inquiry's limit)")
        case "imprecise":
            Phrase("waktu kejadian diketahui sampai harinya", "the day of a fact is known")
        case "no-source":
            Phrase(
                "setiap langkah menyebut atas keterangan siapa, atau membawa dokumen",
                "every step says on whose word, or brings a document"
            )
        case "corrected":
            Phrase("entri pertama sudah benar", "the first entry is right")
        case "redacted":
            Phrase(
                "data pribadi tidak masuk ke dalam log; penghapusan menyebut dasarnya",
                "no personal data gets into the log; a redaction cites its authority"
            )
        case "skipped-stage":
            Phrase(
                "tahap dilalui menurut urutan alur kerja",
                "stages are gone through in the workflow's order"
            )
        case "no-capacity":
            Phrase(
                "jabatan setiap penanda tangan tercatat (PP 28/2018 Ps 2, 13)",
                "the capacity of every signatory is recorded (PP 28/2018 Ps 2, 13)"
            )
        case "long-hold":
            Phrase("penundaan paling lama ", "a hold of at most ")
                + .workingDays(answer.holdDays)
                + Phrase(" (batas pemeriksaan ini)", " (this inquiry's limit)")
        case "ladder-exhausted":
            Phrase(
                "yang ditunggu menjawab sebelum pengingat habis",
                "whoever is awaited answers before the reminders end"
            )
        case "rules-changed":
            Phrase(
                "tenggat yang berjalan tidak digeser oleh perubahan aturan, dan yang jatuh tempo dalam ",
                "running deadlines are not moved by a change of rules, and what falls due within "
            ) + .workingDays(answer.nearDays)
                + Phrase(
                    " sesudahnya (batas pemeriksaan ini) tetap, juga penerimanya",
                    " after it (this inquiry's limit) stays, and so do its recipients"
                )
        case "key-changed":
            Phrase(
                "kunci lama menyerahterimakan kunci baru (kembar audit keys)",
                "the old key hands over to the new one (kembar audit keys)"
            )
        case "log-recovered":
            Phrase(
                "log melanjutkan semua yang pernah ditandatangani",
                "the log goes on from all that was signed"
            )
        case "silence":
            Phrase("kembard berjalan terus-menerus", "kembard runs all the time")
        default: Phrase("")
        }
    }

    static let notLookedFor = Phrase(
        "Tidak dibawa berkas satu naskah, jadi tidak dicari:",
        "Not carried by a bundle of one agreement, so not looked for:"
    )

    /// What nobody looked for; late reminders of the agreement are there, and are no part of it.
    static func notCarried(_ kind: String) -> Phrase {
        kind == "silence"
            ? Phrase(
                "Masa kembard tidak berjalan, dan jamnya",
                "When kembard was not running, and its clock"
            )
            : heading(kind)
    }

    static let adoptionsUnproved = Phrase(
        "Pemberlakuan aturan dan pergantian kunci dicari di antara yang dibawa; bahwa semuanya dibawa tidak terbukti.",
        "Rules and keys were looked for among the adoptions carried here; that all of them are is not proved."
    )

    static func recordedAfter(_ days: Int, isLeast: Bool) -> Phrase {
        Phrase("dicatat ", "recorded ") + least(isLeast) + .workingDays(days)
            + Phrase(" sesudahnya", " later")
    }

    /// A figure for what is known to a month or a year only.
    private static func least(_ isLeast: Bool) -> Phrase {
        isLeast ? Phrase("sedikitnya ", "at least ") : Phrase("")
    }

    static func moved(_ count: Int) -> Phrase {
        .count(count, "tenggat bergeser", "deadline moved", "deadlines moved")
    }

    static func key(_ params: [String: JSONValue]) -> Phrase {
        guard params["lost"]?.bool == true else {
            return Phrase("dengan serah terima", "with a handover")
        }
        guard params["handover"]?.bool == true else {
            return Phrase(
                "kunci lama hilang, tanpa serah terima",
                "the old key was lost, no handover"
            )
        }
        return Phrase(
            "dengan serah terima yang disimpan di luar log; entri pergantiannya hilang",
            "by a handover that was kept outside; the entries of the change were lost"
        )
    }

    static func lost(from: Int, through: Int) -> Phrase {
        Phrase(
            "yang mungkin hilang: entri \(from) sampai \(through) dari log dahulu",
            "what may be lost: entries \(from) to \(through) of the log as it was"
        )
    }

    static let noCause = Phrase("tidak tercatat; ", "not recorded; ")

    // MARK: sample

    static func drawn(_ count: Int, of size: Int64, seed: String) -> Phrase {
        .count(count, "entri diambil dari ", "entry drawn from ", "entries drawn from ")
            + Phrase("\(size)") + Phrase(", dengan benih ", ", with the seed ")
            + Phrase("\"\(seed)\"")
    }

    static func notCarried(_ positions: [Int64]) -> Phrase {
        Phrase("Terpilih, tetapi tidak dibawa di sini: ", "Drawn, not carried here: ")
            + CommonPhrases.entries(positions)
    }

    static let drawAgain = Phrase(
        "Siapa pun dapat mengulangnya: untuk setiap nomor dihitung SHA-256 dari benih, satu ganti baris (0x0A), dan nomor itu; yang terkecil diambil.",
        "Anybody can draw it again: every number gets the SHA-256 of the seed, one line feed (0x0A), and the number; the smallest are drawn."
    )
}
