import Entries
import FoundationEssentials
import Language
import Wire

/// A field as somebody filled it in.
struct TypedField {
    let input: WorkflowStructure.FieldInput
    private let answer: String

    init(_ input: WorkflowStructure.FieldInput, _ answer: String) {
        self.input = input
        self.answer = answer
    }

    var isEmpty: Bool { parts.isEmpty }

    /// The answer as it is shown again before it is recorded.
    func shown(_ language: Language) -> String {
        guard input.form != "date" else { return language.date(answer) }
        return parts.joined(separator: "\n")
    }

    /// What has to be answered otherwise; nil if it can be sent.
    ///
    /// Everything else kembard judges.
    var fault: Phrase? {
        if isEmpty { return input.required ? ConsolePhrases.needed(input.label.phrase) : nil }
        if let choices = input.choices, choice == nil { return ConsolePhrases.oneOf(choices) }
        if input.form == "numbers", pairs.contains(where: { $0.value == nil }) {
            return ConsolePhrases.numbersNeedCodes
        }
        return nil
    }

    /// Several values are parted by semicolons, where there may be several.
    var parts: [String] {
        let isList = ["texts", "offices", "agreements", "numbers"].contains(input.form)
        let parts =
            isList
            ? answer.split(separator: ";").map { String($0).trimmed } : [choice ?? answer]
        return parts.filter { !$0.isEmpty }
    }

    /// The field for `kembar record`.
    var assignment: String {
        switch value {
        case .string(let text): "\(input.name)=\(text)"
        case let other: "\(input.name):=\(Self.json(other))"
        }
    }

    /// What the member of the entry's data will be.
    private var value: JSONValue {
        switch input.form {
        case "texts", "agreements": .array(parts.map(JSONValue.string))
        case "offices":
            .array(
                pairs.map { pair in
                    pair.value.map { ["code": .string(pair.code), "name": .string($0)] }
                        ?? ["code": .string(pair.code)]
                }
            )
        case "numbers":
            .object(
                Dictionary(pairs.map { ($0.code, .string($0.value ?? "")) }) { first, _ in first }
            )
        case "integer": Int(answer).map(JSONValue.integer) ?? .string(answer)
        case "boolean": truth.map(JSONValue.bool) ?? .string(answer)
        default: .string(choice ?? answer)
        }
    }

    private var pairs: [(code: String, value: String?)] {
        parts.map { part in
            let pair = part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            return (pair[0], pair.count == 2 ? pair[1] : nil)
        }
    }

    /// The choice as it is written; capitals make no difference to whoever types it.
    private var choice: String? {
        input.choices?.first { $0.lowercased() == answer.lowercased() }
    }

    private var truth: Bool? {
        switch answer.lowercased() {
        case "y", "ya", "yes": true
        case "t", "tidak", "n", "no": false
        default: nil
        }
    }

    private static func json(_ value: JSONValue) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts, numbers and lists of them: nothing in it can't be written.
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}

/// The command by which an agreement begins, with the fields it has options for.
struct BeginningCommand {
    private let verb: String
    private let form: CommandForm

    /// Nil for a verb that is no command of its own.
    init?(verb: String) {
        let type: (any FactSubcommand.Type)? =
            switch verb {
            case "propose": Propose.self
            case "register": Register.self
            default: nil
            }
        guard let type else { return nil }
        self.verb = verb
        form = CommandForm(of: type)
    }

    /// Whether it can be told that field.
    func takes(_ input: WorkflowStructure.FieldInput) -> Bool {
        input.name == "title" || form.contains(Self.option(input.name))
    }

    /// The command line: options first, since a title may begin like one.
    func words(_ values: [TypedField], options: [String]) -> [String] {
        let titles = values.filter { $0.input.name == "title" }.flatMap(\.parts)
        let fields = values.filter { $0.input.name != "title" }.flatMap { field in
            field.parts.map { "\(Self.option(field.input.name))=\($0)" }
        }
        return [verb] + fields + options + ["--"] + titles
    }

    private static func option(_ field: String) -> String {
        switch field {
        case "parties": "--party"
        case "numbers": "--number"
        default: "--\(field)"
        }
    }
}

/// What can be recorded of every agreement, whatever its workflow.
enum EngineInputs {
    static let all: [WorkflowStructure.EventAnswer] = [
        event("NoteAdded", "Catatan", "Note", [field("text", "Catatan", "Note")]),
        event(
            "FollowedUp",
            "Ditindaklanjuti",
            "Followed up",
            [
                field("channel", "Saluran", "Channel"),
                field("office", "Instansi", "Office", form: "office", required: false),
                field("outcome", "Hasil", "Outcome"),
            ]
        ),
        event(
            "Held",
            "Ditunda",
            "Put on hold",
            [field("until", "Sampai", "Until", form: "date"), field("reason", "Alasan", "Reason")]
        ),
        event(
            "Resumed",
            "Dilanjutkan",
            "Resumed",
            [field("reason", "Alasan", "Reason", required: false)]
        ),
    ]

    private static func event(
        _ name: String,
        _ id: String,
        _ en: String,
        _ inputs: [WorkflowStructure.FieldInput]
    ) -> WorkflowStructure.EventAnswer {
        .init(
            name: name,
            label: Label(id: id, en: en),
            verb: "record",
            from: ["any"],
            enters: nil,
            closes: false,
            endsTerm: false,
            byDaemon: false,
            fields: inputs.map(\.name),
            inputs: inputs
        )
    }

    private static func field(
        _ name: String,
        _ id: String,
        _ en: String,
        form: String = "text",
        required: Bool = true
    ) -> WorkflowStructure.FieldInput {
        .init(name: name, label: Label(id: id, en: en), form: form, required: required)
    }
}
