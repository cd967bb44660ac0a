import Entries
import Language

/// Rules that change, and agreements that go with them.
extension ProblemPhrases {
    var endsBeforeItBegins: [Phrase] {
        [
            Phrase("Hari terakhirnya (", "Its last day (") + params.date("until")
                + Phrase(") sudah lewat sebelum mulai (", ") is over before it begins (")
                + params.date("begins") + Phrase(").", ")."),
            // A term comes from a rule of the workflow, a hold from none.
            params.has("rule")
                ? Phrase(
                    "Periksa --from dan --until; tanpa --from masa berlaku mulai pada hari kejadiannya.",
                    "Check --from and --until; without --from the term begins on the day of the event."
                )
                : Phrase(
                    "Pilih untuk --until hari yang belum lewat. Penundaan lama yang baru dicatat sekarang: sebutkan juga --at.",
                    "Choose a day for --until that is not over. For an old hold that is recorded only now, give --at as well."
                ),
        ]
    }

    var sameWorkflowVersion: [Phrase] {
        [
            agreement
                + Phrase(" sudah memakai versi ", " has version ") + params.text("version")
                + Phrase(" dari alur kerja ", " of the workflow ") + params.text("workflow")
                + Phrase(
                    ". Versi lain: kembar rules move ID --to VERSI",
                    " already. Another version: kembar rules move ID --to VERSION"
                )
        ]
    }

    var moveImpossible: [Phrase] {
        [
            agreement
                + Phrase(" tidak dapat dipindahkan ke versi ", " can't move to version ")
                + params.text("version") + Phrase(" dari ", " of ") + params.text("workflow")
                + Phrase(": ") + obstacle,
            remedy,
        ]
    }

    private var agreement: Phrase { Phrase("Naskah ", "Agreement ") + params.text("agreement") }

    private var obstacle: Phrase {
        switch params.optionalText("missing") {
        case "stage":
            Phrase("di sana tidak ada tahap ", "it has no stage ") + stage + Phrase(".")
        case "way-on":
            Phrase("di sana tahap ", "there the stage ") + stage
                + Phrase(" adalah akhir proses.", " is the end of the way.")
        case "answer":
            Phrase(
                "di sana tidak ada kejadian yang menjawab penantian ini: ",
                "it has no event that could answer this wait: "
            ) + awaited + Phrase(".")
        case "limit":
            Phrase("di sana tidak ada batas waktu ", "it has no limit ") + params.text("limit")
                + Phrase(", yang sedang berjalan bagi ", ", which runs for ") + awaited
                + Phrase(".")
        case "ladder":
            Phrase("tangga pengingat ", "the ladder ") + params.text("ladder")
                + Phrase(
                    " untuk tahapnya tidak ada pada kebijakan yang berlaku.",
                    " of its stage is not in the policy in force."
                )
        default: Params.missing
        }
    }

    private var remedy: Phrase {
        switch params.optionalText("missing") {
        case "answer", "limit":
            Phrase(
                "Catat dahulu jawabannya (kembar ready ID --party KODE), atau tetapkan versi yang memuatnya.",
                "Record the answer first (kembar ready ID --party CODE), or adopt a version that has it."
            )
        case "ladder":
            Phrase(
                "Tetapkan dahulu kebijakan yang memuat tangga itu: kembar rules adopt BERKAS",
                "Adopt a policy with that ladder first: kembar rules adopt FILE"
            )
        default:
            Phrase(
                "Lanjutkan naskahnya ke tahap yang ada di kedua versi, atau tetapkan versi yang memuat tahapnya.",
                "Let the agreement reach a stage that both versions have, or adopt a version that has its stage."
            )
        }
    }

    private var stage: Phrase {
        params.text("stage") + Phrase(" (") + params.label("label", or: "stage") + Phrase(")")
    }

    private var awaited: Phrase {
        let wait = params.values["awaited"] ?? .null
        let office = wait["office"].map(Params.office) ?? Params.missing
        return wait["for"]?.string.map { office + Phrase(" (\($0))") } ?? office
    }

