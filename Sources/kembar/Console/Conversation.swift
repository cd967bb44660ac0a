import Language
import Synchronization

/// Somebody who is asked and answers, line by line; a terminal is not needed.
///
/// Everything is written to the output, so that questions and answers stay in their order.
final class Conversation: Sendable {
    let desk: Desk
    private let state: Mutex<State>

    private struct State {
        var reader: LineReader
        var language: Language
        var isOver = false
    }

    init(_ desk: Desk, _ language: Language) {
        self.desk = desk
        state = Mutex(State(reader: LineReader(desk.typed), language: language))
    }

    var language: Language {
        get { state.withLock { $0.language } }
        set { state.withLock { $0.language = newValue } }
    }

    /// Whether nobody answers any more.
    var isOver: Bool { state.withLock { $0.isOver } || !desk.isOutputOpen() }

    var page: Page { Page(desk: desk, language: language) }

    func say(_ phrase: Phrase, as kind: Screen.Kind = .plain) {
        var screen = Screen(page)
        screen.add(phrase, as: kind)
        say(screen)
    }

    func say(_ screen: Screen) { desk.say(screen.text(page)) }

    /// Asks, as often as it takes to get a line that can be used; nil if nobody answers any more.
    func ask(_ question: Phrase, afterSpace: Bool = false) -> String? {
        while !isOver {
            let words = (afterSpace ? "\n" : "") + Screen.printable(page.say(question)) + "> "
            desk.write(Array(words.utf8), .output)
            switch line() {
            case .text(let text): return text.trimmed
            case .tooLong: say(ConsolePhrases.lineTooLong)
            case .notText: say(ConsolePhrases.notText)
            case .control: say(ConsolePhrases.control)
            case .end: break
            }
        }
        return nil
    }

    /// Whether the answer is a yes; everything else is none.
    func agrees(to question: Phrase) -> Bool {
        guard let answer = ask(question) else { return false }
        return ["y", "ya", "yes"].contains(answer.lowercased())
    }

    /// A line for a command that asks by itself; nil if none can be used.
    func reply() -> String? {
        guard case .text(let text) = line() else { return nil }
        return text
    }

    private func line() -> LineReader.Line {
        let line = state.withLock { state in
            let line = state.reader.next()
            if line == .end { state.isOver = true }
            return line
        }
        // The next words begin on a line of their own.
        if line == .end { desk.write([0x0A], .output) }
        return line
    }
}

extension Conversation {
    /// Carries out one command as if it had been typed to a shell, confined.
    func carryOut(_ words: [String]) async -> ProcessStatus {
        var environment = desk.environment.withoutHost
        environment["SSH_ORIGINAL_COMMAND"] = nil
        // For whoever starts from the environment, as every command does.
        environment["LANGUAGE"] = nil
        environment["LC_ALL"] = language == .en ? "en_US.UTF-8" : "id_ID.UTF-8"
        var confined = desk.confined(
            to: Confinement(readsInput: false),
            words,
            environment: environment
        )
        let write = desk.write
        confined.write = { bytes, _ in write(bytes, .output) }
        confined.ask = { [self] in reply() }
        return await Session(desk: confined).run()
    }

    /// Shows what a command would record, asks, and records it; the same again while nobody knows
    /// what became of it, under one key.
    @discardableResult
    func record(_ words: [String]) async -> ProcessStatus {
        let trial = await carryOut(words.adding("--dry-run"))
        guard trial == .done else { return trial }
        guard agrees(to: ConsolePhrases.recordIt) else {
            say(WritePhrases.cancelled)
            return .cancelled
        }
        let keyed = words.adding("--idempotency-key", desk.makeKey())
        var status = await carryOut(keyed)
        while status == .unreachable, agrees(to: ConsolePhrases.onceMore) {
            status = await carryOut(keyed)
        }
        return status
    }

    /// Carries out what was typed; what records is shown first.
    func take(_ words: [String]) async {
        let path = CommandPath(Invocation(words).commandWords)
        let isAnswered = words.prefix { $0 != "--" }.contains { word in
            ["--dry-run", "--idempotency-key", "--help", "-h"].contains(word)
                || word.hasPrefix("--idempotency-key=")
        }
        // Who brings a key repeats what was shown before.
        if Confinement.isRecording(path.type), !isAnswered {
            await record(words)
        } else {
            _ = await carryOut(words)
        }
    }
}

extension [String] {
    /// With options added, before what is no option any more.
    fileprivate func adding(_ options: String...) -> [String] {
        let end = firstIndex(of: "--") ?? endIndex
        return self[..<end] + options + self[end...]
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        let start = drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }
}
