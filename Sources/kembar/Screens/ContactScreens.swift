import Language
import Wire

/// Who holds which role.
struct ContactListScreen {
    private let list: ContactList

    init(_ list: ContactList) { self.list = list }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        guard !list.contacts.isEmpty else {
            screen.add(ContactPhrases.none)
            return screen
        }
        var table = Table(
            zip(ContactPhrases.headings, [6, 10, 12, 14, 9, 12])
                .map { Table.Column(heading: page.say($0), widthMin: $1) }
        )
        for contact in list.contacts { table.add(contact.cells(page)) }
        table.write(to: &screen)
        for contact in list.contacts {
            guard let failure = contact.lastFailure else { continue }
            let words = ContactPhrases.lastFailure + Phrase(" \(contact.id): \(failure)")
            screen.add(words, as: .warning)
        }
        return screen
    }
}

/// One person.
struct ContactScreen {
    private let contact: ContactAnswer

    init(_ contact: ContactAnswer) { self.contact = contact }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        for (heading, value) in zip(ContactPhrases.headings, contact.cells(page)) {
            screen.field(heading, value)
        }
        if let failure = contact.lastFailure { screen.field(ContactPhrases.lastFailure, failure) }
        return screen
    }
}

extension ContactAnswer {
    fileprivate func cells(_ page: Page) -> [String] {
        [
            id, roleLabel.map { page.say($0.phrase) } ?? role, name,
            mail ?? page.say(ContactPhrases.noMail), page.say(ContactPhrases.language(language)),
            page.say(ContactPhrases.time(since: since, until: until)),
        ]
    }
}
