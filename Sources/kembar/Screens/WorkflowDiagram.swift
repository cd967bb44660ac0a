import Language
import Wire

/// A workflow as a Mermaid state diagram, its labels in the reader's language.
///
/// Stages get short names of our own: a stage's name may have characters, or be a word, that mean
/// something to Mermaid.
struct WorkflowDiagram {
    private let workflow: WorkflowStructure
    private let names: [String: String]

    init(_ workflow: WorkflowStructure) {
        self.workflow = workflow
        names = Dictionary(
            workflow.stages.enumerated().map { ($1.name, "s\($0 + 1)") }
        ) { first, _ in first }
    }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        for line in lines(page.language) { screen.addVerbatim(line) }
        return screen
    }

    private func lines(_ language: Language) -> [String] {
        var lines = [
            "stateDiagram-v2",
            "    %% \(workflow.name)@\(workflow.version)",
        ]
        for stage in workflow.stages {
            guard let name = names[stage.name] else { continue }
            let label = Self.escaped(language.say(stage.label.phrase))
            lines.append("    state \"\(label)\" as \(name)")
        }
        return lines + edges(language).map { "    \($0)" }
    }

    /// One arrow between two places, whatever number of events lead there.
    private func edges(_ language: Language) -> [String] {
        var order: [Arrow] = []
        var labels: [Arrow: [String]] = [:]
        for event in workflow.events {
            for arrow in arrows(of: event) {
                if labels[arrow] == nil { order.append(arrow) }
                labels[arrow, default: []].append(Self.escaped(language.say(event.label.phrase)))
            }
        }
        let ends = workflow.stages.filter { stage in
            !stage.open && !order.contains(Arrow(from: names[stage.name], to: nil))
        }
        return order.map { arrow in
            "\(arrow.text) : \((labels[arrow] ?? []).joined(separator: " / "))"
        } + ends.map { Arrow(from: names[$0.name], to: nil).text }
    }

    private struct Arrow: Hashable {
        /// A stage's short name; nil is the beginning or the end.
        var from: String?
        var to: String?

        var text: String { "\(from ?? "[*]") --> \(to ?? "[*]")" }
    }

    private func arrows(of event: WorkflowStructure.EventAnswer) -> [Arrow] {
        let target = event.enters.flatMap { names[$0] }
        guard !event.from.isEmpty else { return [Arrow(from: nil, to: target)] }
        let stages = workflow.stages.filter { stage in
            switch event.from {
            case ["open"]: stage.open
            case ["any"]: true
            default: event.from.contains(stage.name)
            }
        }
        return stages.map { stage in
            let name = names[stage.name]
            let ends = target == nil && (event.closes || event.endsTerm)
            return Arrow(from: name, to: ends ? nil : target ?? name)
        }
    }

    /// Every character that could mean something to Mermaid, as its number.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", "-", ".", ",": String(scalar)
            // Beyond ASCII nothing is syntax; control characters never come this far.
            case _ where scalar.value > 0x9F: String(scalar)
            default: "#\(scalar.value);"
            }
        }.joined()
    }
}
