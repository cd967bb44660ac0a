import Entries
import Language
import Wire

/// Asks step by step for what a recording needs, and makes the command of it that records it.
///
/// What it asks for is what the workflow declares; whether it may be recorded is kembard's to say.
struct GuidedEntry {
    private let conversation: Conversation
    private let exchange: Exchange

    init(_ conversation: Conversation) {
        self.conversation = conversation
        exchange = Exchange(
            desk: conversation.desk,
            sockets: SocketChoice(option: nil, conversation.desk).paths,
            repetition: nil
        )
    }

    /// Something that happened to an agreement that exists.
    func recordEvent() async {
        guard let agreement = await agreement(),
            let structure = await structure(
                of: agreement.workflow.name,
                version: agreement.workflow.version
            ),
            let event = chosen(among: structure.events(for: agreement) + EngineInputs.all)
        else { return }
        let inputs = event.asked
        await entry(event, inputs, of: agreement) { values, fact in
            // What is recorded is what was shown: not if somebody else was faster.
            ["record"] + fact.words + ["--if-version=\(agreement.version)", "--", agreement.id]
                + [event.name] + values.map(\.assignment)
        }
    }

    /// An agreement that is not there yet.
    func begin() async {
        guard let rules = await answer(RuleList.self, .get(["rules"])) else { return }
        let workflows = rules.rules.filter { $0.kind == "workflow" }
        guard let workflow = workflow(among: workflows),
            let structure = await structure(of: workflow.name, version: nil)
        else { return }
        let beginnings = structure.events.filter {
            $0.from.isEmpty && BeginningCommand(verb: $0.verb) != nil
        }
        guard let event = chosen(among: beginnings),
            let command = BeginningCommand(verb: event.verb)
        else { return }
        let choice = workflows.count > 1 ? ["--workflow=\(workflow.name)"] : []
        await entry(event, event.asked.filter(command.takes), of: nil) { values, fact in
            command.words(values, options: fact.words + choice)
        }
    }

    /// Asks for the fields, shows them and records them; what was refused can be mended.
    private func entry(
        _ event: WorkflowStructure.EventAnswer,
        _ inputs: [WorkflowStructure.FieldInput],
        of agreement: AgreementAnswer?,
        _ words: ([TypedField], Fact) -> [String]
    ) async {
        var answers = Answers()
        conversation.say(ConsolePhrases.howToAnswer, as: .quiet)
        while let values = values(of: inputs, agreement, &answers), let fact = fact(&answers) {
            showEntry(event, values, fact)
            let status = await conversation.record(words(values, fact))
            guard [.refused, .usage, .notFound, .cancelled].contains(status),
                conversation.agrees(to: ConsolePhrases.mendIt)
            else { return }
            conversation.say(ConsolePhrases.howToMend, as: .quiet)
        }
    }

    // MARK: What is asked

    /// When it happened and on whose word.
    private struct Fact {
        var at: String
        var source: String

        var words: [String] {
            (at.isEmpty ? [] : ["--at=\(at)"]) + (source.isEmpty ? [] : ["--source=\(source)"])
        }
    }

    /// What was answered before, by the name of the field.
    private typealias Answers = [String: String]

    private func fact(_ answers: inout Answers) -> Fact? {
        guard let at = answered(ConsolePhrases.when, as: "at", &answers),
            let source = answered(ConsolePhrases.source, as: "source", &answers)
        else { return nil }
        return Fact(at: at, source: source)
    }

    /// The answer, else the one that was given before; nil as below.
    private func answered(
        _ question: Phrase,
        as name: String,
        _ answers: inout Answers
    ) -> String? {
        let earlier = answers[name] ?? ""
        let reminder = earlier.isEmpty ? Phrase("") : Phrase(" [\(earlier)]")
        guard let answer = answered(question + reminder) else { return nil }
        let meant = answer.isEmpty ? earlier : answer == "-" ? "" : answer
        answers[name] = meant
        return meant
    }

    /// The answer; nil if nobody answers, or if this entry is given up.
    private func answered(_ question: Phrase) -> String? {
        guard let answer = conversation.ask(question) else { return nil }
        guard answer == "." else { return answer }
        conversation.say(WritePhrases.cancelled)
        return nil
    }

    private func agreement() async -> AgreementAnswer? {
        while let id = answered(ConsolePhrases.whichAgreement), !id.isEmpty {
            let path = ["agreements", id]
            guard let agreement = await answer(AgreementAnswer.self, .get(path)) else {
                continue
            }
            conversation.say(
                Phrase("\(agreement.id)  \(agreement.title): ") + agreement.stageLabel.phrase
            )
            if agreement.synthetic { conversation.say(CommonPhrases.syntheticBanner, as: .banner) }
            return agreement
        }
        return nil
    }

