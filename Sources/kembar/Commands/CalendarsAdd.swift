import ArgumentParser
import Language
import Wire

/// The command `kembar calendars add DATE --kind K --name NAME --decree TEXT`.
struct CalendarsAdd: ScreenSubcommand, ConfirmedSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "add",
            Phrase(
                "Tambahkan satu hari libur; tenggat yang bergeser diperlihatkan dahulu.",
                "Add one day off; the deadlines that move are shown first."
            ),
            examples: [
                #"kembar calendars add 2025-08-18 --kind cuti_bersama \"#,
                #"    --decree "keputusan bersama menteri (contoh)""#,
                #"kembar calendars add 2026-03-18 --kind bali_nyepi --name Nyepi --decree SE \"#,
                "    --calendar id-bali --yes",
            ],
            more: Phrase(
                "Memerlukan keanggotaan grup kembar-admin. Teks kalender yang berlaku tetap seperti adanya, bertambah satu baris.",
                "This needs membership of the group kembar-admin. The text in force stays as it is, with one line more."
            )
        )
    }

    @Argument(help: .words("Harinya.", "The day.", value: Phrase("tanggal", "date")))
    var date: String

    @Option(
        help: .words(
            "Jenis hari libur, misalnya public atau cuti_bersama.",
            "The kind of day off, such as public or cuti_bersama.",
            value: Phrase("jenis", "kind")
        )
    )
    var kind: String

    @Option(
        help: .words(
            "Nama harinya; jika tidak, nama jenisnya (public, cuti_bersama).",
            "What the day is called; else what its kind is called (public, cuti_bersama).",
            value: Phrase("nama", "name")
        )
    )
    var name: String?

    @Option(
        help: .words(
            "Nama dalam bahasa Inggris; jika tidak, sama.",
            "Its name in English; else the same.",
            value: Phrase("nama", "name")
        )
    )
    var nameEn: String?

    @Option(
        help: .words(
            "Keputusan yang menetapkannya.",
            "The decree that says so.",
            value: Phrase("teks", "text")
        )
    )
    var decree: String

    @Option(
        help: .words(
            "Kalender; jika tidak, kalender umum pada daftar kantor.",
            "The calendar; else the one that offices have unless said otherwise.",
            value: Phrase("kalender", "calendar")
        ),
        completion: .asked(.calendars)
    )
    var calendar: String?

    @Flag(help: .words("Baru perkiraan.", "Only expected so far."))
    var estimated = false

    @Flag(help: .words("Tetapkan tanpa bertanya.", "Adopt without asking."))
    var yes = false

    @OptionGroup var repetition: RepetitionOptions
    @OptionGroup var common: CommonOptions

    /// What a day is called that has no name of its own.
    private static let kindNames = [
        "public": Label(id: "Hari libur nasional", en: "Public holiday"),
        "cuti_bersama": Label(id: "Cuti bersama", en: "Joint leave"),
    ]

    func validate() throws {
        guard name == nil, Self.kindNames[kind] == nil else { return }
        throw ValidationError(
            Speech.language.say(
                Phrase(
                    "Nama hari itu belum disebutkan; tambahkan --name, misalnya --name Nyepi.",
                    "The day's name is missing; add --name, such as --name Nyepi."
                )
            )
        )
    }

    private var label: Label {
        guard let name else { return Self.kindNames[kind] ?? Label(id: kind, en: kind) }
        return Label(id: name, en: nameEn ?? name)
    }

    var isConfirmed: Bool { yes || repetition.dryRun }
    var question: Phrase { RulePhrases.question }

    func request(_ desk: Desk) throws -> Request {
        try request(repetition.query, key: repetition.key(desk))
    }

    func trial(_ desk: Desk) throws -> Request {
        try request([("dryRun", "true")], key: repetition.key(desk))
    }

    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request {
        // Only against the version that was shown: what came between would not have been seen.
        let version = try trial.decoded(AdoptionAnswer.self).rule.version - 1
        return try request([], key: repetition.key(desk), version: version)
    }

    private func request(
        _ query: [(name: String, value: String?)],
        key: String,
        version: Int? = nil
    ) throws -> Request {
        try .post(
            ["calendars", "days"],
            query,
            body: CalendarDayRequest(
                calendar: calendar,
                date: date,
                kind: kind,
                name: label,
                source: decree,
                estimated: estimated ? true : nil
            ),
            key: key,
            version: version
        )
    }

    func screen(_ answer: AdoptionAnswer, _ page: Page) -> Screen {
        AdoptionScreen(answer).screen(page)
    }
}
