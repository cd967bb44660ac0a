/// Why something is not a signed note, or not one to believe.
package enum NoteFailure: Error, Hashable, Sendable {
    /// Longer than `SignedNote.byteCountMax`.
    case tooLong
    /// The bytes are not UTF-8.
    case notUTF8
    /// A control character other than the newline: a carriage return, a tab.
    case controlCharacter
    /// The text is empty or does not end in a newline.
    case unterminatedText
    /// No empty line parts the text from the signatures.
    case noSeparator
    /// No signature lines, or the last one does not end.
    case noSignatures
    /// More than `SignedNote.signatureCountMax` signature lines.
    case tooManySignatures
    /// A signature line that is none; the number counts from 1.
    case malformedSignature(line: Int)
    /// A line that says it is made by this known key was not.
    case forged(key: VerifierKey)
    /// No line is by a known key: the text is nobody's.
    case unsigned
    /// A cosignature's time is not later than 1970.
    case timestamp
    /// The cryptographic library did not sign.
    case cannotSign
}
