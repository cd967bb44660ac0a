import Testing

@testable import EventLog

/// An entry that the log of the contract test must refuse, and what is wrong with it.
struct Forbidden: CustomTestStringConvertible {
    let testDescription: String
    let entry: NewEntry

    /// The log holds 2018-0001 version 1 and an engine entry from command 1 (parts 1 and 2), and
    /// from command 2 the redaction of position 1.
    static func all() throws -> [Forbidden] {
        let long = String(repeating: "x", count: 65_536)
        let entries: [(String, NewEntry)] = [
            ("no bytes", try .engine("", command: 9)),
            ("a byte too many", try .engine(long, command: 9)),
            ("no type", try .engine("x", type: "", command: 9)),
            ("a part before the first", try .engine("x", command: 9, part: 0)),
            ("a part that is kept", try .engine("x", command: 1, part: 2)),
            ("a version that is kept", try .fact("x", of: "2018-0001", version: 1, command: 9)),
            ("a version left out", try .fact("x", of: "2018-0001", version: 3, command: 9)),
            ("a first version of 0", try .fact("x", of: "2018-0002", version: 0, command: 9)),
            ("a first version of 2", try .fact("x", of: "2018-0002", version: 2, command: 9)),
            ("an empty subject", try .fact("x", of: "", version: 1, command: 9)),
            ("a subject beyond ASCII", try .fact("x", of: "2018-é", version: 1, command: 9)),
            ("a redaction of itself", try .engine("x", type: "Redacted", command: 9, redacts: 3)),
            ("a second redaction", try .engine("x", type: "Redacted", command: 9, redacts: 1)),
            ("a redaction of nothing", try .engine("x", type: "Redacted", command: 9, redacts: -1)),
            ("a redaction by a note", try .engine("x", type: "NoteAdded", command: 9, redacts: 0)),
        ]
        return entries.map { Forbidden(testDescription: $0.0, entry: $0.1) }
            + [
                Forbidden(
                    testDescription: "a version without a subject",
                    entry: NewEntry(
                        bytes: [1],
                        subject: nil,
                        subjectVersion: 1,
                        type: "X",
                        command: try .number(9),
                        part: 1
                    )
                )
            ]
    }
}
