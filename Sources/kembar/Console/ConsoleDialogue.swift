import Language

/// The dialogue of `kembar console`: a menu, and commands as they are typed elsewhere.
struct ConsoleDialogue {
    private let conversation: Conversation

    init(_ desk: Desk, _ page: Page) {
        conversation = Conversation(desk, page.language)
    }

    /// What the menu offers, in its order; the last is 0.
    enum Choice: Int, CaseIterable {
        case list = 1, show, history, find, reminders, event, beginning, letter, status
        case leave = 0
    }

    /// Asks until nobody answers any more, or somebody leaves.
    func run() async -> ProcessStatus {
        conversation.say(ConsolePhrases.welcome, as: .heading)
        showMenu()
        while let line = conversation.ask(Phrase("kembar"), afterSpace: true) {
            guard await take(line) else { break }
        }
        conversation.say(ConsolePhrases.goodbye)
        return .done
    }

    private func showMenu() {
        var screen = Screen(conversation.page)
        for choice in Choice.allCases {
            screen.add(Phrase("\(choice.rawValue)  ") + ConsolePhrases.choice(choice), indent: 2)
        }
        screen.add(ConsolePhrases.orCommands, as: .quiet)
        conversation.say(screen)
    }

    /// Does what the line asks for; returns whether the dialogue goes on.
    private func take(_ line: String) async -> Bool {
        switch line.lowercased() {
        case "", "?", "menu", "bantuan": showMenu()
        case "keluar", "exit", "quit", "q": return false
        case "english", "inggris": change(to: .en)
        case "indonesia", "indonesian": change(to: .id)
        default:
            if let number = Int(line) {
                guard let choice = Choice(rawValue: number) else {
                    conversation.say(ConsolePhrases.noSuchChoice(line))
                    return true
                }
                return await follow(choice)
            }
            await takeCommand(line)
        }
        return true
    }

    private func change(to language: Language) {
        conversation.language = language
        showMenu()
    }

    private func takeCommand(_ line: String) async {
        do throws(ShellWords.Fault) {
            var words = try ShellWords.words(of: line)
            if words.first == "kembar" { words.removeFirst() }
            guard !words.isEmpty else { return showMenu() }
            await conversation.take(words)
        } catch {
            conversation.say(ConsolePhrases.fault(error))
        }
    }

    private func follow(_ choice: Choice) async -> Bool {
        switch choice {
        case .list: await carryOut("list")
        case .reminders: await carryOut("remind", "list")
        case .status: await carryOut("status")
        case .show: await carryOutAboutAgreement("show")
        case .history: await carryOutAboutAgreement("history")
        case .letter: await carryOutAboutAgreement("letter")
        case .find:
            guard let text = conversation.ask(ConsolePhrases.whatToFind), !text.isEmpty else {
                break
            }
            await carryOut("find", "--", text)
        case .event: await GuidedEntry(conversation).recordEvent()
        case .beginning: await GuidedEntry(conversation).begin()
        case .leave: return false
        }
        return true
    }

    private func carryOut(_ words: String...) async { _ = await conversation.carryOut(words) }

    private func carryOutAboutAgreement(_ name: String) async {
        guard let id = conversation.ask(ConsolePhrases.whichAgreement), !id.isEmpty else { return }
        await carryOut(name, "--", id)
    }
}
