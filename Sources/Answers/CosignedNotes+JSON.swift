package import Audit
import Entries
import Wire

extension CosignedNotes {
    /// Reads a file of kept notes, a JSON array of texts; nil if it is none.
    ///
    /// Nil too if one of them is no checkpoint, or is there twice: no such file was ever written, and what was
    /// changed must not pass for what witnesses never sent.
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
    package func cosigning(_ text: String) -> String {
        guard let note = try? SignedNote.parse(text) else { return text }
        let lines = notes.filter { kept in
            kept.text == note.text && kept.signatures.contains(where: note.signatures.contains)
        }.flatMap(\.signatures)
        let more = lines.filter { !note.signatures.contains($0) }
        return more.isEmpty ? text : ((try? note.adding(more))?.description ?? text)
    }
}
