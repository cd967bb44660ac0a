import Entries
import Language

/// That a day limit was over before its wait was recorded, and what may be recorded now.
struct PassedLimitText {
    private let params: Params

    init(_ params: Params) { self.params = params }

    /// The words of the message that tells of a limit which ends later.
    var sentence: Phrase {
        let over =
            Phrase("Batas waktu ", "The limit ") + params.label("label") + source
            + Phrase(" bagi ", " for ") + params.office("office")
            + Phrase(" sudah lewat; hari terakhirnya ", " is over; its last day was ")
            + params.date("date")
        guard let command else { return over + Phrase(".") }
        return over + Phrase(". Dapat dicatat: ", ". It can be recorded: ") + Phrase(command)
    }

    private var source: Phrase {
        guard let source = params.optionalText("source"), let mark = params.optionalText("mark")
        else { return Phrase("") }
        return .sourceInBrackets(source, mark: .limitMark(mark))
    }

    private var command: String? {
        guard let agreement = params.optionalText("agreement"),
            let event = params.optionalText("event")
        else { return nil }
        let words = ["kembar", "record", agreement, event]
        let fields = params.elements("fields").compactMap(\.string)
        return (words + fields.map(CommandLineEcho.quoted)).joined(separator: " ")
    }
}
