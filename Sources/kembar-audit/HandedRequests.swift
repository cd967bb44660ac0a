import Audit
import Exports
import Mail

/// What a witness was handed: a file as the log wrote it, a mail, or what somebody typed off a paper.
struct HandedRequests {
    /// The request for the largest tree of the log; several if the file holds more than one of that size.
    ///
    /// What is signed in the end are a note's bytes, which the log's signature has to fit: so nothing that
    /// was misread on the way is ever cosigned.
    let newest: [WitnessRequest]

    /// The size from which the file says that its proof goes on; nil if it says nothing, or has no such proof
    /// that could be read.
    let unreadProofSize: Int64?

    init(_ bytes: [UInt8], of log: FollowedKey) {
        let requests = Self.newest(in: bytes, of: log)
        newest = requests
        let opening = String(decoding: bytes, as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            .map { $0.drop { $0 == "\u{FEFF}" || $0 == ">" || $0 == " " } }
            .first { $0.hasPrefix("old ") }
        let size = opening.flatMap { Int64($0.dropFirst("old ".count).filter { !$0.isWhitespace }) }
        unreadProofSize = requests.allSatisfy { $0.proof.hashes.isEmpty } ? size : nil
    }

    private static func newest(in bytes: [UInt8], of log: FollowedKey) -> [WitnessRequest] {
        // Notes one after another are a note too, whose text is no checkpoint.
        if let request = WitnessRequest(bytes), (try? Checkpoint(text: request.note.text)) != nil {
            return [request]
        }
        let found = MailReader(bytes).found.compactMap {
            WitnessRequest(Array(($0.request ?? $0.note).utf8))
        }
        // What somebody made up in the log's name would hide what the log did sign.
        let signed = found.filter { (try? Checkpoint.open($0.note, keys: log.keys)) != nil }
        let requests = signed.isEmpty ? found : signed
        func size(_ request: WitnessRequest) -> Int64? {
            guard let checkpoint = try? Checkpoint(text: request.note.text) else { return nil }
            return checkpoint.isOf(origin: log.links[0].key.name) ? checkpoint.size : nil
        }
        // A thread quotes what was sent before; another log's checkpoint is told to be none of this key.
        guard let largest = requests.compactMap(size).max() else {
            return Array(requests.prefix(1))
        }
        let candidates = requests.filter { size($0) == largest }
        let texts = Set(candidates.map(\.note.text))
        // The same checkpoint twice, as text and attached: the one with a proof says more.
        let best = candidates.max { $0.oldSize < $1.oldSize }
        return texts.count == 1 ? [best].compactMap(\.self) : candidates
    }
}