    private func workflow(among workflows: [RuleAnswer]) -> RuleAnswer? {
        guard workflows.count > 1 else { return workflows.first }
        return chosen(among: workflows, ConsolePhrases.whichWorkflow) { $0.label.phrase }
    }

    private func chosen(
        among events: [WorkflowStructure.EventAnswer]
    ) -> WorkflowStructure.EventAnswer? {
        guard events.count > 1 else { return events.first }
        return chosen(among: events, ConsolePhrases.whichEvent) { $0.label.phrase }
    }

    /// One of several, by its number; nil if it is given up.
    private func chosen<Element>(
        among elements: [Element],
        _ question: Phrase,
        _ label: (Element) -> Phrase
    ) -> Element? {
        var screen = Screen(conversation.page)
        for (number, element) in elements.enumerated() {
            screen.add(Phrase("\(number + 1)  ") + label(element), indent: 2)
        }
        conversation.say(screen)
        while let answer = answered(question), !answer.isEmpty {
            if let number = Int(answer), elements.indices.contains(number - 1) {
                return elements[number - 1]
            }
            conversation.say(ConsolePhrases.noSuchChoice(answer))
        }
        return nil
    }

    /// The fields that were filled in; nil if the entry is given up.
    private func values(
        of inputs: [WorkflowStructure.FieldInput],
        _ agreement: AgreementAnswer?,
        _ answers: inout Answers
    ) -> [TypedField]? {
        var values: [TypedField] = []
        for input in inputs {
            // A file lies on the officer's machine, out of reach from here.
            guard input.form != "document" else {
                conversation.say(ConsolePhrases.documentElsewhere(input.label.phrase))
                if input.required { return nil }
                continue
            }
            guard let field = field(input, agreement, &answers) else { return nil }
            if !field.isEmpty { values.append(field) }
        }
        return values
    }

    /// One field, asked for until it can be sent.
    private func field(
        _ input: WorkflowStructure.FieldInput,
        _ agreement: AgreementAnswer?,
        _ answers: inout Answers
    ) -> TypedField? {
        let question = ConsolePhrases.question(input, agreement)
        // Beside `at` and `source`, which every event has.
        while let answer = answered(question, as: "data.\(input.name)", &answers) {
            let field = TypedField(input, answer)
            guard let fault = field.fault else { return field }
            answers["data.\(input.name)"] = nil
            conversation.say(fault)
        }
        return nil
    }

    private func showEntry(
        _ event: WorkflowStructure.EventAnswer,
        _ values: [TypedField],
        _ fact: Fact
    ) {
        let language = conversation.language
        var screen = Screen(conversation.page)
        screen.addVerbatim("")
        screen.add(event.label.phrase, as: .heading)
        for value in values { screen.field(value.input.label.phrase, value.shown(language)) }
        let time = fact.at.isEmpty ? language.say(ConsolePhrases.now) : language.date(fact.at)
        screen.field(ConsolePhrases.time, time)
        if !fact.source.isEmpty {
            screen.field(FieldWords.label("source").capitalized, fact.source)
        }
        screen.addVerbatim("")
        conversation.say(screen)
    }

    // MARK: What kembard is asked

    private func structure(of workflow: String, version: Int?) async -> WorkflowStructure? {
        await answer(
            WorkflowStructure.self,
            .get(
                ["rules", "workflow", workflow, "structure"],
                [("version", version.map(String.init))]
            )
        )
    }

    /// The answer; nil if there is none, which is said.
    private func answer<Answer: Decodable>(
        _ type: Answer.Type,
        _ request: Request
    ) async -> Answer? {
        do throws(Failure) {
            return try await exchange.answer(to: request).decoded(type)
        } catch {
            conversation.desk.say(error.text(conversation.page, json: false))
            return nil
        }
    }
}

extension WorkflowStructure {
    /// The events that somebody may record where that agreement stands.
    fileprivate func events(for agreement: AgreementAnswer) -> [EventAnswer] {
        events.filter { event in
            guard !event.byDaemon else { return false }
            switch event.from {
            case ["any"]: return true
            case ["open"]: return agreement.closed == nil
            default: return event.from.contains(agreement.stage)
            }
        }
    }
}

extension WorkflowStructure.EventAnswer {
    /// What somebody is asked for; of an older kembard only the names are known.
    fileprivate var asked: [WorkflowStructure.FieldInput] {
        inputs
            ?? fields.map {
                .init(name: $0, label: Label(id: $0, en: $0), form: "text", required: false)
            }
    }
}
