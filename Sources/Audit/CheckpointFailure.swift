/// Why something is not a checkpoint, or not one to believe.
package enum CheckpointFailure: Error, Hashable, Sendable {
    /// The text is not lines that end in a newline, or there are fewer than three.
    case malformed
    /// The origin is empty or holds a control character.
    case origin
    /// The size is not a decimal number of one spelling, from 0 to 2^63-1; of a note, to `Checkpoint.sizeMax`.
    case size
    /// The root is not canonical base64 of 32 bytes.
    case root
    /// The size is 0 and the root is not that of the empty tree.
    case emptyTreeRoot
    /// There are extension lines: nobody can audit them, so none are accepted.
    case extensionLines
    /// The key's name is not the log's origin.
    case foreignKey
    /// It is signed, but not by a known key whose name is the origin.
    case notSignedByLog
    /// The signed note around it is not one to believe.
    case note(NoteFailure)
}
