import ArgumentParser
import Language

/// The agreement that a command is about.
struct AgreementArgument: ParsableArguments {
    @Argument(
        help: .words(
            "Nomor naskah, misalnya 2018-0001.",
            "The agreement's id, such as 2018-0001.",
            value: Phrase("id")
        ),
        completion: .asked(.agreements)
    )
    var id: String

    func validate() throws {
        guard !id.allSatisfy(\.isWhitespace) else {
            throw ValidationError(
                Speech.language.say(
                    Phrase(
                        "Nomor naskah kosong; tulis misalnya 2018-0001.",
                        "The agreement's id is empty; write one such as 2018-0001."
                    )
                )
            )
        }
    }
}
