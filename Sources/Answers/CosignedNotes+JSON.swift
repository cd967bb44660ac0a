package import Audit
import Entries
import Wire

extension CosignedNotes {
    /// Reads a file of kept notes, a JSON array of texts; nil if it is none.
    ///
    /// Nil too if one of them is no checkpoint, or has the text of another and a line in common with it: no such
    /// file was ever written, and what was changed must not pass for what witnesses never sent.
    package init?(json bytes: [UInt8]) {
        guard let texts = (try? RequestJSON.value(of: bytes))?.array else { return nil }
        self.init(texts.compactMap { $0.string.flatMap { try? SignedNote.parse($0) } })
        guard notes.count == texts.count else { return nil }
    }

    /// The file's bytes: the same notes give the same.
    package var json: [UInt8] {
        let texts = notes.map { JSONValue.string($0.description) }
        return Array(JSONValue.array(texts).canonicalText.utf8) + [0x0A]
    }

    /// A checkpoint with the cosignatures that are kept of it; what is not the same text adds nothing, nor does
    /// what has no line in common with it: the log's own is under all that came back.
    ///
    /// Only for notes that can be believed (`KeptCosignatures.fitting`): a line that claims a key of the log and
    /// is not by it would spoil the good checkpoint. Given keys of witnesses, only lines by those are added.
    /// Without them nobody can tell which of the others are genuine, and all are: a line that somebody put in a
    /// witness's name under a note that the log did sign makes the whole unreadable to whoever has that
    /// witness's key, and to nobody else.
    package func cosigning(_ text: String, witnesses: [VerifierKey]? = nil) -> String {
        guard let note = try? SignedNote.parse(text) else { return text }
        let same = notes.filter { kept in
            kept.text == note.text && kept.signatures.contains(where: note.signatures.contains)
        }
        let lines = same.flatMap { kept -> [SignatureLine] in
            guard let witnesses else { return kept.signatures }
            return kept.lines(by: witnesses)
        }
        let more = lines.filter { !note.signatures.contains($0) }
        return more.isEmpty ? text : ((try? note.adding(more))?.description ?? text)
    }
}
