import Entries
import FoundationEssentials
import Mail
import Wire

/// A mail that somebody kept, as a witness from outside.
enum SavedMail {
    /// The checkpoint in it; nil if no mail is named.
    static func checkpoint(_ path: String?) throws(Problem) -> String? {
        guard let path else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path),
            let note = MailReader(Array(bytes)).checkpoint
        else {
            throw Problem(
                .badField,
                ["field": "since", "value": .string(path), "expected": "checkpoint"]
            )
        }
        return note
    }
}
