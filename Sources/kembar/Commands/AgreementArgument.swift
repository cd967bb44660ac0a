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
}
