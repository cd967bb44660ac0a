import Language
import Wire

/// The offices in force.
struct OfficeListScreen {
    private let list: OfficeList

    init(_ list: OfficeList) { self.list = list }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(synthetic: list.offices.contains(where: \.synthetic))
        var table = Table(
            zip(OfficePhrases.headings, [8, 12, 4, 8, 6])
                .map { Table.Column(heading: page.say($0), widthMin: $1) }
        )
        for office in list.offices {
            let own = office.code == list.own ? " (\(page.say(AgreementPhrases.own)))" : ""
            let mark = office.synthetic ? " [\(page.say(.synthetic))]" : ""
            table.add([
                office.code, office.name + own + mark, office.zone, office.calendar,
                office.kind ?? "-",
            ])
        }
        table.write(to: &screen)
        return screen
    }
}

/// One office.
struct OfficeScreen {
    private let office: OfficeEntry
    private let isOwn: Bool

    init(_ office: OfficeEntry, isOwn: Bool) {
        self.office = office
        self.isOwn = isOwn
    }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(synthetic: office.synthetic)
        let own = isOwn ? ", \(page.say(AgreementPhrases.own))" : ""
        let values = [
            office.code, office.name + own, office.zone, office.calendar, office.kind ?? "-",
        ]
        for (heading, value) in zip(OfficePhrases.headings, values) {
            screen.field(heading, value)
        }
        return screen
    }
}
