import ArgumentParser
import Language
import Mail
import Wire

/// The command `kembar calendars export`.
struct CalendarsExport: Subcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "export",
            Phrase(
                "Cetak tenggat yang masih berjalan sebagai berkas iCalendar.",
                "Print the open deadlines as an iCalendar file."
            ),
            examples: ["kembar calendars export > tenggat.ics", "kembar calendars export --json"],
            more: Phrase(
                "Janji, batas waktu, dan akhir masa berlaku. Berkas yang lebih baru memindahkan acara yang sama; buka dengan program kalender mana pun.",
                "Promises, limits and ends of terms. A newer file moves the same events; open it with any calendar program."
            )
        )
    }

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["deadlines"]) }

    func told(_ response: Response, _ page: Page) throws -> Told {
        guard !common.json else { return Told(text: response.text) }
        let list = try response.decoded(DeadlineList.self)
        return Told(text: list.calendar(page.language).text)
    }
}

extension DeadlineList {
    /// The file, in the reader's language.
    func calendar(_ language: Language) -> CalendarFile {
        CalendarFile(
            product: "kembar",
            name: language.say(Phrase("Tenggat kerja sama", "Cooperation deadlines")),
            stamp: now,
            events: deadlines.map { $0.event(rehearsal: rehearsal, in: language) }
        )
    }
}

extension DeadlineAnswer {
    fileprivate func event(rehearsal: Bool, in language: Language) -> CalendarFile.Event {
        let content = DeadlineContent(
            kind: content,
            agreement: agreement,
            title: title,
            office: office,
            estimated: estimated,
            synthetic: synthetic,
            rehearsal: rehearsal
        )
        return CalendarFile.Event(
            uid: uid,
            day: day,
            dayAfter: dayAfter,
            sequence: sequence,
            summary: language.say(content.summary),
            details: content.details.map(language.say)
        )
    }

    private var content: DeadlineContent.Kind {
        switch kind {
        case "promise": .promise
        case "term": .term
        default: .limit(label?.phrase ?? Phrase(kind), mark: mark ?? "")
        }
    }
}
