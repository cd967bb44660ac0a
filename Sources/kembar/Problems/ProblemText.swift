import Entries
import Language
import Wire

/// A refusal in words: what was wrong, what to do about it, and by which rule.
struct ProblemText {
    private let report: ProblemReport
    /// What the command takes that was typed; nil where it is not known.
    private let form: CommandForm?

    init(_ report: ProblemReport, form: CommandForm? = nil) {
        self.report = report
        self.form = form
    }

    /// Writes the sentences, each a paragraph, and the rule that says so.
    func write(to screen: inout Screen, indent: Int = 0) {
        for sentence in sentences { screen.add(sentence, indent: indent) }
        if let rule = ruleLine { screen.add(rule, as: .quiet, indent: indent) }
        if report.known == .ruleFileFaulty {
            RuleFaultList(
                RuleFaultText.faults(in: report.params),
                leftOut: report.params["leftOut"]?.integer ?? 0
            ).write(to: &screen, indent: indent + 2)
        }
        guard report.known == .laterStepImpossible, let inner else { return }
        screen.add(Phrase("Sebabnya:", "The reason:"), indent: indent)
        ProblemText(inner, form: form).write(to: &screen, indent: indent + 2)
    }

    /// The sentences alone, for tests and for other texts that quote them.
    var sentences: [Phrase] {
        guard let code = report.known else { return [ProblemPhrases.unknown(report)] }
        return ProblemPhrases(Params(report.params), form: form).sentences(code)
    }

    /// `Aturan: … · Sumber: … (kebijakan kantor)`, as far as the daemon names them.
    private var ruleLine: Phrase? {
        let params = Params(report.params)
        let opening =
            params.bool("supposed")
            ? Phrase("Aturan dalam berkas itu: ", "Rule in that file: ")
            : Phrase("Aturan: ", "Rule: ")
        let rule = params.has("rule") ? opening + params.text("rule") : nil
        guard let text = params.optionalText("source"),
            !Self.codesWithOwnSource.contains(report.code)
        else { return rule }
        let words = params.optionalText("mark").map { Phrase.source(text, mark: .mark($0)) }
        let source = Phrase("Sumber: ", "Source: ") + (words ?? Phrase(text))
        return rule.map { $0 + Phrase(" · ") + source } ?? source
    }

    /// Codes that name the source inside their sentences already.
    private static let codesWithOwnSource: Set = [ProblemCode.limitNotLapsed.rawValue]

    /// The refusal that a later step would meet.
    private var inner: ProblemReport? {
        guard let code = report.params["because"]?.string else { return nil }
        return ProblemReport(code: code, params: report.params["params"]?.object ?? [:], json: "")
    }
}
