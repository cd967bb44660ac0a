import ArgumentParser
import Language

/// Names that become a part of the path of a request.
enum NameCheck {
    /// Refuses an empty one: it would ask for the list of all instead.
    static func requireNames(_ names: String...) throws {
        guard names.contains(where: { $0.allSatisfy(\.isWhitespace) }) else { return }
        throw ValidationError(
            Speech.language.say(
                Phrase(
                    "Namanya kosong; tulis salah satu dari: kembar rules list",
                    "The name is empty; write one of those in: kembar rules list"
                )
            )
        )
    }
}