    var tooManyMoves: [Phrase] {
        [
            Phrase("Disebutkan ", "There are ") + params.number("count")
                + Phrase(
                    " naskah; satu perintah memindahkan paling banyak ",
                    " agreements; one command moves at most "
                )
                + params.number("limit")
                + Phrase(
                    ". Bagi menjadi beberapa perintah, atau pakai --all.",
                    ". Divide them, or use --all."
                )
        ]
    }

    /// How the year gets into the calendar: the years in between come first; nil if none can.
    private var completing: Phrase? {
        guard let next = params.optionalText("next") else { return nil }
        let command =
            Phrase("kembar calendars import BERKAS", "kembar calendars import FILE")
            + Phrase(" --calendar ") + params.text("calendar") + Phrase(" --year \(next)")
        guard next == params.optionalText("year") else {
            return Phrase(
                "Tahun-tahunnya harus bersambung: lengkapi dahulu \(next): ",
                "Its years have to follow each other: complete \(next) first: "
            ) + command
        }
        return Phrase("Daftar hari libur yang lengkap: ", "With a whole year's list: ") + command
    }

    var calendarNotEditable: [Phrase] {
        let calendar = params.text("calendar")
        let byHand =
            Phrase(
                "Sunting sendiri: kembar rules show calendar ",
                "Edit it by hand: kembar rules show calendar "
            ) + calendar + Phrase(" > kalender.yaml; kembar calendars adopt kalender.yaml")
        switch params.optionalText("reason") {
        case "present":
            return [
                params.date("date")
                    + Phrase(" sudah ada pada kalender ", " is in the calendar ") + calendar
                    + Phrase(", sebagai ", " already, as ") + params.label("label")
                    + Phrase(". Tidak ada yang perlu ditambahkan.", ". There is nothing to add.")
            ]
        case "year":
            return [
                Phrase("Kalender ", "The calendar ") + calendar
                    + Phrase(" tidak memuat tahun ", " has no data for ") + params.text("year")
                    + Phrase(
                        "; dengan satu hari saja, hari libur lain tahun itu terhitung hari kerja.",
                        "; with one day only, its other holidays would count as working days."
                    ),
                completing,
                byHand,
            ].compactMap(\.self)
        case "included":
            let included = params.elements("includes").compactMap(\.string)
            let options = included.map { "--calendar \($0)" }.joined(separator: " / ")
            return [
                Phrase("Kalender ", "The calendar ") + calendar
                    + Phrase(
                        " tidak mempunyai hari sendiri; isinya diambil dari kalender lain: ",
                        " has no days of its own; it takes those of another calendar: "
                    ) + Phrase(included.joined(separator: ", ")) + Phrase("."),
                Phrase("Tambahkan di sana; ulangi dengan ", "Add it there; repeat with ")
                    + Phrase(options) + Phrase("."),
            ]
        case "unknown-kind":
            return [
                Phrase("Jenis hari libur '", "The kind of day '") + params.text("kind")
                    + Phrase(
                        "' tidak dikenal. Yang dikenal: ",
                        "' is not known. Known are: "
                    ) + (params.names("known") ?? Params.missing) + Phrase("."),
                byHand,
            ]
        case "kind":
            return [
                Phrase("Jenis hari libur '", "The kind of day '") + params.text("kind")
                    + Phrase(
                        "' hanya boleh berisi huruf, angka, dan . - / _ tanpa spasi, misalnya cuti_bersama.",
                        "' may have letters, digits and . - / _ only, such as cuti_bersama."
                    )
            ]
        default:
            return [
                Phrase("Teks kalender ", "The text of the calendar ") + calendar
                    + Phrase(
                        " tidak tertulis satu hari satu baris di bawah days, jadi tidak dapat ditambahi.",
                        " does not have its days one a line under days, so nothing can be put in."
                    ),
                byHand,
            ]
        }
    }
}
