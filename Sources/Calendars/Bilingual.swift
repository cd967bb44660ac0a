/// One text for people in the two languages that kembar speaks.
package struct Bilingual: Codable, Hashable, Sendable {
    /// The Indonesian text.
    package let id: String
    /// The English text.
    package let en: String

    /// Pairs the Indonesian and the English wording of one thing.
    package init(id: String, en: String) {
        self.id = id
        self.en = en
    }
}
