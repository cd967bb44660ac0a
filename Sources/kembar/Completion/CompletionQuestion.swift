import ArgumentParser
import Entries
import Language
import Wire

/// What a shell may ask the daemon for while somebody types.
///
/// Silent whatever happens: a daemon that is away or slow offers nothing, and nobody who only
/// pressed the tab key wants to read why.
enum CompletionQuestion: Sendable {
    case agreements
    case offices
    case calendars
    case workflows
    /// Of the kind that stands on the line.
    case rules
    /// As far as reminders and contacts name them: the daemon lists none by themselves.
    case roles
    case stages
    case events

    /// How long the shell is kept waiting, in seconds.
    static let limitSeconds: Int64 = 1

    /// The desk of the run that a shell asks; the parser hands its closures nothing but words.
    @TaskLocal static var desk: Desk?

    /// The candidates for that shell's command line, as that shell takes them.
    func candidates(_ words: [String]) async -> [String] {
        guard let desk = Self.desk else { return [] }
        let asking = Asking(desk: desk, words: words)
        let shell = desk.environment["SAP_SHELL"].flatMap(CompletionShell.init(rawValue:))
        return await found(asking).map { $0.text(for: shell) }
    }

    private func found(_ asking: Asking) async -> [Candidate] {
        switch self {
        case .agreements:
            let list = await asking.answer(AgreementList.self, .get(["agreements"]))
            return list?.agreements.map { Candidate($0.id, $0.title) } ?? []
        case .offices:
            let list = await asking.answer(OfficeList.self, .get(["offices"]))
            return list?.offices.map { Candidate($0.code, $0.name) } ?? []
        case .calendars:
            let list = await asking.answer(CalendarList.self, .get(["calendars"]))
            return list?.calendars.map { Candidate($0.name, $0.label) } ?? []
        case .workflows:
            return await asking.workflows().map { Candidate($0.name, $0.label) }
        case .rules:
            let list = await asking.answer(RuleList.self, .get(["rules"]))
            let kind = asking.words.lazy.compactMap(RuleKindWord.known).first
            return list?.rules.filter { kind == nil || $0.kind == kind }
                .map { Candidate($0.name, $0.label) } ?? []
        case .roles:
            let reminders = await asking.answer(ReminderList.self, .get(["reminders"]))
            let contacts = await asking.answer(ContactList.self, .get(["contacts"]))
            let reminded = reminders?.items.map { Candidate($0.role, $0.roleLabel) } ?? []
            let held = contacts?.contacts.map { Candidate($0.role, $0.role) } ?? []
            return (reminded + held).withoutRepetition
        case .stages:
            return await asking.structures().flatMap(\.stages)
                .map { Candidate($0.name, $0.label) }.withoutRepetition
        case .events:
            return await asking.structures().flatMap(\.events).filter { !$0.byDaemon }
                .map { Candidate($0.name, $0.label) }.withoutRepetition
        }
    }
}

extension CompletionQuestion {
    /// One candidate: what is typed, and what it is.
    struct Candidate: Hashable {
        var value: String
        var description: String

        init(_ value: String, _ description: String) {
            self.value = value
            self.description = description
        }

        init(_ value: String, _ label: Label) {
            self.init(value, Speech.language.say(label.phrase))
        }

        /// zsh takes `value:description`, fish a tab between them; bash knows values only.
        func text(for shell: CompletionShell?) -> String {
            let words = Screen.printable(description.replacing("\t", with: " "))
            switch shell {
            case .zsh:
                return "\(value.replacing(":", with: "\\:")):\(words)"
            case .fish: return "\(value)\t\(words)"
            default: return value
            }
        }
    }

    /// The way to the daemon of somebody who waits for no one.
    struct Asking: Sendable {
        var desk: Desk
        /// The half-typed command.
        var words: [String]

        /// The socket that it names.
        private var socket: String? {
            for (index, word) in words.enumerated() {
                if word == "--socket", index + 1 < words.count { return words[index + 1] }
                if word.hasPrefix("--socket=") { return String(word.dropFirst("--socket=".count)) }
            }
            return nil
        }

        func answer<Answer: Decodable>(_ type: Answer.Type, _ request: Request) async -> Answer? {
            let client = SocketClient(limitSeconds: CompletionQuestion.limitSeconds)
            for path in SocketChoice(option: socket, desk).paths {
                // Whatever goes wrong, there is nothing to offer.
                guard let response = try? await client.send(request, through: path) else {
                    continue
                }
                return response.isSuccess ? try? response.decoded(type) : nil
            }
            return nil
        }

        func workflows() async -> [RuleAnswer] {
            let list = await answer(RuleList.self, .get(["rules"]))
            return list?.rules.filter { $0.kind == "workflow" } ?? []
        }

        func structures() async -> [WorkflowStructure] {
            var structures: [WorkflowStructure] = []
            for rule in await workflows() {
                let request = Request.get(["rules", "workflow", rule.name, "structure"])
                if let structure = await answer(WorkflowStructure.self, request) {
                    structures.append(structure)
                }
            }
            return structures
        }
    }
}

extension [CompletionQuestion.Candidate] {
    /// Each value once: two workflows may have events of one name.
    fileprivate var withoutRepetition: [CompletionQuestion.Candidate] {
        var seen: Set<String> = []
        return filter { seen.insert($0.value).inserted }
    }
}

extension CompletionKind {
    /// Candidates that the daemon is asked for when the tab key is pressed.
    static func asked(_ question: CompletionQuestion) -> CompletionKind {
        .custom { words, _, _ async in await question.candidates(words) }
    }
}
