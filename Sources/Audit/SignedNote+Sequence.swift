extension SignedNote {
    /// Parts a text of notes one after another into the text of each; of one note it is that text.
    ///
    /// A note ends with its last signature line. Whether each is a note shows when it is parsed.
    package static func sequence(in text: String) -> [String] {
        var notes: [[UInt8]] = []
        var isInSignatures = false
        for line in Array(text.utf8).split(separator: Lines.end, omittingEmptySubsequences: false) {
            let isSignature = line.starts(with: SignatureLine.opening)
            if notes.isEmpty || isInSignatures && !isSignature { notes.append([]) }
            isInSignatures = isSignature
            notes[notes.count - 1] += line + [Lines.end]
        }
        // Behind the last line end stands nothing, and a text without one gets none.
        notes[notes.count - 1].removeLast()
        if notes.count > 1, notes.last?.isEmpty == true { notes.removeLast() }
        return notes.map { String(decoding: $0, as: UTF8.self) }
    }
}
