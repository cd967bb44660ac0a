import Entries
import Exports
import Mail
import Wire

/// Mails or notes that somebody kept, as witnesses from outside.
enum SavedMail {
    /// Every checkpoint in the file, one after another; nil if no file is named.
    ///
    /// Throws `Problem` if there is none, or there are too many, and `FileTrouble` if it can't be read.
    static func checkpoints(_ path: String?) throws -> String? {
        guard let path else { return nil }
        let notes = MailReader(try BundleFolder.file(path)).checkpoints
        guard !notes.isEmpty, notes.count <= MailReader.checkpointCountMax else {
            throw Problem(
                .badField,
                [
                    "field": "since", "value": .string(path),
                    "expected": notes.isEmpty ? "checkpoint" : "checkpoint-count",
                    "limit": .integer(MailReader.checkpointCountMax),
                    "found": .integer(notes.count),
                ]
            )
        }
        return notes.joined()
    }
}
