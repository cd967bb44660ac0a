import ArgumentParser
import Language
import Wire

/// The command `kembar calendars import FILE.ics --kind K --decree TEXT`.
struct CalendarsImport: ScreenSubcommand, ConfirmedSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "import",
            Phrase(
                "Masukkan hari libur dari berkas .ics; tenggat yang bergeser diperlihatkan dahulu.",
                "Take days off from an .ics file; the deadlines that move are shown first."
            ),
            examples: [
                #"kembar calendars import libur-2028.ics --year 2028 --kind public \"#,
                #"    --decree "keputusan bersama menteri (contoh)""#,
                "kembar calendars import libur.ics --kind cuti_bersama --decree SKB --dry-run",
            ],
            more: Phrase(
                "Memerlukan keanggotaan grup kembar-admin. Hanya kejadian sehari penuh yang tidak dibatalkan yang diambil; hari yang sudah ada dilewati. Dengan --year, tahun itu dianggap lengkap: hanya hari-harinya yang diambil.",
                "This needs membership of the group kembar-admin. Only all-day events that were not cancelled are taken; days that are there are passed over. With --year that year counts as complete: only its days are taken."
            )
        )
    }

    @Argument(
        help: .words(
            "Berkas iCalendar; - untuk masukan standar.",
            "The iCalendar file; - is standard input.",
            value: Phrase("berkas", "file")
        ),
        completion: .file(extensions: ["ics"])
    )
    var file: String

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
            "Keputusan yang menetapkannya.",
            "The decree that says so.",
            value: Phrase("teks", "text")
        )
    )
    var decree: String

    @Option(
        help: .words(
            "Tahun yang menjadi lengkap.",
            "The year that becomes complete.",
            value: Phrase("tahun", "year")
        )
    )
    var year: Int?

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

    var isConfirmed: Bool { yes || repetition.dryRun }
    var question: Phrase { RulePhrases.question }

    func request(_ desk: Desk) throws -> Request {
        try request(desk, repetition.query)
    }

    func trial(_ desk: Desk) throws -> Request { try request(desk, [("dryRun", "true")]) }

    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request {
        // Only against the version that was shown: what came between would not have been seen.
        let version = try trial.decoded(AdoptionAnswer.self).rule.version - 1
        return try request(desk, [], version: version)
    }

    private func request(
        _ desk: Desk,
        _ query: [(name: String, value: String?)],
        version: Int? = nil
    ) throws -> Request {
        guard let text = String(validating: try desk.content(of: file), as: UTF8.self) else {
            throw Failure.notText(path: file)
        }
        let holidays = try HolidayFile(text, path: file)
        // Once: who confirms a version has read it above what was shown.
        if version == nil { sayWhatIsLeftOut(of: holidays, desk) }
        let days = holidays.days.filter { day in
            year.map { day.key.hasPrefix("\($0)-") } ?? true
        }
        guard !days.isEmpty else { throw Failure.noDays(path: file, year: year) }
        return try .post(
            ["calendars", "imports"],
            query,
            body: CalendarImportRequest(
                calendar: calendar,
                kind: kind,
                source: decree,
                estimated: estimated ? true : nil,
                year: year,
                days: days
            ),
            key: repetition.key(desk),
            version: version
        )
    }

    /// On standard error: the answer is the daemon's, which knows only what is taken.
    private func sayWhatIsLeftOut(of holidays: HolidayFile, _ desk: Desk) {
        let events = holidays.leftOut.filter { event in
            year.map { ["", String($0)].contains(event.year) } ?? true
        }
        guard let words = FailurePhrases.leftOut(file, events) else { return }
        let page = Page(desk: desk, language: Speech.language).errors(desk)
        var screen = Screen(page)
        screen.add(words)
        desk.say(screen.text(page), on: .errors)
    }

    func screen(_ answer: AdoptionAnswer, _ page: Page) -> Screen {
        AdoptionScreen(answer).screen(page)
    }
}
