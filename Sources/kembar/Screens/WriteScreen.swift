import Language
import Wire

/// What was recorded, in one or two lines, and the remarks that came with it.
struct WriteScreen {
    private let answer: WriteAnswer

    init(_ answer: WriteAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let entries = answer.entries.map { entry in
            words(of: entry, page)
        }
        let list = page.language.list(entries)
        if answer.dryRun == true {
            screen.add(WritePhrases.wouldBeRecorded(list, id: answer.id))
        } else if entries.isEmpty {
            screen.add(WritePhrases.nothingRecorded(id: answer.id))
        } else {
            screen.add(WritePhrases.recorded(list, id: answer.id))
        }
        for redaction in answer.redactions ?? [] {
            screen.add(WritePhrases.loses(words(of: redaction.entry, page)))
            for field in redaction.fields {
                let label = field.label?.phrase ?? FieldWords.label(field.name)
                let words = WritePhrases.lost(
                    label,
                    FieldWords.value(field.was, of: field.name, page.language),
                    instead: field.instead.map {
                        FieldWords.value($0, of: field.name, page.language)
                    }
                )
                screen.add("  " + page.say(words))
            }
        }
        if let version = answer.version, answer.dryRun != true {
            screen.add(WritePhrases.version(version, look: look), as: .quiet)
        }
        for warning in answer.warnings ?? [] {
            screen.add(WritePhrases.remark + NoticeText(warning).sentence, as: .warning)
        }
        return screen
    }

    /// `ReadinessAwaited (Menunggu kesiapan): Kota Blitar (35.72), entri 10`.
    private func words(of entry: EntryReference, _ page: Page) -> String {
        let number = page.say(CommonPhrases.entries([entry.position]))
        let label = entry.label.map { page.say($0.phrase) }.flatMap { $0 == entry.type ? nil : $0 }
        let office = entry.office.map { $0.words(page.language) }
        guard label != nil || office != nil else { return "\(entry.type) (\(number))" }
        let what = label.map { "\(entry.type) (\($0))" } ?? entry.type
        return ([what + (office.map { ": \($0)" } ?? "")] + [number]).joined(separator: ", ")
    }

    /// The agreement to look at: one that has just begun, or in which one step brought another.
    private var look: String? {
        answer.version == 1 || answer.entries.count > 1 ? answer.id : nil
    }
}
