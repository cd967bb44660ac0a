import Language
import Wire

extension OfficeAnswer {
    /// `Name (code)`, with the mark of an invented office.
    func words(_ language: Language) -> String {
        let mark = synthetic ? " [\(language.say(.synthetic))]" : ""
        return (name == code ? code : "\(name) (\(code))") + mark
    }
}

extension Label {
    /// The label as something to say.
    var phrase: Phrase { Phrase(id, en) }
}

extension AwaitingAnswer {
    /// What the office is awaited for.
    var whatFor: Phrase? { Phrase.purpose(purpose, signature: signature) }
}
