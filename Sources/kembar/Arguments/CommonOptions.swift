import ArgumentParser
import Language

/// The options that every command has.
struct CommonOptions: ParsableArguments {
    @Flag(
        help: .words(
            "Cetak JSON dari kembard apa adanya; tidak diterjemahkan.",
            "Print the JSON of kembard as it is; never translated."
        )
    )
    var json = false

    @Option(
        help: .words(
            "Soket kembard; jika tidak, KEMBAR_SOCKET, lalu /run/kembar.",
            "The socket of kembard; else KEMBAR_SOCKET, then /run/kembar.",
            value: Phrase("jalur", "path")
        ),
        completion: .file()
    )
    var socket: String?

    @Option(
        help: .words(
            "Jalankan di komputer lain lewat SSH, ssh://[nama@]komputer[:port]; jika tidak, KEMBAR_HOST.",
            "Run on another machine through SSH, ssh://[user@]host[:port]; else KEMBAR_HOST.",
            value: Phrase("alamat", "address")
        )
    )
    var host: String?

    @Option(
        help: .words(
            "Bahasa: id atau en; jika tidak, dari LANGUAGE, LC_ALL, LC_MESSAGES, LANG (en: Inggris, lainnya: Indonesia).",
            "Language: id or en; else from LANGUAGE, LC_ALL, LC_MESSAGES, LANG (en: English, all else: Indonesian).",
            value: Phrase("bahasa", "language")
        )
    )
    var lang: Language?
}

/// How the past is asked for.
struct PastOptions: ParsableArguments {
    @Option(
        help: .words(
            "Keadaan pada akhir hari itu, misalnya 2018-11-07.",
            "How things stood at the end of that day, such as 2018-11-07.",
            value: Phrase("tanggal", "date")
        )
    )
    var asOf: String?

    @Option(
        help: .words(
            "Hanya yang sudah tercatat sampai waktu itu.",
            "Only what had been recorded by that time.",
            value: Phrase("waktu", "time")
        )
    )
    var knownAt: String?

    var query: [(name: String, value: String?)] { [("asOf", asOf), ("knownAt", knownAt)] }

    /// The same for the screen that answers.
    var words: PastWords { PastWords(asOf: asOf, knownAt: knownAt) }
}

/// Under which key a write is repeated safely.
struct KeyOptions: ParsableArguments {
    @Option(
        help: .words(
            "Kunci agar perintah yang diulang tidak tercatat dua kali; jika tidak, dibuat acak.",
            "The key under which a repeated command is not recorded twice; else random.",
            value: Phrase("kunci", "key")
        )
    )
    var idempotencyKey: String?

    /// The key of this run.
    func key(_ desk: Desk) -> String { idempotencyKey ?? desk.makeKey() }
}

/// How a write is tried out and repeated safely.
struct RepetitionOptions: ParsableArguments {
    @Flag(
        help: .words(
            "Periksa saja; tidak ada yang dicatat.",
            "Only check; record nothing."
        )
    )
    var dryRun = false

    @OptionGroup var keys: KeyOptions

    /// The key of this run.
    func key(_ desk: Desk) -> String { keys.key(desk) }

    var query: [(name: String, value: String?)] { [("dryRun", dryRun ? "true" : nil)] }
}

/// When something happened, on whose word, and against which version it is recorded.
struct FactOptions: ParsableArguments {
    @Option(
        help: .words(
            "Kapan terjadi: 2018-11-07, 2018-10, 2018-11-07T10:00; jika tidak, sekarang.",
            "When it happened: 2018-11-07, 2018-10, 2018-11-07T10:00; else now.",
            value: Phrase("waktu", "time")
        )
    )
    var at: String?

    @Option(
        help: .words(
            "Menurut siapa, atau surat yang mana.",
            "On whose word, or which letter.",
            value: Phrase("teks", "text")
        )
    )
    var source: String?

    @OptionGroup var recording: RecordingOptions
}

/// For whom, and against which version, something is recorded about an agreement.
struct RecordingOptions: ParsableArguments {
    @Option(
        help: .words(
            "Atas nama siapa dicatat.",
            "For whom it is recorded.",
            value: Phrase("kantor", "office")
        )
    )
    var onBehalfOf: String?

    @Option(
        help: .words(
            "Hanya jika versinya masih ini (lihat show).",
            "Only if the version is still this one (see show).",
            value: Phrase("N")
        )
    )
    var ifVersion: Int?

    @OptionGroup var repetition: RepetitionOptions

    /// The request that these options go with.
    func post(
        _ path: [String],
        _ desk: Desk,
        query: [(name: String, value: String?)]? = nil,
        version: Int? = nil,
        body: some Encodable
    ) throws -> Request {
        try .post(
            path,
            query ?? repetition.query,
            body: body,
            key: repetition.key(desk),
            version: ifVersion ?? version
        )
    }
}
