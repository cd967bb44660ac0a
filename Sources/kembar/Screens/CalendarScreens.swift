import Language
import Wire

/// The calendars in force and the years that they know.
struct CalendarListScreen {
    private let list: CalendarList

    init(_ list: CalendarList) { self.list = list }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        var table = Table(
            zip(OfficePhrases.calendarHeadings, [9, 8, 5, 10])
                .map { Table.Column(heading: page.say($0), widthMin: $1) }
        )
        for calendar in list.calendars {
            table.add([
                calendar.name, page.say(calendar.label.phrase), String(calendar.version),
                Self.years(calendar.years),
            ])
        }
        table.write(to: &screen)
        return screen
    }

    /// Years with their runs drawn together: `2015-2027, 2030`.
    static func years(_ years: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for year in years.sorted() {
            if let last = runs.last, year <= last.upperBound + 1 {
                runs[runs.count - 1] = last.lowerBound...max(last.upperBound, year)
            } else {
                runs.append(year...year)
            }
        }
        let texts = runs.map {
            $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
        }
        return texts.isEmpty ? "-" : texts.joined(separator: ", ")
    }
}

/// The days off of one year.
struct CalendarYearScreen {
    private let calendar: CalendarYear

    init(_ calendar: CalendarYear) { self.calendar = calendar }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        screen.add(
            "\(calendar.name)@\(calendar.version)  \(page.say(calendar.label.phrase))",
            as: .heading
        )
        screen.add(page.say(calendar.source.phrase), as: .quiet)
        if !calendar.includes.isEmpty {
            screen.field(OfficePhrases.includes, calendar.includes.joined(separator: ", "))
        }
        screen.field(OfficePhrases.yearsWithData, CalendarListScreen.years(calendar.years))
        screen.space()
        if !calendar.hasData { screen.add(OfficePhrases.noData(calendar.year), as: .warning) }
        var table = Table(
            zip(OfficePhrases.dayHeadings, [10, 14, 6, 6])
                .map { Table.Column(heading: page.say($0), widthMin: $1) }
        )
        for day in calendar.days {
            table.add([
                language.date(day.date), page.say(day.name.phrase) + marks(day, page),
                page.say(OfficePhrases.dayKind(day.kind)),
                day.calendar == calendar.name ? day.source ?? "-" : day.calendar,
            ])
        }
        if calendar.days.isEmpty {
            screen.add(OfficePhrases.noDays(calendar.year))
        } else {
            table.write(to: &screen)
        }
        return screen
    }

    private func marks(_ day: CalendarDay, _ page: Page) -> String {
        let estimated = day.estimated ? " [\(page.say(.estimated))]" : ""
        return estimated + (day.weekend ? " (\(page.say(OfficePhrases.weekend)))" : "")
    }
}

/// A date so many working days after another, with the days that did not count.
struct CalendarCountScreen {
    private let count: CalendarCount

    init(_ count: CalendarCount) { self.count = count }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        screen.add(
            OfficePhrases.count(
                days: .workingDays(count.days),
                from: language.date(count.from),
                calendar: count.calendar,
                date: language.date(count.date)
            )
        )
        if count.skipped.isEmpty { screen.add(ReminderPhrases.nothingSkipped, indent: 2) }
        for line in CountWords.doubts(
            skipped: count.skipped,
            estimated: count.estimated,
            missing: MissingYears(count.missingYears, from: count.missingFrom),
            language
        ) {
            screen.add(line, indent: 2)
        }
        screen.add(ReminderPhrases.weekends, as: .quiet, indent: 2)
        return screen
    }
}
